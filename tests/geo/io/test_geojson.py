"""GeoJSON as RFC 7946 has it."""

import shapely

from geo.io.geojson import feature, feature_collection


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
