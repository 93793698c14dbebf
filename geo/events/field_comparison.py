"""How the fields of two events compare: their intervals, places, participants and tolls."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from geo.geodesy import is_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.records import Actor, Event, When

_OF_ONE_COUNTRY: Final = frozenset(["country", "admin1", "admin2", "settlement", "facility"])
NEAR_M: Final = 25_000.0
"""Places that are no further apart can be one event's that two reports tell; twice of that in one report."""
NEAR_DAYS: Final = datetime.timedelta(days=3)
"""Days between two dates that can be reported of one event."""
_FEW: Final = 4
"""A toll up to this is often that of another day's attack on the same place too."""


def tolls(event: Event) -> set[int]:
    """Return the exact numbers of people killed, from where a number is unlikely to be the same by chance."""
    return {
        figure.low
        for figure in event.figures
        if figure.kind == "killed"
        and figure.low is not None
        and figure.low == figure.high
        and figure.low > _FEW
    }


def intervals_meet(first: When, second: When) -> bool:
    """Return whether two intervals overlap; an unknown end is unbounded."""
    starts = [when.start for when in (first, second) if when.start is not None]
    ends = [when.end for when in (first, second) if when.end is not None]
    return not starts or not ends or max(starts) <= min(ends)


def places_meet(first: Event, second: Event) -> bool:
    """Return whether the places of two events, where both have one, are in one country and near each other."""
    if first.where is None or second.where is None:
        return True
    countries = _country(first), _country(second)
    if all(countries) and countries[0] != countries[1]:
        return False  # neighbours touch, but what was done in one was not done in the other
    return is_within(first.where, second.where, 2 * NEAR_M if first.report == second.report else NEAR_M)


def _country(event: Event) -> str:
    """Return the country of the event's primary place; empty for seas, borders and regions of several."""
    for link in event.places:
        if link.mention.geometry is event.where:
            place = link.mention.place
            return place.country if place is not None and place.kind in _OF_ONE_COUNTRY else ""
    return ""


def participants_match(first: tuple[Actor, ...], second: tuple[Actor, ...]) -> bool:
    """Return whether two lists can be the same participants: a name or a country in common, or one is inexact."""
    if not first or not second:
        return True
    ours, theirs = {a.name for a in first if is_named(a)}, {a.name for a in second if is_named(a)}
    if not ours or not theirs or ours & theirs:
        return True
    if any(a in b or b in a for a in ours for b in theirs):
        return True
    countries = {a.country for a in first if a.country and not a.inferred}
    return bool(countries & {a.country for a in second if a.country and not a.inferred})


def participants_share_name(first: tuple[Actor, ...], second: tuple[Actor, ...]) -> bool:
    """Return whether two lists have a participant in common: the same words, or a name that is part of the other's."""
    return any(
        a.name == b.name or (is_named(a) and is_named(b) and (a.name in b.name or b.name in a.name))
        for a in first
        for b in second
    )


def is_named(actor: Actor) -> bool:
    """Return whether an actor has a proper name."""
    return actor.name[:1].isupper()


def stated_places(event: Event) -> set[str]:
    """Return the ids of the event's stated places; what was inferred proves nothing."""
    return {
        link.mention.place.id
        for link in event.places
        if link.role in ("location", "destination") and link.mention.place is not None and not link.inferred
    }


def shared_keys(event: Event) -> Iterator[tuple[str, str]]:
    """Yield what another report's mention of an event shares with it: a stated place, or the last word of a name."""
    for place in sorted(stated_places(event)):
        yield "place", place
    for actor in (*event.actors, *event.recipients):
        if is_named(actor):
            yield "party", actor.name.split()[-1]


def is_dated(when: When) -> bool:
    """Return whether an interval is known at one end at least."""
    return when.start is not None or when.end is not None


def is_located_in_time_and_space(event: Event) -> bool:
    """Return whether an event has a day and a place, without which it is not merged with another report's."""
    return event.where is not None and is_dated(event.when)
