"""What was found as spaCy entities: `doc.ents`, so that every tool for spaCy shows and uses it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
    from spacy.tokens import Span

    found = [(name.start, name.end, name.label) for name in doc._.names]
    for mention in doc._.places:
        if mention.role == "demonym":
            label = "NORP"
        else:
            label = _LABELS.get(mention.place.kind, "GPE") if mention.place else "LOC"
        found.append((mention.start, mention.end, label))
    # Not `doc.char_span`, which puts the whole text together for each span.
    starts = [token.idx for token in doc]
    for start, end, label in found:
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end)
        yield Span(doc, max(first, 0), last, label=label)
