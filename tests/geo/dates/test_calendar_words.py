"""The words of the calendar: the tables, the templates of rules, and where a date may begin."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.dates import absolute, calendar_words, combination, counted, intervals, quarters, relative
from geo.dates.calendar_words import (
    CARDINALS,
    FRAGMENTS,
    HOLIDAYS,
    MONTHS,
    PARTS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    openings,
    unit_of,
)
from geo.dates.expressions import _RULES
from geo.dates.recogniser import find_dates
from geo.numerals import ORDINALS


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


RULES = (*absolute.RULES, *quarters.RULES, *relative.RULES, *counted.RULES)


def test_every_word_that_a_rule_takes_for_a_unit_is_one():
    for fragment in ("unit", "span"):
        known = {word for word in UNITS if re.fullmatch(FRAGMENTS[fragment], word)}
        assert {unit_of(word) for word in known} >= {"week", "month", "quarter", "half", "year", "decade"}
    assert set(UNITS.values()) == set(intervals.UNITS)
    for rule in (*(each.pattern for each in RULES), combination._OFFSET):
        for group in re.findall(
            r"\(\?P<(?:span2?|short|edge|toward|nextunit|previous)>\(?\??:?([a-z|]+)\)", rule.pattern
        ):
            assert {word for word in group.split("|") if word in UNITS} == set(group.split("|"))


@pytest.mark.parametrize(
    "text", ["th\u0131s week", "la\u017ft month", "wee\u212a after", "next wee\u212a", "\u017fummer 2021"]
)
def test_letters_that_only_ignoring_case_takes_for_ascii_are_read_as_these(text):
    find_dates(f"It was {text}.", published=datetime.date(2024, 7, 16))


def test_a_template_begins_and_ends_at_the_edge_of_a_word():
    year = calendar_words.compile_template("{year}")
    found = {text: bool(year.search(text)) for text in (
        "in 2020", "2020.", "x2020", "2020x", "$2020", "€2020", "1,2020", "3.2020", "2020%", "2020.5", "20201", "0999",
    )}  # fmt: skip
    assert [text for text, is_year in found.items() if is_year] == ["in 2020", "2020."]


def test_a_blank_of_a_template_is_any_gap_of_a_line_and_one_line_break():
    pattern = calendar_words.compile_template("last {month}")
    for gap in (" ", "  ", "\n", " \n ", "\u00a0"):
        assert pattern.search(f"last{gap}May"), repr(gap)
    for gap in ("", "\n\n", "\n \n", "-"):
        assert not pattern.search(f"last{gap}May"), repr(gap)


def test_months_and_weekdays_need_a_capital_and_abbreviations_may_have_a_stop():
    month = calendar_words.compile_template("{month}")
    for text in ("May", "MAY", "Sept.", "Sept", "DEC."):
        assert month.search(f"in {text} they").group("month") == text
    assert not any(month.search(text) for text in ("may", "mAY", "Mayor", "Septic", "decade"))


def test_a_second_group_of_a_fragment_has_a_number():
    found = calendar_words.compile_template("{day} to {day2}").fullmatch("3rd to 9th")
    assert (found["day"], found["day2"]) == ("3rd", "9th")


def test_an_unknown_fragment_is_a_fault_of_the_rule():
    with pytest.raises(KeyError, match="moon"):
        calendar_words.compile_template("{moon}")


@pytest.mark.parametrize(
    ("read", "known"),
    [
        (calendar_words.month_number, {"January": 1, "SEPT.": 9, "may": 5}),
        (calendar_words.weekday_number, {"Monday": 0, "Tues.": 1, "THU": 3, "Sunday": 6}),
        (calendar_words.day_number, {"16": 16, "16th": 16, "sixteenth": 16, "Twenty-First": 21}),
        (calendar_words.cardinal, {"a": 1, "A  couple of": 2, "fifty": 50, "48": 48}),
        (unit_of, {"Weeks": "week", "half  year": "half", "half-years": "half", "hour": "hour"}),
    ],
    ids=["months", "weekdays", "days", "cardinals", "units"],
)
def test_numbers_of_words(read, known):
    assert {text: read(text) for text in known} == known
    with pytest.raises((KeyError, ValueError, StopIteration)):
        read("moon")


def test_the_tables_are_whole():
    assert set(MONTHS.values()) == set(range(1, 13))
    assert sorted(ORDINALS.values()) == list(range(1, 32))
    assert sorted(WEEKDAYS.values()) == list(range(7))
    for number, day in HOLIDAYS.values():
        datetime.date(2023, number, day)
    assert {"may", "march", "jan", "sept"} <= calendar_words.NAMELIKE_MONTHS
    assert not {"july", "january", "october"} & calendar_words.NAMELIKE_MONTHS


def test_few_words_open_a_date():
    text = "The mayor of Oslo said in his office that bridges at rivers would be built over nine years."
    assert [text[at:].split(maxsplit=1)[0] for at in openings(text)] == ["over", "nine", "years."]
    assert list(openings("")) == []
    assert list(openings("’24 and 2024, not x24")) == [0, 1, 8]


def test_numbers_of_several_words_are_read_whole(check_rows):
    def check(row):
        number, value = row
        (found,) = find_dates(f"It fell {number} days ago.", published=datetime.date(2024, 7, 16))
        assert found.text == f"{number} days ago"
        assert found.when.start == datetime.date(2024, 7, 16) - datetime.timedelta(days=value)

    check_rows(
        (
            ("ninety-nine", 99), ("Twenty one", 21), ("forty\N{NON-BREAKING HYPHEN}two", 42), ("a hundred", 100), ("two dozen", 24),
            ("one hundred and five", 105), ("three hundred and sixty-six", 366), ("a couple of", 2), ("fifty", 50),
        ),
        check,
    )  # fmt: skip


def test_the_end_of_a_number_is_not_read_as_one(check_rows):
    def check(words):
        found = find_dates(f"It fell {words} days ago.", published=datetime.date(2024, 7, 16))
        assert all(each.when.start is None for each in found)

    check_rows(("five or six", "six thousand and two", "half a", "twelve hundred and one"), check)
