"""The sentences of a report, each with what was found in it before its events are coded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from geo.events.clauses import read_sentence
from geo.events.datelines import dateline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc

    from geo.dates.recogniser import DateExpression
    from geo.events.clauses import Sentence
    from geo.records import Actor, Mention
    from geo.spans import EventWord

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AnnotatedSentence:
    """A sentence with its annotations; those of a dateline that opens it are left out.

    Attributes
    ----------
    sentence
        The sentence, its dateline included.
    body_start
        Character offset at which it begins behind its dateline.
    written_at
        The place of its dateline.
    actors, places, dates
        What is in it, sorted by start; no actor that is part of a place's phrase ("the Lebanese border").
    people
        Character offsets of people's names.
    detected
        The words that the detector takes for those of events; `None` where no detector read the report.
    """

    sentence: Sentence
    body_start: int
    written_at: Mention | None
    actors: Sequence[Actor]
    places: Sequence[Mention]
    dates: Sequence[DateExpression]
    people: Sequence[tuple[int, int]]
    detected: Sequence[EventWord] | None


def annotated_sentences(
    doc: Doc, *, actors: Sequence[Actor], dates: Sequence[DateExpression]
) -> Iterator[AnnotatedSentence]:
    """Yield the sentences of a doc with their annotations, in order; an overlong sentence comes as several.

    Parameters
    ----------
    doc
        With sentences, `doc._.places`, `doc._.names` and, where a detector read it, `doc._.event_words`.
    actors, dates
        Of the report, sorted by start.
    """
    next_actors, next_dates = _cursor(actors, lambda a: a.start), _cursor(dates, lambda d: d.start)
    next_places = _cursor(sorted(doc._.places, key=lambda p: p.start), lambda p: p.start)
    next_words = _cursor(doc._.event_words or (), lambda word: word.start)
    people = sorted((name.start, name.end) for name in doc._.names if name.label == "PERSON")
    next_people = _cursor(people, lambda span: span[0])
    for index, span in enumerate(doc.sents):
        for sentence in read_sentence(index, span):
            end = sentence.end
            here, places = next_actors(end), next_places(end)
            opening, body_start = dateline(sentence.text, places, start=sentence.start)
            dated = next_dates(end)
            if body_start > sentence.start:
                places = places[len(opening) :]
                here = [actor for actor in here if actor.start >= body_start]
                dated = [date for date in dated if date.start >= body_start]
            yield AnnotatedSentence(
                sentence=sentence,
                body_start=body_start,
                written_at=opening[0] if opening else None,
                actors=here,
                places=places,
                dates=dated,
                people=next_people(end),
                detected=None if doc._.event_words is None else next_words(end),
            )


def _cursor(items: Sequence[T], start: Callable[[T], int]) -> Callable[[int], list[T]]:
    """Return a function that returns the items before an offset, each once."""
    position = 0

    def take(end: int) -> list[T]:
        nonlocal position
        first = position
        while position < len(items) and start(items[position]) < end:
            position += 1
        return list(items[first:position])

    return take
