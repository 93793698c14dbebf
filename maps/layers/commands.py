"""The areas of responsibility of the US combatant commands, by date, and the changes among them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import gazetteer
from maps.basemap import unit_key, unit_of
from maps.layers import layer
from maps.payload import iso
from maps.style import command_style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.commands import Change
    from maps.payload import Tables


@layer("commands")
def commands(tables: Tables) -> dict[str, Any]:
    """Give who is responsible for each unit and when, and the changes, those of the reports' own places marked."""
    here = {unit_of(place) for place in tables.places} - {""}
    nobody = gazetteer.commands.UNASSIGNED
    membership = {
        unit_key(unit["iso3"], unit["part"]): [
            [row["command"], row["from"], row["to"]] for row in unit["memberships"]
        ]
        for unit in gazetteer.commands.memberships()
    }
    on_land = {command for rows in membership.values() for command, *_ in rows if command not in nobody}
    names = sorted(on_land | {sea.command for sea in gazetteer.commands.seas()})
    return {
        "styles": [_look(name) for name in names],
        "membership": membership,
        "changes": [_change(group, here) for group in together(gazetteer.commands.changes())],
    }


def together(changes: Iterable[Change]) -> list[list[Change]]:
    """Group the changes that a reader takes for one: the same day, kind and commands, told as sure of."""

    def decision(change: Change) -> tuple[str, ...]:
        later = change.operational_from.isoformat() if change.operational_from else ""
        return (
            change.date.isoformat(), change.kind, change.from_command, change.to_command, change.confidence, later,
        )  # fmt: skip

    return [list(group) for _, group in groupby(sorted(changes, key=decision), key=decision)]


def _change(group: list[Change], here: set[str]) -> dict[str, Any]:
    first = group[0]
    units = [unit_key(change.iso3, change.part) for change in group]
    nobody = gazetteer.commands.UNASSIGNED
    return {
        "date": iso(first.date),
        "operational": iso(first.operational_from),
        "kind": first.kind,
        "units": units,
        "names": [change.territory for change in group],
        "from": "" if first.from_command in nobody else first.from_command,
        "to": "" if first.to_command in nobody else first.to_command,
        "source": "; ".join(dict.fromkeys(change.source for change in group)),
        "confidence": first.confidence,
        "here": not here.isdisjoint(units) and first.kind != "renamed",
    }


def _look(command: str) -> dict[str, Any]:
    style = command_style(command)
    return {"id": command, "light": style.hue.light, "dark": style.hue.dark, "hatch": style.hatch}
