"""RSS and Atom feeds to reports, an entry each."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from geo.documents.html import html_text
from geo.documents.markup import is_html
from geo.documents.metadata import make_report, single_line, stated_day, web
from geo.errors import NotAReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.documents.source import Source
    from geo.records import Report

_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)


_OF_THE_WORLD = re.compile(r"(?:[a-z][a-z0-9+.-]*://|tag:|urn:)", re.IGNORECASE)
"""What begins an id that no other feed gives: a bare number or "article-7" is of the feed alone."""


def is_feed(head: bytes) -> bool:
    """Return whether XML begins as a feed does.

    Examples
    --------
    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0">'), is_feed(b"<svg/>")
    (True, False)
    """
    return _FEED.search(head.replace(b"\0", b"")) is not None


def read_feed(source: Source) -> Iterator[Report]:
    """Read a feed's entries: the content, else the summary, else the title.

    Raises
    ------
    NotAReport
        The XML is no feed.
    UnreadableReport
        It is one, and holds no entry with a text.
    """
    import feedparser

    if not is_feed(source.head()):
        raise NotAReport(source.path, "XML, and no RSS or Atom feed")
    # From memory: feedparser takes a string for an address, and would ask the network for it.
    feed = feedparser.parse(io.BytesIO(source.whole()), sanitize_html=False, resolve_relative_uris=False)
    entries = ((number, (entry, feed.feed)) for number, entry in enumerate(feed.entries, 1))
    yield from source.records(entries, _from_entry, nothing="a feed without entries that have a text")


def _from_entry(entry_and_feed: tuple[Any, Any], source: Source, where: str, name: str) -> Report:
    entry, feed = entry_and_feed
    texts = [content.get("value") for content in entry.get("content", ())]
    texts += [entry.get("summary"), entry.get("title")]
    text = next((text for text in map(_plain, texts) if text), "")
    fields = {
        "id": _lasting_id(entry, feed) if source.stable else entry.get("id"),
        "title": _plain(entry.get("title")),
        "source": single_line(entry.get("source")) or feed.get("title"),
        "url": entry.get("link"),
    }
    stated = [("published", entry.get("published"))]
    if not entry.get("published"):
        stated = [("updated", entry.get("updated"))]
    return make_report(text, name, fields, where=where, stated=stated_day(stated, where, source.warnings))


def _lasting_id(entry: Any, feed: Any) -> str | None:
    """Return an id that the entry has in whichever feed and at whichever place: an address, or one of the feed's."""
    given, link = entry.get("id"), web(entry.get("link"))
    if given and _OF_THE_WORLD.match(given):
        return str(given)
    if link or not given:
        return link
    return f"{feed.get('link') or feed.get('title') or ''} {given}"


def _plain(text: Any) -> str:
    if not isinstance(text, str):
        return ""
    return html_text(text) if is_html(text) or ("<" in text and "</" in text) else text.strip()
