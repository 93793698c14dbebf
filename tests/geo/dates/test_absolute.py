"""Dates that name a day, a month, a year or a season, read on a Wednesday in March; and what only looks like one."""

from __future__ import annotations

import datetime

import pytest

from geo.dates import absolute
from geo.dates.recogniser import as_future, as_past, find_dates

WEDNESDAY = datetime.date(2023, 3, 15)

DATES = [
    ("Voters go to the polls on 9 October 2022.", "9 October 2022", "2022-10-09", "2022-10-09", "day"),
    ("The bridge fell on October 9, 2022, at dawn.", "October 9, 2022", "2022-10-09", "2022-10-09", "day"),
    ("MANILA, DEC. 3, 2021", "DEC. 3, 2021", "2021-12-03", "2021-12-03", "day"),
    ("Filed 2022-10-09T08:00Z", "2022-10-09T08:00Z", "2022-10-09", "2022-10-09", "day"),
    ("logged 2022/1/9 by hand", "2022/1/9", "2022-01-09", "2022-01-09", "day"),
    ("dated 25/12/2022", "25/12/2022", "2022-12-25", "2022-12-25", "day"),
    ("dated 12/25/2022", "12/25/2022", "2022-12-25", "2022-12-25", "day"),
    ("dated 04/04/22", "04/04/22", "2022-04-04", "2022-04-04", "day"),
    ("am 10.12.2022 eröffnet", "10.12.2022", "2022-12-10", "2022-12-10", "day"),
    ("the ninth of October, 2022", "the ninth of October, 2022", "2022-10-09", "2022-10-09", "day"),
    ("on the 9th of October 2022", "9th of October 2022", "2022-10-09", "2022-10-09", "day"),
    ("on Sunday, 9 October 2022, they", "Sunday, 9 October 2022", "2022-10-09", "2022-10-09", "day"),
    ("Sun 5 March was calm", "Sun 5 March", "2023-03-05", "2023-03-05", "day"),
    ("Tues., Feb. 14, the court", "Tues., Feb. 14", "2023-02-14", "2023-02-14", "day"),
    ("on Feb. 14 the court", "Feb. 14", "2023-02-14", "2023-02-14", "day"),
    ("On May 2 the court sits", "May 2", "2023-05-02", "2023-05-02", "day"),
    ("since the Nov. 30 earthquake", "Nov. 30", "2022-11-30", "2022-11-30", "day"),
    ("on Christmas Eve", "Christmas Eve", "2022-12-24", "2022-12-24", "day"),
    ("in April 2019 the", "April 2019", "2019-04-01", "2019-04-30", "month"),
    ("In February, envoys", "February", "2023-02-01", "2023-02-28", "month"),
    ("in October they", "October", "2022-10-01", "2022-10-31", "month"),
    ("last May", "last May", "2022-05-01", "2022-05-31", "month"),
    ("the August floods", "August", "2022-08-01", "2022-08-31", "month"),
    ("the January raid", "January", "2023-01-01", "2023-01-31", "month"),
    ("early June 2022", "early June 2022", "2022-06-01", "2022-06-10", "month"),
    ("in mid-January", "mid-January", "2023-01-11", "2023-01-21", "month"),
    ("at the end of November", "the end of November", "2022-11-21", "2022-11-30", "month"),
    ("in 2014 it", "2014", "2014-01-01", "2014-12-31", "year"),
    ("the 1973 war", "1973", "1973-01-01", "1973-12-31", "year"),
    ("the 2016 Rio games", "2016", "2016-01-01", "2016-12-31", "year"),
    ("the treaty (1994)", "1994", "1994-01-01", "1994-12-31", "year"),
    ("in late 2021", "late 2021", "2021-09-01", "2021-12-31", "year"),
    ("in the 1970s", "the 1970s", "1970-01-01", "1979-12-31", "decade"),
    ("the late '80s", "the late '80s", "1987-01-01", "1989-12-31", "decade"),
    ("in the 19th century", "19th century", "1801-01-01", "1900-12-31", "range"),
    ("the week of March 1", "the week of March 1", "2023-02-27", "2023-03-05", "week"),
    ("in the summer of 2021", "the summer of 2021", "2021-06-01", "2021-08-31", "season"),
    ("last autumn", "last autumn", "2022-09-01", "2022-11-30", "season"),
    ("the winter of 2021-22", "the winter of 2021-22", "2021-12-01", "2022-02-28", "season"),
    ("from 3 to 9 May 2021", "from 3 to 9 May 2021", "2021-05-03", "2021-05-09", "range"),
    ("7-9 October", "7-9 October", "2022-10-07", "2022-10-09", "range"),
    ("November 7–9, 2020", "November 7–9, 2020", "2020-11-07", "2020-11-09", "range"),
    ("May-July 2021", "May-July 2021", "2021-05-01", "2021-07-31", "range"),
    ("between January and March", "between January and March", "2023-01-01", "2023-03-31", "range"),
    ("from November 2019 to February", "from November 2019 to February", "2019-11-01", "2020-02-29", "range"),
    ("from 1992 to 1995", "from 1992 to 1995", "1992-01-01", "1995-12-31", "range"),
    ("the 1992-95 siege", "1992-95", "1992-01-01", "1995-12-31", "range"),
]


def test_dates_that_are_named(check_dates):
    check_dates(DATES)


def test_each_rule_has_an_example_here(check_rules):
    check_rules(absolute.RULES, [text for text, *_ in DATES])


NOTHING = [
    "They may march to the square.",
    "Ms. June Jones and April Smith spoke.",
    "An august institution.",
    "Theresa May won. The deal was signed by May that evening.",
    "It burned down in 2020 homes and 1,998 sheds.",
    "2,000 people fled; 1999 soldiers stayed.",
    "Flight 2019 landed at 9 p.m. local time.",
    "The fall of Saigon; a hot spring; the second battalion.",
    "Call 555-12-3456 or see version 1.2.3 at 10.0.0.1.",
    "The score was 12/3.",
    "Black September claimed it.",
    "A 2003 Honda stood there.",
]


def test_no_date(check_no_dates):
    check_no_dates(NOTHING)


UNREAD = [
    ("on 31 February", "calendar"),
    ("on April 31, 2020", "calendar"),
    ("29 February 2023", "calendar"),
    ("99/99/9999", "calendar"),
    ("2023-13-01", "calendar"),
    ("from 9 to 3 May", "calendar"),
    ("05/06/2022", "day and month"),
]


def test_unknown_says_why(check_unknown):
    check_unknown(UNREAD)


def test_a_wrong_weekday_is_told():
    [found] = find_dates("on Monday, 9 October 2022", published=None)
    assert found.when.start == datetime.date(2022, 10, 9)
    assert "not on the weekday that is named" in found.when.rule


def test_a_wrong_weekday_moves_no_date_to_another_year(check_rows):
    def check(row):
        text, tense, expected, agrees = row
        [found] = find_dates(text, published=WEDNESDAY)
        found = {"past": as_past, "future": as_future, "": lambda each, _: each}[tense](found, WEDNESDAY)
        assert found.when.start.isoformat() == expected
        assert ("not on the weekday that is named" in found.when.rule) != agrees

    check_rows(
        [
            ("Troops fired on Sunday, 12 March.", "", "2023-03-12", True),
            (
                "Troops fired on Saturday, 12 March.",
                "",
                "2023-03-12",
                False,
            ),  # one in 2022, and in no year since
            ("Troops fired on Tuesday, February 27.", "past", "2023-02-27", False),
            ("They will meet on Wednesday, May 4.", "future", "2023-05-04", False),
            ("They will meet on Thurs., May 4.", "future", "2023-05-04", True),
            ("The court sat on Friday 30 December.", "", "2022-12-30", True),
            ("The court sat on Thursday the 30th of December.", "", "2022-12-30", False),
            # of the last and the next such day the weekday decides where the tense does not
            ("A strike on Saturday, July 16.", "", "2022-07-16", True),
            ("A strike on Sunday, July 16.", "", "2023-07-16", True),
            ("A strike on Sunday, July 16.", "past", "2022-07-16", False),
            ("A strike on Tuesday, February 27.", "", "2023-02-27", False),  # nearly a year from now
        ],
        check,
    )


def test_years_that_reports_name(check_dates, check_no_dates):
    check_dates(
        [(f"in {year} they", str(year), f"{year}-01-01", f"{year}-12-31", "year") for year in (1800, 2099)]
    )
    check_no_dates(["in 1799 they", "in 2100 homes", "in 2150 they", "a 2020 Honda", "2020 people"])


def test_figures_say_which_number_is_the_month_only_where_one_cannot_be(check_dates, check_unknown):
    check_dates([
        ("13/12/2022", "13/12/2022", "2022-12-13", "2022-12-13", "day"),
        ("12/13/2022", "12/13/2022", "2022-12-13", "2022-12-13", "day"),
        ("12.11.2022", "12.11.2022", "2022-11-12", "2022-11-12", "day"),  # with full stops the day goes first
        ("12/12/2022", "12/12/2022", "2022-12-12", "2022-12-12", "day"),
    ])  # fmt: skip
    check_unknown([("12/11/2022", "day and month"), ("13/13/2022", "calendar")])


def test_a_month_alone_needs_a_word_that_shows_it(check_dates, check_no_dates):
    check_dates([
        ("in June they", "June", "2022-06-01", "2022-06-30", "month"),
        ("every January frost", "January", "2023-01-01", "2023-01-31", "month"),
        ("last March", "last March", "2022-03-01", "2022-03-31", "month"),
        ("next March", "next March", "2024-03-01", "2024-03-31", "month"),
        ("this March", "this March", "2023-03-01", "2023-03-31", "month"),
    ])  # fmt: skip
    check_no_dates(["Ms. April won.", "April Smith in May Jones", "by March Hare", "to May Whittaker"])


def test_a_month_whose_year_is_named_elsewhere_is_unknown(check_unknown):
    check_unknown([("that May", "named elsewhere")])


def test_a_season_goes_over_the_turn_of_the_year(check_dates):
    check_dates([
        ("winter 2021", "winter 2021", "2020-12-01", "2021-02-28", "season"),
        ("last winter", "last winter", "2022-12-01", "2023-02-28", "season"),
        ("next summer", "next summer", "2023-06-01", "2023-08-31", "season"),
        ("in the spring they", "the spring", "2023-03-01", "2023-05-31", "season"),
    ])  # fmt: skip


def test_ranges_of_months_may_go_over_years(check_dates, check_unknown):
    check_dates([
        ("from May 2019 to June 2021", "from May 2019 to June 2021", "2019-05-01", "2021-06-30", "range"),
        ("between May and June 2021", "between May and June 2021", "2021-05-01", "2021-06-30", "range"),
        ("November-February 2021", "November-February 2021", "2020-11-01", "2021-02-28", "range"),
    ])  # fmt: skip
    check_unknown([("from May 2020 to June 2019", "calendar"), ("from 2014 to 2011", "calendar")])


def test_two_days_or_months_are_no_range(read):
    assert read("3 and 9 May 2021")[:3] == ("9 May 2021", "2021-05-09", "2021-05-09")
    assert read("May and June 2021")[:3] == ("June 2021", "2021-06-01", "2021-06-30")
    assert read("May-June 3")[:3] == ("June 3", "2022-06-03", "2022-06-03")


def test_holidays_may_have_a_year(check_dates):
    check_dates([("Christmas Day 2020", "Christmas Day 2020", "2020-12-25", "2020-12-25", "day"),
                 ("on New Year’s Eve", "New Year’s Eve", "2022-12-31", "2022-12-31", "day")])  # fmt: skip


def test_what_only_looks_like_a_season_or_a_date_in_figures(check_no_dates):
    check_no_dates(
        ["the spring they dug", "the fall of Kabul", "a spring, clear", "dated 3-4-22", "2014-2011"]
    )


@pytest.mark.parametrize(
    ("published", "near", "past", "future"),
    [("2023-07-01", 2023, 2023, 2023), ("2023-09-20", 2023, 2023, 2024), ("2023-03-15", 2023, 2022, 2023), ("2023-12-20", 2023, 2023, 2024)],
)  # fmt: skip
def test_this_summer_is_the_nearest_one_that_the_sentence_leans_to(published, near, past, future):
    day = datetime.date.fromisoformat(published)
    [found] = find_dates("this summer", published=day)
    leaning = (found, as_past(found, day), as_future(found, day))
    assert [each.when.start for each in leaning] == [
        datetime.date(year, 6, 1) for year in (near, past, future)
    ]


def test_of_two_days_with_a_month_each_neither_loses_its_own(read):
    assert read("from July 3 to 9 August 2021")[1:] == ("2021-07-03", "2021-08-09", "range")
