"""Each status by the words that decide it."""

import datetime
from dataclasses import replace

import pytest

from geo.events.factuality import HISTORICAL_AFTER, status_of_date


@pytest.mark.parametrize(
    ("text", "status", "because"),
    [
        ("Police arrested two soldiers in Lima on Monday.", "actual", "reported as a fact"),
        ("Police did not arrest the soldiers in Lima.", "negated", "not"),
        ("Police never arrested the soldiers in Lima.", "negated", "never"),
        ("No soldiers were arrested in Lima on Monday.", "negated", "no"),
        ("Police failed to arrest the soldiers in Lima.", "negated", "fail"),
        ("Egypt will host the Turkish minister in Cairo.", "future", "will"),
        ("The Turkish minister is scheduled to visit Cairo.", "future", "scheduled"),
        ("The Turkish minister plans to visit Cairo.", "future", "plans"),
        ("Police could arrest the soldiers in Lima on Monday.", "hypothetical", "could"),
        ("If police arrest the soldiers in Lima on Monday, crowds will come.", "hypothetical", "if"),
        ("Police arrested two soldiers in Lima in March 2011.", "historical", "2011"),
        ("The army continued to shell Aleppo.", "actual", "reported as a fact"),
        ("Police did not arrest the soldiers in Lima in March 2011.", "negated", "not"),
    ],
)
def test_status(code, text, status, because):
    event = code(text)[0]
    assert event.status == status, event.evidence
    assert because.lower() in event.evidence["status"].lower()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("France will soon withdraw its troops from Mali.", "future"),
        ("Food from Kenya could not be delivered to Bamako.", "negated"),
        ("The ministry in Lima was silent and no rebels have yet surrendered in Peru.", "negated"),
        ("The truce in Sudan was to take effect on Monday.", "future"),
        ("The premier failed to attend a summit in Cairo with the leaders of Kenya.", "negated"),
        ("Egypt is due to hold talks with Sudan.", "future"),
    ],
)
def test_status_by_what_stands_inside_or_further_off(code, text, status):
    assert {event.status for event in code(text)} == {status}


STATUSES = [
    # called off, put off
    ("The mayor called off the talks with envoys.", "talks with", "negated"),
    ("The mayor scrapped long talks with envoys.", "talks with", "negated"),
    ("The talks with envoys were cancelled.", "talks with", "negated"),
    ("The talks with envoys have been called off.", "talks with", "negated"),
    ("The mayor postponed the talks with envoys.", "talks with", "future"),
    ("The mayor left the talks with envoys.", "talks with", "actual"),
    ("The match was cancelled because of the bombing.", "bombing", "actual"),
    # long ago
    ("They marked the anniversary of the bombing.", "bombing", "historical"),
    ("They gathered at the memorial to the bombing.", "bombing", "historical"),
    ("The bombing memorial was opened.", "bombing", "historical"),
    ("A novel about the bombing won a prize.", "bombing", "historical"),
    ("They commemorated the bombing.", "bombing", "historical"),
    ("Veterans of the Aleppo bombing came.", "bombing", "historical"),
    ("Survivors of the bombing were taken to hospital.", "bombing", "actual"),
    ("Survivors of the Aleppo bombing were taken to hospital.", "bombing", "actual"),
    ("Decades after the bombing, they met.", "bombing", "historical"),
    ("Hours after the bombing, they met.", "bombing", "actual"),
    ("They wrote a book, and the bombing went on.", "bombing", "actual"),
]


def test_words_around_a_trigger(check_status, check_rows):
    check_rows(STATUSES, check_status)


def test_what_is_remembered_is_historical_and_the_remembering_actual(code):
    found = {
        event.type: event for event in code("Survivors of the Aleppo massacre gathered in Geneva on Monday.")
    }
    assert {root: event.status for root, event in found.items()} == {
        "ASSAULT": "historical",
        "PROTEST": "actual",
    }
    assert found["ASSAULT"].when.start is None
    assert "only remembered" in found["ASSAULT"].evidence["status"]
    assert str(found["PROTEST"].when.start) == "2024-07-15"


def test_a_visit_that_is_called_off_is_a_refusal(code):
    (event,) = code("Kenya cancelled a visit to Cairo by its minister.")
    assert (event.type, event.mode, event.status) == ("REJECT", "", "actual")
    assert "called off" in event.evidence["type"]
    assert "cancelled" in event.evidence["status"]


def test_a_date_that_was_inferred_decides_too(code):
    text = "The siege began in 2013. Rebels bombed Aleppo that year. A market there was bombed."
    assert {event.status for event in code(text) if event.when.end and event.when.end.year == 2013} == {
        "historical"
    }


def test_in_a_report_without_a_day(code, check_rows):
    def check(row):
        text, status = row
        assert [event.status for event in code(text, published=None) if event.type == "COERCE"] == [status]

    check_rows(
        [
            ("Police arrested two men in Lima in 2009.", "historical"),
            ("Five years ago police arrested two men in Lima.", "historical"),
            ("Police arrested two men in Lima last week.", "actual"),
            ("Police arrested two men in Lima on 4 May 2012.", "actual"),
            ("Police arrested two men in Lima on 4 May 2012. On 9 June 2016 a clerk sneezed.", "historical"),
            ("Police arrested two men in Lima on 4 May 2012. On 9 June 2012 a clerk sneezed.", "actual"),
            ("In 2011 police arrested two men in Lima. In January 2012 a clerk sneezed.", "actual"),
        ],
        check,
    )


DAY = datetime.date(2024, 7, 16)


@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        (DAY, DAY, None),
        (DAY + datetime.timedelta(1), None, "future"),
        (None, DAY + datetime.timedelta(9), None),
        (DAY - datetime.timedelta(366), DAY - HISTORICAL_AFTER, None),
        (None, DAY - HISTORICAL_AFTER - datetime.timedelta(1), "historical"),
        (DAY - datetime.timedelta(9_999), None, None),
        (None, None, None),
    ],
    ids=["day", "next-day", "until-later", "long-ago", "longer-ago", "since", "unknown"],
)
def test_a_date_decides_what_the_words_leave_open(make_event, start, end, status):
    when = replace(make_event().when, start=start, end=end)
    decided = status_of_date(when, DAY)
    assert (decided and decided[0]) == status
    assert status_of_date(when, None) is None
