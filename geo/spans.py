"""What the recogniser hands on: names of places, people and organisations, words of events; without any geography."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from geo.serialisable import Serialisable

if TYPE_CHECKING:
    from geo.records import MentionRole


Spans = Literal["outer", "inner", "all"]
"""What is given of a place named inside another's name: the longer name, the place in it, or both."""
STATUSES: Final = ("actual", "historical", "future", "hypothetical", "negated", "none")
"""What the networks tell apart: the statuses of events, and what is no event ("a film about the attack")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """Words of a report that name a place.

    Attributes
    ----------
    start, end
        Character offsets, half-open; determiner and possessive are left out.
    text
        The words.
    role
        `literal`, `metonymic`, `embedded` or `demonym`.
    role_score
        0 to 1: how sure the role is.
    within
        The enclosing name of an embedded toponym ("Khan Younis Brigade"), else `None`.
    score
        0 to 1: how sure it is that this names a place.
    reason
        What spoke for it, for people.
    """

    start: int
    end: int
    text: str
    role: MentionRole = "literal"
    role_score: float = 1.0
    within: str | None = None
    score: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSpan(Serialisable):
    """The name of a person (without title) or of an organisation; offsets are characters, half-open."""

    start: int
    end: int
    text: str
    label: Literal["PERSON", "ORG"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventArgument(Serialisable):
    """A noun phrase that may take part in an event; offsets are characters, half-open.

    Attributes
    ----------
    start, end
        The phrase, without an article.
    actor, recipient
        Probabilities that it is one of the event.
    antecedents
        Spans of the earlier phrases that it refers to, the nearest first; where none of them is a name, last a later
        phrase that names it.
    """

    start: int
    end: int
    actor: float
    recipient: float
    antecedents: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWord(Serialisable):
    """A word that may be an event trigger; offsets are characters, half-open.

    Attributes
    ----------
    start, end
        The word.
    chances
        For each PLOVER root, in the order of `geo.plover.ROOTS`, the probability that the word is the trigger
        of an event of that type. What is left to 1 is that it is none.
    statuses
        For each of `STATUSES` the probability that it is the event's; empty when not read.
    arguments
        Noun phrases that may take part in the event, in order.
    """

    start: int
    end: int
    chances: tuple[float, ...]
    statuses: tuple[float, ...] = ()
    arguments: tuple[EventArgument, ...] = ()
