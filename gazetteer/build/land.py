"""Dry land at 100 m (npm `@geo-maps/earth-lands-100m`: OpenStreetMap, ODbL) to tiles that a regional map reads.

The source is one multipolygon of the whole world: land without lakes and wide rivers, which are its holes. The largest
lakes are not among these (the Dead Sea, Lake Nasser), so that Natural Earth's are taken out as well. Out comes
`land.sqlite`: for each tile of `TILE_DEG` degrees that is not all sea the parts of those polygons, simplified by
`TOLERANCE_DEG` and on a grid of `STEP_DEG`. Where two tiles meet, both have the same points.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
import zlib
from collections import defaultdict
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.areas.land import FILE, STEP_DEG, TILE_DEG, tile_number
from gazetteer.areas.outlines import valid
from gazetteer.build import make_lakes
from gazetteer.geodesy import MEAN_DEGREE_M

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    Grid = NDArray[np.int64]

PACKAGE = "@geo-maps/earth-lands-100m"
TOLERANCE_DEG = 0.001
"""Degrees that a line may move by: 111 m, the error that the source states for itself."""
LEAST_ISLAND_KM2, LEAST_WATER_KM2 = 0.02, 1.0
"""Smaller islands and lakes are left out; most of what the source is made of are ponds."""
KNOWN = 0.5
"""Share of a lake that is water already, from which on its finer shore stays as it is."""
SNAP_DEG = 1e-7
LEAST_PIECE_KM2 = 0.01
"""What clipping and rivers leave of land is left out if it is smaller."""
_DEGREE_KM = round(MEAN_DEGREE_M, -2) / 1_000
"""Rounded: with more digits, specks in 28 tiles would pass the least areas or no longer pass, and change the file."""
BETWEEN = "]]],[[["
"""What stands between two polygons in the file, which has no spaces."""


def build(out: Path, *, node_modules: Path) -> None:
    """Write `land.sqlite`.

    Parameters
    ----------
    out
        The folder to write to.
    node_modules
        A folder with npm's `@geo-maps/earth-lands-100m`.

    Raises
    ------
    ValueError
        When the source is no GeoJSON of one multipolygon.
    """
    tiles = tiled(read(node_modules / PACKAGE / "map.geo.json"))
    take_out(tiles, make_lakes.read())
    with closing(sqlite3.connect(out / FILE.name)) as database:
        database.execute("CREATE TABLE tiles (tile INTEGER PRIMARY KEY, rings BLOB NOT NULL)")
        rows = ((tile, packed) for tile in sorted(tiles) if (packed := pack(tiles[tile])))
        database.executemany("INSERT INTO tiles VALUES (?, ?)", rows)
        database.commit()
        database.execute("VACUUM")


def tiled(land: Iterable[tuple[shapely.Polygon, list[shapely.Polygon]]]) -> dict[int, list[BaseGeometry]]:
    """Return the land in each tile by the tile's number, of polygons and their holes apart."""
    tiles: dict[int, list[BaseGeometry]] = defaultdict(list)
    for shell, holes in land:
        water = defaultdict(list)
        for hole in holes:
            for tile, piece in split_into_tiles(hole):
                water[tile].append(piece)
        for tile, piece in split_into_tiles(shell):
            tiles[tile].append(dry(piece, water[tile]))
    return tiles


def take_out(tiles: dict[int, list[BaseGeometry]], lakes: Iterable[shapely.Polygon]) -> None:
    """Make lakes water in the tiles, but for those that are so already."""
    for lake in lakes:
        parts = [
            (tile, valid(part))
            for tile, part in split_into_tiles(shapely.Polygon(lake.exterior))
            if tile in tiles
        ]
        land = [shapely.union_all([valid(piece) for piece in tiles[tile]]) for tile, _ in parts]
        dry_parts = [shapely.intersection(valid(lake), piece) for piece in land]
        if sum(part.area for part in dry_parts) < (1 - KNOWN) * lake.area:
            continue
        for (tile, _), piece, water in zip(parts, land, dry_parts, strict=True):
            if not water.is_empty:
                tiles[tile] = [shapely.difference(piece, valid(water), grid_size=SNAP_DEG)]


def read(path: Path) -> Iterator[tuple[shapely.Polygon, list[shapely.Polygon]]]:
    """Yield the polygons that are large enough, with their holes that are; one at a time, since all take a gigabyte.

    Holes are apart: to clip a continent with its hundred thousand lakes takes a thousand times as long.

    Raises
    ------
    ValueError
        When the file is something else.
    """
    text = path.read_text("ascii")
    start, end = text.find("[[[["), text.rfind("]]]]")
    if start < 0 or end < 0 or '"MultiPolygon"' not in text[:start]:
        raise ValueError(f"{path.name} is no GeoJSON of one multipolygon")
    for rings in text[start + 4 : end].split(BETWEEN):
        shell, *holes = (np.asarray(ring) for ring in json.loads(f"[[[{rings}]]]"))
        if area_km2(shell) >= LEAST_ISLAND_KM2:
            lakes = [shapely.Polygon(hole) for hole in holes if area_km2(hole) >= LEAST_WATER_KM2]
            yield shapely.Polygon(shell), lakes


def dry(land: BaseGeometry, water: list[BaseGeometry]) -> BaseGeometry:
    """Return land without its waters; `SNAP_DEG` keeps what clipping left upon one another from being torn."""
    areas = [valid(piece) for piece in (land, *water)]
    waters = shapely.union_all(areas[1:], grid_size=SNAP_DEG)
    return shapely.difference(areas[0], waters, grid_size=SNAP_DEG) if water else areas[0]


def area_km2(ring: NDArray[np.float64]) -> float:
    """Return the area of a small closed ring of lon and lat in degrees, by its mean latitude, to a few per cent."""
    xs, ys = (ring - ring[0]).T
    degrees = abs(float(np.dot(xs[:-1], ys[1:]) - np.dot(xs[1:], ys[:-1]))) / 2
    return degrees * _DEGREE_KM**2 * float(np.cos(np.radians(ring[:, 1].mean())))


def split_into_tiles(polygon: shapely.Polygon) -> Iterator[tuple[int, BaseGeometry]]:
    """Yield the part of a polygon without holes in each tile that it meets, with the tile's number.

    It is halved again and again, so that each point is looked at a dozen times, however many tiles there are.
    """
    west, south, east, north = (np.array(polygon.bounds) / TILE_DEG).tolist()
    box = (int(np.floor(west)), int(np.floor(south)), int(np.ceil(east)), int(np.ceil(north)))
    whole = polygon if polygon.is_valid else shapely.make_valid(polygon)
    waiting: list[tuple[tuple[int, int, int, int], BaseGeometry]] = [(box, whole)]
    while waiting:
        (left, low, right, high), piece = waiting.pop()
        if right - left <= 1 and high - low <= 1:
            yield tile_number(left, low), piece
            continue
        if right - left >= high - low:
            middle = (left + right) // 2
            halves = [(left, low, middle, high), (middle, low, right, high)]
        else:
            middle = (low + high) // 2
            halves = [(left, low, right, middle), (left, middle, right, high)]
        for half in halves:
            part = shapely.clip_by_rect(piece, *(side * TILE_DEG for side in half))
            if not part.is_empty:
                waiting.append((half, part))


def pack(land: Iterable[BaseGeometry]) -> bytes:
    """Write the polygons of a tile: compressed 32-bit numbers, for each ring its points and then their steps.

    A polygon's outer ring has its number of points below zero, so that holes go with the ring before them.
    """
    numbers: list[Grid] = []
    parts = shapely.get_parts(shapely.get_parts(list(land)))  # of a collection, and of a multipolygon in it
    areas = (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)
    for polygon in parts[areas]:
        corners = [shapely.get_coordinates(ring) for ring in (polygon.exterior, *polygon.interiors)]
        least = [LEAST_PIECE_KM2, *[LEAST_WATER_KM2] * (len(corners) - 1)]
        if area_km2(corners[0]) < LEAST_PIECE_KM2:
            continue
        shell, *holes = (
            simplified(ring) for ring, size in zip(corners, least, strict=True) if area_km2(ring) >= size
        )
        if len(shell) < 4:
            continue
        for ring in (shell, *(hole for hole in holes if len(hole) >= 4)):
            count = -len(ring) if ring is shell else len(ring)
            numbers += [
                np.array([count]),
                np.diff(ring, axis=0, prepend=np.zeros((1, 2), np.int64)).T.ravel(),
            ]
    if not numbers:
        return b""
    signed = np.concatenate(numbers)
    # The sign as the lowest bit, then all lowest bytes first: steps are small, and their high bytes nearly all zero.
    planes = (signed << 1 ^ signed >> 63).astype("<u4").view(np.uint8).reshape(-1, 4).T
    return zlib.compress(planes.tobytes(), 9)


def simplified(ring: NDArray[np.float64]) -> Grid:
    """Return a closed ring of degrees on the grid, simplified between the edges of its tile, where nothing moves."""
    at_edge = (np.abs(ring / TILE_DEG - np.rint(ring / TILE_DEG)) < 1e-9).any(axis=1)
    cuts = np.unique([0, *np.flatnonzero(at_edge), len(ring) - 1])
    if len(cuts) < 3:  # an island or a lake: a closed line would be simplified to nothing
        cuts = np.array([0, len(ring) // 2, len(ring) - 1])
    kept = [_thinned(ring[start : end + 1])[:-1] for start, end in itertools.pairwise(cuts)]
    grid = np.rint(np.concatenate([*kept, ring[-1:]]) / STEP_DEG).astype(np.int64)
    moved = np.append(np.diff(grid, axis=0).any(axis=1), True)
    points: Grid = grid[moved]
    return points


def _thinned(line: NDArray[np.float64]) -> NDArray[np.float64]:
    thinned = shapely.simplify(shapely.LineString(line), TOLERANCE_DEG, preserve_topology=False)
    return shapely.get_coordinates(thinned)
