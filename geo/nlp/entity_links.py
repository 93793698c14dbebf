"""Which places entities and spans are: `ent.kb_id_`, `span._.place`; and what was found as plain values for JSON."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc, Span

    from gazetteer.place import Place
    from geo.records import Mention

_WORD = re.compile(r"\w+")
_ARTICLES = frozenset({"the", "a", "an", "s"})  # and what is left of a possessive
_NEAR = 20  # mentions before a span that may reach into it: names lie inside one another, but not deep


def register() -> None:
    """Register the attributes `span._.place` and `doc._.dateline`, unless the caller has set theirs."""
    from spacy.tokens import Doc, Span

    if not Doc.has_extension("dateline"):
        Doc.set_extension("dateline", getter=objects_of)
    if not Span.has_extension("place"):
        Span.set_extension("place", getter=place_of)


def place_of(span: Span) -> Place | None:
    """Return the place that a span names: that of the mention that fills it, or the most of it.

    A name that merely holds a place's ("Khan Younis Brigade") or a people's ("European Union") does not name the place.
    """
    mentions: Sequence[Mention] = (
        span.doc.user_data.get("dateline.places") or ()
    )  # not copied, as `doc._.places` is
    start, end = span.start_char, span.end_char
    after = bisect_left(mentions, end, key=lambda mention: mention.start)
    best, most = None, (end - start) / 2
    for mention in mentions[max(0, bisect_left(mentions, start, key=lambda m: m.start) - _NEAR) : after]:
        shared = min(end, mention.end) - max(start, mention.start)
        if mention.role in ("embedded", "demonym") and not _fills(mention, span):
            continue
        if shared >= most:
            best, most = mention, shared
    return best.place if best else None


def link(doc: Doc, place_of: Callable[[Span], Place | None] = place_of) -> Doc:
    """Set the ids of places as `ent.kb_id_` of a doc's entities, where they have none yet; labels stay.

    Parameters
    ----------
    doc
        The doc, which is changed.
    place_of
        Returns the place of an entity; by default that of the doc's mentions.
    """
    from spacy.tokens import Span

    linked = []
    for ent in doc.ents:
        place = None if ent.kb_id else place_of(ent)
        if place is not None:
            linked.append(Span(doc, ent.start, ent.end, label=ent.label, kb_id=place.id, span_id=ent.id))
    if linked:
        doc.set_ents(linked, default="unmodified")
    return doc


def _fills(mention: Mention, span: Span) -> bool:
    """Return whether a mention is all of a span but for an article and what is no word ("the Egyptian-")."""
    start, text = span.start_char, span.text
    rest = f"{text[: max(0, mention.start - start)]} {text[max(0, mention.end - start) :]}"
    return all(word.lower() in _ARTICLES for word in _WORD.findall(rest))


def objects_of(doc: Doc) -> dict[str, list[dict[str, Any]]]:
    """Return the places and events of a doc as plain values: `doc.to_json(underscore=["dateline"])`."""
    return {
        "places": [mention.toDict() for mention in doc._.places],
        "events": [event.toDict() for event in doc._.events],
    }
