"""The frames hold every record, in the declared schema, also when there is none."""

import geopandas as gpd
import pytest
import shapely

from geo.event_set import SCHEMAS, EventSet, link_line
from geo.records import PlaceLink


@pytest.mark.parametrize("name", SCHEMAS)
def test_empty_frames_keep_columns_dtypes_and_crs(name, make_event, make_mention):
    mention = make_mention()
    event = make_event(places=(PlaceLink(mention=mention, role="location"),))
    full, empty = getattr(EventSet((), (event,), (mention,)), name), getattr(EventSet(), name)
    assert isinstance(empty, gpd.GeoDataFrame)
    assert len(full) == 1
    assert list(empty.columns) == [*SCHEMAS[name], "geometry"]
    assert list(full.dtypes) == list(empty.dtypes)
    assert full.crs == empty.crs == "EPSG:4326"


def test_events_without_a_place_stay_with_null_geometry(make_event):
    found = EventSet((), (make_event(where=None), make_event(where=shapely.Point(1, 2))), ())
    assert found.events.geometry.isna().tolist() == [True, False]


def test_missing_values_are_missing_not_words(make_event):
    row = EventSet((), (make_event(mode="", when=None),), ()).events.iloc[0]
    assert row[["mode", "when_start", "place"]].isna().all()


def test_sets_join_filter_and_iterate(make_event):
    one, two = EventSet((), (make_event(type="AID"),), ()), EventSet((), (make_event(type="PROTEST"),), ())
    assert [event.type for event in one + two] == ["AID", "PROTEST"]
    assert [event.type for event in (one + two).filter(lambda e: e.type == "AID")] == ["AID"]
    assert len(one + EventSet()) == 1


def test_places_count_mentions_and_reports(make_mention):
    mentions = (
        make_mention(report="a"),
        make_mention(report="a"),
        make_mention(report="b"),
        make_mention(place=None),
    )
    places = EventSet((), (), mentions).places
    assert places[["mentions", "reports"]].to_numpy().tolist() == [[3, 2]]


def test_a_link_is_a_line_only_where_event_and_place_are_apart(make_event, make_mention):
    link = PlaceLink(mention=make_mention(), role="origin")
    there = shapely.Point(link.mention.place.lon, link.mention.place.lat)
    assert link_line(make_event(where=None), link) is None
    assert link_line(make_event(where=there), link) is None
    assert link_line(make_event(where=shapely.Point(0, 0)), link).coords[-1] == there.coords[0]
