"""The land at the events: divided among the countries, whole, and drawn only as far as it goes."""

import os
from itertools import pairwise

import numpy as np
import pytest
import shapely

from gazetteer.areas import land
from maps import local_land

pytestmark = pytest.mark.skipif(
    not land.is_built() and not os.environ.get("CI"),
    reason="this checkout has no land: pip install builds it",
)

GAZA = (34.45, 31.5)
AQABA = (34.97, 29.54)  # four countries at the head of a gulf


def arcs_of(topology):
    return [np.cumsum(arc, axis=0) for arc in topology["arcs"]]


def unit_shapes(found):
    arcs = arcs_of(found.topology)

    def ring(references):
        parts = [arcs[r] if r >= 0 else arcs[~r][::-1] for r in references]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])]) * land.STEP_DEG

    return {
        (one["properties"]["iso3"], one["properties"]["part"]): shapely.MultiPolygon(
            [(ring(shell), [ring(hole) for hole in holes]) for shell, *holes in one["arcs"]]
        )
        for one in found.topology["objects"]["units"]["geometries"]
    }


@pytest.fixture(scope="module", params=[pytest.param(GAZA, id="gaza"), pytest.param(AQABA, id="aqaba")])
def found(request):
    return local_land.collect_land([request.param])


def test_the_units_are_the_land_without_gaps_or_overlaps(found):
    shapes = list(unit_shapes(found).values())
    ground = shapely.union_all([land.within(box) for box in found.boxes])
    assert all(shape.is_valid for shape in shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(ground.area, rel=1e-4)
    assert shapely.symmetric_difference(shapely.union_all(shapes), ground).area < 1e-3 * ground.area


@pytest.mark.parametrize(
    ("at", "lon", "lat", "key"),
    [
        pytest.param(GAZA, 34.4668, 31.5017, ("PSE", "gaza-strip"), id="gaza-city"),
        pytest.param(GAZA, 34.2453, 31.2969, ("PSE", "gaza-strip"), id="rafah"),
        pytest.param(GAZA, 34.5743, 31.6693, ("ISR", ""), id="ashkelon"),
        pytest.param(GAZA, 34.20, 31.24, ("EGY", ""), id="egypt"),
        pytest.param(AQABA, 35.005, 29.53, ("JOR", ""), id="aqaba"),
        pytest.param(AQABA, 34.94, 29.56, ("ISR", ""), id="eilat"),
        pytest.param(AQABA, 34.80, 29.50, ("EGY", ""), id="sinai"),
    ],
)
def test_each_town_is_in_its_country(at, lon, lat, key):
    shapes = unit_shapes(local_land.collect_land([at]))
    assert [one for one, shape in shapes.items() if shapely.contains_xy(shape, lon, lat)] == [key]


def test_a_border_is_one_arc_of_two_units(found):
    users = {}
    for n, one in enumerate(found.topology["objects"]["units"]["geometries"]):
        for reference in (r for polygon in one["arcs"] for ring in polygon for r in ring):
            users.setdefault(reference if reference >= 0 else ~reference, []).append(n)
    assert max(map(len, users.values())) == 2
    assert any(len(set(some)) == 2 for some in users.values())
    assert sorted(users) == list(range(len(found.topology["arcs"])))


def test_edges_are_the_rim_of_the_boxes_and_nothing_else(found):
    covered = shapely.union_all([shapely.box(*box) for box in found.boxes])
    rim = covered.boundary
    for n, arc in enumerate(arcs_of(found.topology)):
        middles = [((a + b) / 2 * land.STEP_DEG) for a, b in pairwise(arc)]
        on_rim = [shapely.distance(rim, shapely.Point(middle)) < 1e-9 for middle in middles]
        assert all(on_rim) if n in found.edges else not any(on_rim)


def test_boxes_touch_but_do_not_overlap():
    found = local_land.collect_land([GAZA, (35.3, 32.0), (34.9, 31.9)])
    boxes = [shapely.box(*box) for box in found.boxes]
    assert sum(box.area for box in boxes) == pytest.approx(shapely.union_all(boxes).area)
    assert all(any(box.covers(shapely.Point(at)) for box in boxes) for at in (GAZA, (35.3, 32.0)))


def test_the_busiest_come_first_and_there_is_an_end(monkeypatch):
    monkeypatch.setattr(local_land, "MOST_POINTS", 4000)
    spread = [(24.0 + n / 2, 37.5) for n in range(10)]  # the Aegean: many islands
    found = local_land.collect_land([*spread, *[GAZA] * 3])
    assert any(
        west <= GAZA[0] < east and south <= GAZA[1] < north for west, south, east, north in found.boxes
    )
    assert sum(map(len, found.topology["arcs"])) < 8000


def test_where_all_is_water_there_is_none():
    assert local_land.collect_land([(-30.0, 30.0)]) is None
    assert local_land.collect_land([]) is None


@pytest.mark.parametrize("at", [(179.99, 51.9), (-179.99, -16.8), (0.0, 89.9), (0.0, -89.9)])
def test_at_the_ends_of_the_map_nothing_breaks(at):
    found = local_land.collect_land([at])
    assert found is None or all(-180 <= west < east <= 180 for west, _, east, _ in found.boxes)


def test_the_shores_of_a_lake_between_two_countries_are_no_one_s_end():
    found = local_land.collect_land(
        [(35.53, 32.79)]
    )  # Tiberias; the Sea of Galilee lies between Israel and the Golan Heights
    arcs = arcs_of(found.topology)
    lake = shapely.Point(35.585, 32.82).buffer(0.15)
    shores = [shapely.LineString(arcs[n] * land.STEP_DEG) for n in found.shores]
    assert sum(line.length for line in shores if lake.covers(line)) > 0.3
    sea = shapely.box(34.6, 32.3, 35.05, 33.0)
    assert not any(sea.intersects(line) and line.length > 0.5 for line in shores)
