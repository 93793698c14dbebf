"""Places of a table as points with a radius: its coordinates, else its names by the gazetteer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gazetteer.store import Gazetteer
    from geo.comparison.tables import Table

RADIUS_M: Final = 5_000.0
"""Radius of a point of which nothing says how precise it is: a town's."""

UNBOUNDED_M: Final = math.inf
"""Radius of a place that is a whole country, or not known better."""

_COARSER = ("district", "region")


class Points(NamedTuple):
    """Longitude and latitude of each row in WGS 84 degrees (NaN without a place), radius in metres, and faults."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    radius_m: NDArray[np.float64]
    faults: dict[int, str]
    geocoded: int


def points_of(table: Table, countries: Sequence[str | None], *, gazetteer: Gazetteer | None = None) -> Points:
    """Return the point of each row.

    A coordinate that is no number or beyond the Earth is a fault, and the point 0, 0 no place. Rows without a point are
    geocoded by their name, where exactly one place, or the likeliest of one country, is called so.

    Parameters
    ----------
    table
        With columns of the roles `lon` and `lat`, or `place`.
    countries
        Alpha-2 code of each row, in which its name is looked up; `None` where not known.
    gazetteer
        Where names are looked up; the bundled one by default.
    """
    faults: dict[int, str] = {}
    lon, lat = (_numbers(table, role, faults) for role in ("lon", "lat"))
    off = (np.abs(lat) > 90) | (np.abs(lon) > 180)
    for row in np.flatnonzero(off).tolist():
        faults.setdefault(row, f"{lon[row]:g}, {lat[row]:g} is no point on the Earth")
    nowhere = off | np.isnan(lon) | np.isnan(lat) | ((lon == 0) & (lat == 0))
    lon[nowhere] = lat[nowhere] = np.nan
    radius = _radii(table)
    names = table.of("place")
    geocoded = 0
    if names is not None and nowhere.any():
        geocoded = _geocode(names, countries, np.flatnonzero(nowhere), (lon, lat, radius), gazetteer)
    return Points(lon, lat, radius, faults, geocoded)


def _numbers(table: Table, role: str, faults: dict[int, str]) -> NDArray[np.float64]:
    values = table.of(role)
    found = np.full(len(table), np.nan)
    if values is None:
        return found
    for row, value in enumerate(values):
        if isinstance(value, str):
            text = value.strip()
            if text.casefold() in ("", "nan", "none", "null", "na", "n/a", "-"):
                continue
            try:
                found[row] = float(text if "." in text else text.replace(",", ".", 1))
            except ValueError:
                faults.setdefault(row, f"{text[:30]!r} is no number of degrees")
        elif value is not None and value == value:  # noqa: PLR0124 (NaN differs from itself)
            try:
                found[row] = float(value)
            except (TypeError, ValueError):
                faults.setdefault(row, f"{str(value)[:30]!r} is no number of degrees")
    infinite = np.isinf(found)
    found[infinite] = np.nan
    for row in np.flatnonzero(infinite).tolist():
        faults.setdefault(row, "an infinite number of degrees")
    return found


def _radii(table: Table) -> NDArray[np.float64]:
    """Return the radius of each row: what is stated, at least that of a coarse level, else that of its code."""
    codes = table.of("place_precision")
    levels = np.full(len(table), RADIUS_M)
    coarse = np.zeros(len(table), dtype=bool)
    if codes is not None and table.format.km:
        km = {code: 1_000.0 * value for code, value in table.format.km.items()}
        texts = [_code(code) for code in codes]
        levels = np.array([km.get(text, UNBOUNDED_M) if text else RADIUS_M for text in texts])
        coarse = np.array([text in _COARSER or (bool(text) and text not in km) for text in texts], dtype=bool)
    stated = table.of("radius_m")
    if stated is None:
        return levels
    metres = np.array([_metres(value) for value in stated])
    return np.where(np.isnan(metres), levels, np.where(coarse, np.fmax(metres, levels), metres))


def _metres(value: Any) -> float:
    try:
        metres = float(value)
    except (TypeError, ValueError):
        return math.nan
    return metres if metres >= 0 else math.nan


def _code(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124 (NaN differs from itself)
        return ""
    text = str(value).strip()
    return text.removesuffix(".0")


def _geocode(
    names: NDArray[np.object_],
    countries: Sequence[str | None],
    rows: NDArray[np.intp],
    into: tuple[NDArray[np.float64], ...],
    gazetteer: Gazetteer | None,
) -> int:
    """Fill in the points and radii of rows by the names of their places, and count them."""
    from gazetteer import store
    from gazetteer.errors import GazetteerError
    from gazetteer.missing import is_missing

    places = gazetteer or store.default()
    known: dict[tuple[str, str | None], Any] = {}
    count = 0
    for row in rows.tolist():
        name, country = names[row], countries[row]
        if is_missing(name, country=country):
            continue
        key = (str(name).strip(), country)
        if key not in known:
            try:
                known[key] = places.find(key[0], country=country)
            except (GazetteerError, TypeError):
                likely = places.search(key[0], limit=1, country=country, near=False) if country else []
                known[key] = likely[0] if likely else None
        place = known[key]
        if place is not None:
            for column, value in zip(into, (place.lon, place.lat, place.radius_m), strict=True):
                column[row] = value
            count += 1
    return count
