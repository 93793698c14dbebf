"""A set that is written comes back the same, and is written whole or not at all."""

import json

import pytest

import geo
from geo.errors import UnreadableSet, UnwritableSet
from geo.event_set import EventSet
from geo.io import json_lines
from geo.records import (
    Report,
)
from maps.writers import export

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


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".parquet"])
def test_records_may_be_left_out(make_event, tmp_path, suffix):
    found = EventSet((Report(id="r1", text="A private text."),), (make_event(),), ())
    path = export(found, tmp_path / f"e{suffix}")
    assert b"A private text." not in path.read_bytes()
    with pytest.raises(UnreadableSet, match="does not hold the records"):
        EventSet.from_file(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}'), ("b.geojson", b"[]"), ("c.geojson", b"\xff\xfe\x00"),
        ("d.jsonl", b""), ("e.jsonl", b'{"id": "x"}\n'), ("f.jsonl", b"noise"), ("g.gpkg", b"noise" * 999), ("h.gpkg", b""),
        ("i.csv", b"a,b"), ("r.parquet", b"noise"), ("j.jsonl", b'{"dateline": 1}\n{"kind": "event", "record": {"id": "x"}}\n'),
        ("k.jsonl", b'{"dateline": 1}\n{"kind": "event", "record": 3}\n'), ("l.jsonl", b'{"dateline": 9}\n'),
        ("m.jsonl", b'{"dateline": 1}\n{"kind": "novel", "record": {}}\n'), ("n.jsonl", b'{"dateline": 1}\n[]\n'),
        ("o.geojson", b'{"dateline": {"version": 1, "records": [3]}}'), ("p.json", b"[" * 100_000),
        ("q.geojson", b'{"dateline": {"version": 1, "records": [["shape", {"wkb": "00"}]]}}'),
    ],
)  # fmt: skip
def test_other_files_are_refused_in_one_line(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableSet) as caught:
        EventSet.from_file(path)
    assert str(caught.value).startswith(f"{path}: ") and "\n" not in str(caught.value)


def test_a_missing_file_is_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        EventSet.from_file(tmp_path / "e.gpkg")
