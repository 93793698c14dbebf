"""Columns of coordinates in, and places as columns out: what look-ups of many points share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

import numpy as np

from gazetteer.errors import NoPoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from gazetteer.place import Place

COLUMNS = ("id", "name", "kind", "lon", "lat", "country", "admin1", "population", "radius_m")


class Points:
    """Coordinates of many points, each pair of them once.

    Parameters
    ----------
    lon, lat
        WGS 84 degrees: arrays, Series or lists of one length; Series have one index.

    Raises
    ------
    ValueError
        When they differ in length or in their index.
    NoPoint
        When a latitude is beyond the poles or a number infinite. Missing numbers are allowed.

    Attributes
    ----------
    lons, lats
        The distinct pairs, longitudes in [-180, 180).
    index
        Labels of the rows; numbers from 0 where neither column is a Series.
    """

    def __init__(self, lon: ArrayLike | pd.Series[Any], lat: ArrayLike | pd.Series[Any]) -> None:
        labels: list[pd.Index[Any]] = [column.index for column in (lon, lat) if _is_series(column)]
        if len(labels) == 2 and not labels[0].equals(labels[1]):
            raise ValueError("the columns lon and lat have different indexes")
        lons, lats = (np.atleast_1d(_numbers(column)) for column in (lon, lat))
        if lons.shape != lats.shape or lons.ndim != 1:
            raise ValueError(f"lon and lat are no columns of one length: {lons.shape} and {lats.shape}")
        there = ~(np.isnan(lons) | np.isnan(lats))
        wrong = there & ~(np.isfinite(lons) & (np.abs(lats) <= 90))
        if wrong.any():
            at = int(wrong.argmax())
            raise NoPoint(float(lons[at]), float(lats[at]))
        pairs, inverse = np.unique(
            np.column_stack([(lons[there] + 180) % 360 - 180, lats[there]]), axis=0, return_inverse=True
        )
        self.lons, self.lats = np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])
        self.index = labels[0] if labels else None
        self._of_row = np.full(len(lons), -1)
        self._of_row[there] = inverse.reshape(-1)

    def frame(self, places: Sequence[Place | None], **more: Sequence[float]) -> pd.DataFrame:
        """Make a table of the places of the distinct pairs, a row for each row that was given.

        Parameters
        ----------
        places
            The place of each pair of `lons` and `lats`; `None` for none.
        **more
            Further columns of numbers, in the same order.

        Returns
        -------
        pandas.DataFrame
            With `COLUMNS` and the further ones; all missing where the point or the place is.
        """
        import pandas as pd

        known = [*places, None]  # the last for rows without a point, whose number is -1
        columns: dict[str, Any] = {
            name: [None if place is None else getattr(place, name) for place in known] for name in COLUMNS
        }
        columns |= {name: [*values, np.nan] for name, values in more.items()}
        table = pd.DataFrame(columns).astype(
            {"population": "Int64"} | dict.fromkeys(("lon", "lat", "radius_m"), "float64")
        )
        found = table.take(self._of_row)
        found.index = pd.RangeIndex(len(found)) if self.index is None else self.index
        return found


def _is_series(column: Any) -> TypeGuard[pd.Series[Any]]:
    return hasattr(column, "index") and hasattr(column, "to_numpy")  # without pandas


def _numbers(column: Any) -> NDArray[np.float64]:
    """Return a column as floats; missing values of any kind become NaN."""
    if hasattr(column, "to_numpy"):
        column = column.to_numpy(dtype=float, na_value=np.nan)
    numbers: NDArray[np.float64] = np.asarray(column, dtype=float)
    return numbers
