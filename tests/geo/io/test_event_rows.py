"""Rows of a table of events as records: what was changed there stands."""

import datetime
import pickle
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.conversion import as_event_set
from geo.event_set import EventSet
from geo.io import event_rows
from geo.records import FieldScores


def test_what_was_changed_in_a_table_stands(found):
    table = found.events.copy()
    table.loc[0, "type"] = "COOPERATE"
    table.loc[0, "when_start"] = pd.Timestamp("2023-05-07")
    table.loc[1, "geometry"] = shapely.Point(8, 9)
    first, second, third = as_event_set(table)
    assert first.type == "COOPERATE" and first.when.start.isoformat() == "2023-05-07"
    assert first.places == found[0].places
    assert second.where == shapely.Point(8, 9)
    assert third is found[2]


def test_a_table_without_its_set_says_what_its_columns_say(found, tmp_path):
    table = pickle.loads(pickle.dumps(found.events))
    assert table._found is None, "a pickled table would take the reports with it"
    found.events.to_file(tmp_path / "events.geojson")
    for rows in (table, gpd.read_file(tmp_path / "events.geojson"), gpd.GeoDataFrame(table.copy())):
        aid, protest, phone = as_event_set(rows)
        assert (aid.type, aid.when.start, aid.where, aid.sentence) == (
            "AID", found[0].when.start, found[0].where, found[0].sentence,
        )  # fmt: skip
        assert protest.when.granularity == "unknown" and protest.where == shapely.Point(3, 4)
        assert phone.where is None and phone.mode == "phone"
        assert [report.id for report in as_event_set(rows).reports] == ["r1", "r2"]


@pytest.mark.parametrize("actors", ["Oxfam; WHO", '["Oxfam", "WHO"]', '[{"name": "Oxfam"}, {"name": "WHO"}]'])
def test_actors_of_a_table_are_named(found, actors):
    table = pickle.loads(pickle.dumps(found.events)).assign(actors=actors)
    assert [actor.name for actor in as_event_set(table)[0].actors] == ["Oxfam", "WHO"]


def test_rows_are_plain_values(found):
    first, second, third = event_rows.rows(found.events)
    assert (first["id"], first["when_start"], first["geometry"]) == (
        "a",
        datetime.date(2023, 5, 9),
        found[0].where,
    )
    assert (second["when_start"], third["geometry"], third["radius_m"]) == (None, None, 15000.0)
    assert "type" in first and type(first["score"]) is float


def test_rows_are_in_degrees_whatever_the_table_is_in(found):
    moved = found.events.to_crs(3857).rename_geometry("shape")
    [first, *_] = event_rows.rows(moved)
    assert first["geometry"].distance(found[0].where) < 1e-7 and "shape" not in first


def row(**changed):
    return {"id": "a", "type": "AID", "geometry": None, **changed}


def test_a_row_of_little_is_an_event_of_little():
    event = event_rows.event_of_row(row())
    assert (event.id, event.type, event.mode, event.status, event.where, event.radius_m, event.score) == (
        "a", "AID", "", "actual", None, None, 0.0,
    )  # fmt: skip
    assert (event.when.granularity, event.actors, event.places) == ("unknown", (), ())
    assert "table" in event.when.rule
    assert len(event.mentions) == 1


@pytest.mark.parametrize(
    ("start", "end", "granularity"),
    [("2023-05-09", "2023-05-09", "day"), ("2023/05/09", "2023-05-12T10:00", "range"), ("2023-05-09", None, "open"),
     (None, datetime.date(2023, 5, 9), "open"), (pd.Timestamp("2023-05-09 23:00"), "2023-05-09", "day"), ("soon", "", "unknown")],
)  # fmt: skip
def test_days_of_cells(start, end, granularity):
    when = event_rows.event_of_row(row(when_start=start, when_end=end)).when
    assert when.granularity == granularity
    assert {when.start, when.end} - {None} <= {datetime.date(2023, 5, 9), datetime.date(2023, 5, 12)}
    assert (when.start is None) == (start in (None, "soon"))


def test_what_is_none_of_our_words_is_the_plain_one():
    event = event_rows.event_of_row(
        row(status="maybe", granularity="eon", when_start="2023-05-09", when_end="2023-05-10")
    )
    assert (event.status, event.when.granularity) == ("actual", "range")
    event = event_rows.event_of_row(
        row(status="negated", granularity="month", when_start="2023-05-09", when_end="2023-05-10")
    )
    assert (event.status, event.when.granularity) == ("negated", "month")


@pytest.mark.parametrize(
    ("cell", "names"),
    [(None, []), ("", []), ("Oxfam; ", ["Oxfam"]), ("[broken", ["[broken"]), ('["A; B"]', ["A; B"]), ([{"name": None}, "X", 5], ["X", "5"]),
     (7, []), ("{}", ["{}"])],
)  # fmt: skip
def test_actors_of_a_cell(cell, names):
    assert [actor.name for actor in event_rows.event_of_row(row(actors=cell)).actors] == names


def test_an_event_whose_row_was_not_changed_is_the_same_object(found):
    for event, its_row in zip(found, event_rows.rows(found.events), strict=True):
        assert event_rows.with_row(event, its_row) is event
        near = its_row["geometry"] and shapely.transform(its_row["geometry"], lambda xy: xy + 5e-8)
        assert event_rows.with_row(event, its_row | {"geometry": near}) is event, (
            "as a projection and back leaves it"
        )
        assert event_rows.with_row(event, {"geometry": event.where}) is event, (
            "columns that are not there say nothing"
        )


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [("mode", "phone", "mode", "phone"), ("acled", None, "acled", ""), ("score", 0.5, "score", 0.5), ("radius_m", None, "radius_m", None),
     ("geometry", None, "where", None), ("geometry", shapely.Point(9, 9), "where", shapely.Point(9, 9))],
)  # fmt: skip
def test_only_what_was_changed_is_another(make_event, column, value, field, expected):
    event = make_event(acled="X / Y")
    [its_row] = event_rows.rows(EventSet((), (event,)).events)
    changed = event_rows.with_row(event, its_row | {column: value})
    assert getattr(changed, field) == expected
    assert replace(changed, **{field: getattr(event, field)}) == event


def test_scores_of_fields_are_read_from_a_table(make_event):
    scores = FieldScores(type=0.8, parties=0.25, day=0.5, place=None, whole=0.125)
    table = EventSet((), (make_event(score=0.8, scores=scores),), ()).events
    assert [event.scores for event in as_event_set(pickle.loads(pickle.dumps(table)))] == [scores]
    changed = table.copy()
    changed.loc[0, "score_day"] = 1.0
    assert [event.scores for event in as_event_set(changed)] == [replace(scores, day=1.0)]
    assert [event.scores for event in as_event_set(table)] == [scores]
