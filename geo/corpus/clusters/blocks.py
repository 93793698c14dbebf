"""Blocks: what two reports' events must share to be compared at all, so that the work grows with their number.

A block is a span of time and a key. The key is an event's type with one of its stated places (and with a word of its
trigger, for what is told every day), or its type with a named party and a cell of the grid over the world. What can be
one event shares a block: times and cells are sought somewhat wider than they are stored.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING, Final

from gazetteer.geodesy import LEAST_DEGREE_M, bounds
from geo.events.field_comparison import NEAR_DAYS, NEAR_M, is_located_in_time_and_space, shared_keys

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from geo.events.mention_features import MentionView
    from geo.records import Event

CELL_DEG: Final = 2.0
"""Degrees of latitude and longitude of a cell."""
_CELLS: Final = 4
"""Cells that a place is stored under; one that covers more is wide."""
_WEEK: Final = 7
_LONG: Final = 92
"""Days from which an interval is long: it is not stored under each of its weeks."""
_PERIOD: Final = 30
"""Days of publication within which, or in the next such ones, reports tell of what has a long interval or none."""
_LONG_TOKENS, _SHORT_TOKENS = 1_000_000, 2_000_000
_WIDE, _NARROW = "wide", "narrow"
_SLACK_DEG: Final = NEAR_M / LEAST_DEGREE_M


def stored_under(event: Event, views: Iterable[MentionView], published: int) -> list[tuple[int, int]]:
    """Return the blocks under which an event is found; none for one that is not merged with another report's.

    Parameters
    ----------
    event, views
        The event, and the mentions of it that are compared.
    published
        Day of its report (proleptic Gregorian ordinal), 0 where that is unknown.

    Returns
    -------
    list of (int, int)
        Token of the time, and hash of the key.
    """
    if not is_located_in_time_and_space(event):
        return []
    weeks, is_long = _weeks(event, 0)
    period = _period(event, published)
    times = [_LONG_TOKENS + period] if is_long else weeks
    sought_by_long = _SHORT_TOKENS + period
    cells = _cells(event, 0.0)
    found: list[tuple[int, int]] = []
    for kind, named in dict.fromkeys(shared_keys(event)):
        if kind == "place":
            near = [f"{event.type} place {named}"]
            exact = [f"{event.type} place {named} {word}" for word in _trigger_words(views)]
        else:
            # Wide places look for all others, narrow ones for those of their cells and for wide ones.
            near = [f"{event.type} party {named} {cell}" for cell in cells or [_WIDE]]
            near += [f"{event.type} party {named} {_NARROW}"] if cells else []
            exact = []
        hashes = [_hash(text) for text in (*near, *exact)]
        found += [(time, key) for key in hashes for time in times]
        if not is_long:
            found += [(sought_by_long, key) for key in hashes]
    return found


def sought_under(
    event: Event, views: Iterable[MentionView], published: int, *, is_last: bool = False
) -> list[tuple[int, int]]:
    """Return the blocks in which events are looked for that can be the same; those that say most come first.

    Parameters
    ----------
    event, views, published
        As for `stored_under`.
    is_last
        No report of a later day is stored.
    """
    if not is_located_in_time_and_space(event):
        return []
    weeks, is_long = _weeks(event, NEAR_DAYS.days)
    period = _period(event, published)
    periods = (period - 1, period) if is_last and published else (period - 1, period, period + 1)
    times = [_LONG_TOKENS + each for each in periods]
    times = [*times, *(_SHORT_TOKENS + each for each in periods)] if is_long else [*weeks, *times]
    cells = _cells(event, _SLACK_DEG)
    exact: list[str] = []
    near: list[str] = []
    for kind, named in dict.fromkeys(shared_keys(event)):
        if kind == "place":
            exact += [f"{event.type} place {named} {word}" for word in _trigger_words(views)]
            near.append(f"{event.type} place {named}")
        else:
            near += [f"{event.type} party {named} {cell}" for cell in (*(cells or [_NARROW]), _WIDE)]
    return [(time, key) for key in map(_hash, (*exact, *near)) for time in times]


def _trigger_words(views: Iterable[MentionView]) -> list[str]:
    return sorted({word for view in views for word in view.trigger})


def _weeks(event: Event, slack: int) -> tuple[list[int], bool]:
    """Return the weeks of an event's interval, some days wider, and whether it is too long to have any."""
    start, end = event.when.start, event.when.end
    if start is None or end is None or (end - start).days > _LONG:
        return [], True
    return list(range((start.toordinal() - slack) // _WEEK, (end.toordinal() + slack) // _WEEK + 1)), False


def _period(event: Event, published: int) -> int:
    """Return the month or so in which a report came out, or of the event where that is not known."""
    day: datetime.date | None = event.when.end or event.when.start
    return (published or (day.toordinal() if day else 0)) // _PERIOD


def _cells(event: Event, slack: float) -> list[str]:
    """Return the cells of an event's place, widened by some degrees of latitude; none where they are too many."""
    if event.where is None or event.where.is_empty:
        return []
    west, south, east, north = bounds(event.where)
    highest = min(89.0, max(abs(south), abs(north)) + slack)
    wide = slack / math.cos(math.radians(highest))
    columns = [n % round(360 / CELL_DEG) for n in _steps(west - wide, east + wide)]
    rows = list(_steps(south - slack, north + slack))
    # What is wide is so by the place itself, not by what it was widened to: both sides must agree on it.
    if len(list(_steps(west, east))) * len(list(_steps(south, north))) > _CELLS:
        return []
    return [f"{column},{row}" for column in columns for row in rows]


def _steps(low: float, high: float) -> Iterator[int]:
    yield from range(math.floor(low / CELL_DEG), math.floor(high / CELL_DEG) + 1)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
