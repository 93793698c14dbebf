"""What was found as spaCy entities: `doc.ents`, so that every tool for spaCy shows and uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span

_LABELS = {
    "facility": "FAC",
    "water": "LOC",
    "landform": "LOC",
    "region": "LOC",
    "continent": "LOC",
    "border": "LOC",
}


def mark(doc: Doc) -> Doc:
    """Set `doc.ents` of a doc that has its places and names.

    Labels are OntoNotes': PERSON, ORG, GPE (towns, divisions, countries), LOC (waters, landforms, regions), FAC,
    NORP (demonyms). Of overlapping names the longer one stands; names that share a token with one are left out.
    """
    from spacy.util import filter_spans

    if doc._.places or doc._.names:
        doc.ents = filter_spans(list(_spans(doc)))
    return doc


def _spans(doc: Doc) -> Iterator[Span]:
    found = [(name.start, name.end, name.label) for name in doc._.names]
    for mention in doc._.places:
        if mention.role == "demonym":
            label = "NORP"
        else:
            label = _LABELS.get(mention.place.kind, "GPE") if mention.place else "LOC"
        found.append((mention.start, mention.end, label))
    for start, end, label in found:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None:
            yield span
