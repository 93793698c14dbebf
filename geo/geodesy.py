"""Buffers, extents and distances of shapes in metres, on the WGS 84 ellipsoid.

`gazetteer.geodesy` has the distances between points; this adds what has an extent. Shapes are WGS 84 degrees with
longitudes in [-180, 180], their sides straight in degrees, as GeoJSON and GIS software take them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from gazetteer.geodesy import (
    LEAST_DEGREE_M,
    MOST_DEGREE_M,
    bearing,
    circle,
    degree_m,
    destination,
    distance_m,
    geod,
    on_plane,
    plane,
    size_m,
    within_180,
    wound,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray
    from pyproj import Proj
    from shapely.geometry import Polygon
    from shapely.geometry.base import BaseGeometry

    Shapes = NDArray[np.object_]

__all__ = [
    "bearing",
    "buffer",
    "circle",
    "degree_m",
    "destination",
    "distance_m",
    "is_within",
    "length_m",
    "shortest_line",
    "size_m",
]

_TILE_DEG: Final = 5.0
"""Degrees of latitude of a piece that is buffered on one map: half a per cent is the most that such a map is wrong."""
_STEP_DEG: Final = 0.25
"""Longer sides are parted before they are put on a map, which bends them."""
_NEAR_M: Final = 500_000.0
_QUARTER: Final = 16  # corners of a quarter of a circle


def buffer(shape: BaseGeometry, metres: float) -> BaseGeometry:
    """Compute the area within a distance of a shape, the shape itself included.

    Parameters
    ----------
    shape
        Points, lines or areas, valid.
    metres
        The distance, from 0 to 1,000 km.

    Returns
    -------
    Polygon or MultiPolygon
        Cut at ±180°; it goes round a pole that is so near. Empty for an empty shape.

    Examples
    --------
    >>> import shapely
    >>> [round(side, 2) for side in buffer(shapely.LineString([(10, 60), (12, 60)]), 50_000).bounds]
    [9.1, 59.55, 12.9, 60.45]
    >>> buffer(shapely.Point(), 1000).is_empty
    True
    """
    import shapely

    if shape.is_empty:
        return shapely.Polygon()
    areas = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    found = [*areas, *(_around(tile, metres) for tile in _tiles(shape))] if metres > 0 else areas
    return shapely.union_all(found)


def _tiles(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    """Yield the points and edges of a shape in pieces that are small enough for one map each."""
    import shapely

    edges = [part.boundary if part.geom_type == "Polygon" else part for part in shapely.get_parts(shape)]
    lines = shapely.segmentize(shapely.GeometryCollection(edges), _STEP_DEG)
    west, south, east, north = lines.bounds
    for row in range(math.floor(south / _TILE_DEG), math.floor(north / _TILE_DEG) + 1):
        low, high = row * _TILE_DEG, (row + 1) * _TILE_DEG
        wide = _TILE_DEG / max(0.05, math.cos(math.radians(min(abs(low), abs(high)))))
        for column in range(math.floor((west + 180) / wide), math.floor((east + 180) / wide) + 1):
            window = column * wide - 180, low, (column + 1) * wide - 180, high
            piece = lines if _holds(window, lines.bounds) else shapely.clip_by_rect(lines, *window)
            if not piece.is_empty:
                yield piece


def _holds(window: tuple[float, ...], box: tuple[float, ...]) -> bool:
    return window[0] <= box[0] and window[1] <= box[1] and box[2] <= window[2] and box[3] <= window[3]


def _around(tile: BaseGeometry, metres: float) -> BaseGeometry:
    import shapely

    west, south, east, north = tile.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    about = plane(lon, lat)
    flat = shapely.buffer(on_plane(tile, about), metres, quad_segs=_QUARTER)
    rounded = shapely.segmentize(flat, max(metres / 4, 2_000.0))
    return shapely.union_all([_on_globe(part, about, lat) for part in shapely.get_parts(rounded)])


def _on_globe(area: Polygon, about: Proj, lat: float) -> BaseGeometry:
    """Return an area of the map in degrees, with what crosses ±180° and what holds a pole put right."""
    import shapely

    pole = math.copysign(90.0, lat)
    shell, *holes = (
        _off_plane(shapely.get_coordinates(ring)[:-1], about) for ring in (area.exterior, *area.interiors)
    )
    # A hole with the pole in it: what is near a line round the pole, and not the pole.
    outer = shapely.Polygon(wound(shell, pole=pole))
    inner = [within_180(shapely.make_valid(shapely.Polygon(wound(hole, pole=pole)))) for hole in holes]
    whole = within_180(shapely.make_valid(outer))
    return whole.difference(shapely.union_all(inner)) if inner else whole


def _off_plane(points: NDArray[np.float64], about: Proj) -> NDArray[np.float64]:
    """Return points of the map in degrees."""
    import numpy as np

    return np.column_stack(about(points[:, 0], points[:, 1], inverse=True))


def is_within(first: BaseGeometry, second: BaseGeometry, metres: float) -> bool:
    """Return whether two shapes are no further apart than so many metres (less than 500 km), also across ±180°.

    Most pairs are decided by their boxes and their distance in degrees, and put on a map in doubt alone.

    Examples
    --------
    >>> import shapely
    >>> here, there = shapely.Point(10, 60), shapely.Point(10.8, 60)
    >>> is_within(here, there, 50_000), is_within(here, there, 40_000)
    (True, False)
    >>> is_within(shapely.Point(179.9, 0), shapely.Point(-179.9, 0), 25_000)
    True
    """
    if first.is_empty or second.is_empty:
        return False
    if first.distance(second) * MOST_DEGREE_M <= metres:
        return True
    up = metres / LEAST_DEGREE_M
    a, b = first.bounds, second.bounds
    if max(a[1], b[1]) - min(a[3], b[3]) > up:
        return False
    if first.geom_type == second.geom_type == "Point":
        return distance_m(a[0], a[1], b[0], b[1]) <= metres
    return any(_is_near(first, second, turn, metres) for turn in (0.0, 360.0, -360.0))


def _is_near(first: BaseGeometry, second: BaseGeometry, turn: float, metres: float) -> bool:
    """Return whether two shapes are that near, the second turned round the Earth by so many degrees."""
    import shapely
    from shapely.affinity import translate

    a, b = first.bounds, second.bounds
    highest = min(89.9, max(abs(a[1]), abs(a[3]), abs(b[1]), abs(b[3])))
    wide = 2 * metres / (LEAST_DEGREE_M * math.cos(math.radians(highest)))
    if max(a[0], b[0] + turn) - min(a[2], b[2] + turn) > wide:
        return False
    line = shortest_line(first, translate(second, turn) if turn else second)
    ends = shapely.get_coordinates(line)
    return distance_m(*ends[0], *ends[1]) <= metres


def shortest_line(first: BaseGeometry, second: BaseGeometry) -> BaseGeometry:
    """Return the shortest line between two shapes, from the first to the second; by degrees where it is over 500 km.

    Longitudes are taken as they are: a shape beyond ±180° is to be turned to the other first.
    """
    import numpy as np
    import shapely

    line = shapely.shortest_line(first, second)
    ends = shapely.get_coordinates(line)
    metres = distance_m(*ends[0], *ends[1])
    if not 1 < metres <= _NEAR_M:
        return line
    lon, lat = ends.mean(axis=0).tolist()
    up = metres / LEAST_DEGREE_M  # no end of a shorter line is further from the middle of this one
    wide = 2 * up / max(0.02, math.cos(math.radians(min(89.0, abs(lat) + 2 * up))))
    window = lon - wide, max(-90.0, lat - 2 * up), lon + wide, min(90.0, lat + 2 * up)
    near = [shapely.segmentize(shapely.clip_by_rect(shape, *window), _STEP_DEG) for shape in (first, second)]
    about = plane(lon, lat)
    flat = shapely.get_coordinates(shapely.shortest_line(*(on_plane(shape, about) for shape in near)))
    lons, lats = _off_plane(flat, about).T
    return shapely.LineString(np.column_stack([lon + (lons - lon + 180) % 360 - 180, lats]))


def length_m(line: BaseGeometry) -> float:
    """Compute the length of lines, in metres."""
    return float(geod().geometry_length(line))


def nearest_m(first: Shapes, second: Shapes) -> NDArray[np.float64]:
    """Compute the distances between shapes, pair by pair, in metres: of the points that are nearest in degrees."""
    import numpy as np
    import shapely

    ends = shapely.get_coordinates(shapely.shortest_line(first, second)).reshape(-1, 4)
    return np.asarray(geod().inv(*ends.T)[2])
