"""What gives actors their names and countries: organisations, demonyms and places."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy

from geo.actors import anchors
from geo.actors.recogniser import find_actors
from geo.nlp.tokens import TokenView
from geo.spans import NamedSpan

NLP = spacy.blank("en")


def test_an_organisation_named_as_a_location_does_not_act(brief):
    assert brief("They prayed in [lVA Vatican].") == []
    assert brief("Vatican diplomats prayed.") == [("Vatican diplomats", "VA", "GOV")]


def test_a_demonym_inside_a_locating_phrase_does_not_act(mark):
    text, [place], _ = mark("the [dLB Lebanese] border burned")
    border = replace(place, phrase_end=19)
    doc = NLP.make_doc(text)
    assert find_actors(doc, mentions=[border], names=[]) == []
    assert [actor.country for actor in find_actors(doc, mentions=[place], names=[])] == ["LB"]


def people(marked, mark):
    text, _, names = mark(marked)
    words = TokenView(text).words()
    return [
        (" ".join(word.text for word in words[first:last]), name.text)
        for first, last, name in anchors.find_people(words, names)
    ]


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("[p Ana Vargas] said", [("Ana Vargas", "Ana Vargas")]),
        ("[p Thursday] said", [("Thursday", "Thursday")]),  # a whole name stays one
        ("the [p Marshall] Plan", []), ("the [p Marshall] plan", [("Marshall", "Marshall")]),
        ("the [p Abraham] Accords", []), ("[p Marshall]'s Plan", [("Marshall", "Marshall")]),
        ("[p Marshall]. Plan", [("Marshall", "Marshall")]), ("[o Red Brigade] said", []), ("[p ...] said", []), ("[p Ana]", [("Ana", "Ana")]),
    ],
)  # fmt: skip
def test_people_are_names_of_persons_that_go_on_with_no_thing(mark, marked, found):
    assert people(marked, mark) == found


def found(marked, mark):
    text, mentions, names = mark(marked)
    words = TokenView(text).words()
    return [
        (" ".join(word.text for word in words[each.first : each.last]), each.country, each.role, each.acts)
        for each in anchors.find_anchors(text, words, mentions, names)
    ]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[lKE Nairobi]", [("Nairobi", "KE", "", False)]),
        ("[mKE Nairobi]", [("Nairobi", "KE", "GOV", True)]),
        ("[dKE Kenyan]", [("Kenyan", "KE", "", True)]),
        ("[dKE Kenyans]", [("Kenyans", "KE", "CVL", True)]),
        ("[dCH Swiss]", [("Swiss", "CH", "", True)]),
        ("[d Kurds]", [("Kurds", "", "CVL", False)]),  # of no country
        ("[eKE Nairobi]", []),  # inside another name
        ("[lGB LONDON]", [("LONDON", "", "", False)]),  # a dateline
        ("[lUG UGA]", [("UGA", "UG", "", False)]),  # too short for one
        ("[o Nairobi Police]", [("Nairobi Police", "", "COP", True)]),
        ("[o Lusaka Protocol]", []), ("[p Hezbollah]", []), ("[lLB Hezbollah]", [("Hezbollah", "LB", "", False)]), ("[o ...]", []), ("", []),
    ],
)  # fmt: skip
def test_what_may_act_and_what_only_lends_a_country(mark, marked, expected):
    assert found(marked, mark) == expected


def test_an_organisation_takes_its_country_from_the_place_in_its_name(mark):
    text, mentions, _ = mark("the [eKE Nairobi] Police spoke")
    name = NamedSpan(start=4, end=18, text="Nairobi Police", label="ORG")
    [police] = anchors.find_anchors(text, TokenView(text).words(), mentions, [name])
    assert (police.first, police.last, police.country, police.role) == (1, 3, "KE", "COP")


def test_an_organisation_of_the_table_is_itself_by_either_way(mark):
    for marked in ("Hezbollah fired", "[o Hezbollah] fired"):
        text, mentions, names = mark(marked)
        made = anchors.find_anchors(text, TokenView(text).words(), mentions, names)
        assert {(each.name, each.country, each.role) for each in made} == {("Hezbollah", "LB", "REB")}


def test_a_name_does_not_go_over_the_end_of_a_sentence(mark):
    assert found("They left U.S. Africa. Command fell", mark) != found("They left U.S. Africa Command", mark)


def test_the_people_of_an_organisation_are_no_part_of_its_name(read):
    for marked in (
        "[o Hezbollah fighters] fled.",
        "[o Hezbollah] fighters fled.",
        "Hezbollah fighters fled.",
    ):
        [actor] = read(marked)
        assert (actor.text, actor.name, actor.why) == (
            "Hezbollah fighters",
            "Hezbollah",
            "description of Hezbollah",
        )


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ({"kind": "country", "country": "KE", "name": "Kenya"}, "Kenya"),
        ({"kind": "settlement", "country": "KE", "name": "Nairobi"}, "Kenya"),  # its government
        ({"kind": "settlement", "country": "KE", "name": "Mombasa"}, "Mombasa"),
        ({"kind": "admin1", "country": "IN", "name": "Tamil Nadu"}, "Tamil Nadu"),
        ({"kind": "settlement", "country": "XX", "name": "Nowhere"}, "Nowhere"),
    ],
)
def test_a_province_that_acts_is_not_its_country(mark, place, name):
    text, [mention], names = mark(f"[mKE {place['name']}] objected.")
    mention = replace(mention, place=replace(mention.place, **place))
    [anchor] = anchors.find_anchors(text, TokenView(text).words(), [mention], names)
    assert (anchor.name or mention.text) == name
