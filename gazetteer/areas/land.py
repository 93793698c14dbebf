"""Dry land at about 100 m, for the surroundings of a place: coasts, lakes and wide rivers, without borders.

The file is `data/land/land.sqlite`, made by `build.land` of OpenStreetMap's land (© OpenStreetMap contributors, ODbL).
`gazetteer.areas` knows which country is where, but its coasts are off by a kilometre or two.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from functools import lru_cache
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.areas import outlines
from gazetteer.errors import GazetteerMissing

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gazetteer.areas.outlines import Bounds

FILE = Path(__file__).parents[1] / "data" / "land" / "land.sqlite"
STEP_DEG = 2e-4
"""Degrees of the grid that all points lie on: 22 m."""
TILE_DEG = 2
"""Degrees of a side of the tiles that the file is in."""
ATTRIBUTION = "© OpenStreetMap contributors (ODbL)"
"""What a map that shows this land says."""


def tile_number(column: int, row: int) -> int:
    """Return the number of the tile whose south-western corner is at `column` and `row` times `TILE_DEG` degrees."""
    return (row + 90 // TILE_DEG) * (360 // TILE_DEG) + column + 180 // TILE_DEG


def is_built() -> bool:
    """Return whether the file is there: a checkout that was not built has none."""
    return FILE.is_file()


def within(bounds: Bounds) -> BaseGeometry:
    """Return the land in a box, a valid polygon or several; empty where all is water.

    Parameters
    ----------
    bounds
        West, south, east, north, degrees.

    Raises
    ------
    GazetteerMissing
        When the package was not built.
    """
    west, south, east, north = bounds
    tiles = [
        _tile(FILE, tile_number(column, row))
        for column in range(floor(west / TILE_DEG), ceil(east / TILE_DEG))
        for row in range(floor(south / TILE_DEG), ceil(north / TILE_DEG))
    ]
    # A fast clip may leave rings that touch themselves, which a union refuses (off Long Island, in the Punjab).
    return outlines.valid(
        shapely.union_all([outlines.valid(shapely.clip_by_rect(tile, *bounds)) for tile in tiles])
    )


@lru_cache(maxsize=32)
def _tile(path: Path, number: int) -> BaseGeometry:
    if not path.is_file():
        raise GazetteerMissing(str(path))
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        found = database.execute("SELECT rings FROM tiles WHERE tile = ?", (number,)).fetchone()
    return unpack(found[0]) if found else shapely.MultiPolygon()


def unpack(packed: bytes) -> BaseGeometry:
    """Undo `build.land.pack`: valid polygons, degrees."""
    planes = np.frombuffer(zlib.decompress(packed), np.uint8)
    unsigned = np.ascontiguousarray(planes.reshape(4, -1).T).view("<u4").ravel().astype(np.int64)
    numbers = unsigned >> 1 ^ -(unsigned & 1)
    polygons: list[list[NDArray[Any]]] = []
    at = 0
    while at < len(numbers):
        count = abs(int(numbers[at]))
        steps = numbers[at + 1 : at + 1 + 2 * count].reshape(2, count)
        if numbers[at] < 0:
            polygons.append([])
        polygons[-1].append(np.cumsum(steps, axis=1, dtype=np.int64).T * STEP_DEG)
        at += 1 + 2 * count
    return outlines.valid(shapely.MultiPolygon([(shell, holes) for shell, *holes in polygons]))
