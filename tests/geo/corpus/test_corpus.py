"""Tables of a corpus as frames: all of it, some columns, the rows that meet a condition."""

import pytest
from shapely import box

import geo
from geo.errors import CorpusError


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
    assert [name.endswith("broken.jsonl:1") for name in failed["id"]] == [True]
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


def test_a_folder_that_is_no_corpus(tmp_path):
    with pytest.raises(CorpusError, match="no corpus"):
        geo.corpus.open(tmp_path)
