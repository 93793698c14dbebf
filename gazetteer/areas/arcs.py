"""Rings on an integer grid cut into arcs, so that a line that two areas share is there once, as TopoJSON has it.

Not by `topojson`: `maps.near` adds joints of its own and asks which arcs are shores, and the package, one more to
install for fifty lines, returns floats and takes twice as long.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

GridPoint = tuple[int, int]


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


def cut(
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
