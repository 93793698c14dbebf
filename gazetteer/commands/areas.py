"""The commands' areas of responsibility, drawn: on a day, and through time.

>>> rows = during("2021-01-01", "2021-12-31")
>>> rows[rows["command"] == "CENTCOM"]["valid_from"].dt.strftime("%Y-%m-%d").tolist()
['2008-10-01', '2021-01-15', '2021-09-01']
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gazetteer.commands import sea_areas
from gazetteer.commands.tables import (
    CONFIDENCES,
    UNASSIGNED,
    Assignment,
    as_date,
    assignments,
    commands,
    history,
    rows_by_key,
)

if TYPE_CHECKING:
    import datetime

    import geopandas

    from gazetteer.areas.outlines import Area, Key
    from gazetteer.commands.sea_areas import Sea

_COLUMNS = {
    "command": "object",
    "name": "object",
    "since": "object",
    "territories": "int64",
    "members": "object",
    "pending": "object",
    "seas": "object",
    "confidence": "object",
    "approximate": "bool",
    "doubts": "object",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """The columns of a command on a day, and what its area is made of."""

    command: str
    columns: tuple[Any, ...]
    land: tuple[Key, ...]
    waters: tuple[Area, ...]


def on(date: datetime.date | str, *, at_sea: bool = True) -> geopandas.GeoDataFrame:
    """Return the areas of responsibility on a day, a row for each command that had one.

    Parameters
    ----------
    date
        A day; before 1983-01-01 there are no data and the result is empty.
    at_sea
        Draw the seas too, as far as their limits are described; without them land only.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, sorted by `command`, with the columns
        `command`, `name` (short and full name),
        `since` (ISO date on which the command was established),
        `territories` (how many the plan gives it), `members` (their names, `; ` between),
        `pending` (members whose operations had not been handed over yet),
        `seas` (names of the seas that are drawn),
        `confidence` (the lowest of its members: `sure`, `likely`, `unsure`),
        `approximate` (whether the outline is not known exactly), `doubts` (why: an unsure member, a member that came
        or left around that day, a sea with a limit that is not described; `; ` between),
        `geometry` (today's outlines at 1:50 million, cut at ±180°; no two commands overlap by more than
        rounding to 1e-6°).

    Raises
    ------
    BadDate
        When the date cannot be read.
    """
    day = as_date(date)
    return _frame(_drawn(day, at_sea=at_sea))


def during(
    start: datetime.date | str, end: datetime.date | str, *, at_sea: bool = True
) -> geopandas.GeoDataFrame:
    """Return the areas of responsibility between two days, both included: a row for each state of a command.

    Parameters
    ----------
    start, end
        Days; every row that holds on a day between them is given, with its whole time.
    at_sea
        Draw the seas too; without them, a command of which only waters change has no new row.

    Returns
    -------
    GeoDataFrame
        As of `on`, with `valid_from` and `valid_to` (datetime64[s]) before the geometry: a row holds on
        `valid_from <= day < valid_to`, and is still in force where `valid_to` is missing. Sorted by command and time.

    Raises
    ------
    BadDate
        When a date cannot be read.
    """
    import numpy as np

    first, last = as_date(start), as_date(end)
    rows = [row for row in _rows(at_sea=at_sea) if row[1] <= last and (row[2] is None or first < row[2])]
    rows.sort(key=lambda row: (row[0].command, row[1]))
    frame = _frame([drawn for drawn, _, _ in rows])
    begun = [day.isoformat() for _, day, _ in rows]
    over = [day.isoformat() if day else "NaT" for _, _, day in rows]
    for name, days in (("valid_from", begun), ("valid_to", over)):
        frame.insert(len(frame.columns) - 1, name, np.array(days, dtype="datetime64[s]"))
    return frame


@cache
def _rows(*, at_sea: bool) -> tuple[tuple[_Drawn, datetime.date, datetime.date | None], ...]:
    """Return what is drawn of each command, from when to when, for all the time that the data cover."""
    done: list[tuple[_Drawn, datetime.date, datetime.date | None]] = []
    running: dict[str, tuple[_Drawn, datetime.date]] = {}
    for day in _days():
        today = {drawn.command: drawn for drawn in _drawn(day, at_sea=at_sea)}
        over = [name for name, (drawn, _) in running.items() if today.get(name) != drawn]
        done.extend((*running.pop(name), day) for name in over)
        running = {name: running.get(name, (drawn, day)) for name, drawn in today.items()}
    return (*done, *((drawn, day, None) for drawn, day in running.values()))


def _days() -> list[datetime.date]:
    """Return the days on which a command's columns or area may change."""
    days = {
        day
        for row in assignments()
        for day in (row.valid_from, row.valid_to, row.operational_from, row.from_earliest, row.from_latest)
    } | {day for sea in sea_areas.seas() for day in (sea.valid_from, sea.valid_to)}
    return sorted(filter(None, days))


def _drawn(day: datetime.date, *, at_sea: bool) -> list[_Drawn]:
    """Return what is drawn on a day, by the names of the commands."""
    members = _members(day)
    waters: defaultdict[str, dict[Sea, Area]] = defaultdict(dict)
    if at_sea and members:
        for sea, area in sea_areas.on_day(day).items():
            waters[sea.command][sea] = area
    moving = _uncertain_days(day)
    return [
        _Drawn(
            command=command,
            columns=_columns(command, rows, tuple(waters[command]), day, tuple(moving.get(command, ()))),
            land=tuple(sorted(rows)),
            waters=tuple(waters[command].values()),
        )
        for command, rows in sorted(members.items())
    ]


def _frame(drawn: list[_Drawn]) -> geopandas.GeoDataFrame:
    import geopandas as gpd

    columns: dict[str, Any] = {
        name: [one.columns[place] for one in drawn] for place, name in enumerate(_COLUMNS)
    }
    areas = gpd.GeoSeries([_dissolved(one.land, one.waters) for one in drawn], crs="EPSG:4326")
    return gpd.GeoDataFrame(columns, geometry=areas, crs="EPSG:4326").astype(_COLUMNS)


def _members(day: datetime.date) -> dict[str, dict[Key, Assignment]]:
    """Return the units and their rows on a day, by command."""
    from gazetteer.areas import outlines

    found: defaultdict[str, dict[Key, Assignment]] = defaultdict(dict)
    for key in outlines.load("50m").units:
        row = next((row for row in history(key) if row.holds(day)), None)
        if row is not None and row.command not in UNASSIGNED:
            found[row.command][key] = row
    return dict(found)


def _columns(
    command: str,
    members: dict[Key, Assignment],
    waters: tuple[Sea, ...],
    day: datetime.date,
    moving: tuple[str, ...],
) -> tuple[Any, ...]:
    """Return the values of `_COLUMNS`."""
    # Units that share a row (Gaza Strip and West Bank) are one territory of the plan.
    rows = sorted(set(members.values()), key=lambda row: row.territory)
    late = [row.territory for row in rows if row.operational_from and day < row.operational_from]
    unsure = [f"{row.territory} unsure" for row in rows if row.confidence == "unsure"]
    undescribed = {
        f"{sea.name}: {sea.limit}" for sea in waters if sea.approximate or sea.confidence == "unsure"
    }
    reasons = "; ".join((*unsure, *sorted(undescribed), *moving))
    return (
        command,
        commands()[command].name,
        commands()[command].established.isoformat(),
        len(rows),
        "; ".join(row.territory for row in rows),
        "; ".join(late),
        "; ".join(dict.fromkeys(sea.name for sea in waters)),
        min((row.confidence for row in rows), key=CONFIDENCES.index),
        bool(reasons),
        reasons,
    )


def _uncertain_days(day: datetime.date) -> dict[str, list[str]]:
    """Return the members that came or left on an unknown day about this one, in words, by each of the two commands."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, rows in rows_by_key().items():
        if key[1] == "*":
            continue
        for row, following in pairwise(rows):
            first, last = following.from_earliest, following.from_latest
            if first and last and first <= day < last:
                words = (
                    f"{row.territory} from {row.command} to {following.command} between {first} and {last}"
                )
                found[row.command].append(words)
                found[following.command].append(words)
    return found


@cache
def _dissolved(keys: tuple[Key, ...], waters: tuple[Area, ...]) -> Area:
    import shapely

    from gazetteer.areas import outlines

    land = outlines.load("50m").area(keys)
    if not waters:
        return land
    # To six decimals here, where the area stays valid: where land meets limits, a writer's rounding would fold rings.
    # The waters first: with fewer lines for each to meet it is twice as quick as all at once.
    return outlines.valid(shapely.set_precision(shapely.union(land, shapely.union_all(waters)), 1e-6))
