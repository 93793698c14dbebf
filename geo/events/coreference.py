"""Several mentions of one event become one event that keeps them all.

Two events merge when their types and participants can be the same, their intervals and places overlap, and something
speaks for it (`geo.events.event_identity`). Candidates are looked up by what they share, so the work grows with the
number of events, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from geo.events import confidence
from geo.events.confidence import edited_scores
from geo.events.event_identity import intervals_meet, is_dated, is_named, same_event, stated_places, stems
from geo.events.quantities import with_figures
from geo.plover import HAZARD
from geo.records import FieldScores
from geo.spatial.extents import extent_m
from geo.wording import as_sentence, quoted

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from geo.records import Actor, Event, EventMention, PlaceLink, When

_CLUSTERS: Final = 12
"""Earlier events that are compared in one bucket: the latest."""
_KEPT: Final = 8
"""Mentions and places that an event carries while it is compared; `merge` gives it all of them back at the end."""
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
    for stem in sorted(stems(event)):
        yield event.report, event.type, "stem", stem
    for actor in (*event.actors, *event.recipients):
        if is_named(actor):
            yield event.type, "party", actor.name.split()[-1]
    for place in sorted(stated_places(event)):
        yield event.type, "place", place
    if event.type == HAZARD:
        yield event.report, event.type, "mode", event.mode
    if event.when.granularity == "day" and event.when.start is not None:
        yield event.report, event.type, "day", event.when.start.isoformat()


def join(first: Event, second: Event) -> Event:
    """Merge two mentions of one event: the better one leads, the narrower place and interval stay."""
    main, other = (first, second) if first.score >= second.score else (second, first)
    placed = min((first, second), key=_extent)
    when = _narrower(first.when, second.when)
    evidence = {**other.evidence, **main.evidence}
    if when is not main.when:
        evidence["when"] = other.evidence.get("when") or as_sentence(when.rule)
    others = tuple(dict.fromkeys((*main.other_dates, *other.other_dates)))
    if not intervals_meet(first.when, second.when):
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
    joined = replace(joined, scores=_joined_scores(joined, main, other, placed))
    return _with_edits(joined, first, second)


def _joined_scores(joined: Event, main: Event, other: Event, placed: Event) -> FieldScores:
    """Return the scores of a merged event: each field's from a mention that gives it so, of two the surer one.

    Parties of both mentions together are no surer than those of the less sure one.
    """
    both = (main, other)
    alike = [each for each in both if _participant_names(each) == _participant_names(joined)]
    dated = [each for each in both if _interval(each.when) == _interval(joined.when)]
    parties = [each.scores.parties for each in alike or both if each.scores.parties is not None]
    days = [each.scores.day for each in dated if each.scores.day is not None]
    scores = FieldScores(
        type=None if main.scores.type is None else joined.score,
        parties=(max if alike else min)(parties, default=None),
        day=max(days, default=None),
        place=placed.scores.place,
    )
    return confidence.bundled().with_whole(scores)


def _participant_names(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(a.name for a in event.actors), frozenset(a.name for a in event.recipients)


def _interval(when: When) -> tuple[datetime.date | None, datetime.date | None]:
    return when.start, when.end


def _with_edits(joined: Event, first: Event, second: Event) -> Event:
    """Keep edits made by hand, the first one's where both have one."""
    kept: dict[str, Any] = {}
    evidence: dict[str, str] = {}
    for event in (second, first):
        for name in event.edited:
            kept |= {each: getattr(event, each) for each in _GO_TOGETHER.get(name, (name,))}
            evidence[name] = EDITED
    if not kept:
        return joined
    edited = replace(joined, **kept, evidence={**joined.evidence, **evidence}, edited=tuple(evidence))
    return replace(edited, scores=edited_scores(edited, edited.edited))


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
        return (1, 0) if is_dated(when) else (2, 0)

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
    """Return the participants of two mentions, those of the first before: names say more than descriptions of them."""
    named = [actor for actor in (*first, *second) if is_named(actor)]
    if named and not (any(map(is_named, first)) and any(map(is_named, second))):
        return first if any(map(is_named, first)) else second
    if first and second and not named:
        return first
    return tuple({actor.name: actor for actor in (*reversed(second), *reversed(first))}.values())[::-1]


def _links(first: tuple[PlaceLink, ...], second: tuple[PlaceLink, ...]) -> tuple[PlaceLink, ...]:
    spans = {(link.mention.report, link.mention.start) for link in first}
    return first + tuple(link for link in second if (link.mention.report, link.mention.start) not in spans)


def _mentions(main: Event, other: Event) -> tuple[EventMention, ...]:
    return tuple({(m.report, m.start, m.end): m for m in (*main.mentions, *other.mentions)}.values())
