"""One date expression, and the reading of single ones: every rule is tried, the longest of overlapping matches kept."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo import absolute_dates, counted_dates, quarter_dates, relative_dates
from geo.date_rules import Undated
from geo.records import When

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.date_rules import Clock, Rule
    from geo.intervals import Interval


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
    """

    start: int
    end: int
    text: str
    when: When


def singles(text: str, clock: Clock) -> list[DateExpression]:
    """Find the expressions that the rules know, before any are joined; sorted and without overlap."""
    rules = (*absolute_dates.RULES, *quarter_dates.RULES, *relative_dates.RULES, *counted_dates.RULES)
    return without_overlap(found for each in rules for found in _apply(each, text, clock))


def single_again(expression: DateExpression, clock: Clock) -> DateExpression:
    """Read a single expression anew by another clock; unchanged when that clock makes no more of it."""
    found = singles(expression.text, clock)
    if len(found) == 1 and found[0].text == expression.text and found[0].when.granularity != "unknown":
        return replace(expression, when=found[0].when)
    return expression


def _apply(rule: Rule, text: str, clock: Clock) -> Iterable[DateExpression]:
    """Yield the matches of one rule that it takes for dates."""
    for match in rule.pattern.finditer(text):
        try:
            reading = rule.read(match, clock)
        except Undated as why:
            when = unknown(match[0], str(why))
        except (ValueError, OverflowError):
            when = unknown(match[0], "no such day in the calendar")
        else:
            if reading is None:
                continue
            when = known(reading.interval, match[0], reading.rule)
        yield DateExpression(match.start(), match.end(), match[0], when)


def known(interval: Interval, text: str, rule: str) -> When:
    """Make the record of an interval that words mean."""
    return When(
        start=interval.start, end=interval.end, granularity=interval.granularity, text=text, rule=rule
    )


def unknown(text: str, rule: str) -> When:
    """Make the record of words that mean a date which cannot be known; `rule` says why."""
    return When(start=None, end=None, granularity="unknown", text=text, rule=rule)


def without_overlap(found: Iterable[DateExpression]) -> list[DateExpression]:
    """Keep of overlapping expressions the longest, the first among equals; sorted."""
    spans: list[tuple[int, int]] = []
    chosen: dict[int, DateExpression] = {}
    for each in sorted(found, key=lambda e: (e.start - e.end, e.start)):
        at = bisect.bisect(spans, (each.start, each.end))
        if (at == 0 or spans[at - 1][1] <= each.start) and (at == len(spans) or each.end <= spans[at][0]):
            spans.insert(at, (each.start, each.end))
            chosen[each.start] = each
    return [chosen[start] for start, _ in spans]
