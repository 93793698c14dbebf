"""What was found as spaCy entities: `doc.ents`, so that every tool for spaCy shows and uses it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from geo.nlp.doc_text import token_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        doc.ents = filter_spans(spans_at(doc, _found(doc)))
    return doc


def _found(doc: Doc) -> Iterator[tuple[int, int, str]]:
    yield from ((name.start, name.end, name.label) for name in doc._.names)
    for mention in doc._.places:
        if mention.role == "demonym":
            label = "NORP"
        else:
            label = _LABELS.get(mention.place.kind, "GPE") if mention.place else "LOC"
        yield mention.start, mention.end, label


def spans_at(doc: Doc, found: Iterable[tuple[int, int, str]]) -> list[Span]:
    """Create the spans of tokens that have characters of `[start, end)`, each with its label."""
    from spacy.tokens import Span

    # Not `doc.char_span`, which puts the whole text together for each span.
    starts = token_starts(doc)
    return [
        Span(doc, max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end), label=label)
        for start, end, label in found
    ]
