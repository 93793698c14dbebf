"""Several mentions of one event become one event that keeps them all.

Two events merge when their types and participants can be the same, their intervals and places overlap, and something
speaks for it: the same sentence, a definite reference, a shared participant, place or day. Candidates are looked up by
what they share, so the work grows with the number of events, not with its square.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from geo.events.place_linking import extent_m
from geo.events.quantities import with_figures
from geo.geodesy import is_within
from geo.plover import HAZARD, SPEECH_ROOTS
from geo.wording import as_sentence, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.records import Actor, Event, EventMention, PlaceLink, When

_OF_ONE_COUNTRY: Final = frozenset(["country", "admin1", "admin2", "settlement", "facility"])
_NEAR_M: Final = 50_000.0
"""Places that are no further apart can be one event's; half of that where two reports tell it."""
_CLUSTERS: Final = 12
"""Earlier events that are compared in one bucket: the latest."""
_KEPT: Final = 8
"""Mentions and places that an event carries while it is compared; `merge` gives it all of them back at the end."""
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


EDITED: Final = "Edited by hand."
"""What the evidence says of a field that was edited by hand."""
_GO_TOGETHER: Final = {"type": ("type", "acled"), "where": ("where", "radius_m")}
"""Fields that follow from an edited one."""


def merge(events: Iterable[Event]) -> list[Event]:
    """Merge the events of one or more reports.

    Parameters
    ----------
    events
        In the order of their reports and offsets.

    Returns
    -------
    list of Event
        In the order of their first mention; each keeps the id of its main mention, all mentions, and the narrowest
        place and interval that its mentions give.

    Examples
    --------
    >>> merge([])
    []
    """
    merged: list[Event] = []
    all_mentions: list[dict[tuple[str, int, int], EventMention]] = []
    all_links: list[dict[tuple[str, int], PlaceLink]] = []
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for event in events:
        keys = list(_keys(event))
        seen: dict[int, None] = {}
        for key in keys:
            seen.update(dict.fromkeys(reversed(buckets[key][-_CLUSTERS:])))
        target = next((n for n in seen if same_event(merged[n], event)), None)
        if target is None:
            target = len(merged)
            merged.append(event)
            all_mentions.append({})
            all_links.append({})
        else:
            merged[target] = join(merged[target], event)
            keys = list(_keys(merged[target]))
        all_mentions[target] |= {(m.report, m.start, m.end): m for m in event.mentions}
        all_links[target] |= {
            _span(each): each for each in event.places if _span(each) not in all_links[target]
        }
        for key in keys:
            if not buckets[key] or buckets[key][-1] != target:
                buckets[key].append(target)
    return [
        replace(
            event,
            mentions=tuple(({(m.report, m.start, m.end): m for m in event.mentions[:1]} | mentions).values()),
            places=tuple(({_span(each): each for each in event.places} | links).values()),
        )
        for event, mentions, links in zip(merged, all_mentions, all_links, strict=True)
    ]


def _span(link: PlaceLink) -> tuple[str, int]:
    return link.mention.report, link.mention.start


def _keys(event: Event) -> Iterable[tuple[str, ...]]:
    """Return what an event may share with another mention of it."""
    for mention in event.mentions:
        yield event.report, event.type, "sentence", mention.sentence
    for stem in sorted(_stems(event)):
        yield event.report, event.type, "stem", stem
    for actor in (*event.actors, *event.recipients):
        if _named(actor):
            yield event.type, "party", actor.name.split()[-1]
    for place in sorted(_stated_places(event)):
        yield event.type, "place", place
    if event.type == HAZARD:
        yield event.report, event.type, "mode", event.mode
    if event.when.granularity == "day" and event.when.start is not None:
        yield event.report, event.type, "day", event.when.start.isoformat()


def same_event(first: Event, second: Event) -> bool:
    """Return whether two mentions are of one event."""
    if first.type != second.type or not _modes_agree(first, second) or not _status_agrees(first, second):
        return False
    if not _places_meet(first, second):
        return False
    if not _intervals_meet(first.when, second.when):
        return _has_adjacent_dates(first, second)
    if not (
        _participants_match(first.recipients, second.recipients)
        and _participants_match(first.actors, second.actors)
    ):
        return _crosswise(first, second)
    if first.report != second.report:
        return (
            _dated(first.when)
            and _dated(second.when)
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
    return first.mode == second.mode and not _stems(first).isdisjoint(_stems(second))


def _stems(event: Event) -> set[str]:
    """Return the first letters of the trigger's words: "shot" and "shots", "arrested" and "arrest".

    In news coded by hand seven in ten pairs of one type in one report that share them, and of which nothing else
    differs, are one event.
    """
    return {word[:5] for mention in event.mentions for word in mention.text.lower().split()[:1]}


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
    return len(ours & theirs) > 1 and _dated(first.when) and first.when == second.when


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


def _intervals_meet(first: When, second: When) -> bool:
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
    ours, theirs = {a.name for a in first if _named(a)}, {a.name for a in second if _named(a)}
    if not ours or not theirs or ours & theirs:
        return True
    if any(a in b or b in a for a in ours for b in theirs):
        return True
    countries = {a.country for a in first if a.country and not a.inferred}
    return bool(countries & {a.country for a in second if a.country and not a.inferred})


def _named(actor: Actor) -> bool:
    return actor.name[:1].isupper()


def _shares_target(first: Event, second: Event) -> bool:
    ours = {a.name for a in first.recipients if _named(a)}
    theirs = {a.name for a in second.recipients if _named(a)}
    shared = any(a == b or a in b.split() or b in a.split() for a in ours for b in theirs)
    if first.type in ("ASSAULT", "COERCE", "SANCTION", "RETREAT"):
        return shared
    ours |= {a.name for a in first.actors if _named(a)}
    theirs |= {a.name for a in second.actors if _named(a)}
    return len(ours & theirs) > 1 and (first.when == second.when or not _dated(second.when))


def _shares_place_and_time(first: Event, second: Event) -> bool:
    """Return whether place and interval agree; each may be missing from one of the two."""
    if first.type in SPEECH_ROOTS:
        return False
    placed = first.where is not None and second.where is not None and _one_place(first, second)
    day = _dated(first.when) and first.when.start == second.when.start and first.when.granularity == "day"
    return (placed and (day or not _dated(second.when) or not _dated(first.when))) or (
        day and first.mode == second.mode and second.where is None
    )


def _one_place(first: Event, second: Event) -> bool:
    return bool(_stated_places(first) & _stated_places(second))


def _stated_places(event: Event) -> set[str]:
    """Return the ids of the event's stated places; what was inferred proves nothing."""
    return {
        link.mention.place.id
        for link in event.places
        if link.role in ("location", "destination") and link.mention.place is not None and not link.inferred
    }


def _dated(when: When) -> bool:
    return when.start is not None or when.end is not None


def join(first: Event, second: Event) -> Event:
    """Merge two mentions of one event: the better one leads, the narrower place and interval stay."""
    main, other = (first, second) if first.score >= second.score else (second, first)
    placed = min((first, second), key=_extent)
    when = _narrower(first.when, second.when)
    evidence = {**other.evidence, **main.evidence}
    if when is not main.when:
        evidence["when"] = other.evidence.get("when") or as_sentence(when.rule)
    others = tuple(dict.fromkeys((*main.other_dates, *other.other_dates)))
    if not _intervals_meet(first.when, second.when):
        when = main.when
        others = tuple(dict.fromkeys((*others, other.when)))
        evidence["when"] = " ".join(
            (
                main.evidence.get("when") or as_sentence(when.rule),
                f"Another mention gives a different date, {quoted(other.when.text or '')}.",
            )
        )
    if placed is not main:
        evidence["where"] = other.evidence.get("where", "")
    joined = replace(
        main,
        mode=main.mode or other.mode,
        acled=main.acled if main.mode or not other.mode else other.acled,
        actors=_union(main.actors, other.actors),
        recipients=tuple(
            a
            for a in _union(main.recipients, other.recipients)
            if a.name not in {b.name for b in main.actors}
        ),
        when=when,
        other_dates=others,
        where=placed.where,
        radius_m=placed.radius_m,
        places=_links(placed.places, (main if placed is not main else other).places)[:_KEPT],
        score=round(min(1.0, max(first.score, second.score) + 0.05), 3),
        mentions=(main.mentions[0], *_mentions(main, other)[1:][-_KEPT:]),
        evidence=evidence,
        figures=with_figures(main, other.figures).figures,
    )
    return _with_edits(joined, first, second)


def _with_edits(joined: Event, first: Event, second: Event) -> Event:
    """Keep edits made by hand, the first one's where both have one."""
    kept: dict[str, Any] = {}
    evidence: dict[str, str] = {}
    for event in (second, first):
        for name in event.edited:
            kept |= {each: getattr(event, each) for each in _GO_TOGETHER.get(name, (name,))}
            evidence[name] = EDITED
    return (
        replace(joined, **kept, evidence={**joined.evidence, **evidence}, edited=tuple(evidence))
        if kept
        else joined
    )


def _extent(event: Event) -> float:
    """Return how wide the event's place is, for choosing the narrower; an inferred place comes last but none."""
    if event.where is None:
        return float("inf")
    link = next((link for link in event.places if link.mention.geometry is event.where), None)
    return (extent_m(link.mention) if link else 0.0) + (1e9 if link is not None and link.inferred else 0.0)


def _narrower(first: When, second: When) -> When:
    def width(when: When) -> tuple[int, int]:
        if when.start is not None and when.end is not None:
            return 0, (when.end - when.start).days
        return (1, 0) if _dated(when) else (2, 0)

    if (
        width(first)[0] == width(second)[0] == 1
        and first.start == second.start is None
        and first.end
        and second.end
    ):
        return first if first.end <= second.end else second
    if width(first) == width(second) == (2, 0):
        # Words for a day say more than none, even where the day is not known.
        return second if first.text is None else first
    return second if width(second) < width(first) else first


def _union(first: tuple[Actor, ...], second: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple({actor.name: actor for actor in (*reversed(second), *reversed(first))}.values())[::-1]


def _links(first: tuple[PlaceLink, ...], second: tuple[PlaceLink, ...]) -> tuple[PlaceLink, ...]:
    spans = {(link.mention.report, link.mention.start) for link in first}
    return first + tuple(link for link in second if (link.mention.report, link.mention.start) not in spans)


def _mentions(main: Event, other: Event) -> tuple[EventMention, ...]:
    return tuple({(m.report, m.start, m.end): m for m in (*main.mentions, *other.mentions)}.values())
