"""Whether two events can be one: their types and status must agree, their intervals and places overlap.

Whether they are is judged by `geo.events.same_event`; here is what rules it out, and what its features compare.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.dates.expressions import BEFORE_STATEMENT, named_day
from geo.events.field_comparison import (
    NEAR_DAYS,
    intervals_meet,
    is_dated,
    is_located_in_time_and_space,
    participants_match,
    participants_share_name,
    places_meet,
    stated_places,
    tolls,
)
from geo.nlp.stems import stem
from geo.plover import HAZARD, SPEECH_ROOTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.records import Actor, Event, When

_ONCE: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT"})
_APART: Final = frozenset({"abduct", "phone"})
"""Modes of what is another event than one without it: a kidnapping is no attack, a call no meeting."""
CAMPAIGNS: Final = frozenset({
    "war", "conflict", "conflicts", "fighting", "offensive", "operation", "operations", "campaign",
    "invasion",
})  # fmt: skip


def can_be_same(first: Event, second: Event) -> bool:
    """Return whether nothing that is known of two events rules out that they are one; what is unknown does not."""
    if (first.type and second.type and first.type != second.type) or not _status_agrees(first, second):
        return False
    if first.mode != second.mode and not {first.mode, second.mode}.isdisjoint(_APART):
        return False
    if intervals_meet(first.when, second.when):
        dates_agree = _named_days_agree(first.when, second.when)
    else:
        dates_agree = _has_adjacent_dates(first, second)
    # Distances of outlines cost most: they come last.
    return dates_agree and _is_campaign(first) == _is_campaign(second) and places_meet(first, second)


def are_compatible(first: Event, second: Event) -> bool:
    """Return whether nothing rules out that two events are one: neither what is known of them nor who took part.

    All members of a group must be so with an event that joins it. Of events that two reports tell, days and places
    must be known, and participants match.
    """
    return (
        can_be_same(first, second)
        and (first.report == second.report or _are_known(first, second))
        and not _have_other_participants(first, second)
    )


def can_be_merged(event: Event, group: Sequence[Event]) -> bool:
    """Return whether an event can join a group; mentions of two reports must be known well enough, and agree."""
    return all(_are_known(event, each) for each in group if each.report != event.report) and can_join(
        event, group
    )


def is_sure(event: Event, group: Sequence[Event]) -> bool:
    """Return whether an event that can be merged with a group is its, whatever the scorer of pairs says."""
    return is_one_hazard(event, group) or is_repeated(event, group) or is_one_toll(event, group)


def _are_known(first: Event, second: Event) -> bool:
    """Return whether two events have days and places, and participants that can be the same."""
    return (
        is_located_in_time_and_space(first)
        and is_located_in_time_and_space(second)
        and participants_match(first.actors, second.actors)
        and participants_match(first.recipients, second.recipients)
    )


def can_join(event: Event, group: Sequence[Event]) -> bool:
    """Return whether nothing rules out that an event is that of a whole group of mentions.

    What one person does, or is done to one, is not another's: where both name people there must be one whom both
    name. And what some did to some is not what others did to others: "rebels attacked villagers", "police attacked
    students".
    """
    if not all(can_be_same(each, event) and not _have_other_participants(each, event) for each in group):
        return False
    if event.type not in _ONCE:
        return True
    for side in ("actors", "recipients"):
        theirs = _people(getattr(event, side))
        ours = _people(actor for each in group for actor in getattr(each, side))
        if ours and theirs and not participants_share_name(ours, theirs):
            return False
    return True


def _people(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    return tuple(actor for actor in actors if _is_person(actor))


def _have_other_participants(first: Event, second: Event) -> bool:
    """Return whether both tell who did what to whom, and none of the one's participants can be one of the other's."""
    sides = [(event.actors, event.recipients) for event in (first, second)]
    if not all(actors and recipients for actors, recipients in sides):
        return False
    ours, theirs = ((*actors, *recipients) for actors, recipients in sides)
    return {_head(actor) for actor in ours}.isdisjoint(map(_head, theirs)) and not participants_share_name(
        ours, theirs
    )


def _head(actor: Actor) -> str:
    return actor.name.casefold().split()[-1] if actor.name.split() else ""


def is_one_hazard(event: Event, group: Sequence[Event]) -> bool:
    """Return whether an event is the flood, the quake or the fire that a group of its report is.

    One report tells of one, unless it names two places. No news is coded from which this could be learned.
    """
    return event.type == HAZARD and any(
        (each.report, each.type, each.mode) == (event.report, event.type, event.mode)
        and (each.where is None or event.where is None or bool(stated_places(each) & stated_places(event)))
        for each in group
    )


def is_repeated(event: Event, group: Sequence[Event]) -> bool:
    """Return whether another report tells an event of a group in the same words, on the same day at the same place."""
    return any(
        each.report != event.report
        and each.type == event.type
        and event.when.granularity == "day"
        and (each.when.start, each.when.end) == (event.when.start, event.when.end)
        and _one_place(each, event)
        and not _words(each).isdisjoint(_words(event))
        for each in group
    )


def is_one_toll(event: Event, group: Sequence[Event]) -> bool:
    """Return whether a sentence tells the wounded of an attack of a group, or its dead, by the same ones.

    "Killed three soldiers and wounded five others in an attack" is one attack with two figures.
    """
    return any(
        each.type == event.type == "ASSAULT"
        and (each.report, each.sentence) == (event.report, event.sentence)
        and (
            _are_one_toll(each, event)
            or _is_without_participants(each, event)
            or _is_without_participants(event, each)
        )
        for each in group
    )


def _are_one_toll(first: Event, second: Event) -> bool:
    actors = [{actor.name for actor in event.actors} for event in (first, second)]
    return actors[0] == actors[1] and {_casualties(first), _casualties(second)} == {"killed", "wounded"}


def _is_without_participants(first: Event, second: Event) -> bool:
    """Return whether an attack has no participants of its own, beside one whose casualties are counted."""
    actors = [{actor.name for actor in event.actors} for event in (first, second)]
    return not first.recipients and actors[0] <= actors[1] and bool(_casualties(second))


def _casualties(event: Event) -> str:
    """Return the kind of casualties that an event's figures count; empty where they count several or none."""
    kinds = {figure.kind for figure in event.figures if figure.kind in ("killed", "wounded")}
    return kinds.pop() if len(kinds) == 1 else ""


def _words(event: Event) -> set[str]:
    return {stem(word) for mention in event.mentions for word in mention.text.split()}


def _named_days_agree(first: When, second: When) -> bool:
    """Return whether a day that is named but cannot be read ("May 9" of no known year) can be the other mention's."""
    unread = [when for when in (first, second) if _names_unread_day(when)]
    if len(unread) == 2:
        return _same_words(first, second)
    if not unread:
        return True
    (known,) = (when for when in (first, second) if when is not unread[0])
    if not is_dated(known):
        return True
    return known.granularity == "day" and named_day(unread[0].text or "", on=known.start) == known.start


def _same_words(first: When, second: When) -> bool:
    return (first.text or "").casefold() == (second.text or "").casefold()


def _names_unread_day(when: When) -> bool:
    """Return whether words name a day of its own that cannot be read; those of a statement only bound the event."""
    if is_dated(when) or not when.text or when.rule.startswith(BEFORE_STATEMENT):
        return False
    return named_day(when.text) is not None


def _has_adjacent_dates(first: Event, second: Event) -> bool:
    """Return whether two mentions date a once-only event of a person, or one toll at one place, to neighbouring days.

    Else each day's attack on a town would be one: so a person's full name must be the same, or killed and place.
    """
    days = [event.when.start for event in (first, second) if event.when.granularity == "day"]
    if len(days) < 2 or first.type not in _ONCE or days[0] is None or days[1] is None:
        return False
    if abs(days[0] - days[1]) > NEAR_DAYS:
        return False
    ours, theirs = ({a.name for a in event.recipients if _is_person(a)} for event in (first, second))
    return bool(ours & theirs) or (_one_place(first, second) and bool(tolls(first) & tolls(second)))


def _is_person(actor: Actor) -> bool:
    words = actor.name.split()
    return (
        len(words) > 1
        and all(word[:1].isupper() for word in words)
        and actor.role not in ("IGO", "NGO", "BUS")
    )


def _is_campaign(event: Event) -> bool:
    """Return whether an event is a war or an operation, of which single attacks are parts and not other mentions."""
    return any(_names_campaign(mention.text) for mention in event.mentions)


@lru_cache(maxsize=10_000)
def _names_campaign(trigger: str) -> bool:
    return not CAMPAIGNS.isdisjoint(trigger.lower().split())


def _status_agrees(first: Event, second: Event) -> bool:
    if first.type in SPEECH_ROOTS:
        return (first.status == "negated") == (second.status == "negated")
    return (first.status == "negated") == (second.status == "negated") and (first.status == "future") == (
        second.status == "future"
    )


def _one_place(first: Event, second: Event) -> bool:
    return bool(stated_places(first) & stated_places(second))
