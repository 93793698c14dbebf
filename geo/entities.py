"""What was found as spaCy entities: `doc.ents` with `ent.kb_id_`, `span._.place`, and plain values for JSON."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span

    from gazetteer.place import Place
    from geo.records import Mention

_LABELS = {
    "facility": "FAC",
    "water": "LOC",
    "landform": "LOC",
    "region": "LOC",
    "continent": "LOC",
    "border": "LOC",
}
_NEAR = 20  # mentions before a span that may reach into it: names lie inside one another, but not deep


def mark(doc: Doc) -> Doc:
    """Set `doc.ents` of a doc that has its places and names.

    Labels are OntoNotes': PERSON, ORG, GPE (towns, divisions, countries), LOC (waters, landforms, regions), FAC,
    NORP (demonyms). Of overlapping names the longer one stands; names that share a token with one are left out. An
    entity that is a place has the place's id as `kb_id_`.
    """
    from spacy.util import filter_spans

    if doc._.places or doc._.names:
        doc.ents = filter_spans(list(_spans(doc)))
    return doc


def link(doc: Doc) -> Doc:
    """Give the entities that another pipeline has set the ids of their places, where they have no id yet."""
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
    mentions: tuple[Mention, ...] = span.doc._.places
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


def _spans(doc: Doc) -> Iterator[Span]:
    from spacy.tokens import Span

    found = []
    for mention in doc._.places:
        place = mention.place
        label = "NORP" if mention.role == "demonym" else _LABELS.get(place.kind, "GPE") if place else "LOC"
        found.append((mention.start, mention.end, label, place.id if place else 0))
    found += [(name.start, name.end, name.label, 0) for name in doc._.names]
    # Not `doc.char_span`, which puts the whole text together for each span.
    starts = [token.idx for token in doc]
    for start, end, label, kb_id in found:
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end)
        yield Span(doc, max(first, 0), last, label=label, kb_id=kb_id)
