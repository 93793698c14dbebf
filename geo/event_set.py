"""What was found in a set of reports: records for programs, GeoDataFrames for analysis.

The frames have one declared schema each (`SCHEMAS`); an empty set keeps columns, dtypes and the CRS, EPSG:4326.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geo.geojson import mention_object

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo.records import Actor, Event, Mention, PlaceLink, Report

CRS = "EPSG:4326"

_STRING, _WHOLE, _REAL = "string", "int64", "float64"

SCHEMAS: dict[str, dict[str, str]] = {
    "events": {
        **dict.fromkeys(("id", "report", "type", "mode", "acled", "status"), _STRING),
        **dict.fromkeys(("actors", "actor_countries", "recipients", "recipient_countries"), _STRING),
        **dict.fromkeys(("when_start", "when_end"), "datetime64[s]"),
        **dict.fromkeys(("granularity", "when_text", "when_rule", "place", "place_id"), _STRING),
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
        **dict.fromkeys(("country", "kind"), _STRING),
        **dict.fromkeys(("score", "role_score", "radius_m"), _REAL),
        **dict.fromkeys(("geometry_type", "reason"), _STRING),
        **dict.fromkeys(("phrase_start", "phrase_end"), _WHOLE),
        **dict.fromkeys(("within", "sentence"), _STRING),
    },
    "places": {
        **dict.fromkeys(("place_id", "name", "kind", "country", "admin1"), _STRING),
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


@dataclass(frozen=True)
class EventSet:
    """Reports, and the mentions and events found in them.

    Iterating yields `Event` records; `+` joins two sets; `filter` keeps some events. Events without a place stay in
    with a null geometry.

    Examples
    --------
    >>> found = EventSet()
    >>> len(found), len(found.events), str(found.events.crs)
    (0, 0, 'EPSG:4326')
    """

    reports: tuple[Report, ...] = ()
    event_records: tuple[Event, ...] = ()
    mention_records: tuple[Mention, ...] = ()

    def __iter__(self) -> Iterator[Event]:
        return iter(self.event_records)

    def __len__(self) -> int:
        return len(self.event_records)

    def __add__(self, other: EventSet) -> EventSet:
        return EventSet(
            self.reports + other.reports,
            self.event_records + other.event_records,
            self.mention_records + other.mention_records,
        )

    def __repr__(self) -> str:
        placed = sum(event.where is not None for event in self.event_records)
        return (
            f"<EventSet: {len(self.event_records)} events ({placed} with a place), "
            f"{len(self.mention_records)} mentions, {len(self.reports)} reports>"
        )

    @classmethod
    def from_file(cls, path: str | Path) -> EventSet:
        """Give the set that `maps.export` wrote to a `.gpkg`, `.geojson` or `.jsonl`, record for record.

        Changes that other software made to a file's layers are not read.

        Raises
        ------
        UnreadableSet
            The file holds no set of ours, or is damaged.
        OSError
            The file cannot be opened.
        """
        from geo.set_files import read_set

        return read_set(path)

    def filter(self, keep: Callable[[Event], bool]) -> EventSet:
        """Keep the events for which `keep` is true, and all reports and mentions."""
        return EventSet(self.reports, tuple(filter(keep, self.event_records)), self.mention_records)

    def report(self, report_id: str) -> Report:
        """Give the report with this id.

        Raises
        ------
        KeyError
            There is none.
        """
        return self._reports_by_id[report_id]

    @cached_property
    def _reports_by_id(self) -> dict[str, Report]:
        return {report.id: report for report in self.reports}

    @cached_property
    def events(self) -> gpd.GeoDataFrame:
        """One row an event, geometry = `Event.where` (points, lines and areas mixed; null where there is none)."""
        return _frame(
            "events",
            (_event_row(event) | self._counts(event) for event in self.event_records),
            [event.where for event in self.event_records],
        )

    def _counts(self, event: Event) -> dict[str, int]:
        """Count the reports that tell of an event, and their sources; a report without one is its own."""
        told = dict.fromkeys(mention.report for mention in event.mentions)
        known = (self._reports_by_id.get(report) for report in told)
        sources = {
            report.source if report and report.source else name
            for name, report in zip(told, known, strict=True)
        }
        return {"reports": len(told), "sources": len(sources)}

    @cached_property
    def mentions(self) -> gpd.GeoDataFrame:
        """One row a mention, geometry = what the phrase means (point, line or area; null when unresolved)."""
        rows = ({**mention_object(m), "sentence": m.sentence} for m in self.mention_records)
        return _frame("mentions", rows, [m.geometry for m in self.mention_records])

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        """One row a place that is mentioned, geometry = its point, with the numbers of mentions and reports."""
        import shapely

        resolved = [(m.place, m.report) for m in self.mention_records if m.place]
        places = {place.id: place for place, _ in resolved}
        mentions = Counter(place.id for place, _ in resolved)
        reports = Counter(place_id for place_id, _ in {(place.id, report) for place, report in resolved})
        rows = (
            {name: getattr(place, name) for name in SCHEMAS["places"] if hasattr(place, name)}
            | {"place_id": place.id, "mentions": mentions[place.id], "reports": reports[place.id]}
            for place in places.values()
        )
        return _frame("places", rows, [shapely.Point(place.lon, place.lat) for place in places.values()])

    @cached_property
    def links(self) -> gpd.GeoDataFrame:
        """One row an event and one of its places; geometry = line between them where they are apart, else null."""
        pairs = [(event, link) for event in self.event_records for link in event.places]
        return _frame("links", (_link_row(*pair) for pair in pairs), [link_line(*pair) for pair in pairs])


def _frame(name: str, rows: Iterable[dict[str, Any]], shapes: list[BaseGeometry | None]) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pandas as pd

    schema = SCHEMAS[name]
    table = pd.DataFrame.from_records(list(rows), columns=list(schema))
    return gpd.GeoDataFrame(table.astype(schema), geometry=gpd.GeoSeries(shapes, crs=CRS, index=table.index))  # type: ignore[arg-type]


def primary_link(event: Event) -> PlaceLink | None:
    """Give the link that gave `event.where`: its first location, else its first destination, origin or transit."""
    for roles in (("location",), ("destination", "origin", "transit")):
        for link in event.places:
            if link.role in roles:
                return link
    return None


def link_line(event: Event, link: PlaceLink) -> BaseGeometry | None:
    """Give the line from where an event was to a place of it (WGS 84); `None` when there is none to draw."""
    import shapely

    place = link.mention.place
    if event.where is None or place is None:
        return None
    here, there = event.where.representative_point(), shapely.Point(place.lon, place.lat)
    return None if event.where.distance(there) < 0.01 else shapely.LineString([here, there])


def _event_row(event: Event) -> dict[str, Any]:
    link = primary_link(event) if event.where is not None else None
    place = link.mention.place if link else None
    plain = ("id", "report", "type", "status", "radius_m", "score", "sentence", "start", "end")
    return {name: getattr(event, name) for name in plain} | {
        "mode": event.mode or None,
        "acled": event.acled or None,
        "actors": _names(event.actors),
        "actor_countries": _countries(event.actors),
        "recipients": _names(event.recipients),
        "recipient_countries": _countries(event.recipients),
        "when_start": _text(event.when.start),
        "when_end": _text(event.when.end),
        "granularity": event.when.granularity,
        "when_text": event.when.text,
        "when_rule": event.when.rule,
        "place": place.name if place else None,
        "place_id": place.id if place else None,
        "figures": figures_text(event),
        "mentions": len(event.mentions),
    }


def _link_row(event: Event, link: PlaceLink) -> dict[str, Any]:
    place = link.mention.place
    return {
        "event": event.id,
        "report": link.mention.report,
        "mention_start": link.mention.start,
        "mention_end": link.mention.end,
        "place_id": place.id if place else None,
        "name": place.name if place else None,
        "role": link.role,
        "inferred": link.inferred,
        "reason": link.reason,
    }


def figures_text(event: Event) -> str | None:
    """Word an event's figures in one line: `killed: at least nine people were killed; nine dead (they disagree)`."""
    from geo.figures import disagree

    told = []
    for kind in dict.fromkeys(figure.kind for figure in event.figures):
        same = [figure for figure in event.figures if figure.kind == kind]
        words = "; ".join(dict.fromkeys(figure.text for figure in same))
        told.append(f"{kind}: {words}" + (" (they disagree)" if kind != "amount" and disagree(same) else ""))
    return " | ".join(told) or None


def _names(actors: tuple[Actor, ...]) -> str | None:
    return "; ".join(actor.name for actor in actors) or None


def _countries(actors: tuple[Actor, ...]) -> str | None:
    return "; ".join(dict.fromkeys(actor.country for actor in actors if actor.country)) or None


def _text(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
