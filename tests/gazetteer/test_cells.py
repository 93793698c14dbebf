"""Cells around a point hold all that is near it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import cells
from gazetteer.geodesy import MEAN_RADIUS_M


def number(lon, lat):
    return int((lat + 90) * 4) * 1441 + int((lon + 180) * 4)


@given(
    lon=st.floats(-180, 180, exclude_max=True),
    lat=st.floats(-90, 90),
    bearing=st.floats(0, 360),
    share=st.floats(0, 0.999),
    reach=st.integers(1, 720),
)
def test_what_is_within_reach_is_in_the_cells(lon, lat, bearing, share, reach):
    angle, heading, phi = math.radians(share * reach * cells.SIZE), math.radians(bearing), math.radians(lat)
    sine = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(heading)
    other_lat = math.degrees(math.asin(max(-1, min(1, sine))))
    turn = math.atan2(
        math.sin(heading) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * sine
    )
    other_lon = (lon + math.degrees(turn) + 180) % 360 - 180
    found = cells.cells_within(lon=lon, lat=lat, reach=reach)
    assert any(first <= number(other_lon, other_lat) <= last for first, last in found)


def test_longitude_180_is_near_its_twin():
    for lon in (-180, -179.9, 179.9):
        found = cells.cells_within(lon=lon, lat=0, reach=1)
        for edge in (180, -180):
            assert any(first <= number(edge, 0) <= last for first, last in found)


def test_distances_are_great_circles():
    assert cells.distance_m(0, 0, 0, 90) == pytest.approx(10_007_557, rel=1e-4)
    assert cells.distance_m(179, 0, -179, 0) == pytest.approx(222_390, rel=1e-3)


@given(st.floats(0.001, 2.1e7))
def test_a_reach_covers_its_distance(metres):
    reach = cells.reach_of(metres)
    assert reach == 720 or math.radians(reach * cells.SIZE) * MEAN_RADIUS_M >= metres * 0.999999
