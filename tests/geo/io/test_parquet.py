"""GeoParquet: the table of events that other programs read, and the records of a set in its metadata."""

import json
import sys

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.errors import UnreadableSet
from geo.io import parquet
from geo.io.archive import VERSION


def test_other_programs_read_the_table_of_events(found, tmp_path):
    parquet.write_records(found, tmp_path / "e.parquet")
    table = gpd.read_parquet(tmp_path / "e.parquet")
    assert table["id"].tolist() == ["a", "b", "c"] and table.crs == "EPSG:4326"
    assert table.geometry.isna().tolist() == [False, False, True]


def test_records_are_added_beside_what_geoparquet_says_of_itself(found, tmp_path):
    path = tmp_path / "e.parquet"
    parquet.write(found, path)
    before = pq.read_schema(path).metadata
    assert [kind for kind, _ in parquet.record_rows(path)] == ["version"]
    assert list(parquet.record_rows(path)) == [("version", {"version": None})], "a table alone holds no set"
    parquet.add_records(found, path)
    assert {name: pq.read_schema(path).metadata[name] for name in before} == before
    kinds = [kind for kind, _ in parquet.record_rows(path)]
    assert kinds[0] == "version" and kinds.count("event") == 3 and kinds.count("report") == 2
    assert next(parquet.record_rows(path)) == ("version", {"version": VERSION})


@pytest.mark.parametrize("content", [b"", b"noise", b"PAR1" + b"x" * 99])
def test_what_is_no_parquet_is_refused(tmp_path, content):
    (tmp_path / "e.parquet").write_bytes(content)
    with pytest.raises(UnreadableSet, match="does not hold the records of a set"):
        list(parquet.record_rows(tmp_path / "e.parquet"))


def test_tables_of_others_are_of_no_version(tmp_path):
    pq.write_table(pa.table({"a": [1]}), tmp_path / "e.parquet")
    assert list(parquet.record_rows(tmp_path / "e.parquet")) == [("version", {"version": None})]
    pq.write_table(
        pa.table({"a": [1]}).replace_schema_metadata({"dateline": json.dumps(3)}), tmp_path / "e.parquet"
    )
    assert list(parquet.record_rows(tmp_path / "e.parquet")) == [("version", {"version": None})]


def test_without_its_library_it_is_said_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UnreadableSet, match="pip install pyarrow"):
        next(parquet.record_rows(tmp_path / "e.parquet"))
