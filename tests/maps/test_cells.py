"""Counts of more events than a page holds: nothing is lost, nothing counted twice, whatever they come from."""

import datetime
from collections import Counter
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import NotEvents
from geo.event_set import EventSet
from geo.records import When
from maps import cells
from maps.event_map import EventMap
from maps.packing import unpack

DAY = datetime.date(2024, 7, 12)
points = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
rows = st.lists(
    st.tuples(st.none() | points, st.none() | st.integers(0, 60), st.integers(0, 2), st.floats(0, 1)), min_size=1, max_size=60
)  # fmt: skip


def columns(made):
    """Columns of rows of a point, a day, a type's number, and a score."""
    place = [(np.nan, np.nan) if point is None else point for point, *_ in made]
    return cells.Columns(
        lon=np.array([lon for lon, _ in place]),
        lat=np.array([lat for _, lat in place]),
        day=np.array([cells.NO_DAY if day is None else day for _, day, *_ in made], np.int32),
        type=np.array([kind for *_, kind, _ in made], np.int32),
        score=np.array([score for *_, score in made], np.float32),
        types=("AID", "ASSAULT", "PROTEST"),
    )


def as_counter(found):
    """Counts by column, row, bin and type."""
    cell = np.repeat(np.arange(len(found.x)), found.rows)
    keys = zip(
        found.x[cell].tolist(), found.y[cell].tolist(), found.bin.tolist(), found.type.tolist(), strict=True
    )
    return Counter(dict(zip(keys, found.count.tolist(), strict=True)))


@given(rows)
def test_every_event_with_a_place_is_counted_once(made):
    found = cells.count(columns(made))
    without = sum(point is None for point, *_ in made)
    assert found.count.sum() == len(made) - without
    assert (found.total, found.without_place) == (len(made), without)
    undated = sum(day is None for point, day, *_ in made if point is not None)
    assert found.count[found.bin == cells.NO_DAY].sum() == undated
    by_type = Counter(kind for point, _, kind, _ in made if point is not None)
    assert Counter({n: int(found.count[found.type == n].sum()) for n in by_type}) == by_type


@given(rows)
def test_four_cells_make_one_of_the_zoom_before(made):
    fine, coarse = (
        cells._counted(columns(made), np.array([p is not None for p, *_ in made]), z, 1) for z in (9, 8)
    )
    joined = Counter()
    for (x, y, day, kind), count in as_counter(fine).items():
        joined[x >> 1, y >> 1, day, kind] += count
    assert joined == as_counter(coarse)


@pytest.mark.parametrize(
    ("lon", "lat", "zoom", "tile"),
    [
        pytest.param(-105.0, 40.0, 4, (3, 6), id="colorado"),
        pytest.param(20.6852, 40.1222, 9, (285, 193), id="albania"),
        pytest.param(180.0, 90.0, 3, (0, 0), id="corner"),
        pytest.param(-180.0, -90.0, 3, (0, 7), id="other-corner"),
    ],
)
def test_a_cell_is_the_web_map_s_tile(lon, lat, zoom, tile):
    """The first two are those of mercantile's documentation."""
    x, y = cells._cells(np.array([lon]), np.array([lat]), zoom)
    assert (x[0], y[0]) == tile


def test_too_many_counts_make_cells_and_days_coarser():
    rng = np.random.default_rng(3)
    made = [
        (tuple(rng.uniform(-60, 60, 2)), int(rng.integers(0, 300)), int(rng.integers(0, 3)), 0.5)
        for _ in range(3000)
    ]
    fine, coarse = cells.count(columns(made)), cells.count(columns(made), most=2000)
    assert (fine.zoom, fine.days) == cells.GRIDS[0]
    assert len(coarse.count) <= 2000 < len(fine.count)
    assert coarse.zoom < fine.zoom
    assert coarse.days > 1
    assert coarse.count.sum() == fine.count.sum() == 3000


@given(rows, st.integers(3, 20))
def test_the_sample_has_every_type_and_the_surest_of_each_cell(made, size):
    of = columns(made)
    present = set(of.type.tolist())
    chosen = cells.sample(replace(of, types=of.types[: max(present) + 1]), size=size).tolist()
    assert chosen == sorted(set(chosen))
    assert len(chosen) <= size
    assert present <= {int(of.type[n]) for n in chosen}
    assert len(chosen) == min(size, len(made))


def test_a_crowd_does_not_take_all_places_of_the_sample():
    crowd = [((34.4, 31.5), 1, 0, 0.9)] * 50
    alone = [((10.0 + n, 50.0), 1, 0, 0.1) for n in range(5)]
    chosen = cells.sample(columns([*crowd, *alone]), size=8).tolist()
    assert set(range(50, 55)) <= set(chosen)


@pytest.fixture
def events(make_event):
    made = []
    for n in range(40):
        when = When(
            start=DAY + datetime.timedelta(n % 7),
            end=DAY + datetime.timedelta(n % 7),
            granularity="day",
            text="",
            rule="",
        )
        where = (
            None
            if n % 10 == 9
            else shapely.Point(34.3 + n % 4 / 10, 31.3)
            if n % 3
            else shapely.box(34, 31, 34.2, 31.2)
        )
        made.append(
            replace(
                make_event(),
                id=f"{n:012x}",
                type=("AID", "PROTEST")[n % 2],
                when=when,
                where=where,
                score=n / 40,
            )
        )
    return made


def test_records_rows_and_a_list_give_the_same_counts(events):
    found = EventSet((), tuple(events), ())
    one, *others = (cells.count(cells.columns_of(given)) for given in (found, found.events, events))
    for other in others:
        assert as_counter(other) == as_counter(one)
        assert (other.types, other.total, other.without_place) == (one.types, 40, 4)


def test_a_table_without_types_is_told(events):
    table = EventSet((), tuple(events), ()).events.drop(columns="type")
    with pytest.raises(NotEvents, match="type"):
        cells.columns_of(table)


@pytest.mark.parametrize("kind", ["set", "rows", "list"])
def test_the_page_has_counts_of_all_and_some_in_full(events, monkeypatch, kind):
    monkeypatch.setattr(cells, "MOST_EVENTS", 30)
    monkeypatch.setattr(cells.sample, "__kwdefaults__", {"size": 8, "zoom": 9})
    found = EventSet((), tuple(events), ())
    made = EventMap({"set": found, "rows": found.events, "list": events}[kind], title="Many")
    data = unpack(made._children["dateline_page"].packed)
    assert data["layers"]["events"]["count"] == data["cells"]["listed"] == len(made.found) == 8
    assert data["cells"]["total"] == 40
    assert sum(data["cells"]["count"]) == 36
    assert {one["id"] for one in data["layers"]["events"]["types"]} == {"AID", "PROTEST"}


def test_few_events_are_in_the_page_one_by_one(events):
    assert "cells" not in unpack(EventMap(events)._children["dateline_page"].packed)


def test_an_empty_table_is_not_many():
    assert not cells.are_many(gpd.GeoDataFrame(geometry=[]))
