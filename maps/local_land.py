"""The ground near the events: land at 100 m, given to the countries whose outlines are good to a kilometre or two.

The page draws it in place of `basemap.around`'s cut when it is so near that straight lines show. Like that it is
TopoJSON whose geometries are units, so that commands, borders and clicks follow the finer coast.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.areas import arcs, land, outlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.areas.arcs import GridPoint
    from gazetteer.areas.outlines import Bounds, Key

Cell = tuple[int, int]

CELL_DEG = 0.5
"""Degrees of a side of the cells that the surroundings are made of; each event has its own and the eight around it."""
CELL_STEPS = round(CELL_DEG / land.STEP_DEG)
MOST_POINTS = 8_000
"""Points of land at most: some 30 kB of the page."""
MOST_CELLS = 90
OFF_DEG = 0.06
"""Degrees that an outline of the countries may be off by: land so far beyond it is still theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalLand:
    """Land around the events.

    Attributes
    ----------
    topology
        TopoJSON with one object `units`, as `gazetteer.areas.topology` returns it.
    boxes
        West, south, east, north of what it covers, degrees; they touch, and do not overlap.
    edges
        Numbers of the arcs that are the edge of what is covered, and no coast or border.
    shores
        Numbers of the arcs that are shores of lakes, where no country ends.
    centers
        Lon, lat of the middle of each cell of it.
    """

    topology: dict[str, Any]
    boxes: tuple[Bounds, ...]
    edges: tuple[int, ...]
    shores: tuple[int, ...] = ()
    centers: tuple[tuple[float, float], ...] = ()


def collect_land(points: Iterable[tuple[float, float]]) -> LocalLand | None:
    """Collect the land around points, the busiest cells first, up to `MOST_POINTS`; `None` where there is none.

    Parameters
    ----------
    points
        Lon, lat of the events in degrees.
    """
    busy = Counter((int(lon // CELL_DEG), int(lat // CELL_DEG)) for lon, lat in points)
    if not busy or not land.is_built():
        return None
    cells: dict[Cell, BaseGeometry] = {}
    room = MOST_POINTS
    # Sorted, so that the same events give the same page in whatever order they come.
    for column, row in sorted(busy, key=lambda cell: (-busy[cell], cell))[:MOST_CELLS]:
        fresh = {
            cell: land.within(_box(cell))
            for cell in ((column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
            if cell not in cells and _on_earth(cell)
        }
        needed = sum(int(shapely.get_num_coordinates(part)) for part in fresh.values())
        if needed > room or len(cells) + len(fresh) > MOST_CELLS:
            continue
        cells |= fresh
        room -= needed
    return _divided(cells) if any(not part.is_empty for part in cells.values()) else None


def _on_earth(cell: Cell) -> bool:
    # The last degree beside ±180° is left out: nothing there is worth a seam.
    west, south, east, north = _box(cell)
    return west >= -180 and east <= 180 and south >= -85 and north <= 85


def _box(cell: Cell) -> Bounds:
    west, south = cell[0] * CELL_DEG, cell[1] * CELL_DEG
    return west, south, west + CELL_DEG, south + CELL_DEG


def _divided(cells: dict[Cell, BaseGeometry]) -> LocalLand:
    """Return the land of cells to the units, as one topology."""
    areas: dict[Key, list[BaseGeometry]] = defaultdict(list)
    for group in _groups(set(cells)):
        for key, area in _areas([cells[cell] for cell in group]).items():
            areas[key].append(area)
    return _topology(areas, cells)


def _groups(cells: set[Cell]) -> Iterator[list[Cell]]:
    """Yield the cells that hang together: what lies far apart is computed apart."""
    left = set(cells)
    while left:
        waiting = [min(left)]
        left.discard(waiting[0])
        group = []
        while waiting:
            column, row = waiting.pop()
            group.append((column, row))
            beside = {(column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)} & left
            left -= beside
            waiting += sorted(beside)
        yield group


def _areas(parts: Sequence[BaseGeometry]) -> dict[Key, BaseGeometry]:
    """Return the land of cells that hang together to the units around."""
    ground = shapely.union_all(list(parts), grid_size=land.STEP_DEG)
    if ground.is_empty:
        return {}
    keys, owned = _units_near(ground)
    if not keys:  # an islet that the outlines have not
        return {}
    # Noded once: neighbours have the same points along their border, and both those of the land on the coast.
    lines = shapely.union_all(shapely.boundary([ground, *owned]), grid_size=land.STEP_DEG)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines).tolist()))
    inside = shapely.point_on_surface(faces)
    shapely.prepare(ground)
    dry = shapely.contains(ground, inside)
    owner = shapely.STRtree(owned).nearest(inside[dry])
    return {keys[n]: shapely.coverage_union_all(faces[dry][owner == n]) for n in sorted(set(owner.tolist()))}


def _units_near(ground: BaseGeometry) -> tuple[list[Key], list[BaseGeometry]]:
    """List the units around some land, and for each what lies nearer to it than `OFF_DEG`, none upon another."""
    west, south, east, north = shapely.bounds(ground)
    box = west - 2 * OFF_DEG, south - 2 * OFF_DEG, east + 2 * OFF_DEG, north + 2 * OFF_DEG
    known = outlines.load("10m")
    view = shapely.box(*box)
    keys = [key for key in known.units if view.intersects(shapely.box(*known.bounds(key)))]
    clipped = [outlines.valid(shapely.clip_by_rect(known.area((key,)), *box)) for key in keys]
    some = [(key, area) for key, area in zip(keys, clipped, strict=True) if not area.is_empty]
    taken = shapely.union_all([area for _, area in some])
    owned: list[BaseGeometry] = []
    for _, area in some:
        beyond = shapely.difference(shapely.buffer(area, OFF_DEG, quad_segs=3), taken)
        taken = shapely.union(taken, beyond)
        owned.append(outlines.valid(shapely.union(area, beyond)))
    return [key for key, _ in some], owned


def _topology(areas: dict[Key, list[BaseGeometry]], cells: Iterable[Cell]) -> LocalLand:
    chosen = set(cells)
    rings = {
        key: [arcs.grid_rings(polygon, land.STEP_DEG) for polygon in shapely.get_parts(area)]
        for key, area in sorted(areas.items())
    }
    every = [ring for polygons in rings.values() for polygon in polygons for ring in polygon]
    at = arcs.joints(every) | _corners(every, chosen)
    numbers: dict[tuple[GridPoint, ...], int] = {}
    lakes = _around_lakes(areas)
    units = outlines.load("10m").units
    geometries = [
        {
            "type": "MultiPolygon",
            "properties": {"iso3": key[0], "part": key[1], "name": units[key].name},
            "arcs": [
                [arcs.split_ring(ring, at, numbers) for ring in polygon] for polygon in polygons if polygon
            ],
        }
        for key, polygons in rings.items()
    ]
    return LocalLand(
        topology={
            "type": "Topology",
            "transform": {"scale": [land.STEP_DEG, land.STEP_DEG], "translate": [0, 0]},
            "objects": {"units": {"type": "GeometryCollection", "geometries": geometries}},
            "arcs": [arcs.steps(arc) for arc in numbers],
        },
        boxes=tuple(_merged(chosen)),
        edges=tuple(n for arc, n in numbers.items() if all(_is_edge(a, b, chosen) for a, b in pairwise(arc))),
        shores=tuple(n for arc, n in numbers.items() if lakes.issuperset(arc)),
        centers=tuple(((column + 0.5) * CELL_DEG, (row + 0.5) * CELL_DEG) for column, row in sorted(chosen)),
    )


def _around_lakes(areas: dict[Key, list[BaseGeometry]]) -> set[GridPoint]:
    """Return the points around the waters that land encloses, whosever it is."""
    whole = shapely.coverage_union_all([area for some in areas.values() for area in some])
    shores = [ring for polygon in shapely.get_parts(whole) for ring in polygon.interiors]
    grid = np.rint(shapely.get_coordinates(shores) / land.STEP_DEG).astype(int)
    return {(x, y) for x, y in grid.tolist()}


def _is_edge(a: GridPoint, b: GridPoint, cells: set[Cell]) -> bool:
    """Return whether a segment lies between a chosen cell and one that is not."""
    for axis in (0, 1):
        if a[axis] == b[axis] and a[axis] % CELL_STEPS == 0:
            along = (a[1 - axis] + b[1 - axis]) // 2 // CELL_STEPS
            after = a[axis] // CELL_STEPS
            beside = [(side, along) if axis == 0 else (along, side) for side in (after - 1, after)]
            return (beside[0] in cells) != (beside[1] in cells)
    return False


def _corners(rings: Iterable[list[GridPoint]], cells: set[Cell]) -> set[GridPoint]:
    """Return the points where a ring comes to the rim of the cells or leaves it."""
    found = set()
    for ring in rings:
        # Most points lie on no line of the cells at all.
        if not any(x % CELL_STEPS == 0 or y % CELL_STEPS == 0 for x, y in ring):
            continue
        along = [_is_edge(a, b, cells) for a, b in pairwise([*ring, ring[0]])]
        found |= {ring[n] for n in range(len(ring)) if along[n - 1] != along[n]}
    return found


def _merged(cells: set[Cell]) -> list[Bounds]:
    """Return cells as boxes, those side by side in a row as one."""
    found: list[list[int]] = []
    for column, row in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if found and found[-1][2] == row and found[-1][1] == column:
            found[-1][1] = column + 1
        else:
            found.append([column, column + 1, row])
    return [
        (first * CELL_DEG, row * CELL_DEG, last * CELL_DEG, (row + 1) * CELL_DEG)
        for first, last, row in found
    ]
