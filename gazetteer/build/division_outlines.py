"""Outlines of first-level divisions: polygons of Natural Earth (`make_division_pieces`) given to our divisions.

The two do not agree on names, nor on what the first level is (departments there, regions here). So a polygon goes to
the division that the cities inside it belong to, and a division is the union of its polygons: regions come out of
departments, England out of its counties. A division whose cities and polygons do not fit has none.

Out comes `divisions.zip`: one JSON member a country, `{place id: [[[x, y, dx, dy, ...], ...], ...]}`, polygons of
rings of differences on a grid of 1e-4 degrees; lines that two divisions share have the same points in both.
"""

from __future__ import annotations

import json
import lzma
import math
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon

from gazetteer.areas.arcs import flat_steps
from gazetteer.build import topology
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry


Name = tuple[str, str]
"""Alpha-2 code of the country and name of the division."""


@dataclass(frozen=True, slots=True)
class City:
    """A place that knows its division, WGS 84 degrees."""

    lon: float
    lat: float
    division: Name
    population: int = 0

    @property
    def weight(self) -> float:
        """What it counts for: a capital more than a village at its edge, but not more than all villages."""
        return math.sqrt(self.population + 100)


PIECES = Path(__file__).with_name("division_pieces.json.xz")
STEP = 1e-4
"""Degrees of the grid, 11 m."""
_MAJORITY, _MAJORITY_NAMED = 0.6, 0.5
"""Share of the votes in a polygon that its division must have; less where the polygon has its very name."""
_WHOLE, _WHOLE_NAMED = 0.6, 0.4
"""Share of a division's votes that its area must hold."""
_ASTRAY = 0.05
"""Degrees: a city in no polygon lies on a coast, and in the nearest one within this reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A polygon feature of the source: its country there, all its names, its area in WGS 84 degrees."""

    country: str
    names: tuple[str, ...]
    area: BaseGeometry


def read(path: Path = PIECES) -> list[Piece]:
    """Read all polygons; neighbours meet, because the lines between them are the same arcs.

    Raises
    ------
    FileNotFoundError
        When there is no such file.
    """
    source = topology.parse(json.loads(lzma.decompress(path.read_bytes())), layer="divisions")
    lines = [np.array(arc) * source.scale + source.translate for arc in source.arcs]
    pieces = []
    for feature in source.features:
        polygons = [
            Polygon(shell, [hole for hole in holes if len(hole) > 3])
            for shell, *holes in ([_ring(lines, ring) for ring in rings] for rings in feature.polygons)
            if len(shell) > 3
        ]
        if polygons:
            area = shapely.union_all([_valid(polygon) for polygon in polygons])
            pieces.append(Piece(country=feature.id, names=tuple(feature.name.split("|")), area=area))
    return pieces


def assign(
    pieces: Sequence[Piece],
    cities: Sequence[City],
    *,
    shown: Mapping[Name, str] | None = None,
) -> dict[Name, Polygon | MultiPolygon]:
    """Assign the pieces to divisions by the cities in them, and leave out what does not fit.

    Parameters
    ----------
    pieces
        Polygons of the source; what several of our divisions lie in is parted first (`part`).
    cities
        All cities of the divisions.
    shown
        Names that we show for divisions in place of the sources'.
    """
    total = _votes(cities)
    pieces = split_by_city(pieces, cities)
    inside = [_votes(cities[city] for city in members) for members in _inside(pieces, cities)]
    groups: dict[Name, list[int]] = defaultdict(list)
    named: set[Name] = set()
    known: dict[str, dict[str, Name]] = defaultdict(dict)
    for number, counts in enumerate(inside):
        if counts:
            name, most = counts.most_common(1)[0]
            has_name = not _folded(pieces[number].names).isdisjoint(
                _folded((name[1], (shown or {}).get(name, "")))
            )
            if most >= (_MAJORITY_NAMED if has_name else _MAJORITY) * counts.total():
                groups[name].append(number)
                known[pieces[number].country][fold(name[1])] = name
                if has_name:
                    named.add(name)
    for number, counts in enumerate(inside):
        # An islet or a stretch of desert without a city: only its names can decide.
        namesakes = known[pieces[number].country].keys() & _folded(pieces[number].names)
        if not counts and len(namesakes) == 1:
            groups[known[pieces[number].country][namesakes.pop()]].append(number)
    found = {}
    for name, numbers in sorted(groups.items()):
        held = sum(inside[number][name] for number in numbers)
        if held >= (_WHOLE_NAMED if name in named else _WHOLE) * total[name]:
            found[name] = _areal(
                shapely.union_all([pieces[number].area for number in numbers], grid_size=STEP)
            )
    return {name: area for name, area in found.items() if not area.is_empty}


def split_by_city(pieces: Sequence[Piece], cities: Sequence[City]) -> list[Piece]:
    """Split each polygon that several divisions of one country lie in, midway between the cities of either.

    A division that was split off since the source was drawn (Telangana), or that the source does not part from its
    surroundings, has most of its cities in a polygon whose majority is another's.
    """
    total = _votes(cities)
    parted: list[Piece] = []
    for piece, members in zip(pieces, _inside(pieces, cities), strict=True):
        counts = _votes(cities[city] for city in members)
        owner = counts.most_common(1)[0][0] if counts else None
        claimants = {
            name
            for name, count in counts.items()
            if name == owner or (owner and name[0] == owner[0] and count >= _WHOLE * total[name])
        }
        if len(claimants) < 2:
            parted.append(piece)
            continue
        shares = midway(piece.area, [cities[city] for city in members if cities[city].division in claimants])
        parted += [Piece(country=piece.country, names=(), area=area) for area in shares.values()]
    return parted


def midway(area: BaseGeometry, cities: Sequence[City]) -> dict[Name, BaseGeometry]:
    """Assign each spot of an area to the division of the city that is nearest to it."""
    shrink = max(math.cos(math.radians(shapely.get_coordinates(area)[:, 1].mean())), 0.01)
    at = {(city.lon * shrink, city.lat): city.division for city in cities}
    points = shapely.points(list(at))
    flat = shapely.transform(area, lambda xy: xy * (shrink, 1))
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=flat, ordered=True)
    )
    of: dict[Name, list[BaseGeometry]] = defaultdict(list)
    for cell, name in zip(cells, at.values(), strict=True):
        of[name].append(cell)
    shares = {name: _areal(shapely.union_all(cells).intersection(flat)) for name, cells in of.items()}
    return {name: shapely.transform(share, lambda xy: xy / (shrink, 1)) for name, share in shares.items()}


def _votes(cities: Iterable[City]) -> Counter[Name]:
    votes: Counter[Name] = Counter()
    for city in cities:
        votes[city.division] += city.weight  # type: ignore[assignment]  # typeshed knows whole numbers only
    return votes


def _folded(names: Iterable[str]) -> set[str]:
    return {fold(name) for name in names if name}


def _inside(pieces: Sequence[Piece], cities: Sequence[City]) -> list[list[int]]:
    """Return the numbers of the cities in each piece: of its country's where it holds any, else of those of others."""
    tree = shapely.STRtree([piece.area for piece in pieces])
    points = shapely.points([(city.lon, city.lat) for city in cities])
    pairs = tree.query(points, predicate="intersects")
    ashore = np.isin(np.arange(len(cities)), pairs[0])
    astray = np.flatnonzero(~ashore)
    near = tree.query_nearest(points[astray], max_distance=_ASTRAY, all_matches=False)
    inside: list[list[int]] = [[] for _ in pieces]
    for city, piece in [*zip(*pairs, strict=True), *zip(astray[near[0]], near[1], strict=True)]:
        inside[piece].append(city)
    return [
        [city for city in members if cities[city].division[0] == piece.country] or members
        for piece, members in zip(pieces, inside, strict=True)
    ]


def write(path: Path, areas: Mapping[str, Mapping[str, Polygon | MultiPolygon]]) -> None:
    """Write the areas, by country and place id; the same bytes for the same input."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for country, of_country in sorted(areas.items()):
            document = {id_: _packed(area) for id_, area in sorted(of_country.items())}
            member = zipfile.ZipInfo(f"{country}.json")
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, json.dumps(document, separators=(",", ":")))


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
        [flat_steps(ring, STEP) for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in shapely.get_parts(area)
    ]
