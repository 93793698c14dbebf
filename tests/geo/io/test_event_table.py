"""The table of events knows its column type and the set that it was made of."""

import json
import pickle

import geopandas as gpd

from geo.io import event_table


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


def test_what_is_made_of_a_table_knows_the_set_it_came_from(found):
    table = found.events
    for made in (
        table,
        table.copy(),
        table[table.type == "AID"],
        table.sort_values("id"),
        table.head(1),
        table.assign(x=1),
        table.iloc[[0]],
    ):
        assert event_table.set_of(made) is found and type(made) is event_table.EventTable


def test_a_set_is_not_known_of_what_is_no_table_of_events(found):
    for other in (
        None,
        5,
        found,
        found.mentions,
        gpd.GeoDataFrame(found.events.copy()),
        found.events["id"],
        found.events[["id"]],
    ):
        assert event_table.set_of(other) is None


def test_a_pickled_table_is_a_table_without_its_set(found):
    back = pickle.loads(pickle.dumps(found.events))
    assert type(back) is event_table.EventTable and event_table.set_of(back) is None
    assert back.type.tolist() == ["AID", "PROTEST", "CONSULT"]
    assert event_table.set_of(found.events) is found, "the original keeps it"


def test_what_to_json_makes_of_other_values_is_words(found):
    table = found.events.head(1).assign(mine=[{1, 2}])
    [feature] = json.loads(table.to_json())["features"]
    assert feature["properties"]["mine"] == "{1, 2}"
