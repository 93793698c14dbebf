"""Days as intervals: formats, precision, unknown parts, and what contradicts itself."""

import datetime

import numpy as np
import pandas as pd
import pytest

from geo.comparison.day_columns import NO_DAY, date_of, day_number, days_of
from geo.comparison.tables import read_table
from geo.errors import Incomparable


def days(source, **options):
    found = days_of(read_table(source, where="t"), **options)
    spans = [
        None if first == NO_DAY else (date_of(first).isoformat(), date_of(last).isoformat())
        for first, last in zip(found.start.tolist(), found.end.tolist(), strict=True)
    ]
    return spans, found.faults


def column(*values, **more):
    return pd.DataFrame({"day": pd.Series(list(values), dtype=object), "lon": 1.0, "lat": 2.0, **more})


def test_acled_codes_say_what_a_day_stands_for(table_file):
    spans, faults = days(table_file("acled"))
    assert spans == [
        ("2024-05-13", "2024-05-13"), ("2024-05-30", "2024-06-05"), ("2024-07-01", "2024-07-31"),
        ("2024-07-16", "2024-07-16"),
    ]  # fmt: skip
    assert not faults


def test_ged_has_intervals_and_one_that_runs_backwards_is_not_known(table_file):
    spans, faults = days(table_file("ucdp"))
    assert spans == [("2024-05-13", "2024-05-13"), ("2024-06-01", "2024-06-30"), None]
    assert faults == {2: "it ends on 2024-07-08, before it begins on 2024-07-10"}


def test_a_day_or_month_of_zero_is_the_month_or_year(table_file):
    spans, faults = days(table_file("gtd"))
    assert spans == [
        ("2024-05-14", "2024-05-14"),
        ("2024-05-01", "2024-05-31"),
        ("2024-01-01", "2024-12-31"),
        None,
    ]
    assert faults == {3: "2024-2-31 is no day"}


def test_gdelt_writes_days_as_numbers(table_file):
    assert days(table_file("gdelt"))[0] == [("2024-05-13", "2024-05-13")] * 2


@pytest.mark.parametrize(
    "value",
    [
        "2024-05-13", "2024-05-13T10:00:00Z", "2024-05-13 00:00:00.000", "20240513", 20240513, 20240513.0, "13 May 2024",
        "13-May-24", "May 13, 2024", "2024/5/13", "13/05/2024", "5/13/2024", "13.5.2024", datetime.date(2024, 5, 13),
        pd.Timestamp("2024-05-13 12:00"), np.datetime64("2024-05-13"),
    ],
    ids=str,
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(value):
    assert days(column(value)) == ([("2024-05-13", "2024-05-13")], {})


@pytest.mark.parametrize("value", [None, "", "NaN", float("nan"), pd.NaT, "n/a"], ids=repr)
def test_a_missing_day_is_no_fault(value):
    assert days(column(value)) == ([None], {})


def test_what_is_no_day_is_a_fault_and_not_known():
    assert days(column("2024-13-01", "2024-05-13", "soon")) == (
        [None, ("2024-05-13", "2024-05-13"), None], {0: "'2024-13-01' is no day", 2: "'soon' is no day"},
    )  # fmt: skip


def test_one_day_beyond_twelve_tells_the_order_of_all():
    assert days(column("03/04/2024", "25/04/2024"))[0][0] == ("2024-04-03", "2024-04-03")
    assert days(column("03/04/2024", "04/25/2024"))[0][0] == ("2024-03-04", "2024-03-04")


def test_days_of_either_order_are_refused_until_somebody_says_which():
    with pytest.raises(Incomparable, match="say which"):
        days(column("03/04/2024", "05/06/2024"))
    with pytest.raises(Incomparable, match="some month/day"):
        days(column("25/04/2024", "04/25/2024"))
    assert days(column("03/04/2024"), date_format="%m/%d/%Y")[0] == [("2024-03-04", "2024-03-04")]
    assert days(column("03/03/2024"))[0] == [("2024-03-03", "2024-03-03")], "the same either way"
    with pytest.raises(Incomparable, match="no format of days"):
        days(column("2024"), date_format="year")


def test_a_day_outside_its_stated_year_contradicts_itself(table_file):
    text = (
        "event_date,year,time_precision,event_type,latitude,longitude\n13 May 2024,2023,1,Battles,1,2\n"
        "01 January 2025,2024,2,Battles,1,2\n13 May 2024,,1,Battles,1,2\n"
    )
    spans, faults = days(table_file("a.csv", text))
    assert spans == [None, ("2024-12-29", "2025-01-04"), ("2024-05-13", "2024-05-13")]
    assert faults == {0: "its day 2024-05-13 is not of its year 2023"}


def test_one_end_of_an_interval_stands_for_both():
    frame = column(None, "2024-05-13", end=["2024-05-12", None])
    assert days(frame)[0] == [("2024-05-12", "2024-05-12"), ("2024-05-13", "2024-05-13")]


def test_numbers_of_days_go_there_and_back():
    for day in (datetime.date(1970, 1, 1), datetime.date(1969, 12, 31), datetime.date(2024, 2, 29)):
        assert date_of(day_number(day)) == day
