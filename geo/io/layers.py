"""Tables split by the type of their geometries, as GIS software needs layers, and representative points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.io.columns import Columns, Shapes

_FAMILIES: dict[str, tuple[int, ...]] = {"point": (0, 4), "line": (1, 2, 5), "area": (3, 6), "nowhere": ()}
"""Shapely's numbers of the geometry types that a layer may hold."""


def layers_of(name: str) -> tuple[str, ...]:
    """Return the names of a table's layers, one per family of geometry types, as GIS software needs them."""
    return tuple(f"{name}_{family}" for family in _FAMILIES)


def layer_of(name: str, shapes: Shapes) -> list[str]:
    """Return the layer of each row; rows without a point, line or area are in the layer "nowhere"."""
    named = layers_of(name)
    return [named[number] for number in _layer_numbers(shapes).tolist()]


def by_geometry(name: str, columns: Columns, shapes: Shapes) -> Iterator[tuple[str, Columns, Shapes]]:
    """Split a table into its layers."""
    numbers = _layer_numbers(shapes)
    for number, layer in enumerate(layers_of(name)):
        here = np.flatnonzero(numbers == number)
        yield layer, {column: values[here] for column, values in columns.items()}, shapes[here]


def _layer_numbers(shapes: Shapes) -> NDArray[np.intp]:
    import shapely

    found = np.full(len(shapes), len(_FAMILIES) - 1)
    kinds = np.where(shapely.is_empty(shapes), -1, shapely.get_type_id(shapes))
    for number, types in enumerate(_FAMILIES.values()):
        found[np.isin(kinds, types)] = number
    return found


def representative_points(shapes: Shapes) -> NDArray[np.float64]:
    """Return for each geometry the longitude and latitude of a point on it (WGS 84); NaN where there is none.

    Longitudes are between -180 and 180 also where the geometry goes on beyond.
    """
    import shapely

    points = np.full((len(shapes), 2), np.nan)
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    if there.any():
        points[there] = shapely.get_coordinates(shapely.point_on_surface(shapes[there])).round(6) + 0.0
        beyond = np.abs(points[:, 0]) > 180
        points[beyond, 0] = ((points[beyond, 0] + 180) % 360 - 180).round(6)
    return points
