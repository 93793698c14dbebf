"""Dates that count from the report's day, a Wednesday in March; and words that bound a time without naming it."""

from __future__ import annotations

import datetime

import pytest

from geo.dates import relative
from geo.dates.recogniser import find_dates

DATES = [
    ("overnight", "overnight", "2023-03-14", "2023-03-15", "day"),
    ("at the end of the month", "the end of the month", "2023-03-22", "2023-03-31", "month"),
    ("at the start of this year", "the start of this year", "2023-01-01", "2023-04-30", "year"),
    ("two hours ago", "two hours ago", "2023-03-14", "2023-03-15", "day"),
    ("minutes ago", "minutes ago", "2023-03-15", "2023-03-15", "day"),
    ("earlier today", "earlier today", "2023-03-15", "2023-03-15", "day"),
    ("the day after tomorrow", "the day after tomorrow", "2023-03-17", "2023-03-17", "day"),
    ("over the past decade", "the past decade", "2013-03-15", "2023-03-15", "range"),
    ("three days from now", "three days from now", "2023-03-18", "2023-03-18", "day"),
    ("next weekend", "next weekend", "2023-03-25", "2023-03-26", "weekend"),
    ("on Wednesday", "Wednesday", "2023-03-15", "2023-03-15", "day"),
    ("on Thursday", "Thursday", "2023-03-09", "2023-03-09", "day"),
    ("Monday's blast", "Monday", "2023-03-13", "2023-03-13", "day"),
    ("after Friday prayers", "Friday", "2023-03-10", "2023-03-10", "day"),
    ("on Tuesday night", "Tuesday night", "2023-03-14", "2023-03-14", "day"),
    ("last Wednesday", "last Wednesday", "2023-03-08", "2023-03-08", "day"),
    ("this past Sunday", "this past Sunday", "2023-03-12", "2023-03-12", "day"),
    ("next Monday", "next Monday", "2023-03-20", "2023-03-20", "day"),
    ("this coming Friday", "this coming Friday", "2023-03-17", "2023-03-17", "day"),
    ("Monday of last week", "Monday of last week", "2023-03-06", "2023-03-06", "day"),
    ("Tuesday next week", "Tuesday next week", "2023-03-21", "2023-03-21", "day"),
    ("He resigned today.", "today", "2023-03-15", "2023-03-15", "day"),
    ("Police said tonight that", "tonight", "2023-03-15", "2023-03-15", "day"),
    ("Yesterday evening the dam", "Yesterday evening", "2023-03-14", "2023-03-14", "day"),
    ("last night", "last night", "2023-03-14", "2023-03-14", "day"),
    ("this morning", "this morning", "2023-03-15", "2023-03-15", "day"),
    ("tomorrow", "tomorrow", "2023-03-16", "2023-03-16", "day"),
    ("the day before yesterday", "the day before yesterday", "2023-03-13", "2023-03-13", "day"),
    ("three days ago", "three days ago", "2023-03-12", "2023-03-12", "day"),
    ("in four days' time", "in four days' time", "2023-03-19", "2023-03-19", "day"),
    ("last month", "last month", "2023-02-01", "2023-02-28", "month"),
    ("earlier this month", "earlier this month", "2023-03-01", "2023-03-15", "month"),
    ("later this year", "later this year", "2023-03-15", "2023-12-31", "year"),
    ("early last year", "early last year", "2022-01-01", "2022-04-30", "year"),
    ("next year", "next year", "2024-01-01", "2024-12-31", "year"),
    ("thirteen years ago", "thirteen years ago", "2010-01-01", "2010-12-31", "year"),
    ("sixty years ago", "sixty years ago", "1963-01-01", "1963-12-31", "year"),
    ("six years ago", "six years ago", "2017-01-01", "2017-12-31", "year"),
    ("last week", "last week", "2023-03-06", "2023-03-12", "week"),
    ("two weeks ago", "two weeks ago", "2023-02-27", "2023-03-05", "week"),
    ("over the weekend", "over the weekend", "2023-03-11", "2023-03-12", "weekend"),
    ("this weekend", "this weekend", "2023-03-18", "2023-03-19", "weekend"),
    ("last weekend", "last weekend", "2023-03-11", "2023-03-12", "weekend"),
    ("in the past two days", "the past two days", "2023-03-13", "2023-03-15", "range"),
    ("for the last month", "for the last month", "2023-02-15", "2023-03-15", "range"),
    ("the last 48 hours", "the last 48 hours", "2023-03-13", "2023-03-15", "range"),
    ("in the next three weeks", "the next three weeks", "2023-03-15", "2023-04-05", "range"),
    ("so far this year", "so far this year", "2023-01-01", "2023-03-15", "range"),
    ("a recent ambush", "recent", "", "2023-03-15", "open"),
    ("in recent weeks", "in recent weeks", "", "2023-03-15", "open"),
    ("a few days ago", "a few days ago", "", "2023-03-15", "open"),
    ("will soon reopen", "soon", "2023-03-15", "", "open"),
    ("in the coming weeks", "in the coming weeks", "2023-03-15", "", "open"),
    ("the ongoing siege", "ongoing", "", "2023-03-15", "open"),
]


def test_dates_that_are_counted_from_the_report(check_dates):
    check_dates(DATES)


def test_each_rule_has_an_example_here(check_rules):
    check_rules(relative.RULES, [text for text, *_ in DATES])


NOTHING = [
    "The Sun and the Sunday Times reported it.",
    "Shops filled on Black Friday.",
    "as soon as possible, too soon, shortly after",
    "for the past quarter-century",
]


def test_no_date(check_no_dates):
    check_no_dates(NOTHING)


UNREAD = [
    ("9000 years ago", "calendar"),
    ("every Friday", "one day"),
    ("on Mondays", "one day"),
]


def test_unknown_says_why(check_unknown):
    check_unknown(UNREAD)


def test_weekday_is_the_last_one_on_every_day_of_the_week():
    for shift in range(7):
        published = datetime.date(2023, 3, 15) + datetime.timedelta(days=shift)
        [found] = find_dates("on Sunday", published=published)
        assert found.when.start.weekday() == 6
        assert 0 <= (published - found.when.start).days < 7


@pytest.mark.parametrize(
    ("day", "saturday"), [(15, "2023-03-11"), (17, "2023-03-11"), (18, "2023-03-18"), (19, "2023-03-18")]
)
def test_the_weekend_is_this_one_once_it_has_begun(day, saturday):
    [found] = find_dates("over the weekend", published=datetime.date(2023, 3, day))
    assert found.when.start.isoformat() == saturday


def test_a_month_s_last_day_is_kept_where_months_are_counted():
    for published, text, start in (
        (datetime.date(2024, 3, 31), "in the past month", "2024-02-29"),
        (datetime.date(2023, 3, 31), "in the past month", "2023-02-28"),
        (datetime.date(2024, 2, 29), "in the last year", "2023-02-28"),
    ):
        [found] = find_dates(text, published=published)
        assert (found.when.start.isoformat(), found.when.end) == (start, published)


def test_words_that_only_look_relative(check_no_dates):
    check_no_dates(
        [
            "this year old dog",
            "recently as",
            "tonight-show",
            "the past decade-long war",
            "not soon",
            "shortly after",
        ]
    )


def test_the_edges_of_the_calendar_are_unknown():
    for text, published in (
        ("two days ago", datetime.date.min),
        ("tomorrow", datetime.date.max),
        ("next year", datetime.date.max),
    ):
        [found] = find_dates(text, published=published)
        assert found.when.start is None and "calendar" in found.when.rule
