"""What speaks for and against two mentions being of one event: the features of `geo.events.same_event`.

A mention is seen through its trigger, its sentence and the record that the coder made of it. Whatever is not known (a
day, a place, who takes part, even the type) has a feature that says so, and speaks neither way.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.events.field_comparison import (
    intervals_meet,
    is_dated,
    participants_match,
    participants_share_name,
    places_meet,
    stated_places,
    tolls,
)
from geo.nlp.stems import stem
from geo.plover import HAZARD, QUADS
from geo.word_lists import words_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from geo.events.word_rarity import WordRarity
    from geo.records import Actor, Event, EventMention

READ: Final = 20_000
"""Characters of a report that are compared with another's."""
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NEAR: Final = 6
"""Words either side of a trigger that are near it."""
_SENTENCE: Final = 1_000
"""Characters of a sentence that are read; noise has sentences of thousands."""
_LENGTH: Final = 150
"""Characters of a usual sentence: distances are counted in so many."""
_CLOSE: Final = 30
"""Characters between the triggers of one phrase: "signed the accords"."""
_PREFIX: Final = 4
"""Letters that words of one family share: "explode", "explosion"."""
_MENTIONS: Final = 3
"""Mentions of an event that are compared; the likeliest pair counts."""
_MOST: Final = 4.0
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
_INDEFINITE: Final = frozenset({"a", "an", "another", "one"})
_FUNCTION: Final = words_in("nlp/lexicons/function_words.txt")


@dataclass(frozen=True, slots=True)
class MentionView:
    """A mention as it is compared.

    Attributes
    ----------
    report, start
        Where it stands.
    sentence
        Its text.
    trigger, near, words
        Stems of the trigger's words; of those near it; of all others of the sentence. Function words are left out.
    names, numbers
        Stems of words with a capital inside the sentence, and numerals.
    is_definite, is_indefinite
        Whether an article or the like before the trigger says that the event is known, or new.
    is_headline
        Whether the sentence has no full stop.
    event
        The record that it belongs to.
    """

    report: str
    start: int
    sentence: str
    trigger: frozenset[str]
    near: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    is_definite: bool
    is_indefinite: bool
    is_headline: bool
    event: Event


def view(mention: EventMention, event: Event, *, at: int | None = None) -> MentionView:
    """Read the words of a mention; `at` is the trigger's offset in its sentence, else it is looked for."""
    sentence = mention.sentence[:_SENTENCE]
    first = sentence.find(mention.text) if at is None else at
    words = [(found.group(), found.start()) for found in _WORD.finditer(sentence)]
    stems = [stem(word) for word, _ in words]
    inside = [n for n, (_, start) in enumerate(words) if 0 <= first <= start < first + len(mention.text)]
    low, high = (inside[0], inside[-1] + 1) if inside else (0, 0)
    before = {word.lower() for word, _ in words[max(0, low - 2) : low]}
    outside = [n for n in range(len(words)) if not low <= n < high]
    has_case = any(letter.islower() for letter in sentence)
    triggers = stems[low:high] or [stem(word) for word in mention.text.split()[:3]]
    return MentionView(
        report=mention.report,
        start=mention.start,
        sentence=sentence,
        trigger=content_stems(triggers) or frozenset(triggers),
        near=content_stems(stems[n] for n in outside if low - _NEAR <= n < high + _NEAR),
        words=content_stems(stems[n] for n in outside),
        names=frozenset(stems[n] for n in outside if n and has_case and words[n][0][0].isupper()),
        numbers=frozenset(word for word, _ in words if word[0].isdigit()),
        is_definite=not _DEFINITE.isdisjoint(before),
        is_indefinite=not _INDEFINITE.isdisjoint(before),
        is_headline=not sentence.rstrip("”\"'’) ").endswith((".", "!", "?")),
        event=event,
    )


def views_of(event: Event) -> list[MentionView]:
    """Return the mentions of an event that are compared, as they are compared."""
    return [view(mention, event) for mention in event.mentions[:_MENTIONS]]


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of a text's words without function words."""
    return content_stems(stem(found.group()) for found in _WORD.finditer(text))


def stems_of_sentences(sentences: Iterable[str]) -> frozenset[str]:
    """Return the stems by which a report is compared with others: those of its events' sentences, each once."""
    return stems_of(" ".join(dict.fromkeys(sentences))[:READ])


def content_stems(stems: Iterable[str]) -> frozenset[str]:
    """Leave out stems of function words."""
    return frozenset(each for each in stems if each not in _FUNCTION)


_CLASSES: Final = tuple(sorted({quad for root, quad in QUADS.items() if root != HAZARD}))
"""Quad classes: in one sentence deeds are told twice more often than words."""
NAMES: Final = (
    "same trigger", "shared word of triggers", "rarity of it", "one family", "rarity of the commoner trigger",
    "later is definite", "later is indefinite", "earlier is definite", "trigger in the other sentence",
    "sentences", "words near", "shared words near", "shared names", "other names near", "no names near",
    "shared numbers", "other numbers",
    "one report", "one sentence", "one sentence, near", "distance", "headline", "reports",
    "one type", "other type", "one mode", "other mode", "one negated", "one future", "one hypothetical",
    "shared actor", "other actors", "no actors", "shared recipient", "other recipients", "no recipients",
    "actor is the other's recipient",
    "one day", "intervals overlap", "intervals apart", "no interval",
    "one place", "places near", "places apart", "no place", "one toll", "other toll",
    *_CLASSES, *(f"one sentence, {name}" for name in _CLASSES),
)  # fmt: skip
"""Names of the features in the order of `features`."""


def features(one: MentionView, other: MentionView, *, rarity: WordRarity, reports: float) -> list[float]:
    """Return what two mentions have in common and where they differ.

    Parameters
    ----------
    one, other
        In any order.
    rarity
        How rare words are.
    reports
        How much the reports have in common, 0 to 1 (cosine); of no meaning where it is one report.
    """
    if (one.report, one.start) > (other.report, other.start):
        one, other = other, one
    return [
        float(each)
        for each in (
            *_of_triggers(one, other, rarity),
            *_of_sentences(one, other, rarity),
            *_of_reports(one, other, reports),
            *_of_records(one.event, other.event),
            *_of_type(one, other),
        )
    ]


def _of_triggers(one: MentionView, other: MentionView, rarity: WordRarity) -> tuple[float, ...]:
    shared = one.trigger & other.trigger
    return (
        one.trigger == other.trigger,
        bool(shared),
        max(map(rarity, shared), default=0.0),
        0.0 if shared else family(one.trigger, other.trigger),
        min(max(map(rarity, each.trigger), default=0.0) for each in (one, other)),
        other.is_definite,
        other.is_indefinite,
        one.is_definite,
        bool(one.trigger & other.words) + bool(other.trigger & one.words),
    )


def family(one: Collection[str], other: Collection[str]) -> float:
    """Return the longest common beginning of two words by the longer of them, 0 where it is of few letters."""
    return max(
        (_common(a, b) / max(len(a), len(b)) for a in one for b in other if a[:_PREFIX] == b[:_PREFIX]),
        default=0.0,
    )


def _common(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    common = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
    return common if common >= _PREFIX else 0


def _of_sentences(one: MentionView, other: MentionView, rarity: WordRarity) -> tuple[float, ...]:
    near = rarity.sum(one.near & other.near)
    least = min(rarity.weight(one.near), rarity.weight(other.near))
    ours, theirs = one.names & one.near, other.names & other.near
    return (
        rarity.cosine(one.words, other.words),
        near / least if near else 0.0,
        min(near, _MOST) / _MOST,
        min(rarity.sum(one.names & other.names), _MOST) / _MOST,
        bool(ours and theirs and not ours & theirs),
        not ours or not theirs,
        min(len(one.numbers & other.numbers), 2) / 2,
        bool(one.numbers and other.numbers and not one.numbers & other.numbers),
    )


def _of_reports(one: MentionView, other: MentionView, reports: float) -> tuple[float, ...]:
    same = one.report == other.report
    together = same and one.sentence == other.sentence
    return (
        same,
        together,
        math.exp(-abs(one.start - other.start) / _CLOSE) if together else 0.0,
        math.log1p(abs(one.start - other.start) / _LENGTH) / _MOST if same else 0.0,
        one.is_headline != other.is_headline,
        0.0 if same else reports,
    )


def _of_records(one: Event, other: Event) -> tuple[float, ...]:
    typed = bool(one.type and other.type)
    moded = bool(one.mode and other.mode)
    states = {one.status, other.status}
    mixed = len(states) > 1
    ours, theirs = tolls(one), tolls(other)
    return (
        typed and one.type == other.type,
        typed and one.type != other.type,
        moded and one.mode == other.mode,
        moded and one.mode != other.mode,
        mixed and "negated" in states,
        mixed and "future" in states,
        mixed and "hypothetical" in states,
        *_of_parties(one.actors, other.actors),
        *_of_parties(one.recipients, other.recipients),
        participants_share_name(one.actors, other.recipients)
        or participants_share_name(one.recipients, other.actors),
        *_of_days(one, other),
        *_of_places(one, other),
        bool(ours & theirs),
        bool(ours and theirs and not ours & theirs),
    )


def _of_type(one: MentionView, other: MentionView) -> tuple[float, ...]:
    shared = QUADS.get(one.event.type) if one.event.type == other.event.type else None
    classes = [shared == name for name in _CLASSES]
    together = one.report == other.report and one.sentence == other.sentence
    return *classes, *(together and each for each in classes)


def _of_parties(ours: tuple[Actor, ...], theirs: tuple[Actor, ...]) -> tuple[float, ...]:
    shared = participants_share_name(ours, theirs)
    return shared, not shared and not participants_match(ours, theirs), not ours or not theirs


def _of_days(one: Event, other: Event) -> tuple[float, ...]:
    if not is_dated(one.when) or not is_dated(other.when):
        return 0.0, 0.0, 0.0, 1.0
    meet = intervals_meet(one.when, other.when)
    equal = (one.when.start, one.when.end) == (other.when.start, other.when.end)
    same = meet and equal and one.when.granularity == "day"
    return same, meet and not same, not meet, 0.0


def _of_places(one: Event, other: Event) -> tuple[float, ...]:
    if one.where is None or other.where is None:
        return 0.0, 0.0, 0.0, 1.0
    if stated_places(one) & stated_places(other):
        return 1.0, 0.0, 0.0, 0.0
    near = places_meet(one, other)
    return 0.0, near, not near, 0.0
