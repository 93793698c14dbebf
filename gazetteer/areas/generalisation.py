"""Areas without detail too fine to matter at their size, for writing them with every mention of their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from gazetteer.areas import prepared, queries
from gazetteer.geodesy import MOST_DEGREE_M, size_m

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.areas.outlines import Area
    from gazetteer.place import Place

_DETAIL = 4000
_COARSEST_M = 1000.0
"""What an outline leaves out: a four-thousandth of its size, at most a kilometre, and islands that small.

The United States have 36,000 corners, and every mention of them is written with its area.
"""


def generalised(place: Place) -> BaseGeometry | None:
    """Return the area or line of a place as `geometry` does, an area in the detail that shows at its size.

    Areas of the bundled countries, parts of countries, seas and regions were generalised when the package was built,
    and are read in a tenth of a millisecond; others are made here, to the same coordinates.

    Returns
    -------
    BaseGeometry or None
        WGS 84 degrees; vertices within a four-thousandth of the size, at most a kilometre, are left out. `None` where
        there is no area.
    """
    if place.geometry is not None:
        return place.geometry
    ready = prepared.area(place)
    if ready is not None:
        return ready
    whole = queries.geometry(place)
    return simplify(whole) if isinstance(whole, shapely.Polygon | shapely.MultiPolygon) else whole


def simplify(area: Area) -> Area:
    """Drop parts of an area too fine to matter at its size, and vertices; its largest part always stays."""
    finest = min(size_m(area) / _DETAIL, _COARSEST_M) / MOST_DEGREE_M
    parts = shapely.get_parts(area)
    sizes = shapely.area(parts)
    kept = parts[sizes >= min(finest**2, sizes.max())]
    plain: Area = shapely.simplify(shapely.MultiPolygon(list(kept)) if len(kept) > 1 else kept[0], finest)
    return plain
