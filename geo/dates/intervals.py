"""Calendar arithmetic on closed intervals of days; nothing here knows about text.

Functions raise `ValueError` or `OverflowError`, as `datetime` does, for days that the calendar does not have.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from geo.records import Granularity

Unit = Literal["hour", "day", "week", "fortnight", "month", "quarter", "half", "year", "decade"]
"""What time is counted in; every function below takes each of them. A half is half a year."""
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
_DAYS: Final[dict[Unit, int]] = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS: Final[dict[Unit, int]] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}

DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, either `None` when open, and what the words give."""

    start: datetime.date | None
    end: datetime.date | None
    granularity: Granularity


def day(date: datetime.date) -> Interval:
    """Return the interval of one day."""
    return Interval(date, date, "day")


def month(year: int, number: int) -> Interval:
    """Return a calendar month; `number` may run over either end of the year (0 is the December before).

    >>> month(2024, 0).start
    datetime.date(2023, 12, 1)
    """
    over, index = divmod(number - 1, 12)
    first = datetime.date(year + over, index + 1, 1)
    return Interval(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), "month")


def months(year: int, first: int, count: int, granularity: Granularity) -> Interval:
    """Return `count` calendar months from month `first` of a year."""
    return Interval(month(year, first).start, month(year, first + count - 1).end, granularity)


def years(first: int, last: int, granularity: Granularity = "year") -> Interval:
    """Return the years `first` to `last`, whole."""
    return Interval(datetime.date(first, 1, 1), datetime.date(last, 12, 31), granularity)


def week(of: datetime.date, shift: int = 0) -> Interval:
    """Return the week (Monday to Sunday) that contains a day, `shift` weeks on."""
    monday = of - of.weekday() * DAY + shift * WEEK
    return Interval(monday, monday + 6 * DAY, "week")


def weekend(of: datetime.date, shift: int = 0) -> Interval:
    """Return Saturday and Sunday of the week that contains a day, `shift` weeks on."""
    saturday = of + (5 - of.weekday()) * DAY + shift * WEEK
    return Interval(saturday, saturday + DAY, "weekend")


def weekday_before(of: datetime.date, number: int, *, today: bool) -> datetime.date:
    """Return the latest day that is a given weekday, `of` itself counted when `today`."""
    back = (of.weekday() - number) % 7
    return of - (back or (0 if today else 7)) * DAY


def weekday_after(of: datetime.date, number: int, *, today: bool) -> datetime.date:
    """Return the first day that is a given weekday, `of` itself counted when `today`."""
    on = (number - of.weekday()) % 7
    return of + (on or (0 if today else 7)) * DAY


def third(whole: Interval, part: str) -> Interval:
    """Return the early, mid or late part of a closed interval; the granularity stays: "early June" is about a month.

    >>> third(month(2024, 6), "mid")
    Interval(start=datetime.date(2024, 6, 11), end=datetime.date(2024, 6, 20), granularity='month')
    """
    if whole.start is None or whole.end is None:
        return whole
    at = ("early", "mid", "late").index(part)
    if whole.granularity in ("quarter", "half", "year"):
        length = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
        return months(whole.start.year, whole.start.month + at * length // 3, length // 3, whole.granularity)
    if whole.granularity == "decade":
        first, last = ((0, 3), (4, 6), (7, 9))[at]
        return years(whole.start.year + first, whole.start.year + last, "decade")
    length = (whole.end - whole.start).days + 1
    first, last = round(at * length / 3), round((at + 1) * length / 3)
    return Interval(whole.start + first * DAY, whole.start + (last - 1) * DAY, whole.granularity)


def back_months(date: datetime.date, count: int) -> datetime.date:
    """Return the same day `count` months before (after, when negative), or that month's last day."""
    whole = month(date.year, date.month - count)
    if whole.start is None or whole.end is None:  # a month is closed; this is for the type checker alone
        raise ValueError(count)
    return min(whole.end, whole.start + (date.day - 1) * DAY)


def back(date: datetime.date, count: int, unit: Unit) -> datetime.date:
    """Return the day `count` units before a day; after it when negative."""
    if unit in _MONTHS:
        return back_months(date, count * _MONTHS[unit])
    days = -(-count // 24) if unit == "hour" else count * _DAYS[unit]
    return date - days * DAY


def calendar_period(date: datetime.date, unit: Unit, shift: int = 0) -> Interval:
    """Return the calendar's own period that holds a day, or the one `shift` periods on.

    Weeks begin on Monday, quarters in January, April, July and October; a fortnight is the week and the next one.

    >>> calendar_period(datetime.date(2024, 1, 31), "quarter", -1).start
    datetime.date(2023, 10, 1)
    """
    if unit in _MONTHS:
        length = _MONTHS[unit]
        first = ((date.year * 12 + date.month - 1) // length + shift) * length
        granularity: Granularity = unit  # type: ignore[assignment]  # the units of months are granularities
        return months(first // 12, first % 12 + 1, length, granularity)
    if unit == "week":
        return week(date, shift)
    if unit == "fortnight":
        return Interval(week(date, 2 * shift).start, week(date, 2 * shift + 1).end, "range")
    return day(date + shift * DAY)


def period(date: datetime.date, unit: Unit) -> Interval:
    """Return what "so many units ago" means about a day: the day itself, its week, month, quarter, half or year."""
    about: dict[Unit, Unit] = {"fortnight": "week", "decade": "year"}
    return calendar_period(date, about.get(unit, unit))


def fiscal(year: int, first: int = 0, count: int = 12) -> Interval:
    """Return the days among which months `first` to `first + count` (from 0) of a fiscal year lie, in any calendar.

    Fiscal 2024 is named after the year that it ends in (United States, India, Australia: the earliest begin in
    February 2023) or after the one that it begins in (Japan, and many firms: the latest begin in April 2024).

    >>> fiscal(2024)
    Interval(start=datetime.date(2023, 2, 1), end=datetime.date(2025, 3, 31), granularity='range')
    """
    return months(year - 1, 2 + first, 14 + count, "range")
