"""How exactly an event's place is known: a radius around a point, an area, or a border line."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from gazetteer.geodesy import MEAN_DEGREE_M
from maps.layers import layer
from maps.packing import Pool, column
from maps.payload import DECIMALS
from maps.style import FILLED_KM2

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from maps.payload import Tables

FINEST_DEG = 0.0005  # simplification never goes below this, about 50 m
STEPS = 400  # an outline is simplified to steps of about this part of its size


@layer("uncertainty")
def uncertainty(tables: Tables) -> dict[str, Any]:
    """Return each area or line that sites are known by once, and whether it is exact, and for each site the radius."""
    shapes: list[dict[str, Any]] = []
    large: list[int] = []
    exact: list[int] = []
    known: Pool[bytes] = Pool()
    at = []
    for site in tables.sites:
        if site.where.geom_type == "Point":
            at.append(-1)
            continue
        at.append(known[site.where.wkb])
        if len(known) > len(shapes):
            shapes.append(outline(site.where))
            large.append(int(not is_filled(site.where)))
            exact.append(int(site.edge != "approximate"))
    return {
        "shapes": shapes,
        "large": large,
        "exact": exact,
        "filled_m": round(math.sqrt(FILLED_KM2 / math.pi) * 1000),
        "shape": column(at),
        "radius_m": column(site.radius_m for site in tables.sites),
    }


def is_filled(shape: BaseGeometry) -> bool:
    """Return whether an area is small enough to be filled with the colour of its events.

    Examples
    --------
    >>> import shapely
    >>> is_filled(shapely.box(34.2, 31.2, 34.3, 31.3)), is_filled(shapely.box(34, 30, 36, 33))
    (True, False)
    """
    lat = math.radians(shape.centroid.y)
    return shape.area * (MEAN_DEGREE_M / 1_000) ** 2 * math.cos(lat) <= FILLED_KM2


def outline(shape: BaseGeometry) -> dict[str, Any]:
    """Return a shape as GeoJSON, simplified to what a map of its own size can show."""
    import shapely

    west, south, east, north = shape.bounds
    step = max(FINEST_DEG, max(east - west, north - south) / STEPS / 4)
    simple = shapely.simplify(shape, step, preserve_topology=True)
    rounded = shapely.transform(simple, lambda xy: xy.round(DECIMALS))
    drawn: dict[str, Any] = json.loads(shapely.to_geojson(rounded))  # ten times as fast as `mapping`
    return drawn
