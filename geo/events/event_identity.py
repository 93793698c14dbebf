"""Whether two mentions are of one event, by type, status, participants, place and time.

Their types and participants must be able to be the same, their intervals and places must overlap, and something must
speak for it: the same sentence, a definite reference, a shared participant, place or day.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from geo.dates.expressions import BEFORE_STATEMENT, named_day
from geo.geodesy import is_within
from geo.plover import HAZARD, SPEECH_ROOTS

if TYPE_CHECKING:
    from geo.records import Actor, Event, When

_OF_ONE_COUNTRY: Final = frozenset(["country", "admin1", "admin2", "settlement", "facility"])
_NEAR_M: Final = 50_000.0
"""Places that are no further apart can be one event's; half of that where two reports tell it."""
_ONCE: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT"})
_NEAR_DAYS: Final = datetime.timedelta(days=3)
"""Days between two dates that can be reported of one event."""
_FEW: Final = 4
"""A toll up to this is often that of another day's attack on the same place too."""
_VIOLENT: Final = frozenset({
    "targeted", "aerial", "drone", "explosives", "heavy-weapons", "firearms", "primitive", "suicide-attack",
    "destroy",
})  # fmt: skip
CAMPAIGNS: Final = frozenset({
    "war", "conflict", "conflicts", "fighting", "offensive", "operation", "operations", "campaign",
    "invasion",
})  # fmt: skip


def same_event(first: Event, second: Event) -> bool:
    """Return whether two mentions are of one event."""
    if first.type != second.type or not _modes_agree(first, second) or not _status_agrees(first, second):
        return False
    if not _places_meet(first, second):
        return False
    if not intervals_meet(first.when, second.when):
        return _has_adjacent_dates(first, second)
    if not _named_days_agree(first.when, second.when):
        return False
    if not (
        _participants_match(first.recipients, second.recipients)
        and _participants_match(first.actors, second.actors)
    ):
        return _crosswise(first, second)
    if first.report != second.report:
        return (
            is_dated(first.when)
            and is_dated(second.when)
            and first.where is not None
            and second.where is not None
        )
    if first.mode == second.mode and not first.sentence.rstrip("”\"'’)").endswith((".", "!", "?")):
        return True  # a headline, and the event that the text under it tells
    if _share_sentence(first, second):
        return first.type in ("ASSAULT", "PROTEST", "COERCE", "AID") or first.mode == second.mode
    if first.type == HAZARD and first.mode == second.mode and (first.where is None or second.where is None):
        return True  # one report tells of one flood, unless it names two places
    if _shares_target(first, second) or _shares_place_and_time(first, second):
        return True
    return first.mode == second.mode and not stems(first).isdisjoint(stems(second))


def stems(event: Event) -> set[str]:
    """Return the first letters of the trigger's words: "shot" and "shots", "arrested" and "arrest".

    In news coded by hand seven in ten pairs of one type in one report that share them, and of which nothing else
    differs, are one event.
    """
    return {word[:5] for mention in event.mentions for word in mention.text.lower().split()[:1]}


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
    if abs(days[0] - days[1]) > _NEAR_DAYS:
        return False
    ours, theirs = ({a.name for a in event.recipients if _is_person(a)} for event in (first, second))
    return bool(ours & theirs) or (_one_place(first, second) and bool(_tolls(first) & _tolls(second)))


def _is_person(actor: Actor) -> bool:
    words = actor.name.split()
    return (
        len(words) > 1
        and all(word[:1].isupper() for word in words)
        and actor.role not in ("IGO", "NGO", "BUS")
    )


def _tolls(event: Event) -> set[int]:
    """Return the exact numbers of people killed, from where a number is unlikely to be the same by chance."""
    return {
        figure.low
        for figure in event.figures
        if figure.kind == "killed"
        and figure.low is not None
        and figure.low == figure.high
        and figure.low > _FEW
    }


def _crosswise(first: Event, second: Event) -> bool:
    """Return whether two talks have the same participants in opposite roles."""
    if first.type != "CONSULT" or first.report != second.report:
        return False
    ours = {actor.name for actor in (*first.actors, *first.recipients)}
    theirs = {actor.name for actor in (*second.actors, *second.recipients)}
    return len(ours & theirs) > 1 and is_dated(first.when) and first.when == second.when


def _modes_agree(first: Event, second: Event) -> bool:
    modes = {first.mode, second.mode}
    if len(modes) == 1 or (first.type == "ASSAULT" and modes <= _VIOLENT):
        return True
    if _is_campaign(first) or _is_campaign(second) or first.type == "CONSULT":
        return False
    return "" in modes and (_share_sentence(first, second) or _shares_target(first, second))


def _is_campaign(event: Event) -> bool:
    """Return whether an event is a war or an operation, of which single attacks are parts and not other mentions."""
    return any(not CAMPAIGNS.isdisjoint(mention.text.lower().split()) for mention in event.mentions)


def _share_sentence(first: Event, second: Event) -> bool:
    theirs = {(mention.report, mention.sentence) for mention in second.mentions}
    return any((mention.report, mention.sentence) in theirs for mention in first.mentions)


def _status_agrees(first: Event, second: Event) -> bool:
    if first.type in SPEECH_ROOTS:
        return (first.status == "negated") == (second.status == "negated")
    return (first.status == "negated") == (second.status == "negated") and (first.status == "future") == (
        second.status == "future"
    )


def intervals_meet(first: When, second: When) -> bool:
    """Return whether two intervals overlap; an unknown end is unbounded."""
    starts = [when.start for when in (first, second) if when.start is not None]
    ends = [when.end for when in (first, second) if when.end is not None]
    return not starts or not ends or max(starts) <= min(ends)


def _places_meet(first: Event, second: Event) -> bool:
    if first.where is None or second.where is None:
        return True
    countries = _country(first), _country(second)
    if all(countries) and countries[0] != countries[1]:
        return False  # neighbours touch, but what was done in one was not done in the other
    return is_within(first.where, second.where, _NEAR_M if first.report == second.report else _NEAR_M / 2)


def _country(event: Event) -> str:
    """Return the country of the event's primary place; empty for seas, borders and regions of several."""
    link = next((each for each in event.places if each.mention.geometry is event.where), None)
    place = link.mention.place if link is not None else None
    return place.country if place is not None and place.kind in _OF_ONE_COUNTRY else ""


def _participants_match(first: tuple[Actor, ...], second: tuple[Actor, ...]) -> bool:
    """Return whether two lists can be the same participants: a name or a country in common, or one is inexact."""
    ours, theirs = {a.name for a in first if is_named(a)}, {a.name for a in second if is_named(a)}
    if not ours or not theirs or ours & theirs:
        return True
    if any(a in b or b in a for a in ours for b in theirs):
        return True
    countries = {a.country for a in first if a.country and not a.inferred}
    return bool(countries & {a.country for a in second if a.country and not a.inferred})


def is_named(actor: Actor) -> bool:
    """Return whether an actor has a proper name."""
    return actor.name[:1].isupper()


def _shares_target(first: Event, second: Event) -> bool:
    ours = {a.name for a in first.recipients if is_named(a)}
    theirs = {a.name for a in second.recipients if is_named(a)}
    shared = any(a == b or a in b.split() or b in a.split() for a in ours for b in theirs)
    if first.type in ("ASSAULT", "COERCE", "SANCTION", "RETREAT"):
        return shared
    ours |= {a.name for a in first.actors if is_named(a)}
    theirs |= {a.name for a in second.actors if is_named(a)}
    return len(ours & theirs) > 1 and (first.when == second.when or not is_dated(second.when))


def _shares_place_and_time(first: Event, second: Event) -> bool:
    """Return whether place and interval agree; each may be missing from one of the two."""
    if first.type in SPEECH_ROOTS:
        return False
    placed = first.where is not None and second.where is not None and _one_place(first, second)
    day = is_dated(first.when) and first.when.start == second.when.start and first.when.granularity == "day"
    return (placed and (day or not is_dated(second.when) or not is_dated(first.when))) or (
        day and first.mode == second.mode and second.where is None
    )


def _one_place(first: Event, second: Event) -> bool:
    return bool(stated_places(first) & stated_places(second))


def stated_places(event: Event) -> set[str]:
    """Return the ids of the event's stated places; what was inferred proves nothing."""
    return {
        link.mention.place.id
        for link in event.places
        if link.role in ("location", "destination") and link.mention.place is not None and not link.inferred
    }


def is_dated(when: When) -> bool:
    """Return whether an interval is known at one end at least."""
    return when.start is not None or when.end is not None
