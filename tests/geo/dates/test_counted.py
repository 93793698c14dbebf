"""Dates that are counted or spelled as people speak, read on Wednesday 6 November 2024."""

import datetime

import pytest

from geo.dates.recogniser import find_dates

DAY = datetime.date(2024, 11, 6)


def read(text):
    found = [each for each in find_dates(text, published=DAY) if each.when.granularity != "unknown"]
    return [(str(each.when.start), str(each.when.end)) for each in found]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Three Mondays ago the mine flooded.", "2024-10-21", "2024-10-21"),
        ("A week ago on Saturday the mine flooded.", "2024-10-26", "2024-10-26"),
        ("The mine flooded a fortnight ago.", "2024-10-21", "2024-10-27"),
        ("The mine will close in three days.", "2024-11-09", "2024-11-09"),
        ("They vowed to reopen it within two weeks.", "2024-11-06", "2024-11-20"),
        ("In the eighties the mine was rich.", "1980-01-01", "1989-12-31"),
        ("The union struck on the 29th.", "2024-10-29", "2024-10-29"),
        ("The union struck on the 6th, he said.", "2024-11-06", "2024-11-06"),
        ("This summer the mine flooded.", "2024-06-01", "2024-08-31"),
    ],
)
def test_counted_days(text, start, end):
    assert read(text) == [(start, end)]


def test_the_following_month_and_year_count_from_one_that_is_named():
    assert read("It opened in May 2020. The following month it shut.")[-1] == ("2020-06-01", "2020-06-30")
    assert read("It opened in 2015. The following year it shut.")[-1] == ("2016-01-01", "2016-12-31")
    assert read("It opened in 2015. The following day it shut.") == [("2015-01-01", "2015-12-31")]


@pytest.mark.parametrize(
    "text",
    [
        "The mine flooded in three days.",
        "Nine were hurt in two days.",
        "The office is on the 15th floor.",
        "It marked victory on the 9th-floor wall.",
        "Temperatures were in the nineties.",
        "She is in her eighties.",
    ],
)
def test_what_only_looks_counted(text):
    assert read(text) == []


def test_without_a_report_date_nothing_is_counted():
    for text in ("Two Fridays ago it fell.", "It fell on the 15th.", "It fell a fortnight ago."):
        [found] = find_dates(text, published=None)
        assert (found.when.start, found.when.end) == (None, None)
