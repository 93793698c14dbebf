"""When an event was, of which several mentions give intervals."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from geo.events.field_comparison import intervals_meet, is_dated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Event, When


def main_first(events: Sequence[Event]) -> list[Event]:
    """Return mentions of one event, the likeliest before the others."""
    main = max(events, key=lambda event: event.score)
    return [main, *(event for event in events if event is not main)]


def choose_day(events: Sequence[Event]) -> tuple[Event, tuple[When, ...]]:
    """Return the mention whose interval is taken, and the intervals of others that do not meet it.

    The main mention is given first. The surest day decides what the event's time can be, and the narrowest that meets
    it is taken.
    """
    surest = max(events, key=lambda event: (_is_day(event.when), event.scores.day or 0.0, event.score))
    if not _is_day(surest.when):
        surest = events[0]
    taken = reduce(
        lambda one, other: other if _narrower(one.when, other.when) is other.when else one,
        [surest, *(each for each in events if intervals_meet(each.when, surest.when))],
    )
    apart = (each.when for each in events if not intervals_meet(each.when, taken.when))
    return taken, tuple(dict.fromkeys(apart))


def _is_day(when: When) -> bool:
    return when.start is not None and when.granularity == "day"


def _narrower(first: When, second: When) -> When:
    def width(when: When) -> tuple[int, int]:
        if when.start is not None and when.end is not None:
            return 0, (when.end - when.start).days
        return (1, 0) if is_dated(when) else (2, 0)

    if (
        width(first)[0] == width(second)[0] == 1
        and first.start == second.start is None
        and first.end
        and second.end
    ):
        return first if first.end <= second.end else second
    if width(first) == width(second) == (2, 0):
        # Words for a day say more than none, even where the day is not known.
        return second if first.text is None else first
    return second if width(second) < width(first) else first
