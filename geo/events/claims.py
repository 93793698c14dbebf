"""Attacks that somebody claims: "Islamic State claimed the attack", "claimed responsibility for it", "claimed by".

Who claims an attack is its actor, whatever the reader makes of the sentence: to it that is only who speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.events.subjects import subject_of
from geo.nlp.grammar import CONTRACTED, NEGATIONS, PREPOSITIONS, is_finite

if TYPE_CHECKING:
    from geo.events.attachment import SentenceContext
    from geo.events.matches import TriggerMatch
    from geo.events.subjects import Antecedents
    from geo.records import Actor

CLAIMS: Final = frozenset({"claim", "claims", "claimed", "claiming"})
_REACH: Final = 8
"""Words between the verb and what is claimed: "claimed responsibility for Tuesday's deadly suicide bombing"."""
_TAKEN: Final = frozenset({"responsibility", "credit"})
_NOBODY: Final = NEGATIONS | {"no", "nobody", "none"}


def claim_of(match: TriggerMatch) -> int | None:
    """Return the position of the verb that claims the attack of a trigger; `None` where nobody claims it.

    A whole clause behind the verb is something else, what somebody asserts: "claimed that the attack failed".
    """
    if match.kind.root != "ASSAULT":
        return None
    words = match.sentence.words
    for i in range(match.first - 1, max(-1, match.first - 2 - _REACH), -1):
        word = words[i]
        if word.lower in CLAIMS:
            return i if i in match.clause.words and not _is_denied(match, i) else None
        joins = word.wordlike or word.lower in CONTRACTED
        if not joins or is_finite(words, i) or word.lower in ("that", "to") or _leads_away(match, i):
            break
    for i in range(match.last + 1, min(len(words) - 1, match.last + 2 + _REACH)):
        if (words[i].lower, words[i + 1].lower) == ("claimed", "by"):
            return i
    return None


def takes_responsibility(match: TriggerMatch) -> bool:
    """Return whether a trigger is the verb of "claimed responsibility": no act beside the one that is claimed."""
    words = match.sentence.words
    return any(
        words[i].lower in CLAIMS and words[i + 1].lower in _TAKEN for i in match.matched if i + 1 < len(words)
    )


def _is_denied(match: TriggerMatch, claim: int) -> bool:
    words = match.sentence.words
    return any(i < claim and words[i].lower in _NOBODY for i in match.clause.words)


def _leads_away(match: TriggerMatch, i: int) -> bool:
    """Return whether a preposition makes of what follows something else than what is claimed."""
    words = match.sentence.words
    return words[i].lower in PREPOSITIONS and not (words[i].lower == "for" and words[i - 1].lower in _TAKEN)


def claimants(context: SentenceContext, match: TriggerMatch, antecedents: Antecedents) -> tuple[Actor, ...]:
    """Return who claims the attack of a trigger."""
    claim = claim_of(match)
    if claim is None:
        return ()
    if claim > match.last:
        return tuple(actor.item for actor in context.actors if actor.at == claim + 1)
    return subject_of(context, match.clause, antecedents)
