"""The status of an event as the trained reader reads it, where no word around its trigger decides.

Words decide first (`geo.events.factuality`): "denied that", "will", "if". What they leave "actual" the reader may know
better from its whole sentence: a war of years ago, a visit that is still to come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.spans import STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.records import Status
    from geo.spans import EventWord

LEAST: Final[Mapping[Status, float]] = {"historical": 0.6, "future": 0.6, "hypothetical": 0.6, "negated": 0.8}
"""Probability from which each status is taken."""


def read_status(word: EventWord | None) -> tuple[Status, str] | None:
    """Return the status that the reader is sure of, and why; `None` where that is "actual" or it is not sure."""
    if word is None or not word.statuses:
        return None
    chances = dict(zip(STATUSES, word.statuses, strict=True))
    best = max(LEAST, key=lambda status: chances[status])
    if chances[best] < LEAST[best]:
        return None
    return best, f"Read as {best} from its sentence as a whole, with probability {chances[best]:.2f}."
