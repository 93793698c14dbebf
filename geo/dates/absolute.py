"""Rules for dates that name a day, month, year or season; without a year, the report's day gives it."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from geo.dates.calendar_words import (
    COUNTED,
    HOLIDAYS,
    MONTH_NAMES,
    MONTHS,
    NAMELIKE_MONTHS,
    PARTS,
    SEASONS,
    TEMPORAL_PREPOSITIONS,
    WEEKDAYS,
    day_number,
    month_number,
    normal_form,
    weekday_number,
    word_set,
)
from geo.dates.intervals import Interval, day, month, months, third, week, years
from geo.dates.rules import Reading, is_alone, rule, word_after, word_before

if TYPE_CHECKING:
    from geo.dates.rules import Clock

_SHOWS_A_YEAR = TEMPORAL_PREPOSITIONS | {"end"}
_SHOWS_A_MONTH = _SHOWS_A_YEAR | word_set(
    """throughout around about to for and or beginning start middle each every"""
)
_HALF_A_YEAR = datetime.timedelta(days=183)
_CONFLICT = "which was not on the weekday that is named"
_GLUE = word_set("""the a an this that its their his her and or but as at on for with when""")


@rule(
    r"(?P<y>(?:1\d|20)\d\d)(?P<sep>[-/.])(?P<n>\d\d?)(?P=sep)(?P<d>\d\d?)(?![\d/-]|\.\d)(?:T[\d:.]{2,12}Z?)?"
)
def iso(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match dates with the year first: 2024-07-16, 2024/7/16."""
    del clock
    return Reading(day(datetime.date(int(match["y"]), int(match["n"]), int(match["d"]))), "a date in figures")


@rule(r"(?P<one>\d\d?)(?P<sep>[-/.])(?P<two>\d\d?)(?P=sep)(?P<y>\d{4}|\d\d)(?![\d/-]|\.\d)")
def figures(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match numeric dates with the year last; their order shows only where one is above 12, or both are equal."""
    del clock
    short = len(match["y"]) == 2
    if short and match["sep"] != "/":  # a version, a score or a telephone number as often as a date
        return None
    one, two, year = int(match["one"]), int(match["two"]), int(match["y"]) + 2000 * short
    if one > 12 or one == two or match["sep"] == ".":
        return Reading(day(datetime.date(year, two, one)), "a date in figures")
    if two > 12:
        return Reading(day(datetime.date(year, one, two)), "a date in figures")
    datetime.date(year, one, two)
    return Reading(Interval(None, None, "unknown"), "figures whose day and month cannot be distinguished")


@rule(r"(?:{shortday}(?:, | | ?\(|, the | the ))?{day}(?: | of |-){month}(?:(?:,? |-){year})?")
def day_month(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match 16 July 2024, Tuesday 16th of July."""
    return _full_date(match, clock, match["day"])


@rule(r"(?:{shortday}(?:, | | ?\())?{month} (?:the )?{day}(?:,? {year})?")
def month_day(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match July 16, 2024, Tues., Sept. 1."""
    return _full_date(match, clock, match["day"])


@rule(r"(?:{shortday},? )?(?:the )?{ordinal} of {month}(?:,? {year})?")
def ordinal_of_month(match: re.Match[str], clock: Clock) -> Reading | None:
    """Read "the sixteenth of July"."""
    return _full_date(match, clock, match["ordinal"])


@rule(r"(?:the )?week of (?P<shortday>){month} {day}(?:,? {year})?")
def week_of(match: re.Match[str], clock: Clock) -> Reading | None:
    """Read "the week of July 8" as the one that holds the day."""
    start = _full_date(match, clock, match["day"]).interval.start
    return Reading(week(start), "the week of a stated day") if start else None


def _full_date(match: re.Match[str], clock: Clock, numeral: str) -> Reading:
    """Resolve day and month, with or without a year and a weekday."""
    number, name = day_number(numeral), month_number(match["month"])
    wanted = weekday_number(match["shortday"]) if match["shortday"] else None
    if match["year"]:
        date = datetime.date(int(match["year"]), name, number)
        agrees = wanted is None or wanted == date.weekday()
        return Reading(day(date), "a full date" if agrees else f"a full date, {_CONFLICT}")
    datetime.date(2000, name, number)  # raises for 31 April, which no year has

    def of(year: int) -> Interval:
        return day(datetime.date(year, name, number))

    if wanted is None:
        return Reading(clock.choose(of), "a day and month, year inferred", leaves_open="year")
    likelier, *other = clock.nearest(of)
    fitting = [
        likelier,
        *(each for each in other if clock.lean == "near" and _is_of_these_months(each, clock)),
    ]
    for each in fitting:
        if each.start is not None and each.start.weekday() == wanted:
            return Reading(each, "a day, month and weekday, year inferred", leaves_open="year")
    # A report errs in the weekday more often than it tells of another year's day without that year.
    return Reading(likelier, f"a day and month, year inferred, {_CONFLICT}", leaves_open="year")


def _is_of_these_months(interval: Interval, clock: Clock) -> bool:
    return interval.start is not None and abs(interval.start - clock.today) < _HALF_A_YEAR


@rule(r"(?:from |between )?{day} ?(?:[-–—]|to |and |until |through ) ?{day2}(?: | of ){month}(?:,? {year})?")
def days_month(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match 7-9 October, from 3 to 9 May 2024."""
    if word_before(match).lower().rstrip(".") in MONTHS:  # of "July 3 to 9 August" the first day has its own
        return None
    return _days(match, clock)


@rule(r"(?:from |between )?{month} {day} ?(?:[-–—]|to |and |until |through ) ?{day2}(?:,? {year})?")
def month_days(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match October 7-9, between May 3 and 9."""
    if word_after(match).lower().rstrip(".") in MONTHS:  # "July 3 to 9 August" is two dates
        return None
    return _days(match, clock)


def _days(match: re.Match[str], clock: Clock) -> Reading | None:
    if " and " in match[0].lower() and not match[0].lower().startswith("between"):
        return None  # two days, not all between them
    name, first, last = month_number(match["month"]), day_number(match["day"]), day_number(match["day2"])
    if first > last:
        raise ValueError(match[0])

    def of(year: int) -> Interval:
        return Interval(datetime.date(year, name, first), datetime.date(year, name, last), "range")

    of(2000)  # raises for 28 to 31 April
    return Reading(of(int(match["year"])) if match["year"] else clock.choose(of), "days of one month")


@rule(r"(?:from |between )?{month}(?: {year})? ?(?:[-–—/]|to |and |until |through ) ?{month2}(?:,? {year2})?")
def month_range(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match May-July 2024, between March and June, from November 2020 to March."""
    if " and " in match[0].lower() and not match[0].lower().startswith("between"):
        return None
    if word_after(match)[:1].isdigit():  # the second month has its own day: two dates
        return None
    first, last = month_number(match["month"]), month_number(match["month2"])
    length = (last - first) % 12 + 1
    if match["year"] and match["year2"]:
        length = last - first + 1 + 12 * (int(match["year2"]) - int(match["year"]))
        if length < 1:
            raise ValueError(match[0])
    if match["year"]:
        found = months(int(match["year"]), first, length, "range")
    elif match["year2"]:
        found = months(int(match["year2"]), last - length + 1, length, "range")
    else:
        found = clock.choose(lambda year: months(year, first, length, "range"))
    return Reading(found, "a range of months")


@rule(r"(?:{part}(?: |-))?{month}(?:,? | of ){year}")
def month_year(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match June 2024, late May 2023."""
    del clock
    return Reading(_part(match, month(int(match["year"]), month_number(match["month"]))), "a month and year")


@rule(r"(?:(?P<early>{part})(?: |-))?(?:(?P<rel>last|next|this|this past|this coming|that) )?{month}")
def bare_month(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match June alone: only where a word shows that it is the month and not a person's name."""
    if not (match["early"] or match["rel"] or is_alone(match)) and not _is_month(match):
        return None
    number, relation = month_number(match["month"]), normal_form(match["rel"] or "")
    if relation == "that":
        return Reading(Interval(None, None, "unknown"), "a month of a year that is named elsewhere")
    if relation in ("last", "this past"):
        before = [month(clock.today.year - back, number) for back in (0, 1)]
        found = next(each for each in before if each.end is not None and each.end < clock.today)
    elif relation in ("next", "this coming"):
        after = [month(clock.today.year + on, number) for on in (0, 1)]
        found = next(each for each in after if each.start is not None and each.start > clock.today)
    elif relation == "this":
        found = month(clock.today.year, number)
    else:
        found = clock.choose(lambda year: month(year, number))
    return Reading(_part(match, found), "a month, year inferred", leaves_open="year")


def _is_month(match: re.Match[str]) -> bool:
    """Return whether a capitalised word is the month: "in May", "the March offensive", not "June Jones"."""
    before, after = word_before(match), word_after(match)
    namelike = match["month"].lower().rstrip(".") in NAMELIKE_MONTHS
    if namelike and after[:1].isupper() and after not in _MAY_FOLLOW:
        return False
    if before.lower() in _SHOWS_A_MONTH:
        return not (
            namelike and before.lower() in ("by", "to", "for", "and", "or", "from") and _is_a_name(match)
        )
    if before.lower() in ("the", "a", "its", "their", "his", "her") or before.endswith(("'s", "’s")):
        return after[:1].islower() and after not in _GLUE
    return not namelike and not before[:1].isupper()


def _is_a_name(match: re.Match[str]) -> bool:
    """Return whether the text names a person like this month near by ("Theresa May", "Mrs. May")."""
    about = match.string[max(0, match.start() - 3000) : match.start()]
    name = re.escape(match["month"])
    return any(
        found[1].lower().rstrip(".") not in _SHOWS_A_MONTH and found[1].lower() not in _BEFORE_MONTHS
        for found in re.finditer(rf"\b([A-Z][a-z]+\.?)\s{name}\b(?!\s\d)", about)
    )


@rule(r"(?P<rel>(?:{part}(?: |-))?(?:the year )?){year}(?:[-–—/](?P<y2>\d{4}|\d\d)(?![\w%.,/-]))?")
def bare_year(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match in 2020, the 2006 war, late 2019, 2011-2014; a number that counts things is no year."""
    del clock
    year, after = int(match["year"]), word_after(match)
    determined = word_before(match).lower() in ("the", "its", "their", "his", "her", "a")
    bracketed = (
        match.string[match.start() - 1 : match.start()] + match.string[match.end() : match.end() + 1] == "()"
    )
    shown = (
        word_before(match).lower() in _SHOWS_A_YEAR
        or match["part"]
        or bracketed
        or "year" in match["rel"].lower()
    )
    if not 1800 <= year <= 2100 or after.lower() in COUNTED:
        return None
    if match["y2"]:
        last = int(match["y2"]) if len(match["y2"]) == 4 else year // 100 * 100 + int(match["y2"])
        if last < year:
            return None
        return Reading(years(year, last, "range"), "a range of years")
    named = (
        word_before(match).lower() == "the" and after[:1].isupper()
    )  # "the 2016 Rio games", but "a 2003 Honda"
    if not (shown or named or is_alone(match) or (determined and after[:1].islower())):
        return None
    return Reading(_part(match, years(year, year)), "a calendar year")


@rule(
    r"(?:from |between )(?P<one>(?:1[89]|20)\d\d) ?(?:[-–—]|to |and |until |through ) ?"
    r"(?P<two>(?:1[89]|20)\d\d)(?![.,]\d)"
)
def year_range(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match from 2011 to 2014."""
    del clock
    if word_after(match).lower() in COUNTED:
        return None
    if match["one"] > match["two"]:
        raise ValueError(match[0])
    return Reading(years(int(match["one"]), int(match["two"]), "range"), "a range of years")


@rule(r"(?:the )?(?:{part}(?: |-))?(?:(?P<century>1[89]|20)(?P<decade>\d)0['’]?s|['’‘](?P<short>[2-9])0s)")
def decade(match: re.Match[str], clock: Clock) -> Reading | None:
    """Read "the 1990s", "the late '80s"."""
    del clock
    first = (
        int(match["century"] + match["decade"] + "0") if match["century"] else 1900 + 10 * int(match["short"])
    )
    return Reading(_part(match, years(first, first + 9, "decade")), "a decade")


@rule(r"(?P<n>\d{1,2})(?:st|nd|rd|th)(?: |-)century(?! bce?)")
def century(match: re.Match[str], clock: Clock) -> Reading | None:
    """Read "the 19th century"."""
    del clock
    return Reading(years(100 * int(match["n"]) - 99, 100 * int(match["n"]), "range"), "a century")


@rule(
    r"(?:{part}(?: |-))?(?P<rel>last |next |this |the |in )?{season}(?: of|,)?"
    r"(?: {year}(?:[-–/](?P<y2>\d\d(?:\d\d)?)(?!\d))?)?"
)
def season(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match summer 2023, last winter, in the spring; the northern hemisphere's seasons."""
    first, relation = SEASONS[normal_form(match["season"])], normal_form(match["rel"] or "")
    if match["year"]:
        start = int(match["year"]) - (first == 12 and not match["y2"])
        return Reading(_part(match, months(start, first, 3, "season")), "a season and year")
    if not relation or re.search(r"of$|,$", match[0]):
        return None  # "spring" may be a well, "the fall of" a defeat
    if relation == "the" and word_before(match).lower() not in (
        "in",
        "since",
        "during",
        "until",
        "by",
        "through",
    ):
        return None
    found = [months(clock.today.year + shift, first, 3, "season") for shift in (-2, -1, 0, 1)]
    past = [each for each in found if each.end is not None and each.end < clock.today]
    coming = [each for each in found if each.start is not None and each.start > clock.today]
    now = [each for each in found if each not in past and each not in coming]
    if relation == "last":
        chosen = past[-1]
    elif relation == "next":
        chosen = coming[0]
    elif relation == "this":
        chosen = now[0] if now else min(found, key=lambda each: _days_off(each, clock))
    else:
        chosen = clock.choose(lambda year: months(year, first, 3, "season"))
    return Reading(_part(match, chosen), "a season, year inferred")


def _days_off(each: Interval, clock: Clock) -> int:
    """Return the days between the report and a season; one that the sentence does not lean to comes last."""
    if each.end is not None and each.end < clock.today:
        return (clock.today - each.end).days + 10_000 * (clock.lean == "future")
    first = each.start or clock.today
    return (first - clock.today).days + 10_000 * (clock.lean == "past")


@rule(r"{holiday}(?:,? {year})?")
def holiday(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match feasts on a fixed day: New Year's Eve, Christmas Day 2022."""
    number, numeral = HOLIDAYS[normal_form(match["holiday"])]
    if match["year"]:
        return Reading(day(datetime.date(int(match["year"]), number, numeral)), "a holiday and year")
    return Reading(
        clock.choose(lambda year: day(datetime.date(year, number, numeral))), "a holiday, year inferred"
    )


def _part(match: re.Match[str], whole: Interval) -> Interval:
    """Return the early, mid or late part of `whole` when the match names one."""
    return third(whole, PARTS[normal_form(match["part"])]) if match["part"] else whole


_MAY_FOLLOW = {name.capitalize() for name in (*WEEKDAYS, *MONTH_NAMES)} | word_set(
    """I He She They It We The"""
)
_BEFORE_MONTHS = {*MONTHS, *WEEKDAYS} | word_set("""early late mid last next this the on every""")

RULES = (
    iso, figures, day_month, month_day, ordinal_of_month, week_of, days_month, month_days, month_range, month_year,
    bare_month, bare_year, year_range, decade, century, season, holiday,
)  # fmt: skip
