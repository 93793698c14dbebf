"""Geometries as GeoJSON (RFC 7946), with their bounding boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.polygon import orient

from geo.antimeridian import bounds, split_at_antimeridian

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

_POINT = 0  # shapely's number of that type
DECIMALS = 6  # RFC 7946, section 11.2: about 10 cm, finer than any gazetteer


def geometry(shape: BaseGeometry | None) -> dict[str, Any] | None:
    """Return a GeoJSON geometry, or `None` for a missing or empty one.

    Parameters
    ----------
    shape
        WGS 84 lon/lat. Outer rings come out counter-clockwise, holes clockwise (RFC 7946, 3.1.6); what crosses ±180°
        is cut there (3.1.9); coordinates have six decimals.

    Examples
    --------
    >>> geometry(shapely.Point(34.30633333333, 31.34018))
    {'type': 'Point', 'coordinates': (34.306333, 31.34018)}
    >>> geometry(None) is None and geometry(shapely.Point()) is None
    True
    """
    ((made, _),) = located([shape])
    return made


def located(shapes: Sequence[BaseGeometry | None]) -> list[tuple[dict[str, Any] | None, list[float] | None]]:
    """Return for each shape its GeoJSON geometry and its bounding box, both `None` where it is missing or empty.

    West is greater than east in the box of a shape that crosses ±180° (RFC 7946, 5.2). Points, which most shapes are,
    are taken all at once.
    """
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    found: list[tuple[dict[str, Any] | None, list[float] | None]] = [(None, None)] * len(shapes)
    there = ~(shapely.is_missing(array) | shapely.is_empty(array))
    points = there & (shapely.get_type_id(array) == _POINT)
    coordinates = shapely.get_coordinates(array[points]).round(DECIMALS) + 0.0  # without -0.0
    for number, (lon, lat) in zip(points.nonzero()[0].tolist(), coordinates.tolist(), strict=True):
        if not -180 <= lon <= 180:
            lon = round((lon + 180) % 360 - 180, DECIMALS)  # noqa: PLW2901
        found[number] = {"type": "Point", "coordinates": (lon, lat)}, [lon, lat, lon, lat]
    for number in (there & ~points).nonzero()[0].tolist():
        whole = split_at_antimeridian(array[number])
        rounded = shapely.transform(whole, lambda xy: xy.round(DECIMALS) + 0.0)
        box = [round(value, DECIMALS) for value in bounds(whole)]
        found[number] = shapely.geometry.mapping(_counter_clockwise(rounded)), box
    return found


def _counter_clockwise(shape: BaseGeometry) -> BaseGeometry:
    if isinstance(shape, shapely.Polygon):
        return orient(shape)
    if isinstance(shape, shapely.MultiPolygon):
        return shapely.MultiPolygon([orient(part) for part in shape.geoms])
    if isinstance(shape, shapely.GeometryCollection):
        return shapely.GeometryCollection([_counter_clockwise(part) for part in shape.geoms])
    return shape


def bbox(shapes: Iterable[BaseGeometry | None]) -> list[float] | None:
    """Return west, south, east, north of all shapes together in degrees; `None` when there is nothing to bound."""
    box = None
    for _, other in located(list(shapes)):
        box = joined_box(box, other)
    return box


def joined_box(one: list[float] | None, other: list[float] | None) -> list[float] | None:
    """Return the box around two boxes; where one of them crosses ±180°, it goes all round.

    Examples
    --------
    >>> joined_box([1, 2, 3, 4], [-5, 3, 0, 9]), joined_box(None, [1, 2, 3, 4])
    ([-5, 2, 3, 9], [1, 2, 3, 4])
    >>> joined_box([177.0, -20.0, -179.0, -12.0], [1, 2, 3, 4])
    [-180.0, -20.0, 180.0, 4]
    """
    if one is None or other is None:
        return one or other
    south, north = min(one[1], other[1]), max(one[3], other[3])
    if one[0] > one[2] or other[0] > other[2]:
        return [-180.0, south, 180.0, north]
    return [min(one[0], other[0]), south, max(one[2], other[2]), north]
