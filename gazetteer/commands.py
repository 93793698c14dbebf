"""The US combatant commands' areas of responsibility, by date.

The facts are rows of `data/commands.csv`: which command a territory was assigned to, from when to when, with source
and confidence. An assignment holds on `valid_from <= day < valid_to`. Dates are those of the plan; where the handover
of operations came later, `operational_from` has that day (Israel: 2021-01-15 by plan, 2021-09-01 in operation).

Territories are drawn with today's outlines: South Sudan is drawn apart in 1983 too. Limits at sea are published as
words only; `data/command_seas.csv` has them, and the areas drawn from them say so (`approximate`, `doubts`).

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
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gazetteer import command_seas, countries
from gazetteer.command_changes import Change, ChangeKind, changes
from gazetteer.command_seas import Sea, seas
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
    rows_by_key,
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
    "Sea",
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
    "seas",
]

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


def on(date: datetime.date | str, *, at_sea: bool = True) -> geopandas.GeoDataFrame:
    """Areas of responsibility on a day, a row for each command that had one.

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
    import geopandas as gpd

    day = as_date(date)
    members = _members(day)
    waters: defaultdict[str, dict[Sea, Area]] = defaultdict(dict)
    if at_sea and members:
        for sea, area in command_seas.on_day(day).items():
            waters[sea.command][sea] = area
    moving = _uncertain_days(day)
    table = [_row(command, rows, tuple(waters[command]), day) for command, rows in sorted(members.items())]
    for row in table:
        row["doubts"] = "; ".join([*row["doubts"], *moving.get(row["command"], ())])
        row["approximate"] = bool(row["doubts"])
    geometry = [
        _dissolved(tuple(sorted(rows)), tuple(waters[command].values()))
        for command, rows in sorted(members.items())
    ]
    columns: dict[str, Any] = {name: [row[name] for row in table] for name in _COLUMNS}
    frame = gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(geometry, crs="EPSG:4326"), crs="EPSG:4326")
    return frame.astype(_COLUMNS)


def at(*, lon: float, lat: float, date: datetime.date | str) -> Assignment | None:
    """Find the assignment that holds on a day at a point, on land, within 12 nautical miles of it, or at sea.

    At sea the territory is the sea's name and `iso3` is empty. `None` where no limits are described, before 1983, and
    where nothing is known.

    Raises
    ------
    BadDate
        When the date cannot be read.
    """
    from gazetteer import areas

    day = as_date(date)
    unit = areas.unit_at(lon=lon, lat=lat)
    if unit is not None:
        return next((row for row in history(unit.key) if row.holds(day)), None)
    sea = command_seas.at_sea(lon=lon, lat=lat, day=day)
    return sea.assignment if sea else None


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


def _row(
    command: str, members: dict[Key, Assignment], waters: tuple[Sea, ...], day: datetime.date
) -> dict[str, Any]:
    # Units that share a row (Gaza Strip and West Bank) are one territory of the plan.
    rows = sorted(set(members.values()), key=lambda row: row.territory)
    lowest = min((row.confidence for row in rows), key=CONFIDENCES.index)
    late = [row.territory for row in rows if row.operational_from and day < row.operational_from]
    unsure = [f"{row.territory} unsure" for row in rows if row.confidence == "unsure"]
    undescribed = {
        f"{sea.name}: {sea.limit}" for sea in waters if sea.approximate or sea.confidence == "unsure"
    }
    return {
        "command": command,
        "name": commands()[command].name,
        "since": commands()[command].established.isoformat(),
        "territories": len(rows),
        "members": "; ".join(row.territory for row in rows),
        "pending": "; ".join(late),
        "seas": "; ".join(dict.fromkeys(sea.name for sea in waters)),
        "confidence": lowest,
        "doubts": [*unsure, *sorted(undescribed)],
    }


def _uncertain_days(day: datetime.date) -> dict[str, list[str]]:
    """Members that came or left on an unknown day about this one, in words, by each of the two commands."""
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

    from gazetteer import outlines

    land = outlines.load("50m").area(keys)
    if not waters:
        return land
    # To six decimals here, where the area stays valid: where land meets limits, a writer's rounding would fold rings.
    return outlines.valid(shapely.set_precision(shapely.union_all([land, *waters]), 1e-6))
