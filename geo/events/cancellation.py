"""Events that were called off or put off: "called off a march", "the visit was cancelled"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.events.matches import cited
from geo.nlp.grammar import BE, DETERMINERS, HAVE, is_finite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.events.matches import TriggerMatch
    from geo.records import Status

CANCELS: Final = frozenset({
    "cancel", "cancels", "cancelled", "canceled", "cancelling", "canceling", "scrap", "scraps", "scrapped", "scrapping",
    "shelve", "shelved", "shelving", "abort", "aborted", "aborting", "abandon", "abandoned", "axed", "averted",
    "foiled", "thwarted",
})  # fmt: skip
"""Verbs by which what was planned does not happen."""
_PUTS_OFF: Final = frozenset({"postpone", "postpones", "postponed", "postponing"})
_CALLS_OFF: Final = frozenset({
    ("call", "off"), ("calls", "off"), ("called", "off"), ("calling", "off"), ("put", "off"), ("puts", "off"),
    ("putting", "off"), ("ruled", "out"), ("rules", "out"), ("ruling", "out"),
})  # fmt: skip
_UNDONE_REACH: Final = 6


def cancelled(match: TriggerMatch) -> tuple[Status, str] | None:
    """Return the status of what was called off or put off, and why: "called off a march", "the visit was cancelled"."""
    words = match.sentence.words
    if match.reading != "noun":
        return None
    before = [words[i].lower for i in match.clause.words if i < match.first][-_UNDONE_REACH:]
    while before and before[-1] in DETERMINERS:
        before.pop()
    for i in range(len(before) - 1, -1, -1):
        if not before[i].isalnum() or before[i] in ("and", "but", "after", "during"):
            break
        cue = _cancelling(before[i:])
        if cue is not None and not ({"because", "due", "over"} & set(before[i:])):
            return _called_off(cue, cited(cue, match))
    behind = [words[i].lower for i in match.clause.words if i > match.last][:_UNDONE_REACH]
    for i, word in enumerate(behind):
        if (
            word in BE
            and (cue := _cancelling(behind[i + 1 + (behind[i + 1 : i + 2] == ["been"]) :])) is not None
        ):
            return _called_off(cue, cited(cue, match, "behind"))
        if is_finite(words, match.last + 1 + i) and word not in HAVE | BE:
            break
    return None


def _cancelling(words: Sequence[str]) -> str | None:
    """Return the cancelling verb with which words begin, with its particle."""
    for verb, particle in ((words[0], words[1] if len(words) > 1 else ""),) if words else ():
        if verb in CANCELS or verb in _PUTS_OFF:
            return verb
        if (verb, particle) in _CALLS_OFF:
            return f"{verb} {particle}"
    return None


def _called_off(cue: str, where: str) -> tuple[Status, str]:
    if cue in _PUTS_OFF or cue.startswith("put"):
        return "future", f"{where} puts it off."
    return "negated", f"{where} says that it was called off."


def is_cancelled(match: TriggerMatch) -> bool:
    """Return whether words call an event off: what was to be a talk is then a refusal of it."""
    decided = cancelled(match)
    return decided is not None and decided[0] == "negated"
