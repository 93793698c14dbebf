"""What later sentences can refer to: the last event of a root, who took part in a talk, and its day."""

import pytest

from geo.events import coder, discourse

FIRST = "Hezbollah attacked the market in Aleppo. "


@pytest.fixture
def mentions(code, monkeypatch):
    """Give a function that returns the words of each attack's mentions, before events are merged."""
    monkeypatch.setattr(coder, "merge", list)

    def found(text):
        return [[each.text for each in event.mentions] for event in code(text) if event.type == "ASSAULT"]

    return found


def test_a_definite_noun_is_a_mention_of_the_last_event_of_its_root(mentions):
    assert mentions(f"{FIRST}The attack by Hezbollah was long.") == [["attacked", "attack by"]]


def test_the_reach_of_a_reference_is_ten_sentences(mentions):
    def across(sentences):
        return mentions(f"{FIRST}{'Rain fell. ' * (sentences - 1)}The attack by Hezbollah was long.")

    assert discourse._ANAPHORA_REACH == 10
    assert across(10) == [["attacked", "attack by"]]
    assert across(11) == [["attacked"], ["attack by"]]


@pytest.mark.parametrize(
    "second",
    [
        "The attack by Hezbollah in Lima was long.",
        "The attack by Hezbollah on Monday was long.",
        "An attack by Hezbollah was long.",
        "The attack by soldiers was long.",
        "The attack by Hezbollah on farmers was long.",
    ],
    ids=["place", "date", "indefinite", "other actor", "recipient"],
)
def test_what_has_arguments_of_its_own_is_another_event(mentions, second):
    assert mentions(FIRST + second) == [["attacked"], ["attack by"]]


def test_the_drone_attack_refers_to_no_other_kind_of_attack(mentions):
    assert mentions("Gunmen shot nine soldiers in Aleppo. The drone attack was long.") == [
        ["shot"],
        ["drone attack"],
    ]
    assert mentions("A drone strike hit Aleppo. The drone attack was long.") == [
        ["drone strike", "drone attack"]
    ]


def test_who_claims_an_attack_is_its_actor(code_by_rules):
    text = "A bomb exploded in Aleppo. Hezbollah claimed responsibility for the attack."
    (event,) = [event for event in code_by_rules(text) if event.type == "ASSAULT"]
    assert [actor.name for actor in event.actors] == ["Hezbollah"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Egypt and Kenya held talks in Cairo.", ["Egypt", "Kenya"]),
        ("Egypt and Kenya signed an agreement in Cairo.", ["Egypt", "Kenya"]),
        ("Egypt and Kenya will hold talks in Cairo.", ["Rebels"]),
        ("Egypt and Kenya arrested nine men in Cairo.", ["Rebels"]),
        ("Egypt signed an agreement in Cairo.", ["Rebels"]),
    ],
    ids=["talk", "agreement", "planned", "not together", "alone"],
)
def test_they_are_the_participants_of_the_last_talk_or_agreement(code_by_rules, first, expected):
    *_, last = code_by_rules(f"{first} Rebels left Lima. They attacked Aleppo.")
    assert [actor.name for actor in last.actors] == expected


def test_what_was_said_later_was_said_in_the_last_dated_talk(code):
    *_, demand = code("Egypt and Kenya held talks in Cairo on Monday. Egypt demanded an inquiry.")
    assert (demand.type, str(demand.when.start)) == ("REQUEST", "2024-07-15")


def test_a_claim_is_of_the_attack_that_it_refers_to(code, check_rows):
    def check(row):
        text, *names = row
        assert [actor.name for event in code(text) for actor in event.actors] == names

    check_rows(
        [
            (
                "A car bomb exploded in Mosul on Monday. Al-Shabaab claimed responsibility for the attack.",
                "Al-Shabaab",
            ),
            ("A clerk overslept in Mosul on Monday. Al-Shabaab claimed responsibility for the delay.",),
        ],
        check,
    )
