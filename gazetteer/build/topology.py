"""Cutting a TopoJSON topology without tearing it: every line that two areas share stays one arc.

All work is on the integer grid of the quantised file, so that cutting moves no point that was there before.
Longitude runs from 0 to `width` on that grid; 0 and `width` are the same meridian, ±180°.

Not by `topojson`, which makes topologies and simplifies them, but cuts none.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

GridPoint = tuple[int, int]
Arc = list[GridPoint]
Ring = list[int]  # references to arcs; ~i is arc i backwards
Rings = list[Ring]  # a polygon, the outer ring first


@dataclass
class Feature:
    """One area of the source file: its id (empty where it has none), its name and its polygons."""

    id: str
    name: str
    polygons: list[Rings]


@dataclass
class Topology:
    """Arcs on an integer grid and the features that are made of them."""

    scale: tuple[float, float]
    translate: tuple[float, float]
    arcs: list[Arc]
    features: list[Feature] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Grid units in 360 degrees of longitude."""
        return round(360 / self.scale[0])

    def to_grid(self, lon: float, lat: float) -> GridPoint:
        """Return the nearest grid point of a position in degrees."""
        return (
            round((lon - self.translate[0]) / self.scale[0]),
            round((lat - self.translate[1]) / self.scale[1]),
        )

    def to_degrees(self, point: GridPoint) -> tuple[float, float]:
        """Return the longitude and latitude of a grid point."""
        return point[0] * self.scale[0] + self.translate[0], point[1] * self.scale[1] + self.translate[1]

    def points(self, ring: Iterable[int]) -> Arc:
        """Return the grid points along arcs that follow one another, each joint once."""
        found: Arc = []
        for reference in ring:
            arc = self.arcs[reference] if reference >= 0 else self.arcs[~reference][::-1]
            found.extend(arc[1:] if found and found[-1] == arc[0] else arc)
        return found

    def rings(self) -> Iterator[Ring]:
        """Return every ring of every feature."""
        for feature in self.features:
            for polygon in feature.polygons:
                yield from polygon

    def center(self, polygon: Rings) -> tuple[float, float]:
        """Return the middle of the outer ring's bounding box, in degrees."""
        xs, ys = zip(*self.points(polygon[0]), strict=True)
        west, south = self.to_degrees((min(xs), min(ys)))
        east, north = self.to_degrees((max(xs), max(ys)))
        return (west + east) / 2, (south + north) / 2


def read(path: Path, *, layer: str) -> Topology:
    """Read one layer of a quantised TopoJSON file.

    Raises
    ------
    ValueError
        When the file is not quantised or has no such layer.
    """
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if "transform" not in raw or layer not in raw.get("objects", {}):
        raise ValueError(f"{path.name} is no quantised TopoJSON with a layer {layer!r}")
    return parse(raw, layer=layer)


def parse(raw: dict[str, Any], *, layer: str) -> Topology:
    """Make a topology of one layer of a quantised TopoJSON document; a feature without polygons has none."""
    arcs: list[Arc] = []
    for deltas in raw["arcs"]:
        x = y = 0
        arc: Arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x, y))
        arcs.append(arc)
    topology = Topology(tuple(raw["transform"]["scale"]), tuple(raw["transform"]["translate"]), arcs)
    for geometry in raw["objects"][layer]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
        feature = Feature(geometry.get("id", ""), geometry.get("properties", {}).get("name") or "", [])
        for polygon in polygons:
            rings = [without_spurs(ring) for ring in polygon]
            # Quantising leaves specks of less than a triangle (one of Johnston's islets).
            rings = [ring if len(set(topology.points(ring))) > 2 else [] for ring in rings]
            if rings[0]:
                feature.polygons.append([ring for ring in rings if ring])
        topology.features.append(feature)
    return topology


def without_spurs(ring: Ring) -> Ring:
    """Drop arcs that a ring runs out and straight back, which quantising leaves where a line was thin."""
    kept: Ring = []
    for reference in ring:
        if kept and kept[-1] == ~reference:
            kept.pop()
        else:
            kept.append(reference)
    while len(kept) > 1 and kept[0] == ~kept[-1]:
        kept = kept[1:-1]
    return kept


def replace_arcs(topology: Topology, pieces: dict[int, list[int]]) -> None:
    """Replace arcs by their pieces in every ring."""
    for ring in topology.rings():
        if not any((r if r >= 0 else ~r) in pieces for r in ring):
            continue
        fresh: Ring = []
        for reference in ring:
            if reference >= 0:
                fresh.extend(pieces.get(reference, [reference]))
            else:
                fresh.extend(~piece for piece in reversed(pieces.get(~reference, [~reference])))
        ring[:] = fresh


def new_arc(topology: Topology, arc: Arc) -> Ring:
    """Add an arc and return the reference to it, none for one without length."""
    if len(set(arc)) < 2:
        return []
    topology.arcs.append(arc)
    return [len(topology.arcs) - 1]


def cut_along(topology: Topology, feature: Feature, line: list[tuple[float, float]]) -> None:
    """Cut the one polygon of a feature that a line crosses twice into two, which share the new line.

    Parameters
    ----------
    topology, feature
        Both are changed in place.
    line
        Longitudes and latitudes, degrees; it starts and ends outside the polygon.

    Raises
    ------
    ValueError
        When the line does not cross the outer ring of one polygon exactly twice.
    """
    path = [topology.to_grid(lon, lat) for lon, lat in line]
    for index, polygon in enumerate(feature.polygons):
        crossings = list(crossings_of(topology, polygon[0], path))
        if not crossings:
            continue
        if len(crossings) != 2 or len(polygon) != 1:
            break
        insert_points(topology, crossings)
        (along_a, a, _, _), (along_b, b, _, _) = sorted(crossings)
        inner = [path[i] for i in range(1, len(path) - 1) if along_a < i < along_b]
        new = new_arc(topology, [a, *inner, b])
        ring = polygon[0]
        starts = [topology.points([reference])[0] for reference in ring]
        ring = ring[starts.index(a) :] + ring[: starts.index(a)]
        starts = [topology.points([reference])[0] for reference in ring]
        from_a, from_b = ring[: starts.index(b)], ring[starts.index(b) :]
        back = [~new[0]]
        feature.polygons[index : index + 1] = [[[*from_a, *back]], [[*from_b, *new]]]
        return
    raise ValueError(f"the line does not cut one polygon of {feature.name} in two")


def crossings_of(topology: Topology, ring: Ring, path: Arc) -> Iterator[tuple[float, GridPoint, int, int]]:
    """Find where a path crosses a ring: how far along the path, the grid point, the arc's reference, its segment."""
    for reference in ring:
        arc = topology.arcs[reference if reference >= 0 else ~reference]
        for segment, (p, q) in enumerate(itertools.pairwise(arc)):
            for step, (a, b) in enumerate(itertools.pairwise(path)):
                share = _crossing(a, b, p, q)
                if share is not None:
                    point = (round(a[0] + share * (b[0] - a[0])), round(a[1] + share * (b[1] - a[1])))
                    yield step + share, point, reference, segment


def _crossing(a: GridPoint, b: GridPoint, p: GridPoint, q: GridPoint) -> float | None:
    """Compute how far along a→b the segment p→q is crossed; the end of p→q belongs to the next segment."""
    across = (b[0] - a[0]) * (q[1] - p[1]) - (b[1] - a[1]) * (q[0] - p[0])
    if not across:
        return None
    on_path = ((p[0] - a[0]) * (q[1] - p[1]) - (p[1] - a[1]) * (q[0] - p[0])) / across
    on_ring = ((p[0] - a[0]) * (b[1] - a[1]) - (p[1] - a[1]) * (b[0] - a[0])) / across
    return on_path if 0 <= on_path < 1 and 0 <= on_ring < 1 else None


def insert_points(topology: Topology, crossings: list[tuple[float, GridPoint, int, int]]) -> None:
    """Make every crossing a vertex of its arc and split the arc there, in every ring that uses it."""
    numbers = {reference if reference >= 0 else ~reference for _, _, reference, _ in crossings}
    # From the far end of an arc to its start, so that an insertion moves no segment that is still to come.
    for _, point, reference, segment in sorted(crossings, key=lambda crossing: -crossing[3]):
        arc = topology.arcs[reference if reference >= 0 else ~reference]
        if point not in (arc[segment], arc[segment + 1]):
            arc.insert(segment + 1, point)
    points = {point for _, point, _, _ in crossings}
    for number in numbers:
        arc = topology.arcs[number]
        cuts = [0, *(i for i in range(1, len(arc) - 1) if arc[i] in points), len(arc) - 1]
        if len(cuts) > 2:
            first = len(topology.arcs)
            topology.arcs += [arc[i : j + 1] for i, j in itertools.pairwise(cuts)]
            replace_arcs(topology, {number: list(range(first, len(topology.arcs)))})
