"""Areas that were put together when the package was built, so that a look-up decodes one and computes nothing.

The file is `data/areas/areas.sqlite`, made by `build.prepared_areas` from `data/built`. It holds what
`generalisation.generalised` would return, to the last bit, for the places whose areas take long to make: countries,
parts of countries, and the seas and regions with a hand-written shape. Without it, or beside data that were built
since, everything is computed.

An area is packed as its numbers on the grid of the outlines, each as a step from the one before, and the few
coordinates that lie between the grid's as they are: a quarter of the size of its compressed WKB.
"""

from __future__ import annotations

import sqlite3
import struct
import zlib
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely

from gazetteer.areas import outlines

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gazetteer.areas.outlines import Area
    from gazetteer.place import Place

PATH = Path(__file__).parents[1] / "data" / "areas" / "areas.sqlite"
SCHEMA = """
CREATE TABLE source(stamp TEXT NOT NULL, x_step REAL NOT NULL, y_step REAL NOT NULL, x REAL NOT NULL, y REAL NOT NULL);
CREATE TABLE area(
  id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, packed BLOB NOT NULL,
  PRIMARY KEY(id, name, kind, country));
"""
_QUERY = "SELECT packed FROM area WHERE id = ? AND name = ? AND kind = ? AND country = ?"
_HEAD = struct.Struct("<BIIII")  # type, and how many points, rings, polygons, points off the grid


class Grid(NamedTuple):
    """The grid of the outlines: `steps * step + origin` are degrees."""

    step: NDArray[np.float64]
    origin: NDArray[np.float64]


def area(place: Place) -> Area | None:
    """Return the prepared area of a bundled place; `None` where there is none, which says nothing of other sources."""
    grid = _grid()
    if grid is None:
        return None
    with closing(_connect()) as connection:
        row = connection.execute(_QUERY, (place.id, place.name, place.kind, place.country)).fetchone()
    return None if row is None else unpack(row[0], grid)


@cache
def _grid() -> Grid | None:
    """Return the grid of the file; `None` where there is no file, or one of other outlines than those beside it."""
    stamp = outlines.BUILT / "stamp"
    if not (PATH.is_file() and stamp.is_file()):
        return None
    try:
        with closing(_connect()) as connection:
            made_from, *numbers = connection.execute("SELECT * FROM source").fetchone()
    except sqlite3.DatabaseError:
        return None
    if made_from != stamp.read_text(encoding="ascii"):
        return None
    return Grid(np.array(numbers[:2]), np.array(numbers[2:]))


def _connect() -> sqlite3.Connection:
    # Opened for each look-up, 0.1 ms: nothing to share between threads or to carry across a fork.
    return sqlite3.connect(f"{PATH.as_uri()}?mode=ro&immutable=1", uri=True)


def pack(shape: Area, grid: Grid) -> bytes:
    """Pack an area so that `unpack` gives it back bit by bit."""
    kind, points, (rings, *polygons) = shapely.to_ragged_array([shape])
    numbers = np.rint((points - grid.origin) / grid.step).astype(np.int64)
    off = np.flatnonzero(~_same_bits(numbers * grid.step + grid.origin, points))
    steps = np.diff(numbers, axis=0, prepend=0)
    ends = polygons[0] if len(polygons) > 1 else np.array([], dtype=np.int64)
    head = _HEAD.pack(kind.value, len(points), len(rings), len(ends), len(off))
    parts = (
        steps.T.astype("<i4"), rings.astype("<u4"), ends.astype("<u4"), off.astype("<u4"), points[off].astype("<f8")
    )  # fmt: skip
    return zlib.compress(head + b"".join(part.tobytes() for part in parts), 9)


def unpack(packed: bytes, grid: Grid) -> Area:
    """Return the area that was packed."""
    data = zlib.decompress(packed)
    kind, points, rings, polygons, off = _HEAD.unpack_from(data)
    at = _HEAD.size

    def take(dtype: str, count: int) -> NDArray[Any]:
        nonlocal at
        found = np.frombuffer(data, dtype, count, at)
        at += found.nbytes
        return found

    steps = take("<i4", 2 * points).reshape(2, points)
    ends = [take("<u4", rings).astype(np.int64), take("<u4", polygons).astype(np.int64)]
    where = take("<u4", off)
    numbers = np.ascontiguousarray(np.cumsum(steps, axis=1, dtype=np.int64).T)
    coordinates = numbers * grid.step + grid.origin
    coordinates[where] = take("<f8", 2 * off).reshape(off, 2)
    geometry_type = shapely.GeometryType(kind)
    if geometry_type == shapely.GeometryType.MULTIPOLYGON:
        offsets = (*ends, np.array([0, polygons - 1]))
    else:
        offsets = (ends[0], np.array([0, rings - 1]))
    (found,) = shapely.from_ragged_array(geometry_type, coordinates, offsets)
    whole: Area = found
    return whole


def _same_bits(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Compare points bit by bit: 0.0 and -0.0 are written differently."""
    same: NDArray[np.bool_] = (one.view(np.int64) == other.view(np.int64)).all(axis=1)
    return same
