"""What dates make of one another: ranges, bounds with one open end, days counted from a day named before."""

from __future__ import annotations

import datetime

from geo.dates.recogniser import as_future, find_dates

WEDNESDAY = datetime.date(2023, 3, 15)
DATES = [
    (
        "from 28 December to 4 January 2020",
        "from 28 December to 4 January 2020",
        "2019-12-28",
        "2020-01-04",
        "range",
    ),
    ("from May 30, 2020 to June 2", "from May 30, 2020 to June 2", "2020-05-30", "2020-06-02", "range"),
    ("Monday through Friday", "Monday through Friday", "2023-03-06", "2023-03-10", "range"),
    ("since January", "since January", "2023-01-01", "2023-03-15", "open"),
    ("since 2011", "since 2011", "2011-01-01", "2023-03-15", "open"),
    ("since April", "since April", "2022-04-01", "2023-03-15", "open"),
    ("until June 2024", "until June 2024", "", "2024-06-30", "open"),
    ("by the end of April", "by the end of April", "", "2023-04-30", "open"),
    ("by July", "by July", "", "2023-07-31", "open"),
    ("by December", "by December", "", "2022-12-31", "open"),
    ("before 2008", "before 2008", "", "2007-12-31", "open"),
    ("prior to 3 June 2022", "prior to 3 June 2022", "", "2022-06-02", "open"),
    ("after 3 June 2022, he", "after 3 June 2022", "2022-06-04", "", "open"),
    ("from 1 February onwards", "from 1 February onwards", "2023-02-01", "", "open"),
]


def test_ranges_and_bounds(check_dates):
    check_dates(DATES)


def test_a_count_without_a_day_to_count_from_is_unknown(check_unknown):
    check_unknown([("three days later", "from a day that is not")])


def _iso(date):
    return date.isoformat() if date else ""


def test_days_counted_from_a_named_day():
    found = find_dates(
        "It began on 3 June 2021. Three days later they fled; the next day it rained.", published=None
    )
    assert [each.when.start.day for each in found] == [3, 6, 7]
    assert found[1].when.rule == "counted from “3 June 2021”"


def test_a_day_that_is_given_is_not_counted_again():
    found = find_dates(
        "On Monday, about three months later, he fled; two days earlier it had rained.", published=WEDNESDAY
    )
    assert [(each.text, _iso(each.when.start)) for each in found] == [
        ("Monday", "2023-03-13"),
        ("two days earlier", "2023-03-11"),
    ]


def test_a_noun_after_the_date_leaves_it_closed(read):
    assert read("after Tuesday's attack") == ("Tuesday", "2023-03-14", "2023-03-14", "day")


def test_a_bound_leans_too():
    [found] = find_dates("until Friday", published=WEDNESDAY)
    assert _iso(as_future(found, WEDNESDAY).when.end) == "2023-03-17"


def read_all(text, published=WEDNESDAY):
    return [(e.text, _iso(e.when.start), _iso(e.when.end)) for e in find_dates(text, published=published)]


def test_two_dates_are_no_range_unless_the_words_say_so():
    assert read_all("on 3 May 2021 and 9 June 2021") == [
        ("3 May 2021", "2021-05-03", "2021-05-03"), ("9 June 2021", "2021-06-09", "2021-06-09"),
    ]  # fmt: skip
    assert read_all("between 3 May 2021 and 9 June 2021") == [
        ("between 3 May 2021 and 9 June 2021", "2021-05-03", "2021-06-09")
    ]
    apart = "on 3 May 2021, and after a long winter also on 9 June 2021"
    assert len(read_all(apart)) == 2, "what stands between is no link"


def test_a_range_that_ends_before_it_begins_is_two_dates():
    assert read_all("from 9 June 2021 to 3 May 2021") == [
        ("9 June 2021", "2021-06-09", "2021-06-09"), ("3 May 2021", "2021-05-03", "2021-05-03"),
    ]  # fmt: skip


def test_a_third_date_does_not_lengthen_a_range():
    assert [words for words, *_ in read_all("from 3 May 2021 to 9 June 2021 to 1 July 2021")] == [
        "from 3 May 2021 to 9 June 2021", "1 July 2021",
    ]  # fmt: skip


def test_bounds_stop_a_day_short_of_what_they_name(check_dates):
    check_dates([
        ("before 1 March 2020", "before 1 March 2020", "", "2020-02-29", "open"),
        ("after 31 December 2020, they", "after 31 December 2020", "2021-01-01", "", "open"),
        ("until 1 March 2020", "until 1 March 2020", "", "2020-03-01", "open"),
        ("as of 1 March 2020", "as of 1 March 2020", "2020-03-01", "", "open"),
    ])  # fmt: skip


def test_a_bound_at_the_edge_of_the_calendar_is_unknown_and_not_an_error():
    for text, edge in (("before today", datetime.date.min), ("after today, he", datetime.date.max)):
        [found] = find_dates(text, published=edge)
        assert (found.when.start, found.when.end) == (None, None)
        assert "calendar" in found.when.rule


def test_since_a_day_to_come_has_no_end():
    [found] = find_dates("since 1 May 2023", published=WEDNESDAY)
    assert (_iso(found.when.start), found.when.end) == ("2023-05-01", None)


def test_counts_go_either_way_and_stop_at_the_calendar_s_edge():
    text = "It began on 31 January 2021. {} it rained."
    for counted, day in (
        ("The day before", "2021-01-30"), ("The previous day", "2021-01-30"), ("The same day", "2021-01-31"),
        ("Two weeks later", "2021-02-08"), ("A year earlier", "2020-01-01"), ("One month later", "2021-02-01"),
    ):  # fmt: skip
        assert read_all(text.format(counted))[-1][1] == day, counted
    [_, beyond] = find_dates(text.format("9999 years later"), published=None)
    assert "calendar" in beyond.when.rule


def test_what_is_named_far_above_is_not_counted_from():
    near, far = (
        "It began on 3 May 2021. " + "x" * size + " Two days later it rained." for size in (360, 400)
    )
    assert read_all(near)[-1] == ("Two days later", "2021-05-05", "2021-05-05")
    assert read_all(far)[-1] == ("Two days later", "", "")
