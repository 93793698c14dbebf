"""Lines as places: along a river, on one side of it, at a distance from it, and the river that an article names."""

import pytest
import shapely

from gazetteer import areas, find
from geo.spatial.rivers import along, beside, named_river, swept


def test_along_a_river_is_its_line(phrase, words_of):
    given = phrase("Levees broke along the {Euphrates} at dawn.")
    found = along(given)
    assert words_of(given, found) == "along the Euphrates"
    assert found.geometry.geom_type in ("LineString", "MultiLineString")
    assert found.radius_m == 5_000


def test_the_area_that_follows_cuts_the_line(phrase, words_of):
    given = phrase("Levees broke along the {Euphrates} in {Syria}.")
    found = along(given)
    assert words_of(given, found) == "along the Euphrates in Syria"
    assert areas.country("SY").buffer(0.02).covers(found.geometry)


def test_along_a_town_is_nothing(refused):
    refused(along, ["They walked along {Aleppo}.", "They walked along the {Syria} border."])


@pytest.mark.parametrize(
    ("direction", "inside", "outside"),
    [("west", (43.0, 33.6), (45.5, 33.8)), ("east", (45.5, 33.8), (42.0, 32.5))],
    ids=["west", "east"],
)
def test_a_side_of_a_river_lies_in_the_country_of_the_report(phrase, direction, inside, outside):
    found = beside(phrase(f"Drones fell {direction} of the {{Tigris}} in {{Iraq}}."))
    assert found.geometry.contains(shapely.Point(inside))
    assert not found.geometry.contains(shapely.Point(outside))
    assert areas.country("IQ").buffer(0.1).covers(found.geometry)


def test_without_a_country_a_side_is_a_strip(phrase):
    found = beside(phrase("A camp stood just east of the {Tigris}."))
    assert found.geometry.distance(areas.geometry(find("Tigris"))) < 0.01
    assert 0.05 < found.geometry.bounds[2] - areas.geometry(find("Tigris")).bounds[2] < 0.15


def test_a_distance_moves_the_line(phrase, words_of):
    given = phrase("A truck burned 20 km south of the {Litani}.")
    found = beside(given)
    line = areas.geometry(given.place)
    assert words_of(given, found) == "20 km south of the Litani"
    assert found.geometry.bounds[1] == pytest.approx(line.bounds[1] - 20 / 111, abs=0.01)


def test_a_distance_without_a_direction_stays_on_the_line(phrase):
    given = phrase("A truck burned 3 km from the {Litani}.")
    found = beside(given)
    assert found.geometry.equals(areas.geometry(given.place))
    assert found.radius_m >= 3_000


@pytest.mark.parametrize(
    "text",
    ["A town east of {Aleppo} fell.", "The west of the {Tigris} is dry."],
    ids=["of a town", "a part"],
)
def test_no_side_of_a_line(phrase, text):
    assert beside(phrase(text)) is None


def test_sweeping_a_line_gives_what_lies_that_way():
    found = swept(shapely.LineString([(10, 0), (10, 2)]), 90.0, 111_000)
    assert found.covers(shapely.Point(10.5, 1))
    assert not found.covers(shapely.Point(9.9, 1))
    assert found.bounds == pytest.approx((10, 0, 11, 2), abs=0.01)


@pytest.mark.parametrize(
    "text",
    ["Barges burned on the {Dnipro:settlement} near {Kherson:settlement}.", "Two men swam across the {Jordan:country} near {Jericho:settlement}."],
    ids=["a city's name", "a country's"],
)  # fmt: skip
def test_the_article_makes_it_a_river(phrase, text):
    given = phrase(text)
    river = named_river(given)
    assert river is not None
    assert river.kind == "water"


@pytest.mark.parametrize(
    "text",
    [
        "Barges burned in {Dnipro:settlement} near {Kherson:settlement}.",
        "The {Dnipro:settlement} mayor spoke in {Kherson:settlement}.",
        "The {Jordan:country} that he left bordered {Syria}.",
        "Aid reached the {Aleppo:settlement}, and {Damascus:settlement}.",
        "Drones hit the {Dnipro:settlement}, said a man in {Lima:settlement}.",
    ],
    ids=["no article", "an attribute", "a country", "no river", "far away"],
)
def test_no_river(phrase, text):
    assert named_river(phrase(text)) is None


def test_a_river_by_its_article_in_a_report(places):
    found = places("Shells fell along the Dnipro, near Kherson in Ukraine.")["Dnipro"]
    assert found.place.kind == "water"
    assert found.geometry.geom_type == "MultiLineString"


def test_a_plain_river_is_uncertain_by_its_banks_and_not_by_its_length(places):
    found = places("A ferry sank in the Tigris in Iraq.")["Tigris"]
    assert found.radius_m == 5_000 < found.place.radius_m
