"""Coasts, what lies off them, seas, and the banks of rivers."""

import pytest
import shapely
from geopy.distance import geodesic

from gazetteer import areas
from geo.spatial import coasts
from geo.spatial.extents import area_of


def test_off_the_coast(places):
    text = "A trawler sank off the coast of Senegal."
    mention = places(text)["Senegal"]
    assert mention.geometry.geom_type in ("LineString", "MultiLineString")
    assert text[mention.phrase_start : mention.phrase_end] == "off the coast of Senegal"


@pytest.mark.parametrize(
    ("text", "toponym", "owner", "far_m"),
    [
        ("A tanker sank in the North Sea off Norway.", "North Sea", "NO", 50_000),
        ("A trawler sank in the Norwegian Sea 80 km off Norway.", "Norwegian Sea", "NO", 80_000),
        ("A ship sank in the Arabian Sea off Oman.", "Arabian Sea", "OM", 50_000),
    ],
)
def test_waters_off_a_coast_reach_as_far_at_every_latitude(places, text, toponym, owner, far_m):
    from geo.geodesy import shortest_line

    mention = places(text)[toponym]
    coast = areas.coast(owner)
    rim = shapely.get_coordinates(mention.geometry)[::7]
    metres = [geodesic(*((y, x) for x, y in shortest_line(shapely.Point(at), coast).coords)).m for at in rim]
    assert max(metres) == pytest.approx(far_m, rel=0.15)  # the coast was simplified
    furthest_west = min(rim.tolist())
    west_m = geodesic(*((y, x) for x, y in shortest_line(shapely.Point(furthest_west), coast).coords)).m
    assert west_m == pytest.approx(far_m, rel=0.15) or west_m < 10_000, "the sea may end at its own limit"


def test_how_far_from_a_coast(phrase, words_of, check_rows):
    def check(row):
        text, words, metres = row
        given = phrase(text)
        found = coasts.coast(given)
        assert words_of(given, found) == words
        assert found.radius_m == pytest.approx(metres)
        assert found.geometry.geom_type in ("LineString", "MultiLineString")

    check_rows(
        [
            ("Rain fell on the coast of {Yemen}.", "the coast of Yemen", coasts.COAST_M),
            ("Rain fell on {Yemen}'s coast.", "Yemen's coast", coasts.COAST_M),
            ("A ship sank off the coast of {Yemen}.", "off the coast of Yemen", coasts.OFFSHORE_M),
            ("A ship sank off the {Yemeni/demonym} coast.", "off the Yemeni coast", coasts.OFFSHORE_M),
            ("A ship sank 20 km off the coast of {Yemen}.", "20 km off the coast of Yemen", 22_000),
            ("A ship sank 20 km from the coast of {Yemen}.", "20 km from the coast of Yemen", 22_000),
            ("A ship fled from the coast of {Yemen}.", "the coast of Yemen", coasts.COAST_M),
        ],
        check,
    )


def test_a_side_is_the_stretch_that_looks_that_way(phrase):
    whole = coasts.coast(phrase("Rain fell on the coast of {Yemen}."))
    west = coasts.coast(phrase("Rain fell on the west coast of {Yemen}."))
    assert west.geometry.length < whole.geometry.length
    assert west.geometry.centroid.x < whole.geometry.centroid.x
    assert west.meaning == "the west coast of Yemen"


def test_the_coast_on_a_sea_is_the_stretch_on_it(phrase, words_of):
    given = phrase("Rain fell on the {Black Sea} coast of {Turkey:country}.")
    found = coasts.coast(given)
    assert words_of(given, found) == "the Black Sea coast of Turkey"
    assert found.geometry.bounds[1] > 40.0, "not the Mediterranean"
    owner = phrase("Rain fell on the {Black Sea} coast of {Turkey:country}.", 1)
    assert coasts.coast(owner).geometry.equals(found.geometry)


def test_no_coast(refused):
    refused(
        coasts.coast,
        [
            "Rain fell on {Yemen}.",
            "The {Yemeni/demonym} coast guard slept.",
            "Rain fell on the coast of {Mali}.",  # inland
            "They drank waters of {Yemen}.",
            "The {Yemen} coast of the Dead.",
        ],
    )


def test_off_a_town_it_is_the_water_near_it(phrase, words_of):
    given = phrase("A tanker sank off {Al Hudaydah:settlement} on Monday.")
    found = coasts.off(given)
    assert words_of(given, found) == "off Al Hudaydah"
    assert found.geometry.geom_type in ("Polygon", "MultiPolygon")
    assert not found.geometry.intersects(shapely.Point(44.2, 15.35)), "not Sanaa, which is inland"
    assert found.radius_m == coasts.OFFSHORE_M / 5


def test_off_without_ships_or_after_a_verb_is_another_word(refused):
    refused(
        coasts.off,
        [
            "Troops cut off {Al Hudaydah:settlement}, and ships sank.",
            "Shops are off {Al Hudaydah:settlement} street.",
            "A tanker sank near {Al Hudaydah:settlement}.",
            "A tanker sank off {Yemeni/demonym} land.",
            "A tanker sank off {Yemen/embedded} land.",
        ],
    )


def test_a_distance_needs_no_ship(phrase):
    assert coasts.off(phrase("The fault lies 20 km off {Al Hudaydah:settlement}.")).radius_m == 22_000 / 5


def test_the_water_of_a_sea_off_a_town(phrase, words_of):
    given = phrase("A tanker sank in the {Red Sea} off {Al Hudaydah:settlement}.")
    found = coasts.sea_off(given)
    assert words_of(given, found) == "the Red Sea off Al Hudaydah"
    assert area_of(given.place).buffer(0.01).covers(found.geometry)


def test_no_sea_off(refused):
    refused(
        coasts.sea_off,
        [
            "A tanker sank in the {Red Sea}.",
            "A tanker sank in the {Red Sea}, and {Yemen} helped.",
            "A tanker sank in {Yemen} off {Al Hudaydah:settlement}.",
            "A tanker sank in the {Red Sea} off {Nowhere:none}.",
        ],
    )
