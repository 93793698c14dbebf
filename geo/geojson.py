"""Geometries and records as JSON: GeoJSON per RFC 7946, and the objects of `--format jsonl`."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.polygon import orient

from gazetteer.countries import alpha3_of
from geo import precision
from geo.antimeridian import bounds, cut

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.records import Actor, Event, Figure, Mention, When

_POINT = 0  # shapely's number of that type
_BATCH = 256
_OWN: Any = object()
_COUNTED = ("amount", "destroyed", "damaged")  # kinds of figures that are of something else than people
DECIMALS = 6  # RFC 7946, section 11.2: about 10 cm, finer than any gazetteer


def geometry(shape: BaseGeometry | None) -> dict[str, Any] | None:
    """Give a GeoJSON geometry, or `None` for a missing or empty one.

    Parameters
    ----------
    shape
        WGS 84 lon/lat. Outer rings come out counter-clockwise, holes clockwise (RFC 7946, 3.1.6); what crosses ±180°
        is cut there (3.1.9); coordinates have six decimals.

    Examples
    --------
    >>> geometry(shapely.Point(34.30633333333, 31.34018))
    {'type': 'Point', 'coordinates': (34.306333, 31.34018)}
    >>> geometry(None) is None and geometry(shapely.Point()) is None
    True
    """
    ((made, _),) = located([shape])
    return made


def located(shapes: Sequence[BaseGeometry | None]) -> list[tuple[dict[str, Any] | None, list[float] | None]]:
    """Give for each shape its GeoJSON geometry and its bounding box, both `None` where it is missing or empty.

    West is greater than east in the box of a shape that crosses ±180° (RFC 7946, 5.2). Points, which most shapes are,
    are taken all at once.
    """
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    found: list[tuple[dict[str, Any] | None, list[float] | None]] = [(None, None)] * len(shapes)
    there = ~(shapely.is_missing(array) | shapely.is_empty(array))
    points = there & (shapely.get_type_id(array) == _POINT)
    coordinates = shapely.get_coordinates(array[points]).round(DECIMALS) + 0.0  # without -0.0
    for number, (lon, lat) in zip(points.nonzero()[0].tolist(), coordinates.tolist(), strict=True):
        if not -180 <= lon <= 180:
            lon = round((lon + 180) % 360 - 180, DECIMALS)  # noqa: PLW2901
        found[number] = {"type": "Point", "coordinates": (lon, lat)}, [lon, lat, lon, lat]
    for number in (there & ~points).nonzero()[0].tolist():
        whole = cut(array[number])
        rounded = shapely.transform(whole, lambda xy: xy.round(DECIMALS) + 0.0)
        box = [round(value, DECIMALS) for value in bounds(whole)]
        found[number] = shapely.geometry.mapping(_counter_clockwise(rounded)), box
    return found


def _counter_clockwise(shape: BaseGeometry) -> BaseGeometry:
    if isinstance(shape, shapely.Polygon):
        return orient(shape)
    if isinstance(shape, shapely.MultiPolygon):
        return shapely.MultiPolygon([orient(part) for part in shape.geoms])
    if isinstance(shape, shapely.GeometryCollection):
        return shapely.GeometryCollection([_counter_clockwise(part) for part in shape.geoms])
    return shape


def bbox(shapes: Iterable[BaseGeometry | None]) -> list[float] | None:
    """West, south, east, north of all shapes together in degrees; `None` when there is nothing to bound."""
    box = None
    for _, other in located(list(shapes)):
        box = joined_box(box, other)
    return box


def joined_box(one: list[float] | None, other: list[float] | None) -> list[float] | None:
    """Give the box around two boxes; where one of them crosses ±180°, it goes all round.

    Examples
    --------
    >>> joined_box([1, 2, 3, 4], [-5, 3, 0, 9]), joined_box(None, [1, 2, 3, 4])
    ([-5, 2, 3, 9], [1, 2, 3, 4])
    >>> joined_box([177.0, -20.0, -179.0, -12.0], [1, 2, 3, 4])
    [-180.0, -20.0, 180.0, 4]
    """
    if one is None or other is None:
        return one or other
    south, north = min(one[1], other[1]), max(one[3], other[3])
    if one[0] > one[2] or other[0] > other[2]:
        return [-180.0, south, 180.0, north]
    return [min(one[0], other[0]), south, max(one[2], other[2]), north]


def features(events: Iterable[Event]) -> Iterator[tuple[dict[str, Any], list[float] | None]]:
    """Give each event as a GeoJSON feature, and its bounding box; events are taken as they come, a few at a time.

    The interval stands once more as `when_start` and `when_end`, and the place of the geometry as the columns that a
    table of events has, because GIS software filters by flat fields only.
    """
    from geo.tables import objects, representative_points

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
    from geo.tables import primary_link

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


def mention_object(mention: Mention) -> dict[str, Any]:
    """Give the object of `dateline places --format jsonl`; an unresolved mention has nulls."""
    place, level = mention.place, precision.of_mention(mention)
    return {
        "report": mention.report,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "role": mention.role,
        "role_score": mention.role_score,
        "place_id": place.id if place else None,
        "name": place.name if place else None,
        "lon": round(place.lon, DECIMALS) if place else None,
        "lat": round(place.lat, DECIMALS) if place else None,
        "country": place.country or None if place else None,
        "iso3": alpha3_of(place.country) or None if place else None,
        "admin1": place.admin1 or None if place else None,
        "kind": place.kind if place else None,
        "precision": level,
        "geo_precision": precision.acled_code(level),
        "score": round(mention.score, 3) if place else None,
        "radius_m": round(mention.radius_m) if place and mention.radius_m is not None else None,
        "geometry_type": mention.geometry.geom_type if mention.geometry is not None else None,
        "reason": mention.reason or None,
        "phrase_start": mention.phrase_start,
        "phrase_end": mention.phrase_end,
        "meaning": mention.meaning or None,
        "within": mention.within,
    }


def event_object(event: Event, *, where: Any = _OWN, simplified: bool = False) -> dict[str, Any]:
    """Return an event as an object of plain values.

    Parameters
    ----------
    event
        The event.
    where
        Its GeoJSON geometry, when that is known already.
    simplified
        Simplify outlines, as `dateline events --format jsonl` does; `where_tolerance_deg` then says how far, in degrees
        (`geo.coarse`).
    """
    if simplified and where is _OWN:
        from geo.coarse import coarse

        shape, tolerance_deg = coarse(event.where)
        made = event_object(event, where=geometry(shape))
        return made | {"where_tolerance_deg": tolerance_deg}
    main, *others = event.mentions
    when, level = event.when, precision.of_event(event)
    return {
        "id": event.id,
        "report": event.report,
        "type": event.type,
        "mode": event.mode or None,
        "acled": event.acled or None,
        "status": event.status,
        "actors": [_actor_object(actor) for actor in event.actors],
        "recipients": [_actor_object(actor) for actor in event.recipients],
        "when": _when_object(when),
        "other_dates": [_when_object(each) for each in event.other_dates],
        "where": geometry(event.where) if where is _OWN else where,
        "precision": level,
        "geo_precision": precision.acled_code(level),
        "radius_m": round(event.radius_m) if event.radius_m is not None else None,
        "places": [
            {
                "mention_start": link.mention.start,
                "mention_end": link.mention.end,
                "report": link.mention.report,
                "text": link.mention.text,
                "place_id": link.mention.place.id if link.mention.place else None,
                "name": link.mention.place.name if link.mention.place else None,
                "role": link.role,
                "inferred": link.inferred,
                "reason": link.reason or None,
            }
            for link in event.places
        ],
        "sentence": event.sentence,
        "start": main.start,
        "end": main.end,
        "score": round(event.score, 3),
        "also": [
            {"start": m.start, "end": m.end, "text": m.text}
            | ({"report": m.report} if m.report != event.report else {})
            for m in others
        ],
        "figures": figures_object(event),
        "reports": len({m.report for m in event.mentions}) if others else 1,
        "evidence": dict(event.evidence),
    }


def _when_object(when: When) -> dict[str, Any]:
    return {
        "start": _iso(when.start),
        "end": _iso(when.end),
        "granularity": when.granularity,
        "text": when.text,
        "rule": when.rule,
    }


def figures_object(event: Event) -> dict[str, Any]:
    """Give an event's figures by kind; others of a kind stand under `also`, with `conflict` where they disagree."""
    if not event.figures:
        return {}
    from geo.figures import disagree

    found: dict[str, Any] = {}
    for kind in dict.fromkeys(figure.kind for figure in event.figures):
        main, *others = (figure for figure in event.figures if figure.kind == kind)
        found[kind] = _figure_object(main)
        if others:
            found[kind] |= {
                "conflict": kind != "amount" and disagree((main, *others)),
                "also": [_figure_object(figure) for figure in others],
            }
    return found


def _figure_object(figure: Figure) -> dict[str, Any]:
    made = {
        "low": figure.low,
        "high": figure.high,
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
    }
    return (
        made | ({"unit": figure.unit or None} if figure.kind in _COUNTED else {}) | {"report": figure.report}
    )


def _actor_object(actor: Actor) -> dict[str, Any]:
    return {
        "text": actor.text,
        "name": actor.name,
        "country": actor.country or None,
        "iso3": alpha3_of(actor.country) or None,
        "role": actor.role or None,
        "inferred": actor.inferred,
        "start": actor.start,
        "end": actor.end,
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
