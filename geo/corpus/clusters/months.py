"""Months of events: the store keeps days as ordinals, the files of a corpus are called by months."""

from __future__ import annotations

import datetime
from typing import Final

UNDATED: Final = "undated"
"""The month of events without a day, before all others."""


def month_of(day: int) -> str:
    """Return the month of a day (ordinal); 0 is no day."""
    if not day:
        return UNDATED
    date = datetime.date.fromordinal(day)
    return f"{date.year:04}-{date.month:02}"


def last_day(day: int) -> int:
    """Return the last day of a day's month (ordinals); 0 is no day, and a month of its own."""
    if not day:
        return 0
    date = datetime.date.fromordinal(day)
    if (date.year, date.month) == (datetime.MAXYEAR, 12):
        return datetime.date.max.toordinal()
    return datetime.date(date.year + date.month // 12, date.month % 12 + 1, 1).toordinal() - 1


def days_of(month: str) -> tuple[int, int]:
    """Return the first and the last day of a month (ordinals)."""
    if month == UNDATED:
        return 0, 0
    year, _, number = month.partition("-")
    first = datetime.date(int(year), int(number), 1).toordinal()
    return first, last_day(first)
