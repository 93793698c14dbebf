"""The link by which an event has its place, and the lines from events to the places that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo import precision
from geo.io.columns import objects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.io.columns import Shapes
    from geo.records import Event, PlaceLink

_NEAR_M = 1_000.0
"""An event no farther than this from one of its places counts as there."""


def primary_link(event: Event) -> PlaceLink | None:
    """Return the link of the place where an event was: the one whose geometry is `event.where`.

    Where none has it (it was moved by hand): its first location, else its first destination, origin or transit.
    """
    if (link := precision.placing_link(event)) is not None:
        return link
    for roles in (("location",), ("destination", "origin", "transit")):
        for link in event.places:
            if link.role in roles:
                return link
    return None


def link_lines(events: Sequence[Event], linked: Sequence[PlaceLink]) -> Shapes:
    """Return for each event and link the line from the event to the place (WGS 84); `None` where they are not apart.

    A line goes the shorter way round the globe, and is split where it crosses ±180°.
    """
    import shapely

    from geo.antimeridian import split_at_antimeridian

    lines = np.full(len(events), None, dtype=object)
    # Lists of plain values, not of tuples: with millions of records about, new tuples keep the garbage collector busy.
    places = [link.mention.place for link in linked]
    where = objects(event.where for event in events)
    kept = ~(shapely.is_missing(where) | shapely.is_empty(where)) & np.array(
        [place is not None for place in places], bool
    )
    if not kept.any():
        return lines
    lons = np.array([place.lon if place else np.nan for place in places])
    lats = np.array([place.lat if place else np.nan for place in places])
    there = np.asarray(shapely.points(lons, lats), dtype=object)
    kept[kept] = _are_apart(where[kept], there[kept])  # not of what is missing: that warns
    here = shapely.get_coordinates(shapely.point_on_surface(where[kept]))
    ends = np.stack([here, np.column_stack([lons[kept], lats[kept]])], axis=1)
    made = np.asarray(shapely.linestrings(ends), dtype=object)
    far = np.abs(ends[:, 0, 0] - ends[:, 1, 0]) > 180
    made[far] = [split_at_antimeridian(line) for line in made[far]]
    lines[kept] = made
    return lines


def _are_apart(here: Shapes, there: Shapes) -> NDArray[np.bool_]:
    """Return pairwise whether shapes are more than `_NEAR_M` apart, geodesically where degrees are ambiguous."""
    import shapely

    from gazetteer.geodesy import MOST_DEGREE_M
    from geo.geodesy import nearest_m

    degrees = shapely.distance(here, there)
    apart = np.asarray(degrees * MOST_DEGREE_M > _NEAR_M)
    lats = np.abs(shapely.get_y(there))
    doubtful = apart & (
        degrees * MOST_DEGREE_M * np.cos(np.radians(np.minimum(lats + degrees, 90))) < 1.1 * _NEAR_M
    )
    apart[doubtful] = nearest_m(here[doubtful], there[doubtful]) > _NEAR_M
    return apart
