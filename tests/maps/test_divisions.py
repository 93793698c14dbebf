"""Lines between provinces: only those that two of them share, and only where the map is."""

import itertools

import shapely

from gazetteer import areas
from gazetteer.areas import divisions
from maps.divisions import SMOOTH_DEG, STEP_DEG, lines_in

JORDAN = (34.8, 29.1, 39.4, 33.4)


def drawn(bounds):
    lines = []
    for steps in lines_in(bounds):
        xs, ys = itertools.accumulate(steps[::2]), itertools.accumulate(steps[1::2])
        lines.append(shapely.LineString([(x * STEP_DEG, y * STEP_DEG) for x, y in zip(xs, ys, strict=True)]))
    return shapely.MultiLineString(lines)


def test_lines_lie_between_two_divisions_of_a_country():
    inside = shapely.intersection(drawn(JORDAN), areas.country("JO").buffer(-0.1))
    assert inside.length > 5
    rims = shapely.union_all([shapely.boundary(area) for area in divisions.of_country("JO").values()])
    assert rims.buffer(SMOOTH_DEG + 2 * STEP_DEG).covers(inside)


def test_coasts_and_borders_are_not_among_them():
    rim = shapely.boundary(areas.country("JO")).buffer(0.02)
    assert shapely.intersection(drawn(JORDAN), rim).length < 1.0


def test_nothing_lies_outside_of_the_box():
    west, south, east, north = drawn((35.5, 30.0, 36.5, 31.0)).bounds
    assert 35.49 < west < east < 36.51 and 29.99 < south < north < 31.01


def test_at_sea_there_are_none():
    assert lines_in((-40, -30, -35, -25)) == []
