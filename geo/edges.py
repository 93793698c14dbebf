"""How exact the line or outline is that is drawn for a mention or an event: `gazetteer.areas.edge` of what it means.

`exact` is a line on the ground or in law, of a country, a province, a border, a river. `approximate` is what has no
agreed limits (the Sahel, a desert) and what words cut out of an area ("southern Libya"). A point has none.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geo.precision import placing_link

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.areas.features import Edge
    from gazetteer.place import Place
    from geo.records import Event, Mention


def of_mention(mention: Mention) -> Edge | None:
    """Return how exact the line or outline of a mention's phrase is; `None` for a point and where it is unresolved."""
    shape = mention.geometry
    if mention.place is None or shape is None or shape.is_empty or shape.geom_type == "Point":
        return None
    if not mention.meaning:
        return _of_place(mention.place)
    # A border or a coast that the words name is as exact as what it belongs to; "across Chad" is the whole of it.
    is_whole = shape.geom_type.endswith("LineString") or shape == _area_of(mention.place)
    return _of_place(mention.place) if is_whole else "approximate"


def of_event(event: Event) -> Edge | None:
    """Return the same of an event's location; what no mention gave, but a hand drew, is approximate."""
    where = event.where
    if where is None or where.is_empty or where.geom_type == "Point":
        return None
    link = placing_link(event)
    return "approximate" if link is None else of_mention(link.mention)


@lru_cache(maxsize=2048)  # a place is named often, and its area is looked up anew each time
def _of_place(place: Place) -> Edge:
    from gazetteer import areas

    return areas.edge(place) or "exact"


@lru_cache(maxsize=256)
def _area_of(place: Place) -> BaseGeometry | None:
    """Return the area that is drawn for the place itself."""
    from gazetteer import areas

    return areas.generalised(place)
