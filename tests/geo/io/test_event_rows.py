"""Rows of a table of events as records: what was changed there stands."""

import pickle

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.conversion import as_event_set


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
