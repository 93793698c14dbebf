"""Rings on an integer grid cut into arcs, so that a line that two areas share is there once, as TopoJSON has it.

Not by `topojson`: `maps.local_land` adds joints of its own and asks which arcs are shores, and the package, one more to
install for fifty lines, returns floats and takes twice as long.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

GridPoint = tuple[int, int]


def grid_rings(
    polygon: Polygon, step: float, origin: tuple[float, float] = (0.0, 0.0)
) -> list[list[GridPoint]]:
    """Return the rings of a polygon on a grid, not closed and without repeats.

    Parameters
    ----------
    polygon
        Its shell comes first; a ring of less than a triangle is left out, with a shell its holes.
    step, origin
        Of the grid, in the units of the polygon.
    """
    import numpy as np
    import shapely

    rings: list[list[GridPoint]] = []
    for ring in (polygon.exterior, *polygon.interiors):
        grid = np.rint((shapely.get_coordinates(ring) - np.array(origin)) / step).astype(int)
        points = [(x, y) for (x, y), after in pairwise(map(tuple, grid.tolist())) if (x, y) != after]
        if len(set(points)) > 2:
            rings.append(points)
        elif not rings:
            break
    return rings


def joints(rings: Iterable[list[GridPoint]]) -> set[GridPoint]:
    """Return the points where lines part: all that have more than two neighbours, or one only at the end of a spur.

    Parameters
    ----------
    rings
        Of all areas, not closed; where two areas meet both have the same points.
    """
    beside: dict[GridPoint, set[GridPoint]] = defaultdict(set)
    for ring in rings:
        for a, b in pairwise([*ring, ring[0]]):
            beside[a].add(b)
            beside[b].add(a)
    return {point for point, others in beside.items() if len(others) != 2}


def split_ring(
    ring: list[GridPoint], at: Collection[GridPoint], numbers: dict[tuple[GridPoint, ...], int]
) -> list[int]:
    """Cut a ring into arcs and return their numbers, `~i` for arc i backwards.

    Parameters
    ----------
    ring
        Not closed.
    at
        Where to cut.
    numbers
        All arcs so far; one that is known, in either direction, keeps its number.
    """
    # A ring that nothing joins starts at its least point, so that its neighbour round it or in it has the same arc.
    first = next((i for i, point in enumerate(ring) if point in at), ring.index(min(ring)))
    points = [*ring[first:], *ring[: first + 1]]
    cuts = [0, *(i for i in range(1, len(points) - 1) if points[i] in at), len(points) - 1]
    references = []
    for start, end in pairwise(cuts):
        arc = tuple(points[start : end + 1])
        backwards = numbers.get(arc[::-1])
        references.append(numbers.setdefault(arc, len(numbers)) if backwards is None else ~backwards)
    return references


def number_of(reference: int) -> int:
    """Return the number of an arc that is referred to in either direction."""
    return reference if reference >= 0 else ~reference


def renumber(reference: int, order: dict[int, int]) -> int:
    """Return a reference by the new numbers of arcs, `order`, which gains the next one for an arc that is not in it."""
    number = order.setdefault(number_of(reference), len(order))
    return number if reference >= 0 else ~number


def steps(arc: Sequence[GridPoint]) -> list[list[int]]:
    """Return the points of an arc as TopoJSON has them: each but the first as the step from the one before."""
    return [list(arc[0]), *([x - px, y - py] for (px, py), (x, y) in pairwise(arc))]


def flat_steps(line: BaseGeometry, step: float) -> list[int]:
    """Return the points of a line on a grid through the origin, in one row: x, y, then steps from point to point."""
    import numpy as np
    import shapely

    grid = np.rint(shapely.get_coordinates(line) / step).astype(np.int64)
    flat: list[int] = np.diff(grid, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel().tolist()
    return flat
