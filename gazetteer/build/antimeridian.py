"""Cutting at ±180°, so that no ring of the outlines jumps across the map.

Not by `antimeridian`, which cuts one shape: here arcs are cut, so that neighbours still share them.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from shapely.geometry import Point, Polygon

from gazetteer.build.topology import new_arc, replace_arcs

if TYPE_CHECKING:
    from gazetteer.build.topology import Arc, Ring, Rings, Topology


def cut_areas(topology: Topology) -> None:
    """Cut every area that crosses ±180° there, so that no ring jumps across the map.

    The seam becomes one arc on each side. A ring that goes round a pole (Antarctica) is closed along it.
    """
    pieces: dict[int, list[int]] = {}
    for number in range(len(topology.arcs)):
        parts = split_at_jumps(topology.arcs[number], topology.width)
        if len(parts) > 1:
            pieces[number] = list(range(len(topology.arcs), len(topology.arcs) + len(parts)))
            topology.arcs.extend(parts)
    replace_arcs(topology, pieces)
    made = {piece for parts in pieces.values() for piece in parts}
    for feature in topology.features:
        whole: list[Rings] = []
        torn: list[Rings] = []
        for polygon in feature.polygons:
            is_torn = any((r if r >= 0 else ~r) in made for ring in polygon for r in ring)
            (torn if is_torn else whole).append(polygon)
        feature.polygons = whole + [part for polygon in torn for part in mend(topology, polygon)]


def split_at_jumps(arc: Arc, width: int) -> list[Arc]:
    """Cut an arc wherever it steps over ±180°; each part ends and starts on the seam."""
    parts: list[Arc] = [[arc[0]]]
    for (px, py), (qx, qy) in itertools.pairwise(arc):
        if abs(qx - px) <= width / 2:
            parts[-1].append((qx, qy))
            continue
        seam = 0 if qx > px else width
        beyond = qx - width if qx > px else qx + width  # q as if the grid went on past the seam
        share = (seam - px) / (beyond - px) if beyond != px else 1.0
        y = round(py + share * (qy - py))
        if parts[-1][-1] != (seam, y):
            parts[-1].append((seam, y))
        parts.append([(width - seam, y)])
        if parts[-1][-1] != (qx, qy):
            parts[-1].append((qx, qy))
    return parts


def mend(topology: Topology, polygon: Rings) -> list[Rings]:
    """Close the open chains of a polygon that was cut at ±180° along the seam.

    Raises
    ------
    ValueError
        When the pieces do not make closed rings.
    """
    chains: list[Ring] = []
    holes: list[Ring] = []
    for ring in polygon:
        parts = chains_of(topology, ring)
        ends = topology.points(parts[0])
        if len(parts) == 1 and ends[0] == ends[-1]:
            holes.append(ring)
        else:
            chains += [chain for chain in parts if not on_seam(topology, chain)]
    links = seam_links(topology, chains)
    rings: list[Ring] = []
    left = set(range(len(chains)))
    while left:
        first = current = min(left)
        ring = []
        while current in left:
            left.remove(current)
            follower, seam = links[current]
            ring += [*chains[current], *seam]
            current = follower
        if current != first:
            raise ValueError("the pieces of an area that crosses ±180° do not close")
        rings.append(ring)
    mended = [[ring] for ring in rings]
    for hole in holes:
        inside = Point(topology.points(hole)[0])
        around = [p for p in mended if Polygon(topology.points(p[0])).covers(inside)]
        if not around:
            raise ValueError("a hole of an area that crosses ±180° lies outside of it")
        around[0].append(hole)
    return mended


def chains_of(topology: Topology, ring: Ring) -> list[Ring]:
    """Split a ring where an arc does not start at the end of the one before."""
    chains: list[Ring] = []
    for reference in ring:
        starts = topology.points([reference])[0]
        if chains and topology.points([chains[-1][-1]])[-1] == starts:
            chains[-1].append(reference)
        else:
            chains.append([reference])
    if len(chains) > 1 and topology.points([chains[-1][-1]])[-1] == topology.points([chains[0][0]])[0]:
        chains[0] = chains.pop() + chains[0]
    return chains


def on_seam(topology: Topology, chain: Ring) -> bool:
    """Return whether a chain has no extent: it runs along ±180°, or along the pole."""
    points = topology.points(chain)
    along_seam = len({x for x, _ in points}) == 1 and points[0][0] in (0, topology.width)
    return along_seam or all(abs(topology.to_degrees(point)[1]) > 89.9 for point in points)


def seam_links(topology: Topology, chains: list[Ring]) -> dict[int, tuple[int, Ring]]:
    """Return for each chain the one that follows it and the new arc along the seam that leads there.

    Where a closed line crosses a meridian, its crossings sorted by latitude bound land in pairs.
    """
    links: dict[int, tuple[int, Ring]] = {}
    lone: dict[int, tuple[int, int, bool]] = {}
    for side in (0, topology.width):
        ends: list[tuple[int, int, bool]] = []
        for number, chain in enumerate(chains):
            points = topology.points(chain)
            ends += [
                (y, number, is_end)
                for (x, y), is_end in ((points[0], False), (points[-1], True))
                if x == side
            ]
        ends.sort()
        if len(ends) % 2:
            # A ring round the south pole: the southernmost crossing has the pole for its partner.
            lone[side] = ends.pop(0)
        for low, high in zip(ends[::2], ends[1::2], strict=True):
            end, start = (low, high) if low[2] else (high, low)
            links[end[1]] = (start[1], new_arc(topology, [(side, end[0]), (side, start[0])]))
    if lone:
        pole = math.ceil((-90 - topology.translate[1]) / topology.scale[1])
        (x, end), (other, start) = sorted(lone.items(), key=lambda item: not item[1][2])
        links[end[1]] = (
            start[1],
            new_arc(topology, [(x, end[0]), (x, pole), (other, pole), (other, start[0])]),
        )
    return links
