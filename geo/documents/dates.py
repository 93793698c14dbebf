"""A report's day of publication: strictly as given by hand, or as far as metadata state it without doubt."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from geo.errors import BadPublished

if TYPE_CHECKING:
    from collections.abc import Iterable

YEARS = range(1600, 2101)
"""Years in which a report can have come out; others are marks for "no date" (0001, 9999) or slips."""
MONTH_ALONE = "is a month without a day"
"""The doubt of a month; `read_month` reads which."""
_LONGEST = 100  # characters; what is longer is prose
_MISSING = frozenset(
    ["-", "--", "---", "—", "?", ".", "nan", "nat", "none", "null", "nil", "n/a", "na", "n.a.", "n.d.", "nd",
     "<na>", "#n/a", "unknown", "undefined", "missing", "not available", "no date", "tbd", "tba", "undated",
     "0000-00-00", "0000-00-00 00:00:00", "0000-00-00t00:00:00"]
)  # fmt: skip
_DATE_AND_TIME = re.compile(r"\d{4}-\d\d-\d\d([T ]|$)")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_DOTTED = re.compile(r"\d{1,2}\. ?\d{1,2}\. ?\d{4}")
_NUMBERS = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?!\d)")
_MAIL = re.compile(r"(?:[A-Za-z]{3}, *)?\d{1,2} [A-Za-z]{3} \d{2,4} \d{1,2}:\d\d")
_NUMBER = re.compile(r"-?\d+(?:\.\d*)?")
_YEAR = re.compile(r"(?<!\d)(?:\d{4}|\d{8}|\d{12}|\d{14})(?!\d)")
_EPOCHS = {9: 1, 10: 1, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}
"""Digits of a number of seconds, milliseconds, microseconds, nanoseconds since 1970, and how many make a second."""


def as_date(day: datetime.date | str | None) -> datetime.date | None:
    """Read an ISO 8601 date, or the date of a date-time; `None` and an empty string are no date.

    This is what a caller gives by hand, so anything else is an error; `read_day` reads what metadata state.

    Raises
    ------
    BadPublished
        It is not one.

    Examples
    --------
    >>> as_date("2024-07-16T10:00:00Z"), as_date(None)
    (datetime.date(2024, 7, 16), None)
    """
    if isinstance(day, datetime.datetime):
        return day.date()
    if day is None or isinstance(day, datetime.date):
        return day
    text = str(day).strip()
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text[:10] if _DATE_AND_TIME.match(text) else text)
    except ValueError:
        raise BadPublished(text[:40]) from None


def is_missing(value: object) -> bool:
    """Return whether a cell holds nothing: `None`, NaN, pandas' NaT and NA, or a word for "not known".

    Examples
    --------
    >>> is_missing(None), is_missing(float("nan")), is_missing(" n/a "), is_missing(0)
    (True, True, True, False)
    """
    if isinstance(value, str):
        return not value.strip() or value.strip().lower() in _MISSING
    return is_null(value)


def is_null(value: object) -> bool:
    """Return whether a value is the absence of one: `None`, NaN, NaT, pandas' NA."""
    if value is None:
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 (NaN and NaT differ from themselves)
    except (TypeError, ValueError):  # pandas' NA has no truth; neither has an array
        return type(value).__name__ == "NAType"


def read_day(value: Any) -> tuple[datetime.date | None, str]:
    """Read the day that a report's metadata state, in whatever form, where the form leaves no doubt.

    Parameters
    ----------
    value
        A date or date-time (Python's, NumPy's, pandas'), a number of seconds, milli-, micro- or nanoseconds since
        1970 (UTC), or words: ISO 8601, RFC 822, "December 12, 2016", "Updated 3 May 2022, 10:15 BST". The day is the
        one that is written, in the time zone it is written in.

    Returns
    -------
    day
        `None` when there is none, or when it is not clear which.
    doubt
        A clause that says what is wrong with the value; empty for a clear day and for a missing one.

    Examples
    --------
    >>> read_day("December 12, 2016"), read_day(None)
    ((datetime.date(2016, 12, 12), ''), (None, ''))
    >>> read_day("03/04/2016")
    (None, 'may be 3 April or 4 March 2016')
    """
    day, doubt = _read(value)
    if day is None:
        return None, doubt
    if day.year not in YEARS:
        return None, f"the year {day.year} is none in which a report came out"
    if day > datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days=1):
        return day, "lies ahead of today"
    return day, doubt


def read_month(value: Any) -> datetime.date | None:
    """Read the first day of the month that metadata state without a day; `None` when they state more, or less.

    Examples
    --------
    >>> read_month("2016-12"), read_month("Dec 2016"), read_month("2016-12-12"), read_month("2016")
    (datetime.date(2016, 12, 1), datetime.date(2016, 12, 1), None, None)
    """
    if read_day(value)[1] != MONTH_ALONE:
        return None
    from dateutil.parser import parse

    text = " ".join(str(value).split())
    try:
        month = parse(text, default=datetime.datetime(1904, 1, 1), ignoretz=True).date()  # noqa: DTZ001
    except (ValueError, OverflowError):  # within a list
        return None
    return month if month.year in YEARS else None


def read_days(values: Iterable[Any]) -> list[tuple[datetime.date | None, str]]:
    """Read the days of a column: one that could be written in two ways is read as its unmistakable neighbours are.

    Examples
    --------
    >>> read_days(["03/04/2016", "25/04/2016"])[0], read_days(["03/04/2016"])[0]
    ((datetime.date(2016, 4, 3), ''), (None, 'may be 3 April or 4 March 2016'))
    """
    column = list(values)
    read = [read_day(value) for value in column]
    orders = {
        order for value, (day, _) in zip(column, read, strict=True) if day and (order := _order_of(value))
    }
    if len(orders) != 1:
        return read
    dayfirst = orders == {"day first"}
    return [
        (_fields(value.strip(), dayfirst=dayfirst) if _order_of(value) == "either" else each)
        if each[0] is None and isinstance(value, str)
        else each
        for value, each in zip(column, read, strict=True)
    ]


def _order_of(value: Any) -> str:
    """Infer the order of day and month in a value: empty where it is not numbers, or both are the same."""
    found = _NUMBERS.match(value.strip()) if isinstance(value, str) else None
    if not found or found[1] == found[2]:
        return ""
    first, second = int(found[1]), int(found[2])
    return "day first" if first > 12 else "month first" if second > 12 else "either"


def _read(value: Any) -> tuple[datetime.date | None, str]:
    if is_missing(value):
        return None, ""
    if isinstance(value, datetime.datetime):
        return value.date(), ""
    if isinstance(value, datetime.date):
        return value, ""
    if isinstance(value, dict | list | tuple) and len(value) == 1:  # {"$date": …}, ["2016-12-12"]
        return _read(next(iter(value.values() if isinstance(value, dict) else value)))
    if getattr(getattr(value, "dtype", None), "kind", "") == "M":  # NumPy's datetime64
        day = value.astype("datetime64[D]").item()
        return (day, "") if isinstance(day, datetime.date) else (None, "is no day of our calendar")
    if hasattr(value, "item") and not isinstance(value, str):  # NumPy's numbers
        value = value.item()
    if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
        return _read_words(f"{value:.0f}" if abs(value) < 1e20 else "") if value else (None, "is no date")
    if isinstance(value, str) or hasattr(value, "strftime"):  # pandas' Period
        return _read_words(" ".join(str(value).split()))
    return None, "is no date"


def _read_words(text: str) -> tuple[datetime.date | None, str]:
    if len(text) > _LONGEST:
        return None, "is too long for a date"
    if _NUMBER.fullmatch(text) and len(text.split(".", maxsplit=1)[0]) not in (4, 8, 12, 14):
        return _epoch(text)
    if found := _YEAR_FIRST.match(text):
        # Not left to a parser: dateutil reads 2016-13-01 as 13 January.
        try:
            day = datetime.date(int(found[1]), int(found[3]), int(found[4]))
            return (None, "names several days") if _YEAR_FIRST.search(text, found.end()) else (day, "")
        except ValueError:
            return None, "is no day of the calendar"
    try:
        return datetime.date.fromisoformat(text), ""  # 20161212, 2016-W50-1
    except ValueError:
        pass
    if _MAIL.match(text):
        from email.utils import parsedate_to_datetime

        try:  # RFC 822 sets the order, and what a year of two digits means
            return parsedate_to_datetime(text).date(), ""
        except ValueError:
            return None, "is no day of the calendar"
    if not _YEAR.search(text):
        return None, "states no year of four digits"
    return _by_parsers(text)


def _epoch(text: str) -> tuple[datetime.date | None, str]:
    digits = text.split(".", maxsplit=1)[0]
    per_second = _EPOCHS.get(len(digits))
    if per_second is None or digits.startswith("-"):
        return None, "is a number, and no count of seconds since 1970"
    seconds = int(digits) // per_second
    return datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC).date(), ""


def _by_parsers(text: str) -> tuple[datetime.date | None, str]:
    """Parse with dateutil, then our own reader of English dates, then dateparser, which knows other languages."""
    try:
        readings = [_fields(text, dayfirst=dayfirst) for dayfirst in (False, True)]
    except (ValueError, OverflowError, TypeError, ArithmeticError, IndexError, AttributeError):
        return _in_prose(text) or _in_another_language(text)
    (day, doubt), (other, doubt_of_other) = readings
    if _DOTTED.match(text):
        return other, doubt_of_other  # where days are written with full stops, they come first
    if day and other and day != other:
        return None, f"may be {other.day} {other:%B} or {day.day} {day:%B %Y}"
    return day, doubt


def _fields(text: str, *, dayfirst: bool) -> tuple[datetime.date | None, str]:
    """Read by dateutil, which fills in what is missing from a default: two defaults show what was missing."""
    from dateutil.parser import parse

    one, two = (
        parse(text, default=default, dayfirst=dayfirst, ignoretz=True)
        for default in (datetime.datetime(1904, 1, 1), datetime.datetime(1908, 2, 2))  # noqa: DTZ001
    )
    if one.year != two.year:
        return None, "names no year"
    if one.month != two.month:
        return None, "is a year without a day"
    if one.day != two.day:
        return None, MONTH_ALONE
    return one.date(), ""


def _in_prose(text: str) -> tuple[datetime.date | None, str] | None:
    """Find the one day that words about it name: "Published on Dec 12, 2016 · 5 min read"."""
    from geo.dates.recogniser import find_dates

    days = {
        found.when.start
        for found in find_dates(text, published=None)
        if found.when.granularity == "day" and found.when.start == found.when.end
    }
    if len(days) > 1:
        return None, "names several days"
    return (days.pop(), "") if days else None


def _in_another_language(text: str) -> tuple[datetime.date | None, str]:
    import dateparser

    found = {
        dateparser.parse(
            text,
            settings={
                "STRICT_PARSING": True,
                "REQUIRE_PARTS": ["year", "month", "day"],
                "DATE_ORDER": order,
                "PARSERS": ["absolute-time"],
            },
        )
        for order in ("DMY", "MDY")
    }
    if len(found) > 1:
        return None, "may be one of two days"
    moment = found.pop()
    return (moment.date(), "") if moment else (None, "is no date that can be read")
