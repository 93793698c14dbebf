"""The side of a coast or border that a direction word names, and islands: what lines and points have instead of parts.

"The west coast of Sweden" is not the coast in the west of Sweden: it is the coast from which the sea lies to the west.
So a stretch of a line belongs to a side when whoever looks that way from it sees no more of the same piece of land,
a bay of 30 km excepted, and has land behind him for 55 km (less where the land is narrow).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, Polygon

from gazetteer import geodesy
from gazetteer.areas import outlines, parts, shapes

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.areas.outlines import Area

_BAY_DEGREES = 0.27  # 30 km of latitude: land no further off than this is the other side of a bay
_DEPTH_DEGREES = 0.5
_STEP_DEGREES = 0.1  # stretches longer than this are cut before they are judged


def facing(line: BaseGeometry, area: Area, direction: str) -> BaseGeometry:
    """Return the stretches of an area's edge that look in a direction.

    Parameters
    ----------
    line
        A part of the edge of `area`: a coast, a border; WGS 84 degrees.
    area
        What lies behind it.
    direction
        As `parts.part` takes it, not the centre.

    Returns
    -------
    LineString or MultiLineString
        Empty where no stretch looks that way.

    Raises
    ------
    ValueError
        When `direction` is no direction, or the centre.

    Examples
    --------
    >>> square = shapely.box(0, 0, 9, 9)
    >>> [round(side) for side in facing(square.exterior, square, "western").bounds]
    [0, 0, 0, 9]
    >>> facing(LineString(), square, "western").is_empty
    True
    """
    step = parts.read_direction(direction)
    if step is None:
        raise ValueError(f"no edge looks to the {direction!r}")
    # Islands of less than a tenth of the largest piece have no sides of their own: the mainland's coast is meant.
    pieces = list(shapely.get_parts(parts.main_body(area)))
    largest = max((piece.area for piece in pieces), default=0.0)
    # A kilometre does not show on a coast of hundreds, and rays against every corner of a fjord cost seconds.
    main = [shapely.simplify(piece, 0.02) for piece in pieces if piece.area >= largest / 10]
    found = [stretch for piece in main for stretch in _facing(line, piece, step[0])]
    merged = shapely.line_merge(MultiLineString(found)) if found else LineString()
    return shapely.simplify(merged, 0.001)


def _facing(line: BaseGeometry, piece: Polygon, vector: tuple[int, int]) -> list[LineString]:
    west, south, east, north = piece.bounds
    unit = np.array(vector) / np.hypot(*vector)
    # A degree of longitude is shorter than one of latitude; so north-east is a true diagonal in the piece's middle.
    unit = unit / [max(0.05, math.cos(math.radians((south + north) / 2))), 1.0]
    reach = (east - west) + (north - south)
    depth = min(_DEPTH_DEGREES, 0.15 * float(np.abs(np.array([east - west, north - south]) * unit).max()))
    near = shapely.simplify(line.intersection(shapely.box(west, south, east, north).buffer(0.05)), 0.005)
    parts_of = [shapely.segmentize(part, _STEP_DEGREES) for part in shapely.get_parts(near) if part.length]
    ends_of = [shapely.get_coordinates(part) for part in parts_of if isinstance(part, LineString)]
    if not ends_of:
        return []
    starts = np.concatenate([points[:-1] for points in ends_of])
    ends = np.concatenate([points[1:] for points in ends_of])
    middle = (starts + ends) / 2
    # The ray alone says that nothing lies beyond; the edge must also have land behind it, and not only a spit: else
    # the western end of Ukraine looks north. This is asked first, for it is quick and leaves few rays.
    thick = piece.buffer(0.02)
    shapely.prepare(thick)
    behind = shapely.contains_xy(thick, *(middle - depth * unit).T)
    starts, ends, middle = starts[behind], ends[behind], middle[behind]
    rays = shapely.linestrings(np.stack([middle + _BAY_DEGREES * unit, middle + reach * unit], axis=1))
    shapely.prepare(piece)
    seen = ~shapely.intersects(piece, rays)
    return [LineString(pair) for pair in np.stack([starts[seen], ends[seen]], axis=1)]


@lru_cache(maxsize=256)
def island(*, lon: float, lat: float, radius_m: float) -> Area | None:
    """Return the outline of the island that a point represents; `None` where none of about that size is.

    Parameters
    ----------
    lon, lat
        WGS 84 degrees.
    radius_m
        Metres that the island reaches from the point, as the gazetteer has it: an island may be two and a half times
        as large or a third as large.

    Examples
    --------
    >>> crete = island(lon=24.9, lat=35.25, radius_m=130_000)
    >>> [round(side, 1) for side in crete.bounds]
    [23.5, 34.9, 26.3, 35.7]
    >>> island(lon=8.0, lat=47.0, radius_m=40_000)
    """
    reach_m = max(2.5 * radius_m, 10_000.0)
    west, south, east, north = geodesy.box_around(lon=lon, lat=lat, metres=reach_m)
    box = shapely.box(max(-180.0, west), south, min(180.0, east), north)
    point = shapely.Point(lon, lat)
    most_m = max(2_000.0, 0.08 * reach_m)
    near = [
        piece
        for piece in shapely.get_parts(shapes.land(box))
        if math.isfinite(geodesy.to_shape_m(piece, lon=lon, lat=lat, most_m=most_m))
    ]
    if not near:
        return None
    piece = max(near, key=lambda one: (one.covers(point), one.area))
    if piece.intersects(box.exterior):
        return None  # the mainland, or an island far larger than the place is said to be
    return piece if math.sqrt(geodesy.area_m2(piece) / math.pi) >= radius_m / 4 else None


@lru_cache(maxsize=256)
def waters(*, lon: float, lat: float, reach_m: float) -> Area | None:
    """Return the sea and large lakes within a distance of a point; `None` where there is land only.

    Parameters
    ----------
    lon, lat
        WGS 84 degrees.
    reach_m
        Metres.
    """
    disc = geodesy.circle(lon=lon, lat=lat, radius_m=reach_m)
    wet = [part.difference(shapes.land(part)) for part in shapely.get_parts(disc)]  # two parts across ±180°
    kept = [piece for piece in shapely.get_parts(wet) if piece.area >= 0.02 * disc.area]
    if not kept:
        return None
    return outlines.valid(shapely.union_all(kept))
