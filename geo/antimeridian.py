"""Shapes that cross ±180°, cut there (RFC 7946, section 3.1.9), so that no map draws them round the whole globe."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely import affinity

from gazetteer.geodesy import bounds

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry


__all__ = ["bounds", "split_at_antimeridian"]


# Not by antimeridian: it takes an area that is 200° wide for one that crosses, and tells apart holes by their winding.
def split_at_antimeridian(shape: BaseGeometry) -> BaseGeometry:
    """Split a shape at ±180°, so that all longitudes are between -180 and 180.

    Parameters
    ----------
    shape
        WGS 84 degrees. A step of a line over more than 180° is taken the shorter way round, across ±180°. Areas are
        flat: they cross where their longitudes go beyond ±180, and one that is 200° wide stays so.

    Returns
    -------
    BaseGeometry
        The same object when nothing crosses.

    Examples
    --------
    >>> split_at_antimeridian(shapely.LineString([(178, -18), (-172, -14)])).wkt
    'MULTILINESTRING ((178 -18, 180 -17.2), (-180 -17.2, -172 -14))'
    >>> split_at_antimeridian(shapely.box(175, 0, 185, 1)).bounds, split_at_antimeridian(shapely.Point(190, 5)).wkt
    ((-180.0, 0.0, 180.0, 1.0), 'POINT (-170 5)')
    >>> split_at_antimeridian(shapely.Point()).wkt
    'POINT EMPTY'
    """
    if shape.is_empty:
        return shape
    if isinstance(shape, shapely.GeometryCollection):
        return shapely.GeometryCollection([split_at_antimeridian(part) for part in shape.geoms])
    unrolled = _unrolled(shape)
    west, _, east, _ = unrolled.bounds
    if west >= -180 and east <= 180:
        return unrolled
    turns = range(math.floor((west + 180) / 360), math.ceil((east - 180) / 360) + 1)
    pieces = [piece for turn in turns for piece in _within(unrolled, turn)]
    return pieces[0] if len(pieces) == 1 else _collected(pieces)


def _unrolled(shape: BaseGeometry) -> BaseGeometry:
    """Unwrap lines beyond ±180° where they step over it."""
    if not shape.geom_type.endswith("LineString"):
        return shape
    parts = [shapely.LineString(_run_on(shapely.get_coordinates(part))) for part in shapely.get_parts(shape)]
    same = all(part.equals_exact(old) for part, old in zip(parts, shapely.get_parts(shape), strict=True))
    return shape if same else _collected(parts)


def _run_on(points: NDArray[np.float64]) -> NDArray[np.float64]:
    lons = points[:, 0]
    return np.column_stack(
        [lons - 360 * np.concatenate([[0], np.cumsum(np.round(np.diff(lons) / 360))]), points[:, 1]]
    )


def _within(shape: BaseGeometry, turn: int) -> list[BaseGeometry]:
    """Return the pieces of a shape so many turns to the east, shifted back to -180 to 180."""
    window = shapely.box(-180 + 360 * turn, -90, 180 + 360 * turn, 90)
    piece = affinity.translate(shape.intersection(window), xoff=-360 * turn)
    return [
        part
        for part in shapely.get_parts(piece)
        if shapely.get_dimensions(part) == shapely.get_dimensions(shape)
    ]


def _collected(pieces: list[Any]) -> BaseGeometry:
    """Collect pieces of one kind into one multi-part shape."""
    parts = shapely.get_parts(pieces).tolist()
    if parts[0].geom_type == "Point":
        return shapely.MultiPoint(parts)
    return (
        shapely.MultiLineString(parts) if parts[0].geom_type == "LineString" else shapely.MultiPolygon(parts)
    )
