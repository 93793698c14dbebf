"""Geometries as RFC 7946 has them, with their bounding boxes."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.geometry_json import bbox, geometry

CLOCKWISE = shapely.Polygon(
    [(0, 0), (0, 1), (1, 1), (1, 0)], [[(0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4)]]
)


@pytest.mark.parametrize("shape", [CLOCKWISE, shapely.MultiPolygon([CLOCKWISE])])
def test_outer_rings_run_counter_clockwise_and_holes_clockwise(shape):
    made = shapely.geometry.shape(geometry(shape))
    polygon = made if made.geom_type == "Polygon" else made.geoms[0]
    assert polygon.exterior.is_ccw
    assert not polygon.interiors[0].is_ccw


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_coordinates_have_six_decimals(lon, lat):
    x, y = geometry(shapely.Point(lon, lat))["coordinates"]
    assert (x, y) == (round(x, 6), round(y, 6))
    assert abs(x - lon) <= 1e-6 and abs(y - lat) <= 1e-6


def test_missing_and_empty_geometries_are_null():
    assert geometry(None) is None
    assert geometry(shapely.Polygon()) is None
    assert bbox([None, shapely.Point()]) is None
