"""The tables of an `EventSet`: one declared schema each, made column by column, so that a million events are quick.

A table is a mapping of column names to numpy arrays, and an array of geometries in EPSG:4326; `frame` makes a
GeoDataFrame of both. A missing word or geometry is `None`, a missing number NaN, a missing day NaT.
"""

from __future__ import annotations

import datetime
import itertools
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.countries import alpha3_of
from geo import precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.event_set import EventSet
    from geo.records import Actor, Event, Mention, PlaceLink, Report

    Columns = dict[str, NDArray[Any]]
    Shapes = NDArray[np.object_]

CRS = "EPSG:4326"

_STRING, _WHOLE, _REAL, _DAY = "string", "int64", "float64", "datetime64[s]"
_WHOLE_OR_NONE = "Int64"  # pandas' own; NaN marks a missing one until `frame`

SCHEMAS: dict[str, dict[str, str]] = {
    "events": {
        **dict.fromkeys(("id", "report", "type", "mode", "acled", "status"), _STRING),
        **dict.fromkeys(("actors", "actor_countries", "actor_iso3"), _STRING),
        **dict.fromkeys(("recipients", "recipient_countries", "recipient_iso3"), _STRING),
        **dict.fromkeys(("when_start", "when_end"), _DAY),
        **dict.fromkeys(("granularity", "when_text", "when_rule", "place", "place_id"), _STRING),
        **dict.fromkeys(("lon", "lat"), _REAL),
        **dict.fromkeys(("country", "admin1", "precision"), _STRING),
        "geo_precision": _WHOLE_OR_NONE,
        **dict.fromkeys(("radius_m", "score"), _REAL),
        "figures": _STRING,
        "sentence": _STRING,
        **dict.fromkeys(("start", "end", "mentions", "reports", "sources"), _WHOLE),
    },
    "mentions": {
        "report": _STRING,
        **dict.fromkeys(("start", "end"), _WHOLE),
        **dict.fromkeys(("text", "role", "place_id", "name"), _STRING),
        **dict.fromkeys(("lon", "lat"), _REAL),
        **dict.fromkeys(("country", "iso3", "admin1", "kind", "precision"), _STRING),
        "geo_precision": _WHOLE_OR_NONE,
        **dict.fromkeys(("score", "role_score", "radius_m"), _REAL),
        **dict.fromkeys(("geometry_type", "reason"), _STRING),
        **dict.fromkeys(("phrase_start", "phrase_end"), _WHOLE),
        "meaning": _STRING,
        **dict.fromkeys(("within", "sentence"), _STRING),
    },
    "places": {
        **dict.fromkeys(("place_id", "name", "kind", "country", "iso3", "admin1", "precision"), _STRING),
        **dict.fromkeys(("lon", "lat"), _REAL),
        "population": _WHOLE,
        "radius_m": _REAL,
        **dict.fromkeys(("mentions", "reports"), _WHOLE),
    },
    "links": {
        **dict.fromkeys(("event", "report"), _STRING),
        **dict.fromkeys(("mention_start", "mention_end"), _WHOLE),
        **dict.fromkeys(("place_id", "name", "role"), _STRING),
        "inferred": "bool",
        "reason": _STRING,
    },
}
"""Column to dtype of each frame, in order; `geometry` follows the last column."""

_FAMILIES: dict[str, tuple[int, ...]] = {"point": (0, 4), "line": (1, 2, 5), "area": (3, 6), "nowhere": ()}
"""Shapely's numbers of the geometry types that a layer may hold."""
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` would make an encoder for each cell
_BATCH = 512
_PART = 4096  # rows
_FIRST_DAY = datetime.date(1970, 1, 1).toordinal()
_NO_DAY = int(np.datetime64("NaT").view(np.int64))
_NEAR_M = 1_000.0
"""An event no farther than this from one of its places counts as there."""


def frame(name: str, columns: Columns, shapes: Shapes) -> gpd.GeoDataFrame:
    """Return a table as a GeoDataFrame with the dtypes of its schema."""
    import geopandas as gpd
    import pandas as pd

    table = pd.DataFrame(
        {column: pd.Series(values, dtype=SCHEMAS[name][column]) for column, values in columns.items()}
    )
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, crs=CRS, index=table.index))


def events(found: EventSet, *, lists: bool = False) -> tuple[Columns, Shapes]:
    """Build the table of events, one row per event; the geometry is `Event.where`.

    Parameters
    ----------
    found
        The set.
    lists
        Write the names and countries of actors and recipients as JSON lists: a name may contain the `; ` that otherwise
        separates them.
    """
    (table,) = event_parts(found, lists=lists, size=max(len(found), 1))
    return table


def event_parts(
    found: EventSet, *, lists: bool = False, size: int = _PART
) -> Iterator[tuple[Columns, Shapes]]:
    """Yield the table of events in parts of `size` rows, to bound memory; one part if it is empty."""
    reports = {report.id: report for report in found.reports}
    joined = _json if lists else _joined
    for first in range(0, max(len(found), 1), size):
        part = found.event_records[first : first + size]
        shapes = objects(event.where for event in part)
        spots = representative_points(shapes).tolist()
        rows = (_event_row(event, spot, reports, joined) for event, spot in zip(part, spots, strict=True))
        yield _columns("events", rows, len(part)), shapes


def mentions(found: EventSet) -> tuple[Columns, Shapes]:
    """Build the table of mentions, one row per mention; the geometry is that of the whole phrase."""
    records = found.mention_records
    rows = map(_mention_row, records)
    return _columns("mentions", rows, len(records)), objects(mention.geometry for mention in records)


def places(found: EventSet) -> tuple[Columns, Shapes]:
    """Build the table of mentioned places, one row per place; the geometry is a point."""
    import shapely

    resolved = [(m.place, m.report) for m in found.mention_records if m.place]
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
            precision.of_place(p),
            p.lon,
            p.lat,
            p.population,
            p.radius_m,
            mention_counts[p.id],
            reports[p.id],
        )
        for p in known.values()
    )
    columns = _columns("places", rows, len(known))
    return columns, np.asarray(shapely.points(columns["lon"], columns["lat"]), dtype=object)


def links(found: EventSet) -> tuple[Columns, Shapes]:
    """Build the table of links, one row per event and place; the geometry is the line between them, if apart."""
    repeated = [event for event in found.event_records for _ in event.places]
    linked = [link for event in found.event_records for link in event.places]
    return _columns("links", map(_link_row, repeated, linked), len(linked)), link_lines(repeated, linked)


def link_lines(events: Sequence[Event], linked: Sequence[PlaceLink]) -> Shapes:
    """Return for each event and link the line from the event to the place (WGS 84); `None` where they are not apart.

    A line goes the shorter way round the globe, and is split where it crosses ±180°.
    """
    import shapely

    from geo.antimeridian import cut

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
    made[far] = [cut(line) for line in made[far]]
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


def layers(name: str) -> tuple[str, ...]:
    """Return the names of a table's layers, one per family of geometry types, as GIS software needs them."""
    return tuple(f"{name}_{family}" for family in _FAMILIES)


def layer_of(name: str, shapes: Shapes) -> list[str]:
    """Return the layer of each row; rows without a point, line or area are in the layer "nowhere"."""
    named = layers(name)
    return [named[number] for number in _layer_numbers(shapes).tolist()]


def by_geometry(name: str, columns: Columns, shapes: Shapes) -> Iterator[tuple[str, Columns, Shapes]]:
    """Split a table into its layers."""
    numbers = _layer_numbers(shapes)
    for number, layer in enumerate(layers(name)):
        here = np.flatnonzero(numbers == number)
        yield layer, {column: values[here] for column, values in columns.items()}, shapes[here]


def _layer_numbers(shapes: Shapes) -> NDArray[np.intp]:
    import shapely

    found = np.full(len(shapes), len(_FAMILIES) - 1)
    kinds = np.where(shapely.is_empty(shapes), -1, shapely.get_type_id(shapes))
    for number, types in enumerate(_FAMILIES.values()):
        found[np.isin(kinds, types)] = number
    return found


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


def _columns(name: str, rows: Iterable[tuple[Any, ...]], count: int) -> Columns:
    """Build columns with the types of the schema from rows in its order."""
    schema = SCHEMAS[name]
    columns = {column: np.empty(count, dtype=_stored(dtype)) for column, dtype in schema.items()}
    begin = 0
    for batch in _batches(rows):
        for column, values in zip(columns.values(), zip(*batch, strict=True), strict=True):
            column[begin : begin + len(batch)] = _days(values) if column.dtype.kind == "M" else values
        begin += len(batch)
    return columns


def _stored(dtype: str) -> str:
    return {_STRING: "object", _WHOLE_OR_NONE: "float64"}.get(dtype, dtype)


def is_whole(column: str) -> bool:
    """Return whether a nullable column, which numpy stores as floats, holds integers."""
    return any(schema.get(column) == _WHOLE_OR_NONE for schema in SCHEMAS.values())


def _days(values: Iterable[datetime.date | None]) -> NDArray[np.datetime64]:
    """Return days as `datetime64[D]`; numpy's own conversion of dates takes ten times as long."""
    numbers = [_NO_DAY if day is None else day.toordinal() - _FIRST_DAY for day in values]
    return np.array(numbers, dtype=np.int64).view("datetime64[D]")


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    left = iter(rows)
    while batch := list(itertools.islice(left, _BATCH)):
        yield batch


def objects(values: Iterable[Any]) -> NDArray[np.object_]:
    """Return strings or geometries as an object array; `np.array` would iterate over them."""
    found = list(values)
    array = np.empty(len(found), dtype=object)
    array[:] = found
    return array


def representative_points(shapes: Shapes) -> NDArray[np.float64]:
    """Return for each geometry the longitude and latitude of a point on it (WGS 84); NaN where there is none.

    Longitudes are between -180 and 180 also where the geometry goes on beyond.
    """
    import shapely

    points = np.full((len(shapes), 2), np.nan)
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    if there.any():
        points[there] = shapely.get_coordinates(shapely.point_on_surface(shapes[there])).round(6) + 0.0
        beyond = np.abs(points[:, 0]) > 180
        points[beyond, 0] = ((points[beyond, 0] + 180) % 360 - 180).round(6)
    return points


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
        joined(event.recipients, "name"),
        joined(event.recipients, "country"),
        joined(event.recipients, "iso3"),
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
        event.radius_m,
        event.score,
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
    """Return the names, or the unique codes of the known countries."""
    if field == "name":
        return [actor.name for actor in actors]
    codes = dict.fromkeys(actor.country for actor in actors if actor.country)
    return list(codes) if field == "country" else [alpha3_of(code) or code for code in codes]
