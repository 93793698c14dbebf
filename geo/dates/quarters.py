"""Rules for quarters, halves and fiscal years: Q3 2024, the last quarter of the year, fiscal 2023, half of June.

Quarters and halves are the calendar year's unless the words say "fiscal". A fiscal year begins in another month from
country to country and from firm to firm, so a fiscal date is read as all days that it may mean, or as unknown.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from geo.dates.calendar_words import TEMPORAL_PREPOSITIONS, month_number, normal_form, unit_of, word_set
from geo.dates.intervals import Interval, back, fiscal, month, months
from geo.dates.rules import PUBLICATION, Reading, is_alone, rule, word_after, word_before
from geo.numerals import ORDINALS

if TYPE_CHECKING:
    import re

    from geo.dates.intervals import Unit
    from geo.dates.rules import Clock

_LENGTHS: dict[Unit, int] = {"quarter": 3, "half": 6}
_SHOWS = TEMPORAL_PREPOSITIONS | {"throughout", "for"}
_NO_HALF = word_set("""visa visas""")  # H1 is also a class of visa
_LAST = frozenset({"last", "final", "latter"})
_WHICH_YEAR = (
    r"(?P<rel>this|last|previous|next|the current|the previous|the coming|the last|the next|the)"
    r" (?:(?P<fiscal_rel>fiscal|financial) )?year"
)
_SHIFT = {"last": -1, "previous": -1, "next": 1, "coming": 1}
_NTH = r"(?P<word>first|second|third|fourth|final|last|latter|1st|2nd|3rd|4th)"
_FISCAL = r"(?:FY|fiscal(?: year)?|financial year)"


@rule(
    rf"(?:(?:the )?(?:(?P<fiscal>fiscal|financial) )?{_NTH}"
    r"(?: |-)(?:(?P<fiscal2>fiscal|financial) )?(?P<what>quarter|half)"
    r"|(?:(?P<fiscal3>fiscal|financial) )?(?P<letter>[QH])(?P<numeral>[1-4])"
    r"|(?P<numeral2>[1-4])(?P<letter2>[QH])(?= ?['’]?\d\d))"
    rf"(?:(?:(?:,| of| in)? (?:the )?|[-/])(?:(?P<fiscal4>{_FISCAL}) ?)?{{year}}|,? ?['’](?P<short>\d\d)"
    rf"|,? ?(?P<fiscal5>FY) ?['’]?(?P<short2>\d\d)|(?P<short3>(?<=\d[QH])\d\d)|(?: of| in|,)? {_WHICH_YEAR})?"
)
def quarter_or_half(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match Q3 2023, the last quarter of the year, the first half of 2022, 2H24, the third fiscal quarter."""
    unit = _unit(match)
    length, number = _LENGTHS[unit], _number(match, unit)
    if number > 12 // length:
        return None
    first = (number - 1) * length
    given = match["year"] or match["short"] or match["short2"] or match["short3"]
    year = _full_year(given) if given else None
    if normal_form(match["word"] or "") in _LAST and year is None and not match["rel"]:
        return None  # "the last quarter" counts from the report, "the last half" may be a match's
    if any(match[name] for name in ("fiscal", "fiscal2", "fiscal3", "fiscal4", "fiscal5", "fiscal_rel")):
        if year is None:
            return Reading(Interval(None, None, "unknown"), f"a fiscal {unit} of a year that is not stated")
        return Reading(fiscal(year, first, length), f"a {unit} of a fiscal year, under any fiscal calendar")
    if year is None and match["rel"]:
        year = _year(match, clock, first)
    if year is not None:
        return Reading(months(year, first + 1, length, unit), f"a {unit} of a calendar year")  # type: ignore[arg-type]
    if not _is_shown(match, unit):
        return None
    found = clock.choose(lambda year: months(year, first + 1, length, unit))  # type: ignore[arg-type]
    return Reading(found, f"a {unit}, year inferred", leaves_open="year")


def _full_year(digits: str) -> int:
    """Return the year of four digits or of two, which are of 1970 to 2069."""
    return int(digits) if len(digits) == 4 else 1970 + (int(digits) - 70) % 100


def _unit(match: re.Match[str]) -> Unit:
    if match["what"]:
        return "half" if normal_form(match["what"]) == "half" else "quarter"
    return "half" if (match["letter"] or match["letter2"]).upper() == "H" else "quarter"


def _number(match: re.Match[str], unit: Unit) -> int:
    """Return which quarter or half of a year is meant, from 1."""
    if numeral := match["numeral"] or match["numeral2"]:
        return int(numeral)
    word = normal_form(match["word"])
    if word in _LAST:
        return 12 // _LENGTHS[unit]
    return int(word[0]) if word[0].isdigit() else ORDINALS[word]


def _year(match: re.Match[str], clock: Clock, first: int) -> int:
    """Return the year of "last year", "the year"; of "the year" what is to come is left to what looks ahead."""
    relation = normal_form(match["rel"])
    if relation == "the":
        begins = datetime.date(clock.today.year, first + 1, 1)
        return clock.today.year - (clock.lean == "past" and begins > clock.today)
    return clock.today.year + _SHIFT.get(relation.removeprefix("the "), 0)


def _is_shown(match: re.Match[str], unit: Unit) -> bool:
    """Return whether words without a year name a time: "the first half" is a match's as often as a year's."""
    if match["what"]:
        return unit == "quarter" and (is_alone(match) or word_before(match).lower() in _SHOWS)
    if unit == "quarter":
        return True
    follows = match.string[match.end() : match.end() + 1]
    return (
        follows != "-"
        and (is_alone(match) or word_before(match).lower() in _SHOWS)
        and word_after(match).lower() not in _NO_HALF
    )


@rule(r"(?:the )?{year}(?: |-)(?P<letter>[QH])(?P<numeral>[1-4])")
def year_and_quarter(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match 2023 Q4, 2024-H1."""
    del clock
    unit: Unit = "quarter" if match["letter"].upper() == "Q" else "half"
    length, number = _LENGTHS[unit], int(match["numeral"])
    if number > 12 // length:
        return None
    whole = months(int(match["year"]), 1 + (number - 1) * length, length, unit)  # type: ignore[arg-type]
    return Reading(whole, f"a {unit} of a calendar year")


@rule(r"(?:the )?(?P<word>first|second|last|latter) half of {month}(?:,? {year})?")
def half_of_month(match: re.Match[str], clock: Clock) -> Reading | None:
    """Read "the first half of June" as the 1st to the 15th, "the second half" as the rest."""
    number, early = month_number(match["month"]), normal_form(match["word"]) == "first"

    def of(year: int) -> Interval:
        whole = month(year, number)
        middle = datetime.date(year, number, 15 if early else 16)
        return Interval(whole.start, middle, "range") if early else Interval(middle, whole.end, "range")

    return Reading(of(int(match["year"])) if match["year"] else clock.choose(of), "half of a month")


@rule(
    rf"(?:(?:the )?{_FISCAL}(?: |-)?(?P<y>(?:19|20)\d\d)(?:[-–/](?P<y2>\d{{4}}|\d\d))?|(?P<fy>FY) ?['’]?(?P<short>\d\d)"
    r"(?:[-–/](?P<y3>\d\d))?|(?:the )?(?P<y4>(?:19|20)\d\d)(?:[-–/](?P<y5>\d{4}|\d\d))? (?:fiscal|financial) year)"
)
def fiscal_year(match: re.Match[str], clock: Clock) -> Reading | None:
    """Match fiscal 2023, FY23, the 2023-24 fiscal year: all days that it may mean, as calendars differ."""
    del clock
    year, last = (
        _full_year(match["y"] or match["y4"] or match["short"]),
        match["y2"] or match["y3"] or match["y5"],
    )
    if last is None:
        return Reading(fiscal(year), "a fiscal year, under any fiscal calendar")
    if int(last[-2:]) != (year + 1) % 100:
        return None  # "FY2020-2024" is several
    return Reading(
        months(year, 2, 22, "range"), "a fiscal year, under any fiscal calendar"
    )  # begins from February to December


@rule(
    r"(?:the )?(?P<rel>last|previous|past|this|current|next|coming) (?:fiscal|financial)"
    r" (?P<span>quarter|half|half-year|year)"
)
def fiscal_period(match: re.Match[str], clock: Clock) -> Reading | None:
    """Read "this fiscal year" as all days that one with the report's day in it can have; the last and next beside."""
    name, relation = normal_form(match["span"]), normal_form(match["rel"])
    unit = unit_of("half-year" if name == "half" else name)
    since = clock.today if relation in ("next", "coming") else back(clock.today, 1, unit)
    until = clock.today if relation in ("last", "previous", "past") else back(clock.today, -1, unit)
    if relation in ("last", "previous", "past"):
        since = back(clock.today, 2, unit)
    elif relation in ("next", "coming"):
        until = back(clock.today, -2, unit)
    return Reading(
        Interval(since, until, "range"),
        f"a fiscal {name} counted from {PUBLICATION}, under any fiscal calendar",
    )


RULES = (quarter_or_half, year_and_quarter, half_of_month, fiscal_year, fiscal_period)
