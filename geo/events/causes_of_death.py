"""Why people died, by their own sentence: an attack needs someone or something that attacks.

"Killed", "injured" or "destroyed" alone tell what came of something, not what it was. Its cause is who or what did it
("by a shark", "gunmen killed"); `geo.events.causes_in_context` looks further.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from geo.events.passive_voice import is_passive
from geo.events.person_nouns import is_human
from geo.events.word_classes import word_class
from geo.nlp.grammar import DETERMINERS, FUNCTION_WORDS, PREPOSITIONS, is_adverb
from geo.plover import HAZARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.events.clauses import Sentence
    from geo.events.matches import Marks, TriggerMatch
    from geo.nlp.tokens import Token

Cause = Literal["attack", "hazard", "unknown"]

_AGENT: Final = 6
"""Words behind "by" in which the agent stands."""
_SUFFERING: Final = frozenset(
    {"come", "came", "comes", "die", "died", "dies", "lose", "lost", "suffer", "suffered"}
)
"""Verbs whose subject it befalls: "came under fire"."""


def settled(sentence: Sentence, marks: Marks, triggers: Sequence[TriggerMatch]) -> list[TriggerMatch]:
    """Drop casualties that a hazard of the sentence caused, and mark those whose cause it does not state.

    Parameters
    ----------
    sentence
        Where they stand.
    marks
        What is known about its words.
    triggers
        All of its triggers.

    Returns
    -------
    list of TriggerMatch
        In order; `open_cause` is set where no word of the sentence says what the casualties are of.
    """
    if not any(found.kind.root in ("ASSAULT", HAZARD) for found in triggers):
        return list(triggers)
    hazards = {
        i for found in triggers if found.kind.root == HAZARD for i in range(found.first, found.last + 1)
    }
    means = {
        i for found in triggers if found.kind.root == "ASSAULT" and _is_attack(found) for i in found.matched
    }
    means |= {word.i for word in sentence.words if word.lower in _means()} - hazards
    kept = []
    for found in triggers:
        if _is_effect(found, hazards):
            continue
        if found.kind.root != "ASSAULT" or _is_attack(found):
            kept.append(found)
            continue
        cause = _cause(found, marks, hazards, means - set(found.matched))
        if cause == "unknown" and _fighters(found, marks):
            cause = "attack"
        if cause == "unknown" and (
            _is_casualty(found) or not (found.is_listed or _content(found) & _means())
        ):
            kept.append(replace(found, open_cause=True))
        elif cause != "hazard":
            kept.append(found)
    return kept


def _is_effect(match: TriggerMatch, hazards: set[int]) -> bool:
    """Return whether a hazard's verb is the effect of another: "Hurricane Florence flooded Wilmington" is one event."""
    if match.kind.root != HAZARD or match.trigger.kind != "verb" or is_passive(match):
        return False
    return not match.sentence.words[match.first].lower.endswith("ing") and bool(hazards & _left(match))


def _is_attack(match: TriggerMatch) -> bool:
    """Return whether the words of a trigger imply an attacker by themselves: "stabbed", "a car bomb".

    Of a listed trigger that is so unless it tells a casualty or what hazards do too; of words that only the detector
    takes for an attack, where one of them is a means.
    """
    if match.is_listed:
        return not (_is_casualty(match) or _is_open(match))
    if match.kind.mode and not _is_open(match):
        return True  # its block lists such a word: "kidnapped"
    return any(word in _means() and word not in word_class("@either") for word in _content(match))


@cache
def _means() -> frozenset[str]:
    """Return the words of weapons, of attacks and of attackers."""
    return word_class("@means") | word_class("@weapon") | word_class("@weapons")


def _content(match: TriggerMatch) -> set[str]:
    """Return the content words of a trigger: without people, numbers and function words."""
    words = (match.sentence.words[i] for i in match.matched)
    return (
        {
            word.lower
            for word in words
            if word.wordlike
            and word.lower not in FUNCTION_WORDS
            and not is_adverb(word)
            and not word.lower[0].isdigit()
        }
        - word_class("@people")
        - word_class("@building")
    )


def _is_casualty(match: TriggerMatch) -> bool:
    """Return whether a trigger reports only the outcome: "killed", "left nine people dead"."""
    content = _content(match)
    return bool(content) and content <= word_class("@casualty") and not match.kind.mode


def _is_open(match: TriggerMatch) -> bool:
    """Return whether a trigger can be of a hazard as well as of an attack: "explosion", "hit", "attacked"."""
    content = _content(match)
    return bool(content or not match.is_listed) and all(
        word in word_class("@casualty") or word in word_class("@either") for word in content
    )


def _cause(match: TriggerMatch, marks: Marks, hazards: set[int], means: set[int]) -> Cause:
    """Return what caused a casualty, as far as its sentence states it."""
    words = match.sentence.words
    by = next(
        (i for i in range(match.last + 1, min(len(words), match.last + 4)) if words[i].lower == "by"), None
    )
    if by is not None and (agent := _agent(words, by)):
        if hazards & agent:
            return "hazard"
        if means & agent or _attackers(match, marks, agent):
            return "attack"
    suffers = words[match.first].lower in _SUFFERING
    if not is_passive(match) and not suffers and _has_object(match):
        left = _left(match)
        if _armed(match, marks, left - hazards):
            return "attack"
        if hazards & left:
            return "hazard"
        if means & left or _attackers(match, marks, left):
            return "attack"
    return "unknown"


def _agent(words: Sequence[Token], by: int) -> set[int]:
    """Return the positions of the noun phrase after "by"."""
    agent: set[int] = set()
    for i in range(by + 1, min(len(words), by + 1 + _AGENT)):
        word = words[i]
        if (word.lower in PREPOSITIONS and word.lower != "of") or not word.wordlike:
            break
        agent.add(i)
    return agent


def _left(match: TriggerMatch) -> set[int]:
    """Return the words before a verb in its clause, and of the one whose subject it takes over."""
    clause = match.clause
    left = {i for i in clause.words if i < match.first}
    while clause.inherits_subject and clause.parent is not None:
        clause = clause.parent
        left |= {i for i in clause.words if i < match.first}
    return left


def _has_object(match: TriggerMatch) -> bool:
    """Return whether a verb has its direct object: "killed nine", not "the nine killed in Lima"."""
    words = match.sentence.words
    if len(match.matched) > 1 and match.matched[-1] > match.first:
        return True
    after = next((word for word in words[match.last + 1 :] if not is_adverb(word)), None)
    if after is None or not after.wordlike:
        return False
    return after.lower in DETERMINERS or after.lower not in FUNCTION_WORDS


def _armed(match: TriggerMatch, marks: Marks, at: set[int]) -> bool:
    words = match.sentence.words
    return bool(marks.positions["@force"] & at) or any(words[i].lower in word_class("@armed") for i in at)


def _attackers(match: TriggerMatch, marks: Marks, at: set[int]) -> bool:
    """Return whether possible attackers are named: a known participant, a person, people."""
    words = match.sentence.words
    if _armed(match, marks, at) or marks.positions["@actor"] & at or marks.positions["@country"] & at:
        return True
    return any(is_human(words[i].lower) for i in at)


def _fighters(match: TriggerMatch, marks: Marks) -> bool:
    """Return whether the victims are combatants: of them an accident is stated explicitly."""
    own = frozenset(match.clause.words) - frozenset(i for i in match.clause.words if i > match.last + _AGENT)
    return _armed(match, marks, set(own))
