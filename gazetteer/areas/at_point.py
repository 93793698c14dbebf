"""What lies at a point: the unit of the outlines, or the country, territory or division as a place."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer import countries, frames, geodesy, store
from gazetteer.areas import divisions, outlines, territories
from gazetteer.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import ArrayLike

    from gazetteer.areas.outlines import Unit

TERRITORIAL_SEA_M = 12 * 1852.0
"""A point off the coast belongs to the land it is nearest to within 12 nautical miles."""
_COASTS_DIFFER_M = 1_500.0
_FEW = 200


def place_at(*, lon: float, lat: float, reach_m: float = TERRITORIAL_SEA_M) -> Place | None:
    """Return the country or territory at a point or off its coast (12 nautical miles); `None` on the high seas.

    A contested part of a country is a place of its own (Gaza Strip, Crimea, Somaliland); elsewhere the country is
    given, whatever the part (Alaska).
    """
    unit = unit_at(lon=lon, lat=lat, reach_m=reach_m)
    return None if unit is None else _place_of(unit)


def place_at_many(
    *, lon: ArrayLike | pd.Series[Any], lat: ArrayLike | pd.Series[Any], reach_m: float = TERRITORIAL_SEA_M
) -> pd.DataFrame:
    """Find the country or territory at each point of a column: what `place_at` gives for one, for all at once.

    Parameters
    ----------
    lon, lat
        WGS 84 degrees: arrays, Series or lists of one length. Longitudes of any turn are taken; a row that lacks a
        number lacks a place, and so does one on the high seas.
    reach_m
        Metres off its coast within which a point belongs to a land.

    Returns
    -------
    pandas.DataFrame
        Row by row as the points, with the index of the Series: `id`, `name`, `kind`, `lon`, `lat`, `country`, `admin1`,
        `population` and `radius_m` of the place.

    Raises
    ------
    NoPoint
        When a latitude is beyond the poles or a number infinite.
    ValueError
        When the columns do not fit.

    Examples
    --------
    >>> place_at_many(lon=[34.35, 35.9, -30.0], lat=[31.4, 33.9, 0.0])["name"].fillna("").tolist()
    ['Gaza Strip', 'Lebanon', '']
    """
    points = frames.Points(lon, lat)
    pairs = zip(points.lons.tolist(), points.lats.tolist(), strict=True)
    ashore = units_at(np.column_stack([points.lons, points.lats]))
    units = [
        unit or unit_at(lon=lon, lat=lat, reach_m=reach_m)
        for (lon, lat), unit in zip(pairs, ashore, strict=True)
    ]
    places = {unit.key: _place_of(unit) for unit in units if unit}
    return points.frame([places[unit.key] if unit else None for unit in units])


def _place_of(unit: Unit) -> Place:
    place = territories.place_of(unit.part) if unit.part in _contested() else None
    if place is not None:
        return place
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


def division_at(*, lon: float, lat: float, reach_m: float = TERRITORIAL_SEA_M) -> Place | None:
    """Return the state, province or governorate at a point, with the nearest coast within 12 nautical miles.

    `None` on the high seas, and in a country or a division that we have no outline of.

    Raises
    ------
    ValueError
        When the latitude is beyond the poles or a number is not finite; longitudes may go round.
    GazetteerMissing
        When the package was not built.
    """
    ashore = unit_at(lon=lon, lat=lat, reach_m=0)
    unit = ashore or unit_at(lon=lon, lat=lat, reach_m=reach_m)
    if unit is None or not unit.iso3:
        return None
    # On land only the two coasts may differ: a gap is a division without an outline, and not its neighbour.
    found = divisions.at(
        lon=(lon + 180) % 360 - 180,
        lat=lat,
        country=countries.get(unit.iso3).alpha2,
        reach_m=_COASTS_DIFFER_M if ashore else reach_m,
    )
    return None if found is None else store.default().get(found)


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
    distance, best = _nearest(lon, lat, reach_m)
    return owners[best] if math.isfinite(distance) else None


def units_at(points: Iterable[tuple[float, float]]) -> list[Unit | None]:
    """Find the unit of the outlines at each of many points, longitude first, at once; `None` at sea.

    Examples
    --------
    >>> [unit and unit.iso3 for unit in units_at([(35.2, 31.8), (34.9, 30.6), (0.0, 0.0)])]
    ['PSE', 'ISR', None]
    >>> units_at([])
    []
    """
    coordinates = np.array([*points], dtype=float).reshape(-1, 2)
    owners, polygons, tree = _tree()
    located = np.asarray(shapely.points(coordinates))
    if len(located) < _FEW:
        pairs = tree.query(located, predicate="intersects")
    else:  # GEOS prepares what it asks for: of many points each polygon, once, is thirty times as quick
        pairs = shapely.STRtree(located).query(polygons, predicate="intersects")[::-1]
    best: dict[int, int] = {}
    for at, polygon in pairs.T.tolist():
        # As `unit_at`: an enclave that one resolution lacks lies upon its neighbour.
        if at not in best or polygons[polygon].area < polygons[best[at]].area:
            best[at] = polygon
    return [owners[best[at]] if at in best else None for at in range(len(coordinates))]


def _nearest(lon: float, lat: float, reach_m: float) -> tuple[float, int]:
    """Return the distance in metres to the nearest polygon within reach, and its number; infinity for none."""
    _, polygons, tree = _tree()
    west, south, east, north = geodesy.box_around(lon=lon, lat=lat, metres=reach_m)
    boxes = [shapely.box(west + turn, south, east + turn, north) for turn in (0, 360, -360)]
    near = {int(i) for box in boxes for i in tree.query(box)}
    found = [(geodesy.to_shape_m(polygons[i], lon=lon, lat=lat, most_m=reach_m), i) for i in sorted(near)]
    return min(found, default=(math.inf, -1))


@cache
def _contested() -> frozenset[str]:
    return frozenset(row.part for row in territories.disputed())


@cache
def _tree() -> tuple[list[Unit], list[shapely.Polygon], shapely.STRtree]:
    """Return every polygon at 10m with its unit, and an index of them."""
    source = outlines.load("10m")
    pairs = [(unit, polygon) for unit in source.units.values() for polygon in source.polygons(unit)]
    polygons = [polygon for _, polygon in pairs]
    return [unit for unit, _ in pairs], polygons, shapely.STRtree(polygons)
