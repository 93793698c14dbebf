"""How far places reach: their areas, the edge that lies in a direction, and points at a distance from it."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.geodesy import destination, size_m

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Place
    from geo.records import Mention

_NO_ISLAND = re.compile(
    r"\b(?:Mounts?|Mountains?|Mt|Volcano|Peaks?|Ranges?|Hills|Parks?|Peninsula|Desert|Valley|Delta|Cape|Plateau|Forest|Highlands)\b"
)


def area_of(place: Place) -> BaseGeometry:
    """Return the gazetteer's area of a place, an island's outline, else its point; WGS 84 lon/lat."""
    if place.geometry is not None:
        return place.geometry
    import shapely

    return _area_of(place) or shapely.Point(place.lon, place.lat)


@lru_cache(maxsize=512)
def _area_of(place: Place) -> BaseGeometry | None:
    from gazetteer import areas
    from gazetteer.areas import generalisation, sides

    try:
        area = areas.generalised(place)
    except LookupError:
        area = None
    if area is None and place.kind == "landform" and place.radius_m and not _NO_ISLAND.search(place.name):
        island = sides.island(lon=place.lon, lat=place.lat, radius_m=place.radius_m)
        return None if island is None else generalisation.simplify(island)
    return area


def is_area(geometry: BaseGeometry) -> bool:
    """Return whether a geometry is an area."""
    return geometry.geom_type in ("Polygon", "MultiPolygon")


def is_line(geometry: BaseGeometry) -> bool:
    """Return whether a geometry is a line."""
    return geometry.geom_type in ("LineString", "MultiLineString")


def edge(place: Place, bearing: float) -> tuple[float, float]:
    """Return where distances from a place are measured: its point, or the edge of its main body that way."""
    found = _edge(place, bearing) if place.kind not in ("settlement", "facility") else None
    return found or (place.lon, place.lat)


@lru_cache(maxsize=512)
def _edge(place: Place, bearing: float) -> tuple[float, float] | None:
    import shapely

    from gazetteer.areas import parts

    area = area_of(place)
    if not isinstance(area, shapely.Polygon | shapely.MultiPolygon):
        return None
    body = parts.main_body(area)
    middle = body.centroid
    reach = min(size_m(body), 8_000_000.0)
    lon, lat = destination(lon=middle.x, lat=middle.y, bearing=bearing, metres=reach)
    while 90 < abs(lon - middle.x) <= 180:  # over or past the pole, where a line in degrees goes astray
        reach /= 2
        lon, lat = destination(lon=middle.x, lat=middle.y, bearing=bearing, metres=reach)
    ray = shapely.LineString([(middle.x, middle.y), (lon, lat)]).intersection(body)
    if ray.is_empty or abs(lon - middle.x) > 180:
        return None
    ends = shapely.get_coordinates(ray)
    far = max(ends, key=lambda xy: (xy[0] - middle.x) ** 2 + (xy[1] - middle.y) ** 2)
    return float(far[0]), float(far[1])


def extent_m(mention: Mention) -> float:
    """Return the rough extent of a mention's geometry in metres: the larger of its radius and half its bounding box."""
    return (
        math.inf if mention.geometry is None else max(mention.radius_m or 0.0, size_m(mention.geometry) / 2)
    )
