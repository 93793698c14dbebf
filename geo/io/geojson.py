"""Events as GeoJSON features (RFC 7946)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from geo.geometry_json import joined_box, located
from geo.json_objects import event_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.records import Event

_BATCH = 256


def features(events: Iterable[Event]) -> Iterator[tuple[dict[str, Any], list[float] | None]]:
    """Give each event as a GeoJSON feature, and its bounding box; events are taken as they come, a few at a time.

    The interval stands once more as `when_start` and `when_end`, and the place of the geometry as the columns that a
    table of events has, because GIS software filters by flat fields only.
    """
    from geo.io.frames import objects, representative_points

    left = iter(events)
    while batch := list(itertools.islice(left, _BATCH)):
        wheres = [event.where for event in batch]
        spots = representative_points(objects(wheres)).tolist()
        for event, (shape, box), spot in zip(batch, located(wheres), spots, strict=True):
            properties = event_object(event, where=shape)
            del properties["where"]
            properties |= _flat(event, spot, properties["when"])
            made: dict[str, Any] = {
                "type": "Feature",
                "id": event.id,
                "geometry": shape,
                "properties": properties,
            }
            if shape and shape["type"] != "Point":
                made["bbox"] = box
            yield made, box


def _flat(event: Event, spot: Sequence[float], when: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the days and the place of an event by the names of the columns of a table."""
    from geo.io.frames import primary_link

    link = primary_link(event) if event.where is not None else None
    place = link.mention.place if link else None
    lon, lat = (None if value != value else value for value in spot)  # noqa: PLR0124 (NaN differs from itself)
    return {
        "when_start": when["start"],
        "when_end": when["end"],
        "place": place.name if place else None,
        "place_id": place.id if place else None,
        "lon": lon,
        "lat": lat,
        "country": place.country or None if place else None,
        "admin1": place.admin1 or None if place else None,
    }


def feature(event: Event) -> dict[str, Any]:
    """Give one event as a GeoJSON feature: its JSON object as properties, `where` as the geometry."""
    ((made, _),) = features([event])
    return made


def feature_collection(events: Sequence[Event]) -> dict[str, Any]:
    """Give events as a GeoJSON feature collection; those without a place keep a null geometry.

    Examples
    --------
    >>> feature_collection([])
    {'type': 'FeatureCollection', 'features': []}
    """
    made = list(features(events))
    box = None
    for _, other in made:
        box = joined_box(box, other)
    return (
        {"type": "FeatureCollection"}
        | ({"bbox": box} if box else {})
        | {"features": [one for one, _ in made]}
    )
