"""What was found in a set of reports: records for programs, GeoDataFrames for analysis.

The frames have one declared schema each (`geo.io.columns.SCHEMAS`); an empty set keeps columns, dtypes and the CRS,
EPSG:4326.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from geo.io import frames
from geo.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from geo.failures import Failures
    from geo.io.event_table import EventTable
    from geo.records import Event, Failure, Mention, Report


@dataclass(frozen=True)
class EventSet:
    """Reports, and the mentions and events found in them.

    Iterating yields `Event` records; `+` and `concat` join sets; `filter` keeps some events. Events without a place
    stay in with a null geometry. `index` holds the labels of the reports, where these were the rows of a column
    (`geo.read_texts`); the frames have them as index then. `failures` says what could not be read: files, which are in
    no other table, and reports, which are in `reports` without mentions and events. `unmerged` holds the events as each
    report tells them, before those that several reports tell were merged, where that is known; sets are joined by it.

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
    failures: tuple[Failure, ...] = ()
    unmerged: tuple[Event, ...] | None = field(default=None, compare=False, repr=False, init=False)

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
        """Join two sets as `concat` does; to join many, give them all to `concat` at once."""
        if not isinstance(other, EventSet):
            return NotImplemented
        return EventSet.concat([self, other])

    def __radd__(self, other: object) -> EventSet:
        """Support `sum`, which begins with 0."""
        return self if other == 0 else NotImplemented

    @classmethod
    def concat(cls, sets: Iterable[EventSet]) -> EventSet:
        """Join sets into one, as if all their reports had been read in one call.

        An event that several of them tell becomes one, with all its mentions. A report that stands in several sets,
        with the same id and text, is one; of different reports with one id the later are renamed ("a.txt#2"),
        wherever they are referred to. What was edited by hand stays so. The time grows with the number of records.

        Parameters
        ----------
        sets
            In the order in which their reports are to stand.

        Returns
        -------
        EventSet
            Its frames have the labels of the reports as index where all the sets that hold reports have such labels.
            Reports of one source share where it is based (`geo.read`): what was read apart was read
            without that, and may have other places than in one call.

        Examples
        --------
        >>> len(EventSet.concat([EventSet(), EventSet()]))
        0
        """
        some = [
            each
            for each in sets
            if each.reports or each.event_records or each.mention_records or each.failures
        ]
        if len(some) < 2:
            return some[0] if some else cls()
        from geo.failures import Failures
        from geo.joining import join

        joined = join(some)
        failures = Failures()
        failures.records += joined.failures
        return cls.merged(
            joined.reports, joined.unmerged, joined.mentions, index=joined.index, failures=failures
        )

    @classmethod
    def merged(
        cls,
        reports: Iterable[Report],
        unmerged: Iterable[Event],
        mentions: Iterable[Mention],
        *,
        index: pd.Index | None = None,
        failures: Failures | None = None,
    ) -> EventSet:
        """Create the set of some reports, and merge the events that several of them report.

        Parameters
        ----------
        reports, mentions
            All of them.
        unmerged
            The events as each report tells them, in the order of the reports.
        index
            The labels of the reports.
        failures
            What could not be read; it records a failure in merging too, which leaves the events as they are.
        """
        from geo.events import coreference
        from geo.failures import Failures, merge_or_keep

        failures = Failures() if failures is None else failures
        events = tuple(unmerged)
        together = tuple(merge_or_keep(coreference.merge, events, failures))
        made = cls(tuple(reports), together, tuple(mentions), index, tuple(failures.records))
        # No argument of the class, so that `replace` with other events leaves it behind.
        object.__setattr__(made, "unmerged", events)
        return made

    def __repr__(self) -> str:
        placed = sum(event.where is not None for event in self.event_records)
        return (
            f"<EventSet: {counted(len(self.event_records), 'event')} ({placed} with a place), "
            f"{counted(len(self.mention_records), 'mention')}, {counted(len(self.reports), 'report')}"
            f"{f', {len(self.failures)} failed' if self.failures else ''}>"
        )

    def _repr_html_(self) -> str:
        """Return what a notebook shows: counts, time span, a small map."""
        from geo.io.html_summary import html

        return html(self)

    def to_file(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the set with all its records, the reports' texts too, for `from_file`; `maps.export` has more formats.

        Parameters
        ----------
        path
            A `.jsonl` (records alone), a `.geojson`, `.json` or `.parquet` (events for other programs as well).
        overwrite
            Replace what is there.

        Returns
        -------
        Path
            The file, complete.

        Raises
        ------
        UnwritableSet
            There is no writer for this suffix, or its library is not installed.
        FileExistsError
            There is a file and `overwrite` is off.
        OSError
            The file cannot be written.
        """
        from geo.io.set_files import write_set

        return write_set(self, path, overwrite=overwrite)

    @classmethod
    def from_file(cls, path: str | Path, *, edits: bool = True) -> EventSet:
        """Return the set of a file of `to_file`, or of `maps.export` with records (`.gpkg`, `.geojson`, `.parquet`).

        Parameters
        ----------
        path
            The file.
        edits
            Take in what was changed by hand, in QGIS for one, in the tables of events: a moved geometry, a deleted row,
            and the columns in `geo.io.manual_edits.COLUMNS`. An event that was changed says so in its `evidence`, as
            "edited". Changes elsewhere are errors, but for columns of one's own and layers that are no part of a set
            (borders, command_areas), which are passed over. Without edits the set is given as it was exported.

        Notes
        -----
        Files of older versions are read as well; `maps.export` writes the newest. What was merged in a file stays
        merged, also where such sets are joined.

        Raises
        ------
        UnreadableSet
            The file holds no set of ours, is damaged, or was changed where changes cannot take effect.
        OSError
            The file cannot be opened.
        """
        from geo.io.set_files import read_set

        return read_set(path, make=cls, edits=edits)

    def filter(self, keep: Callable[[Event], bool]) -> EventSet:
        """Keep the events for which `keep` is true, and all reports and mentions."""
        return replace(self, event_records=tuple(filter(keep, self.event_records)))

    def report(self, report_id: str) -> Report:
        """Return the report with this id.

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
        from geo.io.event_table import of_set

        return of_set(self._labelled(frames.frame("events", *frames.events(self))), self)

    @cached_property
    def mentions(self) -> gpd.GeoDataFrame:
        """One row a mention, geometry = what the phrase means (point, line or area; null when unresolved)."""
        return self._labelled(frames.frame("mentions", *frames.mentions(self)))

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        """One row a place that is mentioned, geometry = its point, with the numbers of mentions and reports."""
        return frames.frame("places", *frames.places(self))

    @cached_property
    def links(self) -> gpd.GeoDataFrame:
        """One row an event and one of its places; geometry = line between them where they are apart, else null."""
        return self._labelled(frames.frame("links", *frames.links(self)))

    def _labelled(self, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Label each row with the caller's label of its report, where the reports have labels."""
        if self.index is None:
            return frame
        places = {report.id: number for number, report in enumerate(self.reports)}
        return frame.set_axis(self.index.take([places[report] for report in frame["report"]]))
