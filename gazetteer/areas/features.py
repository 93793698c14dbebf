"""Shapes of waters, landforms and regions: rivers and canals as lines, lakes, ranges and informal regions as areas.

The file is `data/built/features.zip`, made by `build.features` of Natural Earth and of `data/shapes.csv`. A shape is
*exact* where its edge is a line on the ground or in law (a lake, a river, a union of provinces), and *approximate*
where no line is agreed (a desert, a mountain range, the Sahel) or we drew it by hand.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon

from gazetteer.areas import divisions, outlines, shapes
from gazetteer.areas.borders import border
from gazetteer.areas.feature_file import FILE, STEP_DEG, bucket

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

Edge = Literal["exact", "approximate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """The shape of a place.

    Attributes
    ----------
    edge
        Whether the line or outline is `exact` or `approximate`.
    source
        Where it comes from.
    geometry
        Line or area, WGS 84 degrees.
    """

    edge: Edge
    source: str
    geometry: BaseGeometry


def find(place_id: str) -> Feature | None:
    """Return the shape of a water, landform or region by the id of its place; `None` where the file has none."""
    return _find(outlines.BUILT, place_id)


@cache
def _find(folder: Path, place_id: str) -> Feature | None:
    record = _bucket(folder, bucket(place_id)).get(place_id)
    if record is None:
        return None
    edge, source, pieces = record
    parts = [made(piece) for piece in pieces]
    return Feature(edge=edge, source=source, geometry=_united(parts))


@cache
def _bucket(folder: Path, name: str) -> Mapping[str, tuple[Edge, str, list[Any]]]:
    archive = _archive(folder)
    if archive is None or name not in archive.NameToInfo:
        return {}
    found: dict[str, tuple[Edge, str, list[Any]]] = json.loads(archive.read(name))
    return found


@cache
def _archive(folder: Path) -> zipfile.ZipFile | None:
    """Return the file, held in memory (1.5 MB): its table of contents is read once, and a fork may go on reading."""
    path = folder / FILE
    return zipfile.ZipFile(io.BytesIO(path.read_bytes())) if path.is_file() else None


def made(piece: Sequence[Any]) -> BaseGeometry:
    """Make the geometry of one piece of a record.

    ==================================  =========================================================
    `["lines", [row, ...]]`             lines on the grid, each point but the first a step
    `["areas", [[row, ...], ...]]`      polygons of such rings, the first the outer one
    `["divisions", code, ids, box]`     first-level divisions of a country, cut to a box or `null`
    `["border", a, b, box]`             the line where two countries or territories meet
    `["shape", text]`                   as `shapes.parse` reads it
    ==================================  =========================================================
    """
    kind, *rest = piece
    if kind == "lines":
        lines = [LineString(_points(row)) for row in rest[0]]
        return lines[0] if len(lines) == 1 else MultiLineString(lines)
    if kind == "areas":
        areas = [Polygon(*_rings(rows)) for rows in rest[0]]
        return outlines.valid(areas[0] if len(areas) == 1 else MultiPolygon(areas))
    if kind == "divisions":
        country, ids, box = rest
        return _cut(shapely.union_all([divisions.of_country(country)[place_id] for place_id in ids]), box)
    if kind == "border":
        a, b, box = rest
        return _cut(border(a, b), box)
    return shapes.parse(rest[0])


def _points(row: Sequence[int]) -> np.ndarray[Any, Any]:
    points: np.ndarray[Any, Any] = np.reshape(row, (-1, 2)).cumsum(axis=0) * STEP_DEG
    return points


def _rings(rows: Sequence[Sequence[int]]) -> tuple[Any, list[Any]]:
    shell, *holes = map(_points, rows)
    return shell, holes


def _cut(shape: BaseGeometry, box: Sequence[float] | None) -> BaseGeometry:
    if box is None:
        return shape
    west, south, east, north = box
    return shapely.intersection(shape, shapely.box(west, south, east, north))


def _united(parts: list[BaseGeometry]) -> BaseGeometry:
    if len(parts) == 1:
        return parts[0]
    whole = shapely.union_all(parts)
    return outlines.valid(whole) if shapely.get_dimensions(whole) == 2 else shapely.line_merge(whole)
