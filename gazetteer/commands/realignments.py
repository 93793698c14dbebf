"""Which territories changed command, when, and in words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gazetteer.commands.tables import (
    UNASSIGNED,
    Assignment,
    Confidence,
    as_date,
    commands,
    rows_by_key,
)

ChangeKind = Literal["created", "assigned", "moved", "renamed", "released"]


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


@cache
def _changes() -> tuple[Change, ...]:
    found: list[Change] = []
    for key, rows in rows_by_key().items():
        if key[1] == "*":
            continue
        for before, row in zip((None, *rows), rows, strict=False):
            kind = _kind(before, row)
            if kind:
                found.append(_change(before, row, kind))
    return tuple(sorted(found, key=lambda change: (change.date, change.territory)))


def _kind(before: Assignment | None, row: Assignment) -> ChangeKind | None:
    """Classify what happened between two rows of a territory; `None` where nothing is known to have happened."""
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
        confidence=row.confidence if row.from_confidence == "floor" else row.from_confidence,
    )
