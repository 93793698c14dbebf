"""Each status by the words that decide it."""

import pytest


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


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("France will soon withdraw its troops from Mali.", "future"),
        ("Food from Kenya could not be delivered to Bamako.", "negated"),
        ("The ministry in Lima kept silent and no rebels have yet surrendered in Peru.", "negated"),
        ("The truce in Sudan was to take effect on Monday.", "future"),
        ("The premier failed to attend a summit in Cairo with the leaders of Kenya.", "negated"),
        ("Egypt plans to hold talks with Sudan.", "future"),
    ],
)
def test_status_by_what_stands_inside_or_further_off(code, text, status):
    assert {event.status for event in code(text)} == {status}


@pytest.mark.parametrize(
    "text",
    [
        "Envoys flew to Doha to discuss a truce and the release of prisoners.",
        "Chiefs can hold land and sign deals with the government of Mali.",
        "The premier ignored advice against visiting Kenya.",
        "The pact is aimed at evacuating families.",
        "He told the boy to carry out an attack in Kenya.",
        "The family in Kabul lives with the threat of eviction and even deportation to Pakistan.",
        "Police in Lima offered a reward for information leading to the arrest of the men.",
        "Talks on the withdrawal of Russian troops from Mali stalled.",
    ],
)
def test_what_is_wanted_has_not_happened(code, text):
    assert [event.type for event in code(text) if event.type != "CONSULT"] == []
