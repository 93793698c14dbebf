"""Rules for dates that count from the report's day, and for words that bound a time without naming it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.dates.calendar_words import PARTS, cardinal, normal_form, unit_of, weekday_number, word_set
from geo.dates.intervals import (
    DAY,
    Interval,
    back,
    calendar_period,
    day,
    period,
    third,
    week,
    weekday_after,
    weekday_before,
    weekend,
)
from geo.dates.rules import PUBLICATION, Reading, rule, word_after, word_before

if TYPE_CHECKING:
    import datetime

    from geo.dates.intervals import Unit
    from geo.dates.rules import Clock

_WEEKEND = f"a weekend counted from {PUBLICATION}"
_TIME_OF_DAY = r"(?:morning|afternoon|evening|night)"
_NAMES_BEFORE = word_set(
    """black good bloody easter palm ash super cyber sheffield holy maundy shrove giving"""
)
_NAMES_AFTER = word_set(
    """Times Mail Telegraph Mirror Express Herald Independent Tribune Post Sun World School"""
)
_SHIFT = {
    "last": -1, "previous": -1, "preceding": -1, "latest": -1, "this": 0, "current": 0, "next": 1, "coming": 1,
    "upcoming": 1,
}  # fmt: skip
_REPORTED: tuple[Unit, ...] = ("quarter", "half")
"""Units that name a period of the calendar also with an article: "the last quarter" is over, "the last week" is not."""
_UNIT = re.compile(r"(?:minute|hour|day|week|month|year|decade|generation)s?", re.IGNORECASE)
_UNKNOWN = Interval(None, None, "unknown")


@rule(
    r"(?:(?P<rel>last|next|this past|this coming|this|past|coming|previous|every|each) )?{weekday}(?P<plural>s)?"
    rf"(?: {_TIME_OF_DAY})?(?:,? (?:of )?(?P<week>last|this|next|the following|the same) week)?"
)
def weekday(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match Tuesday, last Tuesday, Monday of next week."""
    if word_before(match).lower() in _NAMES_BEFORE or word_after(match) in _NAMES_AFTER:
        return None
    number, relation = weekday_number(match["weekday"]), normal_form(match["rel"] or "")
    if match["plural"] or relation in ("every", "each"):
        return Reading(_UNKNOWN, "a recurring weekday, not one day")
    if match["week"]:
        return _weekday_of_week(number, normal_form(match["week"]), clock)
    if relation in ("last", "past", "this past", "previous"):
        return Reading(
            day(weekday_before(clock.today, number, today=False)),
            f"the last such weekday before {PUBLICATION}",
        )
    if relation:
        today = relation.startswith("this")
        return Reading(
            day(weekday_after(clock.today, number, today=today)),
            f"the next such weekday, counted from {PUBLICATION}",
        )
    return Reading(day(clock.weekday(number)), f"a weekday, counted from {PUBLICATION}", leaves_open="week")


def _weekday_of_week(number: int, which: str, clock: Clock) -> Reading:
    monday = week(clock.today, _SHIFT[which]).start if which in _SHIFT else None
    if monday is None:
        return Reading(_UNKNOWN, "a weekday of a week that is named elsewhere")
    return Reading(day(monday + number * DAY), f"a weekday of a week counted from {PUBLICATION}")


_NEAR_DAYS = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "last night": -1, "yesterday's": -1,
    "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip


@rule(
    r"the day before yesterday|the day after tomorrow|(?:earlier |later )?today|tonight|last night"
    rf"|(?:yesterday|tomorrow)(?: {_TIME_OF_DAY})?|this {_TIME_OF_DAY}"
)
def near_day(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match today, last night, tomorrow morning."""
    if match.string[match.end() : match.end() + 1] == "-":
        return None  # "tonight-show"
    text = re.sub(rf"^(?:earlier|later) |(?<!last) {_TIME_OF_DAY}$", "", normal_form(match[0]))
    return Reading(day(clock.today + _NEAR_DAYS.get(text, 0) * DAY), f"counted from {PUBLICATION}")


@rule(r"overnight")
def overnight(match: re.Match[str], clock: Clock) -> Reading | None:
    """Read "overnight" as the night that led to the report's day."""
    del match
    return Reading(Interval(clock.today - DAY, clock.today, "day"), f"the night before {PUBLICATION}")


@rule(
    r"(?:(?:(?P<side>earlier|later)|{part})(?: |-))?"
    r"(?P<rel>last|previous|preceding|latest|this|the current|current|next|the coming|coming|upcoming) {span}"
)
def whole_period(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match last month, earlier this year, late next week: whole periods of the calendar."""
    relation, unit = normal_form(match["rel"]).removeprefix("the "), unit_of(match["span"])
    if relation == "last" and unit not in _REPORTED and word_before(match).lower() == "the":
        return _rolling(clock.today, 1, unit)  # "the last month" ends today
    if relation == "this" and word_after(match).lower() == "old":
        return None
    whole = calendar_period(clock.today, unit, _SHIFT[relation])
    name = normal_form(match["span"])
    if match["part"]:
        return Reading(
            third(whole, PARTS[normal_form(match["part"])]), f"part of a {name} counted from {PUBLICATION}"
        )
    if match["side"] and relation == "this":
        if normal_form(match["side"]) == "earlier":
            return Reading(
                Interval(whole.start, clock.today, whole.granularity),
                f"the current {name} up to {PUBLICATION}",
            )
        return Reading(
            Interval(clock.today, whole.end, whole.granularity), f"the current {name} from {PUBLICATION} on"
        )
    return Reading(whole, f"a calendar {name} counted from {PUBLICATION}")


@rule(
    r"(?:(?P<rel>last|this past|past|this coming|coming|this|next|previous|over the|at the|on the|during the) )weekend"
)
def weekend_of(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match over the weekend, last weekend, next weekend."""
    relation = normal_form(match["rel"])
    rested = clock.today.weekday() >= 5
    if relation in ("last", "this past", "past", "previous"):
        return Reading(weekend(clock.today, -1), _WEEKEND)
    if relation in ("this", "this coming", "coming"):
        return Reading(weekend(clock.today), _WEEKEND)
    if relation == "next":
        return Reading(weekend(clock.today, 1), _WEEKEND)
    coming = clock.lean == "future" or rested
    return Reading(weekend(clock.today, 0 if coming else -1), _WEEKEND)


@rule(r"(?P<count>{number}|a few|few|several|some|many)(?: |-){unit} ago")
def ago(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match three days ago, two weeks ago: the day, week, month or year so far back."""
    return _ago(match, clock, normal_form(match["count"]))


@rule(r"(?P<unit>hours|minutes|moments|days|weeks|months|years|decades|long) ago")
def ago_vague(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match days ago, minutes ago."""
    return _ago(match, clock, "")


def _ago(match: re.Match[str], clock: Clock, count: str) -> Reading:
    name = normal_form(match["unit"])
    if name in ("minutes", "moments"):
        return Reading(day(clock.today), "minutes before publication")
    if name in ("hour", "hours"):
        many = cardinal(match["number"]) if count and match["number"] else 1
        return Reading(
            Interval(back(clock.today, many, "hour"), clock.today, "day"), "hours before publication"
        )
    if not count or not match["number"]:
        return Reading(Interval(None, clock.today, "open"), "an unstated time before publication")
    unit = unit_of(name)
    then = back(clock.today, cardinal(match["number"]), unit)
    return Reading(period(then, unit), f"{name.removesuffix('s')}s counted back from {PUBLICATION}")


@rule(r"(?:the )?(?:last|past|previous|preceding) {number} {unit}")
def past_count(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match in the past two days, for the last six months."""
    return _rolling(clock.today, cardinal(match["number"]), unit_of(match["unit"]))


@rule(
    r"(?:(?:the|this) past|(?:over|for|in|during|within|through|throughout) the last)"
    r" (?:(?P<short>hour|day|fortnight)|{span})"
)
def past_one(match: re.Match[str], clock: Clock) -> Reading | None:
    """Read "the past week", "over the last month" as days back from the report, not as calendar periods."""
    unit = unit_of(match["short"] or match["span"])
    if match.string[match.end() : match.end() + 1] == "-":
        return None  # "the past decade-long war"
    if unit in _REPORTED and " last " in f" {normal_form(match[0])} ":
        return Reading(
            calendar_period(clock.today, unit, -1),
            f"a calendar {normal_form(match['span'])} counted from {PUBLICATION}",
        )
    return _rolling(clock.today, 1, unit)


def _rolling(today: datetime.date, count: int, unit: Unit) -> Reading:
    return Reading(Interval(back(today, count, unit), today, "range"), f"a period up to {PUBLICATION}")


@rule(r"(?:the )?(?:next|coming) {number} {unit}")
def next_count(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match in the next two weeks."""
    unit = unit_of(match["unit"])
    last = back(clock.today, -cardinal(match["number"]), unit)
    return Reading(Interval(clock.today, last, "range"), f"a period from {PUBLICATION} on")


@rule(r"(?:(?:in )?{number} {unit}['’‘]? time|{number2} {unit2} from (?:now|today))")
def in_time(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match in two weeks' time, three days from now."""
    unit = unit_of(match["unit"] or match["unit2"])
    then = back(clock.today, -cardinal(match["number"] or match["number2"]), unit)
    return Reading(period(then, unit), f"a time counted ahead from {PUBLICATION}")


@rule(r"so far this {span}|this {span2} so far|(?P<toward>year|quarter|month)(?: |-)to(?: |-)date")
def so_far(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match so far this year."""
    whole = calendar_period(clock.today, unit_of(match["span"] or match["span2"] or match["toward"]))
    return Reading(Interval(whole.start, clock.today, "range"), f"the current period up to {PUBLICATION}")


@rule(
    r"(?:the )?(?:turn|end|start|beginning) of (?:the|this) {span}|(?P<edge>year|month|quarter)['’-]?s?(?: |-)end"
)
def edge_of_period(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match by the end of the month: the first or last third of the current period."""
    whole = calendar_period(clock.today, unit_of(match["span"] or match["edge"]))
    first = re.search("start|beginning|turn", match[0], re.IGNORECASE)
    return Reading(third(whole, "early" if first else "late"), "the beginning or end of the current period")


@rule(
    r"(?:most )?recent(?:ly)?|lately"
    r"|(?:in|over|during|within) (?:the )?(?:recent|past|last)(?: few| several| couple of)?"
    r" (?:days|weeks|months|quarters|years|decades)|(?:these|recent) days|in the past|previously|earlier(?! than)"
    r"|formerly"
    r"|(?:the )?(?:past|last) (?:few|several|couple of) (?:hours|days|weeks|months|quarters|years)"
)
def before_now(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match recent, in recent weeks, earlier: at some time up to the report."""
    if normal_form(match[0]) == "recently" and word_after(match).lower() in ("as", "than"):
        return None
    if normal_form(match[0]) == "earlier" and _UNIT.fullmatch(word_before(match)):
        return None  # "two days earlier" counts from a day named elsewhere
    return Reading(Interval(None, clock.today, "open"), f"some time up to {PUBLICATION}")


@rule(
    r"soon(?! (?:as|after|enough|before)\b)|shortly(?! (?:after|before|following|thereafter)\b)"
    r"|imminent(?:ly)?|(?:in|over|within|for) the (?:coming|near|next|foreseeable)(?: few| several)?"
    r" (?:hours|days|weeks|months|quarters|years|future)|(?:in|over) coming (?:hours|days|weeks|months|quarters|years)"
    r"|upcoming|forthcoming"
)
def after_now(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match soon, in the coming days, upcoming: at some time from the report on."""
    if word_before(match).lower() in ("as", "too", "how", "very", "not"):
        return None
    return Reading(Interval(clock.today, None, "open"), f"some time from {PUBLICATION} on")


@rule(
    r"ongoing|on-going|still under(?: |)way|currently|at present|at the moment|presently|to date|these days"
)
def under_way(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match ongoing, currently: begun some time before, still so on the report's day."""
    del match
    return Reading(Interval(None, clock.today, "open"), f"under way on {PUBLICATION}")


RULES = (
    weekday, near_day, overnight, whole_period, weekend_of, ago, ago_vague, past_count, past_one, next_count,
    in_time, so_far, edge_of_period, before_now, after_now, under_way,
)  # fmt: skip
