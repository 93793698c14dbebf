"""People of the table of leaders: their canonical names, countries, sectors and descriptions.

The report goes before the table: a title of another sector or country means a namesake.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.actors.dictionaries import descriptions, folded, leaders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.actors.dictionaries import KnownActor
    from geo.actors.person_coreference import PersonMention
    from geo.records import Actor

_ARMED: Final = frozenset({"MIL", "REB"})


def with_full_name(person: PersonMention, title: str = "") -> PersonMention:
    """Read a name of several words, or one with the title before it ("Pope Francis"), as that of the table.

    A surname behind a title of a country is that country's only one of the table: "Turkish foreign minister Fidan".
    """
    name, actor = person.actor.name, person.actor
    known = leaders().get(folded(name)) if " " in name else None
    if known is None and title:
        known = leaders().get(folded(f"{title} {name}"))
    if known is None and " " not in name and actor.country and actor.role:
        known = _surnames().get((actor.country, folded(name)))
    return replace(person, actor=_as_known(actor, known))


@cache
def _surnames() -> Mapping[tuple[str, str], KnownActor]:
    """Return the people whose surname no other of their country in the table has."""
    found: dict[tuple[str, str], KnownActor] = {}
    several: set[tuple[str, str]] = set()
    for person in {id(each): each for each in leaders().values()}.values():
        key = person.country, folded(person.name.split()[-1])
        several |= {key} & found.keys()
        found[key] = person
    return {key: person for key, person in found.items() if key not in several}


def _as_known(actor: Actor, known: KnownActor | None) -> Actor:
    """Return a person as the table of leaders knows them, unless the report says that a namesake is meant."""
    if known is None or actor.country not in ("", known.country) or not _may_be(actor.role, known.role):
        return actor
    return replace(
        actor,
        name=known.name,
        country=known.country,
        role=known.role if actor.role in ("", "GOV") else actor.role,  # "Sheikh" and "leader" say little
        inferred=not actor.country and bool(known.country) and not actor.role,  # a namesake may be meant
        description=known.description,
    )


def _may_be(role: str, known: str) -> bool:
    """Return whether the sector of a title agrees with that of the table: a minister may have been a senator."""
    return role in ("", "GOV", known) or (role == "LEG" and known == "GOV") or {role, known} <= _ARMED


def with_surnames_alone(people: Sequence[PersonMention]) -> list[PersonMention]:
    """Read "Putin" as the one of the table, unless the report has the full name of another."""
    full = {folded(each.actor.name.split()[-1]) for each in people if " " in each.actor.name}
    alone = (each for each in people if " " not in each.actor.name)
    known = {each.actor.name: leaders().get(folded(each.actor.name)) for each in alone}
    return [
        replace(each, actor=_as_known(each.actor, known[each.actor.name]))
        if each.actor.name in known and folded(each.actor.name) not in full
        else each
        for each in people
    ]


def with_description(actor: Actor) -> Actor:
    """Add who it is, where the tables know it; of a namesake from elsewhere they know nothing."""
    known = descriptions().get(actor.name)
    if known is None or known.country != actor.country:
        return actor
    return replace(actor, description=known.description)
