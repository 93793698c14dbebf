"""Edits made by hand in an exported file: those of events are applied and recorded, all others are refused.

A file that holds a set's records holds its tables as well, and those are what people edit. Rows are found by their
`id`. A moved geometry and a new value of a column in `COLUMNS` go into the event, whose `edited` and `evidence` then
say so; an event without its row is dropped. Other changes would be lost without a word, so they are errors.
"""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import pandas as pd
import shapely

from geo.errors import UnreadableSet
from geo.events.attribution import EDITED
from geo.events.confidence import edited_scores
from geo.plurals import counted
from geo.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.event_set import EventSet
    from geo.records import Event, Granularity

    Row = tuple[str, Mapping[str, Any], BaseGeometry | None]

COLUMNS = ("type", "mode", "acled", "status", "when_start", "when_end", "radius_m", "score")
"""What may be edited of an event, beside its geometry."""

DERIVED = ("lon", "lat", "country", "admin1", "precision", "geo_precision", "edge")
"""What follows from the geometry and the place: a table may lack it, as those of earlier versions do."""
_NEAR_DEG = 1e-6
_HINT = "edits=False gives the set as it was exported"


def apply(
    event_set: EventSet, exported: Sequence[Row], present: Iterable[Row], *, layers: Sequence[str]
) -> EventSet:
    """Apply the edits made to a set's events.

    Parameters
    ----------
    event_set
        The set of the records.
    exported
        The rows as they were written, one per event of `event_set` and in its order: layer, values, geometry.
    present
        The rows as they are now.
    layers
        Names of the layers, in the order of `present`.

    Raises
    ------
    UnreadableSet
        A change cannot take effect.
    """
    rows: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in present:
        rows[_plain(row[1].get("id"))].append(row)
    wanted: defaultdict[Any, list[int]] = defaultdict(list)
    for number, row in enumerate(exported):
        wanted[_plain(row[1].get("id"))].append(number)
    for numbers in wanted.values():  # rows of one id lie as the layers do
        numbers.sort(key=lambda number: layers.index(exported[number][0]))
    kept: dict[int, Event] = {}
    for name, numbers in wanted.items():
        now = rows.pop(name, [])
        if now and len(now) != len(numbers):
            raise _refused(
                now[-1][0],
                f"{counted(len(now), 'row')} {_verb(now, 'has', 'have')} the id {name!r} and {len(numbers)} "
                f"{_verb(numbers, 'was', 'were')} written",
            )
        for number, row in zip(numbers, now, strict=False):
            kept[number] = _edited(event_set.event_records[number], exported[number], row)
    for left in rows.values():
        raise _refused(
            left[0][0],
            f"the row with the id {_plain(left[0][1].get('id'))!r} was added: no report tells of it",
        )
    return replace(event_set, event_records=tuple(kept[number] for number in sorted(kept)))


def check_same(exported: Sequence[Row], present: Sequence[Row]) -> None:
    """Raise if rows that cannot be edited were changed.

    Raises
    ------
    UnreadableSet
        A row was changed, added or removed.
    """
    for (where, before, shape), (_, now, other) in zip(exported, present, strict=False):
        changed = [*_changed(before, now), *([] if _same(shape, other) else ["the geometry"])]
        if changed:
            raise _refused(where, f"{changed[0]} was changed, which only events can be")
    if len(exported) != len(present):
        where = (present or exported)[-1][0]
        written = f"{len(exported)} {_verb(exported, 'was', 'were')} written"
        raise _refused(
            where, f"it has {counted(len(present), 'row')} and {written}; only events can be changed"
        )


def _edited(event: Event, exported: Row, present: Row) -> Event:
    where, values, shape = present
    changed = [name for name in _changed(exported[1], values) if name in values or name not in DERIVED]
    if fixed := [name for name in changed if name not in COLUMNS]:
        raise _refused(where, f"{fixed[0]} of {event.id!r} was changed; of an event only {', '.join(COLUMNS)} and the "
                              "geometry can be")  # fmt: skip
    new: dict[str, Any] = {name: _plain(values[name]) for name in changed if not name.startswith("when_")}
    evidence = dict.fromkeys(new, EDITED)
    for name in ("type", "mode", "acled", "status"):
        if name in new:
            new[name] = str(new[name] or "")
    if "type" in new:
        new.setdefault("acled", "")  # it was that of the other type
    if not new.get("type", event.type) or new.get("status", event.status) not in get_args(Status):
        raise _refused(
            where, f"{event.id!r} has no type, or its status is none of {', '.join(get_args(Status))}"
        )
    for name in ("score", "radius_m"):
        if name in new and not (name == "radius_m" and new[name] is None):
            new[name] = _number(where, name, new[name])
    if any(name.startswith("when_") for name in changed):
        days = [_day(where, values[f"when_{end}"]) for end in ("start", "end")]
        new["when"] = replace(event.when, start=days[0], end=days[1], granularity=_granularity(where, days), text=None,
                              rule="edited by hand")  # fmt: skip
        evidence["when"] = EDITED
    if not _same(exported[2], shape):
        new["where"] = None if shape is None or shape.is_empty else _single(shape)
        evidence["where"] = EDITED
    if not new:
        return event
    edited = tuple(dict.fromkeys((*event.edited, *evidence)))
    made = replace(event, **new, evidence={**event.evidence, **evidence}, edited=edited)
    return replace(made, scores=edited_scores(made, evidence))


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return [name for name, value in before.items() if _plain(value) != _plain(now.get(name))]


def _plain(value: Any) -> Any:
    """Normalise a cell to what every format stores: empty text is `None`, text ends at NUL, days are ISO 8601."""
    if value is None or value is pd.NA or value == "" or value != value:  # noqa: PLR0124 (NaN and NaT differ from themselves)
        return None
    if isinstance(value, str):
        return value.split("\0")[0] or None
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    return json.loads(json.dumps(value)) if isinstance(value, dict | list | tuple) else _plain(value.item())


def _same(one: BaseGeometry | None, other: BaseGeometry | None) -> bool:
    """Return whether two geometries are equal, up to a multi-geometry of one part and the last decimal."""
    nothing = [shape is None or shape.is_empty for shape in (one, other)]
    if any(nothing):
        return all(nothing)
    first, second = shapely.get_parts([one]), shapely.get_parts([other])
    return len(first) == len(second) and bool(
        np.all(shapely.equals_exact(first, second, tolerance=_NEAR_DEG))
    )


def _single(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    return parts[0] if len(parts) == 1 else shape


def _day(where: str, value: Any) -> datetime.date | None:
    text = _plain(value)
    try:
        return datetime.date.fromisoformat(str(text).replace("/", "-")[:10]) if text is not None else None
    except ValueError:
        raise _refused(where, f"{text!r} is not a day") from None


def _granularity(where: str, days: list[datetime.date | None]) -> Granularity:
    start, end = days
    if start and end:
        if start > end:
            raise _refused(where, f"an event ends on {end}, before it starts on {start}")
        return "day" if start == end else "range"
    return "open" if start or end else "unknown"


def _number(where: str, name: str, value: Any) -> float:
    most = 1.0 if name == "score" else float("inf")
    if not isinstance(value, float) or not 0 <= value <= most:
        raise _refused(where, f"{value!r} is no {name}")
    return value


def _verb(rows: Sequence[object], one: str, several: str) -> str:
    return one if len(rows) == 1 else several


def _refused(where: str, why: str) -> UnreadableSet:
    return UnreadableSet("", f"{where}: {why} ({_HINT})")
