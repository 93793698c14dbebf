"""More events than a page can hold: counts by place and time, and the surest of them in full.

Events are counted by cell, day and type. Cells are the squares of the web map's own grid (quadkeys), so that four of
them make one of the zoom before, and a page gets from a single level to all coarser ones. The counting is of columns,
an array a column, whatever the events come from.
"""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.conversion import as_event_set
from geo.event_set import EventSet
from geo.selection import with_events

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.conversion import Events
    from geo.records import Event

MOST_EVENTS = 100_000
"""So many events a page still holds one by one."""
SAMPLE = 10_000
"""Events that are there in full beside the counts."""
MOST_ROWS = 2_500_000
"""Counts at most: some 5 MB of the page. Cells and days become coarser until it is enough."""
GRIDS = ((13, 1), (12, 1), (11, 1), (11, 7), (10, 7), (9, 7), (9, 30), (8, 30), (7, 91), (6, 91), (5, 365))
"""Zoom of the cells (13: 4.9 km at the equator) and days of a bin, the finest first."""
CHUNK = 50_000
"""Records that are made into columns at a time."""
NO_DAY = np.iinfo(np.int32).min


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What counting needs of events, one value an event.

    Attributes
    ----------
    lon, lat
        WGS 84 degrees of a point on where they are, NaN without a place.
    day
        Days since 1970-01-01 of the first day, of the last where only that is known; `NO_DAY` without a date.
    type
        Numbers into `types`.
    score
        From 0 to 1.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    day: NDArray[np.int32]
    type: NDArray[np.int32]
    score: NDArray[np.float32]
    types: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Events by cell, bin of days and type, sorted by these.

    Attributes
    ----------
    zoom
        Of the cells: 2 ** zoom of them make the world's side.
    days
        In a bin; bins begin at multiples of it since 1970-01-01.
    x, y, rows
        Of each cell its column and row from the north-west, and how many of the counts are its own.
    bin, type, count
        Of each count its bin's number (`NO_DAY` without a date), its type's number, and the events.
    types
        Types by number.
    total, without_place
        Events in all, and those that have no place and are in no count.
    """

    zoom: int
    days: int
    x: NDArray[np.int64]
    y: NDArray[np.int64]
    rows: NDArray[np.int64]
    bin: NDArray[np.int64]
    type: NDArray[np.int64]
    count: NDArray[np.int64]
    types: tuple[str, ...]
    total: int
    without_place: int

    def as_json(self, listed: int) -> dict[str, Any]:
        """Return what `maps.packing` packs for the page; `listed` events are there in full."""
        return {
            "zoom": self.zoom,
            "days": self.days,
            "types": list(self.types),
            "total": self.total,
            "withoutPlace": self.without_place,
            "listed": listed,
            "x": self.x,
            "y": self.y,
            "rows": self.rows,
            "bin": self.bin,
            "type": self.type,
            "count": self.count,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """More events than a page holds.

    Attributes
    ----------
    counts
        All of them, by cell, day and type.
    listed
        Those that the page has in full.
    reports
        Reports that tell them; `None` where that is not known.
    """

    counts: Counts
    listed: Events
    reports: int | None = None

    def __repr__(self) -> str:
        placed = self.counts.total - self.counts.without_place
        return f"<Crowd: {self.counts.total:,} events ({placed:,} with a place)>"


def crowd_of(found: Events) -> Crowd:
    """Count events, and choose those that the page lists."""
    columns = columns_of(found)
    reports = len(found.reports) if isinstance(found, EventSet) and len(found.reports) > 1 else None
    return Crowd(counts=count(columns), listed=chosen(found, sample(columns)), reports=reports)


def are_many(found: Events) -> bool:
    """Return whether events are too many to be in a page one by one."""
    events = found.event_records if isinstance(found, EventSet) else found
    return isinstance(events, Sized) and len(events) > MOST_EVENTS


def columns_of(found: Any) -> Columns:
    """Make the columns of a set, of records in a list, or of rows of a table, without copying what they are made of.

    Raises
    ------
    NotEvents
        When a table lacks the columns that say so.
    """
    if hasattr(found, "columns"):
        as_event_set(found.iloc[:1], caller="maps.show")  # says what is missing
        return _of_table(found)
    return _of_records(found.event_records if isinstance(found, EventSet) else found)


def _of_table(table: gpd.GeoDataFrame) -> Columns:
    import pandas as pd

    lon, lat = _points(table.geometry.to_numpy())
    starts, ends = (
        pd.to_datetime(table[name], errors="coerce", utc=True)
        if name in table
        else pd.Series(pd.NaT, table.index)
        for name in ("when_start", "when_end")
    )
    first = starts.where(starts.notna(), ends).dt.tz_localize(None).to_numpy().astype("datetime64[D]")
    numbers, types = pd.factorize(table["type"].astype("object"), sort=True)
    score = table["score"].to_numpy(np.float32) if "score" in table else np.ones(len(table), np.float32)
    return Columns(
        lon=lon,
        lat=lat,
        day=np.where(np.isnat(first), NO_DAY, first.astype(np.int64)).astype(np.int32),
        type=numbers.astype(np.int32),
        score=np.nan_to_num(score),
        types=tuple(map(str, types)),
    )


def _of_records(events: Any) -> Columns:
    size = len(events)
    lon, lat = np.full(size, np.nan), np.full(size, np.nan)
    day = np.full(size, NO_DAY, np.int32)
    kind, score = np.zeros(size, np.int32), np.zeros(size, np.float32)
    types: dict[str, int] = {}
    epoch = 719_163  # 1970-01-01, as `date.toordinal` counts
    at = 0
    for some in _chunks(iter(events)):
        until = at + len(some)
        lon[at:until], lat[at:until] = _points(np.array([event.where for event in some], dtype=object))
        firsts = [event.when.start or event.when.end for event in some]
        day[at:until] = [NO_DAY if first is None else first.toordinal() - epoch for first in firsts]
        kind[at:until] = [types.setdefault(event.type, len(types)) for event in some]
        score[at:until] = [event.score for event in some]
        at = until
    return Columns(lon=lon, lat=lat, day=day, type=kind, score=score, types=tuple(types))


def _chunks(events: Iterator[Event]) -> Iterator[list[Event]]:
    while some := list(islice(events, CHUNK)):
        yield some


def _points(geometries: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return lon and lat of a point on each geometry, NaN where there is none."""
    import shapely

    kinds = shapely.get_type_id(geometries)  # -1 where there is none
    points = geometries
    wide = kinds > 0
    if wide.any():
        points = geometries.copy()
        points[wide] = shapely.point_on_surface(geometries[wide])
    return shapely.get_x(points), shapely.get_y(points)


def count(columns: Columns, *, most: int = MOST_ROWS) -> Counts:
    """Count events by cell, bin of days and type, as finely as `most` counts allow."""
    placed = np.isfinite(columns.lon) & np.isfinite(columns.lat)
    for zoom, days in GRIDS:
        found = _counted(columns, placed, zoom, days)
        if len(found.count) <= most:
            break
    return found


def _counted(columns: Columns, placed: NDArray[np.bool_], zoom: int, days: int) -> Counts:
    import pandas as pd

    x, y = _cells(columns.lon[placed], columns.lat[placed], zoom)
    day = columns.day[placed].astype(np.int64)
    bins = np.where(day == NO_DAY, NO_DAY, day // days)
    frame = pd.DataFrame({"cell": y << zoom | x, "bin": bins, "type": columns.type[placed]})
    rows = frame.groupby(["cell", "bin", "type"], sort=True).size()
    cells, bin_of, type_of = (rows.index.get_level_values(level).to_numpy(np.int64) for level in range(3))
    own, sizes = np.unique(cells, return_counts=True)
    return Counts(
        zoom=zoom,
        days=days,
        x=own & (1 << zoom) - 1,
        y=own >> zoom,
        rows=sizes.astype(np.int64),
        bin=bin_of,
        type=type_of,
        count=rows.to_numpy().astype(np.int64),
        types=columns.types,
        total=len(columns),
        without_place=int((~placed).sum()),
    )


def _cells(
    lon: NDArray[np.float64], lat: NDArray[np.float64], zoom: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return column and row of each point's cell; latitudes beyond the web map's square are at its edge."""
    side = 1 << zoom
    rows = (1 - np.arcsinh(np.tan(np.radians(np.clip(lat, -85.05, 85.05)))) / np.pi) / 2
    x = np.floor((lon + 180) / 360 * side).astype(np.int64) % side
    return x, np.clip(np.floor(rows * side).astype(np.int64), 0, side - 1)


def sample(columns: Columns, *, size: int = SAMPLE, zoom: int = 9) -> NDArray[np.int64]:
    """Choose the events to have in full: the surest of each cell in turn, so that no cell's crowd takes all places.

    Parameters
    ----------
    columns
        Of all events.
    size
        How many at most.
    zoom
        Of the cells; events without a place share one.

    Returns
    -------
    ndarray
        Numbers of events, ascending.
    """
    placed = np.isfinite(columns.lon) & np.isfinite(columns.lat)
    cell = np.full(len(columns), -1, np.int64)
    x, y = _cells(columns.lon[placed], columns.lat[placed], zoom)
    cell[placed] = y << zoom | x
    # Within a cell the surest first; the rank is how many of the cell come before.
    order = np.lexsort((np.arange(len(cell)), -columns.score, cell))
    starts = np.flatnonzero(np.diff(cell[order], prepend=cell[order[:1]] - 1))
    rank = np.empty(len(cell), np.int64)
    rank[order] = np.arange(len(cell)) - np.repeat(starts, np.diff([*starts, len(cell)]))
    # Of every type at least one, else a filter would have no name for what the counts have.
    firsts = [int(order[np.argmax(columns.type[order] == n)]) for n in range(len(columns.types))]
    best = np.lexsort((np.arange(len(cell)), -columns.score, rank))
    chosen = list(dict.fromkeys([*firsts, *best[:size].tolist()]))[:size]
    return np.sort(np.array(chosen, np.int64))


def chosen(found: Any, numbers: NDArray[np.int64]) -> Events:
    """Return the events of some numbers, of the same kind as they were given."""
    if hasattr(found, "iloc"):
        rows: Events = found.iloc[numbers]
        return rows
    if isinstance(found, EventSet):
        return with_events(found, [found.event_records[number] for number in numbers])
    return [found[number] for number in numbers]
