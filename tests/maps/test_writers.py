"""What is written is read back by GIS software, event by event."""

import csv
import json

import geopandas as gpd
import pyogrio
import pytest
import shapely

from geo.event_set import EventSet
from geo.records import PlaceLink
from maps.errors import FileExists, UnknownFormat
from maps.writers import export, frame_geojson

LINE = shapely.LineString([(35.1, 33.1), (35.6, 33.3)])


@pytest.fixture
def found(make_event, make_mention):
    mention = make_mention()
    link = PlaceLink(mention=mention, role="location", reason="in")
    shapes = {"point": shapely.Point(1, 2), "line": LINE, "area": shapely.box(0, 0, 1, 1), "none": None}
    events = tuple(make_event(id=name, where=shape, places=(link,)) for name, shape in shapes.items())
    return EventSet((), events, (mention,))


def test_geojson_opens_with_every_event(found, tmp_path):
    path = export(found, tmp_path / "e.geojson")
    assert len(pyogrio.read_dataframe(path)) == 4
    text = json.loads(path.read_text(encoding="utf-8"))
    assert [feature["id"] for feature in text["features"]] == ["point", "line", "area", "none"]
    assert "crs" not in text


def test_geopackage_keeps_geometry_types_apart_and_loses_nothing(found, tmp_path):
    path = export(found, tmp_path / "e.gpkg")
    layers = {name for name, _ in pyogrio.list_layers(path)}
    assert {
        "events_point",
        "events_line",
        "events_area",
        "events_nowhere",
        "places",
        "mentions",
        "links",
    } <= layers
    rows = {layer: gpd.read_file(path, layer=layer) for layer in layers if layer.startswith("events_")}
    assert {layer: table.id.tolist() for layer, table in rows.items()} == {
        "events_point": ["point"], "events_line": ["line"], "events_area": ["area"], "events_nowhere": ["none"],
    }  # fmt: skip


def test_geopackage_holds_the_command_areas_of_the_events_time(found, tmp_path):
    areas = gpd.read_file(export(found, tmp_path / "e.gpkg"), layer="command_areas")
    on_the_day = areas[(areas.valid_from <= "2023-05-09")]
    assert {"CENTCOM", "EUCOM", "AFRICOM"} <= set(on_the_day.command)
    assert areas.geometry.is_valid.all()


@pytest.mark.parametrize("suffix", [".fgb", ".kml"])
def test_single_layer_formats_keep_every_event(found, tmp_path, suffix):
    assert len(pyogrio.read_dataframe(export(found, tmp_path / f"e{suffix}"))) == 4


def test_csv_has_wkt(found, tmp_path):
    with export(found, tmp_path / "e.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["geometry"][:5] for row in rows] == ["POINT", "LINES", "POLYG", ""]


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".fgb", ".kml", ".csv"])
def test_an_empty_set_is_a_valid_file(tmp_path, suffix):
    path = export(EventSet(), tmp_path / f"e{suffix}")
    assert path.stat().st_size > 0


@pytest.mark.parametrize("name", ["e.gpx", "e.shp", "e", "e.docx"])
def test_other_formats_are_refused_with_the_known_ones(found, tmp_path, name):
    with pytest.raises(UnknownFormat, match=r"\.gpkg"):
        export(found, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_existing_files_stay(found, tmp_path):
    path = export(found, tmp_path / "e.csv")
    with pytest.raises(FileExists):
        export(found, path)


def test_any_frame_becomes_rfc_7946(found):
    made = json.loads(frame_geojson(found.mentions))
    assert made["features"][0]["properties"]["name"] == "Kinshasa"
    assert made["bbox"] == [15.3136, -4.3276, 15.3136, -4.3276]
