"""Pairs of events that are near enough in time and space to be the same: a grid joined with a window of days.

The work grows with the number of events and of pairs that are near, never with the product of both tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from gazetteer.geodesy import LEAST_DEGREE_M, MEAN_RADIUS_M, geod

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.comparison.event_columns import EventColumns

    Whole = NDArray[np.int64]

_RADII_M: Final = (5_000.0, 40_000.0)
"""Bounds of three classes of radii: what is known to a town is not looked for as far away as a province."""
_SPANS: Final = (1, 7)
"""Bounds of three classes of intervals, in days."""
_PAIRS: Final = 1_000_000
"""Pairs that are measured at a time: some 100 MB."""
_SPHERE: Final = 1.006
"""A distance on the sphere is at most so much longer or shorter than on the ellipsoid."""


class Pairs(NamedTuple):
    """Pairs of rows, sorted by the first and then the second, with the metres and days between them.

    `metres` is the geodesic distance of the points, `gap_m` what is left of it outside both radii; `gap_days` are the
    days between the intervals, 0 where they meet.
    """

    found: NDArray[np.int64]
    reference: NDArray[np.int64]
    metres: NDArray[np.float64]
    gap_m: NDArray[np.float64]
    gap_days: NDArray[np.int64]


def pairs_near(found: EventColumns, reference: EventColumns, *, days: int, metres: float) -> Iterator[Pairs]:
    """Yield the pairs of comparable events whose intervals and circles are near, some rows of `found` at a time.

    Parameters
    ----------
    found, reference
        Rows that cannot be compared are left out.
    days
        Most days between the intervals.
    metres
        Most metres between the circles; more than 0.
    """
    first, second = np.flatnonzero(found.is_compared), np.flatnonzero(reference.is_compared)
    if not len(first) or not len(second):
        return
    rows, begins, counts, order = _ranges(found, reference, (first, second), days=days, metres=metres)
    for part in _chunks(counts):
        some, begin, count = rows[part], begins[part], counts[part]
        total = int(count.sum())
        within = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
        i, j = np.repeat(some, count), order[np.repeat(begin, count) + within]
        yield _measured(found, reference, i, j, days=days, metres=metres)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Rows of cells of one height, with as many cells in a row as keep them as wide: columns are numbered through."""

    height: float
    rows: int
    around: Whole
    before: Whole

    @classmethod
    def of(cls, reach_m: float) -> _Grid:
        height = reach_m / LEAST_DEGREE_M
        rows = max(1, int(np.ceil(180 / height)))
        south = -90 + height * np.arange(rows)
        outermost = np.minimum(90, np.maximum(np.abs(south), np.abs(south + height)))
        around = np.maximum(1, np.floor(360 * np.cos(np.radians(outermost)) / height)).astype(np.int64)
        return cls(height, rows, around, np.cumsum(around) - around)

    def row(self, lat: NDArray[np.float64]) -> Whole:
        return np.clip(np.floor((lat + 90) / self.height), 0, self.rows - 1).astype(np.int64)

    def column(self, lon: NDArray[np.float64], row: Whole) -> Whole:
        """Return the columns of longitudes in rows, before they are wrapped around the Earth."""
        return np.floor((lon + 180) / 360 * self.around[row]).astype(np.int64)

    def cell(self, column: Whole, row: Whole) -> Whole:
        return self.before[row] + column % self.around[row]


def _ranges(
    found: EventColumns,
    reference: EventColumns,
    rows: tuple[Whole, Whole],
    *,
    days: int,
    metres: float,
) -> tuple[Whole, Whole, Whole, Whole]:
    """Return rows of `found` with ranges of an order of `reference`, sorted by row: who may be near whom."""
    first, second = rows
    radius_of, other_radius_of = (
        _classes(found.radius_m[first], _RADII_M),
        _classes(reference.radius_m[second], _RADII_M),
    )
    span_of = _classes((reference.end - reference.start + 1)[second], _SPANS)
    base = int(min(found.start[first].min(), reference.start[second].min())) - days - 1
    day_count = int(max(found.end[first].max(), reference.end[second].max())) - base + days + 2
    orders: list[Whole] = []
    offset = 0
    pieces: list[tuple[Whole, Whole, Whole]] = []
    for span, other_radius in product(range(3), range(3)):
        there = second[(span_of == span) & (other_radius_of == other_radius)]
        if not len(there):
            continue
        longest = int((reference.end - reference.start)[there].max())
        for radius in range(3):
            here = first[radius_of == radius]
            if not len(here):
                continue
            reach = metres + found.radius_m[here].max() + reference.radius_m[there].max()
            grid = _Grid.of(float(reach) * _SPHERE)
            row = grid.row(reference.lat[there])
            cells = grid.cell(grid.column(reference.lon[there], row), row)
            keys = cells * day_count + (reference.start[there] - base)
            order = np.argsort(keys, kind="stable")
            keys = keys[order]
            low = found.start[here].astype(np.int64) - days - longest - base
            high = found.end[here].astype(np.int64) + days - base
            low, high = np.maximum(low, 0), np.minimum(high, day_count - 1)
            for who, cell in _neighbours(grid, found.lon[here], found.lat[here], float(reach)):
                begin = np.searchsorted(keys, cell * day_count + low[who], side="left")
                end = np.searchsorted(keys, cell * day_count + high[who], side="right")
                some = np.flatnonzero(end > begin)
                pieces.append((here[who[some]], begin[some] + offset, (end - begin)[some]))
            orders.append(there[order])
            offset += len(there)
    if not pieces:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none, none
    who, begins, counts = (np.concatenate(column) for column in zip(*pieces, strict=True))
    by_row = np.argsort(who, kind="stable")
    return who[by_row], begins[by_row], counts[by_row], np.concatenate(orders)


def _classes(values: NDArray[np.float64] | NDArray[np.int32], bounds: tuple[float, ...]) -> Whole:
    return np.searchsorted(np.asarray(bounds, dtype=float), np.asarray(values, dtype=float), side="left")


def _neighbours(
    grid: _Grid, lon: NDArray[np.float64], lat: NDArray[np.float64], reach_m: float
) -> Iterator[tuple[Whole, Whole]]:
    """Yield points, by number, and a cell each that what is near them may be in; each cell once for a point."""
    here = grid.row(lat)
    up = np.degrees(reach_m * _SPHERE / MEAN_RADIUS_M)
    top = np.minimum(90.0, np.abs(lat) + up)
    # Half the width of the circle on the sphere; one that holds the pole has every longitude.
    ratio = np.sin(np.radians(min(up, 90.0))) / np.maximum(
        np.cos(np.radians(np.minimum(np.abs(lat), 89.999))), 1e-9
    )
    wide = np.where(top >= 90.0, 180.0, np.degrees(np.arcsin(np.minimum(ratio, 1.0))))
    for step in (-1, 0, 1):
        row = here + step
        there = np.flatnonzero((row >= 0) & (row < grid.rows))
        if not len(there):
            continue
        row = row[there]
        around = grid.around[row]
        west = np.floor((lon[there] - wide[there] + 180) / 360 * around).astype(np.int64)
        east = np.floor((lon[there] + wide[there] + 180) / 360 * around).astype(np.int64)
        count = np.minimum(east - west + 1, around)
        for number in range(int(count.max())):
            some = np.flatnonzero(count > number)
            yield there[some], grid.cell(west[some] + number, row[some])


def _chunks(counts: Whole) -> Iterator[slice]:
    """Yield parts of the ranges that make some million pairs each.

    A row whose ranges are parted is in two parts: nobody relies on more than the order.
    """
    ends = np.cumsum(counts)
    begin = 0
    while begin < len(counts):
        before = int(ends[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, before + _PAIRS, side="right")))
        yield slice(begin, end)
        begin = end


def _measured(
    found: EventColumns, reference: EventColumns, i: Whole, j: Whole, *, days: int, metres: float
) -> Pairs:
    """Return those of some pairs that are near, with the geodesic distance; most others fall by cheaper measures."""
    gap_days = np.maximum(0, np.maximum(found.start[i] - reference.end[j], reference.start[j] - found.end[i]))
    kept = gap_days <= days
    i, j, gap_days = i[kept], j[kept], gap_days[kept]
    radii = found.radius_m[i] + reference.radius_m[j]
    rough = _on_sphere(found.lon[i], found.lat[i], reference.lon[j], reference.lat[j])
    kept = rough <= (metres + radii) * _SPHERE
    i, j, gap_days, radii = i[kept], j[kept], gap_days[kept], radii[kept]
    exact = np.asarray(geod().inv(found.lon[i], found.lat[i], reference.lon[j], reference.lat[j])[2])
    gap_m = np.maximum(0.0, exact - radii)
    kept = np.flatnonzero(gap_m <= metres)
    kept = kept[np.lexsort((j[kept], i[kept]))]
    return Pairs(i[kept], j[kept], exact[kept], gap_m[kept], gap_days[kept].astype(np.int64))


def _on_sphere(
    lon: NDArray[np.float64], lat: NDArray[np.float64], lons: NDArray[np.float64], lats: NDArray[np.float64]
) -> NDArray[np.float64]:
    a, b = np.radians(lat), np.radians(lats)
    h = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lons - lon) / 2) ** 2
    return np.asarray(2 * MEAN_RADIUS_M * np.arcsin(np.minimum(1.0, np.sqrt(h))))
