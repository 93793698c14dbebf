"""The areas of responsibility of the US combatant commands, by date, and the changes among them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import gazetteer
from maps.basemap import LABELS, unit_key, unit_of
from maps.command_visibility import are_commands_drawn, named_commands, units_of_change
from maps.layers import layer
from maps.packing import Pool
from maps.payload import iso
from maps.style import command_style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.commands import Change
    from maps.payload import Tables

SUREST_FIRST = ("sure", "likely", "unsure")


@layer("commands")
def commands(tables: Tables) -> dict[str, Any] | None:
    """Return who is responsible for each unit and when, and the changes, those of the reports' own places marked."""
    if tables.commands == "never":
        return None
    named = named_commands(tables.event_set)
    here = {unit_of(place) for place in tables.places} - {""}
    unassigned = gazetteer.commands.UNASSIGNED
    units = gazetteer.commands.memberships()
    sources: Pool[str] = Pool()
    membership = {unit_key(unit["iso3"], unit["part"]): _rows(unit, sources) for unit in units}
    on_land = {row["command"] for unit in units for row in unit["memberships"]} - {*unassigned}
    names = sorted(on_land | {sea.command for sea in gazetteer.commands.seas()})
    return {
        "drawn": are_commands_drawn(tables.event_set, tables.units, tables.commands, named),
        "named": sorted(named),
        "styles": [_look(name) for name in names],
        "membership": membership,
        "names": {unit_key(unit["iso3"], unit["part"]): unit["name"] for unit in units},
        "sources": list(sources),
        "changes": [_change(group, here) for group in together(gazetteer.commands.changes())],
    }


def _rows(unit: dict[str, Any], sources: Pool[str]) -> list[list[Any]]:
    """Return the rows of a unit: command, first day, first day after, source, confidences, day of operations."""
    return [
        [
            row["command"], row["from"], row["to"], sources[row["source"]], row["confidence"], row["from_confidence"],
            row["operational_from"],
        ]
        for row in unit["memberships"]
    ]  # fmt: skip


def together(changes: Iterable[Change]) -> list[list[Change]]:
    """Group the changes that were one decision: the same day and commands; of a new command, all that came to it."""

    def decision(change: Change) -> tuple[str, ...]:
        since = "" if change.kind == "created" else change.from_command
        return change.date.isoformat(), change.kind, change.to_command, since

    return [list(group) for _, group in groupby(sorted(changes, key=decision), key=decision)]


def _change(group: list[Change], here: set[str]) -> dict[str, Any]:
    first = group[0]
    later = [change.operational_from for change in group if change.operational_from]
    units = {unit for change in group for unit in units_of_change(change)}
    return {
        "date": iso(first.date),
        "operational": iso(max(later)) if later else None,
        "kind": first.kind,
        "to": first.to_command,
        "parts": [_part(list(part)) for _, part in groupby(sorted(group, key=_alike), key=_alike)],
        "here": not here.isdisjoint(units) and first.kind != "renamed",
    }


def _alike(change: Change) -> tuple[str, int]:
    return change.from_command, SUREST_FIRST.index(change.confidence)


def _part(part: list[Change]) -> dict[str, Any]:
    """Return the share that came from one command, with its confidence."""
    return {
        "from": part[0].from_command,
        "confidence": part[0].confidence,
        "names": [_name(change) for change in part],
        "units": [list(units_of_change(change)) for change in part],
        "source": "; ".join(dict.fromkeys(change.source for change in part)),
    }


def _name(change: Change) -> str:
    """Return the name that the map has for a territory, else that of the table, which may be a description."""
    return next((LABELS[unit] for unit in units_of_change(change) if unit in LABELS), change.territory)


def _look(command: str) -> dict[str, Any]:
    style = command_style(command)
    return {"id": command, "light": style.hue.light, "dark": style.hue.dark, "hatch": style.hatch}
