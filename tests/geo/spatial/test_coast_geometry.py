"""Shapes of coasts, of their stretches, and of the water off them."""

import pytest
import shapely

import gazetteer
from geo import geodesy
from geo.spatial import coast_geometry as shapes
from geo.spatial.extents import area_of, is_area

LINES = ("LineString", "MultiLineString")


def test_an_inland_country_and_a_town_have_no_coast():
    assert shapes.coast_of(gazetteer.find("Mali")) is None
    assert shapes.coast_of(gazetteer.find("Hodeidah")) is None


def test_a_province_has_its_stretch_of_the_countrys_coast():
    country = shapes.coast_of(gazetteer.find("Turkey"))
    province = shapes.coast_of(gazetteer.find("Antalya", kind="admin1"))
    assert province.geom_type in LINES
    assert 100_000 < geodesy.length_m(province) < geodesy.length_m(country) / 5
    assert country.buffer(1e-6).covers(province)


def test_a_side_of_a_coast_is_the_part_that_looks_there():
    place = gazetteer.find("Turkey")
    north, south = (shapes.facing(place, side) for side in ("north", "south"))
    assert north.centroid.y > south.centroid.y + 2


def test_a_country_without_a_coast_has_its_border_faced():
    assert shapes.facing(gazetteer.find("Mali"), "north").centroid.y > gazetteer.find("Mali").lat


@pytest.mark.parametrize(
    ("owner", "sea", "near"),
    [
        ("Turkey", "Black Sea", (35.0, 42.0)),
        ("Egypt", "Red Sea", (34.0, 26.5)),
        ("Spain", "Atlantic Ocean", (-8.8, 42.6)),
    ],
    ids=["a sea with an area", "a gulf of the coast", "an ocean by bearing"],
)
def test_a_stretch_on_a_sea(owner, sea, near):
    line = shapes.stretch_on(gazetteer.find(owner), gazetteer.find(sea))
    assert line.geom_type in LINES
    assert line.distance(shapely.Point(near)) < 1
    assert geodesy.length_m(line) < geodesy.length_m(shapes.coast_of(gazetteer.find(owner)))


def test_the_water_off_a_town_is_no_land_and_within_reach():
    town = gazetteer.find("Hodeidah")
    water = shapes.water_off(town, 20_000.0, None)
    assert is_area(water)
    assert water.intersection(area_of(gazetteer.find("Yemen"))).area < 0.1 * water.area
    west, south, east, north = water.bounds
    assert west > town.lon - 1 and east < town.lon + 1 and south > town.lat - 1 and north < town.lat + 1


def test_the_water_off_a_town_is_cut_to_the_sea_that_is_named():
    town, sea = gazetteer.find("Istanbul"), gazetteer.find("Black Sea")
    water = shapes.water_off(town, 50_000.0, sea)
    assert water.area < shapes.water_off(town, 50_000.0, None).area
    assert area_of(sea).buffer(1e-6).covers(water)


def test_far_from_any_sea_there_is_no_water():
    assert shapes.water_off(gazetteer.find("Bamako"), 20_000.0, None) is None
