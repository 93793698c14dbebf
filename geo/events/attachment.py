"""Attachment: the preposition that governs a phrase, and the trigger that the phrase belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from geo.dates.calendar_words import MONTH_NAMES, WEEKDAYS
from geo.nlp.grammar import CONTRACTED, FUNCTION_WORDS, PREPOSITIONS, is_finite
from geo.nlp.inflection import noun_forms
from geo.numerals import TENS, UNITS
from geo.plover import HAZARD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.dates.recogniser import DateExpression
    from geo.events.clauses import Clause, Sentence
    from geo.events.matches import Marks, TriggerMatch
    from geo.nlp.tokens import Token
    from geo.records import Actor, Mention
    from geo.spans import EventWord

T = TypeVar("T")

_REACH: Final = 7
"""Words between a preposition and the end of what it governs: articles, adjectives, titles."""
_PLACE_NOUNS: Final = frozenset({
    "town", "city", "village", "hamlet", "province", "region", "district", "area", "state", "county",
    "capital", "port", "suburb", "suburbs", "outskirts", "island", "part", "parts", "north", "south",
    "east", "west", "centre", "center", "coast", "border", "neighbourhood", "neighborhood", "camp",
    "streets", "department", "municipality", "governorate", "enclave", "territory", "kingdom", "republic",
    "countryside", "edge", "side", "stronghold", "bastion", "heart", "hub",
})  # fmt: skip
POSTS: Final = frozenset({
    "ambassador", "ambassadors", "envoy", "envoys", "emissary", "attaché", "representative",
    "commissioner", "delegate", "nuncio", "adviser", "mission",
})  # fmt: skip
"""Nouns of people after which "to" tells where they are posted."""
PLACE_NOUNS: Final = _PLACE_NOUNS | frozenset(form for noun in _PLACE_NOUNS for form in noun_forms(noun))
"""Nouns of places, and their plurals: "in the provinces of Jujuy and Salta"."""
CALENDAR: Final = frozenset({
    *WEEKDAYS, *MONTH_NAMES, "today", "yesterday", "week", "month", "year", "day", "night", "morning", "evening",
    "afternoon", "weekend", "weeks", "months", "years", "days", "hours", "nights", "decades",
})  # fmt: skip
"""Words that end what a preposition governs: "on Wednesday Prime Minister Abe" has no preposition before the name."""
NUMBER_WORDS: Final = frozenset({*UNITS, *TENS, "a", "half", "dozens", "hundreds", "thousands"})
_JOINERS: Final = frozenset((",", "and", "or", "&", "as", "well"))


@dataclass(frozen=True, slots=True)
class Argument(Generic[T]):
    """Something in a sentence (an actor, a place, a date) with the preposition that governs it.

    Attributes
    ----------
    item
        The record itself.
    first, last
        Its first and last word.
    preposition
        Folded; empty for subjects, objects and modifiers.
    at
        Position of the preposition, or `first` without one.
    head
        The word before the preposition, folded: "officials" in "officials from Egypt".
    """

    item: T
    first: int
    last: int
    preposition: str
    at: int
    head: str


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """A sentence with everything that is known in it; `words` are what the trained reader read of its words."""

    sentence: Sentence
    marks: Marks
    actors: tuple[Argument[Actor], ...]
    places: tuple[Argument[Mention], ...]
    dates: tuple[Argument[DateExpression], ...]
    triggers: tuple[TriggerMatch, ...]
    words: Sequence[EventWord] = ()


def arguments(sentence: Sentence, items: Iterable[tuple[T, int, int]]) -> tuple[Argument[T], ...]:
    """Find for each item (record, start and end character) its words and its preposition."""
    found: list[Argument[T]] = []
    for item, start, end in items:
        first = sentence.words.at(start)
        last = max(first, sentence.words.at(end - 1))
        joined = _joined(sentence, found, first)
        if joined is not None and sentence.clause(joined.last) is not sentence.clause(first):
            joined = None  # "aid from Mali, and Mali thanked ..."
        if sentence.words[first].lower in PREPOSITIONS:  # the phrase brings its own: "off the coast of Yemen"
            preposition, at = sentence.words[first].lower, first
        else:
            preposition, at = (joined.preposition, joined.at) if joined else governor(sentence, first)
        head = sentence.words[at - 1].lower if preposition and at > 0 else ""
        found.append(Argument(item, first, last, preposition, at, head))
    return tuple(found)


def _joined(sentence: Sentence, earlier: Sequence[Argument[T]], first: int) -> Argument[T] | None:
    """Return the item that this one is coordinated with: "in Syria, Lebanon and Iraq"."""
    if not earlier or earlier[-1].last >= first or first - earlier[-1].last > 4:
        return None
    between = [word.lower for word in sentence.words[earlier[-1].last + 1 : first]]
    joins = between and all(word in _JOINERS or word in ("the", "in", "of", "'s") for word in between)
    return (
        earlier[-1] if joins and any(word in _JOINERS for word in between) and "in" not in between else None
    )


def governor(sentence: Sentence, first: int) -> tuple[str, int]:
    """Return the preposition that governs the word at `first`, and its position; ("", first) without one.

    "of" after a word such as "town" or "outskirts" is passed over: "in the northern town of Idlib" is governed by "in".
    What opens a clause is no preposition ("after Iran fired").
    """
    words, clause = sentence.words, sentence.clause(first)
    j, passed_of = first - 1, False
    while j >= 0 and j > first - 1 - _REACH:
        word = words[j]
        if word.lower in CALENDAR or (j == clause.at and word.lower == clause.starter):
            break
        if word.lower == "of" and j > 0 and words[j - 1].lower in PLACE_NOUNS:
            passed_of = True
        elif modifies_number(words, j):
            pass  # "At least nine men": no place is meant
        elif word.lower in PREPOSITIONS:
            return word.lower, j
        elif (
            (not word.wordlike and word.lower not in CONTRACTED)
            or is_finite(words, j)
            or (word.lower in ("and", "or", "who", "which", "that", "to", "but") and not passed_of)
        ):
            break
        j -= 1
    return "", first


def modifies_number(words: Sequence[Token], at: int) -> bool:
    """Return whether a preposition only modifies a number: "at least nine", "more than 40", "up to 300", "over 20"."""
    word, following = words[at].lower, words[at + 1].lower if at + 1 < len(words) else ""
    number = _is_number(following)
    if word in ("over", "under", "around", "about"):
        return number
    if word in ("at", "than", "up", "to", "as"):
        before = words[at - 1].lower if at else ""
        return (
            (word == "at" and following in ("least", "most"))
            or (word == "than" and before in ("more", "less", "fewer") and number)
            or (word == "up" and following == "to")
            or (word == "to" and before == "up" and number)
            or (word == "as" and (following == "many" or (before == "many" and number)))
        )
    return False


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or word in NUMBER_WORDS


def _modified(context: SentenceContext, argument: Argument[T]) -> TriggerMatch | None:
    """Return the noun that a name modifies: "a U.S. drone strike"."""
    words = context.sentence.words
    for found in context.triggers:
        between = words[argument.last + 1 : found.first]
        if found.reading == "noun" and argument.last < found.first <= argument.last + 3:
            return found if all(w.text.islower() and w.lower not in FUNCTION_WORDS for w in between) else None
    return None


def _opened(here: list[TriggerMatch]) -> list[TriggerMatch]:
    """Return the triggers that an opening phrase attaches to: the verbs, or the first noun with no verb after it."""
    verbs = [found for found in here if found.reading == "verb"]
    return verbs or here[:1]


def attached(context: SentenceContext, argument: Argument[T]) -> list[TriggerMatch]:
    """Return the triggers that a prepositional phrase or an object attaches to: the nearest before it in its clause.

    What opens a clause ("In Aleppo, ...", "On Monday ...") belongs to the triggers after it; a clause without any
    trigger hands its phrases up to its parent when it continues it, else down to the hazard of its sentence: "nine
    people died in Lima when a bus plunged".
    """
    modified = _modified(context, argument) if not hasattr(argument.item, "when") else None
    if modified is not None:
        return [modified]
    clause: Clause | None = context.sentence.clause(argument.first)
    while clause is not None:
        words = frozenset(clause.words)
        here = [t for t in context.triggers if t.first in words]
        if here:
            ahead = [t for t in here if t.first <= argument.first]
            if ahead:
                return [ahead[-1]]
            has_verb = any(i < argument.first and is_finite(context.sentence.words, i) for i in clause.words)
            return [] if has_verb else _opened(here)
        clause = clause.parent if clause.link in ("participle", "coordinate", "main", "relative") else None
    own = context.sentence.clause(argument.first)
    return [t for t in context.triggers if t.kind.root == HAZARD and t.clause.parent is own][:1]
