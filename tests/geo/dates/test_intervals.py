"""Calendar arithmetic holds for every unit, in either direction, at any day; every word for a unit is one of these."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import absolute, combination, counted, intervals, quarters, relative
from geo.dates.calendar_words import FRAGMENTS, UNITS, unit_of
from geo.dates.recogniser import as_future, as_past, find_dates

UNIT = st.sampled_from(intervals.UNITS)
DAYS = st.dates(datetime.date(1500, 1, 1), datetime.date(2500, 12, 31))
COUNTS = st.integers(-40, 40)
RULES = (*absolute.RULES, *quarters.RULES, *relative.RULES, *counted.RULES)


@given(DAYS, UNIT, COUNTS)
def test_back_goes_back_and_forward(date, unit, count):
    assert (intervals.back(date, count, unit) <= date) == (count >= 0) or unit == "hour"
    assert intervals.back(date, 0, unit) == date


@given(DAYS, UNIT, COUNTS)
def test_periods_begin_before_they_end_and_follow_one_another(date, unit, shift):
    own = intervals.calendar_period(date, unit)
    assert own.start <= date <= own.end
    shifted, following = (intervals.calendar_period(date, unit, shift + n) for n in (0, 1))
    assert shifted.start <= shifted.end < following.start or unit == "hour"
    assert intervals.period(date, unit).start <= date <= intervals.period(date, unit).end
    for part in ("early", "mid", "late"):
        third = intervals.third(shifted, part)
        assert shifted.start <= third.start <= third.end <= shifted.end or unit in ("hour", "day")


@given(st.integers(1500, 2500), st.integers(0, 11), st.integers(1, 12))
def test_a_fiscal_period_holds_its_months_by_either_way_of_naming_it(year, first, count):
    whole = intervals.fiscal(year, first, count)
    for before, begins in (
        (1, 4),
        (1, 7),
        (1, 10),
        (1, 2),
        (0, 1),
        (0, 4),
    ):  # India, Australia, US, shops; calendar, Japan
        real = intervals.months(year - before, begins + first, count, "range")
        assert whole.start <= real.start <= real.end <= whole.end


def test_every_word_that_a_rule_takes_for_a_unit_is_one():
    for fragment in ("unit", "span"):
        known = {word for word in UNITS if re.fullmatch(FRAGMENTS[fragment], word)}
        assert {unit_of(word) for word in known} >= {"week", "month", "quarter", "half", "year", "decade"}
    assert set(UNITS.values()) == set(intervals.UNITS)
    for rule in (*(each.pattern for each in RULES), combination._OFFSET):
        for group in re.findall(
            r"\(\?P<(?:span2?|short|edge|toward|nextunit|previous)>\(?\??:?([a-z|]+)\)", rule.pattern
        ):
            assert {word for word in group.split("|") if word in UNITS} == set(group.split("|"))


PHRASES = st.one_of(
    st.builds(
        "{} {}".format,
        st.sampled_from(
            """last|the last|in the last|over the last|this|this past|the past|in the past|next|the next|the coming|coming
            the previous|the preceding|the following|the current|so far this|earlier this|later this|late last|the end of the
            by the end of this|the turn of the|in a|since last|until next|the latest|after the last|before this fiscal
            the last fiscal|next financial|the first half of the|the last quarter of this""".replace("\n", "|").split("|")
        ).map(str.strip),
        st.sampled_from(sorted(UNITS)),
    ),
    st.builds(
        lambda count, unit, form: form.format(f"{count} {unit}"),
        st.one_of(st.integers(0, 9999), st.sampled_from(["a", "two", "twelve", "fifty", "a couple of"])),
        st.sampled_from(sorted(UNITS)),
        st.sampled_from(
            ["{} ago", "the last {}", "the next {}", "will end within {}", "in {} time", "{} from now", "3 May 2021, and {} later",
             "Q1 2020. It fell {} earlier"]
        ),
    ),
)  # fmt: skip


@given(
    PHRASES,
    st.one_of(
        st.none(), DAYS, st.sampled_from([datetime.date.min, datetime.date.max, datetime.date(2024, 2, 29)])
    ),
)
def test_every_unit_is_read_in_every_direction_with_and_without_the_reports_day(phrase, published):
    for found in find_dates(f"They met {phrase}.", published=published):
        for when in (found.when, as_past(found, published).when, as_future(found, published).when):
            assert when.start is None or when.end is None or when.start <= when.end


@pytest.mark.parametrize(
    "text", ["th\u0131s week", "la\u017ft month", "wee\u212a after", "next wee\u212a", "\u017fummer 2021"]
)
def test_letters_that_only_ignoring_case_takes_for_ascii_are_read_as_these(text):
    find_dates(f"It was {text}.", published=datetime.date(2024, 7, 16))
