"""An act that is listed once is found in the active and in both passives."""

import pytest

from geo.events.passive_patterns import passives


@pytest.mark.parametrize(
    ("act", "objects"),
    [
        ("lift ~ ban|siege ~ on", "ban|siege"),
        ("declare ~ state of emergency", "state of emergency"),
        ("close border|schools", "border|schools"),
        ("withdraw ~ troops from", "troops"),
    ],
)
def test_passives(act, objects):
    full, reduced = passives(act)
    verb = {"lift": "lifted", "declare": "declared", "close": "closed", "withdraw": "withdrawn"}[
        act.split()[0]
    ]
    assert full == (f"{objects} ~ is|are|was|were|be|been|being {verb}", "")
    assert reduced[0] == f"{objects} {verb}"
    assert "the" in reduced[1].split()


@pytest.mark.parametrize(
    "act", ["hold ~ joint ~ exercise", "free ~ @person", "pull out", "surrender", "go to"]
)
def test_no_passive(act):
    assert passives(act) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya lifted the ban on pork in May.",
        "The ban on pork from Mali was lifted in May.",
        "The ban was formally lifted by Kenya.",
        "The ban on pork lifted in Kenya on Monday pleased farmers.",
    ],
)
def test_a_ban_is_lifted_in_every_voice(code, sentence):
    assert [event.type for event in code(sentence)] == ["RETREAT"]


def test_but_its_past_with_an_object_is_another_verb(code):
    assert code("The ban lifted the mood in Lima.") == []


def test_who_lifts_it_acts(code):
    (event,) = code("The ban on pork was lifted by Kenya.")
    assert [actor.country for actor in event.actors] == ["KE"]


def test_what_was_not_lifted_is_negated(code):
    (event,) = code("The curfew in Kenya was not lifted by the army.")
    assert event.status == "negated"
