"""Distances are geodesic at every latitude, across ±180° and about the poles: pyproj's `Geod` is the judge."""

import math
import subprocess
import sys

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from gazetteer import areas, geodesy, store
from gazetteer.areas import at_point, divisions, sides

WGS84 = Geod(ellps="WGS84")
LATITUDES = (0, 45, 70, -70, 89.8)
LONGITUDES = (10, 179.9, -180)


def corners(shape):
    return shapely.get_coordinates(shape)


def apart(lon, lat, points):
    count = len(points)
    return np.array(WGS84.inv(np.full(count, lon), np.full(count, lat), points[:, 0], points[:, 1])[2])


@pytest.mark.parametrize("lat", LATITUDES)
@pytest.mark.parametrize("lon", LONGITUDES)
@pytest.mark.parametrize("radius_m", [1_000, 50_000, 400_000])
def test_a_circle_is_round(lon, lat, radius_m):
    disc = geodesy.circle(lon=lon, lat=lat, radius_m=radius_m)
    assert disc.is_valid
    west, south, east, north = disc.bounds
    assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    points = corners(disc)
    inner = (np.abs(np.abs(points[:, 0]) - 180) > 1e-9) & (np.abs(points[:, 1]) < 90)  # not where it was cut
    assert apart(lon, lat, points[inner]) == pytest.approx(radius_m, rel=1e-6)
    assert geodesy.area_m2(disc) == pytest.approx(math.pi * radius_m**2, rel=0.01)
    for bearing in range(0, 360, 30):
        near, far = (WGS84.fwd(lon, lat, bearing, share * radius_m)[:2] for share in (0.98, 1.02))
        assert disc.covers(shapely.Point(near)) and not disc.covers(shapely.Point(far))


@given(
    st.floats(-180, 180), st.floats(-90, 90), st.floats(0, 359), st.floats(0, 900_000), st.floats(0, 900_000)
)
def test_a_box_around_a_point_holds_what_is_near(lon, lat, bearing, metres, more):
    west, south, east, north = geodesy.box_around(lon=lon, lat=lat, metres=metres + more + 1)
    x, y, _ = WGS84.fwd(lon, lat, bearing, metres)
    assert south <= y <= north
    assert any(west <= x + turn <= east for turn in (-360, 0, 360)) or abs(y) > 90 - 1e-9


@pytest.mark.parametrize("lat", LATITUDES)
@pytest.mark.parametrize("lon", LONGITUDES)
def test_the_distance_to_a_shape_is_geodesic(lon, lat):
    for bearing in (0, 77, 180, 270):
        x, y, _ = WGS84.fwd(lon, lat, bearing, 20_000)
        shape = geodesy.circle(lon=x, lat=y, radius_m=5_000)
        found = geodesy.to_shape_m(shape, lon=(lon + 180) % 360 - 180, lat=lat, most_m=40_000)
        assert found == pytest.approx(15_000, rel=0.005)
        assert geodesy.to_shape_m(shape, lon=(lon + 180) % 360 - 180, lat=lat, most_m=14_000) == math.inf
    assert geodesy.to_shape_m(geodesy.circle(lon=lon, lat=lat, radius_m=9), lon=lon, lat=lat, most_m=9) == 0


def test_distances_and_bearings_are_pyproj_s():
    assert geodesy.distance_m(5, 60, 7, 61) == WGS84.inv(5, 60, 7, 61)[2]
    assert geodesy.distances_m(5, 60, [7, 5], [61, 60]).tolist() == [geodesy.distance_m(5, 60, 7, 61), 0.0]
    assert geodesy.bearing(5, 60, 7, 61) == pytest.approx(WGS84.inv(5, 60, 7, 61)[0] % 360)
    assert geodesy.destination(lon=179, lat=70, bearing=90, metres=100_000)[0] < 0


def test_a_point_off_a_northern_coast_has_the_nearest_land():
    # Off Hammerfest and Vardø a degree of longitude is 37 km: 11 nautical miles to the east are over half of one.
    lon, lat = 31.13, 70.37
    assert areas.place_at(lon=lon, lat=lat).country == "NO"
    x, y = geodesy.destination(lon=lon, lat=lat, bearing=90, metres=9 * 1852)
    assert at_point.unit_at(lon=x, lat=y).iso3 == "NOR"
    x, y = geodesy.destination(lon=lon, lat=lat, bearing=90, metres=16 * 1852)
    assert at_point.unit_at(lon=x, lat=y) is None
    assert divisions.at(lon=x, lat=y, country="NO", reach_m=1_000) is None


def test_places_near_a_point_are_told_with_their_geodesic_distance():
    for lon, lat in ((25.0, 70.0), (-179.9, -16.5), (18.0, 0.0)):
        for place, metres in store.default().nearest(lon=lon, lat=lat, limit=3):
            assert metres == pytest.approx(WGS84.inv(lon, lat, place.lon, place.lat)[2])


def test_waters_reach_as_far_to_every_side():
    lon, lat = -30.0, 70.5 - 3  # off eastern Greenland
    water = sides.waters(lon=lon, lat=lat, reach_m=40_000)
    furthest = apart(lon, lat, corners(water)).max()
    assert furthest == pytest.approx(40_000, rel=0.01)


def test_looking_a_name_up_needs_neither_pyproj_nor_numpy():
    code = (
        "import sys, gazetteer; gazetteer.find('Khan Younis');"
        "print(sorted({'pyproj', 'numpy', 'shapely'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
