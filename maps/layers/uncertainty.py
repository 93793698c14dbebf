"""How exactly an event's place is known: a radius around a point, an area, or a border line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maps.layers import layer
from maps.payload import DECIMALS

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from maps.payload import Tables

FINEST_DEG = 0.0005  # simplification never goes below this, about 50 m
STEPS = 400  # an outline is simplified to steps of about this part of its size


@layer("uncertainty")
def uncertainty(tables: Tables) -> dict[str, Any]:
    """Give the areas and lines that events are known by, each once, and the radius in metres around points."""
    shapes: list[dict[str, Any]] = []
    known: dict[bytes, int] = {}
    at = []
    for event in tables.events:
        where = event.where
        if where is None or where.is_empty or where.geom_type == "Point":
            at.append(-1)
            continue
        key = where.wkb
        if key not in known:
            known[key] = len(shapes)
            shapes.append(outline(where))
        at.append(known[key])
    radius = [
        round(event.radius_m) if event.radius_m is not None and event.where is not None else None
        for event in tables.events
    ]
    return {"shapes": shapes, "shape": at, "radius_m": radius}


def outline(shape: BaseGeometry) -> dict[str, Any]:
    """Give a shape as GeoJSON, simplified to what a map of its own size can show."""
    import shapely

    west, south, east, north = shape.bounds
    step = max(FINEST_DEG, max(east - west, north - south) / STEPS / 4)
    simple = shapely.simplify(shape, step, preserve_topology=True)
    rounded = shapely.transform(simple, lambda xy: xy.round(DECIMALS))
    drawn: dict[str, Any] = shapely.geometry.mapping(rounded)
    return drawn
