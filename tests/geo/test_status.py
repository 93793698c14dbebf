"""Each status by the words that decide it."""

import pytest


@pytest.mark.parametrize(
    ("text", "status", "because"),
    [
        ("Police arrested two soldiers in Lima on Monday.", "actual", "no word"),
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
        ("The army continued to shell Aleppo.", "actual", "no word"),
    ],
)
def test_status(code, text, status, because):
    event = code(text)[0]
    assert event.status == status, event.evidence
    assert because.lower() in event.evidence["status"].lower()


def test_what_is_only_meant_is_no_event(code):
    assert [event.type for event in code("Peru sent soldiers to Lima to arrest the rebels.")] == ["MOBILIZE"]


def test_the_month_is_no_modal(code):
    (event,) = code("In May police arrested two soldiers in Lima.")
    assert event.status == "actual"


def test_with_no_warning_is_no_negation(code):
    (event,) = code("With no warning police arrested two soldiers in Lima.")
    assert event.status == "actual"
