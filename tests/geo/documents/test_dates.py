"""A day of publication is read where it is written without doubt; else it is unknown, and said to be."""

import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.documents import dates
from geo.documents.dates import as_date, read_day, read_days
from geo.errors import BadPublished

DAY = datetime.date(2019, 8, 23)


CLEAR = [
    "2019-08-23", "2019-08-23T23:30:00-08:00", "2019-08-23 10:00 +0100", "2019/08/23", "2019/8/23", "20190823", "20190823T101500Z",
    "2019-W34-5", "23 August 2019", "23 Aug 2019", "August 23, 2019", "Aug. 23rd, 2019 at 5pm EST", "Friday, August 23, 2019",
    "Fri, 23 Aug 2019 10:15:00 GMT", "Fri, 23 Aug 19 10:15:00 +0530", "Fri Aug 23 10:15:00 UTC 2019", "23/08/2019", "08/23/2019",
    "23.8.2019", "Published on Aug 23, 2019 · 4 min read", "Updated: Friday, 23 August 2019, 10:15 BST", "10:15 PM, August 23, 2019",
    "23 août 2019", "23. August 2019", "2019年8月23日", "  2019-08-23\n", "1566554400", "1566554400.75", "1566554400000",
    1566554400, 1566554400.5, 1566554400000, 1566554400000000, 1566554400000000000, 20190823, ["2019-08-23"],
    {"$date": {"$numberLong": "1566554400000"}}, DAY, datetime.datetime(2019, 8, 23, 9), pd.Timestamp("2019-08-23 10:00"),  # noqa: DTZ001
    pd.Timestamp("2019-08-23", tz="Asia/Tokyo"), np.datetime64("2019-08-23T10"), np.int64(1566554400), pd.Period("2019-08-23", "D"),
]  # fmt: skip


def test_clear_days_of_every_form():
    assert {repr(value): read for value in CLEAR if (read := read_day(value)) != (DAY, "")} == {}


MISSING = [None, "", "  ", "n/a", "N/A", "NaN", "nat", "None", "null", "unknown", "Undated", "-", "—", "0000-00-00", float("nan"),
           np.nan, pd.NaT, pd.NA, np.datetime64("NaT"), np.float64("nan")]  # fmt: skip


def test_marks_of_a_missing_day_are_no_day_and_no_doubt():
    assert {repr(value): read for value in MISSING if (read := read_day(value)) != (None, "")} == {}


UNCLEAR = {
    "2019-08": "month", "August 2019": "month", "08/2019": "month", "2019": "year", 2019: "year", "05/08/2019": "5 August or 8 May",
    "9:43 PM, D": "no year", "Aug 23": "no year", "23-08-19": "no year", "yesterday": "no year", "Monday": "no year", "soon": "no year",
    "2019-02-30": "calendar", "2019-13-01": "calendar", "Fri, 31 Feb 2019 10:00:00 GMT": "calendar", "0001-01-01": "the year 1",
    "9999-12-31": "the year 9999", "2019-08-23 and 2020-01-01": "several", "23 Aug 2019 to 24 Aug 2019": "no date", 43700: "number",
    0: "no date", -1: "number", True: "no date", (1, 2): "no date", "x" * 300: "too long", float("inf"): "no year", 10**60: "no year",
}  # fmt: skip


def test_unclear_days_are_unknown_and_say_why():
    read = {value: read_day(value) for value in UNCLEAR}
    assert {repr(v): r for v, r in read.items() if r[0] is not None or UNCLEAR[v] not in r[1]} == {}


def test_a_day_to_come_is_kept_and_told():
    day = datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days=40)
    assert read_day(day) == (day, "lies ahead of today")


@given(
    st.one_of(
        st.text(),
        st.integers(),
        st.floats(),
        st.binary(),
        st.lists(st.integers()),
        st.dates(),
        st.datetimes(),
    )
)
def test_nothing_raises(value):
    day, doubt = read_day(value)
    assert day is None or day.year in dates.YEARS
    assert "\n" not in doubt


def test_a_column_tells_in_which_order_it_is_written():
    assert [day for day, _ in read_days(["05/08/2019", "23/08/2019", None])] == [
        datetime.date(2019, 8, 5),
        DAY,
        None,
    ]
    assert [day for day, _ in read_days(["05/08/2019", "08/23/2019"])] == [datetime.date(2019, 5, 8), DAY]
    contradicting = read_days(["05/08/2019", "08/23/2019", "23/08/2019"])
    assert contradicting[0][0] is None and "may be" in contradicting[0][1]


def test_what_is_given_by_hand_stays_strict():
    for value in ("23/08/2019", "August 23, 2019", "2019-08", "n/a"):
        with pytest.raises(BadPublished, match="YYYY-MM-DD"):
            as_date(value)


def test_a_year_of_two_digits_is_told_as_what_it_is():
    assert read_day("09-Oct-21") == (None, "states no year of four digits")


@pytest.mark.parametrize("text", ["16/07/2024", "2024-13-01", "yesterday", "2024-07-16x"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(BadPublished, match="YYYY-MM-DD"):
        as_date(text)


def test_a_day_that_a_caller_gives_may_be_of_any_kind():
    given = [
        None,
        "",
        "  ",
        DAY,
        datetime.datetime(2019, 8, 23, 23, 59, tzinfo=datetime.UTC),
        pd.Timestamp(DAY),
        "2019-08-23",
        " 2019-08-23T10:00:00Z ",
    ]
    assert [as_date(each) for each in given] == [None] * 3 + [DAY] * 5


def test_a_month_without_a_day(check_rows):
    august = datetime.date(2019, 8, 1)

    def check(row):
        value, month = row
        assert dates.read_month(value) == month

    check_rows(
        [("2019-08", august), ("Aug 2019", august), (" August\n2019 ", august), ("2019-08-23", None), ("2019", None), ("August", None),
         (None, None), (5.5, None), ("", None), (["2019-08"], None), ("08/3019", None), ("x" * 5000, None)],
        check,
    )  # fmt: skip
