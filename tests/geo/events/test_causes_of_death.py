"""What a casualty is of: of somebody or something that attacks, of a hazard, or untold."""

import pytest

from geo.events.causes_of_death import is_human, settled
from geo.events.triggers import find_triggers
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
        # fighters
        ("Four soldiers were killed near Idlib on Monday.", {("ASSAULT", "")}),
        # nobody says what of
        ("Nine people were killed near Bamako on Monday.", set()),
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


CAUSES = [
    # of a listed casualty: who or what did it ("attack"), a hazard (gone), or nobody says ("open")
    ("Nine people were killed.", "killed", "open"),
    ("Nine people were killed by herders.", "killed", "attack"),
    ("Nine people were killed by dust.", "killed", "open"),
    ("Nine people were killed by a landslide.", "killed", "hazard"),
    ("Nine people were killed by a bomb.", "killed", "attack"),
    ("Nine people were killed last week by a bomb.", "killed", "attack"),
    ("Herders killed nine people.", "killed", "attack"),
    ("Herders from afar who came at night killed nine people.", "killed", "attack"),
    ("A landslide killed nine people.", "killed", "hazard"),
    ("Dynamite killed nine people.", "killed", "attack"),
    ("Dust killed nine people.", "killed", "open"),
    ("He killed nine people.", "killed", "attack"),
    ("Gunmen killed nine people in a landslide.", "killed", "attack"),  # who is armed kills
    ("Herders killed nine people in a landslide.", "killed", "attack"),
    ("Nine people were killed, soldiers said, in Lima.", "killed", "open"),
    ("Rockets killed nine people in a landslide.", "killed", "attack"),
    ("Nine people were killed on Monday by rockets in a landslide.", "killed", "attack"),
    ("Old herders killed nine of them.", "killed", "attack"),
    ("Nine soldiers were killed.", "killed", "attack"),  # of fighters an accident would be said
    ("Soldiers said nine people were killed.", "killed", "open"),  # but not of who says it
]


def test_what_a_casualty_is_of(marked, check_rows):
    def check(row):
        text, word, cause = row
        sentence, marks = marked(text)
        triggers = find_triggers(sentence, marks)
        assert word in [match.words for match in triggers]
        left = [match.open_cause for match in settled(sentence, marks, triggers) if match.words == word]
        assert left == {"attack": [False], "open": [True], "hazard": []}[cause]

    check_rows(CAUSES, check)


def test_a_participant_that_is_named_attacks(marked):
    for actors in (["Dust"], []):
        sentence, marks = marked("Dust killed nine people.", actors=actors)
        (match,) = settled(sentence, marks, find_triggers(sentence, marks))
        assert match.open_cause != bool(actors)
    sentence, marks = marked("Kenya killed nine people.")
    (match,) = settled(sentence, marks, find_triggers(sentence, marks))
    assert not match.open_cause


def test_what_is_fought_is_no_attack(marked):
    sentence, marks = marked("Firefighters battled a wildfire.")
    assert {match.kind.root for match in settled(sentence, marks, find_triggers(sentence, marks))} <= {HAZARD}


def test_a_hazards_effect_is_no_other_hazard(marked):
    sentence, marks = marked("The hurricane flooded the town.")
    assert [match.words for match in settled(sentence, marks, find_triggers(sentence, marks))] == [
        "hurricane"
    ]


def test_without_attacks_and_hazards_nothing_changes(marked):
    sentence, marks = marked("Police arrested two men.")
    triggers = find_triggers(sentence, marks)
    assert settled(sentence, marks, triggers) == triggers


def test_who_is_human(check_rows):
    def check(row):
        word, human = row
        assert is_human(word) == human

    check_rows(
        [
            ("men", True), ("he", True), ("raiders", True), ("islamists", True), ("gunmen", True), ("attackers", True),
            ("lorries", False), ("trailers", False), ("rivers", False), ("rains", False), ("plants", False), ("", False),
        ],
        check,
    )  # fmt: skip
