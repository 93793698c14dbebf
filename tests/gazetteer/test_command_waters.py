"""The seas of command as one topology: the same waters as the areas of a day, in few lines that are there once."""

import datetime
from collections import Counter
from itertools import accumulate, pairwise

import pytest
import shapely

from gazetteer import command_seas, command_waters, outlines

SEAS = command_seas.seas()
DAYS = sorted({sea.valid_from for sea in SEAS} | {datetime.date(2021, 1, 16)})


def add(point, step):
    return point[0] + step[0], point[1] + step[1]


@pytest.fixture(scope="module")
def arcs():
    scale = command_waters.GRID_DEG
    return [
        [(x * scale, y * scale) for x, y in accumulate(arc, add)] for arc in command_waters.topology()["arcs"]
    ]


@pytest.fixture(scope="module")
def parts(arcs):
    """Give the rows of each part of the sea with its area."""

    def ring(references):
        found = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in references]
        assert all(one[-1] == other[0] for one, other in zip(found, found[1:] + found[:1], strict=True))
        return [point for arc in found for point in arc[1:]]

    def area(geometry):
        return shapely.MultiPolygon(
            [(ring(outer), list(map(ring, holes))) for outer, *holes in geometry["arcs"]]
        )

    faces = command_waters.topology()["objects"]["waters"]["geometries"]
    return [(face["properties"]["rows"], area(face)) for face in faces]


@pytest.fixture(scope="module")
def land():
    source = outlines.load("50m")
    return source.area(list(source.units))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_waters_of_a_day_are_those_of_the_areas(parts, land, day):
    drawn = {}
    for rows, area in parts:
        first = next((SEAS[row] for row in rows if SEAS[row].holds(day)), None)
        if first is not None:
            drawn.setdefault(first, []).append(area)
    wanted = command_seas.on_day(day)
    assert drawn.keys() == wanted.keys()
    for sea, areas in drawn.items():
        waters = shapely.union_all(areas).difference(land)
        # The grid moves limits by half a kilometre at most; ponds behind them make up the rest.
        assert waters.symmetric_difference(wanted[sea]).area < 0.03, sea.name


def test_parts_are_valid_and_apart(parts):
    areas = [area for _, area in parts]
    assert all(area.is_valid for area in areas)
    tree = shapely.STRtree(areas)
    assert all(areas[a].intersection(areas[b]).area == 0 for a, b in tree.query(areas).T if a < b)


def test_every_line_is_there_once(arcs, parts):
    faces = command_waters.topology()["objects"]["waters"]["geometries"]
    used = Counter(
        n if n >= 0 else ~n for face in faces for part in face["arcs"] for ring in part for n in ring
    )
    assert used.keys() == set(range(len(arcs)))
    assert set(used.values()) <= {1, 2}
    segments = Counter(frozenset(pair) for arc in arcs for pair in pairwise(arc))
    assert set(segments.values()) == {1}


def test_nothing_crosses_the_antimeridian(arcs):
    lons = [lon for arc in arcs for lon, _ in arc]
    assert min(lons) == -180
    assert max(lons) == 180


def test_it_stays_small():
    assert sum(map(len, command_waters.topology()["arcs"])) < 2_000
