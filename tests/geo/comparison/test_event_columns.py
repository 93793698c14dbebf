"""What can be compared and why the rest cannot: nothing is dropped without a reason."""

import pandas as pd

from geo.comparison.day_columns import day_number
from geo.comparison.event_columns import (
    NO_COUNTERPART,
    NO_DAY_KNOWN,
    NO_PLACE,
    OTHER_COUNTRIES,
    OTHER_DAYS,
    OTHER_STATUS,
    VAGUE_DAY,
    VAGUE_PLACE,
    Limits,
    event_columns,
)
from geo.comparison.tables import read_table


def columns(source, **limits):
    return event_columns(read_table(source, where="t"), limits=Limits(**limits))


def test_every_row_that_is_not_compared_has_its_reason(table_file):
    assert columns(table_file("acled")).why_not.tolist() == ["", "", "", NO_COUNTERPART]
    assert columns(table_file("ucdp")).why_not.tolist() == ["", VAGUE_PLACE, NO_DAY_KNOWN]
    assert columns(table_file("gtd")).why_not.tolist() == ["", "", VAGUE_DAY, NO_DAY_KNOWN]
    assert columns(table_file("gdelt")).why_not.tolist() == ["", VAGUE_PLACE]


def test_limits_are_the_callers(table_file):
    acled = table_file("acled")
    assert columns(acled, days=7).why_not[2] == VAGUE_DAY and columns(acled, days=31).why_not[2] == ""
    assert columns(acled, radius_m=10_000).why_not[1] == VAGUE_PLACE
    since = day_number(pd.Timestamp("2024-06-05").date())
    assert columns(acled, since=since).why_not.tolist() == [OTHER_DAYS, "", "", NO_COUNTERPART]
    assert columns(acled, until=since - 10).why_not.tolist() == ["", OTHER_DAYS, OTHER_DAYS, NO_COUNTERPART]
    assert columns(acled, countries=frozenset({"SD"})).why_not[0] == OTHER_COUNTRIES
    assert columns(acled, countries=frozenset({"CD"})).why_not[0] == ""


def test_only_what_is_told_as_a_fact_is_compared():
    frame = pd.DataFrame(
        {
            "type": "AID", "when_start": "2024-05-13", "when_end": None, "lon": 1.0, "lat": 2.0,
            "status": ["actual", "historical", "future", "negated", None],
        }
    )  # fmt: skip
    assert columns(frame).why_not.tolist() == ["", "", OTHER_STATUS, OTHER_STATUS, ""]


def test_a_row_without_place_or_day_stays_and_is_counted():
    found = columns(pd.DataFrame({"day": ["2024-05-13", None], "lon": [None, 1.0], "lat": [None, 2.0]}))
    assert len(found) == 2 and found.why_not.tolist() == [NO_PLACE, NO_DAY_KNOWN]


def test_ids_are_unique_and_made_of_lines_where_there_are_none(table_file):
    found = columns(
        table_file("x.csv", "id,day,lon,lat\na,2024-05-13,1,2\na,2024-05-13,1,2\n,2024-05-13,1,2\n")
    )
    assert found.ids.tolist() == ["a", "a#2", "line 4"]
    assert columns(table_file("ucdp")).ids.tolist() == ["901", "902", "903"]


def test_faults_name_their_line(table_file):
    found = columns(table_file("x.csv", "day,lon,lat\nsoon,1,2\n2024-05-13,1,2,3\n2024-05-13,x,2\n"))
    assert found.faults == (
        "line 3: 4 cells under 3 names", "line 2: 'soon' is no day", "line 4: 'x' is no number of degrees",
    )  # fmt: skip
    assert found.unread == 1


def test_countries_are_those_of_the_table_else_those_at_the_points(table_file):
    frame = pd.DataFrame(
        {
            "day": "2024-05-13",
            "lon": [29.2, 32.5, -30.0],
            "lat": [-1.7, 15.6, 0.0],
            "country": ["Zaire?", None, ""],
        }
    )
    assert columns(frame).countries.tolist() == ["CD", "SD", None]
    assert columns(table_file("acled")).given_countries.tolist() == ["CD"] * 4
    assert columns(table_file("ucdp")).given_countries.tolist() == ["CD"] * 3, "DR Congo (Zaire)"


def test_divisions_are_named_alike_in_both_tables(table_file):
    assert (
        set(columns(table_file("acled")).divisions[:2]) == {columns(table_file("gtd")).divisions[0]} != {None}
    )


def test_words_of_several_columns_are_joined(table_file):
    found = columns(table_file("acled"))
    assert found.actors[0] == "Red Brigade; Blue Brigade" and found.text[0] == "Shots, and more"
    frame = pd.DataFrame({"day": ["2024-05-13"], "lon": 1.0, "lat": 2.0, "actors": [["a", {"name": "b"}]]})
    assert columns(frame).actors.tolist() == ["a; b"]
