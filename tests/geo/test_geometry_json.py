"""Geometries as RFC 7946 has them, with their bounding boxes."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.geometry_json import bbox, geometry, joined_box, located

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


def test_many_shapes_are_located_in_their_order():
    shapes = [None, shapely.Point(1, 2), shapely.Point(), shapely.box(0, 0, 1, 1), shapely.Point(3, 4)]
    made = located(shapes)
    assert [each and each["type"] for each, _ in made] == [None, "Point", None, "Polygon", "Point"]
    assert [box for _, box in made] == [None, [1, 2, 1, 2], None, [0, 0, 1, 1], [3, 4, 3, 4]]
    assert located([]) == []


@pytest.mark.parametrize(
    ("lon", "written"),
    [(180, 180), (-180, -180), (181, -179), (-181, 179), (540.5, -179.5), (-0.0000001, 0.0)],
)
def test_longitudes_are_those_of_the_globe(lon, written):
    made = geometry(shapely.Point(lon, -0.0))
    assert made["coordinates"] == (written, 0.0) and "-0.0" not in str(made)


def test_a_collection_is_wound_part_by_part():
    made = geometry(shapely.GeometryCollection([CLOCKWISE, shapely.Point(1, 2)]))
    polygon, point = shapely.geometry.shape(made).geoms
    assert polygon.exterior.is_ccw and point.coords[0] == (1, 2)


@pytest.mark.parametrize(
    "shape", [shapely.LineString([(0, 0), (1, 1)]), shapely.MultiPoint([(0, 0), (1, 1)])]
)
def test_what_has_no_rings_keeps_its_order(shape):
    assert shapely.geometry.shape(geometry(shape)).equals(shape)


def test_the_box_of_many_is_round_all():
    assert bbox([shapely.Point(1, 2), None, shapely.box(-3, -4, 0, 0)]) == [-3, -4, 1, 2]
    fiji = shapely.box(177, -19, 181, -16)
    assert bbox([fiji]) == [177, -19, -179, -16]
    assert bbox([fiji, shapely.Point(178, 0)]) == [-180, -19, 180, 0]
    assert bbox([]) is None


BOXES = st.none() | st.tuples(
    st.integers(-180, 180), st.integers(-90, 90), st.integers(-180, 180), st.integers(-90, 90)
).map(lambda box: [box[0], min(box[1], box[3]), box[2], max(box[1], box[3])])


@given(BOXES, BOXES)
def test_joining_boxes_knows_no_order_and_loses_no_latitude(one, other):
    both = joined_box(one, other)
    assert both == joined_box(other, one)
    for box in (one, other):
        if box is not None:
            assert both[1] <= box[1] and box[3] <= both[3]
