"""The seas of command as one topology, for maps that paint their own land over them.

`sea_areas.on_day` cuts every coast into the waters of a day. A map that has the coasts already wants the described
limits alone: few points, and every line once, so that a line between two commands can be distinguished from one
inside a command.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any

from gazetteer.areas import arcs
from gazetteer.commands.sea_areas import seas

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from shapely.geometry import Polygon
    from shapely.geometry.base import BaseGeometry

    from gazetteer.areas.outlines import Area
    from gazetteer.commands.sea_areas import Sea

ANTIMERIDIAN = 180.0
GRID_DEG = 0.01
"""Points are put on this grid, about a kilometre; the tables write limits no finer."""
LEAST_DEG2 = 0.005
"""Corners of other waters below that (some 60 km²) stay in: no described limit separates them."""
INLAND_DEG = 0.05
"""So far into the land a corner of other waters is cut out, for coasts finer than those that found it."""

Step = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Where the waters of a command end.

    Attributes
    ----------
    command
        Short name; where two commands meet, each has the line.
    points
        Lon, lat in degrees.
    is_described
        Whether the line is known, from either side of it; else it is a stand-in, or its row is unsure.
    """

    command: str
    points: list[tuple[float, float]]
    is_described: bool


@cache
def topology() -> dict[str, Any]:
    """Build the parts of the sea between the limits of all rows and days, as TopoJSON.

    Returns
    -------
    dict
        `objects.waters.geometries` are Polygons and MultiPolygons that share arcs and do not overlap. They reach over
        land, which is to be painted on top. The property `rows` of each lists the numbers of the rows of
        `commands.seas()` that hold it, in order: on a day it is the first of them in force that has the waters, and
        where none is, nothing is described. WGS 84 degrees on a grid of `GRID_DEG`; nothing crosses ±180°.

    Examples
    --------
    >>> faces = topology()["objects"]["waters"]["geometries"]
    >>> "CENTCOM" in {seas()[face["properties"]["rows"][0]].command for face in faces}
    True
    """
    parts = _parts()
    numbers: dict[tuple[arcs.GridPoint, ...], int] = {}
    rings = {
        rows: [arcs.grid_rings(piece, GRID_DEG) for piece in pieces] for rows, pieces in sorted(parts.items())
    }
    joints = arcs.joints(ring for polygons in rings.values() for polygon in polygons for ring in polygon)
    geometries = []
    for rows, polygons in rings.items():
        references = [[arcs.split_ring(ring, joints, numbers) for ring in polygon] for polygon in polygons]
        geometries.append({"type": "MultiPolygon", "arcs": references, "properties": {"rows": list(rows)}})
    return {
        "type": "Topology",
        "transform": {"scale": [GRID_DEG, GRID_DEG], "translate": [0, 0]},
        "objects": {"waters": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [arcs.steps(arc) for arc in numbers],
    }


def areas_on(day: datetime.date) -> dict[str, Area]:
    """Return the waters of each command on a day, over land and all; WGS 84 degrees."""
    import shapely

    from gazetteer.areas import outlines

    held: defaultdict[str, list[Area]] = defaultdict(list)
    for sea, area in zip(_rows_on(day), _areas(), strict=True):
        if sea:
            held[sea.command].append(area)
    return {command: outlines.valid(shapely.coverage_union_all(held[command])) for command in sorted(held)}


def limits_on(day: datetime.date) -> list[Limit]:
    """Return the lines where a command's waters end on a day, over land and all, without ±180°."""
    beside: defaultdict[int, list[Sea | None]] = defaultdict(list)
    for sea, face in zip(_rows_on(day), topology()["objects"]["waters"]["geometries"], strict=True):
        for reference in chain.from_iterable(chain.from_iterable(face["arcs"])):
            beside[max(reference, ~reference)].append(sea)
    found = []
    for number, points in enumerate(_lines()):
        rows = [sea for sea in beside[number] if sea]
        commands = [sea.command for sea in rows]
        described = any(not sea.approximate and sea.confidence != "unsure" for sea in rows)
        for run in _off_the_antimeridian(points):
            found += [
                Limit(command=command, points=run, is_described=described)
                for command in commands
                if commands.count(command) == 1
            ]
    return found


def _off_the_antimeridian(points: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """Yield what a line is made of when its steps along ±180° are left out."""
    run = points[:1]
    for one, other in pairwise(points):
        if abs(one[0]) == abs(other[0]) == ANTIMERIDIAN:
            yield from [run] if len(run) > 1 else []
            run = [other]
        else:
            run.append(other)
    yield from [run] if len(run) > 1 else []


def _rows_on(day: datetime.date) -> list[Sea | None]:
    """Return the row that has each part on a day."""
    faces = topology()["objects"]["waters"]["geometries"]
    return [
        next((seas()[row] for row in face["properties"]["rows"] if seas()[row].holds(day)), None)
        for face in faces
    ]


@cache
def _lines() -> list[list[tuple[float, float]]]:
    """Return the arcs in degrees."""
    lines = (
        accumulate(arc, lambda at, step: [at[0] + step[0], at[1] + step[1]]) for arc in topology()["arcs"]
    )
    return [[(round(x * GRID_DEG, 2), round(y * GRID_DEG, 2)) for x, y in line] for line in lines]


@cache
def _areas() -> list[Area]:
    """Return the parts of the sea as areas."""
    import shapely

    lines = _lines()

    def ring(references: list[int]) -> list[tuple[float, float]]:
        arcs = (lines[n] if n >= 0 else lines[~n][::-1] for n in references)
        return [point for arc in arcs for point in arc[1:]]

    return [
        shapely.MultiPolygon(
            [(ring(outer), [ring(hole) for hole in holes]) for outer, *holes in face["arcs"]]
        )
        for face in topology()["objects"]["waters"]["geometries"]
    ]


def _parts() -> dict[tuple[int, ...], list[Polygon]]:
    """Cut the sea along every limit, and join again what the same rows hold."""
    import shapely

    numbers = [number for number, sea in enumerate(seas()) if sea.shape]
    reaches = [shapely.set_precision(_reach(seas()[number].shape), GRID_DEG) for number in numbers]
    limits = shapely.union_all(shapely.boundary(reaches), grid_size=GRID_DEG)
    tree = shapely.STRtree(reaches)
    held: defaultdict[tuple[int, ...], list[BaseGeometry]] = defaultdict(list)
    for face in shapely.get_parts(shapely.polygonize(list(shapely.get_parts(limits)))):
        found = sorted(numbers[at] for at in tree.query(face.representative_point(), predicate="within"))
        if found:
            held[tuple(found)].append(face)
    return {
        rows: [shapely.normalize(piece) for piece in shapely.get_parts(shapely.coverage_union_all(faces))]
        for rows, faces in held.items()
    }


@cache
def _reach(shape: str) -> BaseGeometry:
    """Return the limits of one row over land and all, without the corners of other waters that its shape leaves out."""
    import shapely

    from gazetteer.areas import shapes

    around = shapes.limits(shape)
    if shape.startswith("polygon:"):
        return around
    waters = around.difference(shapes.land(around, "50m"))
    kept = shapes.main_waters(waters)
    left_out = [
        part for part in shapely.get_parts(waters) if not kept.covers(part) and part.area > LEAST_DEG2
    ]
    corners = [corner.buffer(INLAND_DEG).simplify(GRID_DEG) for corner in left_out]
    return around.difference(shapely.union_all(corners).difference(kept)) if corners else around
