"""Choosing events of a set: by number, slice or mask, and from what is left of one: a filtered table, a list.

A table of events (`EventSet.events`) knows the set that it was made of, also when rows were chosen, sorted or copied
(`geo.io.event_table`). So a filtered table gives the full records again; a table that was read from a file, or made by
hand, gives records of what its columns say.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.records import Event, Mention, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.event_set import EventSet


def sorted_records(event_set: EventSet) -> dict[str, tuple[Any, ...]]:
    """Return the fields of a new set that are not as they shall be: tuples, and no events among the reports.

    Events may stand where the reports are wanted, for whoever has a list of them and nothing else.

    Raises
    ------
    TypeError
        There is something else among them.
    """
    kinds = {"reports": Report, "event_records": Event, "mention_records": Mention}
    changed: dict[str, tuple[Any, ...]] = {}
    for name, kind in kinds.items():
        given = getattr(event_set, name)
        if not isinstance(given, list | tuple) and not hasattr(given, "__next__"):
            hint = (
                "; a table of events is mapped as it is, and found[mask] is a set"
                if hasattr(given, "columns")
                else ""
            )
            raise TypeError(f"EventSet: {name} are records in a tuple or list, not {type_name(given)}{hint}")
        records = given if isinstance(given, tuple) else tuple(given)
        if records is not given:
            changed[name] = records
        if name == "reports" and records and isinstance(records[0], Event) and not event_set.event_records:
            changed |= {
                "reports": (),
                "event_records": records,
                "mention_records": tuple(event_set.mention_records),
            }
            kind = Event  # noqa: PLW2901
            if not event_set.mention_records:
                changed["mention_records"] = _linked(e for e in records if isinstance(e, Event))
        wrong = next((record for record in records if not isinstance(record, kind)), None)
        if wrong is not None:
            raise TypeError(f"EventSet: {name} are {kind.__name__} records, not {type_name(wrong)}")
    return changed


def type_name(given: object) -> str:
    """Return what something is, in words for an error."""
    kind = type(given)
    return (
        kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__.split('.')[0]}.{kind.__name__}"
    )


def chosen(event_set: EventSet, key: object) -> Event | EventSet:
    """Return an event by its number, or the events of a slice, a mask or a list of numbers.

    Raises
    ------
    IndexError
        A number that no event has, or a mask of another length or with another index.
    TypeError
        Any other key.
    """
    events = event_set.event_records
    if isinstance(key, slice):
        return with_events(event_set, events[key])
    if isinstance(key, int | np.integer) and not isinstance(key, bool):
        try:
            return events[int(key)]
        except IndexError:
            raise IndexError(f"there is no event {key}: the set has {len(events)}") from None
    return with_events(event_set, [events[number] for number in _numbers(event_set, key)])


def with_events(event_set: EventSet, events: Sequence[Event]) -> EventSet:
    """Return the set of these events, the reports that mention them, and the mentions in those reports."""
    mentioned = {mention.report for event in events for mention in event.mentions} | {
        e.report for e in events
    }
    places = [number for number, report in enumerate(event_set.reports) if report.id in mentioned]
    return replace(
        event_set,
        reports=tuple(event_set.reports[number] for number in places),
        event_records=tuple(events),
        mention_records=tuple(
            mention for mention in event_set.mention_records if mention.report in mentioned
        ),
        index=None if event_set.index is None else event_set.index.take(places),
    )


def _numbers(event_set: EventSet, key: object) -> Sequence[int]:
    """Return the numbers that a mask or a list of numbers chooses, in its order."""
    count = len(event_set.event_records)
    index = getattr(key, "index", None)
    is_series = hasattr(key, "iloc")
    if is_series and len(event_set.event_records) and not event_set.events.index.equals(index):
        raise IndexError("the mask has another index than the events: make it of found.events")
    if not (is_series or isinstance(key, list | tuple | np.ndarray) or hasattr(key, "__array__")):
        raise TypeError(
            f"events are chosen by number, slice, mask or list of numbers, not {type(key).__name__}"
        )
    array = _array(key)
    if not len(array):
        return []
    if array.dtype.kind == "b":
        if len(array) != count:
            raise IndexError(f"the mask has {len(array)} values for {count} events")
        return [int(number) for number in np.flatnonzero(array)]
    if array.dtype.kind not in "iu":
        raise TypeError("events are chosen by number, slice, mask or list of numbers")
    if array.max(initial=-1) >= count or array.min(initial=0) < -count:
        raise IndexError(f"there is no event {array.max()}: the set has {count}")
    numbers: list[int] = array.tolist()
    return numbers


def _array(key: Any) -> Any:
    """Return a key as an array; a missing value of a mask chooses nothing, as in pandas."""
    if hasattr(key, "to_numpy") and getattr(key.dtype, "kind", "") == "b":
        return key.to_numpy(dtype=bool, na_value=False)
    array = np.asarray(key)
    if array.dtype == object and len(array):
        from pandas import isna

        if all(isinstance(value, bool | np.bool_) or isna(value) for value in array):
            return np.array([False if isna(value) else bool(value) for value in array])
    return array


def _linked(events: Iterable[Event]) -> tuple[Any, ...]:
    """Return the mentions that events are linked with, each once: all that events alone know of mentions."""
    mentions = {id(link.mention): link.mention for event in events for link in event.places}
    known = {(m.report, m.start, m.end, m.role): m for m in mentions.values()}
    return tuple(known.values())
