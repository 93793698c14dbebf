"""What people change by hand in an export takes effect, or is refused in words; nothing is passed over in silence."""

import contextlib
import datetime
import json
import sqlite3

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from geo.errors import UnreadableSet
from geo.event_set import EventSet
from geo.io import edited_tables
from geo.records import PlaceLink, Report
from maps.writers import export


@pytest.fixture
def found(make_event, make_mention):
    mention = make_mention()
    link = PlaceLink(mention=mention, role="location")
    shapes = {"a": shapely.Point(1, 2), "b": shapely.Point(3, 4), "c": shapely.box(0, 0, 1, 1), "d": None}
    events = tuple(
        make_event(id=name, where=shape, places=(link,), acled="X / Y") for name, shape in shapes.items()
    )
    return EventSet((Report(id="r1", text="x"),), events, (mention,))


def _edit_layer(path, layer, change):
    """Write a layer anew, as an editor saves it."""
    table = change(pyogrio.read_dataframe(path, layer=layer))
    pyogrio.write_dataframe(table, path, layer=layer, driver="GPKG", promote_to_multi=True)


def _edit_features(path, change):
    whole = json.loads(path.read_text("utf-8"))
    whole["features"] = [one for one in whole["features"] if change(one) is not False]
    path.write_text(json.dumps(whole), "utf-8")


def _change_geopackage(path):
    def change(table):
        table.loc[table.id == "a", "geometry"] = shapely.MultiPoint([(9, 8)])
        table.loc[table.id == "a", "type"] = "PROTEST"
        table.loc[table.id == "a", "when_end"] = "2023-05-12"
        table["mine"] = "a note"
        return table[table.id != "b"]

    _edit_layer(path, "events_point", change)


def _change_geojson(path):
    def change(one):
        if one["id"] == "a":
            one["geometry"]["coordinates"] = [9, 8]
            one["properties"] |= {"type": "PROTEST", "when_end": "2023-05-12", "mine": "a note"}
        return one["id"] != "b"

    _edit_features(path, change)


def _change_parquet(path):
    """Change the table and keep the metadata, as pyarrow does."""
    metadata, table = pq.read_schema(path).metadata, gpd.read_parquet(path)
    at = table.index[table.id == "a"][0]
    table.loc[at, ["type", "when_end"]] = ["PROTEST", pd.Timestamp("2023-05-12")]
    table.loc[at, "geometry"] = shapely.Point(9, 8)
    table[table.id != "b"].to_parquet(path)
    changed = pq.read_table(path)
    pq.write_table(changed.replace_schema_metadata(metadata | changed.schema.metadata), path)


@pytest.mark.parametrize(
    ("suffix", "change"),
    [(".gpkg", _change_geopackage), (".geojson", _change_geojson), (".parquet", _change_parquet)],
)
def test_a_moved_point_a_changed_type_and_a_deleted_row_take_effect(found, tmp_path, suffix, change):
    path = export(found, tmp_path / f"e{suffix}", records=True)
    assert EventSet.from_file(path) == found
    change(path)
    back = EventSet.from_file(path)
    assert [event.id for event in back] == ["a", "c", "d"]
    assert back.event_records[1:] == found.event_records[2:], "what nobody touched is as it was"
    event = back.event_records[0]
    assert (event.type, event.acled, event.where) == ("PROTEST", "", shapely.Point(9, 8))
    assert (event.when.start.day, event.when.end, event.when.granularity) == (
        9,
        datetime.date(2023, 5, 12),
        "range",
    )
    assert set(event.edited) == {"type", "where", "when"}
    assert {event.evidence[name] for name in event.edited} == {"Edited by hand."}
    assert EventSet.from_file(path, edits=False) == found


def test_geojson_that_gdal_wrote_anew_has_its_ids_beside_the_properties_alone(found, tmp_path):
    path = export(found, tmp_path / "e.geojson", records=True)

    def change(one):
        del one["properties"]["id"]
        if one["id"] == "a":
            one["properties"]["type"] = "PROTEST"

    _edit_features(path, change)
    back = EventSet.from_file(path)
    assert [event.id for event in back] == ["a", "b", "c", "d"]
    assert back.event_records[0].type == "PROTEST" and back.event_records[1:] == found.event_records[1:]


def test_an_event_is_given_a_place_by_a_row_in_another_layer(found, tmp_path):
    path = export(found, tmp_path / "e.gpkg", records=True)
    row = pyogrio.read_dataframe(path, layer="events_nowhere")
    placed = gpd.GeoDataFrame(
        row.drop(columns="geometry", errors="ignore"), geometry=[shapely.Point(5, 6)], crs="EPSG:4326"
    )
    pyogrio.write_dataframe(
        placed, path, layer="events_point", driver="GPKG", append=True, promote_to_multi=True
    )
    with pytest.raises(UnreadableSet, match="2 rows have the id 'd' and 1 was written"):
        EventSet.from_file(path)
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM events_nowhere")
    event = EventSet.from_file(path).event_records[3]
    assert (event.id, event.where, event.evidence["where"]) == ("d", shapely.Point(5, 6), "Edited by hand.")


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("sentence", "Another.", "sentence of 'a' was changed"), ("actors", '["X"]', "actors of 'a'"),
        ("status", "maybe", "no type, or its status"), ("type", None, "no type"), ("score", 7.0, "7.0 is no score"),
        ("when_end", "2020-01-01", "ends on 2020-01-01, before"), ("id", "z", "'z' was added"),
    ],
)  # fmt: skip
def test_other_changes_are_refused_with_what_and_where(found, tmp_path, column, value, why):
    path = export(found, tmp_path / "e.gpkg", records=True)
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("DROP TRIGGER IF EXISTS rtree_events_point_geom_update6")
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute(f"UPDATE events_point SET {column} = ? WHERE id = 'a'", (value,))
    with pytest.raises(UnreadableSet, match=why) as caught:
        EventSet.from_file(path)
    assert "events_point" in str(caught.value) and "edits=False" in str(caught.value)
    assert EventSet.from_file(path, edits=False) == found


@pytest.mark.parametrize(
    ("layer", "change"),
    [
        ("mentions_point", lambda table: table.assign(role="demonym")), ("mentions_point", lambda table: table.iloc[:0]),
        ("places", lambda table: table.set_geometry([shapely.Point(0, 0)], crs=4326)), ("links", lambda table: table.iloc[:0]),
    ],
)  # fmt: skip
def test_changes_of_what_is_no_event_are_refused(found, tmp_path, layer, change):
    path = export(found, tmp_path / "e.gpkg", records=True)
    _edit_layer(path, layer, change)
    with pytest.raises(UnreadableSet, match=f"{layer}.*only events can be"):
        EventSet.from_file(path)


def test_a_file_of_an_earlier_version_lacks_what_follows_from_the_rest(found, tmp_path):
    path = export(found, tmp_path / "e.gpkg", records=True)
    for layer in ("events_point", "events_area"):
        _edit_layer(path, layer, lambda table: table.drop(columns=["lon", "lat", "country", "admin1"]))
    assert EventSet.from_file(path) == found
    _edit_layer(path, "events_point", lambda table: table.assign(lon=5.0))
    with pytest.raises(UnreadableSet, match="lon of"):
        EventSet.from_file(path)


def test_json_lines_have_no_tables_to_edit(found, tmp_path):
    assert edited_tables.with_edits(found, tmp_path / "gone.jsonl") is found


def test_a_layer_that_is_gone_is_named(found, tmp_path):
    path = export(found, tmp_path / "e.gpkg", records=True)
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM gpkg_contents WHERE table_name = 'links'")
        database.execute("DELETE FROM gpkg_geometry_columns WHERE table_name = 'links'")
        database.execute("DROP TABLE links")
    with pytest.raises(UnreadableSet, match="its layer links is gone"):
        EventSet.from_file(path)
    assert EventSet.from_file(path, edits=False) == found
