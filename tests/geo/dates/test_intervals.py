"""Calendar arithmetic holds for every unit, in either direction, at any day; every word for a unit is one of these."""

import datetime

import pytest
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


WEDNESDAY = datetime.date(2023, 3, 15)


def iso(interval):
    return str(interval.start), str(interval.end), interval.granularity


def test_weeks_begin_on_monday_and_weekends_on_saturday():
    for day in range(13, 20):
        of = datetime.date(2023, 3, day)
        assert iso(intervals.week(of)) == ("2023-03-13", "2023-03-19", "week")
        assert iso(intervals.weekend(of)) == ("2023-03-18", "2023-03-19", "weekend")
    assert iso(intervals.week(WEDNESDAY, -1)) == ("2023-03-06", "2023-03-12", "week")
    assert iso(intervals.weekend(WEDNESDAY, 1)) == ("2023-03-25", "2023-03-26", "weekend")


@given(DAYS, st.integers(0, 6))
def test_weekdays_are_within_a_week(date, number):
    for today in (True, False):
        before, after = (
            find(date, number, today=today) for find in (intervals.weekday_before, intervals.weekday_after)
        )
        assert before.weekday() == after.weekday() == number
        assert (before == date) == (after == date) == (today and date.weekday() == number)
        assert (date - before).days <= 7 and (after - date).days <= 7


def test_months_run_over_the_ends_of_the_year():
    assert iso(intervals.month(2023, 0)) == ("2022-12-01", "2022-12-31", "month")
    assert iso(intervals.month(2023, 13)) == ("2024-01-01", "2024-01-31", "month")
    assert iso(intervals.months(2023, 12, 3, "season")) == ("2023-12-01", "2024-02-29", "season")
    assert iso(intervals.years(1990, 1999, "decade")) == ("1990-01-01", "1999-12-31", "decade")


@pytest.mark.parametrize(
    ("whole", "early", "late"),
    [
        (intervals.month(2023, 2), ("2023-02-01", "2023-02-09"), ("2023-02-20", "2023-02-28")),
        (intervals.years(2023, 2023), ("2023-01-01", "2023-04-30"), ("2023-09-01", "2023-12-31")),
        (intervals.years(1990, 1999, "decade"), ("1990-01-01", "1993-12-31"), ("1997-01-01", "1999-12-31")),
        (intervals.months(2023, 1, 3, "quarter"), ("2023-01-01", "2023-01-31"), ("2023-03-01", "2023-03-31")),
        (intervals.Interval(None, WEDNESDAY, "open"), ("None", "2023-03-15"), ("None", "2023-03-15")),
    ],
    ids=["month", "year", "decade", "quarter", "open"],
)
def test_thirds(whole, early, late):
    assert iso(intervals.third(whole, "early")) == (*early, whole.granularity)
    assert iso(intervals.third(whole, "late")) == (*late, whole.granularity)


@pytest.mark.parametrize(
    ("count", "unit", "day"),
    [(1, "month", "2024-02-29"), (13, "month", "2023-02-28"), (-1, "month", "2024-04-30"), (1, "year", "2023-03-31"), (2, "fortnight", "2024-03-03"),
     (1, "hour", "2024-03-30"), (24, "hour", "2024-03-30"), (25, "hour", "2024-03-29"), (1, "decade", "2014-03-31"), (1, "half", "2023-09-30")],
)  # fmt: skip
def test_days_back_from_the_end_of_march(count, unit, day):
    assert str(intervals.back(datetime.date(2024, 3, 31), count, unit)) == day


def test_beyond_the_calendar_there_is_no_day():
    for count in (1, -1):
        with pytest.raises((ValueError, OverflowError)):
            intervals.back(datetime.date.min if count > 0 else datetime.date.max, count, "year")
