"""GeoJSON as RFC 7946 has it."""

import json

import pytest
import shapely

from geo.errors import UnreadableSet
from geo.io import geojson
from geo.io.archive import VERSION, pack
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


def test_streams_say_what_the_collection_says(found):
    events = list(found)
    whole = json.loads(json.dumps(geojson.feature_collection(events)))
    assert json.loads("".join(geojson.collection_chunks(iter(events)))) == whole
    lines = list(geojson.feature_lines(iter(events)))
    assert [json.loads(line) for line in lines] == whole["features"] and all(
        line.endswith("}\n") for line in lines
    )
    assert [line[0] for line in geojson.feature_lines(events, sequence=True)] == ["\x1e"] * 3


def test_properties_may_be_added_to_each_feature(found):
    def decorate(event, properties):
        properties["mine"] = event.id.upper()

    made = json.loads(
        "".join(geojson.collection_chunks(iter(found), decorate=decorate, members={"note": "é"}))
    )
    assert [each["properties"]["mine"] for each in made["features"]] == ["A", "B", "C"] and made[
        "note"
    ] == "é"
    assert [
        json.loads(line)["properties"]["mine"] for line in geojson.feature_lines(found, decorate=decorate)
    ] == ["A", "B", "C"]


def test_more_events_than_a_batch_come_out_in_their_order(make_event, monkeypatch):
    monkeypatch.setattr(geojson, "_BATCH", 2)
    made = [one["id"] for one, _ in geojson.features(make_event(id=str(n)) for n in range(5))]
    assert made == ["0", "1", "2", "3", "4"]


def test_records_lie_beside_the_features_and_come_back(found, tmp_path):
    path = tmp_path / "e.geojson"
    geojson.write_records(found, path)
    whole = json.loads(path.read_text(encoding="utf-8"))
    assert whole["type"] == "FeatureCollection" and len(whole["features"]) == 3
    rows = list(geojson.record_rows(path))
    assert rows[0] == ("version", {"version": VERSION})
    assert [tuple(row) for row in rows[1:]] == [
        (kind, json.loads(json.dumps(row))) for kind, row in pack(found)
    ]


@pytest.mark.parametrize(
    "content", ["[]", "{}", '{"dateline": 3}', '{"type": "FeatureCollection", "features": []}', "null"]
)
def test_geojson_of_others_holds_no_records(tmp_path, content):
    (tmp_path / "e.geojson").write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableSet, match="does not hold the records of a set"):
        list(geojson.record_rows(tmp_path / "e.geojson"))
