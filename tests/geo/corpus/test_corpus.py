import sys

import geopandas as gpd
import pytest
from shapely import box

import geo
from geo.errors import BadPublished, CorpusError


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, reports):
    return geo.corpus.read(reports(12), tmp_path_factory.mktemp("corpus") / "corpus", fast=True)


def test_its_tables_are_those_of_an_event_set(corpus):
    assert len(corpus.reports) == 12 and corpus.manifest.events == len(corpus.events)
    assert set(corpus.links["event"]) <= set(corpus.events["id"])
    assert set(corpus.events["report"]) <= set(corpus.reports["id"])
    assert str(corpus.mentions.crs) == "EPSG:4326" and corpus.mentions.geometry.notna().any()
    assert repr(corpus).startswith("<Corpus ") and "12 reports (0 failed)" in repr(corpus)


def test_it_opens_as_it_is_with_geopandas_and_duckdb(corpus):
    duckdb = pytest.importorskip("duckdb")
    table = gpd.read_parquet(corpus.path / "events")
    assert len(table) == corpus.manifest.events and table.crs == "EPSG:4326"
    ((count,),) = duckdb.sql(
        f"select count(*) from '{corpus.path}/mentions/*.parquet' where country = 'CD'"
    ).fetchall()
    assert count == (corpus.mentions["country"] == "CD").sum() > 0


def test_it_is_opened_again_as_it_was(corpus):
    again = geo.corpus.open(corpus.path)
    assert again == corpus and again.events.equals(corpus.events)


def test_some_columns_are_read_alone(corpus):
    assert corpus.frame("mentions", columns=["name"]).columns.tolist() == ["name", "geometry"]


def test_reports_are_as_geo_read_reads_them_one_by_one(corpus, reports):
    nlp = geo.language.load(fast=True, outlets=False)
    for report in reports(12)[:4]:
        found = geo.parse(report["text"], published=report["published"], source=report["source"], nlp=nlp)
        mine = corpus.mentions.query(f"report == '{report['id']}'").sort_values("start")
        assert mine["place_id"].tolist() == found.mentions.sort_values("start")["place_id"].tolist()


@pytest.mark.parametrize("name", ["nothing", "file.txt"])
def test_what_is_no_corpus_is_told_in_one_line(name, tmp_path):
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(CorpusError, match="no corpus"):
        geo.corpus.open(tmp_path / name)


def test_a_wrong_day_is_told_before_anything_is_made(tmp_path):
    with pytest.raises(BadPublished):
        geo.corpus.read([], tmp_path / "corpus", published="yesterday")
    assert not (tmp_path / "corpus").exists()


def test_without_pyarrow_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CorpusError, match=r"pip install 'dateline\[parquet\]'"):
        geo.corpus.read([], tmp_path / "corpus")


def test_a_frame_has_the_rows_and_columns_that_are_asked_for(looked_at):
    frame = looked_at.frame(
        "events", where="type = 'ASSAULT' and score > 0.5", columns=["id", "type", "score"]
    )
    events = looked_at.events
    wanted = events[(events["type"] == "ASSAULT") & (events["score"] > 0.5)]
    assert sorted(frame["id"]) == sorted(wanted["id"]) != []
    assert list(frame.columns) == ["id", "type", "score", "geometry"]
    assert frame.crs == "EPSG:4326"


def test_a_condition_may_name_columns_that_are_not_read(looked_at):
    assert list(looked_at.frame("links", where="role = 'location'", columns=["event"]).columns) == [
        "event",
        "geometry",
    ]


def test_reports_and_mentions_have_conditions_of_their_own_columns(looked_at):
    failed = looked_at.frame("reports", where="error is not null", columns=["id"])
    assert failed["id"].tolist() == ["broken.jsonl"]
    found = looked_at.frame("mentions", where="iso3 = 'AF' and role = 'literal'")
    assert set(found["name"]) == {"Kabul"}


def test_within_chooses_what_lies_in_a_rectangle(looked_at):
    found = looked_at.frame("mentions", where="within(28, -3, 30, -1)")
    assert set(found["name"]) == {"Goma", "Bukavu"}
    assert found.geometry.within(box(28, -3, 30, -1)).all()


def test_the_same_rows_as_duckdb_reads_from_the_files(looked_at):
    duckdb = pytest.importorskip("duckdb")
    for where in (
        "country = 'CD' and when_start >= '2024-02-01'",
        "actors like '%Gunmen%' or mode is null",
        "not (score < 0.9) and when_start is not null",
    ):
        files = str(looked_at.path / "events" / "*.parquet")
        theirs = duckdb.sql(f"SELECT id FROM read_parquet('{files}') WHERE {where}").fetchall()
        assert sorted(looked_at.frame("events", where=where)["id"]) == sorted(id_ for (id_,) in theirs) != []
