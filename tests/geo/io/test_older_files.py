"""Files of an older version are read, with what was changed in them by hand; `older/` holds what they wrote."""

import gzip
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import maps
from geo.errors import UnreadableSet
from geo.event_set import EventSet
from geo.io import archive, older_files
from geo.records import FieldScores

OLDER = Path(__file__).parent / "older"
FORMATS = ("geojson", "gpkg", "jsonl", "parquet")


@pytest.fixture
def old(tmp_path):
    """Give a function that puts a file of an older version where it may be changed."""

    def put(suffix, version=1):
        path = tmp_path / f"old.{suffix}"
        packed = OLDER / f"version_{version}.{suffix}.gz"
        if packed.exists():
            path.write_bytes(gzip.decompress(packed.read_bytes()))
        else:
            shutil.copy(OLDER / f"version_{version}.{suffix}", path)
        return path

    return put


@pytest.mark.parametrize("suffix", FORMATS)
def test_version_2_is_read_though_it_lacks_columns_of_today(old, suffix):
    found = EventSet.from_file(old(suffix, version=2))
    assert found == EventSet.from_file(old(suffix))
    assert not any(event.edited for event in found)


@pytest.mark.parametrize("suffix", FORMATS)
def test_version_3_is_read_though_it_does_not_say_how_actors_were_read(old, suffix):
    found = EventSet.from_file(old(suffix, version=3))
    assert found == EventSet.from_file(old(suffix))
    assert {(actor.why, actor.description) for event in found for actor in event.actors} == {("", "")}
    assert {event.scores for event in found} == {FieldScores()}
    assert not any(event.edited for event in found)


def test_the_place_of_a_row_of_version_3_is_not_to_be_changed(old):
    path = old("gpkg", version=3)
    change(path, "UPDATE events_point SET place = 'Kampala' WHERE type = 'COERCE'")
    with pytest.raises(UnreadableSet, match=r"place of .* was changed"):
        EventSet.from_file(path)


def test_edits_of_version_2_take_effect(old):
    path = old("gpkg", version=2)
    change(path, "UPDATE events_point SET score = 0.25 WHERE type = 'ASSAULT'")
    assert [event.score for event in EventSet.from_file(path) if event.type == "ASSAULT"] == [0.25]
    change(path, "UPDATE events_point SET actor_countries = '[\"UGA\"]' WHERE type = 'COERCE'")
    with pytest.raises(UnreadableSet, match=r"actor_countries of .* was changed"):
        EventSet.from_file(path)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("edits", [True, False])
def test_version_1_is_read_with_the_countries_of_today(old, suffix, edits):
    found = EventSet.from_file(old(suffix), edits=edits)
    assert [event.type for event in found] == ["COERCE", "CONSULT", "ASSAULT"]
    assert [actor.country for event in found for actor in event.actors] == ["KE", "TR", "IQ", "CD"]
    assert {mention.place.country for mention in found.mention_records} >= {"KE", "TR"}
    assert not any(event.edited for event in found)


@pytest.mark.parametrize("suffix", FORMATS)
def test_it_is_written_again_as_today(old, suffix, tmp_path):
    found = EventSet.from_file(old(suffix))
    again = tmp_path / f"new.{suffix}"
    maps.export(found, again, **({} if suffix == "jsonl" else {"records": True}))
    assert EventSet.from_file(again) == found
    if suffix == "jsonl":
        assert json.loads(again.read_text().splitlines()[0]) == {"dateline": archive.VERSION}


def test_edits_of_an_old_geojson_take_effect(old):
    path = old("geojson")
    whole = json.loads(path.read_text())
    first, second, _ = whole["features"]
    first["properties"]["status"] = "negated"
    second["geometry"]["coordinates"] = [33.0, 40.0]
    whole["features"] = [first, second]
    path.write_text(json.dumps(whole))
    arrest, talk = EventSet.from_file(path)
    assert (arrest.status, arrest.edited, arrest.evidence["status"]) == (
        "negated",
        ("status",),
        "Edited by hand.",
    )
    assert (talk.where.x, talk.edited, talk.evidence["where"]) == (33.0, ("where",), "Edited by hand.")
    first["properties"]["actors"][0]["country"] = "UGA"
    path.write_text(json.dumps(whole))
    with pytest.raises(UnreadableSet, match=r"actors of .* was changed"):
        EventSet.from_file(path)


def test_a_field_that_only_the_evidence_marks_as_edited_is_edited(old, tmp_path):
    """Until November 2026 nothing else said so."""
    lines = old("jsonl").read_text().splitlines()
    changed = [json.loads(line) for line in lines]
    for line in changed:
        if line.get("kind") == "event":
            line["record"]["evidence"]["where"] = "edited"
    path = tmp_path / "edited.jsonl"
    path.write_text("\n".join(map(json.dumps, changed)) + "\n")
    assert {event.edited for event in EventSet.from_file(path)} == {("where",)}


def test_edits_of_an_old_geopackage_take_effect(old):
    path = old("gpkg")
    change(path, "UPDATE events_point SET score = 0.25 WHERE type = 'ASSAULT'")
    assert [event.score for event in EventSet.from_file(path) if event.type == "ASSAULT"] == [0.25]
    change(path, "UPDATE events_point SET actor_countries = '[\"UGA\"]' WHERE type = 'COERCE'")
    with pytest.raises(UnreadableSet, match=r"actor_countries of .* was changed"):
        EventSet.from_file(path)


def test_other_tables_of_an_old_geopackage_are_not_to_be_changed(old):
    path = old("gpkg")
    change(path, "UPDATE places SET country = 'UG' WHERE name = 'Kenya'")
    with pytest.raises(UnreadableSet, match="country was changed, which only events can be"):
        EventSet.from_file(path)


def change(path, statement):
    with closing(sqlite3.connect(path)) as database, database:
        # The triggers of the spatial index ask for functions that GIS software brings along.
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            database.create_function(name, 1, lambda shape: 0)
        database.execute(statement)


def test_edits_of_an_old_parquet_take_effect(old):
    path = old("parquet")
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    statuses = ["hypothetical", *table["status"].to_pylist()[1:]]
    place = table.schema.get_field_index("status")
    field = table.schema.field(place)
    pq.write_table(table.set_column(place, field, pa.array(statuses, field.type)), path)
    assert [event.status for event in EventSet.from_file(path)] == statuses


def test_a_newer_version_is_told(old):
    path = old("jsonl")
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(json.dumps({"dateline": archive.VERSION + 1}) + "\n" + "".join(lines[1:]))
    with pytest.raises(
        UnreadableSet, match=f"of version {archive.VERSION + 1}, and this Dateline reads versions 1 to"
    ):
        EventSet.from_file(path)


def test_a_code_that_is_no_country_s_stays():
    row = {"actors": [{"country": "IGO"}, {"country": "ISR"}, {}], "recipients": []}
    assert [actor.get("country") for actor in older_files.upgraded_record("event", row, 1)["actors"]] == [
        "IGO",
        "IL",
        None,
    ]
    assert older_files.upgraded_record("event", row, archive.VERSION) is row
    assert older_files.NOW == archive.VERSION
