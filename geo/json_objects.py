"""Records as plain values: the objects of `--format jsonl`, and the properties of GeoJSON features."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazetteer.countries import alpha3_of
from geo import edges, precision
from geo.geometry_json import DECIMALS, geometry

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from geo.records import Actor, Event, FieldScores, Figure, Mention, When

_OWN: Any = object()
_COUNTED = ("amount", "destroyed", "damaged")  # kinds of figures that are of something else than people


def mention_object(mention: Mention) -> dict[str, Any]:
    """Return the object of `dateline places --format jsonl`; an unresolved mention has nulls."""
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
        "edge": edges.of_mention(mention),
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
        (`geo.simplification`).
    """
    if simplified and where is _OWN:
        from geo.simplification import coarse

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
        "edge": edges.of_event(event),
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
        "scores": _scores_object(event.scores),
        "also": [
            {"start": m.start, "end": m.end, "text": m.text}
            | ({"report": m.report} if m.report != event.report else {})
            for m in others
        ],
        "figures": figures_object(event),
        "reports": len({m.report for m in event.mentions}) if others else 1,
        "evidence": dict(event.evidence),
    }


def _scores_object(scores: FieldScores) -> dict[str, float | None]:
    """Return the scores by name; `dataclasses.asdict`, which copies deeply, takes a quarter of a feature's time."""
    return {
        "type": scores.type,
        "parties": scores.parties,
        "day": scores.day,
        "place": scores.place,
        "whole": scores.whole,
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
    """Return an event's figures by kind; further ones of a kind under `also`, with `conflict` where they disagree."""
    if not event.figures:
        return {}
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
        "why": actor.why or None,
        "description": actor.description or None,
        "start": actor.start,
        "end": actor.end,
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def disagree(figures: Sequence[Figure]) -> bool:
    """Return whether figures of one kind cannot all be right: intervals of one unit have nothing in common."""
    for unit in {each.unit for each in figures}:
        lows = [each.low for each in figures if each.low is not None and each.unit == unit]
        highs = [each.high for each in figures if each.high is not None and each.unit == unit]
        if lows and highs and max(lows) > min(highs):
            return True
    return False
