"""Rules for dates that are counted, or spelled as people speak: two Fridays ago, the 15th, the nineties."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from geo.dates.calendar_words import (
    PARTS,
    cardinal,
    day_number,
    normal_form,
    unit_of,
    weekday_number,
    word_set,
)
from geo.dates.intervals import DAY, Interval, back, day, period, third, weekday_before, years
from geo.dates.rules import PUBLICATION, Reading, rule, word_after

if TYPE_CHECKING:
    from geo.dates.rules import Clock

_WEEK = 7 * DAY
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
_TO_COME = re.compile(
    r"\b(?:will|would|shall|must|should|could|can|may|expected|due|plans?|vowed|promised|'ll|to)\b"
)
_AFTER_DAY = word_set(
    """and after as at because before but by for from in it of or that the they to until were when where which while
    with was he she"""
)
_LOOK_BACK = 80


@rule(r"{number} {weekday}s ago")
def weekdays_ago(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match two Fridays ago: the second one before the report's day."""
    nearest = weekday_before(clock.today, weekday_number(match["weekday"]), today=False)
    return Reading(
        day(nearest - (cardinal(match["number"]) - 1) * _WEEK), f"a weekday, counted back from {PUBLICATION}"
    )


@rule(r"(?:{number} weeks?|a week) ago (?:on |last |this past )?{weekday}")
def weekday_weeks_ago(match: re.Match[str], clock: Clock) -> Reading | None:
    """Count weeks back from the last such weekday: "a week ago on Monday"."""
    nearest = weekday_before(clock.today, weekday_number(match["weekday"]), today=True)
    return Reading(
        day(nearest - cardinal(match["number"] or "a") * _WEEK),
        f"a weekday, with weeks counted back from {PUBLICATION}",
    )


@rule(r"(?:a |one |two )?fortnights? ago")
def fortnight_ago(match: re.Match[str], clock: Clock) -> Reading | None:
    """Return the week that contains the day fourteen days back, as for "two weeks ago"."""
    count = 2 if normal_form(match[0]).startswith("two") else 1
    return Reading(period(clock.today - 14 * count * DAY, "week"), f"weeks counted back from {PUBLICATION}")


@rule(r"(?P<how>in|within) (?:the next )?{number} {unit}(?! ago|['’‘]? time)")
def coming_count(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match in two days, within a week, where the words before mark the future; else it is a duration."""
    before = re.split(r"[.!?;\n]", match.string[max(0, match.start() - _LOOK_BACK) : match.start()])[-1]
    if not _TO_COME.search(before.lower()) or re.search(r"\b(?:had|has|have|was|were)\b", before.lower()):
        return None
    unit = unit_of(match["unit"])
    then = back(clock.today, -cardinal(match["number"]), unit)
    if normal_form(match["how"]) == "within":
        return Reading(Interval(clock.today, then, "range"), f"a period from {PUBLICATION} on")
    return Reading(period(then, unit), f"a time counted ahead from {PUBLICATION}")


@rule(
    r"the (?:(?P<part>early|mid|late)(?: |-))?(?:nineteen(?: |-))?"
    r"(?P<spelled>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
)
def spelled_decade(match: re.Match[str], clock: Clock) -> Reading | None:
    """Read "the late nineties" as years; "in the nineties" of a thermometer names no time."""
    del clock
    sentence = match.string[max(0, match.start() - _LOOK_BACK) : match.end() + 20].lower()
    if re.search(r"temperature|degrees|fahrenheit|aged|in (?:his|her|their) ", sentence):
        return None
    first = 1900 + _DECADES[normal_form(match["spelled"])]
    whole = years(first, first + 9, "decade")
    return Reading(third(whole, PARTS[normal_form(match["part"])]) if match["part"] else whole, "a decade")


@rule(r"on the (?P<numeral>(?:[12]?\d|3[01])(?:st|nd|rd|th))")
def day_alone(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match on the 15th: the last such day, the report's own included, or the coming one by the sentence."""
    rest = match.string[match.end() : match.end() + 2]
    following = word_after(match)
    if (following and following not in _AFTER_DAY) or (not following and rest[:1] in "-–'’" and rest):
        return None  # "on the 15th floor", "on the 9th-century wall"
    number = day_number(match["numeral"])
    step = 1 if clock.lean == "future" else -1
    found = clock.today
    for _ in range(63):
        if found.day == number:
            return Reading(day(found), "a day of the month, month inferred")
        found += datetime.timedelta(days=step)
    return None


RULES = (weekdays_ago, weekday_weeks_ago, fortnight_ago, coming_count, spelled_decade, day_alone)
