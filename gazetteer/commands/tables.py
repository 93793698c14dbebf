"""The combatant commands' tables: the commands with their names, and which territory was assigned to which."""

from __future__ import annotations

import csv
import datetime
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gazetteer.errors import BadDate, UnknownCommand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.areas.outlines import Key

DATA = Path(__file__).parents[1] / "data"
UNASSIGNED = ("unassigned", "unknown")
"""Values of `Assignment.command` that name no command: to none by the plan, and not found in any source."""
CONFIDENCES = ("unsure", "likely", "sure")
"""Lowest first."""

Confidence = Literal["sure", "likely", "unsure"]
_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


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
        Its first day, and the first day on which it was no more (`None` while it exists).
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
    from_earliest, from_latest
        Days between which it began, both possible, where the day is not known; else `None`.
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
    from_earliest: datetime.date | None = None
    from_latest: datetime.date | None = None
    note: str

    def holds(self, day: datetime.date) -> bool:
        """Return whether the assignment is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


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
    """Return every command by its short name."""
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
    """Return the short name of a command.

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
    """Return every row of `commands.csv`."""
    with (DATA / "commands.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_assignment(row) for row in csv.DictReader(file))


def history(key: Key) -> tuple[Assignment, ...]:
    """Return the rows that hold for a unit of the outlines, in order of time.

    A unit whose part has no row of its own follows its country's primary rows.
    """
    by_key = rows_by_key()
    return by_key.get(key) or by_key.get((key[0], "*"), ())


@cache
def rows_by_key() -> Mapping[Key, tuple[Assignment, ...]]:
    """Return the rows by (iso3, part); a country's primary rows are under the part `*` as well."""
    found: defaultdict[Key, list[Assignment]] = defaultdict(list)
    for row in sorted(assignments(), key=lambda row: row.valid_from):
        found[row.iso3, row.part].append(row)
        if row.primary:
            found[row.iso3, "*"].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


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
        from_earliest=_optional(row["from_earliest"]),
        from_latest=_optional(row["from_latest"]),
        note=row["note"],
    )
