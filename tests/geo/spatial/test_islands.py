""" "The island of Socotra", "Lesbos island": the piece of land that a point lies on."""

import pytest
import shapely

from geo.geodesy import size_m
from geo.spatial.islands import island


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A storm hit the island of {Lesbos}.", "the island of Lesbos"),
        ("A storm hit the small Greek island of {Lesbos}.", "the small Greek island of Lesbos"),
        ("A storm hit {Lesbos} island.", "Lesbos island"),
        ("A storm hit the {Lesbos} Island.", "the Lesbos Island"),
    ],
    ids=["of", "adjectives", "after", "article"],
)
def test_the_outline_of_an_island(phrase, words_of, text, words):
    given = phrase(text)
    found = island(given)
    assert words_of(given, found) == words
    assert found.geometry.geom_type in ("Polygon", "MultiPolygon")
    assert found.geometry.distance(shapely.Point(given.place.lon, given.place.lat)) < 0.1
    assert found.radius_m == max(500.0, size_m(found.geometry) / 100)
    assert "island of" in found.meaning


def test_a_town_on_an_island_is_tried_with_growing_sizes(phrase):
    found = island(phrase("Fires burned on the island of {Mytilene:settlement}."))
    assert found.geometry.geom_type in ("Polygon", "MultiPolygon")


def test_no_island(refused):
    refused(
        island,
        [
            "A storm hit {Lesbos}.",
            "The island of {Lebanon} is none.",  # a country
            "The island of {Kabul:settlement} is none.",  # no land ends there
            "{Lesbos} island of dreams.",
            "The islander of {Lesbos} left.",
        ],
    )
