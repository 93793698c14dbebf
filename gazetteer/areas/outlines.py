"""The outlines of countries and territories as they lie in the package: a TopoJSON topology and its geometries.

A *unit* is a country or a part of one with its own key, `(iso3, part)`: `("LBN", "")`, `("PSE", "gaza-strip")`. Where
two units meet they share an arc, so that a border is a look-up and not a computation. `areas` is the door for callers
who think in countries.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon

from gazetteer.areas.arcs import number_of, renumber
from gazetteer.errors import GazetteerMissing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

Resolution = Literal["50m", "10m"]
Key = tuple[str, str]
Area = Polygon | MultiPolygon
Line = LineString | MultiLineString
Bounds = tuple[float, float, float, float]

_ARCS = b'"arcs":'
BUILT = Path(__file__).parents[1] / "data" / "built"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A country or a part of one.

    Attributes
    ----------
    iso3
        ISO 3166-1 alpha-3 code of the country that it is grouped with; empty for reefs of no one country.
    part
        Key of the part (`gaza-strip`, `alaska`), empty for a country of one piece.
    name
        Name to show.
    held_by
        Alpha-3 code of the state that holds it when that is another one than `iso3`, else empty.
    polygons
        References to arcs: polygons, rings (the outer one first), arcs; `~i` is arc i backwards.
    """

    iso3: str
    part: str
    name: str
    held_by: str
    polygons: list[list[list[int]]] = field(repr=False)

    @property
    def key(self) -> Key:
        """Code and part."""
        return self.iso3, self.part

    @property
    def holder(self) -> str:
        """Alpha-3 code of the state within whose lines it lies."""
        return self.held_by or self.iso3

    def arcs(self) -> Iterator[int]:
        """Yield the number of every arc, as often as it is used."""
        for polygon in self.polygons:
            for ring in polygon:
                for reference in ring:
                    yield number_of(reference)


class Outlines:
    """One resolution of the outlines, WGS 84 degrees; arcs become coordinates when they are first needed."""

    def __init__(
        self, document: dict[str, Any], *, arcs: tuple[NDArray[np.int32], list[int]] | None = None
    ) -> None:
        # One array: the garbage collector would go over half a million small lists again and again.
        self._steps, self._starts = _joined(document["arcs"]) if arcs is None else arcs
        self._bare = {**document, "arcs": []}
        self.transform = document["transform"]
        self._scale = np.asarray(self.transform["scale"])
        self._translate = np.asarray(self.transform["translate"])
        self._coordinates: dict[int, NDArray[np.float64]] = {}
        self._bounds: dict[Key, Bounds] = {}
        self._pieces: dict[Key, Area] = {}
        self.units: Mapping[Key, Unit] = {unit.key: unit for unit in _units(document)}

    @classmethod
    def parse(cls, text: bytes) -> Outlines:
        """Read the text of a TopoJSON document whose last member is `arcs`, as the build writes it.

        The arcs are read as one array of numbers: as lists of JSON they take ten times as long.
        """
        at = text.rindex(_ARCS)
        head = json.loads(text[:at] + _ARCS + b"[]}")
        return cls(head, arcs=_parsed(text[at + len(_ARCS) :]))

    @cached_property
    def document(self) -> dict[str, Any]:
        """The outlines as the TopoJSON that they are read from."""
        return {
            **self._bare,
            "arcs": [self.steps(number).tolist() for number in range(len(self._starts) - 1)],
        }

    @property
    def geometries(self) -> list[dict[str, Any]]:
        """The geometries of the TopoJSON, one for each of `units` in their order."""
        found: list[dict[str, Any]] = self._bare["objects"]["units"]["geometries"]
        return found

    def steps(self, number: int) -> NDArray[np.int32]:
        """Return the points of an arc as stored: quantised, each but the first as a step from the one before."""
        return self._steps[self._starts[number] : self._starts[number + 1]]

    def coordinates(self, reference: int) -> NDArray[np.float64]:
        """Return the points of an arc, an array of lon, lat; reversed for `~i`."""
        number = number_of(reference)
        found = self._coordinates.get(number)
        if found is None:
            points = np.cumsum(self.steps(number), axis=0, dtype=np.int64)
            found = points * self._scale + self._translate
            self._coordinates[number] = found
        return found if reference >= 0 else found[::-1]

    def ring(self, references: Iterable[int]) -> NDArray[np.float64]:
        """Join into a closed ring the arcs that follow one another."""
        first, *others = [self.coordinates(reference) for reference in references]
        return np.concatenate([first, *(arc[1:] for arc in others)])

    def polygons(self, unit: Unit) -> list[Polygon]:
        """Return the polygons of a unit as quantising left them: a few touch themselves."""
        return [
            Polygon(self.ring(rings[0]), [self.ring(ring) for ring in rings[1:]]) for rings in unit.polygons
        ]

    def area(self, keys: Collection[Key]) -> Area:
        """Make the valid area of one or several units, without the lines between them.

        Raises
        ------
        KeyError
            For a key that is no unit.
        """
        pieces = [self._piece(key) for key in keys]
        whole = pieces[0] if len(pieces) == 1 else valid(_united(pieces))
        return whole.geoms[0] if isinstance(whole, MultiPolygon) and len(whole.geoms) == 1 else whole

    def _piece(self, key: Key) -> Area:
        found = self._pieces.get(key)
        if found is None:
            found = self._pieces[key] = valid(MultiPolygon(self.polygons(self.units[key])))
        return found

    def bounds(self, key: Key) -> Bounds:
        """Return west, south, east and north of a unit."""
        found = self._bounds.get(key)
        if found is None:
            points = np.concatenate([self.ring(rings[0]) for rings in self.units[key].polygons])
            (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
            found = self._bounds[key] = float(west), float(south), float(east), float(north)
        return found

    def shared(self, a: Collection[Key], b: Collection[Key]) -> Line | None:
        """Return the line where two groups of units meet, `None` where they do not."""
        numbers = self._arcs(a) & self._arcs(b)
        return self._line(numbers)

    def coast(self, keys: Collection[Key]) -> Line | None:
        """Return the line that a group of units shares with no other unit, without ±180°."""
        own = {number for number in self._arcs(keys) if self.uses[number] == 1}
        return self._line({number for number in own if not self._is_seam(number)})

    @cached_property
    def uses(self) -> Counter[int]:
        """How many units use each arc."""
        return Counter(number for unit in self.units.values() for number in set(unit.arcs()))

    @cached_property
    def meetings(self) -> frozenset[tuple[Key, Key]]:
        """Pairs of units that share an arc, both ways round."""
        users: dict[int, set[Key]] = {}
        for unit in self.units.values():
            for number in unit.arcs():
                users.setdefault(number, set()).add(unit.key)
        return frozenset((a, b) for keys in users.values() for a in keys for b in keys if a != b)

    def _arcs(self, keys: Collection[Key]) -> set[int]:
        return {number for key in keys for number in self.units[key].arcs()}

    def _is_seam(self, number: int) -> bool:
        lons = self.coordinates(number)[:, 0]
        return bool(np.isclose(np.abs(lons), 180).all())

    def _line(self, numbers: Iterable[int]) -> Line | None:
        lines = [self.coordinates(number) for number in sorted(numbers)]
        if not lines:
            return None
        merged = shapely.line_merge(MultiLineString(lines))
        if not isinstance(merged, LineString | MultiLineString):
            raise TypeError(f"lines merged into a {merged.geom_type}")
        return merged


@cache
def load(resolution: Resolution = "50m") -> Outlines:
    """Return the outlines at a resolution, read once: `50m` for the world (30 ms), `10m` for a region (0.25 s).

    Raises
    ------
    ValueError
        For another resolution.
    GazetteerMissing
        When the package was not built.
    """
    if resolution not in ("50m", "10m"):
        raise ValueError(f"resolution is 50m or 10m, not {resolution!r}")
    path = BUILT / f"outlines-{resolution}.json.gz"
    try:
        packed = path.read_bytes()
    except FileNotFoundError as error:
        raise GazetteerMissing(str(path)) from error
    return Outlines.parse(gzip.decompress(packed))


def clip_topology(outlines: Outlines, bounds: Bounds) -> dict[str, Any]:
    """Return the topology of the units that meet a box, with only their polygons that do and only the arcs of those.

    Parameters
    ----------
    outlines
        What to cut from.
    bounds
        West, south, east, north, degrees.

    Returns
    -------
    dict
        TopoJSON of the same shape as the whole (`transform`, `objects.units`, `arcs`); arcs are numbered anew and stay
        shared. Polygons are whole: one that reaches out of the box is not clipped.
    """
    west, south, east, north = bounds
    order: dict[int, int] = {}
    geometries = []
    for unit, geometry in zip(outlines.units.values(), outlines.geometries, strict=True):
        kept = []
        for rings in unit.polygons:
            points = outlines.ring(rings[0])
            low, high = points.min(axis=0), points.max(axis=0)
            if low[0] <= east and high[0] >= west and low[1] <= north and high[1] >= south:
                kept.append([[renumber(reference, order) for reference in ring] for ring in rings])
        if kept:
            geometries.append({**geometry, "arcs": kept})
    return {
        "type": "Topology",
        "transform": outlines.transform,
        "objects": {"units": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [outlines.steps(number).tolist() for number in order],
    }


def valid(area: BaseGeometry) -> Area:
    """Return an area without the self-touching that quantising leaves, and without stray lines and points."""
    whole = area
    if not area.is_valid:
        # Ten times as fast as make_valid, but it can lose a lobe of a bow-tie.
        whole = area.buffer(0)
        if abs(whole.area - area.area) > 1e-4 * area.area:
            whole = shapely.make_valid(area)
    if isinstance(whole, Polygon | MultiPolygon):
        return whole
    flat = [piece for piece in shapely.get_parts(whole) if isinstance(piece, Polygon | MultiPolygon)]
    return valid(shapely.union_all(flat)) if flat else Polygon()


def _united(pieces: list[Area]) -> BaseGeometry:
    """Join units: where they share whole arcs, lines are dropped and none is computed, which is ten times as quick."""
    quick = shapely.coverage_union_all(pieces)
    # `valid` moves points of a few units off their neighbours' arcs; lines between those would be left in.
    exact = abs(quick.area - sum(piece.area for piece in pieces)) <= 1e-9 * quick.area and quick.is_valid
    return quick if exact else shapely.union_all(pieces)


def _units(document: dict[str, Any]) -> Iterator[Unit]:
    for geometry in document["objects"]["units"]["geometries"]:
        properties = geometry["properties"]
        yield Unit(
            iso3=properties["iso3"],
            part=properties["part"],
            name=properties["name"],
            held_by=properties.get("held_by", ""),
            polygons=geometry["arcs"],
        )


def _joined(arcs: list[list[list[int]]]) -> tuple[NDArray[np.int32], list[int]]:
    """Return the points of all arcs one after another, and where each arc begins among them, and their number."""
    points = chain.from_iterable(chain.from_iterable(arcs))
    return np.fromiter(points, dtype=np.int32).reshape(-1, 2), [0, *accumulate(map(len, arcs))]


def _parsed(text: bytes) -> tuple[NDArray[np.int32], list[int]]:
    """Return what `_joined` does for the text of the arcs.

    Parameters
    ----------
    text
        `[[[x,y],[x,y]],[[x,y]]]}`, as JSON without spaces.
    """
    arcs = text.rstrip(b"}\n")[1:-1]
    steps = np.fromstring(arcs.translate(None, b"[]"), sep=",", dtype=np.int32).reshape(-1, 2)
    opened = np.flatnonzero(np.frombuffer(arcs, dtype=np.uint8) == ord("["))
    # Two brackets in a row begin an arc and its first point; before it are those of its points and of earlier arcs.
    begun = np.flatnonzero(np.diff(opened) == 1)
    brackets = np.append(begun, len(opened))
    return steps, (brackets - np.arange(len(brackets))).tolist()
