"""The name of a storm or of a wildfire is no place; the same word is one where the text says so."""

import pytest

from geo import language


@pytest.fixture(scope="module")
def places():
    """Give a function that names the places of a text, found by rules alone and by the tagger."""
    pipelines = [language.load(fast=True), language.load()]

    def found(text):
        return [{mention.text for mention in nlp(text)._.places} for nlp in pipelines]

    return found


@pytest.mark.parametrize(
    ("text", "no_place"),
    [
        ("Hurricane Florence made landfall in Wilmington on Friday.", "Florence"),
        ("Cyclone Gombe killed 60 people in Mozambique.", "Gombe"),
        ("Super Typhoon Odette hit Cebu on Thursday.", "Odette"),
        ("Tropical Storm Beryl drenched Houston. Beryl then weakened over Texas.", "Beryl"),
        ("Florence weakened on Monday. Hurricane Florence had flooded Wilmington.", "Florence"),
        ("People in Miami fled from Hurricane Charley.", "Hurricane"),
        ("The Palisades Fire burned homes in Los Angeles.", "Palisades"),
    ],
)
def test_a_storm_is_no_place(places, text, no_place):
    for found in places(text):
        assert not {name for name in found if no_place in name}, found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Florence was flooded in 1966.", "Florence"),
        ("Hurricane Florence spared the people in Florence.", "Florence"),
        ("Hurricane Florence flooded Florence, South Carolina.", "Florence"),
        ("The storm Friday cut power in Boston.", "Boston"),
        ("The London Fire Brigade sent ten engines.", "London"),
        ("The Great Fire of London began in a bakery.", "London"),
    ],
)
def test_a_place_stays_one(places, text, place):
    assert place in places(text)[1]
