"""Days of a table as closed intervals, in days since 1970-01-01: what its columns say, and how precisely."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from geo.errors import Incomparable

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geo.comparison.tables import Table

NO_DAY: Final = np.iinfo(np.int32).min
"""Instead of a day that is not known."""

_EPOCH = datetime.date(1970, 1, 1).toordinal()
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0)?")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?: .*)?")
_WORDED = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%B %d, %Y", "%b %d, %Y")
_NUMBER = re.compile(r"\s*(\d+)(?:\.0*)?\s*")
_MISSING = frozenset({"", "nan", "nat", "none", "null", "n/a", "na", "-", "<na>"})


class Days(NamedTuple):
    """First and last day of each row, `NO_DAY` where not known, and what is wrong with some: row to a clause."""

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    faults: dict[int, str]


def days_of(table: Table, *, date_format: str | None = None) -> Days:
    """Return the interval of each row.

    A day that is only precise to a week is three days either way, to a month or year the calendar's; a month or day of
    0 is unknown, and the interval the year or month. An interval that ends before it begins, or a day that is not of
    the stated year, contradicts itself and is not known.

    Parameters
    ----------
    table
        With a column of the role `start` or `year`.
    date_format
        How days are written, as `strptime` takes it; by default it is told from the column.

    Raises
    ------
    Incomparable
        The days can be read as day/month and as month/day, or `date_format` is none.
    """
    faults: dict[int, str] = {}
    if "start" in table.format:
        start = _column(table, "start", date_format, faults)
        end = _column(table, "end", date_format, faults) if "end" in table.format else start.copy()
        start, end = np.where(start == NO_DAY, end, start), np.where(end == NO_DAY, start, end)
        start, end = _widened(table, start, end)
    else:
        start, end = _of_numbers(table, faults)
    reversed_ = np.flatnonzero((start != NO_DAY) & (end < start))
    faults |= {
        row: f"it ends on {_iso(end[row])}, before it begins on {_iso(start[row])}"
        for row in reversed_.tolist()
    }
    _check_years(table, start, end, faults)
    wrong = np.fromiter(faults, dtype=np.intp, count=len(faults))
    start[wrong] = end[wrong] = NO_DAY
    return Days(start.astype(np.int32), end.astype(np.int32), faults)


def day_number(day: datetime.date) -> int:
    """Return a day as days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def date_of(number: int) -> datetime.date:
    """Return the day of a number."""
    return datetime.date.fromordinal(int(number) + _EPOCH)


def _iso(number: Any) -> str:
    return date_of(number).isoformat()


def _column(table: Table, role: str, date_format: str | None, faults: dict[int, str]) -> NDArray[np.int64]:
    values = table.of(role)
    if values is None:
        raise LookupError(role)
    texts = [_text(value) for value in values]
    unique = dict.fromkeys(texts)
    read = _reader(list(unique), date_format, table.where)
    known: dict[str, int | None] = {text: read(text) for text in unique}
    for row, text in enumerate(texts):
        if known[text] is None:
            faults.setdefault(row, f"{text[:30]!r} is no day")
    return np.array([known[text] if known[text] is not None else NO_DAY for text in texts], dtype=np.int64)


def _text(value: Any) -> str:
    """Return a cell as text: ISO 8601 for days and times, empty for a missing one."""
    if isinstance(value, str):
        text = value.strip()
        return "" if text.casefold() in _MISSING else text
    if value is None or value != value:  # noqa: PLR0124 (NaN and NaT differ from themselves)
        return ""
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, np.datetime64):
        return str(value)[:10]
    return f"{value:.0f}" if isinstance(value, float) else str(value).strip()


def _reader(texts: list[str], date_format: str | None, where: str) -> Callable[[str], int | None]:
    """Return a function that reads a day: its number, `NO_DAY` for an empty text, `None` for what is no day."""
    if date_format:
        known = datetime.date(2024, 12, 31)
        if _strptime(known.strftime(date_format), (date_format,)) != day_number(known):
            raise Incomparable(where, f"{date_format!r} is no format of days, as %d/%m/%Y is")
        return lambda text: _strptime(text, (date_format,)) if text else NO_DAY
    month_first = _month_first(texts, where)
    return lambda text: _day(text, month_first=month_first) if text else NO_DAY


def _day(text: str, *, month_first: bool) -> int | None:
    for pattern in (_ISO, _COMPACT, _YEAR_FIRST):
        if found := pattern.fullmatch(text):
            return _number(*map(int, found.groups()))
    if found := _SLASHED.fullmatch(text):
        first, second, year = map(int, found.groups())
        return _number(year, first, second) if month_first else _number(year, second, first)
    return _strptime(text, _WORDED)


def _month_first(texts: list[str], where: str) -> bool:
    """Return whether days such as 03/04/2024 begin with the month, by those that can be read in one way only."""
    pairs = [tuple(map(int, found.groups()[:2])) for text in texts if (found := _SLASHED.fullmatch(text))]
    day_first = any(first > 12 for first, second in pairs if second <= 12)
    month_first = any(second > 12 for first, second in pairs if first <= 12)
    if day_first and month_first:
        raise Incomparable(where, "some of its days are written day/month and some month/day")
    if pairs and not (day_first or month_first) and any(first != second for first, second in pairs):
        raise Incomparable(
            where,
            "its days can be read as day/month and as month/day: say which, as in --date-format %d/%m/%Y",
        )
    return month_first


def _strptime(text: str, forms: tuple[str, ...]) -> int | None:
    for form in forms:
        try:
            return day_number(datetime.datetime.strptime(text, form).date())  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def _number(year: int, month: int, day: int) -> int | None:
    try:
        return day_number(datetime.date(year, month, day))
    except ValueError:
        return None


def _widened(
    table: Table, start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the intervals that days represent, by their code of precision."""
    codes = table.of("day_precision")
    if codes is None or not table.format.days:
        return start, end
    meant = [table.format.days.get(_code(code), "day") for code in codes]
    start, end = start.copy(), end.copy()
    for row, span in enumerate(meant):
        if span == "day" or start[row] == NO_DAY:
            continue
        if span == "week":
            start[row], end[row] = start[row] - 3, end[row] + 3
        else:
            first, last = date_of(start[row]), date_of(end[row])
            whole_year = span == "year"
            start[row] = _calendar(first.year, 0 if whole_year else first.month)[0]
            end[row] = _calendar(last.year, 0 if whole_year else last.month)[1]
    return start, end


def _calendar(year: int, month: int) -> tuple[int, int]:
    """Return the first and the last day of a month, of the year for month 0."""
    first = datetime.date(year, month or 1, 1)
    after = datetime.date(year + 1, 1, 1) if month in (0, 12) else datetime.date(year, month + 1, 1)
    return day_number(first), day_number(after) - 1


def _of_numbers(table: Table, faults: dict[int, str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the intervals of columns of years, months and days, in which 0 is unknown."""
    given = [table.of(role) for role in ("year", "month", "day")]
    columns = [
        ["0"] * len(table) if values is None else [_code(value) for value in values] for values in given
    ]
    start = np.full(len(table), NO_DAY, dtype=np.int64)
    end = start.copy()
    known: dict[tuple[str, ...], tuple[int, int] | str] = {}
    for row, key in enumerate(zip(*columns, strict=True)):
        if key not in known:
            known[key] = _interval(*key)
        found = known[key]
        if isinstance(found, str):
            faults[row] = found
        else:
            start[row], end[row] = found
    return start, end


def _interval(year: str, month: str, day: str) -> tuple[int, int] | str:
    try:
        numbers = int(year or 0), int(month or 0), int(day or 0)
    except ValueError:
        return f"{year}-{month}-{day} is no day"
    if not 1 <= numbers[0] <= 9998:
        return (NO_DAY, NO_DAY) if numbers[0] <= 0 else f"{year} is no year"
    if numbers[1] <= 0:
        return _calendar(numbers[0], 0) if numbers[2] <= 0 else f"{year}-{month}-{day}: a day without a month"
    if numbers[1] > 12:
        return f"{year}-{month}-{day} is no day"
    if numbers[2] <= 0:
        return _calendar(*numbers[:2])
    number = _number(*numbers)
    return f"{year}-{month}-{day} is no day" if number is None else (number, number)


def _check_years(
    table: Table, start: NDArray[np.int64], end: NDArray[np.int64], faults: dict[int, str]
) -> None:
    years = table.of("stated_year")
    if years is None:
        return
    for row, value in enumerate(years):
        stated = _code(value)
        if not stated.isdigit() or start[row] == NO_DAY or row in faults:
            continue
        # An interval of a week or month may reach into the next year.
        if not date_of(start[row]).year <= int(stated) <= date_of(end[row]).year:
            faults[row] = f"its day {_iso(start[row])} is not of its year {stated}"


def _code(value: Any) -> str:
    """Return a code as text, a whole number without its fraction: 2.0 is 2."""
    text = _text(value)
    found = _NUMBER.fullmatch(text)
    return str(int(found[1])) if found else text
