"""GeoJSON is written as it comes, in its three shapes."""

import gc
import json
import tracemalloc

import pyogrio
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.event_set import EventSet
from geo.io.geojson import feature_collection
from maps.errors import UnknownFormat
from maps.geojson_files import collection_chunks, feature_lines, simple_style
from maps.style import event_style
from maps.writers import export

SHAPES = [shapely.Point(1, 2), shapely.LineString([(0, 0), (5, 5)]), None, shapely.box(-9, -9, -8, -8)]


def _records(make_event):
    return [make_event(id=str(i), where=shape, sentence="a\u2028b\n\x1e c") for i, shape in enumerate(SHAPES)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # it only makes records
@given(st.lists(st.sampled_from(SHAPES), max_size=6))
def test_the_stream_says_what_the_collection_says(make_event, shapes):
    events = [make_event(where=shape) for shape in shapes]
    written = json.loads("".join(collection_chunks(iter(events))))
    for one in written["features"]:
        assert one["properties"].pop("label") == "Aid delivered"
    assert written == json.loads(json.dumps(feature_collection(events)))


def test_other_members_stand_beside_the_features(make_event):
    made = json.loads("".join(collection_chunks([make_event()], members={"note": ["é"]})))
    assert made["note"] == ["é"] and made["bbox"] and len(made["features"]) == 1


@pytest.mark.parametrize(("name", "before"), [("e.geojsonl", ""), ("e.geojsons", "\x1e")])
def test_a_line_is_a_feature(make_event, tmp_path, name, before):
    path = export(EventSet((), tuple(_records(make_event)), ()), tmp_path / name)
    lines = path.read_bytes().decode().split("\n")
    assert lines.pop() == "" and len(lines) == 4
    assert all(line.startswith(before + "{") for line in lines)
    assert [json.loads(line.removeprefix(before))["id"] for line in lines] == ["0", "1", "2", "3"]
    assert len(pyogrio.read_dataframe(path)) == 4


def test_nl_is_asked_of_geojson_only(make_event, tmp_path):
    found = EventSet((), tuple(_records(make_event)), ())
    assert len(export(found, tmp_path / "e.geojson", nl=True).read_text("utf-8").splitlines()) >= 4
    for name, asked in (("e.gpkg", "nl"), ("e.geojsons", "nl"), ("e.csv", "simplestyle")):
        with pytest.raises(UnknownFormat, match=r"\.geojson"):
            export(found, tmp_path / name, **{asked: True})
        assert not (tmp_path / name).exists()


def test_simplestyle_has_the_pages_colours(make_event, tmp_path):
    point, line, nowhere, area = map(simple_style, _records(make_event))
    colour = event_style("AID").hue.light
    assert point["marker-color"] == line["stroke"] == area["fill"] == colour
    assert "fill" not in line and "marker-color" not in area and set(nowhere) == {"title", "description"}
    found = EventSet((), (make_event(),), ())
    for asked in (True, False):
        path = export(found, tmp_path / "e.geojson", simplestyle=asked, overwrite=True)
        assert ("marker-color" in json.loads(path.read_text("utf-8"))["features"][0]["properties"]) is asked


@pytest.mark.parametrize("make", [collection_chunks, feature_lines])
def test_memory_does_not_grow_with_the_number_of_events(make_event, make):
    event = make_event()

    def peak(number):
        gc.collect()
        tracemalloc.start()
        written = sum(map(len, make(event for _ in range(number))))
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top, written

    peak(10)  # what loads once
    (small, first), (large, written) = peak(600), peak(3000)
    assert written > 1_000_000
    # Encoders leave cycles until the collector runs, the later the more objects live: a share, no fixed number of bytes.
    assert large - small < 0.2 * (written - first)
