"""The frames hold every record, in the declared schema, also when there is none."""

from dataclasses import replace

import geopandas as gpd
import pytest
import shapely

from geo.event_set import EventSet
from geo.io.columns import SCHEMAS
from geo.io.links import link_lines
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
    apart = make_event(where=shapely.Point(0, 0))
    events = (make_event(where=None), make_event(where=there), apart, make_event(where=shapely.Point()))
    none, here, line, empty = link_lines(events, [link] * 4)
    assert none is here is empty is None
    assert line.coords[-1] == there.coords[0]
    assert list(link_lines(events[:1], [link])) == [None] and not len(link_lines([], []))


def test_a_link_over_the_date_line_goes_the_shorter_way(make_event, make_mention):
    fiji = replace(make_mention().place, lon=178.0, lat=-18.0)
    link = PlaceLink(mention=make_mention(place=fiji), role="origin")
    (line,) = EventSet((), (make_event(where=shapely.Point(-172, -14), places=(link,)),), ()).links.geometry
    assert line.geom_type == "MultiLineString"
    assert line.length == pytest.approx(shapely.LineString([(178, -18), (188, -14)]).length)
    assert line.bounds[0] >= -180 and line.bounds[2] <= 180


def test_frames_are_plain_ones_that_are_explored_joined_and_dissolved(make_event):
    import folium

    found = EventSet(
        (), (make_event(type="AID", where=shapely.Point(1, 2)), make_event(type="PROTEST", where=None)), ()
    )
    located = found.events.dropna(subset="geometry")
    drawn = located.explore(column="type", tiles=None)  # tiles would be asked for by whoever opens the map
    assert isinstance(drawn, folium.Map)
    assert "AID" in drawn.get_root().render()
    area = gpd.GeoDataFrame({"zone": ["north"]}, geometry=[shapely.box(0, 0, 5, 5)], crs="EPSG:4326")
    assert located.sjoin(area).zone.tolist() == ["north"]
    assert located.dissolve(by="type").index.tolist() == ["AID"]


def test_events_say_where_they_were_in_columns(make_event, make_mention):
    place = replace(make_mention().place, admin1="Kinshasa", country="CD")
    link = PlaceLink(mention=make_mention(place=place), role="location")
    horseshoe = shapely.Polygon([(0, 0), (9, 0), (9, 9), (6, 9), (6, 3), (3, 3), (3, 9), (0, 9)])
    events = (
        make_event(places=(link,)),
        make_event(places=(link,), where=horseshoe),  # whose centre is outside of it
        make_event(where=shapely.box(178, -19, 184, -16)),  # Fiji, whose middle is beyond 180
        make_event(where=None, places=(link,)),
        make_event(where=shapely.Polygon()),
    )
    table = EventSet((), events, ()).events
    assert table.loc[0, ["lon", "lat", "country", "admin1", "place"]].tolist() == [
        15.3136,
        -4.3276,
        "CD",
        "Kinshasa",
        "Kinshasa",
    ]
    assert horseshoe.contains(shapely.Point(table.loc[1, ["lon", "lat"]].tolist()))
    assert table.loc[2, "lon"] == pytest.approx(-179) and table.loc[2, ["country", "place"]].isna().all()
    assert table.loc[[3, 4], ["lon", "lat"]].isna().all(axis=None)
    assert table.loc[3, ["country", "admin1", "place"]].isna().all()
