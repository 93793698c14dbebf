"""Countries and states that only complete the name of the place before them."""

import pytest

from geo.actors.containers import containers


def completing(make_doc, text, start=0):
    places = make_doc(text)._.places
    return [place.text for place in places if place.start in containers(text, places)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Paris, France, on Monday", ["France"]),
        ("in Paris (France)", ["France"]),
        ("in Ohio state, near Peru", []),
        ("in Lima province, Peru, on", ["Peru"]),
        ("in Kyiv Oblast (Ukraine)", ["Ukraine"]),
        ("in Khartoum, in the Sudan", ["Sudan"]),
        ("in Lima, the old capital of Peru,", ["Peru"]),
        ("from Lima, Peru, and Bogota, Colombia", ["Peru", "Colombia"]),
        ("In Doha, Qatar, they met", ["Qatar"]),
        # what is none
        ("In Doha, Qatar signed a pact", []),
        ("It rained. In Doha, Qatar signed a pact", []),
        ("in Paris, Germany and Peru", []),
        ("in Peru, Chile and Mali", []),
        ("in Paris and France", []),
        ("in Paris, French police", []),
        ("in Kenya, Mombasa and Mali", []),
        ("in Paris, where it rained, and France", []),
    ],
)
def test_containers(make_doc, text, expected):
    assert completing(make_doc, text) == expected


def test_offsets_are_those_of_the_report(make_doc):
    text = "It rained. Police shot two men in Paris, France."
    places = make_doc(text)._.places
    assert containers(text[11:], places, start=11) == containers(text, places) == {places[1].start}


def test_an_unknown_town_is_where_the_text_says(make_doc):
    from dataclasses import replace

    text = "in Paris, France"
    town, country = make_doc(text)._.places
    assert containers(text, [replace(town, place=None), country]) == {country.start}
    assert containers(text, [town, replace(country, place=None)]) == frozenset()
