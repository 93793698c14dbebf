"""Files of a corpus: each format has the events that meet a condition, and memory does not grow with them."""

import json

import geopandas as gpd
import pandas as pd
import pytest

import geo
import maps
from maps import corpus_files

pytest.importorskip("pyarrow")
WHERE = "country in ('COD', 'PER')"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    reports = [
        {
            "id": f"r{n}",
            "text": f"Gunmen killed {n + 2} people in {town} on Monday. Nine people protested.",
            "published": f"2024-{n + 1:02}-15",
        }
        for n, town in enumerate(("Goma", "Mosul", "Lima", "Tromsø", "Bukavu", "Cusco"))
    ]
    return geo.corpus.read(reports, tmp_path_factory.mktemp("corpus") / "corpus", fast=True)


@pytest.fixture(scope="module")
def wanted(corpus):
    found = sorted(corpus.frame("events", where=WHERE)["id"])
    assert 0 < len(found) < corpus.manifest.events
    return found


def ids_in(path):
    if path.suffix == ".parquet":
        return gpd.read_parquet(path)["id"]
    if path.suffix == ".csv":
        return pd.read_csv(path)["id"]
    if path.suffix == ".geojson":
        features = json.loads(path.read_text("utf-8"))["features"]
        return [feature["properties"]["id"] for feature in features]
    if path.suffix == ".geojsonl":
        lines = path.read_text("utf-8").splitlines()
        return [json.loads(line)["properties"]["id"] for line in lines]
    if path.suffix == ".jsonl":
        return [event.id for event in geo.EventSet.from_file(path)]
    if path.suffix == ".gpkg":
        layers = (
            gpd.read_file(path, layer=f"events_{kind}") for kind in ("point", "line", "area", "nowhere")
        )
        return [number for layer in layers for number in layer["id"]]
    return gpd.read_file(path)["id"]


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".fgb", ".geojson", ".geojsonl", ".jsonl", ".gpkg"])
def test_each_format_has_the_events_that_meet_a_condition(corpus, wanted, tmp_path, suffix):
    path = maps.export(corpus, tmp_path / f"events{suffix}", where=WHERE)
    assert sorted(ids_in(path)) == wanted


def test_rows_are_those_of_the_same_events_as_a_set(corpus, tmp_path):
    for suffix, read in ((".parquet", gpd.read_parquet), (".csv", pd.read_csv), (".fgb", gpd.read_file)):
        one = read(maps.export(corpus, tmp_path / f"one{suffix}"))
        other = read(maps.export(corpus.event_set(), tmp_path / f"other{suffix}"))
        one, other = (each.sort_values("id").reset_index(drop=True) for each in (one, other))
        assert list(one.columns) == list(other.columns), suffix
        for name in one.columns.drop("geometry", errors="ignore"):
            left, right = (each[name].astype(object).where(each[name].notna(), None) for each in (one, other))
            assert left.tolist() == right.tolist(), (suffix, name)
        if suffix != ".csv":
            assert one.geometry.geom_equals(other.geometry).eq(other.geometry.notna()).all()
            assert one.crs == other.crs == "EPSG:4326"


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".fgb"])
def test_several_batches_are_one_file(corpus, tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(corpus_files, "_BATCH", 2)
    path = maps.export(corpus, tmp_path / f"events{suffix}")
    assert sorted(ids_in(path)) == sorted(corpus.events["id"])


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".fgb", ".geojson"])
def test_a_file_without_events(corpus, tmp_path, suffix):
    path = maps.export(corpus, tmp_path / f"events{suffix}", where="score > 2")
    assert list(ids_in(path)) == []


def test_records_on_request_come_back_as_a_set(corpus, wanted, tmp_path):
    for suffix in (".parquet", ".geojson"):
        path = maps.export(corpus, tmp_path / f"events{suffix}", where=WHERE, records=True)
        found = geo.EventSet.from_file(path)
        assert sorted(event.id for event in found) == wanted
        assert found.reports[0].text


def test_a_condition_without_a_corpus(tmp_path):
    with pytest.raises(ValueError, match="corpus"):
        maps.export([], tmp_path / "events.csv", where=WHERE)
    assert not (tmp_path / "events.csv").exists()
