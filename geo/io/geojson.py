"""Events as GeoJSON features (RFC 7946)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from geo.geometry_json import joined_box, located
from geo.json_objects import event_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.records import Event

_BATCH = 256


def features(events: Iterable[Event]) -> Iterator[tuple[dict[str, Any], list[float] | None]]:
    """Give each event as a GeoJSON feature, and its bounding box; events are taken as they come, a few at a time.

    The interval stands once more as `when_start` and `when_end`, because GIS software filters by flat fields only.
    """
    left = iter(events)
    while batch := list(itertools.islice(left, _BATCH)):
        for event, (shape, box) in zip(batch, located([event.where for event in batch]), strict=True):
            properties = event_object(event, where=shape)
            del properties["where"]
            properties["when_start"], properties["when_end"] = (
                properties["when"]["start"],
                properties["when"]["end"],
            )
            made: dict[str, Any] = {
                "type": "Feature",
                "id": event.id,
                "geometry": shape,
                "properties": properties,
            }
            if shape and shape["type"] != "Point":
                made["bbox"] = box
            yield made, box


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
