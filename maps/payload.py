"""An `EventSet` as the columns that the page reads.

Rows that are named again and again (reports, places, mentions, sites, actors) are tables of their own; events name them
by number. A list of several for each row is two columns: `counts`, and all lists one after another. `maps.packing`
makes it small.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from maps.command_visibility import units_of
from maps.layers import all_layers
from maps.packing import Texts
from maps.sites import Site, sites_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from gazetteer.place import Place
    from geo.event_set import EventSet
    from geo.records import Event, Mention, Report
    from maps.basemap import Basemap
    from maps.command_visibility import Mode

Row = TypeVar("Row")

DECIMALS = 5  # of a degree: about a metre, finer than any place of a gazetteer
STEPS = 100_000  # that many of them make a degree
ALTERNATIVES = 4  # places that a popup names beside the chosen one


@dataclass(slots=True)
class Index(Generic[Row]):
    """Rows without repeats, each known by a key."""

    rows: list[Row] = field(default_factory=list)
    _at: dict[Hashable, int] = field(default_factory=dict)

    def add(self, key: Hashable, row: Row) -> int:
        """Return the row's index; a key that is known keeps its first row."""
        if key not in self._at:
            self._at[key] = len(self.rows)
            self.rows.append(row)
        return self._at[key]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


@dataclass(slots=True)
class Tables:
    """What the layers build from: the events, the indexed rows that they name, and texts that the page reads late."""

    event_set: EventSet
    basemap: Basemap
    events: Sequence[Event]
    places: Index[Place] = field(default_factory=Index)
    mentions: Index[Mention] = field(default_factory=Index)
    sites: list[Site] = field(default_factory=list)
    site_of: list[int] = field(default_factory=list)
    units: list[tuple[str, ...]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    commands: Mode = "auto"
    counterparts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    sentences: Texts = field(default_factory=Texts)
    notes: Texts = field(default_factory=Texts)

    @classmethod
    def of(
        cls,
        event_set: EventSet,
        basemap: Basemap,
        commands: Mode = "auto",
        counterparts: Mapping[str, tuple[float, float]] | None = None,
    ) -> Tables:
        """Index the places of all mentions, the mentions that events are linked with, and where the events are."""
        texts = {report.id: report.text for report in event_set.reports}
        tables = cls(
            event_set=event_set,
            basemap=basemap,
            events=list(event_set),
            texts=texts,
            commands=commands,
            counterparts=counterparts or {},
        )
        for mention in event_set.mention_records:
            tables.place(mention)
        for event in tables.events:
            for link in event.places:
                tables.place(link.mention)
                tables.mention(link.mention)
        tables.sites, tables.site_of = sites_of(tables.events)
        tables.units = units_of(tables.events, tables.sites, tables.site_of)
        return tables

    def place(self, mention: Mention) -> int:
        """Return the index of the mention's place, -1 when it is unresolved."""
        return -1 if mention.place is None else self.places.add(mention.place.id, mention.place)

    def mention(self, mention: Mention) -> int:
        """Return the index of the mention."""
        return self.mentions.add((mention.report, mention.start, mention.end, mention.role), mention)


def build(
    event_set: EventSet,
    *,
    title: str,
    basemap: Basemap,
    commands: Mode = "auto",
    counterparts: Mapping[str, tuple[float, float]] | None = None,
    **more: dict[str, Any] | str | None,
) -> dict[str, Any]:
    """Return everything that the page shows, as `maps.packing.pack` takes it, and `more` that is not `None`."""
    tables = Tables.of(event_set, basemap, commands, counterparts)
    layers = {layer.name: layer.build(tables) for layer in all_layers()}
    return {
        "title": title,
        "reports": _columns_of(event_set.reports),
        "basemap": basemap.as_json(),
        "layers": {name: data for name, data in layers.items() if data is not None},
        "sentences": tables.sentences,
        "notes": tables.notes,
        **{name: data for name, data in more.items() if data is not None},
    }


def _columns_of(reports: Sequence[Report]) -> dict[str, list[str | None]]:
    return {
        "id": [report.id for report in reports],
        "title": [report.title for report in reports],
        "source": [report.source for report in reports],
        "url": [report.url for report in reports],
        "published": [iso(report.published) for report in reports],
    }


def degrees(value: float) -> int:
    """Return a coordinate in the steps that the page draws, 10⁻⁵ degrees."""
    return round(value * STEPS)


def iso(day: datetime.date | None) -> str | None:
    """Return a day as YYYY-MM-DD, `None` for none."""
    return day.isoformat() if day else None
