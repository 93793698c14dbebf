"""Outlines of countries and territories, their borders, coasts, neighbours and parts, by code or name."""

from __future__ import annotations

import contextlib
from functools import cache
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import LineString

from gazetteer import countries, geodesy, store
from gazetteer.areas import divisions, features, outlines, shapes
from gazetteer.areas.borders import border, held
from gazetteer.areas.parts import part_of_area as part_of
from gazetteer.areas.territories import (
    additions,
    key_of,
    keys_of,
    label,
    part_keys,
    shape_texts,
    slug_of,
)
from gazetteer.errors import NoCoast, PlaceNotFound, UnknownArea, UnknownCountry
from gazetteer.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from gazetteer.areas.features import Edge
    from gazetteer.areas.outlines import Area, Bounds, Key, Line, Resolution

_FEATURES = frozenset({"water", "landform", "region"})


def country(code: str, *, resolution: Resolution = "10m") -> Area:
    """Return the land of a country with all parts grouped with it, without overseas parts that have a code.

    Raises
    ------
    UnknownCountry
        When `code` is no ISO 3166-1 code and no country's name.
    """
    return _area(keys_of(countries.get(code).alpha3, resolution=resolution), resolution)


def territory(key: str, *, resolution: Resolution = "10m") -> Area:
    """Return the land of a territory by its key (`gaza-strip`), or of a country.

    Raises
    ------
    UnknownArea
        When there is no outline under this name.
    """
    return _area(keys_of(key, resolution=resolution), resolution)


def neighbours(code: str) -> tuple[str, ...]:
    """Return the alpha-2 codes of the countries that a country or territory has a land border with, sorted.

    Raises
    ------
    UnknownArea
        When nothing is called so.
    """
    own = held(code)
    units = outlines.load("10m").units
    beside = {units[b].holder for a, b in outlines.load("10m").meetings if a in own and b not in own}
    return tuple(sorted(countries.get(iso3).alpha2 for iso3 in beside if iso3))


def coast(code: str) -> Line:
    """Return the coast of a country or territory: what is no land border, with shores of lakes of no state.

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


def part(
    geometry_or_place: BaseGeometry | Place | str, direction: str, *, share: float | None = None
) -> Area:
    """Return the part of an area that a direction names: "southern", "north-east", "central".

    Parameters
    ----------
    geometry_or_place
        An area, a place that has one, or the name of a country or territory.
    direction
        A direction word; case, hyphens and the ending `-ern` do not matter.
    share
        Of the extent, where the text says it: 0.5 for "the northern half".

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
        return part_of(territory(geometry_or_place), direction, share=share)
    if isinstance(geometry_or_place, Place):
        area = geometry(geometry_or_place)
        if area is None:
            raise UnknownArea(geometry_or_place.label)
        return part_of(area, direction, share=share)
    return part_of(geometry_or_place, direction, share=share)


def geometry(place: Place) -> BaseGeometry | None:
    """Return the area or line of a place where we have one, else `None`.

    There are areas of countries and territories, of nine of ten first-level divisions by people, of regions, lakes,
    seas, ranges, deserts and islands, and lines of rivers and canals; `edge` says how exact.
    """
    if place.geometry is not None:
        return place.geometry
    if (shaped := _shaped().get(place.id)) is not None:
        return _shape(shaped)
    if place.kind in _FEATURES and (feature := features.find(place.id)) is not None:
        return feature.geometry
    for key in (key_of(place.id), key_of(place.name)):
        if place.kind in ("admin1", "region") and key in part_keys() and _is_in(key, place.country):
            return territory(key)
    if place.country and (division := divisions.area(place.id, place.country)) is not None:
        return division
    if place.kind == "country" and place.country:
        try:
            return country(place.country)
        except (UnknownArea, UnknownCountry):
            return None
    return None


def edge(place: Place) -> Edge | None:
    """Return how exact the area or line of a place is, or `None` where it has none.

    `exact` is a line on the ground or in law: a border, a shore, a river, a union of provinces. `approximate` is a
    range, a desert or an informal region without agreed limits, and what is drawn by hand or cut by a box.

    Examples
    --------
    >>> from gazetteer import find
    >>> edge(find("Darfur")), edge(find("Sahara")), edge(find("Khan Yunis"))
    ('exact', 'approximate', None)
    """
    if (shaped := _shaped().get(place.id)) is not None:
        kind = shape_texts()[shaped].partition(":")[0]
        return "exact" if kind in ("unit", "units", "divisions") else "approximate"
    if place.kind in _FEATURES and (feature := features.find(place.id)) is not None:
        return feature.edge
    return None if geometry(place) is None else "exact"


def border_place(a: str, b: str) -> Place:
    """Return the border of two countries or territories as a place: its point is the middle of the line.

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
    first, second = sorted((a, b), key=lambda area: (slug_of(area) in part_keys(), label(area)))
    longest = line if isinstance(line, LineString) else max(line.geoms, key=lambda piece: piece.length)
    middle = longest.interpolate(0.5, normalized=True)
    return Place(
        id="dateline:border-" + "-".join(sorted((slug_of(a), slug_of(b)))),
        name=f"{label(first)}–{label(second)} border",
        kind="border",
        lon=middle.x,
        lat=middle.y,
        radius_m=_furthest_m(line, middle),
        geometry=line,
    )


def topology(resolution: Resolution = "50m") -> dict[str, Any]:
    """Return the outlines of all units as TopoJSON, for a page to draw.

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
    """Return the part of the outlines that meets a box, in the same form as `topology`.

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
    return outlines.clip_topology(outlines.load(resolution), bounds)


def _is_in(part_key: str, alpha2: str) -> bool:
    """Return whether a part belongs to a country; one that names no country may be any."""
    iso3 = keys_of(part_key, resolution="10m")[0][0]
    return not alpha2 or not iso3 or countries.get(iso3).alpha2 == alpha2


@cache
def _area(keys: tuple[Key, ...], resolution: Resolution) -> Area:
    return outlines.load(resolution).area(keys)


@cache
def _shaped() -> Mapping[str, str]:
    """Return the id in the table of additions of each place that has a shape there, by its id now."""
    ids = {id_: id_ for id_ in shape_texts()}
    for row in additions():
        if row["kind"] == "admin1" and row["id"] in ids:  # a division that may have GeoNames' id
            with contextlib.suppress(PlaceNotFound):
                ids[store.default().get(row["id"]).id] = row["id"]
    return ids


@cache
def _shape(place_id: str) -> BaseGeometry:
    return shapes.parse(shape_texts()[place_id])


def _furthest_m(line: Line, point: shapely.Point) -> float:
    """Return the metres from a point to the furthest vertex of a line."""
    lons, lats = shapely.get_coordinates(line).T
    return float(geodesy.distances_m(point.x, point.y, lons, lats).max())
