"""The same words for days in one report are the same days."""

import datetime
from dataclasses import replace

from geo.dates.recogniser import as_future, as_past, find_dates
from geo.events.date_consistency import with_consistent_dates

DAY = datetime.date(2024, 8, 12)


def _events(make_event, words, past="actual", coming="future"):
    [found] = find_dates(words, published=DAY)
    event = make_event(id="past")
    return [
        replace(event, status=past, when=as_past(found, DAY).when),
        replace(event, id="coming", status=coming, when=as_future(found, DAY).when),
    ]


def test_days_that_have_passed_are_not_next_years_in_the_same_report(make_event):
    given = _events(make_event, "from 3 to 9 August")
    assert [event.when.start.year for event in given] == [2024, 2025]
    past, coming = with_consistent_dates(given, DAY)
    assert past == given[0]
    assert (coming.when.start, coming.when.end, coming.status) == (past.when.start, past.when.end, "future")
    assert "the same words" in coming.when.rule
    assert "the same words" in coming.evidence["when"]


def test_the_order_of_the_events_does_not_matter(make_event):
    given = _events(make_event, "on 3 August")[::-1]
    assert [event.when.start.year for event in with_consistent_dates(given, DAY)] == [2024, 2024]


def test_days_that_may_differ_stay(make_event, check_rows):
    def check(words):
        given = _events(make_event, words)
        assert with_consistent_dates(given, DAY) == given

    check_rows(["on Monday", "in November", "3 August 2023", "yesterday"], check)


def test_without_an_event_to_come_or_a_report_day_nothing_changes(make_event):
    given = _events(make_event, "on 3 August")
    assert with_consistent_dates(given, None) == given
    given = _events(make_event, "on 3 August", coming="actual")
    assert with_consistent_dates(given, DAY) == given
    assert with_consistent_dates([], DAY) == []


def test_in_a_report(code):
    text = "Police arrested nine men in Lima from 3 to 9 August. The minister will visit Lima from 3 to 9 August."
    assert {event.when.start.year for event in code(text, published="2024-08-12")} == {2024}
