"""Outlines in records are as fine as they need be, and say how fine that is."""

import json

import pytest
import shapely

from geo.json_objects import event_object
from geo.simplification import SHARE, coarse, tolerance

COAST = shapely.Point(20, 5).buffer(10, quad_segs=2000)
ISLANDS = shapely.MultiPolygon([COAST, shapely.box(40, 5, 40.01, 5.01), shapely.box(42, 5, 44, 7)])


def test_what_is_left_is_near_the_outline_and_small():
    made, finest = coarse(ISLANDS)
    assert finest == tolerance(ISLANDS) == pytest.approx((44 - 10) / SHARE)
    assert made.is_valid and len(made.geoms) == 2, "a part narrower than the tolerance is left out"
    assert (
        shapely.hausdorff_distance(made, shapely.MultiPolygon([ISLANDS.geoms[0], ISLANDS.geoms[2]])) <= finest
    )
    assert shapely.get_num_coordinates(made) < shapely.get_num_coordinates(ISLANDS) / 50


@pytest.mark.parametrize("scale", [1e-3, 1, 5])
def test_the_tolerance_goes_with_the_size(scale):
    shape = shapely.affinity.scale(COAST, scale, scale)
    made, finest = coarse(shape)
    assert made.area == pytest.approx(shape.area, rel=0.05)
    assert finest == pytest.approx(20 * scale / SHARE, rel=1e-3)


def test_a_shape_over_the_date_line_is_as_wide_as_it_is():
    assert (
        tolerance(shapely.MultiPolygon([shapely.box(177, -19, 180, -16), shapely.box(-180, -19, -179, -16)]))
        == 4 / SHARE
    )
    assert coarse(shapely.box(177, -19, 181, -16))[0].bounds == (-180, -19, 180, -16)
    assert tolerance(shapely.box(-180, -90, 180, -60)) == 360 / SHARE


def test_lines_stay_lines_and_points_stay():
    line = shapely.LineString([(x / 1000, (x % 2) / 1e4) for x in range(4000)])
    assert coarse(line)[0].geom_type == "LineString" and len(coarse(line)[0].coords) < 10
    both = coarse(shapely.MultiLineString([line, shapely.affinity.translate(line, 0, 2)]))[0]
    assert both.geom_type == "MultiLineString" and len(both.geoms) == 2
    points = shapely.MultiPoint([(0, 0), (50, 0)])
    assert coarse(points) == (points, 0.0)


def test_the_object_of_an_event_says_how_far_it_was_simplified(make_event):
    event = make_event(where=COAST)
    made = event_object(event, simplified=True)
    assert made["where_tolerance_deg"] == pytest.approx(0.2, rel=0.01)
    assert len(json.dumps(made)) < len(json.dumps(event_object(event))) / 20
    assert "where_tolerance_deg" not in event_object(event)
    for where in (None, shapely.Point(1, 2)):
        exact = event_object(make_event(where=where), simplified=True)
        assert exact.pop("where_tolerance_deg") == 0
        assert exact == event_object(make_event(where=where))
