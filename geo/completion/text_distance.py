"""Distances in a report's text between an event and a date or place: sentences, words, clauses and paragraphs."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, Protocol

from geo.numerals import up_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.records import Event

WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
"""A word as the models of completion count them: they were fitted on these, not on words of `geo.nlp.tokens`."""
WIDTH: Final = 400
"""Characters around an event in which words and punctuation are read, however long its sentence is."""
_NEAR: Final = 60
_SPELLED: Final = up_to(9)
_PARAGRAPHS: Final = 5000
_PUNCTUATION: Final = re.compile(r"[,;:()—–]")
_OPENERS: Final = re.compile(
    r"\b(?:who|which|that|when|where|while|after|before|since|as|because)\b", re.IGNORECASE
)
_DISTANCES: Final = (
    ("same sentence", 0, 0), ("1 before", -1, -1), ("2 before", -2, -2), ("3 to 4 before", -4, -3),
    ("5 to 8 before", -8, -5), ("1 after", 1, 1), ("2 after", 2, 2),
)  # fmt: skip


class Span(Protocol):
    """Anything with offsets in the text."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset after the last character."""


class ReportLayout:
    """The text of a report with its sentences and the words of its events.

    Parameters
    ----------
    text
        The report's text.
    starts
        Offset of each sentence, rising.
    events
        All events of the report.
    """

    def __init__(self, text: str, starts: Sequence[int], events: Sequence[Event]) -> None:
        self.text = text
        self._starts = starts
        self._triggers = sorted(mention.start for event in events for mention in event.mentions)

    def sentence(self, offset: int) -> int:
        """Return the index of the sentence at an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def bounds(self, number: int) -> tuple[int, int]:
        """Return the offsets at which a sentence and the next one begin."""
        last = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return (self._starts[number] if self._starts else 0), last

    def apart(self, event: Span, thing: Span) -> int:
        """Count the sentences from an event to another span; negative where the span comes first."""
        return self.sentence(thing.start) - self.sentence(event.start)

    def count_in_sentence(self, event: Span, things: Iterable[Span]) -> int:
        """Count the spans in the sentence of an event."""
        first, last = self.bounds(self.sentence(event.start))
        return sum(first <= thing.start < last for thing in things)

    def before(self, event: Span) -> str:
        """Return the text before an event in its sentence, at most `_NEAR` characters."""
        first, _ = self.bounds(self.sentence(event.start))
        return self.text[max(first, event.start - _NEAR) : event.start]

    def around(self, event: Span) -> str:
        """Return the sentence of an event, at most `WIDTH` characters either side."""
        first, last = self.bounds(self.sentence(event.start))
        return self.text[max(first, event.start - WIDTH) : min(last, event.end + WIDTH)]

    def between(self, event: Span, thing: Span) -> Iterator[tuple[str, float]]:
        """Yield the features of the distance between an event and another span."""
        apart = self.apart(event, thing)
        yield distance(apart), 1.0
        ahead = thing.start < event.start
        first, last = (thing.end, event.start) if ahead else (event.end, thing.start)
        lines = self.text.count("\n", first, min(last, first + _PARAGRAPHS))
        yield "other paragraph", float(lines > 0)
        yield "paragraphs between", math.log1p(lines)
        yield "opening", float(self.sentence(thing.start) <= 1)
        if apart:
            return
        between = self.text[first : max(first, min(last, first + WIDTH))]
        yield "here, ahead", float(ahead)
        yield "here, words between", math.log1p(len(WORD.findall(between)))
        yield "here, punctuation between", float(len(_PUNCTUATION.findall(between)))
        yield "here, clause between", float(bool(_OPENERS.search(between)))
        triggers = bisect_left(self._triggers, last) - bisect_right(self._triggers, first - 1)
        yield "here, events between", float(triggers > 0)
        yield "here, opens", float(thing.start - self.bounds(self.sentence(thing.start))[0] < 4)


def distance(apart: int) -> str:
    """Return the class of a distance in sentences.

    Examples
    --------
    >>> distance(-3), distance(40)
    ('3 to 4 before', 'far after')
    """
    for name, low, high in _DISTANCES:
        if low <= apart <= high:
            return name
    return "far before" if apart < 0 else "far after"


def where(apart: int) -> str:
    """Describe a distance in sentences in words.

    Examples
    --------
    >>> where(0), where(-1), where(2)
    ('in the same sentence', 'one sentence earlier', 'two sentences later')
    """
    if apart == 0:
        return "in the same sentence"
    count = abs(apart)
    spelled = _SPELLED[count - 1] if count <= len(_SPELLED) else str(count)
    return f"{spelled} sentence{'s' if count > 1 else ''} {'earlier' if apart < 0 else 'later'}"


def share_participant(one: Event, other: Event) -> bool:
    """Return whether two events have an actor or recipient of the same name."""
    names = {actor.name for actor in (*one.actors, *one.recipients)}
    return any(actor.name in names for actor in (*other.actors, *other.recipients))
