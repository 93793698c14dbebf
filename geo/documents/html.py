"""An HTML page's article: its text, a blank line between blocks, and what its metadata state."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

from geo.documents.page_dates import linked_data, stated_days
from geo.errors import UnreadableReport

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger(__name__)

_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
     "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"]
)  # fmt: skip
_SKIPPED = frozenset(
    ["audio", "button", "canvas", "footer", "form", "head", "iframe", "nav", "noscript", "object", "script", "select",
     "style", "svg", "template", "textarea", "video"]
)  # fmt: skip
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_BOX = re.compile(
    r"[^\w\n]{0,6}(?:read (?:more|also|next)|also read|see also|more on this(?: story| topic)?|further reading"
    r"|you (?:may|might) also like)\b[^:]{0,40}:",
    re.IGNORECASE,
)
_BOX_LINE = re.compile(rf"^(?=.{{1,200}}$){_BOX.pattern}", re.IGNORECASE | re.MULTILINE)
_BOX_OF_LINKS = re.compile(
    r"[^\w\n]{0,6}(?:read (?:more|also|next|on)|also read|see also|more (?:on|from|about|stories)|related|recommended"
    r"|watch|listen|don['’]t miss|editor['’]s picks?|most read|further reading|continue reading|full story)\b",
    re.IGNORECASE,
)
_LONGEST_BOX = 400  # characters
_LINKED = 0.6  # the share of a box's characters that are links
_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile(
    r"<(script|style|head|noscript|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_BREAKS = re.compile(r"[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: its text, its title, source and address, and what it states of its day, by precedence."""

    text: str
    fields: dict[str, Any] = field(default_factory=dict)
    stated: list[tuple[str, Any]] = field(default_factory=list)


def read_page(text: str, where: str, *, whole: bool) -> Page:
    """Read an article out of HTML, without menus, scripts and boxes that point to other articles.

    Parameters
    ----------
    text
        The HTML.
    where
        A path, for errors.
    whole
        Whether it is a page, of which the article is a part; of a piece of a page everything is kept.

    Raises
    ------
    UnreadableReport
        It has no text.
    """
    if not text.strip():
        raise UnreadableReport(where, "empty")
    tree = _parse(text)
    if tree is None:
        return Page(_without_tags(text, where))
    data = linked_data(tree)
    stated = stated_days(tree, data)
    for box in _boxes(tree):
        box.drop_tree()
    body, fields = _article(tree, where) if whole else ("", {})
    body = body or visible_text(tree)
    linked_body = max((_body_of(each) for each in data), key=len, default="")
    # The page shows a teaser or nothing, and has the article for machines; or it was taken from there in one line.
    if len(linked_body) > 3 * len(body) or " ".join(body.split()) in " ".join(linked_body.split()):
        body = linked_body
    body = _without_boxes(body)
    if not body.strip():
        body = _without_tags(text, where)
    return Page(body, {key: value for key, value in fields.items() if value}, stated)


def html_text(text: str) -> str:
    r"""Extract the text of a piece of HTML: a feed's summary, the body of a mail.

    Examples
    --------
    >>> html_text("<p>Two died in Tyre</p><p>One in Acre</p>"), html_text("")
    ('Two died in Tyre\n\nOne in Acre', '')
    """
    tree = _parse(text)
    return "" if tree is None else visible_text(tree)


def _parse(text: str) -> Any:
    from lxml import etree, html

    # As bytes with their encoding said: lxml refuses a string that declares one, and the page's own word is spent.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _article(tree: Any, where: str) -> tuple[str, dict[str, Any]]:
    import trafilatura

    own = logging.getLogger("trafilatura")
    if own.level == logging.NOTSET:
        own.setLevel(logging.CRITICAL)  # it warns of each page that it finds no article in; we look further
    try:
        found = trafilatura.bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False},
        )
    except Exception as error:  # noqa: BLE001 (hostile HTML; the page's visible text is left)
        _log.info("%s: the article could not be separated from the page (%s)", where, error)
        found = None
    if found is None:
        return "", {}
    title, source, url, body = (getattr(found, key, None) for key in ("title", "sitename", "url", "text"))
    return _BREAKS.sub("\n\n", body or "").strip(), {"title": title, "source": source, "url": url}


def visible_text(tree: Any) -> str:
    """Return the text of an element: a blank line between blocks, a break for a break, bars between cells."""
    return _tidy("".join(_pieces(tree)))


def _pieces(tree: Any) -> Iterator[str]:
    """Walk in document order, without recursion: pages nest deeper than Python's stack."""
    from lxml import etree

    skipped = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        if event == "start":
            skipped += tag in _SKIPPED
            if skipped:
                continue
            if tag in _BLOCKS:
                yield "\n\n"
            elif tag == "br":
                yield "\n"
            elif tag in ("td", "th") and element.getprevious() is not None:
                yield " | "
            yield _spaced(element.text, keep=tag == "pre")
        else:
            if not skipped and tag in _BLOCKS:
                yield "\n\n"
            skipped -= tag in _SKIPPED
            if not skipped and element is not tree:
                yield _spaced(element.tail)


def _without_tags(text: str, where: str) -> str:
    """Return what is between the tags of HTML that libxml2 gives up on: it nests too deeply, or is cut off."""
    body = _tidy(unescape(_TAG.sub("\n\n", _UNSEEN.sub(" ", text))))
    if not body:
        raise UnreadableReport(where, "no text in this HTML")
    return body


def _spaced(text: str | None, *, keep: bool = False) -> str:
    return text or "" if keep else _SPACE.sub(" ", text or "")


def _tidy(text: str) -> str:
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" {2,}", " ", text)).strip()


def _boxes(tree: Any) -> list[Any]:
    """Find boxes that point to other articles: "Read more: …", and a heading "Related stories" with its list."""
    found = []
    for element in tree.iter(*_BLOCKS):
        if any(child.tag in _BLOCKS for child in element.iterdescendants() if isinstance(child.tag, str)):
            continue
        words = " ".join(element.text_content().split())
        if not words or len(words) > _LONGEST_BOX:
            continue
        label = _BOX_OF_LINKS.match(words)
        if _BOX.match(words) or (label and _linked(element, words[label.end() :].strip(" :|–—-"))):
            found.append(element)
        elif element.tag in _HEADINGS and _BOX_OF_LINKS.match(words) and len(words) < 40:
            after = element.getnext()
            if after is not None and _linked(after, " ".join(after.text_content().split())):
                found += [element, after]
    return found


def _without_boxes(text: str) -> str:
    """Drop the lines that link to other articles and were no separate block."""
    if not _BOX_LINE.search(text):
        return text
    return _tidy("\n".join(line for line in text.split("\n") if not _BOX_LINE.match(line)))


def _linked(element: Any, words: str) -> bool:
    linked = sum(len(" ".join(link.text_content().split())) for link in element.iter("a"))
    return linked >= _LINKED * len(words) > 0


def _body_of(data: dict[str, Any]) -> str:
    body = data.get("articleBody")
    if not isinstance(body, str):
        return ""
    body = unescape(body)
    return html_text(body) if "<" in body and ">" in body else body.strip()
