"""The day that a page states for itself: in JSON-LD, in its metadata, in the element that shows it, in its address.

trafilatura's own search is not used: it makes 30 December of "2016-12" and 3 April of "03/04/2016".
"""

from __future__ import annotations

import json
import re
from typing import Any

_META = frozenset(
    ["article:published", "article:published_time", "article:published_date", "article:publicationdate",
     "article.published", "article.created", "article_date_original", "article:post_date", "bt:pubdate",
     "citation_date", "citation_publication_date", "cxenseparse:recs:publishtime", "date", "date_published",
     "datepublished", "dateposted", "datecreated", "date.created", "dc.date", "dc.date.created", "dc.date.issued",
     "dc.date.publication", "dc:date", "dcterms.created", "dcterms.date", "dcterms.issued",
     "og:article:published_time", "og:published_time", "og:pubdate", "originalpublicationdate", "parsely-pub-date",
     "pubdate", "publication-date", "publication_date", "publish-date", "publish_date", "publishdate", "published",
     "published-date", "published_date", "published_time", "publisheddate", "rnews:datepublished", "sailthru.date",
     "timestamp", "video:release_date"]
)  # fmt: skip
_SHOWN = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|published|pubdate|posted-on|timestamp|publish-date)(?:$|[\s_-])",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:/|-|$)")
_ARTICLE = ("article", "report", "posting", "blog", "newsitem")
_DEEPEST = 6


def linked_data(tree: Any) -> list[dict[str, Any]]:
    """Return the objects of a page's JSON-LD, articles first; what is not JSON is left out."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                data = json.loads((script.text or "").strip().rstrip(";"), strict=False)
            except (ValueError, RecursionError):
                continue
            _collect(data, found, _DEEPEST)
    return sorted(found, key=lambda each: not _is_article(each))


def _collect(data: Any, found: list[dict[str, Any]], depth: int) -> None:
    if depth == 0:
        return
    if isinstance(data, dict):
        found.append(data)
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            _collect(data.get(key), found, depth - 1)
    elif isinstance(data, list):
        for each in data[:200]:
            _collect(each, found, depth - 1)


def _is_article(data: dict[str, Any]) -> bool:
    return any(word in str(data.get("@type")).lower() for word in _ARTICLE)


def stated_days(tree: Any, data: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """Return the publication days that a page states, with where it does, best first.

    JSON-LD and metadata are statements, and all are given, so that contradictions show. Without any, the first of: a
    `<time>`, an element whose class says date, the canonical address.
    """
    stated: list[tuple[str, Any]] = [
        ("JSON-LD", each["datePublished"]) for each in data[:50] if each.get("datePublished")
    ][:1]
    for element in tree.iter("meta", "time", "span", "p", "div", "abbr"):
        if element.tag == "meta":
            names = (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
            value = element.get("content")
            known = next((name for name in names if name and name.lower() in _META), None)
        else:
            known = "datePublished" if (element.get("itemprop") or "").lower() == "datepublished" else None
            value = (
                element.get("datetime")
                or element.get("content")
                or (element.text_content() if known else None)
            )
        if known and value and value.strip():
            stated.append((known, value.strip()))
    published = [each for each in stated if each[0] == "JSON-LD" or "pub" in each[0].lower()]
    return (published or stated)[:8] or _shown(tree)


def _shown(tree: Any) -> list[tuple[str, Any]]:
    for element in tree.iter("time"):
        if value := (element.get("datetime") or element.text_content()).strip():
            return [("<time>", value)]
    for element in tree.iter("span", "p", "div", "abbr", "em", "small"):
        if _SHOWN.search(element.get("class") or ""):
            value = " ".join(element.text_content().split())
            if 4 < len(value) < 60 and any(map(str.isdigit, value)):
                return [("the page", value)]
    for element in tree.iter("link", "meta"):
        if element.get("rel") == "canonical" or element.get("property") == "og:url":
            found = _IN_ADDRESS.search(element.get("href") or element.get("content") or "")
            if found:
                return [("its address", f"{found[1]}-{found[2]}-{found[3]}")]
    return []
