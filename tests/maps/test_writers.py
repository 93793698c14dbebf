"""What is written is read back by GIS software, event by event."""

import contextlib
import csv
import json
import re
import sqlite3

import geopandas as gpd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from gazetteer.place import Place
from geo.event_set import EventSet
from geo.records import Actor, PlaceLink, Report
from maps.errors import FileExists, UnknownFormat
from maps.writers import export, frame_csv, frame_geojson, labelled

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
        "mentions_point",
        "places",
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


def test_geoparquet_tells_what_its_geometries_are(found, tmp_path):
    path = export(found, tmp_path / "e.parquet")
    told = json.loads(pq.read_schema(path).metadata[b"geo"])
    column = told["columns"][told["primary_column"]]
    assert told["version"] and column["encoding"] == "WKB" and column["bbox"] == [0, 0, 35.6, 33.3]
    assert set(column["geometry_types"]) == {"Point", "LineString", "Polygon"}
    table = gpd.read_parquet(path)
    assert table.crs == "EPSG:4326" and table.geometry.isna().sum() == 1
    assert {str(table[name].dtype)[:10] for name in ("when_start", "when_end")} == {"datetime64"}


def test_kml_has_titles_balloons_and_days(found, tmp_path):
    table = pyogrio.read_dataframe(export(found, tmp_path / "e.kml"))
    assert set(table.Name) == {
        "Aid delivered: Kinshasa",
        "Aid delivered (“treated”)",
    }  # the last has no place
    assert set(table.label) == {"Aid delivered"}
    sentence = found.event_records[0].sentence
    told = {f"{sentence}<br>Kinshasa ({level}), within 15 km" for level in ("district", "region")}
    assert set(table.description) == {sentence, *told}
    assert {str(day)[:10] for day in (*table.begin, *table.end)} == {"2023-05-09"}
    assert table.end_offset.tolist() == [found.event_records[0].end] * 4, "whole numbers, not words"


def test_kml_has_whole_days_and_balloons_without_markup(tmp_path, make_event):
    events = (make_event(sentence="A & B <b>met</b>."), make_event(id="e2", when=None))
    path = export(EventSet((), events, ()), tmp_path / "e.kml")
    text = path.read_text(encoding="utf-8")
    spans = re.findall(r"<TimeSpan>\s*<begin>(.*?)</begin>\s*<end>(.*?)</end>", text)
    assert spans == [("2023-05-09", "2023-05-09")], "days, without hours: a span that lasts all day"
    table = pyogrio.read_dataframe(path)
    assert (
        table.description[0].startswith("A &amp; B &lt;b&gt;met&lt;/b&gt;.<br>")
        and table.sentence[0] == "A & B <b>met</b>."
    )
    assert table.when_start[0] == "2023-05-09" and table.loc[1, ["when_start", "when_end"]].isna().all()


def test_csv_has_points_and_wkt_only_when_asked(found, tmp_path):
    with export(found, tmp_path / "e.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert "WKT" not in rows[0]
    wheres = [event.where for event in found]
    for row, where in zip(rows, wheres, strict=True):
        spot = (float(row["lon"]), float(row["lat"])) if row["lon"] else None
        assert (spot is None) == (where is None)
        assert where is None or where.distance(shapely.Point(spot)) < 1e-5
    with export(found, tmp_path / "w.csv", wkt=True).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["WKT"][:5] for row in rows] == ["POINT", "LINES", "POLYG", ""]
    shapes = pyogrio.read_dataframe(tmp_path / "w.csv").geometry  # GDAL knows them without being told
    assert shapes.tolist() == wheres
    with pytest.raises(UnknownFormat, match="WKT is CSV's"):
        export(found, tmp_path / "e.gpkg", wkt=True)


def test_csv_of_many_parts_is_that_of_one_frame(found, tmp_path):
    many = EventSet((), found.event_records * 2500, ())
    text = export(many, tmp_path / "e.csv").read_bytes().decode()
    assert text == frame_csv(labelled(many.events)) and text.count("actor_countries") == 1


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


def test_days_are_dates_and_lists_are_json(found, tmp_path, make_event):
    people = (
        Actor(text="A; B", start=0, end=4, name="A; B", country="KE"),
        Actor(text="C", start=5, end=6, name="C"),
    )
    path = export(
        EventSet((), (make_event(actors=people), make_event(when=None, id="e2")), ()), tmp_path / "e.gpkg"
    )
    fields = pyogrio.read_info(path, layer="events_point")
    types = dict(zip(fields["fields"], fields["dtypes"], strict=True))
    assert types["when_start"] == types["when_end"] == "datetime64[D]"
    table = pyogrio.read_dataframe(path, layer="events_point")
    assert json.loads(table.actors[0]) == ["A; B", "C"]
    assert json.loads(table.actor_countries[0]) == ["KE"]
    assert table.loc[1, ["actors", "when_start"]].isna().all()
    areas = pyogrio.read_info(path, layer="command_areas")
    types = dict(zip(areas["fields"], areas["dtypes"], strict=True))
    assert types["valid_from"] == types["valid_to"] == types["since"] == "datetime64[D]"
    assert "Egypt" in json.loads(
        pyogrio.read_dataframe(path, layer="command_areas").set_index("command").members["CENTCOM"]
    )


def test_a_borders_line_is_kept_once(tmp_path, make_mention):
    border = Place(
        id="dateline:border-x", name="A–B border", kind="border", lon=35.3, lat=33.2, geometry=LINE
    )
    mentions = (
        make_mention(place=border, geometry=LINE),
        make_mention(place=border, geometry=LINE),
        make_mention(),
    )
    table = gpd.read_file(export(EventSet((), (), mentions), tmp_path / "e.gpkg"), layer="borders")
    assert table.name.tolist() == ["A–B border"]
    assert table.geometry[0].equals(shapely.MultiLineString([LINE]))


def test_every_layer_that_draws_has_a_style_an_index_and_a_description(found, tmp_path):
    path = export(found, tmp_path / "e.gpkg")
    with contextlib.closing(sqlite3.connect(path)) as database:
        layers = dict(
            database.execute("SELECT table_name, description FROM gpkg_contents WHERE data_type = 'features'")
        )
        styled = {
            name for (name,) in database.execute("SELECT f_table_name FROM layer_styles WHERE useAsDefault")
        }
        indexed = {
            name
            for (name,) in database.execute(
                "SELECT table_name FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'"
            )
        }
        columns = dict(database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
        assert set(database.execute("SELECT DISTINCT f_geometry_column FROM layer_styles")) == {("geom",)}
    assert all(layers.values())
    assert styled == {name for name in layers if not name.endswith("_nowhere")}
    assert styled <= indexed
    assert set(columns.values()) == {"geom"}


def test_gpx_and_a_missing_library_are_refused_with_the_reason(found, tmp_path, monkeypatch):
    with pytest.raises(UnknownFormat, match="waypoints, not areas"):
        export(found, tmp_path / "e.gpx")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UnknownFormat, match="pip install pyarrow"):
        export(found, tmp_path / "e.parquet")


@pytest.mark.parametrize(("name", "nl"), [("e.csv", False), ("e.kml", False), ("e.fgb", False), ("e.geojsonl", False),
                                         ("e.geojsons", False), ("e.geojson", True)])  # fmt: skip
def test_records_are_refused_where_they_would_be_left_out(found, tmp_path, name, nl):
    with pytest.raises(UnknownFormat, match=r"cannot hold the records.*\.gpkg"):
        export(found, tmp_path / name, nl=nl, records=True)


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".csv", ".kml", ".fgb"])
def test_whole_texts_stay_at_home_unless_asked_for(make_event, tmp_path, suffix):
    report = Report(id="r", text="Nothing happened in Xanaduville, our informant said.")
    path = export(EventSet((report,), (make_event(),), ()), tmp_path / f"e{suffix}")
    assert b"Xanaduville" not in path.read_bytes()
