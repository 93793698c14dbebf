"""Lines between first-level divisions (states, provinces, governorates), for a map that is near enough to show them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import shapely

from gazetteer import countries
from gazetteer.areas import divisions, outlines
from gazetteer.areas.arcs import flat_steps

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from maps.basemap import Bounds

STEP_DEG = 0.002  # of the grid that points are put on: a pixel at the zoom where lines are first drawn
SMOOTH_DEG = 0.006


def lines_in(bounds: Bounds) -> list[list[int]]:
    """Return the lines between the divisions of one country each that lie in a box.

    Returns
    -------
    list of list of int
        For each line lon and lat of its first point and then the steps to the next ones, all in `STEP_DEG`.
    """
    view = shapely.box(*bounds)
    source = outlines.load("50m")
    met = {key[0] for key in source.units if key[0] and view.intersects(shapely.box(*source.bounds(key)))}
    found: list[list[int]] = []
    for iso3 in sorted(met & {country.alpha3 for country in countries.all()}):
        inside = shapely.clip_by_rect(_between(countries.get(iso3).alpha2), *bounds)
        found += [
            flat_steps(line, STEP_DEG) for line in shapely.get_parts(inside) if line.length > SMOOTH_DEG
        ]
    return found


@cache
def _between(alpha2: str) -> BaseGeometry:
    """Return the lines that two divisions of a country share, thinned out."""
    areas = list(divisions.of_country(alpha2).values())
    if len(areas) < 2:
        return shapely.MultiLineString()
    rims = shapely.boundary(areas)
    one, other = shapely.STRtree(rims).query(rims, predicate="intersects")
    pairs = one < other
    shared = shapely.intersection(rims[one[pairs]], rims[other[pairs]])
    parts = shapely.get_parts(shared)
    lines = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    return shapely.simplify(shapely.line_merge(shapely.union_all(lines)), SMOOTH_DEG)
