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

import csv
import datetime
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gazetteer import countries
from gazetteer.errors import BadDate, UnknownCommand, UnknownCountry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas

    from gazetteer.outlines import Key

DATA = Path(__file__).parent / "data"
UNASSIGNED = ("unassigned", "unknown")
"""Values of `Assignment.command` that name no command: to none by the plan, and not found in any source."""

Confidence = Literal["sure", "likely", "unsure"]
ChangeKind = Literal["created", "assigned", "moved", "renamed", "released"]
_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ORDER = ("unsure", "likely", "sure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A combatant command.

    Attributes
    ----------
    command
        Short name without US: `CENTCOM`.
    name
        Full name: `U.S. Central Command`.
    aliases
        Other names that `canonical` takes.
    established, disestablished
        Its first day, and the first day on which it was no more (`None` while it stands).
    successor
        Short name of the command that it was renamed to, else empty.
    geographic
        Whether it has, or had, an area on earth.
    source
        Where the dates come from.
    """

    command: str
    name: str
    aliases: tuple[str, ...]
    established: datetime.date
    disestablished: datetime.date | None
    successor: str
    geographic: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A territory's command during an interval.

    Attributes
    ----------
    command
        Short name, or one of `UNASSIGNED`.
    territory, iso3, part
        Name to show; ISO 3166-1 alpha-3 code; key of a part of the country, empty for the whole or the main part.
    primary
        Whether this row speaks for the country's code; parts have rows of their own besides.
    valid_from, valid_to
        First day, and first day after; `None` is still in force. 1983-01-01 is where the data begin.
    operational_from
        Day on which operations were handed over, where that was later.
    basis, source
        Why, and where it is written.
    confidence, from_confidence
        `sure`, `likely` or `unsure`: of the membership, and of the day it began (`floor`: the data begin there).
    note
        What else there is to say.
    """

    command: str
    territory: str
    iso3: str
    part: str
    primary: bool
    valid_from: datetime.date
    valid_to: datetime.date | None
    operational_from: datetime.date | None
    basis: str
    source: str
    confidence: Confidence
    from_confidence: Literal["sure", "likely", "unsure", "floor"]
    note: str

    def holds(self, day: datetime.date) -> bool:
        """Whether the assignment is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A territory that came to another command.

    Attributes
    ----------
    date
        First day of the new assignment.
    territory, iso3, part
        As in `Assignment`.
    from_command, to_command
        Short names or `UNASSIGNED`; `from_command` is empty where the data begin with the change.
    operational_from
        Day on which operations were handed over, where that was later.
    kind
        `created` (the new command began that day), `assigned` (had no command before), `moved`, `renamed` (only the
        command's name changed) or `released` (has none after).
    source, confidence
        Of the new assignment; the confidence is that of the date.
    """

    date: datetime.date
    territory: str
    iso3: str
    part: str
    from_command: str
    to_command: str
    operational_from: datetime.date | None
    kind: ChangeKind
    source: str
    confidence: Confidence

    @property
    def sentence(self) -> str:
        """The change in words."""
        if self.kind == "renamed":
            text = f"{self.territory}: {self.from_command} was renamed {self.to_command} on {self.date}"
        elif not self.from_command:
            text = f"{self.territory} came to {self.to_command} on {self.date}"
        elif self.from_command in UNASSIGNED:
            text = f"{self.territory} was assigned to {self.to_command} on {self.date}"
        elif self.kind == "released":
            text = f"{self.territory} left {self.from_command} on {self.date}"
        else:
            text = f"{self.territory} moved from {self.from_command} to {self.to_command} on {self.date}"
        later = f"; operational on {self.operational_from}" if self.operational_from else ""
        doubt = " (date unsure)" if self.confidence == "unsure" else ""
        return f"{text}{doubt}{later}."


def as_date(value: datetime.date | str) -> datetime.date:
    """Read a day.

    Raises
    ------
    BadDate
        When it is neither a date nor a string of the form YYYY-MM-DD.

    Examples
    --------
    >>> as_date("2021-01-15")
    datetime.date(2021, 1, 15)
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = str(value)[:80]
    # fromisoformat takes weeks and days without hyphens as well.
    if not _ISO_DAY.fullmatch(text):
        raise BadDate(text)
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise BadDate(text) from error


@cache
def commands() -> Mapping[str, Command]:
    """Every command by its short name."""
    with (DATA / "command_names.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["command"]: Command(
                command=row["command"],
                name=row["name"],
                aliases=tuple(filter(None, row["aliases"].split("|"))),
                established=as_date(row["established"]),
                disestablished=_optional(row["disestablished"]),
                successor=row["successor"],
                geographic=row["geographic"] == "yes",
                source=row["source"],
            )
            for row in csv.DictReader(file)
        }


def canonical(name: str) -> str:
    """Short name of a command.

    Raises
    ------
    UnknownCommand
        When nothing is called so.

    Examples
    --------
    >>> canonical("U.S. European Command"), canonical("USINDOPACOM")
    ('EUCOM', 'INDOPACOM')
    """
    found = _names().get(_plain(name[:80]))
    if found is None:
        raise UnknownCommand(name[:80])
    return found


@cache
def assignments() -> tuple[Assignment, ...]:
    """Every row of `commands.csv`."""
    with (DATA / "commands.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_assignment(row) for row in csv.DictReader(file))


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


def history(key: Key) -> tuple[Assignment, ...]:
    """Rows that hold for a unit of the outlines, in order of time.

    A unit whose part has no row of its own follows its country's primary rows.
    """
    by_key = _by_key()
    return by_key.get(key) or by_key.get((key[0], "*"), ())


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


def changes(start: datetime.date | str | None = None, end: datetime.date | str | None = None) -> list[Change]:
    """List the changes from one day to another, both included, in order of time; open ends by default.

    Raises
    ------
    BadDate
        When a date cannot be read.
    """
    first = as_date(start) if start is not None else datetime.date.min
    last = as_date(end) if end is not None else datetime.date.max
    return [change for change in _changes() if first <= change.date <= last]


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


@cache
def _names() -> Mapping[str, str]:
    return {
        _plain(name): command.command
        for command in commands().values()
        for name in (command.command, command.name, *command.aliases)
    }


def _plain(name: str) -> str:
    words = name.casefold().replace(".", "").replace("-", " ").split()
    if words[:2] == ["united", "states"]:
        words[:2] = ["us"]
    return " ".join(words[1:] if words[:1] == ["us"] and len(words) > 1 else words)


def _optional(text: str) -> datetime.date | None:
    return as_date(text) if text else None


def _assignment(row: dict[str, str]) -> Assignment:
    return Assignment(
        command=row["command"],
        territory=row["territory"],
        iso3=row["iso3"],
        part=row["part"],
        primary=row["primary"] == "yes",
        valid_from=as_date(row["valid_from"]),
        valid_to=_optional(row["valid_to"]),
        operational_from=_optional(row["operational_from"]),
        basis=row["basis"],
        source=row["source"],
        confidence=row["confidence"],  # type: ignore[arg-type]  # the tests walk over every row
        from_confidence=row["from_confidence"],  # type: ignore[arg-type]
        note=row["note"],
    )


@cache
def _by_key() -> Mapping[Key, tuple[Assignment, ...]]:
    """Rows by (iso3, part); a country's primary rows stand under the part `*` as well."""
    found: defaultdict[Key, list[Assignment]] = defaultdict(list)
    for row in sorted(assignments(), key=lambda row: row.valid_from):
        found[row.iso3, row.part].append(row)
        if row.primary:
            found[row.iso3, "*"].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


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
    lowest = min((row.confidence for row in rows), key=_ORDER.index)
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
def _dissolved(keys: tuple[Key, ...]) -> Any:
    from gazetteer import outlines

    return outlines.load("50m").area(keys)


@cache
def _changes() -> tuple[Change, ...]:
    found: list[Change] = []
    for key, rows in _by_key().items():
        if key[1] == "*":
            continue
        for before, row in zip((None, *rows), rows, strict=False):
            kind = _kind(before, row)
            if kind:
                found.append(_change(before, row, kind))
    return tuple(sorted(found, key=lambda change: (change.date, change.territory)))


def _kind(before: Assignment | None, row: Assignment) -> ChangeKind | None:
    """Tell what happened between two rows of a territory; `None` where nothing is known to have happened."""
    known = commands()
    began = row.command in known and known[row.command].established == row.valid_from
    if before is None:
        return "created" if began else None
    if before.command == row.command:
        return None
    if before.command in known and known[before.command].successor == row.command and began:
        return "renamed"
    if row.command in UNASSIGNED:
        return "released"
    if began:
        return "created"
    return "assigned" if before.command in UNASSIGNED else "moved"


def _change(before: Assignment | None, row: Assignment, kind: ChangeKind) -> Change:
    doubt: Iterable[str] = (row.from_confidence,) if row.from_confidence != "floor" else (row.confidence,)
    return Change(
        date=row.valid_from,
        territory=row.territory,
        iso3=row.iso3,
        part=row.part,
        from_command=before.command if before else "",
        to_command=row.command,
        operational_from=row.operational_from,
        kind=kind,
        source=row.source,
        confidence=min(doubt, key=_ORDER.index),  # type: ignore[arg-type]  # one of the three words
    )
