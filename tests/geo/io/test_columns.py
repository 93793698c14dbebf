"""Columns of the types that the schemas declare."""

import datetime

import numpy as np
import pytest
import shapely

from geo.io.columns import SCHEMAS, columns_of, is_whole, objects

LINK = ("e1", "r1", 3, 7, "geonames:1", "Aleppo", "location", False, "near")


def test_rows_become_columns_in_the_order_of_the_schema():
    columns = columns_of("links", [LINK, LINK], 2)
    assert list(columns) == list(SCHEMAS["links"])
    assert columns["mention_start"].dtype == np.int64 and columns["inferred"].dtype == bool
    assert columns["name"].tolist() == ["Aleppo", "Aleppo"]


def test_more_rows_than_a_batch_are_all_there():
    rows = ((f"e{n}", *LINK[1:]) for n in range(1_200))
    assert columns_of("links", rows, 1_200)["event"].tolist() == [f"e{n}" for n in range(1_200)]


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        columns_of("links", [LINK[:-1]], 1)


@pytest.mark.parametrize(
    "day", [datetime.date(1, 1, 1), datetime.date(1969, 12, 31), datetime.date(9999, 12, 31)], ids=str
)
def test_days_are_kept_whatever_the_year(day):
    row = [None] * len(SCHEMAS["events"])
    names = list(SCHEMAS["events"])
    for name, dtype in SCHEMAS["events"].items():
        row[names.index(name)] = 0 if dtype in ("int64", "float64", "Int64") else None
    row[names.index("when_start")] = day
    columns = columns_of("events", [tuple(row)], 1)
    assert columns["when_start"][0].astype("datetime64[D]").item() == day
    assert np.isnat(columns["when_end"][0])


def test_which_columns_hold_whole_numbers_or_none():
    assert is_whole("geo_precision")
    assert not is_whole("mentions") and not is_whole("score") and not is_whole("no such column")


def test_geometries_and_texts_are_not_taken_apart():
    several = shapely.MultiPoint([(0, 0), (1, 1)])
    array = objects([several, None])
    assert array.shape == (2,) and array[0] is several and array[1] is None
    assert objects(iter(["ab"])).tolist() == ["ab"]
