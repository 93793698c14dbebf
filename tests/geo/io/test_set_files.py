"""A set that is written comes back the same, and is written whole or not at all."""

import json

import pytest

import geo
from geo.errors import UnwritableSet
from geo.io import json_lines
from geo.records import Report

TEXT = "Doctors treated 40 people in Kinshasa on Tuesday."


@pytest.fixture
def found(make_event, make_mention):
    return geo.EventSet((Report(id="r1", text=TEXT),), (make_event(),), (make_mention(),))


@pytest.mark.parametrize("suffix", [".jsonl", ".geojson", ".json", ".parquet"])
def test_a_set_comes_back_as_it_was(found, tmp_path, suffix):
    path = found.to_file(tmp_path / f"set{suffix}")
    assert geo.EventSet.from_file(path) == found


def test_geojson_is_for_other_programs_too(found, tmp_path):
    whole = json.loads(found.to_file(tmp_path / "set.geojson").read_text(encoding="utf-8"))
    assert [feature["properties"]["type"] for feature in whole["features"]] == ["AID"]


def test_an_empty_set_comes_back(tmp_path):
    path = geo.EventSet().to_file(tmp_path / "none.jsonl")
    assert geo.EventSet.from_file(path) == geo.EventSet()


@pytest.mark.parametrize("name", ["set.gpkg", "set.shp", "set"])
def test_other_formats_are_refused_in_one_line(found, tmp_path, name):
    with pytest.raises(UnwritableSet, match=r"take \.jsonl, \.geojson or \.parquet; maps\.export"):
        found.to_file(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_stays_unless_asked(found, tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="overwrite=True"):
        found.to_file(path)
    assert path.read_text(encoding="utf-8") == "mine"
    assert geo.EventSet.from_file(found.to_file(path, overwrite=True)) == found


def test_a_failure_leaves_nothing_behind(found, tmp_path, monkeypatch):
    def half(_):
        yield '{"dateline": 3}\n'
        raise OSError("no space left")

    monkeypatch.setattr(json_lines, "record_lines", half)
    with pytest.raises(OSError, match="no space left"):
        found.to_file(tmp_path / "set.jsonl")
    assert list(tmp_path.iterdir()) == []
