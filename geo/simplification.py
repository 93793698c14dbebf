"""Outlines no finer than a reader of records needs: a country takes some kilobytes in place of hundreds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geo.antimeridian import bounds, split_at_antimeridian

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SHARE = 100
"""What is left out is smaller than that part of the longer side of a shape."""
_POINTS = (0, 4)  # shapely's numbers of those types


def tolerance(shape: BaseGeometry) -> float:
    """Return the tolerance that a shape is simplified to, in degrees; 0 for points, which stay as they are.

    Examples
    --------
    >>> tolerance(shapely.box(0, 0, 40, 10)), tolerance(shapely.Point(1, 2)), tolerance(shapely.Point())
    (0.4, 0.0, 0.0)
    """
    if shape.is_empty or shapely.get_type_id(shape) in _POINTS:
        return 0.0
    west, south, east, north = bounds(shape)
    return round(max((east - west) % 360 or (360.0 if east > west else 0.0), north - south) / SHARE, 6)


def coarse(shape: BaseGeometry | None) -> tuple[BaseGeometry | None, float]:
    """Simplify a shape to its own `tolerance`, and return both.

    Parameters
    ----------
    shape
        WGS 84 lon/lat. Parts that are narrower than the tolerance are left out, but for the largest.

    Returns
    -------
    shape : BaseGeometry or None
        Valid where the shape was, no point of it farther than the tolerance from the shape's own outline.
    tolerance : float
        Degrees; 0 where nothing was left out.

    Examples
    --------
    >>> coarse(shapely.Point(1, 2)), coarse(None)
    ((<POINT (1 2)>, 0.0), (None, 0.0))
    """
    if shape is None or not (finest := tolerance(whole := split_at_antimeridian(shape))):
        return shape, 0.0
    parts = shapely.get_parts(whole)
    sides = shapely.bounds(parts)
    wide = (sides[:, 2:] - sides[:, :2]).max(axis=1)
    kept = parts[wide >= min(finest, wide.max())]
    simple = shapely.simplify(kept, finest)
    if len(simple) == 1:
        return simple[0], finest
    if shapely.get_dimensions(whole) == 1:
        return shapely.multilinestrings(simple), finest
    return shapely.union_all(simple), finest  # simplified one by one, neighbours may overlap
