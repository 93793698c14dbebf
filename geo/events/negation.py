"""Negation: what a report denies, or says that it did not happen: "denied that it had shelled", "failed to attend"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.events.matches import cited
from geo.nlp.grammar import AUXILIARIES, BE, CONJUNCTIONS, NEGATIONS, PREPOSITIONS, is_adverb
from geo.nlp.inflection import is_past
from geo.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.events.matches import TriggerMatch
    from geo.records import Status

_NEGATING: Final = frozenset({
    "not", "n't", "never", "no", "nobody", "neither", "nor", "without", "cannot", "denied", "denies",
    "deny", "fail", "failed", "fails", "avert", "averted", "prevented", "foiled", "thwarted", "cancelled",
    "canceled",
})  # fmt: skip
_UNDOING: Final = frozenset({
    "failed", "fails", "fail", "denied", "denies", "deny", "prevented", "foiled", "thwarted", "averted",
    "cancelled", "canceled", "n't", "never",
})  # fmt: skip
"""Verbs and words that undo the noun after them, some words on: "failed to attend a meeting"."""
_TO_VERBS: Final = frozenset({
    "deny", "fail", "failed", "fails", "avert", "averted", "prevented", "foiled", "thwarted", "cancelled", "canceled",
})  # fmt: skip
"""Verbs that negate another only as its infinitive or its -ing form: "failed to attack", "prevented from attacking"."""
_DENIES: Final = frozenset(
    {"deny", "denies", "denied", "denying", "refute", "refutes", "refuted", "refuting", "disputed"}
)
_DISMISSES: Final = frozenset({
    "reject", "rejects", "rejected", "rejecting", "dismiss", "dismisses", "dismissed", "dismissing", "rebuffed",
})  # fmt: skip
_CLAIMS: Final = frozenset({
    "claim", "claims", "allegation", "allegations", "accusation", "accusations", "report", "reports", "suggestion",
    "suggestions", "charge", "charges", "rumour", "rumours", "rumor", "rumors", "assertion", "assertions",
})  # fmt: skip
_TAKES_PART: Final = frozenset({
    "involvement", "responsibility", "role", "part", "knowledge", "link", "links", "connection", "connections", "blame",
    "complicity", "guilt",
})  # fmt: skip
"""What is denied of an act that happened."""
_KNOWN: Final = frozenset({"the", "this", "these", "those"})
_DENIAL_REACH: Final = 7
_DEPTH: Final = 3
"""Clauses up to the one that may deny."""


def denied(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read the content of a denial: "denied that it had shelled", "rejected claims that its troops killed"."""
    words, clause = match.sentence.words, match.clause
    first = match.first
    for _ in range(_DEPTH):
        governing = [i for i in clause.words if i < first]
        cue = _denial([words[i].lower for i in governing])
        if cue is not None and _is_predicated(match):
            return "negated", f"It is what {quoted(cue)} denies."
        if clause.link not in ("that", "participle", "coordinate") or clause.parent is None:
            return None
        first, clause = clause.at, clause.parent
    return None


def _is_predicated(match: TriggerMatch) -> bool:
    """Return whether a denial reaches a trigger: a verb, or a noun that no preposition or article takes for known.

    Of "denied that it was a reaction to the arrest" the arrest is none.
    """
    if match.reading == "verb":
        return True
    before = [word.lower for word in match.sentence.words[max(0, match.first - 3) : match.first]]
    return not (_KNOWN | PREPOSITIONS) & set(before)


def _denial(words: Sequence[str]) -> str | None:
    """Return the words of denial at the end of some, before what is denied: "denied", "rejected claims"."""
    near = list(words[-_DENIAL_REACH:])
    for i in range(len(near) - 1, -1, -1):
        word, rest = near[i], near[i + 1 :]
        if word in _DENIES:
            if {"not", "n't", "never", "neither", "nor"} & set(near[max(0, i - 3) : i]):
                return None
            return None if _TAKES_PART & set(rest) else word
        if (
            word in _DISMISSES
            and (claim := next((each for each in rest if each in _CLAIMS), None)) is not None
        ):
            return f"{word} {claim}"
        if word in ("and", "but", "after", "because", "to"):
            return None
    return None


def negated(match: TriggerMatch) -> tuple[Status, str] | None:
    """Read what words before it negate: "did not arrest", "no fighters were killed", "failed to attend a meeting"."""
    near = _negating_window(match)
    cue = next((word for word in near[: 4 if match.reading == "verb" else 3] if word in _NEGATING), None)
    if cue is None and match.reading == "noun":
        cue = next((word for word in near[:6] if word in _UNDOING), None)
    if cue is None or (cue == "no" and match.reading == "verb" and not _no_subject(match)):
        return None
    between = near[: near.index(cue)]
    if match.reading == "verb" and cue in NEGATIONS and _has_own_auxiliary(between):
        return None
    if cue in _TO_VERBS and match.reading == "verb" and "to" not in between and not _is_ing(match):
        return None  # "the failed raid killed"; "talks fail, rebels attack"
    if cue in _DENIES and match.reading == "noun" and (_TAKES_PART & set(between) or between[:1] == ["the"]):
        return None  # "denied involvement in the bombing", which was
    return "negated", f"{cited(cue, match)} negates it."


def _has_own_auxiliary(between: Sequence[str]) -> bool:
    """Return whether the words from a trigger back to a negation hold an auxiliary behind another verb.

    "Men who did not vote were arrested": the negation is of the vote.
    """
    auxiliary = next((i for i, word in enumerate(between) if word in AUXILIARIES), None)
    return auxiliary is not None and any(
        word.isalpha() and word not in AUXILIARIES | BE for word in between[auxiliary:]
    )


def _is_ing(match: TriggerMatch) -> bool:
    return match.sentence.words[match.first].lower.endswith("ing")


def _governing(match: TriggerMatch) -> list[int]:
    """Return the words before a trigger in its clause, and in that whose auxiliary it shares: "not held or beaten"."""
    words, clause = match.sentence.words, match.clause
    before = [i for i in clause.words if i < match.first]
    if clause.link != "coordinate" or clause.parent is None or match.reading != "verb":
        return before
    if any(words[i].lower not in CONJUNCTIONS and not is_adverb(words[i]) for i in before):
        return before
    return [*(i for i in clause.parent.words if i < clause.at), *before]


def _negating_window(match: TriggerMatch) -> list[str]:
    """Return the words before a trigger that a negation reaches it from, the nearest first.

    It reaches over no comma, and over no conjunction behind which the trigger has an auxiliary or a tense of its own:
    "did not vote and were arrested".
    """
    words, own = match.sentence.words, match.sentence.words[match.first].lower
    reached: list[str] = []
    for i in reversed(_governing(match)):
        word = words[i].lower
        if word in (",", ";", ":", "(", ")"):
            break
        joins = word in ("and", "but", "or") and match.reading == "verb" and i > 0
        if joins and (AUXILIARIES & set(reached) or (is_past(own) and not is_past(words[i - 1].lower))):
            break
        reached.append(word)
    return reached


def _no_subject(match: TriggerMatch) -> bool:
    """Return whether "no" opens the subject: "no fighters were killed", but not "with no warning police shot"."""
    words = match.sentence.words
    at = next((i for i in range(match.first - 1, -1, -1) if words[i].lower == "no"), 0)
    return at == 0 or words[at - 1].lower not in PREPOSITIONS
