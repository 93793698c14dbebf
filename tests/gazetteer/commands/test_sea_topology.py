"""The seas of command as one topology: the same waters as the areas of a day, in few lines that are there once."""

import datetime
from collections import Counter
from itertools import accumulate, pairwise

import pytest
import shapely

from gazetteer.areas import outlines
from gazetteer.commands import sea_areas
from gazetteer.commands import sea_topology as command_waters

SEAS = sea_areas.seas()
DAYS = sorted({sea.valid_from for sea in SEAS} | {datetime.date(2021, 1, 16)})


@pytest.fixture(scope="module")
def arcs():
    scale = command_waters.GRID_DEG
    steps = command_waters.topology()["arcs"]
    return [
        [(x * scale, y * scale) for x, y in zip(*map(accumulate, zip(*arc, strict=True)), strict=True)]
        for arc in steps
    ]


@pytest.fixture(scope="module")
def land():
    source = outlines.load("50m")
    return source.area(list(source.units))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_waters_of_a_day_are_those_of_the_areas(land, day):
    wanted = {}
    for sea, area in sea_areas.on_day(day).items():
        wanted.setdefault(sea.command, []).append(area)
    drawn = command_waters.areas_on(day)
    assert drawn.keys() == wanted.keys()
    for command, areas in wanted.items():
        assert drawn[command].is_valid
        # The grid moves limits by half a kilometre at most; ponds behind them make up the rest.
        waters = drawn[command].difference(land)
        assert waters.symmetric_difference(shapely.union_all(areas)).area < 0.05, command


def test_commands_have_no_waters_in_common():
    areas = command_waters.areas_on(datetime.date(2021, 1, 16))
    assert sum(area.area for area in areas.values()) == pytest.approx(
        shapely.union_all(list(areas.values())).area
    )


def test_on_a_day_it_is_the_first_row_in_force_that_has_a_part():
    """The Gulf of Mexico lies in the waters around North America too, and was with others before."""
    point = shapely.Point(-90, 25)
    owners = [
        {
            name
            for name, area in command_waters.areas_on(datetime.date(year, 6, 1)).items()
            if area.covers(point)
        }
        for year in (1990, 1994, 2000, 2010)
    ]
    assert owners == [{"LANTCOM"}, {"USACOM"}, {"SOUTHCOM"}, {"NORTHCOM"}]


def test_limits_are_lines_between_commands_and_tell_stand_ins():
    limits = command_waters.limits_on(datetime.date(2021, 1, 16))
    at = lambda lon, lat: {  # noqa: E731
        (limit.command, limit.is_described)
        for limit in limits
        if shapely.LineString(limit.points).distance(shapely.Point(lon, lat)) < 0.02
    }
    assert at(68, 10) == {("CENTCOM", False), ("INDOPACOM", False)}
    assert at(43.4, 12.4) == set()  # the Red Sea and the Gulf of Aden are CENTCOM's both
    assert at(-5.6, 35.9) == set()  # so are the Atlantic and the Mediterranean EUCOM's
    assert at(180, 0) == set()
    assert at(32.3, 29.98) == {("CENTCOM", True)}  # north of it nothing: land


def test_every_line_is_there_once(arcs):
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
