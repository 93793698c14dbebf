"""Events as GeoJSON (RFC 7946): features, collections that are written as they come, and sets back from them.

Nothing is gathered: memory does not grow with the number of events. A collection's bounding box therefore stands behind
its features; the order of members has no meaning (RFC 8259, section 4).
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

from geo.errors import UnreadableSet
from geo.geometry_json import joined_box, located
from geo.io.archive import ABSENT, MEMBER, VERSION, pack
from geo.json_objects import event_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from geo.event_set import EventSet
    from geo.records import Event

    Decorate = Callable[[Event, dict[str, Any]], None]

_SEPARATOR = "\x1e"  # begins each text of a sequence (RFC 8142, section 2)
_BATCH = 256


def features(events: Iterable[Event]) -> Iterator[tuple[dict[str, Any], list[float] | None]]:
    """Yield each event as a GeoJSON feature, with its bounding box; events are consumed in small batches.

    The interval is repeated as `when_start` and `when_end`, and the place of the geometry as the columns that a table
    of events has, because GIS software filters by flat fields only.
    """
    from geo.io.columns import objects
    from geo.io.layers import representative_points

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
    from geo.io.links import primary_link

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
    """Return one event as a GeoJSON feature: its JSON object as properties, `where` as the geometry."""
    ((made, _),) = features([event])
    return made


def feature_collection(events: Sequence[Event]) -> dict[str, Any]:
    """Return events as a GeoJSON feature collection; those without a place have a null geometry.

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


def collection_chunks(
    events: Iterable[Event],
    *,
    decorate: Decorate | None = None,
    members: dict[str, Any] | None = None,
) -> Iterator[str]:
    r"""Yield the text of a feature collection (RFC 7946) in chunks, one feature per line, so that files diff well.

    Parameters
    ----------
    events
        Taken one by one.
    decorate
        Called with each event and its properties, to which it may add.
    members
        Further members of the collection, which readers of GeoJSON pass over (RFC 7946, section 6.1).

    Examples
    --------
    >>> "".join(collection_chunks([]))
    '{"type": "FeatureCollection", "features": [\n\n]}\n'
    """
    yield '{"type": "FeatureCollection", "features": [\n'
    box: list[float] | None = None
    before = ""
    for text, other in _texts(events, decorate):
        yield before + text
        before = ",\n"
        box = joined_box(box, other)
    yield "\n]"
    for name, value in (({"bbox": box} if box else {}) | (members or {})).items():
        yield f", {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
    yield "}\n"


def feature_lines(
    events: Iterable[Event], *, sequence: bool = False, decorate: Decorate | None = None
) -> Iterator[str]:
    """Yield one feature per line; in a `sequence` a record separator (U+001E) precedes each (RFC 8142)."""
    before = _SEPARATOR if sequence else ""
    for text, _ in _texts(events, decorate):
        yield before + text + "\n"


def _texts(events: Iterable[Event], decorate: Decorate | None) -> Iterator[tuple[str, list[float] | None]]:
    """Yield each event as the text of a GeoJSON feature, without a line end, and its bounding box."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    taken, again = itertools.tee(events) if decorate else (events, itertools.repeat(None))
    for event, (made, box) in zip(again, features(taken), strict=False):
        if decorate is not None and event is not None:
            decorate(event, made["properties"])
        yield encode(made), box


def write_records(event_set: EventSet, path: Path) -> None:
    """Write the events of a set as a feature collection, with all records of the set as a further member."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(collection_chunks(event_set, members=record_member(event_set)))


def record_member(event_set: EventSet) -> dict[str, Any]:
    """Return a set as a foreign member of a GeoJSON feature collection (RFC 7946, section 6.1)."""
    rows = [[kind, row] for kind, row in pack(event_set)]
    return {MEMBER: {"version": VERSION, "records": rows}}


def record_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the version and the records of a file."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    member = whole.get(MEMBER) if isinstance(whole, dict) else None
    if not isinstance(member, dict):
        raise UnreadableSet(str(path), ABSENT)
    yield "version", {"version": member.get("version")}
    yield from member.get("records", ())
