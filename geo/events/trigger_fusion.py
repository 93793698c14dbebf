"""Where listed triggers and the detector meet: what each found in a sentence becomes one list of triggers.

A listed trigger keeps its type and mode, whatever the detector thinks of its root: it only becomes less sure. Words
that only the detector takes for an event get the block of that root in which such a word is listed (for the mode), else
the root's own block.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.events.matches import TriggerMatch
from geo.events.ontology import MEASURED, Trigger, event_types
from geo.nlp.grammar import FUNCTION_WORDS, reading
from geo.nlp.inflection import is_past
from geo.plover import ROOTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.events.clauses import Sentence
    from geo.events.ontology import EventType
    from geo.nlp.inflection import Form
    from geo.nlp.tokens import Token
    from geo.spans import EventWord

SEEN: Final = 0.2
"""Probability from which a word is taken for an event's that no list has."""
_MAX_GAP: Final = 4
"""Words from one to the next word of the same root in a clause that are still one trigger: "signed a revised deal"."""
_CORE: Final = 0.7
"""Share of the best word's probability that another word of a trigger has at least."""
DETECTED: Final = Trigger(
    text="", kind="phrase", head=MappingProxyType({}), slots=(), guards=MappingProxyType({}), lemmas=()
)
"""The trigger of what only the detector found."""

_Chances = tuple[float, ...]


def combined(
    sentence: Sentence,
    listed: Sequence[TriggerMatch],
    words: Sequence[EventWord],
    *,
    names: frozenset[int] = frozenset(),
) -> list[TriggerMatch]:
    """Return the triggers of a sentence, each with the detector's probability of its root.

    Parameters
    ----------
    sentence
        Where to look.
    listed
        What `geo.events.triggers` found there, in order.
    words
        What the detector found in the sentence, in order.
    names
        Positions of names of places and people, which are no triggers.
    """
    chances = {i: chance for i, chance in _by_word(sentence, words).items() if i not in names}
    judged = [_judged(found, chances) for found in listed]
    taken = {i for found in judged for i in range(found.first, found.last + 1)}
    more = [found for found in _detected(sentence, chances, taken) if not _is_part(found, judged)]
    return sorted([*judged, *more], key=lambda found: found.first)


def _by_word(sentence: Sentence, words: Sequence[EventWord]) -> dict[int, _Chances]:
    """Return the probabilities by position in the sentence."""
    found: dict[int, _Chances] = {}
    for word in words:
        for i in sentence.words.covered(word.start, word.end):
            found[i] = _most([found[i], word.chances]) if i in found else word.chances
    return found


def _most(chances: Sequence[_Chances]) -> _Chances:
    return tuple(max(each) for each in zip(*chances, strict=True)) if chances else (0.0,) * len(ROOTS)


def _judged(match: TriggerMatch, chances: Mapping[int, _Chances]) -> TriggerMatch:
    """Add the detector's word on a listed trigger; it knows no hazards."""
    if match.kind.root not in ROOTS:
        return match
    most = _most([chances[i] for i in match.matched if i in chances])
    seen = max((sum(chances[i]) for i in match.matched if i in chances), default=0.0)
    return replace(match, chance=most[ROOTS.index(match.kind.root)], seen=seen)


def _detected(sentence: Sentence, chances: Mapping[int, _Chances], taken: set[int]) -> list[TriggerMatch]:
    """Return the triggers of the detector alone: runs of words of one root."""
    runs: list[tuple[str, list[int]]] = []
    for i in sorted(chances):
        word = sentence.words[i]
        if sum(chances[i]) < SEEN or i in taken or word.lower in FUNCTION_WORDS or not word.wordlike:
            continue
        root = ROOTS[chances[i].index(max(chances[i]))]
        before = runs[-1] if runs else None
        if (
            before is not None
            and before[0] == root
            and i - before[1][-1] <= _MAX_GAP
            and sentence.clause(i) is sentence.clause(before[1][-1])
            and taken.isdisjoint(range(before[1][-1], i))
        ):
            before[1].append(i)
        else:
            runs.append((root, [i]))
    return [_found(sentence, root, _core(at, root, chances), chances) for root, at in runs]


def _core(at: Sequence[int], root: str, chances: Mapping[int, _Chances]) -> list[int]:
    """Return a run's words whose probability is near its best: not the gunmen, but their act."""
    own = {i: chances[i][ROOTS.index(root)] for i in at}
    return [i for i in at if own[i] >= _CORE * max(own.values())]


def _found(sentence: Sentence, root: str, at: Sequence[int], chances: Mapping[int, _Chances]) -> TriggerMatch:
    most = _most([chances[i] for i in at])
    return TriggerMatch(
        kind=_kind(root, sentence.words[at[0]], sentence),
        trigger=DETECTED,
        sentence=sentence,
        first=at[0],
        last=at[-1],
        matched=tuple(at),
        reading="noun" if reading(sentence.words, at[0], _forms(sentence.words[at[0]])) == "noun" else "verb",
        chance=most[ROOTS.index(root)],
        seen=max(sum(chances[i]) for i in at),
    )


def _is_part(match: TriggerMatch, listed: Sequence[TriggerMatch]) -> bool:
    """Return whether detected words belong to a listed trigger: of one root beside them, or the verb before them.

    In "shelled an army post" the army is what was shelled, whatever else the word may tell.
    """
    return any(
        each.clause is match.clause
        and match.first - each.last <= _MAX_GAP
        and each.first - match.last <= _MAX_GAP
        and (each.kind.root == match.kind.root or _is_object(match, each))
        for each in listed
    )


def _is_object(match: TriggerMatch, verb: TriggerMatch) -> bool:
    return (
        match.reading == "noun"
        and verb.reading == "verb"
        and match.first > verb.last
        and (verb.chance or 0.0) > (match.chance or 0.0)
    )


def _forms(word: Token) -> frozenset[Form]:
    """Return the possible inflections by the spelling of any word."""
    if is_past(word.lower) or word.lower.endswith("ed"):
        return frozenset({"past", "participle"})
    if word.lower.endswith("ing"):
        return frozenset({"ing", "singular"})
    return frozenset({"s", "plural"} if word.lower.endswith("s") else {"base", "singular"})


def _kind(root: str, word: Token, sentence: Sentence) -> EventType:
    """Return the block of a root that lists this word, where the sentence has what it asks; else the root's own.

    A mode is said by the text: "bombed" alone is no attack from the air.
    """
    plain, by_word = _kinds()
    present = {each.lower for each in sentence.words}
    listed = by_word.get((root, word.lower), ())
    return next((kind for kind, trigger in listed if _may_hold(trigger, present)), plain[root])


def _may_hold(trigger: Trigger, present: set[str]) -> bool:
    """Return whether the words of a sentence allow the conditions of a trigger; measured classes are not asked."""
    for name, slot in trigger.guards.items():
        if name.startswith("not_"):
            if name == "not_near" and not present.isdisjoint(slot):
                return False
        elif present.isdisjoint(slot) and slot.isdisjoint(MEASURED):
            return False
    return True


@cache
def _kinds() -> tuple[Mapping[str, EventType], Mapping[tuple[str, str], Sequence[tuple[EventType, Trigger]]]]:
    plain: dict[str, EventType] = {}
    by_word: dict[tuple[str, str], list[tuple[EventType, Trigger]]] = defaultdict(list)
    for kind in event_types():
        if kind.root not in plain or not kind.mode:
            plain[kind.root] = kind if not kind.mode else replace(kind, mode="", acled="", remote=False)
        for trigger in kind.triggers:
            if trigger.words == 1:
                for form in trigger.head:
                    by_word[kind.root, form].append((kind, trigger))
    return plain, dict(by_word)
