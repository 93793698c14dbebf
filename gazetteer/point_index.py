"""The nearest of very many points on the ellipsoid, for a whole column of points at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from gazetteer.geodesy import LEAST_DEGREE_M, geod

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_CHUNK = 2_000  # points at a time: their pairs with what is around them fill some megabytes
_FAR_M = 150_000_000.0
"""Metres of the furthest answer of an index of one place; of four it is half as far, so that as many are around it."""
_FURTHEST_M = 3_000_000.0
_MOST_LAT = 80.0


class Nearest(NamedTuple):
    """Of each point the number of the nearest one of the index, -1 where it was not looked for, and the metres."""

    numbers: NDArray[np.int64]
    metres: NDArray[np.float64]


class PointIndex:
    """An index of places for `nearest`.

    Parameters
    ----------
    ids
        By which the nearer of two places at the same distance is chosen: the lesser in the order of text.
    lons, lats
        WGS 84 degrees, longitudes in [-180, 180].
    """

    def __init__(self, ids: Sequence[str], lons: Sequence[float], lats: Sequence[float]) -> None:
        order = sorted(range(len(ids)), key=ids.__getitem__)
        self.ids = [ids[i] for i in order]
        self._coordinates = np.column_stack([lons, lats])[order].reshape(-1, 2)
        self._far_m = min(_FURTHEST_M, _FAR_M / max(1, len(ids)) ** 0.5)
        self._tree = shapely.STRtree(np.asarray(shapely.points(self._coordinates)))

    def nearest(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> Nearest:
        """Find the nearest place of each point by geodesic distance.

        Parameters
        ----------
        lons, lats
            WGS 84 degrees, longitudes in [-180, 180].

        Returns
        -------
        Nearest
            Without an answer for points near a pole or ±180°, and for those far from any place: 300 km for an index of
            200,000 places.
        """
        chunks = [
            self._of_chunk(lons[at : at + _CHUNK], lats[at : at + _CHUNK])
            for at in range(0, len(lons), _CHUNK)
        ]
        return Nearest(
            np.concatenate([chunk.numbers for chunk in chunks] or [np.empty(0, dtype=np.int64)]),
            np.concatenate([chunk.metres for chunk in chunks] or [np.empty(0)]),
        )

    def _of_chunk(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> Nearest:
        numbers, metres = np.full(len(lons), -1), np.full(len(lons), np.nan)
        if not self.ids:
            return Nearest(numbers, metres)
        # The nearest in degrees is no further than the nearest in metres may be: whatever is nearer lies in the box.
        points, near = self._tree.query_nearest(shapely.points(lons, lats), all_matches=False)
        bound = np.full(len(lons), np.inf)
        bound[points] = self._metres(lons[points], lats[points], near)
        up = bound / LEAST_DEGREE_M * 1.001
        ratio = np.sin(np.radians(np.minimum(up, 90))) / np.cos(np.radians(lats))
        wide = np.degrees(np.arcsin(np.clip(ratio, -1, 1))) * 1.01
        asked = np.flatnonzero(
            (bound <= self._far_m) & (np.abs(lats) <= _MOST_LAT) & (lons - wide > -180) & (lons + wide < 180)
        )
        west, east = (lons - wide)[asked], (lons + wide)[asked]
        boxes = shapely.box(west, (lats - up)[asked], east, (lats + up)[asked])
        box, place = self._tree.query(boxes)
        point = asked[box]
        distances = self._metres(lons[point], lats[point], place)
        order = np.lexsort((place, distances, point))  # places are in the order of their ids
        first = order[np.unique(point[order], return_index=True)[1]]
        numbers[point[first]], metres[point[first]] = place[first], distances[first]
        return Nearest(numbers, metres)

    def _metres(
        self, lons: NDArray[np.float64], lats: NDArray[np.float64], places: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        there = self._coordinates[places]
        metres: NDArray[np.float64] = geod().inv(lons, lats, there[:, 0], there[:, 1])[2]
        return np.asarray(metres)
