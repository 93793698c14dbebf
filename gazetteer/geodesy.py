"""Distances on the WGS 84 ellipsoid, after Karney (2013), "Algorithms for geodesics", doi:10.1007/s00190-012-0578-z.

A degree of longitude is 111 km at the equator, 56 km in Oslo and nothing at the poles, so no distance is measured or
drawn in degrees. Longitudes and latitudes are WGS 84 degrees, distances metres, bearings degrees clockwise from north.
pyproj does the work; it and numpy are imported when they are first needed, so that looking a name up waits for neither.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray
    from pyproj import Geod, Proj
    from shapely.geometry.base import BaseGeometry

    Box = tuple[float, float, float, float]

LEAST_DEGREE_M = 110_574.0
"""Metres of a degree of latitude at the equator, where it is shortest."""
MOST_DEGREE_M = 111_694.0
"""Metres of a degree of latitude at the poles; no degree of latitude or longitude is longer."""
MEAN_RADIUS_M = 6_371_008.8
"""Mean radius of the ellipsoid (IUGG's R1), for what is quicker or, as in the literature, measured on a sphere."""
MEAN_DEGREE_M = 111_195.0
"""Metres of a degree of a great circle on that sphere, for boxes and thresholds."""
_CORNERS = 72


@cache
def geod() -> Geod:
    """Return the ellipsoid, made once a process."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Measure the geodesic between two points.

    Examples
    --------
    >>> round(distance_m(10, 60, 11, 60)), round(distance_m(179.5, 0, -179.5, 0)), distance_m(34.3, 31.3, 34.3, 31.3)
    (55799, 111319, 0.0)
    """
    return float(geod().inv(lon, lat, other_lon, other_lat)[2])


def distances_m(lon: float, lat: float, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.float64]:
    """Measure the geodesics from one point to each of several."""
    import numpy as np

    there = np.asarray(lons, dtype=float)
    metres = geod().inv(
        np.full_like(there, lon), np.full_like(there, lat), there, np.asarray(lats, dtype=float)
    )[2]
    return np.asarray(metres, dtype=float)


def bearing(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Compute the direction in which the geodesic to another point begins, 0 to 360.

    Examples
    --------
    >>> bearing(0, 0, 1, 0), bearing(0, 0, 0, -1), round(bearing(-170, 10, 170, 10))
    (90.0, 180.0, 272)
    """
    return float(geod().inv(lon, lat, other_lon, other_lat)[0]) % 360


def destination(*, lon: float, lat: float, bearing: float, metres: float) -> tuple[float, float]:
    """Compute `(lon, lat)` at a distance and bearing; the longitude lies in [-180, 180]."""
    east, north, _ = geod().fwd(lon, lat, bearing, metres)
    return float(east), float(north)


def area_m2(area: BaseGeometry) -> float:
    """Measure an area of one or several polygons, in square metres; its edges are taken as geodesics.

    Examples
    --------
    >>> import shapely
    >>> round(area_m2(shapely.box(0, 0, 1, 1)) / 1e6), round(area_m2(shapely.box(0, 60, 1, 61)) / 1e6)
    (12309, 6123)
    """
    import shapely
    from shapely.geometry.polygon import orient

    return float(sum(geod().geometry_area_perimeter(orient(part))[0] for part in shapely.get_parts(area)))


def circle(*, lon: float, lat: float, radius_m: float) -> BaseGeometry:
    """Make the area within a distance of a point.

    Returns
    -------
    Polygon or MultiPolygon
        Of 72 corners at that distance, longitudes in [-180, 180], in two parts where it crosses ±180°; it reaches to
        the pole where it holds it. A distance beyond the other pole is not distinguished from the whole Earth.

    Examples
    --------
    >>> [round(side, 2) for side in circle(lon=10, lat=60, radius_m=50_000).bounds]
    [9.1, 59.55, 10.9, 60.45]
    >>> circle(lon=180, lat=0, radius_m=1000).geom_type, circle(lon=0, lat=90, radius_m=1000).bounds[::2]
    ('MultiPolygon', (-180.0, 180.0))
    """
    import numpy as np
    import shapely

    turn = np.linspace(0, 360, _CORNERS, endpoint=False)
    same = np.full(_CORNERS, 1.0)
    lons, lats, _ = geod().fwd(lon * same, lat * same, turn, radius_m * same)
    return within_180(shapely.Polygon(wound(np.column_stack([lons, lats]), pole=math.copysign(90.0, lat))))


def wound(ring: NDArray[np.float64], *, pole: float) -> NDArray[np.float64]:
    """Unroll the longitudes of a ring, so that no step is longer than 180°; one that goes round a pole is closed there.

    Parameters
    ----------
    ring
        Longitudes and latitudes, shape (n, 2), the last point another than the first.
    pole
        Latitude of the pole that the ring may go round, 90 or -90.
    """
    import numpy as np

    lons = np.unwrap(np.append(ring[:, 0], ring[0, 0]), period=360)
    if abs(lons[-1] - lons[0]) < 180:
        return np.column_stack([lons[:-1], ring[:, 1]])
    lats = np.append(ring[:, 1], ring[0, 1])
    return np.vstack([np.column_stack([lons, lats]), [[lons[-1], pole], [lons[0], pole]]])


def within_180(area: BaseGeometry) -> BaseGeometry:
    """Cut an area at ±180° and put what lies beyond on the other side."""
    import shapely
    from shapely.affinity import translate

    west, _, east, _ = area.bounds
    if west >= -180 and east <= 180:
        return area
    pieces = [
        translate(
            shapely.intersection(area, shapely.box(360 * turn - 180, -90, 360 * turn + 180, 90)), -360 * turn
        )
        for turn in range(math.floor((west + 180) / 360), math.ceil((east - 180) / 360) + 1)
    ]
    return shapely.union_all(pieces)


def box_around(*, lon: float, lat: float, metres: float) -> Box:
    """Compute west, south, east, north of a box that holds all within a distance of a point.

    West may be less than -180, or east more than 180, where it crosses ±180°; near a pole it goes all round.
    """
    up = metres / LEAST_DEGREE_M
    south, north = max(-90.0, lat - up), min(90.0, lat + up)
    if max(-south, north) >= 90:
        return lon - 180, south, lon + 180, north
    # On the sphere of latitudes, where a circle is widest; a hundredth more makes up for the ellipsoid.
    wide = math.degrees(math.asin(min(1.0, math.sin(math.radians(up)) / math.cos(math.radians(lat))))) * 1.01
    return lon - wide, south, lon + wide, north


@lru_cache(maxsize=64)
def plane(lon: float, lat: float) -> Proj:
    """Return the azimuthal equidistant map about a point: distances from it are true, those near it nearly so."""
    from pyproj import Proj

    return Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")


def on_plane(shape: BaseGeometry, about: Any) -> BaseGeometry:
    """Return a shape in metres on the map that `plane` gave."""
    import numpy as np
    import shapely

    return shapely.transform(shape, lambda xy: np.column_stack(about(xy[:, 0], xy[:, 1])))


def to_shape_m(shape: BaseGeometry, *, lon: float, lat: float, most_m: float) -> float:
    """Measure the distance from a point to a shape; infinity where it is more than `most_m`.

    Parameters
    ----------
    shape
        With longitudes in [-180, 180].
    lon, lat
        The point, lon in [-180, 180].
    most_m
        Metres, less than 1,000 km: on a wider map a straight line is no geodesic.
    """
    import shapely

    west, south, east, north = box_around(lon=lon, lat=lat, metres=most_m)
    about = plane(lon, lat)
    found = math.inf
    for turn in (0, 360, -360):
        left, right = max(west - turn, -180.0), min(east - turn, 180.0)
        if left >= right:
            continue
        near = shapely.clip_by_rect(shape, left, south, right, north)
        if not near.is_empty:
            # Sides are cut so that they stay where they were when the map bends them.
            metres = shapely.Point(0, 0).distance(on_plane(shapely.segmentize(near, 0.25), about))
            found = min(found, float(metres))
    return found if found <= most_m else math.inf


def size_m(shape: BaseGeometry) -> float:
    """Compute the diagonal of the box around a shape, in metres; 0 for a point, and for one that is empty.

    Examples
    --------
    >>> import shapely
    >>> round(size_m(shapely.box(10, 60, 11, 60))), size_m(shapely.Point(1, 2))
    (55800, 0.0)
    """
    if shape.is_empty or shape.geom_type == "Point":
        return 0.0
    west, south, east, north = bounds(shape)
    east_m, north_m = degree_m((south + north) / 2)
    span = east - west if west <= east else east - west + 360
    return math.hypot(span * east_m, (north - south) * north_m)


def degree_m(lat: float) -> tuple[float, float]:
    """Compute how long a degree of longitude and one of latitude are at a latitude, in metres.

    Examples
    --------
    >>> [round(metres) for metres in (*degree_m(0), *degree_m(60))]
    [111319, 110574, 55800, 111412]
    """
    short = 0.005  # a geodesic leaves the parallel, so a hundredth of a degree is measured
    return 100 * distance_m(-short, lat, short, lat), 100 * distance_m(0, lat - short, 0, lat + short)


def bounds(shape: BaseGeometry) -> tuple[float, float, float, float]:
    """Return west, south, east, north in degrees; west is greater than east across ±180° (RFC 7946, 5.2).

    Examples
    --------
    >>> import shapely
    >>> bounds(shapely.MultiPolygon([shapely.box(175, 0, 180, 1), shapely.box(-180, 0, -175, 1)]))
    (175.0, 0.0, -175.0, 1.0)
    """
    west, south, east, north = shape.bounds
    gap = _gap(shape) if west <= -180 and east >= 180 else None
    return (gap[1], south, gap[0], north) if gap else (west, south, east, north)


def _gap(shape: BaseGeometry) -> tuple[float, float] | None:
    """Return the widest range of longitudes without any part of a shape; `None` when the parts go all round."""
    import shapely

    spans = sorted((part.bounds[0], part.bounds[2]) for part in shapely.get_parts(shape))
    reached, widest = spans[0][1], None
    for west, east in spans:
        if west > reached and (widest is None or west - reached > widest[1] - widest[0]):
            widest = reached, west
        reached = max(reached, east)
    return widest
