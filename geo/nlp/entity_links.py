"""Which places entities and spans are: `ent.kb_id_`, `span._.place`; and what was found as plain values for JSON."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span

    from gazetteer.place import Place
    from geo.records import Mention

_NEAR = 20  # mentions before a span that may reach into it: names lie inside one another, but not deep


def register() -> None:
    """Register the attributes `span._.place` and `doc._.dateline`, unless the caller has set theirs."""
    from spacy.tokens import Doc, Span

    if not Doc.has_extension("dateline"):
        Doc.set_extension("dateline", getter=objects_of)
    if not Span.has_extension("place"):
        Span.set_extension("place", getter=place_of)


def link(doc: Doc) -> Doc:
    """Set the ids of places as `ent.kb_id_` of a doc's entities, where they have none yet; labels stay."""
    from spacy.tokens import Span

    linked = []
    for ent in doc.ents:
        place = None if ent.kb_id else place_of(ent)
        if place is not None:
            linked.append(Span(doc, ent.start, ent.end, label=ent.label, kb_id=place.id, span_id=ent.id))
    if linked:
        doc.set_ents(linked, default="unmodified")
    return doc


def place_of(span: Span) -> Place | None:
    """Return the place that a span names: that of the mention that fills it, or the most of it.

    A name that merely holds a place's ("Khan Younis Brigade") does not name the place.
    """
    mentions: Sequence[Mention] = (
        span.doc.user_data.get("dateline.places") or ()
    )  # not copied, as `doc._.places` is
    start, end = span.start_char, span.end_char
    after = bisect_left(mentions, end, key=lambda mention: mention.start)
    best, most = None, (end - start) / 2
    for mention in mentions[max(0, bisect_left(mentions, start, key=lambda m: m.start) - _NEAR) : after]:
        shared = min(end, mention.end) - max(start, mention.start)
        if mention.role == "embedded" and shared < end - start:
            continue
        if shared >= most:
            best, most = mention, shared
    return best.place if best else None


def objects_of(doc: Doc) -> dict[str, list[dict[str, Any]]]:
    """Return the places and events of a doc as plain values: `doc.to_json(underscore=["dateline"])`."""
    return {
        "places": [mention.toDict() for mention in doc._.places],
        "events": [event.toDict() for event in doc._.events],
    }
