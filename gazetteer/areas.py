"""Areas and lines of countries and territories: outlines, borders, coasts, parts, and what lies at a point.

Everything is WGS 84 degrees, lon before lat. An *area* is named by a country's code or name (`LB`, `LBN`,
`Lebanon`) or by the key of a territory (`gaza-strip`, `golan-heights`, `alaska`).

Policy for disputed areas (`data/disputed.csv` says it for each, with the alternatives): an area belongs to the state
that the United Nations or ISO 3166-1 name, borders follow the line of control. So `country("SY")` holds the Golan
Heights, and `border("IL", "LB")` goes on along them.

>>> from gazetteer import areas
>>> areas.neighbours("IL")
('EG', 'JO', 'LB', 'PS', 'SY')
>>> areas.border("IL", "LB").geom_type
'LineString'
>>> areas.border("IL", "IS")
Traceback (most recent call last):
gazetteer.errors.NoBorder: Israel and Iceland have no land border
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import LineString

from gazetteer import countries, outlines, shapes
from gazetteer.errors import NoBorder, NoCoast, UnknownArea, UnknownCountry
from gazetteer.parts import part as part_of
from gazetteer.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from gazetteer.outlines import Area, Bounds, Key, Line, Resolution, Unit

DATA = Path(__file__).parent / "data"
TERRITORIAL_SEA_M = 12 * 1852.0
"""A point off the coast belongs to the land it is nearest to within 12 nautical miles."""
_METRES_PER_DEGREE = 111_195.0  # of a great circle on the sphere of 6,371.0 km


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A row of `disputed.csv`: how an area whose state is in dispute is drawn, and how it could be.

    Attributes
    ----------
    key, name
        Key and name of the territory.
    iso3, part
        The unit that it is; both empty where it has none.
    held_by, claimed_by
        Alpha-3 codes: the holder when that is another than `iso3`, and everybody who claims it.
    policy, alternatives, source
        What we do, what others do, and on whose word.
    """

    key: str
    name: str
    iso3: str
    part: str
    held_by: str
    claimed_by: tuple[str, ...]
    policy: str
    alternatives: str
    source: str


def keys_of(area: str, *, resolution: Resolution = "50m") -> tuple[Key, ...]:
    """Units of a country or territory.

    Raises
    ------
    UnknownArea
        When nothing is called so.

    Examples
    --------
    >>> keys_of("PS")
    (('PSE', 'gaza-strip'), ('PSE', 'west-bank'))
    >>> keys_of("gaza-strip")
    (('PSE', 'gaza-strip'),)
    """
    units = outlines.load(resolution).units
    key = _key(area)
    found = tuple(unit for unit in units if key and unit[1] == key)
    if not found:
        try:
            code = countries.get(area).alpha3
        except UnknownCountry as error:
            raise UnknownArea(area[:80]) from error
        found = tuple(unit for unit in units if unit[0] == code)
    if not found:
        raise UnknownArea(area[:80])
    return found


def country(code: str, *, resolution: Resolution = "10m") -> Area:
    """Land of a country, with all parts that are grouped with it and without overseas parts that have a code.

    Raises
    ------
    UnknownCountry
        When `code` is no ISO 3166-1 code and no country's name.
    """
    return _area(keys_of(countries.get(code).alpha3, resolution=resolution), resolution)


def territory(key: str, *, resolution: Resolution = "10m") -> Area:
    """Land of a territory by its key (`gaza-strip`), or of a country.

    Raises
    ------
    UnknownArea
        When there is no outline under this name.
    """
    return _area(keys_of(key, resolution=resolution), resolution)


def border(a: str, b: str) -> Line:
    """Line along which two countries or territories meet, as it is controlled on the ground.

    Raises
    ------
    UnknownArea
        When one of them is unknown.
    NoBorder
        When they do not meet on land.
    """
    own, other = _held(a), _held(b)
    if len(own) > len(other):
        own, other = other, own
    # A territory against the country that it is a part of: the line between it and the rest.
    line = outlines.load("10m").shared(own, other - own)
    if line is None:
        raise NoBorder(label(a), label(b))
    return line


def neighbours(code: str) -> tuple[str, ...]:
    """Alpha-2 codes of the countries that a country or territory has a land border with, sorted.

    Raises
    ------
    UnknownArea
        When nothing is called so.
    """
    own = _held(code)
    units = outlines.load("10m").units
    beside = {units[b].holder for a, b in outlines.load("10m").meetings if a in own and b not in own}
    return tuple(sorted(countries.get(iso3).alpha2 for iso3 in beside if iso3))


def coast(code: str) -> Line:
    """Line of a country or territory that is no land border: sea, and shores of lakes that no state owns.

    Raises
    ------
    UnknownArea
        When nothing is called so.
    NoCoast
        When it has none.
    """
    line = outlines.load("10m").coast(keys_of(code, resolution="10m"))
    if line is None:
        raise NoCoast(label(code))
    return line


def part(geometry_or_place: BaseGeometry | Place | str, direction: str) -> Area:
    """Part of an area that a direction names: "southern", "north-east", "central"; `parts` has the geometry.

    Parameters
    ----------
    geometry_or_place
        An area, a place that has one, or the name of a country or territory.
    direction
        A direction word; case, hyphens and the ending `-ern` do not matter.

    Raises
    ------
    UnknownArea
        When the place has no area.
    ValueError
        When `direction` is no direction word.
    TypeError
        When the geometry is a point or a line.
    """
    if isinstance(geometry_or_place, str):
        return part_of(territory(geometry_or_place), direction)
    if isinstance(geometry_or_place, Place):
        area = geometry(geometry_or_place)
        if area is None:
            raise UnknownArea(geometry_or_place.label)
        return part_of(area, direction)
    return part_of(geometry_or_place, direction)


def geometry(place: Place) -> BaseGeometry | None:
    """Area or line of a place where we have one: countries, territories, regions and enclosed seas; else `None`."""
    if place.geometry is not None:
        return place.geometry
    if place.id in _shapes():
        return _shape(place.id)
    key = place.id.removeprefix("dateline:")
    if key in _parts():
        return territory(key)
    if place.kind == "country" and place.country:
        try:
            return country(place.country)
        except (UnknownArea, UnknownCountry):
            return None
    return None


def unit_at(*, lon: float, lat: float, reach_m: float = TERRITORIAL_SEA_M) -> Unit | None:
    """Find the unit of the outlines at a point, or the nearest one within `reach_m` metres; `None` further out.

    Raises
    ------
    ValueError
        When the latitude is beyond the poles or a number is not finite; longitudes may go round.
    """
    if not (math.isfinite(lon) and -90 <= lat <= 90):
        raise ValueError(f"no place on earth has lon={lon}, lat={lat}")
    owners, polygons, tree = _tree()
    lon = (lon + 180) % 360 - 180
    point = shapely.Point(lon, lat)
    inside = [int(i) for i in tree.query(point, predicate="intersects")]
    if inside:
        # The smallest one: an enclave that one resolution lacks lies upon its neighbour.
        return owners[min(inside, key=lambda i: polygons[i].area)]
    near = [_nearest(lon + turn, lat, reach_m / _METRES_PER_DEGREE) for turn in (0, 360, -360)]
    distance, best = min(near)
    return owners[best] if math.isfinite(distance) else None


def _nearest(lon: float, lat: float, reach: float) -> tuple[float, int]:
    """Distance in degrees of latitude to the nearest polygon within reach, and its number; infinity for none."""
    _, polygons, tree = _tree()
    # Degrees of longitude shrink with latitude: compare distances on a map that is true at this point.
    shrink = max(math.cos(math.radians(lat)), 0.01)
    scale = np.array([shrink, 1.0])
    here = shapely.Point(lon * shrink, lat)
    box = shapely.box(lon - reach / shrink, lat - reach, lon + reach / shrink, lat + reach)
    near = [
        (float(shapely.distance(here, shapely.transform(polygons[i], lambda xy: xy * scale))), int(i))
        for i in tree.query(box)
    ]
    return min((pair for pair in near if pair[0] <= reach), default=(math.inf, -1))


def place_at(*, lon: float, lat: float, reach_m: float = TERRITORIAL_SEA_M) -> Place | None:
    """Country or territory at a point, with the nearest coast within 12 nautical miles; `None` on the high seas.

    A part of a country is a place of its own where the gazetteer has one for it (Gaza Strip, Crimea), else the
    country is given (Alaska).
    """
    unit = unit_at(lon=lon, lat=lat, reach_m=reach_m)
    if unit is None:
        return None
    row = _territories().get(unit.part)
    if row is not None:
        return _place(row)
    if not unit.iso3:
        point = outlines.load("10m").area([unit.key]).representative_point()
        return Place(id=f"dateline:{unit.part}", name=unit.name, kind="region", lon=point.x, lat=point.y)
    found = countries.get(unit.iso3)
    return Place(
        id=f"geonames:{found.geonameid}",
        name=found.name,
        kind="country",
        lon=found.lon,
        lat=found.lat,
        country=found.alpha2,
        radius_m=found.radius_m,
    )


def border_place(a: str, b: str) -> Place:
    """Border of two countries or territories as a place, its line attached, its point the middle of the line.

    Raises
    ------
    UnknownArea, NoBorder
        As `border`.

    Examples
    --------
    >>> border_place("LB", "IL").name
    'Israel–Lebanon border'
    """
    line = border(a, b)
    # Countries before territories, each by name: "Israel–Gaza Strip border", whichever way round it was asked for.
    first, second = sorted((a, b), key=lambda area: (_slug(area) in _parts(), label(area)))
    longest = line if isinstance(line, LineString) else max(line.geoms, key=lambda piece: piece.length)
    middle = longest.interpolate(0.5, normalized=True)
    return Place(
        id="dateline:border-" + "-".join(sorted((_slug(a), _slug(b)))),
        name=f"{label(first)}–{label(second)} border",
        kind="border",
        lon=middle.x,
        lat=middle.y,
        radius_m=_furthest_m(line, middle),
        geometry=line,
    )


def label(area: str) -> str:
    """Name of a country or territory.

    Raises
    ------
    UnknownArea
        When nothing is called so.
    """
    keys = keys_of(area, resolution="10m")
    if _slug(area) in _parts():
        return outlines.load("10m").units[keys[0]].name
    return countries.get(keys[0][0]).name


@cache
def disputed() -> tuple[Disputed, ...]:
    """Every row of `disputed.csv`."""
    with (DATA / "disputed.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Disputed(
                key=row["key"],
                name=row["name"],
                iso3=row["iso3"],
                part=row["part"],
                held_by=row["held_by"],
                claimed_by=tuple(row["claimed_by"].split("|")),
                policy=row["policy"],
                alternatives=row["alternatives"],
                source=row["source"],
            )
            for row in csv.DictReader(file)
        )


def topology(resolution: Resolution = "50m") -> dict[str, Any]:
    """Outlines of all units as TopoJSON, for a page to draw.

    Returns
    -------
    dict
        `{"type": "Topology", "transform": {"scale": [x, y], "translate": [x, y]}, "arcs": [...], "objects": {"units":
        {"type": "GeometryCollection", "geometries": [...]}}}`, quantised. Each geometry is a `MultiPolygon` with
        `properties` `iso3`, `part`, `name`, and `held_by` where another state holds it. Every border is one arc that
        both neighbours use; nothing crosses ±180° (a seam runs along it on either side). Do not change it: it is
        shared.
    """
    return outlines.load(resolution).document


def topology_cut(bounds: Bounds, resolution: Resolution = "10m") -> dict[str, Any]:
    """Part of the outlines that meets a box, in the same form as `topology`.

    Parameters
    ----------
    bounds
        West, south, east, north, degrees; west is less than east.
    resolution
        `10m` for a regional map.

    Returns
    -------
    dict
        Only polygons whose bounding box meets the box, whole, and only their arcs, numbered anew and still shared.

    Raises
    ------
    ValueError
        When the box is turned round.
    """
    west, south, east, north = bounds
    if not (west < east and south < north):
        raise ValueError(f"a box is west, south, east, north; {bounds} is turned round")
    return outlines.cut(outlines.load(resolution), bounds)


@cache
def _area(keys: tuple[Key, ...], resolution: Resolution) -> Area:
    return outlines.load(resolution).area(keys)


@cache
def _held(area: str) -> frozenset[Key]:
    """Units within a country's lines of control; for the key of a part that part alone."""
    keys = keys_of(area, resolution="10m")
    if _slug(area) in _parts():
        return frozenset(keys)
    code = keys[0][0]
    return frozenset(key for key, unit in outlines.load("10m").units.items() if unit.holder == code)


@cache
def _parts() -> frozenset[str]:
    return frozenset(part for _, part in outlines.load("10m").units if part)


def _key(area: str) -> str:
    return area[:80].strip().casefold().removeprefix("dateline:").replace(" ", "-")


def _slug(area: str) -> str:
    """Key of a part, else the alpha-2 code in small letters."""
    key = _key(area)
    return key if key in _parts() else countries.get(area).alpha2.lower()


@cache
def _tree() -> tuple[list[Unit], list[shapely.Polygon], shapely.STRtree]:
    """Every polygon at 10m with its unit, and an index of them."""
    source = outlines.load("10m")
    pairs = [(unit, polygon) for unit in source.units.values() for polygon in source.polygons(unit)]
    polygons = [polygon for _, polygon in pairs]
    return [unit for unit, _ in pairs], polygons, shapely.STRtree(polygons)


@cache
def _additions() -> tuple[dict[str, str], ...]:
    with (DATA / "additions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _shapes() -> Mapping[str, str]:
    """Shape of each hand-written place that has one, by id."""
    return {row["id"]: row["shape"] for row in _additions() if row["shape"]}


@cache
def _territories() -> Mapping[str, dict[str, str]]:
    """Hand-written places that are one part of a country, by its key."""
    by_id = {row["id"].removeprefix("dateline:"): row for row in _additions()}
    by_shape = {
        row["shape"].removeprefix("unit:"): row for row in _additions() if row["shape"].startswith("unit:")
    }
    return {key: row for key, row in (by_id | by_shape).items() if key in _parts()}


@cache
def _shape(place_id: str) -> BaseGeometry:
    return shapes.parse(_shapes()[place_id])


def _place(row: dict[str, str]) -> Place:
    return Place(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],  # type: ignore[arg-type]  # the tests walk over every row
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        country=row["country"],
        admin1=row["admin1"],
        radius_m=float(row["radius_m"] or 0),
    )


def _furthest_m(line: Line, point: shapely.Point) -> float:
    """Metres from a point to the furthest vertex of a line, on the sphere."""
    lon, lat = np.radians(shapely.get_coordinates(line)).T
    lon0, lat0 = math.radians(point.x), math.radians(point.y)
    half = np.sin((lat - lat0) / 2) ** 2 + np.cos(lat) * math.cos(lat0) * np.sin((lon - lon0) / 2) ** 2
    return float(2 * 6_371_000 * np.arcsin(np.sqrt(half.max())))
