"""Places as files for GIS software, in batches."""

import csv
import json
import sqlite3

import geopandas as gpd
import pyogrio
import pytest

from maps import place_files
from maps.errors import FileExists, UnknownFormat
from maps.place_files import COLUMNS, write_places


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(place_files, "_BATCH", 7)


def test_a_geopackage_has_every_place_and_an_r_tree(tiny_gazetteer, tmp_path, small_batches):
    told = []
    path = tmp_path / "places.gpkg"
    count = write_places(tiny_gazetteer.places(), path, on_progress=told.append)
    frame = gpd.read_file(path, layer="places")
    assert len(frame) == count == len(list(tiny_gazetteer.places()))
    assert told == sorted(told) and told[0] == 7 and told[-1] == count
    assert list(frame.columns) == [*COLUMNS, "geometry"]
    assert frame.crs == "EPSG:4326"
    assert set(frame.place_id) == {place.id for place in tiny_gazetteer.places()}
    assert (frame.geometry.x == frame.lon).all() and (frame.geometry.y == frame.lat).all()
    connection = sqlite3.connect(path)
    (indexed,) = connection.execute("SELECT count(*) FROM rtree_places_geom").fetchone()
    connection.close()
    assert indexed == count
    near_suva = gpd.read_file(path, layer="places", bbox=(178.3, -18.3, 178.6, -18))
    assert "Suva" in set(near_suva.name)


def test_geojson_and_csv_hold_the_same(tiny_gazetteer, tmp_path, small_batches):
    places = list(tiny_gazetteer.places())
    write_places(places, tmp_path / "p.geojson")
    write_places(places, tmp_path / "p.csv")
    made = json.loads((tmp_path / "p.geojson").read_text(encoding="utf-8"))
    with (tmp_path / "p.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [feature["properties"]["place_id"] for feature in made["features"]] == [
        row["place_id"] for row in rows
    ]
    assert [row["place_id"] for row in rows] == [place.id for place in places]
    assert list(rows[0]) == list(COLUMNS)
    assert len(gpd.read_file(tmp_path / "p.geojson")) == len(places)


def test_flatgeobuf_has_every_place_typed_and_an_index(tiny_gazetteer, tmp_path, small_batches):
    path = tmp_path / "places.fgb"
    count = write_places(tiny_gazetteer.places(), path)
    info = pyogrio.read_info(path)
    assert (info["features"], info["crs"], info["geometry_type"]) == (count, "EPSG:4326", "Point")
    assert info["capabilities"]["fast_spatial_filter"], "an R-tree"
    assert dict(zip(info["fields"], info["ogr_types"], strict=True))["population"] == "OFTInteger64"
    assert set(gpd.read_file(path).place_id) == {place.id for place in tiny_gazetteer.places()}
    assert "Suva" in set(gpd.read_file(path, bbox=(178.3, -18.3, 178.6, -18)).name)


def test_files_say_whose_the_places_are(tiny_gazetteer, tmp_path):
    for suffix in (".gpkg", ".fgb", ".geojson"):
        write_places(tiny_gazetteer.places(kind="country"), tmp_path / f"p{suffix}")
        assert b"GeoNames (https://www.geonames.org/), CC BY 4.0" in (tmp_path / f"p{suffix}").read_bytes()
    connection = sqlite3.connect(tmp_path / "p.gpkg")
    assert connection.execute("SELECT description FROM gpkg_contents").fetchone() == (
        place_files.ATTRIBUTION,
    )
    connection.close()


@pytest.mark.parametrize("suffix", place_files.SUFFIXES)
def test_no_places_make_a_valid_file(tmp_path, suffix):
    path = tmp_path / f"none{suffix}"
    assert write_places([], path) == 0
    if suffix in (".gpkg", ".fgb"):
        assert list(pyogrio.read_info(path)["fields"]) == list(COLUMNS)
        assert len(gpd.read_file(path)) == 0
    else:
        assert path.stat().st_size > 10


def test_a_failure_leaves_nothing(tiny_gazetteer, tmp_path):
    def broken():
        yield from tiny_gazetteer.places(kind="country")
        raise RuntimeError("the cable is out")

    for suffix in place_files.SUFFIXES:
        with pytest.raises(RuntimeError):
            write_places(broken(), tmp_path / f"x{suffix}")
    with pytest.raises(UnknownFormat, match=r"\.gpkg"):
        write_places([], tmp_path / "x.shp")
    assert list(tmp_path.iterdir()) == []
    write_places([], tmp_path / "x.csv")
    with pytest.raises(FileExists):
        write_places([], tmp_path / "x.csv")
