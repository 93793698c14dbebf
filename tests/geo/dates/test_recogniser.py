"""Dates: what the words mean on a given day, what they do not mean, and properties that hold for any text."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates.calendar_words import UNITS
from geo.dates.recogniser import UNKNOWN, as_future, as_past, find_dates

WEDNESDAY = datetime.date(2023, 3, 15)


def _iso(date):
    return date.isoformat() if date else ""


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


def test_an_absolute_date_needs_no_report_day(read):
    assert read("in June 2019", published=None)[1:3] == ("2019-06-01", "2019-06-30")


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


def test_unknown_is_explicit():
    assert (UNKNOWN.start, UNKNOWN.end, UNKNOWN.granularity, UNKNOWN.text) == (None, None, "unknown", None)


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


DAYS = st.dates(datetime.date(1500, 1, 1), datetime.date(2500, 12, 31))


PHRASES = st.one_of(
    st.builds(
        "{} {}".format,
        st.sampled_from(
            """last|the last|in the last|over the last|this|this past|the past|in the past|next|the next|the coming|coming
            the previous|the preceding|the following|the current|so far this|earlier this|later this|late last|the end of the
            by the end of this|the turn of the|in a|since last|until next|the latest|after the last|before this fiscal
            the last fiscal|next financial|the first half of the|the last quarter of this""".replace("\n", "|").split("|")
        ).map(str.strip),
        st.sampled_from(sorted(UNITS)),
    ),
    st.builds(
        lambda count, unit, form: form.format(f"{count} {unit}"),
        st.one_of(st.integers(0, 9999), st.sampled_from(["a", "two", "twelve", "fifty", "a couple of"])),
        st.sampled_from(sorted(UNITS)),
        st.sampled_from(
            ["{} ago", "the last {}", "the next {}", "will end within {}", "in {} time", "{} from now", "3 May 2021, and {} later",
             "Q1 2020. It fell {} earlier"]
        ),
    ),
)  # fmt: skip


@given(
    PHRASES,
    st.one_of(
        st.none(), DAYS, st.sampled_from([datetime.date.min, datetime.date.max, datetime.date(2024, 2, 29)])
    ),
)
def test_every_unit_is_read_in_every_direction_with_and_without_the_reports_day(phrase, published):
    for found in find_dates(f"They met {phrase}.", published=published):
        for when in (found.when, as_past(found, published).when, as_future(found, published).when):
            assert when.start is None or when.end is None or when.start <= when.end
