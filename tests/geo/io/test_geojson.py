"""GeoJSON as RFC 7946 has it."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.geometry_json import bbox, geometry
from geo.io.geojson import feature, feature_collection
from geo.json_objects import event_object, mention_object

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


def test_an_event_without_a_place_stays_in(make_event):
    collection = feature_collection([make_event(where=None), make_event(where=shapely.Point(10, 20))])
    assert [f["geometry"] for f in collection["features"]] == [
        None,
        {"type": "Point", "coordinates": (10, 20)},
    ]
    assert collection["bbox"] == [10, 20, 10, 20]
    assert "crs" not in collection


def test_an_area_has_its_bbox(make_event):
    assert feature(make_event(where=shapely.box(1, 2, 3, 4)))["bbox"] == [1, 2, 3, 4]


def test_days_are_flat_fields_too(make_event):
    dated, undated = (feature(make_event(**changed))["properties"] for changed in ({}, {"when": None}))
    assert (dated["when_start"], dated["when_end"]) == ("2023-05-09", "2023-05-09")
    assert (undated["when_start"], undated["when_end"]) == (None, None)


def test_objects_have_the_contracts_keys(make_event, make_mention):
    assert list(event_object(make_event()))[:4] == ["id", "report", "type", "mode"]
    wanted = {"id", "report", "type", "mode", "status", "actors", "recipients", "when", "where", "places", "sentence",
              "start", "end", "score", "also"}  # fmt: skip
    assert wanted <= set(event_object(make_event()))
    wanted = {"report", "start", "end", "text", "role", "place_id", "name", "lon", "lat", "country", "kind", "score",
              "role_score", "radius_m", "geometry_type", "reason"}  # fmt: skip
    assert wanted <= set(mention_object(make_mention()))
    unresolved = mention_object(make_mention(place=None, geometry=None))
    assert {
        unresolved[key]
        for key in ("place_id", "name", "lon", "lat", "country", "kind", "score", "geometry_type")
    } == {None}
    json.dumps([event_object(make_event()), mention_object(make_mention())])
