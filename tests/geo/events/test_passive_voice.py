"""Passives without a parser: by a form of be, by "by", by a missing object."""

import pytest


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Soldiers were arrested in Lima.", ["Soldiers"]),
        ("Soldiers were not immediately arrested in Lima.", ["Soldiers"]),
        ("Soldiers arrested by police in Lima left.", ["Soldiers"]),
        ("Soldiers arrested nine protesters in Lima.", ["protesters"]),
        ("Soldiers arrested at least nine protesters in Lima.", ["protesters"]),
        ("Soldiers arrested up to 40 protesters in Lima.", ["protesters"]),
        ("Soldiers arrested over 40 protesters in Lima.", ["protesters"]),
        ("Soldiers were seized in Lima and arrested in Cairo.", ["Soldiers"]),
    ],
    ids=["be", "adverbs", "by", "active", "at-least", "up-to", "over", "coordinated"],
)
def test_who_undergoes_is_the_subject_of_a_passive_and_the_object_of_an_active(code, text, recipients):
    events = [event for event in code(text) if event.mode == "arrest"]
    assert events
    assert [actor.text for actor in events[-1].recipients] == recipients
