"""Geometries and records as JSON: GeoJSON per RFC 7946, and the objects of `--format jsonl`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry.polygon import orient

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.records import Actor, Event, Figure, Mention

DECIMALS = 6  # RFC 7946, section 11.2: about 10 cm, finer than any gazetteer


def geometry(shape: BaseGeometry | None) -> dict[str, Any] | None:
    """Give a GeoJSON geometry, or `None` for a missing or empty one.

    Parameters
    ----------
    shape
        WGS 84 lon/lat. Outer rings come out counter-clockwise, holes clockwise (RFC 7946, 3.1.6); coordinates have
        six decimals.

    Examples
    --------
    >>> geometry(shapely.Point(34.30633333333, 31.34018))
    {'type': 'Point', 'coordinates': (34.306333, 31.34018)}
    >>> geometry(None) is None and geometry(shapely.Point()) is None
    True
    """
    if shape is None or shape.is_empty:
        return None
    rounded = shapely.transform(shape, lambda xy: xy.round(DECIMALS))
    result: dict[str, Any] = shapely.geometry.mapping(_counter_clockwise(rounded))
    return result


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
    bounds = [shape.bounds for shape in shapes if shape is not None and not shape.is_empty]
    if not bounds:
        return None
    west, south, east, north = zip(*bounds, strict=True)
    return [round(value, DECIMALS) for value in (min(west), min(south), max(east), max(north))]


def feature(event: Event) -> dict[str, Any]:
    """Give one event as a GeoJSON feature: its JSON object as properties, `where` as the geometry.

    The interval stands once more as `when_start` and `when_end`, because GIS software filters by flat fields only.
    """
    properties = event_object(event)
    shape = properties.pop("where")
    properties |= {f"when_{end}": properties["when"][end] for end in ("start", "end")}
    made: dict[str, Any] = {"type": "Feature", "id": event.id, "geometry": shape, "properties": properties}
    box = bbox([event.where])
    if box and shape and shape["type"] != "Point":
        made["bbox"] = box
    return made


def feature_collection(events: Sequence[Event]) -> dict[str, Any]:
    """Give events as a GeoJSON feature collection; those without a place keep a null geometry.

    Examples
    --------
    >>> feature_collection([])
    {'type': 'FeatureCollection', 'features': []}
    """
    collection: dict[str, Any] = {"type": "FeatureCollection"}
    box = bbox(event.where for event in events)
    if box:
        collection["bbox"] = box
    collection["features"] = [feature(event) for event in events]
    return collection


def mention_object(mention: Mention) -> dict[str, Any]:
    """Give the object of `dateline places --format jsonl`; an unresolved mention has nulls."""
    place = mention.place
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
        "kind": place.kind if place else None,
        "score": round(mention.score, 3) if place else None,
        "radius_m": round(mention.radius_m) if place and mention.radius_m is not None else None,
        "geometry_type": mention.geometry.geom_type if mention.geometry is not None else None,
        "reason": mention.reason or None,
        "phrase_start": mention.phrase_start,
        "phrase_end": mention.phrase_end,
        "within": mention.within,
    }


def event_object(event: Event) -> dict[str, Any]:
    """Give the object of `dateline events --format jsonl`."""
    main, *others = event.mentions
    return {
        "id": event.id,
        "report": event.report,
        "type": event.type,
        "mode": event.mode or None,
        "acled": event.acled or None,
        "status": event.status,
        "actors": [_actor_object(actor) for actor in event.actors],
        "recipients": [_actor_object(actor) for actor in event.recipients],
        "when": {
            "start": _iso(event.when.start),
            "end": _iso(event.when.end),
            "granularity": event.when.granularity,
            "text": event.when.text,
            "rule": event.when.rule,
        },
        "where": geometry(event.where),
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
        "reports": len({m.report for m in event.mentions}),
        "evidence": dict(event.evidence),
    }


def figures_object(event: Event) -> dict[str, Any]:
    """Give an event's figures by kind; others of a kind stand under `also`, with `conflict` where they disagree."""
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
        made | ({"unit": figure.unit or None} if figure.kind == "amount" else {}) | {"report": figure.report}
    )


def _actor_object(actor: Actor) -> dict[str, Any]:
    return {
        "text": actor.text,
        "name": actor.name,
        "country": actor.country or None,
        "role": actor.role or None,
        "inferred": actor.inferred,
        "start": actor.start,
        "end": actor.end,
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
