"""Points and radii: coordinates, what they cannot be, codes of precision, and names."""

import math

import pandas as pd
import pytest

from geo.comparison.place_columns import RADIUS_M, points_of
from geo.comparison.tables import read_table


def points(source, countries=None):
    table = read_table(source, where="t")
    return points_of(table, countries or [None] * len(table))


def frame(**columns):
    return pd.DataFrame(
        {"day": "2024-05-13", **{name: pd.Series(values, dtype=object) for name, values in columns.items()}}
    )


def test_codes_of_other_data_sets_are_circles(table_file):
    assert points(table_file("acled")).radius_m.tolist() == [5_000, 35_000, 5_000, 5_000]
    assert points(table_file("ucdp")).radius_m.tolist() == [5_000, math.inf, 150_000], (
        "a country is no circle"
    )
    assert points(table_file("gtd")).radius_m.tolist() == [5_000, 5_000, math.inf, 5_000]
    assert points(table_file("gdelt")).radius_m.tolist() == [5_000, math.inf]


def test_our_own_levels_widen_a_radius_and_a_country_is_none(make_event):
    table = pd.DataFrame(
        {
            "type": "AID", "when_start": "2024-05-13", "when_end": "2024-05-13", "lon": 1.0, "lat": 2.0,
            "radius_m": [800.0, 800.0, None, 0.0, 90_000.0], "precision": ["locality", "region", "district", "country", None],
        }
    )  # fmt: skip
    assert points(table).radius_m.tolist() == [800, 150_000, 35_000, math.inf, 90_000]


def test_what_is_no_point_is_a_fault_and_zero_is_no_place():
    found = points(frame(lon=["29,2", "x", "200", 0, None, "inf"], lat=["-1.7", "1", "1", 0, 2, "1"]))
    assert (
        found.lon[0] == pytest.approx(29.2) and pd.isna(found.lon[1:]).all() and pd.isna(found.lat[1:]).all()
    )
    assert set(found.faults) == {1, 2, 5}
    assert found.faults[1] == "'x' is no number of degrees"
    assert found.faults[2] == "200, 1 is no point on the Earth"
    assert found.radius_m[0] == RADIUS_M


def test_names_stand_in_where_there_is_no_point():
    found = points(frame(place=["Goma", "N/A", "Nowhere at all", "Tripoli"]), ["CD", None, None, "LB"])
    assert found.geocoded == 2
    assert (found.lon[0], found.lat[0]) == pytest.approx((29.23, -1.66), abs=0.1)
    assert pd.isna(found.lon[1]) and pd.isna(found.lon[2])
    assert found.lat[3] == pytest.approx(34.43, abs=0.1), "the one in Lebanon"
    assert found.radius_m[0] > 0


def test_a_point_goes_before_a_name():
    found = points(frame(place=["Goma"], lon=[10.0], lat=[50.0]))
    assert (found.lon[0], found.geocoded) == (10.0, 0)
