"""The link by which an event has its place, and lines from events to places."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from geo.event_set import EventSet
from geo.geodesy import nearest_m
from geo.io.columns import objects
from geo.io.links import link_lines, primary_link
from geo.records import PlaceLink


def test_the_primary_link_is_the_one_with_the_events_geometry(make_event, make_mention):
    first, second = (
        PlaceLink(mention=make_mention(geometry=shapely.Point(at, at)), role="location") for at in (1, 2)
    )
    assert primary_link(make_event(where=second.mention.geometry, places=(first, second))) is second


@pytest.mark.parametrize(
    ("roles", "chosen"),
    [(("origin", "location"), 1), (("transit", "destination"), 0), (("actor", "subject"), None), ((), None)],
    ids=["location first", "then the first of a journey", "none of a participant", "none"],
)
def test_of_an_event_that_was_moved_by_hand_the_role_decides(make_event, make_mention, roles, chosen):
    links = tuple(PlaceLink(mention=make_mention(geometry=shapely.Point(9, 9)), role=role) for role in roles)
    found = primary_link(make_event(where=shapely.Point(50, 50), places=links))
    assert found is (None if chosen is None else links[chosen])


@pytest.mark.parametrize("lat", [0.0, 60.0, 85.0], ids=["equator", "60° N", "85° N"])
@pytest.mark.parametrize(("metres", "drawn"), [(900.0, False), (1_100.0, True)], ids=["near", "apart"])
def test_a_kilometre_is_a_kilometre_at_every_latitude(make_event, make_mention, lat, metres, drawn):
    place = replace(make_mention().place, lon=10.0, lat=lat)
    east = metres / (111_320 * np.cos(np.radians(lat)))
    event = make_event(where=shapely.Point(10.0 + east, lat))
    assert nearest_m(objects([event.where]), objects([shapely.Point(10.0, lat)]))[0] == pytest.approx(
        metres, rel=0.02
    )
    (line,) = link_lines([event], [PlaceLink(mention=make_mention(place=place), role="origin")])
    assert (line is not None) is drawn


def test_no_line_to_a_mention_without_a_place(make_event, make_mention):
    link = PlaceLink(mention=make_mention(place=None), role="origin")
    assert link_lines([make_event(where=shapely.Point(0, 0))], [link]).tolist() == [None]


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
