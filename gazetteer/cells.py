"""A grid of quarter-degree cells over the Earth, numbered along the parallels: how nearby places are found."""

from __future__ import annotations

import math

from gazetteer.geodesy import LEAST_DEGREE_M, MEAN_RADIUS_M

SIZE = 0.25
"""Degrees. Few enough places lie in nine cells of a dense region (1,500), and few enough cells in an empty one."""

_ROWS = round(180 / SIZE)
_AROUND = round(360 / SIZE)

SQL = f"CAST((lat + 90) * {1 / SIZE:g} AS INTEGER) * {_AROUND + 1} + CAST((lon + 180) * {1 / SIZE:g} AS INTEGER)"
"""Number of a row's cell; the store is indexed by this very expression. Longitude 180 has a column of its own."""

EARTH = [(0, (_ROWS + 1) * (_AROUND + 1))]
"""All cells."""


def cells_within(*, lon: float, lat: float, reach: int) -> list[tuple[int, int]]:
    """List the cells that hold everything near a point.

    Parameters
    ----------
    lon, lat
        WGS 84 degrees, lon in [-180, 180).
    reach
        How near: the great-circle distance that `reach` cells are high.

    Returns
    -------
    list of (int, int)
        Ranges of cell numbers, both ends included; `EARTH` when no less will do.

    Examples
    --------
    >>> cells_within(lon=0.1, lat=0.1, reach=1)
    [(518037, 518041), (519478, 519482), (520919, 520923)]
    >>> cells_within(lon=0, lat=0, reach=360) == EARTH
    True
    """
    row, column = int((lat + 90) / SIZE), int((lon + 180) / SIZE)
    low, high = max(0, row - reach), min(_ROWS, row + reach)
    if low == 0 and high == _ROWS:
        return EARTH
    columns = [(0, _AROUND)]
    if abs(lat) + reach * SIZE < 89:  # else the circle holds the pole, or nearly, and with it every longitude
        sideways = math.asin(math.sin(math.radians(reach * SIZE)) / math.cos(math.radians(lat)))
        width = math.ceil(math.degrees(sideways) / SIZE)
        first, last = column - width, column + width
        columns = [(max(first, 0), min(last, _AROUND))]
        if first < 0:
            columns.append((first + _AROUND, _AROUND))
        if last >= _AROUND:
            columns.append((0, last - _AROUND))
    width = _AROUND + 1
    return [(r * width + first, r * width + last) for r in range(low, high + 1) for first, last in columns]


def reach_of(distance_m: float) -> int:
    """Count the cells, in height, that a distance in metres spans; at most the Earth."""
    return min(_ROWS, math.ceil(distance_m / LEAST_DEGREE_M / SIZE))


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Measure the great circle between two points in WGS 84 degrees, in metres, on a sphere (0.5 % off at most).

    For building the gazetteer, which needs no pyproj; what users see is measured by `geodesy.distance_m`.

    Examples
    --------
    >>> round(distance_m(0, 0, 180, 0)), distance_m(34.3, 31.3, 34.3, 31.3)
    (20015114, 0.0)
    """
    a, b = math.radians(lat), math.radians(other_lat)
    h = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * MEAN_RADIUS_M * math.asin(math.sqrt(min(1.0, h)))
