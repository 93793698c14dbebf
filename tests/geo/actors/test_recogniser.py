"""Actors: the tables, row by row; phrases, people and references, with hand-made mentions and names."""

from __future__ import annotations

import re

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from geo.actors.dictionaries import ROLES
from geo.actors.recogniser import find_actors
from geo.spans import NamedSpan

NLP = spacy.blank("en")


@pytest.mark.parametrize(
    "text",
    [
        "They met in [lLB Beirut] and drove to [lSY Syria].",
        "Those who voted may congress in a state of emergency.",
        "It was a general strike, of major importance to the general public.",
        "A pier, a school and a road were finished.",
        "Priests? No: press, ice, and the who's who.",
        "",
    ],
)
def test_places_and_common_words_do_not_act(brief, text):
    assert [actor for actor in brief(text) if actor[0] != "Priests"] == []


def test_the_army_is_the_one_named_before(read):
    actors = read("The army fired. [dSN Senegalese] army units and police came; later the army withdrew.")
    assert [(actor.text, actor.country) for actor in actors if actor.text == "army"] == [
        ("army", ""),
        ("army", "SN"),
    ]


def test_a_leader_s_country_goes_with_the_surname_but_not_to_other_callings(read):
    assert [a.country for a in read("President [p Gustavo Petro] left. [p Petro] waved.")] == ["CO", "CO"]
    assert [a.country for a in read("Col. [p Gordon Brown] left.")] == [""]
    assert [(a.country, a.inferred) for a in read("[p Gordon Brown] left.")] == [("GB", True)]
    assert [
        a.inferred for a in read("[p Gustavo Petro] left. President [p Petro] of [lCO Colombia] waved.")
    ] == [
        False,
        False,
    ]


@given(words=st.lists(st.sampled_from(
    ["the", "The", "of", "in", "President", "Gen.", ".", ",", "minister", "army", "[dKE Kenyan]", "[lKE Nairobi]",
     "[mKE Kenya]", "[p Ruto]", "[p William Ruto]", "[o Red Brigade]", "Hamas", "'s", "U.S. Central Command", "officials",
     "and", "senior", "he", "He", "leader", "two", "men", "said", "-backed", "\n", "Ruto"]), max_size=16))  # fmt: skip
def test_any_order_of_words_gives_sorted_actors_without_overlap(read, words):
    for actor in read(" ".join(words)):
        assert actor.name
        assert actor.role in ROLES | {""}


@given(text=st.text(max_size=60))
def test_never_raises(text):
    find_actors(NLP.make_doc(text), mentions=[], names=[])


@pytest.mark.parametrize(
    "unit", ["the minister of ", "U.S. ", "senior military ", "President Obama said he left. "]
)
def test_work_grows_with_length_only(unit, work):
    def effort(size):
        text = (unit * (size // len(unit) + 1))[:size]
        names = [
            NamedSpan(start=m.start(), end=m.end(), text=m[0], label="PERSON")
            for m in re.finditer("Obama", text)
        ]
        doc = NLP.make_doc(text)
        return work(lambda: find_actors(doc, mentions=[], names=names))

    effort(1_000)
    assert effort(16_000) < 4.6 * effort(4_000)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("Hezbollah shot.", [("Hezbollah", "named")], id="organisation"),
        pytest.param("Two farmers fled.", [("farmers", "named")], id="people"),
        pytest.param("Hezbollah fighters fled.", [("Hezbollah fighters", "description of Hezbollah")], id="members"),
        pytest.param(
            "President [p Ana Ruiz] left. She slept. The president woke.",
            [("President Ana Ruiz", "named"), ("She", "pronoun of Ana Ruiz"), ("president", "description of Ana Ruiz")],
            id="person",
        ),
        pytest.param(
            "The [dSN Senegalese] army came. The army left.",
            [("Senegalese army", "named"), ("army", "description of Senegalese army")],
            id="body",
        ),
    ],
)  # fmt: skip
def test_how_an_actor_was_read(read, marked, expected):
    assert [(actor.text, actor.why) for actor in read(marked)] == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Officials in [lUA Kyiv] spoke.", ("Officials", "officials in Kyiv", "UA", "GOV")),
        ("The authorities in [lCL Chile] spoke.", ("authorities", "authorities in Chile", "CL", "GOV")),
        ("Two officials in the [lUA New Town] spoke.", ("officials", "officials in New Town", "UA", "GOV")),
        (
            "[dUA Ukrainian] officials in [lUA Kyiv] spoke.",
            ("Ukrainian officials", "Ukrainian officials", "UA", "GOV"),
        ),
        ("Police in [lUA Kyiv] came.", ("Police", "Police", "UA", "COP")),
        ("Officials from [lUA Kyiv] spoke.", ("Officials", "Officials", "UA", "GOV")),
    ],
)
def test_officials_without_a_name_are_known_by_where_they_are(read, marked, expected):
    assert [(a.text, a.name, a.country, a.role) for a in read(marked)] == [expected]
