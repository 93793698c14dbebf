"""How far places reach: areas, what they leave out, and the edge that lies in a direction."""

from dataclasses import replace

import pytest
import shapely

from gazetteer import find
from gazetteer.place import Place
from geo.spatial import extents


def test_a_vast_outline_is_no_finer_than_it_needs_and_a_small_one_is_kept():
    import gazetteer
    from gazetteer import areas
    from geo.spatial.extents import area_of

    for name, least, most in (("United States", 0.0, 0.5), ("Lebanon", 0.8, 1.0)):
        place = next(each for each in gazetteer.search(name) if each.kind == "country")
        whole, drawn = areas.geometry(place), area_of(place)
        assert least < shapely.get_num_coordinates(drawn) / shapely.get_num_coordinates(whole) <= most
        assert drawn.is_valid
        assert drawn.symmetric_difference(whole).area < 0.005 * whole.area
        assert area_of(place) is drawn  # one object for all mentions


OUTPOST = Place(id="own:outpost", name="Outpost", kind="settlement", lon=10.0, lat=20.0, radius_m=2_000)


def test_a_place_without_an_area_is_its_point():
    assert extents.area_of(OUTPOST) == shapely.Point(10, 20)
    assert not extents.is_area(extents.area_of(OUTPOST))


def test_a_geometry_of_its_own_goes_before_all():
    square = shapely.box(0, 0, 1, 1)
    assert extents.area_of(replace(find("Lebanon"), geometry=square)) is square


def test_an_island_has_the_outline_of_its_land_and_a_mountain_has_none():
    socotra = next(p for p in _called("Socotra") if p.kind == "landform")
    assert extents.is_area(extents.area_of(socotra))
    mount = replace(socotra, id="own:mount", name="Mount Socotra")
    assert not extents.is_area(extents.area_of(mount))
    assert not extents.is_area(extents.area_of(replace(socotra, id="own:small", radius_m=0)))


def _called(name):
    from gazetteer import store

    return [match.place for match in store.default().match(name)]


def test_areas():
    assert extents.is_area(shapely.box(0, 0, 1, 1))
    assert extents.is_area(shapely.MultiPolygon([shapely.box(0, 0, 1, 1)]))
    assert not extents.is_area(shapely.LineString([(0, 0), (1, 1)]))
    assert not extents.is_area(shapely.Point(0, 0))


def test_distances_from_a_town_are_measured_from_its_point():
    aleppo = next(p for p in _called("Aleppo") if p.kind == "settlement")
    assert extents.edge(aleppo, 0.0) == (aleppo.lon, aleppo.lat)
    assert extents.edge(OUTPOST, 90.0) == (10.0, 20.0)


@pytest.mark.parametrize("bearing", [0.0, 90.0, 180.0, 270.0], ids=["north", "east", "south", "west"])
def test_distances_from_a_country_are_measured_from_its_edge_that_way(bearing):
    lebanon = find("Lebanon")
    lon, lat = extents.edge(lebanon, bearing)
    area = extents.area_of(lebanon)
    assert area.boundary.distance(shapely.Point(lon, lat)) < 1e-6
    middle = area.centroid
    east, north = lon - middle.x, lat - middle.y
    assert {0.0: north, 90.0: east, 180.0: -north, 270.0: -east}[bearing] > 0


def test_the_edge_of_a_country_in_several_pieces_is_that_of_its_main_body():
    lon, lat = extents.edge(find("Spain"), 225.0)
    assert (lon, lat) == pytest.approx((-7, 37), abs=0.5), "not the Canary Islands'"


@pytest.mark.parametrize(
    ("name", "lon", "lat"), [("United States", -99, 49), ("Russia", 95, 76)], ids=["united-states", "russia"]
)
def test_the_edge_of_a_vast_country_is_not_looked_for_beyond_the_pole(name, lon, lat):
    assert extents.edge(find(name), 0.0) == pytest.approx((lon, lat), abs=8)
