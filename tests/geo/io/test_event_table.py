"""The table of events knows its column type and the set that it was made of."""

import json

import geopandas as gpd


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
