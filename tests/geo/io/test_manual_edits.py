"""Edits of rows by hand: those of events are applied and recorded, all others are refused in words."""

import datetime
import json

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import UnreadableSet
from geo.event_set import EventSet
from geo.events import confidence
from geo.io import manual_edits
from geo.records import FieldScores

LAYERS = ("points", "areas")


HERE = shapely.Point(1, 2)


def row(name="a", shape=HERE, layer="points", **values):
    day = datetime.date(2023, 5, 9)
    return layer, {"id": name, "type": "AID", "mode": None, "status": "actual", "score": 0.8, "radius_m": 15000.0, "when_start": day,
                   "when_end": day, "sentence": "x", "lon": 1.0, **values}, shape  # fmt: skip


@pytest.fixture
def edited(make_event):
    """Return a function that applies a row, or rows, to a set of one event for each that was written."""

    def apply(*present, exported=None):
        exported = [row()] if exported is None else exported
        events = tuple(
            make_event(id=values["id"], where=shape, acled="X / Y") for _, values, shape in exported
        )
        return manual_edits.apply(EventSet((), events), list(exported), present, layers=LAYERS).event_records

    return apply


def refused(why):
    return pytest.raises(UnreadableSet, match=f"{why}.*edits=False gives the set as it was exported")


def test_a_row_as_it_was_written_changes_nothing(edited):
    [event] = edited(row())
    assert manual_edits.EDITED not in event.evidence.values() and event.acled == "X / Y"


@pytest.mark.parametrize(
    "same",
    [{"score": np.float64(0.8)}, {"mode": ""}, {"mode": float("nan")}, {"mode": pd.NA}, {"when_start": "2023-05-09"},
     {"when_start": pd.Timestamp("2023-05-09")}, {"sentence": "x\0y"}, {"mine": "a column of one's own"}],
    ids=str,
)  # fmt: skip
def test_values_that_only_look_changed(edited, same):
    [event] = edited(row(**same))
    assert manual_edits.EDITED not in event.evidence.values()


def test_columns_that_follow_from_others_may_be_missing_and_not_changed(edited):
    layer, values, shape = row()
    del values["lon"]
    assert manual_edits.EDITED not in edited((layer, values, shape))[0].evidence.values()
    with refused("points: lon of 'a' was changed"):
        edited(row(lon=5.0))


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [({"mode": "phone"}, "mode", "phone"), ({"status": "negated"}, "status", "negated"), ({"score": 0.0}, "score", 0.0),
     ({"score": 1}, "score", 1.0), ({"radius_m": None}, "radius_m", None), ({"radius_m": 5}, "radius_m", 5.0)],
)  # fmt: skip
def test_a_change_takes_effect_and_is_recorded(edited, change, field, value):
    [event] = edited(row(**change))
    assert getattr(event, field) == value
    assert [name for name, why in event.evidence.items() if why == manual_edits.EDITED] == [field]


def test_a_new_type_takes_its_acled_code_with_it(edited):
    assert [(event.type, event.acled) for event in edited(row(type="PROTEST"))] == [("PROTEST", "")]


@pytest.mark.parametrize(
    ("start", "end", "granularity"),
    [
        ("2023-05-08", "2023-05-09", "range"),
        ("2023-05-08", "2023-05-08", "day"),
        ("2023/05/08", None, "open"),
        (None, None, "unknown"),
    ],
)
def test_changed_days(edited, start, end, granularity):
    [event] = edited(row(when_start=start, when_end=end))
    assert (event.when.granularity, event.when.text) == (granularity, None) and "edited" in event.when.rule
    assert event.when.start == (datetime.date(2023, 5, 8) if start else None)


@pytest.mark.parametrize(
    ("shape", "where"),
    [(shapely.Point(1, 2 + 5e-7), "kept"), (shapely.MultiPoint([(1, 2)]), "kept"), (shapely.Point(1, 3), shapely.Point(1, 3)),
     (shapely.MultiPoint([(1, 3)]), shapely.Point(1, 3)), (None, None), (shapely.Point(), None)],
    ids=["rounded", "multi", "moved", "moved multi", "none", "empty"],
)  # fmt: skip
def test_geometries(edited, shape, where):
    [event] = edited(row(shape=shape))
    assert event.where == (shapely.Point(1, 2) if where == "kept" else where)
    assert ("where" in event.evidence) == (where != "kept")


def test_a_deleted_row_drops_its_event_and_the_order_stays(edited):
    written = (row("a"), row("b", layer="areas"), row("c"))
    assert [event.id for event in edited(row("c"), row("b", layer="areas"), exported=written)] == ["b", "c"]
    assert edited(exported=written) == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sentence": "y"}, "points: sentence of 'a' was changed; of an event only type, mode"),
        ({"type": None}, "'a' has no type"), ({"status": "maybe"}, "its status is none of actual, "),
        ({"score": 1.01}, "1.01 is no score"), ({"score": -0.1}, "-0.1 is no score"), ({"score": "much"}, "'much' is no score"),
        ({"score": None}, "None is no score"), ({"radius_m": -1}, "-1.0 is no radius_m"), ({"radius_m": "far"}, "'far' is no radius_m"),
        ({"when_start": "soon"}, "'soon' is not a day"), ({"when_start": "2023-02-30"}, "'2023-02-30' is not a day"),
        ({"when_end": "2023-05-08"}, "ends on 2023-05-08, before it starts on 2023-05-09"),
    ],
    ids=str,
)  # fmt: skip
def test_changes_that_cannot_take_effect(edited, change, why):
    with refused(why):
        edited(row(**change))


def test_rows_that_are_new_or_twice(edited):
    with refused("points: the row with the id 'z' was added: no report tells of it"):
        edited(row(), row("z"))
    with refused("points: 2 rows have the id 'a' and 1 was written"):
        edited(row(), row())
    with refused("points: 1 row has the id 'a' and 2 were written"):
        edited(row(), exported=(row(), row()))


def test_rows_of_one_id_belong_together_as_their_layers_lie(edited):
    written = (row(layer="areas", shape=shapely.Point(9, 9)), row(layer="points"))
    first, second = edited(
        row(layer="points", mode="phone"), row(layer="areas", shape=shapely.Point(9, 9)), exported=written
    )
    assert (first.mode, second.mode) == ("", "phone")


def test_tables_that_cannot_be_edited():
    manual_edits.check_same([row(), row("b")], [row(), row("b")])
    manual_edits.check_same([], [])
    for present, why in (
        ([row(mode="phone")], "points: mode was changed, which only events can be"),
        ([row(shape=shapely.Point(5, 5))], "points: the geometry was changed"),
        ([], "points: it has 0 rows and 1 was written"), ([row(), row()], "points: it has 2 rows and 1 was written"),
    ):  # fmt: skip
        with refused(why):
            manual_edits.check_same([row()], present)


JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=2), max_leaves=4
)


@given(JSON)
def test_lists_that_went_through_a_file_are_the_same(value):
    assert not manual_edits._changed({"actors": value}, {"actors": json.loads(json.dumps(value))})


def test_the_fields_that_were_edited_are_sure(make_event):
    scores = FieldScores(type=0.7, parties=0.6, day=0.5, place=0.4, whole=0.2)
    event = make_event(id="a", where=HERE, scores=scores)
    present = row(type="PROTEST", when_start="2023-05-08"), row(shape=shapely.Point(3, 4))
    dated, moved = (
        manual_edits.apply(EventSet((), (event,)), [row()], [each], layers=LAYERS).event_records[0].scores for each in present
    )  # fmt: skip
    assert (dated.type, dated.parties, dated.day, dated.place) == (1.0, 0.6, 1.0, 0.4)
    assert (moved.type, moved.parties, moved.day, moved.place) == (0.7, 0.6, 0.5, 1.0)
    for made in (dated, moved):
        assert made == confidence.bundled().with_whole(made) and made.whole not in (None, scores.whole)


def test_a_score_that_was_computed_is_not_to_be_changed(edited):
    exported = [row(score_day=0.5)]
    with refused("score_day of 'a' was changed"):
        edited(row(score_day=0.9), exported=exported)
