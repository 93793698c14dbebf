"""What crosses ±180° is cut there, and nothing is lost."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.antimeridian import bounds, split_at_antimeridian
from geo.geometry_json import bbox, geometry
from geo.io.geojson import feature, feature_collection


@given(st.floats(-360, 300), st.floats(-80, 70), st.floats(0.01, 170), st.floats(0.01, 10))
def test_an_area_keeps_its_size_within_the_globe(west, south, wide, high):
    made = split_at_antimeridian(shapely.box(west, south, west + wide, south + high))
    assert made.bounds[0] >= -180 and made.bounds[2] <= 180
    assert made.area == pytest.approx(wide * high, rel=1e-6)
    assert geometry(made)["type"] in ("Polygon", "MultiPolygon")


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=2, max_size=6))
def test_a_line_never_steps_over_the_globe(points):
    made = split_at_antimeridian(shapely.LineString(points))
    assert made.bounds[0] >= -180 and made.bounds[2] <= 180
    for part in shapely.get_parts(made):
        lons = shapely.get_coordinates(part)[:, 0]
        assert (abs(lons[1:] - lons[:-1]) <= 180 + 1e-9).all()


def test_what_does_not_cross_is_the_same_object():
    for shape in (
        shapely.Point(1, 2),
        shapely.box(-180, -90, 180, -60),
        shapely.LineString([(0, 0), (90, 1)]),
    ):
        assert split_at_antimeridian(shape) is shape


def test_the_box_of_a_crossing_feature_begins_in_the_west(make_event):
    fiji = shapely.MultiPolygon([shapely.box(177, -19, 180, -16), shapely.box(-180, -19, -179, -16)])
    assert bounds(fiji) == (177, -19, -179, -16)
    for shape in (fiji, shapely.box(177, -19, 181, -16)):
        assert feature(make_event(where=shape))["bbox"] == [177, -19, -179, -16]
    line = feature(make_event(where=shapely.LineString([(178, -18), (-172, -14)])))
    assert line["geometry"]["type"] == "MultiLineString" and line["bbox"] == [178, -18, -172, -14]
    both = feature_collection([make_event(where=fiji), make_event(where=shapely.Point(3, 4))])
    assert both["bbox"] == [-180, -19, 180, 4]
    assert bbox([shapely.box(-180, -90, 180, -60)]) == [-180, -90, 180, -60], "all round is no crossing"


def test_holes_run_clockwise_in_the_pieces_too():
    ring = shapely.box(170, 0, 190, 10).difference(shapely.box(172, 2, 174, 4))
    west = shapely.geometry.shape(geometry(ring)).geoms[0]
    assert west.exterior.is_ccw and not west.interiors[0].is_ccw


def test_parts_of_a_collection_are_cut_one_by_one():
    whole = shapely.GeometryCollection(
        [shapely.box(175, 0, 185, 1), shapely.Point(190, 5), shapely.Point(1, 2)]
    )
    area, *points = split_at_antimeridian(whole).geoms
    assert area.geom_type == "MultiPolygon" and area.bounds == (-180, 0, 180, 1)
    assert [(point.x, point.y) for point in points] == [(-170, 5), (1, 2)]
    several = split_at_antimeridian(shapely.MultiPoint([(170, 1), (190, 2)]))
    assert sorted(point.x for point in several.geoms) == [-170, 170]


def test_what_is_empty_is_the_same_object():
    for shape in (shapely.Point(), shapely.GeometryCollection(), shapely.MultiPolygon()):
        assert split_at_antimeridian(shape) is shape
