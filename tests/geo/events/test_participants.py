"""Who does what to whom: subjects inside triggers, passives, numbers, and whom "they" and "his minister" mean."""

import pytest


def told(events, root, mode=None):
    [event] = [each for each in events if each.type == root and mode in (None, each.mode)]
    return [actor.name for actor in event.actors], [actor.name for actor in event.recipients]


@pytest.mark.parametrize(
    ("text", "root", "actors", "recipients"),
    [
        ("Demonstrators clashed with police in Ankara.", "PROTEST", ["Demonstrators"], ["police"]),
        ("Hundreds of nurses marched in Nairobi.", "PROTEST", ["nurses"], []),
        ("Villagers blocked the road to Mombasa.", "PROTEST", ["Villagers"], []),
        ("At least 12 people were arrested in Nairobi.", "COERCE", [], ["people"]),
        ("More than 30 people were arrested by police in Nairobi.", "COERCE", ["police"], ["people"]),
        ("The High Court rejected an appeal by the Fatah on Monday.", "REJECT", ["High Court"], ["Fatah"]),
        ("A farmer was killed by gunmen in Aden.", "ASSAULT", ["gunmen"], ["farmer"]),
        ("Two rebels were convicted by a court in Bogota of murder.", "SANCTION", ["court"], ["rebels"]),
        ("A jury in Berlin convicted two bankers of fraud.", "SANCTION", ["jury"], []),
        ("Police said they arrested nine farmers in Lima.", "COERCE", ["Police"], ["farmers"]),
        ("Police said about 40 people had been detained in Lima.", "COERCE", ["Police"], ["people"]),
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
