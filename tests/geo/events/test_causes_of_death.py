"""What a casualty is of: of somebody or something that attacks, of a hazard, or untold."""

import pytest

from geo.plover import HAZARD


def told(events):
    return {(event.type, event.mode) if event.type == HAZARD else (event.type, "") for event in events}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who or what did it, in the sentence
        ("Herders killed four villagers near Bamako.", {("ASSAULT", "")}),
        ("Four villagers were killed by herders near Bamako.", {("ASSAULT", "")}),
        ("A landslide killed four soldiers in Nepal.", {(HAZARD, "landslide")}),
        ("Four soldiers were killed by a landslide in Nepal.", {(HAZARD, "landslide")}),
        ("Soldiers killed two looters in Manila after a typhoon.", {("ASSAULT", ""), (HAZARD, "cyclone")}),
        # the nearest cause
        ("Four villagers were killed in an ambush near Bamako.", {("ASSAULT", "")}),
        ("Four villagers were killed when a bridge collapsed near Delhi.", {(HAZARD, "collapse")}),
        # what is fought is the cause
        ("Two firefighters were killed battling a blaze in Cairo.", {(HAZARD, "fire")}),
        ("Nine soldiers were killed fighting rebels in Mali.", {("ASSAULT", "")}),
        # fighters
        ("Four soldiers were killed near Idlib on Monday.", {("ASSAULT", "")}),
        # nobody says what of
        ("Four villagers were killed near Bamako on Monday.", set()),
        # the report around
        ("A bomb exploded in Lahore. Four people were killed.", {("ASSAULT", "")}),
        ("Four people were killed in Lima. The quake struck at dawn.", {(HAZARD, "earthquake")}),
        ("Four people were killed in Lima. Ministers met in Cairo to discuss trade.", {("CONSULT", "")}),
    ],
)
def test_an_attack_needs_somebody_or_something_that_attacks(code, text, expected):
    assert told(code(text)) == expected


def test_a_hazard_takes_the_toll_the_place_and_the_day_of_its_casualties(code):
    (event,) = code("Four people were killed in Lima on Monday. The quake struck at dawn.")
    assert (event.type, event.mode, event.acled) == (HAZARD, "earthquake", "")
    assert [(figure.kind, figure.low) for figure in event.figures] == [("killed", 4)]
    assert [link.mention.text for link in event.places] == ["Lima"]
    assert str(event.when.start) == "2024-07-15"


def test_nobody_acts_in_a_hazard(code):
    (event,) = code("Kenyan officials said that a flood killed four people in Mombasa.")
    assert (event.type, event.actors, event.recipients) == (HAZARD, (), ())
    assert "GLIDE FL" in event.evidence["type"]


def test_one_flood_of_a_report_is_one_event_and_two_fires_are_two(code):
    assert len(code("Floods hit Mombasa on Monday. The flooding displaced 300 people.")) == 1
    assert len(code("A house fire killed two people in Lima. A house fire killed three in Berlin.")) == 2
