"""Triggers in a sentence, and what is known of its words: what the steps of the coder hand to one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.events.clauses import Clause, Sentence
    from geo.events.ontology import EventType, Trigger
    from geo.events.word_classes import Slot
    from geo.nlp.grammar import Reading

SURE: Final = 0.6
"""Probability from which what the detector takes for an event is one, also inside reported speech."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is known about words of a sentence: positions by measured class (`@actor`, `@place`, ...)."""

    positions: Mapping[str, frozenset[int]]

    def fits(self, slot: Slot, sentence: Sentence, i: int) -> bool:
        """Return whether word `i` is one that `slot` accepts, by its spelling or by its class."""
        return sentence.words[i].lower in slot or any(
            i in positions for name, positions in self.positions.items() if name in slot
        )


@dataclass(frozen=True, slots=True)
class TriggerMatch:
    """A trigger in a sentence: its first and last word, and the words that matched.

    `chance` is the probability that the detector gives its root, `seen` the one that it is an event's at all; `None`
    where no detector read the report, and for a hazard, which it does not know. `open_cause` says that it is a casualty
    of which the sentence tells no cause (`geo.events.causes_of_death`).
    """

    kind: EventType
    trigger: Trigger
    sentence: Sentence
    first: int
    last: int
    matched: tuple[int, ...]
    reading: Reading
    chance: float | None = None
    seen: float | None = None
    open_cause: bool = False

    @property
    def is_listed(self) -> bool:
        """Whether a list has it; else only the detector saw it."""
        return bool(self.trigger.text)

    @property
    def detected(self) -> bool:
        """Whether the detector is sure of it."""
        return self.chance is not None and self.chance >= SURE

    @property
    def clause(self) -> Clause:
        """The clause of its first word."""
        return self.sentence.clause(self.first)

    def preceding(self, size: int) -> list[str]:
        """Return words of its clause before it, folded, the nearest first."""
        words = [i for i in self.clause.words if i < self.first]
        return [self.sentence.words[i].lower for i in reversed(words[-size:])]

    @property
    def words(self) -> str:
        """The words from first to last."""
        sentence, origin = self.sentence, self.sentence.start
        return sentence.text[
            sentence.words[self.first].start - origin : sentence.words[self.last].end - origin
        ]


def positions(sentence: Sentence, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Return the indices of the words that character spans cover."""
    return frozenset(i for start, end in spans for i in sentence.words.covered(start, end))


def cue_before(match: TriggerMatch, cues: frozenset[str], size: int) -> str | None:
    """Return the nearest of some words among those before a trigger in its clause."""
    return next((word for word in match.preceding(size) if word in cues), None)


def cited(cue: str, match: TriggerMatch, where: str = "before") -> str:
    """Return the beginning of a reason: a word and its place in the sentence, “failed” before “attend”."""
    return f"{quoted(cue)} {where} {quoted(match.words)}"
