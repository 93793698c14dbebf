"""What was found in a set of reports: records for programs, GeoDataFrames for analysis.

The frames have one declared schema each (`geo.tables.SCHEMAS`); an empty set keeps columns, dtypes and the CRS,
EPSG:4326.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from geo import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from geo.event_table import EventTable
    from geo.records import Event, Mention, Report


@dataclass(frozen=True)
class EventSet:
    """Reports, and the mentions and events found in them.

    Iterating yields `Event` records; `+` joins two sets; `filter` keeps some events. Events without a place stay in
    with a null geometry. `index` holds the labels of the reports, where these were the rows of a column
    (`geo.read_texts`); the frames have them as index then.

    `found[0]` is an event; `found[2:5]` and `found[found.events.type == "AID"]` are sets of some events. A set can be
    made of events alone: `EventSet(list_of_events)`.

    Examples
    --------
    >>> found = EventSet()
    >>> len(found), len(found.events), str(found.events.crs)
    (0, 0, 'EPSG:4326')
    """

    reports: tuple[Report, ...] = ()
    event_records: tuple[Event, ...] = ()
    mention_records: tuple[Mention, ...] = ()
    index: pd.Index | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        from geo.selection import sorted_records

        for name, records in sorted_records(self).items():
            object.__setattr__(self, name, records)

    @overload
    def __getitem__(self, key: int) -> Event: ...

    @overload
    def __getitem__(
        self, key: slice | Sequence[bool] | Sequence[int] | pd.Series[bool] | NDArray[Any]
    ) -> EventSet: ...

    def __getitem__(self, key: Any) -> Event | EventSet:
        """Return the event of a number, or the set of the events that a slice, a mask or a list of numbers chooses.

        A chosen set holds the reports that tell of its events, and all mentions in those; `filter` keeps all.

        Raises
        ------
        IndexError
            No event has the number; or the mask is of another length, or its index is not that of `events`.
        """
        from geo.selection import chosen

        return chosen(self, key)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.event_records)

    def __len__(self) -> int:
        return len(self.event_records)

    def __add__(self, other: EventSet) -> EventSet:
        return EventSet(
            self.reports + other.reports,
            self.event_records + other.event_records,
            self.mention_records + other.mention_records,
            self.index.append(other.index) if self.index is not None and other.index is not None else None,
        )

    def __repr__(self) -> str:
        placed = sum(event.where is not None for event in self.event_records)
        return (
            f"<EventSet: {len(self.event_records)} events ({placed} with a place), "
            f"{len(self.mention_records)} mentions, {len(self.reports)} reports>"
        )

    def _repr_html_(self) -> str:
        """Give what a notebook shows: counts, time span, a little map."""
        from geo.set_card import html

        return html(self)

    @classmethod
    def from_file(cls, path: str | Path, *, edits: bool = True) -> EventSet:
        """Give the set that `maps.export` wrote with its records (`.gpkg`, `.geojson`, `.parquet`), or to a `.jsonl`.

        Parameters
        ----------
        path
            The file.
        edits
            Take in what was changed by hand, in QGIS for one, in the tables of events: a moved geometry, a deleted row,
            and the columns in `geo.edits.COLUMNS`. An event that was changed says so in its `evidence`, as "edited".
            Changes elsewhere are errors, but for columns of one's own and layers that are no part of a set (borders,
            command_areas), which are passed over. Without edits the set is given as it was exported.

        Raises
        ------
        UnreadableSet
            The file holds no set of ours, is damaged, or was changed where changes cannot take effect.
        OSError
            The file cannot be opened.
        """
        from geo.set_files import read_set

        return read_set(path, edits=edits)

    def filter(self, keep: Callable[[Event], bool]) -> EventSet:
        """Keep the events for which `keep` is true, and all reports and mentions."""
        return replace(self, event_records=tuple(filter(keep, self.event_records)))

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
    def events(self) -> EventTable:
        """One row an event, geometry = `Event.where` (points, lines and areas mixed; null where there is none)."""
        from geo.event_table import of_set

        return of_set(self._labelled(tables.frame("events", *tables.events(self))), self)

    @cached_property
    def mentions(self) -> gpd.GeoDataFrame:
        """One row a mention, geometry = what the phrase means (point, line or area; null when unresolved)."""
        return self._labelled(tables.frame("mentions", *tables.mentions(self)))

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        """One row a place that is mentioned, geometry = its point, with the numbers of mentions and reports."""
        return tables.frame("places", *tables.places(self))

    @cached_property
    def links(self) -> gpd.GeoDataFrame:
        """One row an event and one of its places; geometry = line between them where they are apart, else null."""
        return self._labelled(tables.frame("links", *tables.links(self)))

    def _labelled(self, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Give each row the caller's label of its report, where the reports have labels."""
        if self.index is None:
            return frame
        places = {report.id: number for number, report in enumerate(self.reports)}
        return frame.set_axis(self.index.take([places[report] for report in frame["report"]]))
