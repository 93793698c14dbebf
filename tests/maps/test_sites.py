"""Where events are: each site once, with a point for its sign."""

import pytest
import shapely

from maps.sites import sites_of


def test_events_at_one_place_share_a_site(make_event):
    here, there = shapely.Point(1, 1), shapely.Point(2, 2)
    events = [make_event(where=where) for where in (here, None, there, here, shapely.Point())]
    sites, site_of = sites_of(events)
    assert site_of == [0, -1, 1, 0, -1]
    assert [(site.lon, site.lat) for site in sites] == [(1, 1), (2, 2)]


def test_how_exactly_it_is_known_tells_sites_apart(make_event):
    where = shapely.Point(1, 1)
    sites, site_of = sites_of(
        [make_event(where=where, radius_m=radius) for radius in (3_000.0, 9_000.0, None, 3_000.2)]
    )
    assert site_of == [0, 1, 2, 0]
    assert [site.radius_m for site in sites] == [3_000, 9_000, None]


def test_the_sign_of_an_area_is_on_it(make_event):
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(1, 1, 9, 9))
    ((site,), _) = sites_of([make_event(where=ring)])
    assert ring.covers(shapely.Point(site.lon, site.lat))


@pytest.mark.parametrize(
    "shape", [shapely.box(170, 0, 190, 10), shapely.LineString([(170, 0), (190, 0)])], ids=["area", "line"]
)
def test_what_crosses_the_antimeridian_is_cut(make_event, shape):
    ((site,), _) = sites_of([make_event(where=shape)])
    west, _, east, _ = site.where.bounds
    assert (west, east) == (-180, 180) and site.where.geom_type.startswith("Multi")


def test_no_events_have_no_sites():
    assert sites_of([]) == ([], [])
