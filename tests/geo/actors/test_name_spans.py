"""Corrections of recognised names, and the abbreviations that a report defines."""

import pytest

from geo.actors.name_spans import abbreviations, trimmed
from geo.nlp.tokens import TokenView


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[p Ana Vargas Thursday] said", ["Ana Vargas"]),
        ("[p Thursday] said", ["Thursday"]),  # a whole name stays one
        ("[p General Omar Okello] said", ["Omar Okello"]),
        ("[p Foreign Minister Ana Ruiz] said", ["Ana Ruiz"]),
        ("[p Defense Secretary General Omar Okello] said", ["Omar Okello"]),
        ("[p Justice Malala] said", ["Justice Malala"]),
        ("[o General Motors] said", ["General Motors"]),
        ("[p Okello Approves] Treaty with Mali", ["Okello"]),
        ("[p Okello Condemns] Attack", ["Okello"]),
        ("[p Grace Faces] left", ["Grace Faces"]),  # no headline
        ("[o Traders Association and] others", ["Traders Association"]),
        ("[o Securities and] Exchange Commission", ["Securities and"]),  # a part of one name
        ("[o Judges of] the tribunal", []),
        ("[p Moon Jae-in] said", ["Moon Jae-in"]),
        ("[p ...] said", ["..."]),
        ("nothing", []),
    ],
)
def test_trimmed(mark, marked, names):
    text, _, given = mark(marked)
    found = trimmed(TokenView(text).words(), given)
    assert [each.text for each in found] == names
    assert all(text[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Syrian Arab Red Crescent (SARC) came.", {"SARC": "Syrian Arab Red Crescent"}),
        ("The Bureau of Water and Roads (BWR) came.", {"BWR": "Bureau of Water and Roads"}),
        ("the Ministry of Defence (MoD), which", {"MoD": "Ministry of Defence"}),
        ("Kenya's Blue Water Party (BWP).", {"BWP": "Blue Water Party"}),
        # what is none
        ("They left Lima (AP) and came.", {}),
        ("Red, White (RW) and blue.", {}),
        ("It was long (VERY long) ago.", {}),
        ("Red Water (2019) and (B).", {}),
        ("a blue water party (BWP)", {}),
        ("(AB)", {}),
        ("", {}),
    ],
)
def test_abbreviations(text, found):
    assert abbreviations(text) == found


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("The [o Blue Water Party] ([o BWP]) won. [o BWP] cheered.",
                     [("Blue Water Party", ""), ("Blue Water Party", "")], id="unknown"),
        pytest.param("The [o Press Trust of India] (PTI) closed. They sued PTI.",
                     [("Press Trust of India", "IN"), ("Press Trust of India", "IN")], id="another than the table's"),
        pytest.param("The Palestinian Islamic Jihad (PIJ) fired. PIJ fled.",
                     [("Palestinian Islamic Jihad", "PS"), ("Palestinian Islamic Jihad", "PS")], id="as in the table"),
    ],
)  # fmt: skip
def test_an_abbreviation_has_the_name_that_the_report_gives_it(read, marked, expected):
    assert [(actor.name, actor.country) for actor in read(marked)] == expected
