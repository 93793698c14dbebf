"""Tables from files and frames: the columns that are needed, with bad rows named and nothing else lost."""

import json
import zipfile

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.comparison.tables import is_dataset, is_table, read_table
from geo.errors import Incomparable
from geo.event_set import EventSet

CSV = "day,lon,lat,type,notes\n2024-05-13,29.2,-1.7,AID,x\n"


@pytest.mark.parametrize("name", ["acled", "ucdp", "gtd", "gdelt"])
def test_files_of_other_data_sets_are_read_as_they_come(name, table_file):
    table = read_table(table_file(name))
    assert table.format.name == name and len(table) in (2, 3, 4) and not table.faults
    assert all(len(values) == len(table) for values in table.columns.values())


def test_only_the_columns_that_say_something_are_kept(table_file):
    assert set(read_table(table_file("x.csv", CSV)).columns) == {"day", "lon", "lat", "type", "notes"}
    assert "region" not in read_table(table_file("acled")).columns


def test_a_row_that_cannot_be_read_costs_that_row_and_is_named(table_file):
    text = (
        CSV
        + "2024-05-14,29.2\n\n2024-05-15,29.2,-1.7,AID,y,,\n"
        + '2024-05-16,29.2,-1.7,AID,"open\n'
        + CSV[23:]
    )
    table = read_table(table_file("x.csv", text))
    assert table.of("start").tolist() == ["2024-05-13", "2024-05-15", "2024-05-13"]
    assert table.numbers.tolist() == [2, 5, 7]
    assert table.faults[0] == "line 3: 2 cells under 5 names"
    assert any("quote" in fault for fault in table.faults) and len(table.faults) == 2


@pytest.mark.parametrize(
    ("encoding", "given"),
    [("utf-8-sig", None), ("utf-16", None), ("cp1252", None), ("iso-8859-2", "iso-8859-2")],
)
def test_encodings_are_told_or_taken(table_file, encoding, given):
    path = table_file("x.csv", CSV.replace(",x", ",Müller"), encoding)
    assert read_table(path, encoding=given).of("text").tolist() == ["Müller"]


@pytest.mark.parametrize("sign", [";", "\t", "|"], ids=["semicolon", "tab", "bar"])
def test_separators_are_told(table_file, sign):
    assert read_table(table_file("x.csv", CSV.replace(",", sign))).of("lat").tolist() == ["-1.7"]


def test_json_in_its_shapes_is_the_same_table(tmp_path):
    row = {"day": "2024-05-13", "lon": 29.2, "lat": -1.7, "type": "AID"}
    feature = {
        "type": "Feature",
        "properties": {"day": "2024-05-13", "type": "AID"},
        "geometry": {"type": "Point", "coordinates": [29.2, -1.7]},
    }
    texts = {
        "list.json": json.dumps([row]),
        "named.json": json.dumps({"status": 200, "data": [row]}),
        "lines.jsonl": json.dumps(row) + "\n",
        "features.geojson": json.dumps({"type": "FeatureCollection", "features": [feature]}),
        "lines.geojsonl": json.dumps(feature) + "\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
        table = read_table(tmp_path / name)
        assert [float(table.of("lon")[0]), float(table.of("lat")[0])] == pytest.approx([29.2, -1.7]), name
        assert table.of("start").tolist() == ["2024-05-13"], name


def test_broken_lines_of_json_are_named(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"day": "2024-05-13", "lon": 1, "lat": 2}\n{"day": \n[]\n')
    table = read_table(tmp_path / "x.jsonl")
    assert len(table) == 1 and table.faults == ["line 2: no object of JSON", "line 3: no object of JSON"]


def test_frames_parquet_and_archives_are_the_same_table(tmp_path):
    frame = pd.DataFrame(
        {
            "day": pd.to_datetime(["2024-05-13", None]),
            "lon": [29.2, 1.0],
            "lat": [-1.7, None],
            "type": ["AID", pd.NA],
        }
    )
    frame.to_parquet(tmp_path / "x.parquet")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("inner.csv", CSV)
        archive.writestr("readme.md", "x")
    shaped = gpd.GeoDataFrame(
        {"day": ["2024-05-13"], "type": ["AID"]}, geometry=[shapely.Point(29.2, -1.7)], crs="EPSG:4326"
    )
    for source in (frame, tmp_path / "x.parquet", tmp_path / "x.zip", shaped, shaped.to_crs("EPSG:3857")):
        table = read_table(source, where="found")
        assert float(table.of("lon")[0]) == pytest.approx(29.2, abs=1e-6)
        assert str(table.of("start")[0])[:10] == "2024-05-13"
    assert read_table(frame, where="found").of("type").tolist() == ["AID", None]


def test_a_set_and_every_file_of_it_are_the_same_table(make_event, tmp_path):
    import maps

    found = EventSet([make_event(id="a"), make_event(id="b", where=None)])
    paths = [found.to_file(tmp_path / f"set{suffix}") for suffix in (".jsonl", ".geojson", ".parquet")]
    for suffix in (".gpkg", ".csv", ".geojson", ".parquet"):
        paths.append(tmp_path / f"exported{suffix}")
        maps.export(found, paths[-1])
    for source in (found, found.events, *paths):
        table = read_table(source, where="found")
        assert table.format.name == "dateline", source
        assert sorted(table.of("id")) == ["a", "b"], source
        assert sorted(str(day)[:10] for day in table.of("start")) == ["2023-05-09"] * 2, source


def test_a_corpus_is_read_by_its_manifest_and_a_condition_chooses(make_event, tmp_path):
    from geo import corpus

    (tmp_path / "in").mkdir()
    for name, place in (("a", "Goma"), ("b", "Nyala")):
        (tmp_path / "in" / f"{name}.txt").write_text(
            f"Rebels attacked an army post in {place} on 13 May 2024."
        )
    made = corpus.read(tmp_path / "in", tmp_path / "out", fast=True)
    leftover = tmp_path / "out/events/left.parquet"
    EventSet([make_event(id="a")]).events.to_parquet(leftover)
    assert is_dataset(tmp_path / "out")
    for source in (tmp_path / "out", made):
        assert sorted(read_table(source).of("country")) == ["CD", "SD"]
    chosen = read_table(made.dataset("events", "country = 'SDN'"), where="found")
    assert chosen.of("place").tolist() == ["Nyala"]
    folder = leftover.rename(tmp_path / "in" / "x.parquet").parent
    assert is_dataset(folder) and read_table(folder).of("id").tolist() == ["a"], "any folder of Parquet files"
    (tmp_path / "out/manifest.json").write_text('{"format": 1, "parts": {}, "periods": []}')
    assert len(read_table(tmp_path / "out")) == 0


def test_what_is_no_table_is_told_in_a_line(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "x.csv").write_bytes(b"")
    (tmp_path / "x.parquet").write_bytes(b"PAR1 no")
    (tmp_path / "x.gpkg").write_bytes(b"no")
    (tmp_path / "x.zip").write_bytes(b"no")
    (tmp_path / "x.json").write_text("no")
    for name, why in {
        "reports": "without Parquet files", "x.xlsx": "save it as CSV", "x.csv": "empty", "x.parquet": "no Parquet",
        "x.gpkg": "no GeoPackage", "x.zip": "no archive", "x.json": "no JSON",
    }.items():  # fmt: skip
        with pytest.raises(Incomparable, match=why) as error:
            read_table(tmp_path / name)
        assert "\n" not in str(error.value)
    with pytest.raises(FileNotFoundError):
        read_table(tmp_path / "none.csv")
    with pytest.raises(Incomparable, match="it is int"):
        read_table(3, where="found")


def test_a_text_file_is_a_report_and_not_a_table_of_events(tmp_path):
    for name in ("a.txt", "a.csv", "a.parquet"):
        (tmp_path / name).write_text("x")
    assert [is_table(tmp_path / name) for name in ("a.txt", "a.csv", "a.parquet", "b.csv")] == [
        False,
        True,
        True,
        False,
    ]
