"""Guidance by another pipeline's entities: its people and organisations veto, its places propose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.toponyms.entity_names import EntityName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from geo.nlp.tokens import Tokens

_PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
_PEOPLE = frozenset({"PERSON", "PER"})
_ORGANISATIONS = frozenset({"ORG"})


def guided(
    doc: Doc, words: Tokens, names: Sequence[EntityName]
) -> tuple[list[EntityName], frozenset[int] | None]:
    """Combine a pipeline's entities with the names that the rules found.

    Parameters
    ----------
    doc
        A doc that may have entities.
    words
        The report's words.
    names
        What the rules found.

    Returns
    -------
    list of EntityName, set of int or None
        The names: the pipeline's, and those of the rules that contradict none of its entities. The indices of words
        that the pipeline calls a place; `None` when the doc has no entities.
    """
    if not len(doc.ents):
        return list(names), None
    theirs: list[EntityName] = []
    places: set[int] = set()
    claimed: set[int] = set()
    for entity in doc.ents:
        first, last = words.span(entity.start_char, entity.end_char)
        span = range(first, last)
        claimed.update(span)
        if entity.label_ in _PLACES:
            places.update(span)
        elif last > first and entity.label_ in _PEOPLE:
            theirs.append(EntityName(first, last, "PERSON"))
        elif last > first and entity.label_ in _ORGANISATIONS:
            theirs.append(EntityName(first, last, "ORG"))
    ours = [name for name in names if name.closed or not claimed.intersection(range(name.first, name.last))]
    taken = {i for name in ours for i in range(name.first, name.last)}
    theirs = [name for name in theirs if not taken.intersection(range(name.first, name.last))]
    return sorted([*ours, *theirs], key=lambda name: name.first), frozenset(places)
