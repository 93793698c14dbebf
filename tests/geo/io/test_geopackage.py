"""GeoPackage: layers by GDAL, and the records of a set as a table."""

import contextlib
import json
import re
import sqlite3

import pyogrio
import pytest
import shapely

from geo.errors import UnreadableSet
from geo.event_set import EventSet
from geo.io import frames, geopackage
from geo.io.archive import VERSION, pack
from geo.io.columns import objects
from geo.io.layers import by_geometry
from maps.writers import export

_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
_RAW = geopackage._write_raw  # as it is when no test has replaced it


def test_another_geopackage_is_refused(make_event, tmp_path):
    path = export(EventSet((), (make_event(),), ()), tmp_path / "e.gpkg", records=True)
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE dateline_records SET record = '{' WHERE kind = 'event'")
    with pytest.raises(UnreadableSet):
        EventSet.from_file(path)


def test_columns_have_the_types_of_their_schema(found, tmp_path):
    columns, shapes = frames.events(found)
    path = tmp_path / "e.gpkg"
    for layer, some, there in by_geometry("events", columns, shapes):
        geopackage.write_layer(
            some, there, path, layer=layer, driver="GPKG", geometry_type="Unknown", append=path.exists()
        )
    info = pyogrio.read_info(path, layer="events_point")
    types = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert (
        types["when_start"] == "datetime64[D]"
        and types["geo_precision"] == "int32"
        and types["score"] == "float64"
    )
    points = pyogrio.read_dataframe(path, layer="events_point")
    assert points["id"].tolist() == ["a", "b"] and points["when_start"].isna().tolist() == [False, True]
    nowhere = pyogrio.read_dataframe(path, layer="events_nowhere")
    assert nowhere["geo_precision"].isna().tolist() == [True], "a missing number is none, and no 0"


@pytest.fixture
def database(tmp_path):
    """Return an open file with what every GeoPackage has."""
    with contextlib.closing(sqlite3.connect(tmp_path / "e.gpkg")) as made, made:
        made.execute("CREATE TABLE gpkg_contents (table_name, data_type, identifier, description)")
        yield made


def test_records_are_a_table_of_attributes(found, database, tmp_path):
    geopackage.write_record_table(database, found)
    database.commit()
    assert database.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall() == [
        ("dateline_records", "attributes")
    ]
    rows = list(geopackage.record_rows(tmp_path / "e.gpkg"))
    assert rows[0] == ("version", {"version": VERSION})
    assert rows[1:] == [(kind, json.loads(json.dumps(row))) for kind, row in pack(found)]


def test_a_table_that_does_not_begin_with_a_version_is_of_none(database, tmp_path):
    database.execute("CREATE TABLE dateline_records (id INTEGER PRIMARY KEY, kind TEXT, record TEXT)")
    database.commit()
    assert list(geopackage.record_rows(tmp_path / "e.gpkg")) == [("version", {"version": None})]
    database.execute("INSERT INTO dateline_records (kind, record) VALUES ('report', '7')")
    database.commit()
    assert list(geopackage.record_rows(tmp_path / "e.gpkg")) == [("version", {"version": None})]


def test_a_file_is_read_only_and_never_made(tmp_path):
    with pytest.raises(sqlite3.Error):
        list(geopackage.record_rows(tmp_path / "gone.gpkg"))
    assert list(tmp_path.iterdir()) == []


def test_arrow_writes_the_rows_that_the_other_writer_does(found, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    made = {}
    for name, there in (("arrow", True), ("raw", False)):
        with monkeypatch.context() as patch:
            if there:
                patch.setattr(geopackage, "_write_raw", _empty_only)
            else:
                patch.setattr(geopackage.importlib.util, "find_spec", lambda _: None)
            path = export(found, tmp_path / f"{name}.gpkg")
        with contextlib.closing(sqlite3.connect(path)) as database:
            made[name] = [_TIME.sub("", line) for line in database.iterdump()]
    assert made["arrow"] == made["raw"] and any("rtree_events_point" in line for line in made["raw"])


def _empty_only(columns, shapes, path, **options):
    assert not len(shapes), "what has rows is written by Arrow"
    _RAW(columns, shapes, path, **options)


def test_one_line_or_area_is_a_multiple_one_as_its_layer_says(tmp_path):
    pytest.importorskip("pyarrow")
    line = shapely.LineString([(0, 0), (1, 1)])
    shapes = objects([line, shapely.MultiLineString([line, line]), None])
    path = tmp_path / "e.gpkg"
    geopackage.write_layer(
        {"name": objects(["a", None, "c"])},
        shapes,
        path,
        layer="lines",
        driver="GPKG",
        geometry_type="MultiLineString",
        promote_to_multi=True,
    )
    table = pyogrio.read_dataframe(path, layer="lines")
    assert table.geom_type[:2].tolist() == ["MultiLineString"] * 2 and table.geometry[2] is None
    assert table["name"].fillna("").tolist() == ["a", "", "c"]
