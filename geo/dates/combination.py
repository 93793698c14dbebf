"""What dates make of one another: ranges of two, bounds with one open end, days counted from a day named before."""

from __future__ import annotations

import bisect
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.dates.calendar_words import cardinal, compile_template, normal_form, unit_of, word_set
from geo.dates.expressions import NO_SUCH_DAY, DateExpression, known, single_again, unknown
from geo.dates.intervals import DAY, back, period
from geo.dates.rules import Clock
from geo.wording import quoted

if TYPE_CHECKING:
    import datetime

    from geo.records import When

_FROM = re.compile(r"\b(from|between)\s(?:the\s)?$", re.IGNORECASE)
_TO = re.compile(
    r"\s?(?:[-–—]|\b(?P<word>to|until|till|through|and)\s(?:on\s|in\s)?(?:the\s)?)\s?", re.IGNORECASE
)
_LINK_LENGTH = 16


def join(text: str, expressions: list[DateExpression], clock: Clock) -> list[DateExpression]:
    """Combine two linked dates into one range: "from 3 May to 9 June", "Monday through Friday"."""
    joined: list[DateExpression] = []
    open_to_more = False  # the last one is a single date, not yet a range
    for each in expressions:
        range_ = _range(text, joined[-1], each, clock) if open_to_more else None
        if range_ is not None:
            joined[-1] = range_
        else:
            joined.append(each)
        open_to_more = range_ is None
    return joined


def _range(text: str, first: DateExpression, last: DateExpression, clock: Clock) -> DateExpression | None:
    link = _TO.fullmatch(text, first.end, last.start) if last.start - first.end <= _LINK_LENGTH else None
    if link is None:
        return None
    opening = _FROM.search(text[max(0, first.start - 14) : first.start])
    between = opening is not None and opening[1].lower() == "between"
    if (link["word"] or "").lower() == "and" and not between:
        return None  # two dates, not the time between them
    when = _from_to(first, last, clock)
    if when is None:
        return None
    start = first.start - len(opening[0]) if opening else first.start
    return DateExpression(start, last.end, text[start : last.end], replace(when, text=text[start : last.end]))


def _from_to(first: DateExpression, last: DateExpression, clock: Clock) -> When | None:
    """Return the interval from one date to another; of two, the one without its year follows the other."""
    a, b = first.when, last.when
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return None
    opens, closes = a.start, b.end
    if not last.leaves_open:
        a = _last_before(first, closes) if first.leaves_open else a
    elif not first.leaves_open or (opens > closes and clock.lean == "future"):
        b = _first_after(last, opens)
    elif opens > closes:
        a = _last_before(first, closes)
    if a.start is None or b.end is None or a.start > b.end:
        return None
    return replace(a, end=b.end, granularity="range", rule=f"from {a.rule}, to {b.rule}")


def _last_before(expression: DateExpression, date: datetime.date) -> When:
    return single_again(expression, Clock(date, "past")).when


def _first_after(expression: DateExpression, date: datetime.date) -> When:
    return single_again(expression, Clock(date, "future")).when


_BOUND = re.compile(
    r"\b(?P<word>since|until|till|up\sto|through|by|no\slater\sthan|before|prior\sto|after|following|starting|beginning"
    r"|as\sof|effective|from)\s(?:on\s|in\s|the\s)?$",
    re.IGNORECASE,
)
_ONWARD = re.compile(r"\sonwards?\b")
_DESCRIBES = re.compile(r"['’‘]s\b|\s(?P<next>[a-z]+)")
_NO_NOUN = word_set(
    """a after afternoon amid an and are as at because before but by evening following for from had has have he
    in is it morning night of on onward onwards
    or she that the they to until was we were when where which while who will
    with would"""
)
_BOUNDS_END = frozenset({"until", "till", "up to", "through", "by", "no later than"})


def bound(text: str, expressions: list[DateExpression], clock: Clock) -> list[DateExpression]:
    """Open one end of the dates that a word makes a bound: "since May", "until Friday", "by the end of June"."""
    result: list[DateExpression] = []
    for each in expressions:
        floor = result[-1].end if result else 0
        lead = _BOUND.search(text, max(floor, each.start - 20), each.start)
        onward = _ONWARD.match(text, each.end)
        word = normal_form(lead["word"]) if lead else ""
        closed = each.when.granularity not in ("open", "unknown", "range")
        if lead is None or not closed or (word == "from" and not onward) or _describes(text, each):
            result.append(each)
            continue
        end = onward.end() if onward else each.end
        whole = text[lead.start() : end]
        result.append(
            DateExpression(lead.start(), end, whole, replace(_half_open(each, word, clock), text=whole))
        )
    return result


def _describes(text: str, expression: DateExpression) -> bool:
    """Return whether a date modifies a noun after it: "after Tuesday's attack" bounds nothing by itself."""
    after = _DESCRIBES.match(text, expression.end)
    return after is not None and after["next"] not in _NO_NOUN


def _half_open(expression: DateExpression, word: str, clock: Clock) -> When:
    if word == "since":
        when = single_again(expression, Clock(clock.published, "past")).when
        reached = clock.published is not None and when.start is not None and when.start <= clock.published
        end = clock.published if reached else None
        return replace(when, end=end, granularity="open", rule=f"any day since then ({when.rule})")
    when = _nearest(expression, clock) if word in _BOUNDS_END else expression.when
    if word in _BOUNDS_END:
        return replace(when, start=None, granularity="open", rule=f"any day until then ({when.rule})")
    try:
        if word in ("before", "prior to"):
            end = when.start - DAY if when.start else None
            return replace(
                when, start=None, end=end, granularity="open", rule=f"any day before then ({when.rule})"
            )
        if word in ("after", "following"):
            start = when.end + DAY if when.end else None
            return replace(
                when, start=start, end=None, granularity="open", rule=f"any day after then ({when.rule})"
            )
    except OverflowError:  # nothing lies beyond the calendar's own edge
        return unknown(expression.text, NO_SUCH_DAY)
    return replace(when, end=None, granularity="open", rule=f"any day from then on ({when.rule})")


def _nearest(expression: DateExpression, clock: Clock) -> When:
    """Read the end of a time without its year as the nearer one: "by June" is a deadline in March, not in July."""
    when = expression.when
    if clock.lean != "near" or clock.published is None or expression.leaves_open != "year":
        return when
    past, coming = _last_before(expression, clock.published), _first_after(expression, clock.published)
    if past.end is None or coming.end is None:
        return when
    return past if clock.published - past.end <= coming.end - clock.published else coming


_STEP = "week|month|quarter|year"
_OFFSET = compile_template(
    rf"(?:(?:the )?(?P<same>same|that) day|the (?P<next>next|following) (?P<nextunit>day|{_STEP})"
    rf"|the previous (?P<previous>day|{_STEP})|the day (?P<dayway>after|before)"
    r"|{number} {unit} (?P<way>later|earlier|after|before|afterwards|prior)|(?P<few>days|weeks|months|years) later)"
)
_ANCHOR_REACH = 400
_BESIDE = re.compile(r",?\s(?:about|some|nearly|almost|just|exactly|over|around)?\s?", re.IGNORECASE)
_ONWARDS = frozenset({"later", "after", "afterwards"})


def count_from(text: str, expressions: list[DateExpression]) -> list[DateExpression]:
    """Add the dates that count from another one: "three days later" than the day named last before it."""
    starts = [each.start for each in expressions]
    extra: list[DateExpression] = []
    for match in _OFFSET.finditer(text):
        at = bisect.bisect(starts, match.start())
        if any(
            each.start < match.end() and match.start() < each.end
            for each in expressions[max(0, at - 1) : at + 1]
        ):
            continue
        before = max(
            (*expressions[max(0, at - 1) : at], *extra[-1:]), key=lambda each: each.end, default=None
        )
        if before is not None and _BESIDE.fullmatch(text, before.end, match.start()):
            continue  # "on Monday, three months later," counts from something else, and the day is given
        near = before is not None and match.start() - before.end <= _ANCHOR_REACH
        when = _counted(match, before if near else None)
        extra.append(DateExpression(match.start(), match.end(), match[0], when))
    return sorted([*expressions, *extra], key=lambda each: each.start)


def _counts_from(match: re.Match[str], anchor: When) -> bool:
    """Return whether a date is exact enough: a month for "the following month", a year for "the previous year"."""
    named = normal_form(match["nextunit"] or match["previous"] or "")
    fits = {
        "month": ("day", "month"),
        "quarter": ("day", "month", "quarter"),
        "year": ("day", "month", "quarter", "half", "year"),
    }
    return anchor.granularity in fits.get(named, ("day",))


def _counted(match: re.Match[str], anchor: DateExpression | None) -> When:
    if anchor is None or anchor.when.start is None or match["few"] or not _counts_from(match, anchor.when):
        return unknown(match[0], "counted from a day that is not stated")
    if match["same"]:
        count, unit = 0, unit_of("day")
    elif match["number"]:
        count, unit = cardinal(match["number"]), unit_of(match["unit"])
        count = -count if normal_form(match["way"]) in _ONWARDS else count
    else:
        unit = unit_of(match["nextunit"] or match["previous"] or "day")
        count = -1 if match["next"] or normal_form(match["dayway"] or "") == "after" else 1
    try:
        then = back(anchor.when.start, count, unit)
        interval = period(then, unit)
    except (ValueError, OverflowError):
        return unknown(match[0], NO_SUCH_DAY)
    return known(interval, match[0], f"counted from {quoted(anchor.text)}")
