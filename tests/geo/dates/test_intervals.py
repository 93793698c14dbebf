"""Calendar arithmetic holds for every unit, in either direction, at any day; every word for a unit is one of these."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from geo.dates import absolute, counted, intervals, quarters, relative

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
