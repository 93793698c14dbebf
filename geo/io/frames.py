"""The tables of an `EventSet`: one declared schema each, made column by column, so that a million events are quick.

A table is a mapping of column names to numpy arrays, and an array of geometries in EPSG:4326; `frame` makes a
GeoDataFrame of both. A missing word or geometry is `None`, a missing number NaN, a missing day NaT.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.countries import alpha3_of
from geo import edges, precision
from geo.io.columns import CRS, SCHEMAS, columns_of, objects
from geo.io.layers import representative_points
from geo.io.links import link_lines, primary_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import geopandas as gpd

    from geo.event_set import EventSet
    from geo.io.columns import Columns, Shapes
    from geo.records import Actor, Event, Mention, PlaceLink, Report

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` would make an encoder for each cell
_PART = 4096  # rows


def frame(name: str, columns: Columns, shapes: Shapes) -> gpd.GeoDataFrame:
    """Return a table as a GeoDataFrame with the dtypes of its schema."""
    import geopandas as gpd
    import pandas as pd

    table = pd.DataFrame(
        {column: pd.Series(values, dtype=SCHEMAS[name][column]) for column, values in columns.items()}
    )
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, crs=CRS, index=table.index))


def events(event_set: EventSet, *, lists: bool = False) -> tuple[Columns, Shapes]:
    """Build the table of events, one row per event; the geometry is `Event.where`.

    Parameters
    ----------
    event_set
        The set.
    lists
        Write the names, countries and descriptions of actors and recipients as JSON lists: a name may contain the `; `
        that otherwise separates them.
    """
    (table,) = event_parts(event_set, lists=lists, size=max(len(event_set), 1))
    return table


def event_parts(
    event_set: EventSet, *, lists: bool = False, size: int = _PART
) -> Iterator[tuple[Columns, Shapes]]:
    """Yield the table of events in parts of `size` rows, to bound memory; one part if it is empty."""
    reports = {report.id: report for report in event_set.reports}
    joined = _json if lists else _joined
    for first in range(0, max(len(event_set), 1), size):
        part = event_set.event_records[first : first + size]
        shapes = objects(event.where for event in part)
        spots = representative_points(shapes).tolist()
        rows = (_event_row(event, spot, reports, joined) for event, spot in zip(part, spots, strict=True))
        yield columns_of("events", rows, len(part)), shapes


def mentions(event_set: EventSet) -> tuple[Columns, Shapes]:
    """Build the table of mentions, one row per mention; the geometry is that of the whole phrase."""
    records = event_set.mention_records
    rows = map(_mention_row, records)
    return columns_of("mentions", rows, len(records)), objects(mention.geometry for mention in records)


def places(event_set: EventSet) -> tuple[Columns, Shapes]:
    """Build the table of mentioned places, one row per place; the geometry is a point."""
    import shapely

    from gazetteer import areas

    resolved = [(m.place, m.report) for m in event_set.mention_records if m.place]
    known = {place.id: place for place, _ in resolved}
    mention_counts = Counter(place.id for place, _ in resolved)
    reports = Counter(place_id for place_id, _ in {(place.id, report) for place, report in resolved})
    rows = (
        (
            p.id,
            p.name,
            p.kind,
            p.country,
            alpha3_of(p.country),
            p.admin1,
            p.iso_3166_2 or None,
            p.wikidata or None,
            precision.of_place(p),
            areas.edge(p),
            p.lon,
            p.lat,
            p.population,
            p.radius_m,
            mention_counts[p.id],
            reports[p.id],
        )
        for p in known.values()
    )
    columns = columns_of("places", rows, len(known))
    return columns, np.asarray(shapely.points(columns["lon"], columns["lat"]), dtype=object)


def links(event_set: EventSet) -> tuple[Columns, Shapes]:
    """Build the table of links, one row per event and place; the geometry is the line between them, if apart."""
    repeated = [event for event in event_set.event_records for _ in event.places]
    linked = [link for event in event_set.event_records for link in event.places]
    return columns_of("links", map(_link_row, repeated, linked), len(linked)), link_lines(repeated, linked)


def figures_text(event: Event) -> str | None:
    """Join an event's figures in one line: `killed: at least nine people were killed; nine dead (they disagree)`."""
    if not event.figures:
        return None
    if len(event.figures) == 1:
        return f"{event.figures[0].kind}: {event.figures[0].text}"
    from geo.json_objects import disagree

    parts = []
    for kind in dict.fromkeys(figure.kind for figure in event.figures):
        same = [figure for figure in event.figures if figure.kind == kind]
        words = "; ".join(dict.fromkeys(figure.text for figure in same))
        parts.append(f"{kind}: {words}" + (" (they disagree)" if kind != "amount" and disagree(same) else ""))
    return " | ".join(parts)


def _event_row(
    event: Event, spot: list[float], reports: Mapping[str, Report], joined: Any
) -> tuple[Any, ...]:
    link = primary_link(event) if event.where is not None else None
    place = link.mention.place if link else None
    when = event.when
    level = precision.of_event(event)
    report_count, sources = _counts(event, reports)
    return (
        event.id,
        event.report,
        event.type,
        event.mode or None,
        event.acled or None,
        event.status,
        joined(event.actors, "name"),
        joined(event.actors, "country"),
        joined(event.actors, "iso3"),
        joined(event.actors, "description"),
        joined(event.recipients, "name"),
        joined(event.recipients, "country"),
        joined(event.recipients, "iso3"),
        joined(event.recipients, "description"),
        when.start,
        when.end,
        when.granularity,
        when.text,
        when.rule,
        place.name if place else None,
        place.id if place else None,
        *spot,
        (place.country or None) if place else None,
        (place.admin1 or None) if place else None,
        level,
        precision.acled_code(level),
        edges.of_event(event),
        event.radius_m,
        event.score,
        event.scores.parties,
        event.scores.day,
        event.scores.place,
        event.scores.whole,
        figures_text(event),
        event.sentence,
        event.start,
        event.end,
        len(event.mentions),
        report_count,
        sources,
    )


def _counts(event: Event, reports: Mapping[str, Report]) -> tuple[int, int]:
    """Count the reports of an event, and their sources; a report without a source counts as its own."""
    if len(event.mentions) == 1:
        return 1, 1
    names = dict.fromkeys(mention.report for mention in event.mentions)
    known = ((name, reports.get(name)) for name in names)
    return len(names), len({report.source if report and report.source else name for name, report in known})


def _mention_row(mention: Mention) -> tuple[Any, ...]:
    place = mention.place
    level = precision.of_mention(mention)
    of_place: tuple[Any, ...] = (None,) * 8
    score = radius = None
    if place is not None:
        score, radius = round(mention.score, 3), mention.radius_m
        of_place = (
            place.id,
            place.name,
            round(place.lon, 6),
            round(place.lat, 6),
            place.country or None,
            alpha3_of(place.country) or None,
            place.admin1 or None,
            place.kind,
        )
    return (
        mention.report,
        mention.start,
        mention.end,
        mention.text,
        mention.role,
        *of_place,
        level,
        precision.acled_code(level),
        score,
        mention.role_score,
        None if radius is None else round(radius),
        mention.geometry.geom_type if mention.geometry is not None else None,
        edges.of_mention(mention),
        mention.reason or None,
        mention.phrase_start,
        mention.phrase_end,
        mention.meaning or None,
        mention.within,
        mention.sentence,
    )


def _link_row(event: Event, link: PlaceLink) -> tuple[Any, ...]:
    mention = link.mention
    place = mention.place
    return (
        event.id,
        mention.report,
        mention.start,
        mention.end,
        place.id if place else None,
        place.name if place else None,
        link.role,
        link.inferred,
        link.reason,
    )


def _joined(actors: tuple[Actor, ...], field: str) -> str | None:
    return "; ".join(_values(actors, field)) or None if actors else None


def _json(actors: tuple[Actor, ...], field: str) -> str | None:
    values = _values(actors, field) if actors else ()
    # Item by item: for a whole list the encoder makes itself anew, which takes five times as long.
    return f"[{', '.join(map(_ENCODE, values))}]" if values else None


def _values(actors: tuple[Actor, ...], field: str) -> list[str]:
    """Return the names, the descriptions with their names, or the unique codes of the known countries."""
    if field == "name":
        return [actor.name for actor in actors]
    if field == "description":
        return [f"{actor.name}: {actor.description}" for actor in actors if actor.description]
    codes = dict.fromkeys(actor.country for actor in actors if actor.country)
    return list(codes) if field == "country" else [alpha3_of(code) or code for code in codes]
