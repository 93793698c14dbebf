"""Events are chosen of a set as rows of a table and items of a list are, and what is left of a set is one again."""

import json
import pickle
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.conversion import as_event_set
from geo.event_set import EventSet
from geo.records import PlaceLink, Report

REPORTS = (Report(id="r1", text="Doctors came.", title="Help"), Report(id="r2", text="Crowds marched."))


@pytest.fixture
def found(make_event, make_mention):
    """Give a set of an aid delivery in one report, and a march and a talk in another."""
    mention = make_mention()
    told = make_event().mentions[0]
    elsewhere = {"report": "r2", "mentions": (replace(told, report="r2"),)}
    events = (
        make_event(id="a", type="AID", places=(PlaceLink(mention=mention, role="location"),)),
        make_event(id="b", type="PROTEST", where=shapely.Point(3, 4), when=None, **elsewhere),
        make_event(id="c", type="CONSULT", where=None, mode="phone", **elsewhere),
    )
    return EventSet(REPORTS, events, (mention, make_mention(report="r2", place=None)))


def ids(some):
    return [event.id for event in some]


def test_the_column_type_is_not_the_type_of_the_geometries(found):
    table = found.events
    assert table.type.tolist() == ["AID", "PROTEST", "CONSULT"]
    assert table[table.type == "AID"].type.tolist() == ["AID"]
    assert table.geometry.type.tolist()[0] == "Point"
    assert (
        table[["geometry", "id"]].type.tolist()[0] == "Point"
    )  # as in GeoPandas, where there is no such column
    assert isinstance(table, gpd.GeoDataFrame)
    assert not isinstance(table[["id", "type"]], gpd.GeoDataFrame)


def test_a_table_is_written_as_json_with_its_days(found):
    first, second, _ = json.loads(found.events.to_json())["features"]
    assert first["properties"]["when_start"] == "2023-05-09" and second["properties"]["when_start"] is None


def test_a_number_is_an_event_and_a_slice_a_set(found):
    assert found[0] is found.event_records[0]
    assert found[-1].id == "c"
    assert ids(found[1:]) == ["b", "c"]
    assert isinstance(found[0:0], EventSet) and not len(found[0:0])
    with pytest.raises(IndexError, match="no event 3: the set has 3"):
        found[3]


@pytest.mark.parametrize(
    "mask",
    [
        lambda found: found.events.type == "PROTEST",
        lambda found: (
            found.events["mode"] != "phone"
        ),  # missing where there is no mode, which chooses nothing
        lambda found: (found.events.type == "PROTEST").to_numpy(),
        lambda found: [False, True, False],
        lambda found: pd.Series([False, True, pd.NA], dtype=object),
        lambda found: [1],
        lambda found: np.array([-2]),
    ],
    ids=["series", "missing", "array", "list", "objects", "number", "from the end"],
)
def test_a_mask_or_numbers_choose(found, mask):
    chosen = mask(found)
    if isinstance(chosen, pd.Series) and chosen.dtype != object and chosen.isna().any():
        assert ids(found[chosen]) == []
    else:
        assert ids(found[chosen]) == ["b"]


def test_a_chosen_set_has_the_reports_and_mentions_of_its_events(found):
    assert [report.id for report in found[[0]].reports] == ["r1"]
    assert [mention.report for mention in found[1:].mention_records] == ["r2"]
    labelled = EventSet(
        found.reports, found.event_records, found.mention_records, pd.Index(["row 7", "row 8"])
    )
    assert labelled[1:].events.index.tolist() == ["row 8", "row 8"]


@pytest.mark.parametrize("key", ["b", 1.5, None, True, [0.5], ["a"]])
def test_other_keys_are_type_errors(found, key):
    with pytest.raises(TypeError, match="number, slice, mask or list of numbers"):
        found[key]


def test_a_mask_of_something_else_is_refused(found):
    with pytest.raises(IndexError, match="2 values for 3 events"):
        found[[True, False]]
    with pytest.raises(IndexError, match="another index"):
        found[pd.Series([True, True, True], index=[5, 6, 7])]


def test_a_set_of_events_alone(found):
    for given in (list(found), tuple(found)):
        made = EventSet(given)
        assert made.event_records == found.event_records
        assert not made.reports
        assert [mention.place.name for mention in made.mention_records] == ["Kinshasa"]
    with pytest.raises(TypeError, match="reports are Report records, not str"):
        EventSet(("a report",))
    with pytest.raises(TypeError, match="records in a tuple or list, not str"):
        EventSet("text")
    with pytest.raises(TypeError, match="a table of events is mapped as it is"):
        EventSet(found.events)


def test_rows_of_a_table_are_the_records_that_they_were_made_of(found):
    table = found.events
    for rows in (
        table[table.type == "AID"],
        table.query("type == 'AID'"),
        table.sort_values("score").loc[[0]].copy(),
        table.head(1).assign(mine=5),
        table.to_crs(3857).head(1),
    ):
        made = as_event_set(rows)
        assert made.event_records == found.event_records[:1]
        assert made.reports == found.reports[:1]
        assert made.mention_records == found.mention_records[:1]
    assert ids(as_event_set(table.iloc[::-1])) == ["c", "b", "a"]
    assert as_event_set(table[:0]) == EventSet()


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


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (lambda found: 5, "not int"),
        (lambda found: "seeds/", "not str"),
        (lambda found: None, "not NoneType"),
        (lambda found: [1, 2], "not a list with int"),
        (lambda found: found.mentions, "without the column 'id'"),
        (lambda found: found.events.drop(columns="geometry"), "without geometries"),
        (lambda found: found.events.geometry, "not geopandas.GeoSeries"),
    ],
)
def test_all_else_is_one_clear_type_error(found, given, what):
    with pytest.raises(
        TypeError, match=r"maps\.show takes an EventSet, one or several geo.Event, or a table"
    ) as told:
        as_event_set(given(found), caller="maps.show")
    assert what in str(told.value)
    assert str(pickle.loads(pickle.dumps(told.value))) == str(told.value)
