"""Who does what to whom: subjects inside triggers, passives, numbers, and whom "they" and "his minister" mean."""

import pytest

from geo.events.participants import is_passive


def told(events, root, mode=None):
    [event] = [each for each in events if each.type == root and mode in (None, each.mode)]
    return [actor.name for actor in event.actors], [actor.name for actor in event.recipients]


@pytest.mark.parametrize(
    ("text", "root", "actors", "recipients"),
    [
        ("Hundreds of nurses marched in Nairobi.", "PROTEST", ["nurses"], []),
        ("At least 12 people were arrested in Nairobi.", "COERCE", [], ["people"]),
        ("More than 30 people were arrested by police in Nairobi.", "COERCE", ["police"], ["people"]),
        ("The High Court rejected an appeal by the Fatah on Monday.", "REJECT", ["High Court"], ["Fatah"]),
        ("A farmer was killed by gunmen in Aden.", "ASSAULT", ["gunmen"], ["farmer"]),
        ("Two rebels were convicted by a court in Bogota of murder.", "SANCTION", ["court"], ["rebels"]),
        ("A jury in Berlin convicted two bankers of fraud.", "SANCTION", ["jury"], ["two bankers"]),
        ("Police said they arrested nine farmers in Lima.", "COERCE", ["Police"], ["farmers"]),
        ("The ministry said about 40 people had been detained in Lima.", "COERCE", [], ["people"]),
        ("Mali honoured the girls whom rebels abducted from Bamako.", "ASSAULT", ["rebels"], []),
        ("Soldiers in Idlib killed two suspects.", "ASSAULT", ["Soldiers"], ["suspects"]),
    ],
)
def test_who_does_it_and_to_whom(code, text, root, actors, recipients):
    assert told(code(text), root) == (actors, recipients)


def test_a_verb_after_and_has_the_same_subject(code):
    events = code(
        "Kenya condemned the launch and held talks with Peru in Geneva on Monday.",
    )
    assert told(events, "CONSULT")[0] == ["Kenya", "Peru"]


def test_the_two_countries_are_those_that_agreed(code):
    events = code(
        "Turkey and Russia agreed to a ceasefire on Friday. The two countries held talks in Geneva."
    )
    assert told(events, "CONSULT")[0] == ["Turkey", "Russia"]


def test_his_minister_is_of_his_country(code):
    text = "Kenyan President Ana Okello and her defence minister, Tom Hill, met Luis Paz in Geneva."
    [event] = code(text)
    assert [(actor.name, actor.country) for actor in event.actors] == [
        ("Ana Okello", "KE"),
        ("Tom Hill", "KE"),
        ("Luis Paz", ""),
    ]


PASSIVE = [
    ("Nine men were arrested.", "arrested", True),
    ("Nine men were later arrested.", "arrested", True),
    ("Nine men were not arrested.", "arrested", True),
    ("Nine men were later arrested today.", "arrested", True),
    ("Nine men were not arrested today.", "arrested", True),
    ("Police arrested nine men.", "arrested", False),
    ("Police had arrested nine men.", "arrested", False),
    ("Nine men arrested by police slept.", "arrested", True),
    ("Nine men arrested in Lima slept.", "arrested", True),  # it takes an object, and has none
    ("The girls whom they abducted in Lima slept.", "abducted", False),
    ("They are arresting nine men.", "arresting", False),
    ("The ban on pork was lifted.", "ban on pork was lifted", True),
    ("The editor was arrested in Lima and charged with murder.", "charged with murder", True),
    ("The editor arrested men in Lima and charged him with murder.", "charged him with murder", False),
    ("Police and soldiers arrested nine men.", "arrested", False),
    ("He arrested men who fled and charged with murder today.", "charged with murder", False),
    ("Men who fled came and charged with murder today.", "charged with murder", False),
]


def test_passives(found, check_rows):
    def check(row):
        text, words, passive = row
        (match,) = [each for each in found(text) if each.words == words]
        assert is_passive(match) == passive

    check_rows(PASSIVE, check)
