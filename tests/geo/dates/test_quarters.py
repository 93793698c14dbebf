"""Quarters, halves and fiscal years: the calendar's where the words say so, all that they may mean where they do not."""

import datetime

import pytest

from geo.dates.recogniser import as_future, as_past, find_dates

AUTUMN = datetime.date(2022, 11, 8)


def read(text, published=AUTUMN):
    [found] = find_dates(text, published=published)
    start, end = (day.isoformat() if day else "" for day in (found.when.start, found.when.end))
    return found.text, start, end, found.when.granularity


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("Exports shrank in the last quarter.", "in the last quarter", "2022-07-01", "2022-09-30"),
        ("Exports shrank last quarter.", "last quarter", "2022-07-01", "2022-09-30"),
        ("in the previous quarter", "previous quarter", "2022-07-01", "2022-09-30"),
        ("this quarter", "this quarter", "2022-10-01", "2022-12-31"),
        ("the next quarter", "next quarter", "2023-01-01", "2023-03-31"),
        ("two quarters ago", "two quarters ago", "2022-04-01", "2022-06-30"),
        ("late last quarter", "late last quarter", "2022-09-01", "2022-09-30"),
        ("the first quarter of this year", "the first quarter of this year", "2022-01-01", "2022-03-31"),
        ("the last quarter of last year", "the last quarter of last year", "2021-10-01", "2021-12-31"),
        ("the final quarter of 2019", "the final quarter of 2019", "2019-10-01", "2019-12-31"),
        ("2nd quarter, 2020", "2nd quarter, 2020", "2020-04-01", "2020-06-30"),
        ("Q2 2020", "Q2 2020", "2020-04-01", "2020-06-30"),
        ("Q2’20", "Q2’20", "2020-04-01", "2020-06-30"),
        ("2Q20", "2Q20", "2020-04-01", "2020-06-30"),
        ("2020-Q2", "2020-Q2", "2020-04-01", "2020-06-30"),
        ("Q2 '98", "Q2 '98", "1998-04-01", "1998-06-30"),
    ],
)
def test_a_quarter(text, words, start, end):
    assert read(text) == (words, start, end, "quarter")


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("the second half of 2018", "the second half of 2018", "2018-07-01", "2018-12-31"),
        ("the latter half of last year", "the latter half of last year", "2021-07-01", "2021-12-31"),
        ("H2 2018", "H2 2018", "2018-07-01", "2018-12-31"),
        ("1H18", "1H18", "2018-01-01", "2018-06-30"),
        ("fell in H2", "H2", "2022-07-01", "2022-12-31"),
        ("the last half-year", "last half-year", "2022-01-01", "2022-06-30"),
    ],
)
def test_a_half(text, words, start, end):
    assert read(text) == (words, start, end, "half")


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("over the past quarter", "the past quarter", "2022-08-08", "2022-11-08"),
        ("over the past two quarters", "the past two quarters", "2022-05-08", "2022-11-08"),
        ("so far this quarter", "so far this quarter", "2022-10-01", "2022-11-08"),
        ("the past fortnight", "the past fortnight", "2022-10-25", "2022-11-08"),
        ("the first half of April", "the first half of April", "2022-04-01", "2022-04-15"),
        ("the second half of April 2021", "the second half of April 2021", "2021-04-16", "2021-04-30"),
        ("from Q4 2020 to Q2 2021", "from Q4 2020 to Q2 2021", "2020-10-01", "2021-06-30"),
        ("from Q1 to Q3 2021", "from Q1 to Q3 2021", "2021-01-01", "2021-09-30"),
        ("fiscal 2020", "fiscal 2020", "2019-02-01", "2021-03-31"),
        ("FY20", "FY20", "2019-02-01", "2021-03-31"),
        ("the 2020 financial year", "the 2020 financial year", "2019-02-01", "2021-03-31"),
        ("FY2019-20", "FY2019-20", "2019-02-01", "2020-11-30"),
        ("Q1 FY20", "Q1 FY20", "2019-02-01", "2020-06-30"),
        ("the first fiscal quarter of 2020", "the first fiscal quarter of 2020", "2019-02-01", "2020-06-30"),
        ("the second half of fiscal 2020", "the second half of fiscal 2020", "2019-08-01", "2021-03-31"),
        ("this fiscal year", "this fiscal year", "2021-11-08", "2023-11-08"),
        ("the last fiscal quarter", "the last fiscal quarter", "2022-05-08", "2022-11-08"),
        ("next financial year", "next financial year", "2022-11-08", "2024-11-08"),
    ],
)  # fmt: skip
def test_a_range_that_holds_what_is_meant(text, words, start, end):
    assert read(text) == (words, start, end, "range")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("last quarter", None),
        ("in the last quarter", None),
        ("the first half of last year", None),
        ("in H1", None),
        ("this fiscal year", None),
        ("two quarters ago", None),
        ("the third fiscal quarter", AUTUMN),
        ("fiscal Q2", AUTUMN),
    ],
)
def test_what_cannot_be_known_is_unknown(text, published):
    assert read(text, published)[1:] == ("", "", "unknown")


@pytest.mark.parametrize(
    "text",
    [
        "A quarter of the harvest was lost.",
        "He lives in this quarter of the old town.",
        "It took the last quarter of a century.",
        "They led in the first half.",
        "She has an H1 visa; he applied in H1 visas.",
        "H1N1 spread.",
        "It will be seen in three quarters of cases.",
        "Q5 and H3 are none.",
    ],
)
def test_no_date(text):
    assert find_dates(text, published=AUTUMN) == []


def test_a_quarter_without_its_year_is_the_last_or_the_coming_one():
    [found] = find_dates("in the third quarter", published=AUTUMN)
    assert as_past(found, AUTUMN).when.start == datetime.date(2022, 7, 1)
    assert as_future(found, AUTUMN).when.start == datetime.date(2023, 7, 1)
    [found] = find_dates("in the first quarter of the year", published=AUTUMN)
    assert found.when.start == datetime.date(2022, 1, 1)


def test_the_following_quarter_counts_from_the_one_before_it():
    _, following = find_dates("Output fell in Q4 2018 and rose the following quarter.", published=None)
    assert (following.when.start, following.when.end) == (
        datetime.date(2019, 1, 1),
        datetime.date(2019, 3, 31),
    )


ON_A_WEDNESDAY_IN_MARCH = [
    ("in Q2 2022", "Q2 2022", "2022-04-01", "2022-06-30", "quarter"),
    ("the fourth quarter of 2021", "the fourth quarter of 2021", "2021-10-01", "2021-12-31", "quarter"),
    ("the first half of 2022", "the first half of 2022", "2022-01-01", "2022-06-30", "half"),
    ("fiscal year 2022", "fiscal year 2022", "2021-02-01", "2023-03-31", "range"),
]


def test_parts_of_a_year_that_are_named(check_dates):
    check_dates(ON_A_WEDNESDAY_IN_MARCH)
