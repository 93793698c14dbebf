"""The ground: where the finer cut lies, and that thinning it changes nothing inside."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.event_set import EventSet
from maps.basemap import WIDEST_DEG, focus, points_of, trim, unit_key, unit_of

spots = st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=1, max_size=60)


@given(spots)
def test_the_focus_is_a_box_of_bounded_size_with_a_spot_in_it(points):
    west, south, east, north = focus(points)
    assert west < east
    assert south < north
    assert east - west <= WIDEST_DEG[0] + 1e-9
    assert north - south <= WIDEST_DEG[1] + 1e-9
    assert any(west <= x <= east and south <= y <= north for x, y in points)


def test_the_focus_is_where_most_spots_are():
    crowd = [(34 + n / 10, 31) for n in range(9)]
    west, _, east, _ = focus([*crowd, (-77, 39), (139, 35)])
    assert west < 34
    assert 35 < east < 60


def test_one_far_spot_does_not_widen_it():
    near = [(10.0, 50.0)] * 5
    assert focus(near) == focus([*near, (100.0, 0.0)])


def test_mentions_stand_in_where_no_event_has_a_place(make_event, make_mention):
    found = EventSet((), (make_event(where=None),), (make_mention(),))
    assert points_of(found) == [(15.3136, -4.3276)]
    assert points_of(EventSet()) == []


steps = st.lists(st.tuples(st.integers(-30, 30), st.integers(-30, 30)), min_size=1, max_size=25)


@given(st.tuples(st.integers(-60, 60), st.integers(-60, 60)), steps)
def test_thinning_moves_no_line_inside_of_the_box(start, moves):
    box = (-10.0, -10.0, 10.0, 10.0)
    source = {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "objects": {},
        "arcs": [[list(start), *map(list, moves)]],
    }
    ends, lines = [], []
    for topology in (source, trim(source, box)):
        points, at = [], (0, 0)
        for dx, dy in topology["arcs"][0]:
            at = (at[0] + dx, at[1] + dy)
            points.append(at)
        ends.append((points[0], points[-1]))
        lines.append(shapely.LineString(points).intersection(shapely.box(*box)) if len(points) > 1 else None)
    assert ends[0] == ends[1]
    assert lines[0].equals(lines[1]) or lines[0].symmetric_difference(lines[1]).length < 1e-9


def test_thinning_drops_what_is_far_away():
    far = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[50, 0], [1, 1], [1, -1], [1, 1], [1, -1]]],
    }
    assert trim(far, (0, 0, 10, 10))["arcs"] == [[[50, 0], [4, 0]]]


@pytest.mark.parametrize(("part", "key"), [("", "COD"), ("alaska", "COD/alaska")])
def test_unit_keys(part, key):
    assert unit_key("COD", part) == key


def test_a_place_knows_its_unit(make_mention):
    from dataclasses import replace

    kinshasa = make_mention().place
    assert unit_of(kinshasa) == "COD"
    assert unit_of(replace(kinshasa, country="")) == ""
    anchorage = replace(kinshasa, country="US", lon=-149.9, lat=61.2)
    assert unit_of(anchorage) == "USA/alaska"
