"""Active or passive: whether the subject of a trigger is who acts, or who undergoes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.events.attachment import modifies_number
from geo.nlp.grammar import BE, CONJUNCTIONS, PREPOSITIONS, is_adverb, is_finite

if TYPE_CHECKING:
    from geo.events.matches import TriggerMatch

_DETENTION_MODES: Final = frozenset(["arrest", "abduct"])


def is_passive(match: TriggerMatch) -> bool:
    """Return whether the trigger is passive: after a form of be, before "by", or transitive without an object."""
    words, i = match.sentence.words, match.first
    if match.trigger.passive:
        return True
    if match.reading != "verb" or words[i].lower.endswith("ing"):
        return False
    j = i - 1
    while j >= 0 and j > i - 4 and (is_adverb(words[j]) or words[j].lower in ("not", "n't")):
        j -= 1
    if j >= 0 and (words[j].lower in BE or (words[j].lower in CONJUNCTIONS and _passive_before(match, j))):
        return True
    if match.kind.mode in _DETENTION_MODES and words[i].lower in BE:
        return True  # "is in custody"
    following = words[match.last + 1] if match.last + 1 < len(words) else None
    if following is not None and following.lower == "by" and match.last == match.first:
        return True  # but "rejected an appeal by the union"
    if any(words[k].lower == "whom" for k in match.clause.words if k < i):
        return False  # "the girls whom they abducted"
    bare = (
        following is None
        or not following.wordlike
        or (following.lower in PREPOSITIONS and not modifies_number(words, match.last + 1))
    )
    return (
        match.kind.transitive
        and match.trigger.kind == "verb"
        and bare
        and words[i].lower.endswith(("ed", "en"))
    )


def _passive_before(match: TriggerMatch, conjunction: int) -> bool:
    """Return whether a conjunction joins the trigger to a passive: "was arrested in Lima and charged with murder"."""
    words = match.sentence.words
    following = words[match.first + 1] if match.first + 1 < len(words) else None
    if following is None or following.lower not in PREPOSITIONS | {"to"}:
        return False
    finite = [i for i in range(max(0, conjunction - 12), conjunction) if is_finite(words, i)]
    return len(finite) > 1 and words[finite[-2]].lower in BE and finite[-1] - finite[-2] <= 2
