"""What people give as events, as a set: a set, an event, a list of events, a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from geo.errors import NotEvents
from geo.event_set import EventSet
from geo.records import Event, Report
from geo.selection import type_name, with_events

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    import pandas as pd

    Events: TypeAlias = EventSet | Event | Iterable[Event] | pd.DataFrame


def as_event_set(given: Events, *, caller: str = "this") -> EventSet:
    """Return what was given as a set of events.

    Parameters
    ----------
    given
        An `EventSet`; an `Event`, or an iterable of them; a table of events, such as `found.events` or some of its
        rows. Of a table the geometry, the days and `type`, `mode`, `acled`, `status`, `radius_m` and `score` are taken
        as they stand there.
    caller
        Name of the function that a person called, for the error.

    Raises
    ------
    NotEvents
        If it is none of these.

    Examples
    --------
    >>> len(as_event_set([]))
    0
    """
    if isinstance(given, EventSet):
        return given
    if isinstance(given, Event):
        return EventSet((given,))  # type: ignore[arg-type]  # see `sorted_records`
    if hasattr(given, "columns") and hasattr(given, "iloc"):
        return _of_table(cast("pd.DataFrame", given), caller)
    if isinstance(given, list | tuple) or (hasattr(given, "__next__") and hasattr(given, "__iter__")):
        events = tuple(given)
        wrong = [item for item in events if not isinstance(item, Event)]
        if not wrong:
            return EventSet(events)
        raise NotEvents(caller, f"a {type(given).__name__} with {type_name(wrong[0])}")
    raise NotEvents(caller, type_name(given))


def _of_table(table: pd.DataFrame, caller: str) -> EventSet:
    """Return the events of a table's rows: the set's own records where it has a set, else what the columns say."""
    from geo.io.event_rows import event_of_row, rows, with_row
    from geo.io.event_table import set_of

    missing = [name for name in ("id", "type") if name not in table.columns]
    if missing or not hasattr(table, "geometry"):
        needs = f"the column {missing[0]!r}" if missing else "geometries"
        raise NotEvents(caller, f"a table without {needs}")
    found = set_of(table) or EventSet()
    known: dict[str, Event] = {}
    for event in found.event_records:
        known.setdefault(event.id, event)
    events = [
        with_row(known[row["id"]], row) if row["id"] in known else event_of_row(row) for row in rows(table)
    ]
    whole = with_events(found, events)
    if found.event_records:
        return whole
    reports = dict.fromkeys(event.report for event in events if event.report)
    return replace(whole, reports=tuple(Report(id=name, text="") for name in reports))
