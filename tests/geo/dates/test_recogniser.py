"""Dates: what the words mean on a given day, what they do not mean, and properties that hold for any text."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.dates import absolute, relative
from geo.dates.calendar_words import (
    CARDINALS,
    HOLIDAYS,
    MONTHS,
    PARTS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    openings,
)
from geo.dates.expressions import _RULES
from geo.dates.recogniser import UNKNOWN, as_future, as_past, find_dates, in_tense
from geo.numerals import ORDINALS

WEDNESDAY = datetime.date(2023, 3, 15)


def read(text, published=WEDNESDAY):
    """The only expression of a text, as (words, start, end, granularity) with ISO dates and "" for an open end."""
    [found] = find_dates(text, published=published)
    assert text[found.start : found.end] == found.text == found.when.text
    return found.text, _iso(found.when.start), _iso(found.when.end), found.when.granularity


def _iso(date):
    return date.isoformat() if date else ""


DAYS = [
    ("Voters go to the polls on 9 October 2022.", "9 October 2022", "2022-10-09"),
    ("The bridge fell on October 9, 2022, at dawn.", "October 9, 2022", "2022-10-09"),
    ("MANILA, DEC. 3, 2021", "DEC. 3, 2021", "2021-12-03"),
    ("Filed 2022-10-09T08:00Z", "2022-10-09T08:00Z", "2022-10-09"),
    ("logged 2022/1/9 by hand", "2022/1/9", "2022-01-09"),
    ("dated 25/12/2022", "25/12/2022", "2022-12-25"),
    ("dated 12/25/2022", "12/25/2022", "2022-12-25"),
    ("dated 04/04/22", "04/04/22", "2022-04-04"),
    ("am 10.12.2022 eröffnet", "10.12.2022", "2022-12-10"),
    ("the ninth of October, 2022", "the ninth of October, 2022", "2022-10-09"),
    ("on the 9th of October 2022", "9th of October 2022", "2022-10-09"),
    ("on Sunday, 9 October 2022, they", "Sunday, 9 October 2022", "2022-10-09"),
    ("Sun 5 March was calm", "Sun 5 March", "2023-03-05"),
    ("Tues., Feb. 14, the court", "Tues., Feb. 14", "2023-02-14"),
    ("on Feb. 14 the court", "Feb. 14", "2023-02-14"),
    ("On May 2 the court sits", "May 2", "2023-05-02"),
    ("since the Nov. 30 earthquake", "Nov. 30", "2022-11-30"),
    ("on Wednesday", "Wednesday", "2023-03-15"),
    ("on Thursday", "Thursday", "2023-03-09"),
    ("Monday's blast", "Monday", "2023-03-13"),
    ("after Friday prayers", "Friday", "2023-03-10"),
    ("on Tuesday night", "Tuesday night", "2023-03-14"),
    ("last Wednesday", "last Wednesday", "2023-03-08"),
    ("this past Sunday", "this past Sunday", "2023-03-12"),
    ("next Monday", "next Monday", "2023-03-20"),
    ("this coming Friday", "this coming Friday", "2023-03-17"),
    ("Monday of last week", "Monday of last week", "2023-03-06"),
    ("Tuesday next week", "Tuesday next week", "2023-03-21"),
    ("He resigned today.", "today", "2023-03-15"),
    ("Police said tonight that", "tonight", "2023-03-15"),
    ("Yesterday evening the dam", "Yesterday evening", "2023-03-14"),
    ("last night", "last night", "2023-03-14"),
    ("this morning", "this morning", "2023-03-15"),
    ("tomorrow", "tomorrow", "2023-03-16"),
    ("the day before yesterday", "the day before yesterday", "2023-03-13"),
    ("three days ago", "three days ago", "2023-03-12"),
    ("in four days' time", "in four days' time", "2023-03-19"),
    ("on Christmas Eve", "Christmas Eve", "2022-12-24"),
]


def test_a_day(check_rows):
    def check(row):
        text, words, date = row
        assert read(text) == (words, date, date, "day")

    check_rows(DAYS, check)


PERIODS = [
    ("in April 2019 the", "April 2019", "2019-04-01", "2019-04-30", "month"),
    ("In February, envoys", "February", "2023-02-01", "2023-02-28", "month"),
    ("in October they", "October", "2022-10-01", "2022-10-31", "month"),
    ("last May", "last May", "2022-05-01", "2022-05-31", "month"),
    ("the August floods", "August", "2022-08-01", "2022-08-31", "month"),
    ("the January raid", "January", "2023-01-01", "2023-01-31", "month"),
    ("early June 2022", "early June 2022", "2022-06-01", "2022-06-10", "month"),
    ("in mid-January", "mid-January", "2023-01-11", "2023-01-21", "month"),
    ("at the end of November", "the end of November", "2022-11-21", "2022-11-30", "month"),
    ("last month", "last month", "2023-02-01", "2023-02-28", "month"),
    ("earlier this month", "earlier this month", "2023-03-01", "2023-03-15", "month"),
    ("later this year", "later this year", "2023-03-15", "2023-12-31", "year"),
    ("early last year", "early last year", "2022-01-01", "2022-04-30", "year"),
    ("next year", "next year", "2024-01-01", "2024-12-31", "year"),
    ("in 2014 it", "2014", "2014-01-01", "2014-12-31", "year"),
    ("the 1973 war", "1973", "1973-01-01", "1973-12-31", "year"),
    ("the 2016 Rio games", "2016", "2016-01-01", "2016-12-31", "year"),
    ("the treaty (1994)", "1994", "1994-01-01", "1994-12-31", "year"),
    ("in late 2021", "late 2021", "2021-09-01", "2021-12-31", "year"),
    ("six years ago", "six years ago", "2017-01-01", "2017-12-31", "year"),
    ("thirteen years ago", "thirteen years ago", "2010-01-01", "2010-12-31", "year"),
    ("sixty years ago", "sixty years ago", "1963-01-01", "1963-12-31", "year"),
    ("in the 1970s", "the 1970s", "1970-01-01", "1979-12-31", "decade"),
    ("the late '80s", "the late '80s", "1987-01-01", "1989-12-31", "decade"),
    ("in the 19th century", "19th century", "1801-01-01", "1900-12-31", "range"),
    ("last week", "last week", "2023-03-06", "2023-03-12", "week"),
    ("two weeks ago", "two weeks ago", "2023-02-27", "2023-03-05", "week"),
    ("the week of March 1", "the week of March 1", "2023-02-27", "2023-03-05", "week"),
    ("over the weekend", "over the weekend", "2023-03-11", "2023-03-12", "weekend"),
    ("this weekend", "this weekend", "2023-03-18", "2023-03-19", "weekend"),
    ("last weekend", "last weekend", "2023-03-11", "2023-03-12", "weekend"),
    ("in the summer of 2021", "the summer of 2021", "2021-06-01", "2021-08-31", "season"),
    ("last autumn", "last autumn", "2022-09-01", "2022-11-30", "season"),
    ("the winter of 2021-22", "the winter of 2021-22", "2021-12-01", "2022-02-28", "season"),
    ("in Q2 2022", "Q2 2022", "2022-04-01", "2022-06-30", "quarter"),
    ("the fourth quarter of 2021", "the fourth quarter of 2021", "2021-10-01", "2021-12-31", "quarter"),
    ("the first half of 2022", "the first half of 2022", "2022-01-01", "2022-06-30", "half"),
    ("fiscal year 2022", "fiscal year 2022", "2021-02-01", "2023-03-31", "range"),
]


def test_a_period(check_rows):
    def check(row):
        text, *expected = row
        assert read(text) == tuple(expected)

    check_rows(PERIODS, check)


RANGES = [
    ("from 3 to 9 May 2021", "from 3 to 9 May 2021", "2021-05-03", "2021-05-09"),
    ("7-9 October", "7-9 October", "2022-10-07", "2022-10-09"),
    ("November 7–9, 2020", "November 7–9, 2020", "2020-11-07", "2020-11-09"),
    ("May-July 2021", "May-July 2021", "2021-05-01", "2021-07-31"),
    ("between January and March", "between January and March", "2023-01-01", "2023-03-31"),
    ("from November 2019 to February", "from November 2019 to February", "2019-11-01", "2020-02-29"),
    ("from 28 December to 4 January 2020", "from 28 December to 4 January 2020", "2019-12-28", "2020-01-04"),
    ("from May 30, 2020 to June 2", "from May 30, 2020 to June 2", "2020-05-30", "2020-06-02"),
    ("Monday through Friday", "Monday through Friday", "2023-03-06", "2023-03-10"),
    ("from 1992 to 1995", "from 1992 to 1995", "1992-01-01", "1995-12-31"),
    ("the 1992-95 siege", "1992-95", "1992-01-01", "1995-12-31"),
    ("in the past two days", "the past two days", "2023-03-13", "2023-03-15"),
    ("for the last month", "for the last month", "2023-02-15", "2023-03-15"),
    ("the last 48 hours", "the last 48 hours", "2023-03-13", "2023-03-15"),
    ("in the next three weeks", "the next three weeks", "2023-03-15", "2023-04-05"),
    ("so far this year", "so far this year", "2023-01-01", "2023-03-15"),
]


def test_a_range(check_rows):
    def check(row):
        text, *expected = row
        assert read(text) == (*expected, "range")

    check_rows(RANGES, check)


OPEN = [
    ("since January", "since January", "2023-01-01", "2023-03-15"),
    ("since 2011", "since 2011", "2011-01-01", "2023-03-15"),
    ("since April", "since April", "2022-04-01", "2023-03-15"),
    ("until June 2024", "until June 2024", "", "2024-06-30"),
    ("by the end of April", "by the end of April", "", "2023-04-30"),
    ("by July", "by July", "", "2023-07-31"),
    ("by December", "by December", "", "2022-12-31"),
    ("before 2008", "before 2008", "", "2007-12-31"),
    ("prior to 3 June 2022", "prior to 3 June 2022", "", "2022-06-02"),
    ("after 3 June 2022, he", "after 3 June 2022", "2022-06-04", ""),
    ("from 1 February onwards", "from 1 February onwards", "2023-02-01", ""),
    ("a recent ambush", "recent", "", "2023-03-15"),
    ("in recent weeks", "in recent weeks", "", "2023-03-15"),
    ("a few days ago", "a few days ago", "", "2023-03-15"),
    ("will soon reopen", "soon", "2023-03-15", ""),
    ("in the coming weeks", "in the coming weeks", "2023-03-15", ""),
    ("the ongoing siege", "ongoing", "", "2023-03-15"),
]


def test_an_open_interval(check_rows):
    def check(row):
        text, *expected = row
        assert read(text) == (*expected, "open")

    check_rows(OPEN, check)


NOTHING = [
    "They may march to the square.",
    "Ms. June Jones and April Smith spoke.",
    "An august institution.",
    "Theresa May won. The deal was signed by May that evening.",
    "It burned down in 2020 homes and 1,998 sheds.",
    "2,000 people fled; 1999 soldiers stayed.",
    "Flight 2019 landed at 9 p.m. local time.",
    "The fall of Saigon; a hot spring; the second battalion.",
    "The Sun and the Sunday Times reported it.",
    "Shops filled on Black Friday.",
    "Call 555-12-3456 or see version 1.2.3 at 10.0.0.1.",
    "as soon as possible, too soon, shortly after",
    "The score was 12/3.",
    "Black September claimed it.",
    "A 2003 Honda stood there.",
    "for the past quarter-century",
]


def test_no_date(check_rows):
    def check(text):
        assert find_dates(text, published=WEDNESDAY) == []

    check_rows(NOTHING, check)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("on 31 February", "a day that the calendar does not have"),
        ("on April 31, 2020", "a day that the calendar does not have"),
        ("29 February 2023", "a day that the calendar does not have"),
        ("99/99/9999", "a day that the calendar does not have"),
        ("2023-13-01", "a day that the calendar does not have"),
        ("from 9 to 3 May", "a day that the calendar does not have"),
        ("9000 years ago", "a day that the calendar does not have"),
        ("05/06/2022", "figures whose day and month cannot be distinguished"),
        ("every Friday", "a recurring weekday, not one day"),
        ("on Mondays", "a recurring weekday, not one day"),
        ("three days later", "counted from a day that is not stated"),
    ],
)
def test_unknown_says_why(text, why):
    [found] = find_dates(text, published=WEDNESDAY)
    assert (found.when.start, found.when.end, found.when.granularity) == (None, None, "unknown")
    assert found.when.rule == why


@pytest.mark.parametrize(
    "text",
    [
        "on Tuesday", "yesterday", "last month", "last quarter", "three days ago", "two Fridays ago", "overnight",
        "over the weekend", "in the past week", "within the next two days", "recently", "soon", "so far this year",
    ],
)  # fmt: skip
def test_a_relative_date_is_not_guessed(text):
    [found] = find_dates(f"It will be {text}", published=None)
    assert (found.when.start, found.when.end) == (None, None)
    assert found.when.text and found.when.rule == "relative to the day of publication, which is not known"


@pytest.mark.parametrize("text", ["in June", "July 4", "on 3 May", "early March"])
def test_a_year_is_not_guessed(text):
    [found] = find_dates(text, published=None)
    assert (found.when.start, found.when.end) == (None, None)
    assert found.when.rule == "no year is stated, and the day of publication is not known"


def test_an_absolute_date_needs_no_report_day():
    assert read("in June 2019", published=None)[1:3] == ("2019-06-01", "2019-06-30")


def test_weekday_is_the_last_one_on_every_day_of_the_week():
    for shift in range(7):
        published = WEDNESDAY + datetime.timedelta(days=shift)
        [found] = find_dates("on Sunday", published=published)
        assert found.when.start.weekday() == 6
        assert 0 <= (published - found.when.start).days < 7


def test_a_wrong_weekday_is_told():
    [found] = find_dates("on Monday, 9 October 2022", published=None)
    assert found.when.start == datetime.date(2022, 10, 9)
    assert "not on the weekday that is named" in found.when.rule


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


def test_a_noun_after_the_date_leaves_it_closed():
    assert read("after Tuesday's attack") == ("Tuesday", "2023-03-14", "2023-03-14", "day")


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("on Friday", "2023-03-10", "2023-03-17"),
        ("on Wednesday", "2023-03-15", "2023-03-15"),
        ("on July 4", "2022-07-04", "2023-07-04"),
        ("on April 2", "2022-04-02", "2023-04-02"),
        ("in September", "2022-09-01", "2023-09-01"),
        ("on 4 July 2020", "2020-07-04", "2020-07-04"),
    ],
)
def test_leaning(text, past, future):
    [found] = find_dates(text, published=WEDNESDAY)
    before, after = as_past(found, WEDNESDAY), as_future(found, WEDNESDAY)
    assert (_iso(before.when.start), _iso(after.when.start)) == (past, future)
    assert (before.start, before.end) == (after.start, after.end) == (found.start, found.end)


def test_a_bound_leans_too():
    [found] = find_dates("until Friday", published=WEDNESDAY)
    assert _iso(as_future(found, WEDNESDAY).when.end) == "2023-03-17"


def test_unknown_is_explicit():
    assert (UNKNOWN.start, UNKNOWN.end, UNKNOWN.granularity, UNKNOWN.text) == (None, None, "unknown", None)


RULES = (*absolute.RULES, *relative.RULES)


def test_each_rule_has_an_example_here(check_rows):
    texts = [row[0] for table in (DAYS, PERIODS, RANGES, OPEN) for row in table]
    texts += ["hours ago", "overnight", "the end of the week", "earlier this month"]

    def check(rule):
        assert any(rule.pattern.search(text) for text in texts)
        assert rule.read.__doc__

    check_rows(RULES, check, name=lambda rule: rule.read.__name__)


WORDS = st.sampled_from(
    [
        "May",
        "March",
        "June",
        "Sunday",
        "Tuesday",
        "last",
        "next",
        "the",
        "of",
        "in",
        "since",
        "until",
        "by",
        "from",
        "to",
        "and",
        "between",
        "early",
        "late",
        "31",
        "30",
        "29",
        "2",
        "1999\n",
        "",
        "",
        "",
        "2024",
        "2,000",
        "12/25/2022",
        "10.12.2022",
        "week",
        "month",
        "year",
        "ago",
        "days",
        "later",
        "three",
        "a",
        "few",
        "'s",
        "(",
        ")",
        ".",
        ",",
        "-",
        "–",
        "\n",
        "recent",
        "soon",
        "weekend\n",
        "",
        "",
        "",
        "Q3",
        "quarter",
        "summer",
        "century",
        "19th",
        "1990s",
        "February",
        "every",
        "night",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join))
REPORT_DAYS = st.one_of(
    st.none(), st.dates(), st.sampled_from([datetime.date.min, datetime.date.max, datetime.date(2024, 2, 29)])
)


@given(text=TEXTS, published=REPORT_DAYS)
def test_any_text_gives_sorted_closed_intervals(text, published):
    end = 0
    for found in find_dates(text, published=published):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.text == found.when.text
        when = found.when
        assert when.start is None or when.end is None or when.start <= when.end
        assert (when.granularity == "unknown") == (when.start is None and when.end is None)
        as_past(found, published)
        as_future(found, published)
        end = found.end


@given(text=TEXTS)
def test_a_prefix_only_shifts(text):
    prefix = "Rain fell. \n\n"
    plain, shifted = (find_dates(each, published=WEDNESDAY) for each in (". " + text, prefix + ". " + text))
    assert [(e.start + len(prefix), e.when) for e in plain] == [(e.start, e.when) for e in shifted]


@pytest.mark.parametrize("unit", ["Monday-", "since May to ", " ", "1/1/", "the last ", "9 May and "])
def test_work_grows_with_length_only(unit, work):
    def effort(size):
        text = (unit * (size // len(unit) + 1))[:size]
        return work(lambda: find_dates(text, published=WEDNESDAY))

    effort(1_000)
    assert effort(16_000) < 5 * effort(4_000)


def test_a_month_without_a_day_tells_what_is_the_same_throughout_it():
    text = (
        "Last month it rained. Floods came in May. It was dry last year and on 3 December. On Friday it snowed."
        " It thawed two weeks ago, on 5 August 2018, and yesterday."
    )
    read = {
        e.text: (e.when.start, e.when.end)
        for e in find_dates(text, published=None, month=datetime.date(2019, 8, 1))
    }
    day = datetime.date
    assert read["Last month"] == (day(2019, 7, 1), day(2019, 7, 31))
    assert read["May"] == (day(2019, 5, 1), day(2019, 5, 31))
    assert read["last year"] == (day(2018, 1, 1), day(2018, 12, 31))
    assert read["3 December"] == (day(2018, 12, 3), day(2018, 12, 3))
    assert read["5 August 2018"] == (day(2018, 8, 5), day(2018, 8, 5))
    assert {words for words, span in read.items() if span == (None, None)} == {
        "Friday",
        "two weeks ago",
        "yesterday",
    }
    known_anyway = [e for e in find_dates(text, published=None) if e.when.start]
    assert [
        e for e in find_dates(text, published=None, month=day(2019, 8, 31)) if e in known_anyway
    ] == known_anyway


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.read.__name__)
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_every_rule_begins_where_a_date_may(rule, data):
    """`openings` only saves time: what is made of a rule's own pattern is found there."""
    text = data.draw(st.from_regex(rule.pattern, fullmatch=True))
    starts = {match.start() for match in rule.pattern.finditer(text)}
    assert starts <= set(openings(text))


def test_every_word_of_the_tables_opens_a_date(check_rows):
    def check(text):
        starts = {match.start() for rule in _RULES for match in rule.pattern.finditer(text)}
        assert starts
        assert starts <= set(openings(text))

    texts = (
        *(f"a {unit} ago" for unit in UNITS if unit != "half year"),
        *(f"this {month.capitalize()}" for month in MONTHS),
        *(f"on {day.capitalize()}s" for day in WEEKDAYS),
        *(f"in the {season}" for season in SEASONS),
        *(f"the {ordinal} of May" for ordinal in ORDINALS),
        *(f"{number} weeks ago" for number in CARDINALS),
        *(f"{part} 2019" for part in PARTS),
        *HOLIDAYS,
    )
    check_rows(texts, check)


@pytest.mark.parametrize(
    ("tense", "start"), [(None, "2024-07-15"), ("past", "2024-07-15"), ("future", "2024-07-22")]
)
def test_a_date_is_read_anew_in_the_tense_of_its_event(tense, start):
    day = datetime.date(2024, 7, 16)
    (monday,) = find_dates("They met on Monday.", published=day)
    assert str(in_tense(monday, tense, day).when.start) == start
