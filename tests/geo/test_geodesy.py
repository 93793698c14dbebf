"""Buffers and distances of shapes are geodesic at every latitude, across ±180° and about the poles."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from gazetteer import areas
from geo import geodesy

WGS84 = Geod(ellps="WGS84")
LATITUDES = (0, 45, 70, -62)
LINES = (
    [(-1, 0), (0.4, 0.3), (1.5, -0.2)],
    [(0, -1.5), (0.2, 0), (-0.3, 1.2)],
)


def moved(points, lon, lat):
    return shapely.LineString([(lon + x, lat + y) for x, y in points])


def metres_to(line, lon, lat):
    """Return the distance from a point to a line in degrees, of many points on it: slow, and without any map."""
    points = shapely.get_coordinates(shapely.segmentize(line, 0.002))
    count = len(points)
    return min(WGS84.inv(np.full(count, lon), np.full(count, lat), points[:, 0], points[:, 1])[2])


@pytest.mark.parametrize("lat", LATITUDES)
@pytest.mark.parametrize("points", LINES)
@pytest.mark.parametrize("metres", [5_000, 50_000, 200_000])
def test_the_edge_of_a_buffer_is_so_far_to_every_side(lat, points, metres):
    line = moved(points, 20, lat)
    edge = shapely.get_coordinates(geodesy.buffer(line, metres))
    for lon, at in edge[:: max(1, len(edge) // 24)]:
        assert metres_to(line, lon, at) == pytest.approx(metres, rel=0.01)


@pytest.mark.parametrize("lat", LATITUDES)
def test_across_180_it_is_what_it_is_elsewhere(lat):
    here = geodesy.buffer(moved(LINES[0], 20, lat), 50_000)
    line = moved(LINES[0], 179.5, lat)
    halves = shapely.MultiLineString(
        [shapely.clip_by_rect(line, -200, -90, 180, 90),
         shapely.affinity.translate(shapely.clip_by_rect(line, 180, -90, 200, 90), -360)]
    )  # fmt: skip
    there = geodesy.buffer(halves, 50_000)
    west, _, east, _ = there.bounds
    assert (west, east) == (-180, 180) and there.is_valid
    back = shapely.union_all(
        [
            shapely.affinity.translate(part, 20 - 179.5 + (360 if part.centroid.x < 0 else 0))
            for part in shapely.get_parts(there)
        ]
    )
    assert back.symmetric_difference(here).area < 0.01 * here.area


@pytest.mark.parametrize("pole", [90, -90])
def test_about_a_pole(pole):
    sign = math.copysign(1, pole)
    ring = shapely.LineString([(lon, sign * 89) for lon in range(-180, 181, 10)])
    for metres, holds in ((50_000, False), (150_000, True)):  # the pole is 112 km from the ring
        found = geodesy.buffer(ring, metres)
        assert found.is_valid
        assert found.covers(shapely.Point(40, sign * 89.99)) == holds
        for lon in (-179, -60, 0, 77, 180):
            out = WGS84.fwd(lon, sign * 89, 180 if sign > 0 else 0, 0.97 * metres)
            assert found.covers(shapely.Point(out[0], out[1]))
            past = WGS84.fwd(lon, sign * 89, 180 if sign > 0 else 0, 1.03 * metres)
            assert not found.covers(shapely.Point(past[0], past[1]))
    disc = geodesy.buffer(shapely.Point(0, pole), 10_000)
    assert disc.covers(shapely.Point(-120, sign * 89.95)) and not disc.covers(shapely.Point(10, sign * 89.8))


def test_an_area_keeps_what_is_inside_and_an_empty_shape_has_no_buffer():
    area = shapely.box(10, 60, 11, 61).difference(shapely.box(10.4, 60.4, 10.6, 60.6))
    found = geodesy.buffer(area, 1_000)
    assert found.covers(area) and not found.covers(shapely.Point(10.5, 60.5))
    assert geodesy.buffer(area, 0).equals(area)
    assert geodesy.buffer(shapely.GeometryCollection(), 1_000).is_empty


def test_a_long_coast_is_as_wide_at_both_ends():
    coast = shapely.simplify(areas.coast("NO"), 0.05)
    water = geodesy.buffer(coast, 50_000)
    for lon, lat in ((7.05, 57.97), (5.0, 61.6), (25.77, 71.1), (31.16, 70.37)):
        for bearing in range(0, 360, 45):
            near, far = (WGS84.fwd(lon, lat, bearing, metres)[:2] for metres in (40_000, 65_000))
            assert water.covers(shapely.Point(near))
            if metres_to_coast(coast, far) > 52_000:
                assert not water.covers(shapely.Point(far))


def metres_to_coast(coast, point):
    points = shapely.get_coordinates(shapely.segmentize(coast, 0.01))
    return min(
        WGS84.inv(np.full(len(points), point[0]), np.full(len(points), point[1]), points[:, 0], points[:, 1])[
            2
        ]
    )


@settings(max_examples=60)
@given(
    lon=st.sampled_from([12.0, 179.8, -180.0]), lat=st.sampled_from([0.0, 45.0, 70.0, -80.0]),
    bearing=st.integers(0, 359), share=st.sampled_from([0.3, 0.9, 0.97, 1.03, 1.1, 2.0]),
    metres=st.sampled_from([25_000, 50_000]), kinds=st.tuples(*[st.sampled_from(["point", "area"])] * 2),
)  # fmt: skip
def test_nearness_is_geodesic(lon, lat, bearing, share, metres, kinds):  # noqa: PLR0917
    size = 4_000
    far = share * metres + size * kinds.count("area")
    x, y, _ = WGS84.fwd(lon, lat, bearing, far)
    first, second = (
        shapely.Point(a, b) if kind == "point" else geodesy.circle(lon=a, lat=b, radius_m=size)
        for kind, a, b in ((kinds[0], lon, lat), (kinds[1], x, y))
    )
    assert geodesy.is_within(first, second, metres) == geodesy.is_within(second, first, metres) == (share < 1)


def test_extents():
    assert geodesy.size_m(shapely.box(10, 70, 11, 71)) == pytest.approx(math.hypot(37_180, 111_560), rel=0.01)
    assert geodesy.size_m(shapely.LineString()) == geodesy.size_m(shapely.Point(1, 2)) == 0
    across = shapely.MultiPolygon([shapely.box(179, 0, 180, 1), shapely.box(-180, 0, -179, 1)])
    assert geodesy.size_m(across) == pytest.approx(geodesy.size_m(shapely.box(0, 0, 2, 1)))
    assert geodesy.length_m(shapely.LineString([(5, 60), (7, 61)])) == pytest.approx(
        WGS84.inv(5, 60, 7, 61)[2]
    )
    for lat in (0, 45, 70):
        east, north = geodesy.degree_m(lat)
        assert east == pytest.approx(10 * WGS84.inv(0, lat, 0.1, lat)[2], rel=1e-5)
        assert north == pytest.approx(WGS84.inv(0, lat - 0.5, 0, lat + 0.5)[2], rel=1e-5)


@pytest.mark.parametrize("lat", [0, 45, 70])
def test_the_shortest_line_is_the_geodesic_one(lat):
    # In degrees the corner to the south is the nearer one, on the Earth that to the east is.
    here = shapely.Point(10, lat)
    east, south = shapely.box(10.5, lat - 0.1, 11, lat + 0.1), shapely.box(9.9, lat - 1, 10.1, lat - 0.45)
    line = geodesy.shortest_line(here, shapely.union_all([east, south]))
    found = WGS84.geometry_length(line)
    wanted = min(WGS84.inv(10, lat, 10.5, lat)[2], WGS84.inv(10, lat, 10, lat - 0.45)[2])
    assert found == pytest.approx(wanted, rel=0.001)
    assert geodesy.shortest_line(here, here).length == 0


def test_pairs_are_measured_at_once():
    first = np.array([shapely.Point(10, 60), shapely.box(0, 0, 1, 1)], dtype=object)
    second = np.array([shapely.Point(11, 60), shapely.Point(2, 0.5)], dtype=object)
    assert geodesy.nearest_m(first, second) == pytest.approx(
        [WGS84.inv(10, 60, 11, 60)[2], WGS84.inv(1, 0.5, 2, 0.5)[2]]
    )
