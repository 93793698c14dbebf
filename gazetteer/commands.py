"""The US combatant commands' areas of responsibility, by date.

The facts are rows of `data/commands.csv`: which command a territory was assigned to, from when to when, with source
and confidence. An assignment holds on `valid_from <= day < valid_to`. Dates are those of the plan; where the handover
of operations came later, `operational_from` has that day (Israel: 2021-01-15 by plan, 2021-09-01 in operation).

Territories are drawn with today's outlines: South Sudan is drawn apart in 1983 too. Seas are not drawn, because the
limits at sea are published as words only (`data/maritime_limits.csv`).

>>> from gazetteer import commands
>>> [a.command for a in commands.of("Israel")]
['EUCOM', 'CENTCOM']
>>> commands.canonical("USCENTCOM")
'CENTCOM'
>>> print(commands.changes("2021-01-01", "2021-12-31")[0].sentence)
Israel moved from EUCOM to CENTCOM on 2021-01-15; operational on 2021-09-01.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from gazetteer import countries
from gazetteer.command_changes import Change, ChangeKind, changes
from gazetteer.command_tables import (
    CONFIDENCES,
    UNASSIGNED,
    Assignment,
    Command,
    as_date,
    assignments,
    canonical,
    commands,
    history,
)
from gazetteer.errors import UnknownCountry

if TYPE_CHECKING:
    import datetime

    import geopandas

    from gazetteer.outlines import Area, Key

__all__ = [
    "UNASSIGNED",
    "Assignment",
    "Change",
    "ChangeKind",
    "Command",
    "as_date",
    "assignments",
    "at",
    "canonical",
    "changes",
    "commands",
    "history",
    "memberships",
    "of",
    "on",
]

_COLUMNS = {
    "command": "object",
    "name": "object",
    "since": "object",
    "territories": "int64",
    "members": "object",
    "pending": "object",
    "confidence": "object",
    "approximate": "bool",
}


def of(country: str) -> list[Assignment]:
    """Commands of a country or territory, in order of time, the country's own rows before those of its parts.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 or alpha-3 code, a country's name, or the key of a part (`alaska`, `gaza-strip`).

    Raises
    ------
    UnknownArea
        When it is neither.
    """
    try:
        code = countries.get(country).alpha3
    except UnknownCountry:
        from gazetteer import areas

        return [row for key in areas.keys_of(country, resolution="10m") for row in history(key)]
    rows = [row for row in assignments() if row.iso3 == code]
    return sorted(rows, key=lambda row: (not row.primary, row.part, row.valid_from))


def on(date: datetime.date | str) -> geopandas.GeoDataFrame:
    """Areas of responsibility on a day, a row for each command that had one.

    Parameters
    ----------
    date
        A day; before 1983-01-01 there are no data and the result is empty.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, sorted by `command`, with the columns
        `command`, `name` (short and full name),
        `since` (ISO date on which the command was established),
        `territories` (how many the plan gives it), `members` (their names, `; ` between),
        `pending` (members whose operations had not been handed over yet),
        `confidence` (the lowest of its members: `sure`, `likely`, `unsure`),
        `approximate` (whether a member, or the day it came, is not sure),
        `geometry` (land only, today's outlines at 1:50 million).

    Raises
    ------
    BadDate
        When the date cannot be read.
    """
    import geopandas as gpd

    day = as_date(date)
    members = _members(day)
    table = [_row(command, rows, day) for command, rows in sorted(members.items())]
    geometry = [_dissolved(tuple(sorted(rows))) for _, rows in sorted(members.items())]
    columns: dict[str, Any] = {name: [row[name] for row in table] for name in _COLUMNS}
    frame = gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(geometry, crs="EPSG:4326"), crs="EPSG:4326")
    return frame.astype(_COLUMNS)


def at(*, lon: float, lat: float, date: datetime.date | str) -> Assignment | None:
    """Find the assignment that holds on a day at a point on land or within 12 nautical miles of it.

    `None` on the high seas, before 1983, and where nothing is known.

    Raises
    ------
    BadDate
        When the date cannot be read.
    """
    from gazetteer import areas

    day = as_date(date)
    unit = areas.unit_at(lon=lon, lat=lat)
    if unit is None:
        return None
    return next((row for row in history(unit.key) if row.holds(day)), None)


def memberships() -> list[dict[str, Any]]:
    """Which command each unit of the outlines belongs to, for a page that draws them.

    Returns
    -------
    list of dict
        For each unit of `areas.topology()` in its order:
        `{"iso3": "ISR", "part": "", "name": "Israel", "memberships": [{"command": "EUCOM", "from": "1983-01-01",
        "to": "2021-01-15", "operational_from": None, "confidence": "sure"}, ...]}`, oldest first; dates are ISO
        strings, `to` is the first day after and `None` while in force. `command` may be `unassigned` or `unknown`.
    """
    from gazetteer import outlines

    return [
        {
            "iso3": unit.iso3,
            "part": unit.part,
            "name": unit.name,
            "memberships": [
                {
                    "command": row.command,
                    "from": row.valid_from.isoformat(),
                    "to": row.valid_to.isoformat() if row.valid_to else None,
                    "operational_from": row.operational_from.isoformat() if row.operational_from else None,
                    "confidence": row.confidence,
                }
                for row in history(unit.key)
            ],
        }
        for unit in outlines.load("50m").units.values()
    ]


def _members(day: datetime.date) -> dict[str, dict[Key, Assignment]]:
    """Units and their rows on a day, by command."""
    from gazetteer import outlines

    found: defaultdict[str, dict[Key, Assignment]] = defaultdict(dict)
    for key in outlines.load("50m").units:
        row = next((row for row in history(key) if row.holds(day)), None)
        if row is not None and row.command not in UNASSIGNED:
            found[row.command][key] = row
    return dict(found)


def _row(command: str, members: dict[Key, Assignment], day: datetime.date) -> dict[str, Any]:
    # Units that share a row (Gaza Strip and West Bank) are one territory of the plan.
    rows = sorted(set(members.values()), key=lambda row: row.territory)
    lowest = min((row.confidence for row in rows), key=CONFIDENCES.index)
    late = [row.territory for row in rows if row.operational_from and day < row.operational_from]
    return {
        "command": command,
        "name": commands()[command].name,
        "since": commands()[command].established.isoformat(),
        "territories": len(rows),
        "members": "; ".join(row.territory for row in rows),
        "pending": "; ".join(late),
        "confidence": lowest,
        "approximate": any(row.confidence != "sure" or row.from_confidence == "unsure" for row in rows),
    }


@cache
def _dissolved(keys: tuple[Key, ...]) -> Area:
    from gazetteer import outlines

    return outlines.load("50m").area(keys)
