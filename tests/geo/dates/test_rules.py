"""The clock by which rules read, and what they see of the words around a match."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import rules
from geo.dates.intervals import day, month
from geo.dates.rules import Clock, Undated

WEDNESDAY = datetime.date(2023, 3, 15)


def on(number, numeral):
    """Make the interval of a day of the year, as rules do."""
    return lambda year: day(datetime.date(year, number, numeral))


def test_without_a_day_nothing_relative_is_read():
    clock = Clock(None)
    for read in (
        lambda: clock.today,
        lambda: clock.weekday(0),
        lambda: clock.choose(on(5, 3)),
        lambda: clock.month(5),
    ):
        with pytest.raises(Undated, match="day"):
            read()


@pytest.mark.parametrize(
    ("lean", "number", "expected"),
    [("near", 2, "2023-03-15"), ("near", 3, "2023-03-09"), ("past", 3, "2023-03-09"), ("future", 2, "2023-03-15"),
     ("future", 1, "2023-03-21")],
)  # fmt: skip
def test_a_weekday(lean, number, expected):
    assert Clock(WEDNESDAY, lean).weekday(number).isoformat() == expected


def test_a_date_without_its_year_is_coming_when_it_is_near():
    ahead = {
        days: WEDNESDAY + datetime.timedelta(days) for days in (0, 1, rules.SOON_DAYS, rules.SOON_DAYS + 1)
    }
    chosen = {
        days: Clock(WEDNESDAY).choose(on(date.month, date.day)).start.year for days, date in ahead.items()
    }
    assert chosen == {0: 2023, 1: 2023, 61: 2023, 62: 2022}


def test_a_date_leans_where_the_sentence_does():
    for lean, before, after in (("past", 2023, 2022), ("future", 2024, 2023)):
        clock = Clock(WEDNESDAY, lean)
        assert [clock.choose(on(*date)).start.year for date in ((3, 14), (3, 16))] == [before, after]
        assert clock.choose(on(3, 15)).start == WEDNESDAY, "the report's own day is no other one"


def test_a_month_that_has_begun_is_this_one():
    for lean in ("near", "past", "future"):
        assert Clock(WEDNESDAY, lean).month(3) == month(2023, 3)
    assert Clock(WEDNESDAY).month(12) == month(2022, 12)


def test_days_that_few_years_have():
    assert Clock(WEDNESDAY).choose(on(2, 29)).start.year == 2020
    assert Clock(WEDNESDAY, "future").choose(on(2, 29)).start.year == 2024
    with pytest.raises(ValueError, match="2023"):
        Clock(WEDNESDAY).choose(on(2, 30))


@given(st.dates(), st.sampled_from(["near", "past", "future"]), st.integers(1, 12))
def test_the_edges_of_the_calendar_give_a_month_too(published, lean, number):
    found = Clock(published, lean).month(number)
    assert found.start.month == number and abs((found.start - published).days) < 400


def match(text, words):
    return re.compile(re.escape(words)).search(text)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("in May they", "in", "they"), ("May", "", ""), ("(May)", "", ""), ("in\nMay\nthey", "in", "they"),
        ("in  May  they", "", ""), ("Col. May 3", "Col.", "3"), ("Ana’s May, they", "Ana’s", ""), ("x-May-day", "x-", ""),
        ("x" * 40 + " May " + "y" * 40, "x" * 29, "y" * 29),
    ],
)  # fmt: skip
def test_the_words_beside_a_match(text, before, after):
    found = match(text, "May")
    assert (rules.word_before(found), rules.word_after(found)) == (before, after)


def test_words_alone():
    assert rules.is_alone(match("May", "May"))
    assert not rules.is_alone(match("May ", "May")) and not rules.is_alone(match(" May", "May"))


def test_a_rule_is_a_pattern_and_its_reader():
    @rules.rule(r"every {month}")
    def read(found, clock):
        """Read nothing."""

    assert read.pattern.search("for every May since")["month"] == "May"
    assert read.read.__doc__ == "Read nothing."
