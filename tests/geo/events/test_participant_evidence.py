"""The evidence for who takes part."""

from geo.events.participant_evidence import why_participants
from geo.records import Actor


def actor(text):
    return Actor(text=text, start=0, end=1, name=text)


def test_each_is_quoted_once():
    assert (
        why_participants([actor("police"), actor("two men"), actor("police")])
        == "Named as “police” and “two men”."
    )


def test_merged_events_name_those_whom_they_have(code):
    (event,) = code(
        "Gunmen shot a judge in Kabul on Monday. The judge, Ana Ruiz, was shot by gunmen in Kabul on Monday."
    )
    assert event.evidence["actors"].startswith(why_participants((*event.actors, *event.recipients))[:-1])
