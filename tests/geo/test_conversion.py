"""What people give as events becomes a set, or one clear TypeError."""

import pickle

import geopandas as gpd
import pytest

from geo.conversion import as_event_set
from geo.event_set import EventSet


def ids(some):
    return [event.id for event in some]


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


def test_a_set_is_itself_and_events_are_a_set_of_their_own(found):
    assert as_event_set(found) is found
    assert as_event_set(found[0]).event_records == (found[0],)
    for given in (list(found), tuple(found), iter(found), (event for event in found)):
        assert ids(as_event_set(given)) == ["a", "b", "c"]
    assert as_event_set([]) == as_event_set(iter(())) == EventSet()


def test_what_is_neither_is_named_with_its_caller():
    class Odd:
        """Has one of the two marks of a table."""

        columns = ()

    for given, what in (
        ({"a": 1}, "not dict"),
        ({1}, "not set"),
        (Odd(), "not "),
        ([None], "a list with NoneType"),
        (iter(["x"]), "with str"),
    ):
        with pytest.raises(TypeError, match=what) as told:
            as_event_set(given)
        assert str(told.value).startswith("this takes an EventSet")


def test_rows_of_a_table_that_was_renamed_are_refused_by_what_is_missing(found):
    with pytest.raises(TypeError, match="a table without the column 'type'"):
        as_event_set(found.events.drop(columns="type"))
    with pytest.raises(TypeError, match="a table without the column 'id'"):
        as_event_set(found.events.drop(columns=["id", "type"]))


def test_reports_of_a_table_without_its_set_are_named_and_have_no_text(found):
    made = as_event_set(gpd.GeoDataFrame(found.events.copy()))
    assert [(report.id, report.text) for report in made.reports] == [("r1", ""), ("r2", "")]
    assert made.mention_records == ()
