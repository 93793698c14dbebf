"""Shapes of coasts and of the water off them: lines and areas in WGS 84 degrees, cached by place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geo import geodesy
from geo.spatial.borders import area_key
from geo.spatial.extents import area_of, is_area

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Place

COAST_M = 10_000.0
OFFSHORE_M = 50_000.0
_ON_SEA_M = 20_000.0  # a coast that is no further from a sea's area looks on that sea
_COASTS_DIFFER_M = 3_000.0  # between the outlines of a division and of its country
_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@lru_cache(maxsize=256)
def coast_of(place: Place) -> BaseGeometry | None:
    """Return the coastline of a country, a territory or a province: its stretch of the country's."""
    import shapely

    from gazetteer import areas

    try:
        if place.kind in ("country", "region"):
            return areas.coast(area_key(place) or "")
        if place.kind == "admin1" and place.country and is_area(area := area_of(place)):
            around = geodesy.buffer(shapely.simplify(area, 0.01), _COASTS_DIFFER_M)
            cut = areas.coast(place.country).intersection(around)
            return (
                cut
                if geodesy.length_m(cut) > COAST_M and cut.geom_type in ("LineString", "MultiLineString")
                else None
            )
    except LookupError:
        return None
    return None


@lru_cache(maxsize=128)
def facing(place: Place, side: str) -> BaseGeometry | None:
    """Return the stretches of a place's coast, or else of its edge, from which one side lies outwards."""
    import shapely

    from gazetteer.areas import sides

    area = area_of(place)
    if not isinstance(area, shapely.Polygon | shapely.MultiPolygon):
        return None
    line = coast_of(place) or area.boundary
    found = sides.facing(line, area, side)
    return None if found.is_empty else found


@lru_cache(maxsize=128)
def stretch_on(owner: Place, sea: Place) -> BaseGeometry | None:
    """Return the stretch of a coast within 50 km of a sea's area; without an area, the one that faces its middle."""
    import shapely

    line, area = coast_of(owner), area_of(sea)
    if line is None:
        return None
    if is_area(area):
        cut = line.intersection(geodesy.buffer(shapely.simplify(area, 0.05), OFFSHORE_M))
    else:
        cut = _towards_ocean(line, owner, sea)
    return None if cut.is_empty or cut.geom_type not in ("LineString", "MultiLineString") else cut


@lru_cache(maxsize=256)
def water_off(place: Place, reach_m: float, sea: Place | None) -> BaseGeometry | None:
    """Return the water within a distance of a place's edge; of a sea where one is given that has an area."""
    import shapely

    from gazetteer.areas import sides

    shore = coast_of(place)
    if shore is not None:
        shape = geodesy.buffer(shapely.simplify(shore, 0.05), reach_m)
        water = shape.difference(area_of(place))
    else:
        around = sides.waters(lon=place.lon, lat=place.lat, reach_m=reach_m + min(place.radius_m, 100_000.0))
        if around is None:
            return None
        water = around
    if sea is not None and is_area(area_of(sea)):
        cut = water.intersection(area_of(sea))
        water = cut if not cut.is_empty else water
    return water if is_area(water) and not water.is_empty else None


def _towards_ocean(line: BaseGeometry, owner: Place, sea: Place) -> BaseGeometry:
    """Return the stretches that face an ocean's middle, by the three nearest bearings, and no sea with an area."""
    import shapely

    from gazetteer.areas import sides

    land = area_of(owner)
    if not isinstance(land, shapely.Polygon | shapely.MultiPolygon):
        return line
    turn = round(geodesy.bearing(owner.lon, owner.lat, sea.lon, sea.lat) / 45)
    winds = [_WINDS[(turn + step) % 8] for step in (-1, 0, 1)]
    cut = shapely.union_all([sides.facing(line, land, wind) for wind in winds])
    near = [
        geodesy.buffer(area, _ON_SEA_M) for area in _seas_at(cut.bounds if not cut.is_empty else line.bounds)
    ]
    rest = shapely.line_merge(cut.difference(shapely.union_all(near))) if near else cut
    return rest if isinstance(rest, shapely.LineString | shapely.MultiLineString) else cut


def _seas_at(bounds: tuple[float, float, float, float]) -> list[BaseGeometry]:
    """Return the coarse areas of the seas that have one and whose bounding box meets a box."""
    import shapely

    from gazetteer.areas import shapes, territories

    box = shapely.box(*bounds)
    return [
        shapely.simplify(area_of(territories.addition(row["id"])), 0.05)
        for row in territories.additions()
        if row["kind"] == "water"
        and (frame := shapes.frame(row["shape"]))
        and shapely.box(*frame).intersects(box)
    ]
