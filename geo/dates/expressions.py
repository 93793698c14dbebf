"""One date expression, and the reading of single ones: every rule is tried, the longest of overlapping matches kept."""

from __future__ import annotations

import bisect
import datetime
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.dates import absolute, counted, quarters, relative
from geo.dates.calendar_words import openings
from geo.dates.rules import Clock, Undated
from geo.records import When

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from geo.dates.intervals import Interval
    from geo.dates.rules import Open, Rule


ANY_DAY: Final = datetime.date(2001, 1, 1)
"""A day on which words are read only to learn of what kind they are."""
NO_SUCH_DAY: Final = "a day that the calendar does not have"
_RULES: Final = (
    *absolute.RULES,
    *quarters.RULES,
    *relative.RULES,
    *counted.RULES,
)


UNKNOWN: Final = When(start=None, end=None, granularity="unknown", text=None, rule="no date in the sentence")
"""What an event without any date gets."""


BEFORE_STATEMENT: Final = "no later than the day of the statement"
"""How the rule of a day begins that only bounds the event: what was said on Sunday was not done after it."""


@dataclass(frozen=True, slots=True)
class DateExpression:
    """The words of one date in a text.

    Attributes
    ----------
    start, end
        Offsets of the words in characters, half-open.
    text
        The words.
    when
        The interval that they mean.
    leaves_open
        What of it they leave to be inferred.
    """

    start: int
    end: int
    text: str
    when: When
    leaves_open: Open = ""


def singles(text: str, clock: Clock) -> list[DateExpression]:
    """Find the expressions that the rules know, before any are joined; sorted and without overlap."""
    return without_overlap(_matches(text, clock))


def single_again(expression: DateExpression, clock: Clock) -> DateExpression:
    """Read a single expression anew by another clock; unchanged when that clock makes no more of it."""
    found = singles(expression.text, clock)
    if len(found) == 1 and found[0].text == expression.text and found[0].when.granularity != "unknown":
        return replace(expression, when=found[0].when)
    return expression


@lru_cache(maxsize=2_000)
def named_day(text: str, *, on: datetime.date | None = None) -> datetime.date | None:
    """Return the day that words name without counting from another: "May 9", "Tuesday".

    Parameters
    ----------
    text
        The words of one expression.
    on
        The day on which they are read; any day, where it only matters whether they name one.

    Returns
    -------
    date or None
        `None` where they name no day, name its year too, or count from another day ("last week").

    Examples
    --------
    >>> named_day("May 9", on=datetime.date(2024, 5, 20)), named_day("last week"), named_day("9 May 2011")
    (datetime.date(2024, 5, 9), None, None)
    """
    found = singles(text, Clock(on or ANY_DAY))
    return found[0].when.start if len(found) == 1 and found[0].leaves_open else None


@lru_cache(maxsize=1_000)
def days_back(text: str) -> int | None:
    """Return how many days before today the words of one expression end; `None` where that is not for them to say.

    >>> days_back("five years ago") > 1_460, days_back("on Monday"), days_back("9 May 2011")
    (True, None, None)
    """
    found = singles(text, Clock(ANY_DAY))
    if len(found) != 1 or found[0].leaves_open or found[0].when.end is None:
        return None
    elsewhere = singles(text, Clock(ANY_DAY + datetime.timedelta(days=3_653)))
    if len(elsewhere) != 1 or elsewhere[0].when.end == found[0].when.end:
        return None  # the same date on any day
    return (ANY_DAY - found[0].when.end).days


def _matches(text: str, clock: Clock) -> Iterator[DateExpression]:
    """Yield what each rule takes for a date.

    A rule's pattern begins with a look behind, so that `finditer` would try it at every letter of a text. Instead all
    are tried at the few words and figures that can open a date; behind a match a rule goes on after its end, as
    `finditer` does.
    """
    ends = [0] * len(_RULES)
    for at in openings(text):
        for number, each in enumerate(_RULES):
            match = each.pattern.match(text, at) if at >= ends[number] else None
            if match is None:
                continue
            ends[number] = match.end()
            found = _read(each, match, clock)
            if found is not None:
                yield found


def _read(rule: Rule, match: re.Match[str], clock: Clock) -> DateExpression | None:
    """Read a match of a rule; `None` where it is no date after all."""
    leaves_open: Open = ""
    try:
        reading = rule.read(match, clock)
    except Undated as why:
        when = unknown(match[0], str(why))
    except (ValueError, OverflowError):
        when = unknown(match[0], NO_SUCH_DAY)
    else:
        if reading is None:
            return None
        when, leaves_open = known(reading.interval, match[0], reading.rule), reading.leaves_open
    return DateExpression(match.start(), match.end(), match[0], when, leaves_open)


def known(interval: Interval, text: str, rule: str) -> When:
    """Create the record of an interval that words mean."""
    return When(
        start=interval.start, end=interval.end, granularity=interval.granularity, text=text, rule=rule
    )


def unknown(text: str, rule: str) -> When:
    """Create the record of a date expression that cannot be resolved; `rule` gives the reason."""
    return When(start=None, end=None, granularity="unknown", text=text, rule=rule)


def without_overlap(expressions: Iterable[DateExpression]) -> list[DateExpression]:
    """Drop overlapping expressions but the longest, the first among equals; sorted."""
    spans: list[tuple[int, int]] = []
    chosen: dict[int, DateExpression] = {}
    for each in sorted(expressions, key=lambda e: (e.start - e.end, e.start)):
        at = bisect.bisect(spans, (each.start, each.end))
        if (at == 0 or spans[at - 1][1] <= each.start) and (at == len(spans) or each.end <= spans[at][0]):
            spans.insert(at, (each.start, each.end))
            chosen[each.start] = each
    return [chosen[start] for start, _ in spans]
