"""Reads the dates of a report: every expression becomes a closed interval, its words and the rule that read it.

Nothing is guessed. Without the report's day a relative date is unknown, a day that no calendar has is unknown, and the
day of publication is never a date's default. The rules stand in `absolute_dates` and `relative_dates`,
`date_expressions` tries them, `date_joins` makes ranges and bounds of what they find.

>>> import datetime
>>> [e.when.start for e in find_dates("They met on Sunday.", published=datetime.date(2024, 7, 16))]
[datetime.date(2024, 7, 14)]
>>> find_dates("They met.", published=None)
[]
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from geo.dates.clock_times import without_second_times
from geo.dates.combination import bound, count_from, join
from geo.dates.expressions import UNKNOWN, DateExpression, singles
from geo.dates.rules import Clock

if TYPE_CHECKING:
    import datetime

__all__ = ["UNKNOWN", "DateExpression", "as_future", "as_past", "find_dates", "in_tense"]


def find_dates(
    text: str, *, published: datetime.date | None, month: datetime.date | None = None
) -> list[DateExpression]:
    """Find every date in a text.

    Parameters
    ----------
    text
        Any text, in English.
    published
        The report's own day, from which relative dates count; `None` leaves these unknown.
    month
        A day of the month in which the report came out, where no more is known: a relative date that is the same from
        the first of the month to the last ("last month", "in March") is known.

    Returns
    -------
    list of DateExpression
        Sorted, none overlapping another; of overlapping readings the longest is kept. An expression that cannot be read
        (31 February, a relative date without `published`) is there with an unknown `when` whose rule says why.

    Notes
    -----
    A bare weekday is the last such day, the report's own included. A month or day without its year is the last one,
    or the next one when that is at most two months ahead. `as_future` and `as_past` read them anew where the
    sentence says which.
    """
    if published is None and month is not None:
        return _in_month(text, month)
    return _find(text, Clock(published))


def _in_month(text: str, month: datetime.date) -> list[DateExpression]:
    """Read by a clock that only knows the month: keep what both its ends agree on, since dates move one way with it."""
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    by_end = [
        {(found.start, found.end): found.when for found in _find(text, Clock(day))}
        for day in (month.replace(day=1), last)
    ]
    read = []
    for found in _find(text, Clock(None)):
        early, late = (whens.get((found.start, found.end)) for whens in by_end)
        if found.when.granularity == "unknown" and early is not None and early == late:
            found = replace(found, when=early)  # noqa: PLW2901
        read.append(found)
    return read


def as_future(expression: DateExpression, published: datetime.date | None) -> DateExpression:
    """Read an expression anew for something still to come: "on Friday" is the Friday on or after the report's day.

    Expressions that leave no such choice come back as they are.

    >>> import datetime
    >>> [monday] = find_dates("They will meet on Monday.", published=datetime.date(2024, 7, 16))
    >>> as_future(monday, datetime.date(2024, 7, 16)).when.start
    datetime.date(2024, 7, 22)
    """
    return _again(expression, Clock(published, "future"))


def as_past(expression: DateExpression, published: datetime.date | None) -> DateExpression:
    """Read an expression anew for something that has happened: "Sept. 1" is the one on or before the report's day."""
    return _again(expression, Clock(published, "past"))


def in_tense(
    expression: DateExpression, tense: Literal["past", "future"] | None, published: datetime.date | None
) -> DateExpression:
    """Read an expression anew by the tense of its event; without one it comes back as it is."""
    return expression if tense is None else _again(expression, Clock(published, tense))


def _find(text: str, clock: Clock) -> list[DateExpression]:
    single = without_second_times(text, singles(text, clock))
    return count_from(text, bound(text, join(text, single, clock), clock))


def _again(expression: DateExpression, clock: Clock) -> DateExpression:
    found = _find(expression.text, clock)
    if len(found) == 1 and found[0].text == expression.text and found[0].when.granularity != "unknown":
        return replace(expression, when=found[0].when)
    return expression
