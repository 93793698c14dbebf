"""Whether the command areas belong on a map, and the units of the outlines that its events lie in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

import gazetteer
from maps.basemap import unit_key, unit_of
from maps.errors import UnknownMode
from maps.sites import sites_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from gazetteer.areas.outlines import Unit
    from gazetteer.commands import Change
    from gazetteer.place import Place
    from geo.event_set import EventSet
    from geo.records import Event
    from maps.sites import Site

Mode = Literal["auto", "always", "never"]
MODES: tuple[Mode, ...] = get_args(Mode)
NEAR_DAYS = 3653
"""A change concerns events at most so far from it in time: ten years."""

IN_EVERY_NAME = ("COM", "Command")
"""One of these is in each name of a command: most texts have neither, and need no closer look."""

_ROLES = ("location", "destination", "origin", "transit")
_BESIDE = (
    (0.007, 0.0),
    (-0.007, 0.0),
    (0.0, 0.007),
    (0.0, -0.007),
)  # degrees: about 700 m to each side of a line


def check_mode(mode: str) -> Mode:
    """Return the mode, when it is one.

    Raises
    ------
    UnknownMode
        When it is none of `MODES`.
    """
    for known in MODES:
        if mode == known:
            return known
    raise UnknownMode(mode, MODES)


def are_commands_drawn(
    event_set: EventSet, units: Sequence[tuple[str, ...]], mode: Mode, named: Iterable[str]
) -> bool:
    """Return whether the command areas are drawn at opening.

    Parameters
    ----------
    event_set
        The events and their reports.
    units
        For each event the units that it lies in, as `units_of` returns them.
    mode
        `always`, `never`, or `auto`: when a report names a command, or an event lies in an area that moved from one
        command to another within `NEAR_DAYS` of the events.
    named
        The commands that the reports name, as `named_commands` returns them.
    """
    if mode != "auto":
        return mode == "always"
    return bool([*named] or relevant_changes(event_set, units))


def draws_commands(event_set: EventSet, mode: str) -> bool:
    """Return whether a map of these events draws the command areas at opening: `are_commands_drawn`, without units.

    Raises
    ------
    UnknownMode
        When the mode is none of `MODES`.
    """
    events = list(event_set)
    return are_commands_drawn(
        event_set, units_of(events, *sites_of(events)), check_mode(mode), named_commands(event_set)
    )


def named_commands(event_set: EventSet) -> set[str]:
    """Return the geographic combatant commands that reports name, by short name, name or another one."""
    wanted, commands = _names()
    texts = [text for report in event_set.reports for text in (report.title or "", report.text)]
    if not any(texts):  # a set that was read from a file may have none
        texts = [event.sentence for event in event_set]
    likely = (text for text in texts if any(part in text for part in IN_EVERY_NAME))
    return {commands[match[0]] for text in likely for match in wanted.finditer(text)}


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    commands = {
        name: command.command
        for command in gazetteer.commands.commands().values()
        if command.geographic
        for name in (command.command, command.name, *command.aliases)
    }
    longest_first = sorted(commands, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in longest_first)})(?!\w)"), commands


def relevant_changes(event_set: EventSet, units: Sequence[tuple[str, ...]]) -> list[Change]:
    """List the moves from one command to another, in time near the events, of areas that events lie in."""
    here = {unit for some in units for unit in some}
    days = days_of(event_set)
    unassigned = ("", *gazetteer.commands.UNASSIGNED)
    return [
        change
        for change in gazetteer.commands.changes()
        if change.kind != "renamed"
        and not {change.from_command, change.to_command} & {*unassigned}
        and not here.isdisjoint(units_of_change(change))
        and (days is None or _apart(change.date, *days) <= NEAR_DAYS)
    ]


def _apart(day: datetime.date, first: datetime.date, last: datetime.date) -> int:
    """Return the days from a day to an interval, 0 within it."""
    return max(0, (first - day).days, (day - last).days)


def days_of(event_set: EventSet) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day that the reports or, where these have none, the events are of."""
    days = [report.published for report in event_set.reports if report.published]
    if not days:
        days = [day for event in event_set for day in (event.when.start, event.when.end) if day]
    return (min(days), max(days)) if days else None


@cache
def _units_by_row() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the territory (iso3, part) of the table to the units of the outlines that follow its rows."""
    keys = [(unit["iso3"], unit["part"]) for unit in gazetteer.commands.memberships()]
    own = {(row.iso3, row.part) for row in gazetteer.commands.assignments()}
    found: dict[tuple[str, str], list[str]] = {}
    for iso3, part in keys:
        row = (iso3, part) if (iso3, part) in own else (iso3, "")
        found.setdefault(row, []).append(unit_key(iso3, part))
    return {row: tuple(units) for row, units in found.items()}


def units_of_change(change: Change) -> tuple[str, ...]:
    """Return the units of the outlines that a change is about: of Palestine the West Bank and the Gaza Strip."""
    return _units_by_row().get((change.iso3, change.part), (unit_key(change.iso3, change.part),))


def units_of(events: Sequence[Event], sites: Sequence[Site], site_of: Sequence[int]) -> list[tuple[str, ...]]:
    """List for each event the units it lies in: one, those on both sides of a border, none at sea or without a place.

    Where the site is on no land (a port, a pier), the unit of the place that the report names counts.
    """
    spots = [_spots(site) for site in sites]
    found = iter(gazetteer.areas.units_at(spot for some in spots for spot in some))
    at_site = [_keys(next(found) for _ in some) for some in spots]
    named: dict[str, str] = {}

    def by_name(event: Event) -> tuple[str, ...]:
        for role in _ROLES:
            for link in event.places:
                place: Place | None = link.mention.place
                if link.role == role and place is not None:
                    if place.id not in named:
                        named[place.id] = unit_of(place)
                    return (named[place.id],) if named[place.id] else ()
        return ()

    return [
        () if site < 0 else at_site[site] or by_name(event)
        for event, site in zip(events, site_of, strict=True)
    ]


def _spots(site: Site) -> list[tuple[float, float]]:
    if site.where.geom_type in ("LineString", "MultiLineString"):
        return [(site.lon + east, site.lat + north) for east, north in _BESIDE]
    return [(site.lon, site.lat)]


def _keys(units: Iterable[Unit | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit_key(*unit.key) for unit in units if unit is not None))
