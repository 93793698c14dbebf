"""The fields of an event from all its mentions: the most precise place, the surest day, and who takes part.

What mentions contradict is kept: other days in `other_dates`, further places in `places`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

from geo.events import confidence
from geo.events.confidence import edited_scores
from geo.events.event_days import choose_day, main_first
from geo.events.field_comparison import is_named
from geo.events.participant_evidence import why_participants
from geo.events.quantities import with_figures
from geo.records import FieldScores
from geo.spatial.extents import extent_m
from geo.wording import as_sentence, quoted

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from geo.records import Actor, Event, PlaceLink, When

EDITED: Final = "Edited by hand."
"""What the evidence says of a field that was edited by hand."""
_GO_TOGETHER: Final = {"type": ("type", "acled"), "where": ("where", "radius_m")}
"""Fields that follow from an edited one."""
_MORE: Final = 0.05
"""By how much each further mention makes an event likelier."""


def attribute(events: Sequence[Event]) -> Event:
    """Make one event of several that are one.

    Parameters
    ----------
    events
        In the order of their reports and offsets; at least one.

    Returns
    -------
    Event
        It has the id of the likeliest, its main mention first. Its place is the most precise of those that mentions
        themselves state, its day the narrowest that goes with the surest.
    """
    if len(events) == 1:
        return events[0]
    ordered = main_first(events)
    main = ordered[0]
    placed = min(ordered, key=_imprecision)
    dated, apart = choose_day(ordered)
    evidence = {name: words for event in reversed(ordered) for name, words in event.evidence.items()}
    if dated is not main:
        evidence["when"] = dated.evidence.get("when") or as_sentence(dated.when.rule)
    if apart:
        words = evidence.get("when") or as_sentence(dated.when.rule)
        evidence["when"] = f"{words} Another mention gives a different date, {quoted(apart[-1].text or '')}."
    if placed is not main:
        evidence["where"] = placed.evidence.get("where", "")
    mode = next((event for event in ordered if event.mode), main)
    ours = {actor.name.casefold() for actor in main.actors}
    theirs = {actor.name.casefold() for actor in main.recipients} - ours
    actors, recipients = main.actors, main.recipients
    for event in ordered[1:]:
        together = event.sentence == main.sentence
        actors = _union(actors, event.actors, together=together)
        recipients = _union(recipients, event.recipients, together=together)
    actors = tuple(actor for actor in actors if actor.name.casefold() not in theirs)
    recipients = tuple(actor for actor in recipients if actor.name.casefold() not in ours)
    if (actors, recipients) != (main.actors, main.recipients):
        evidence["actors"] = why_participants((*actors, *recipients))
    joined = replace(
        main,
        mode=mode.mode,
        acled=main.acled if main.mode else mode.acled or main.acled,
        actors=actors,
        recipients=recipients,
        when=dated.when,
        other_dates=tuple(dict.fromkeys((*(when for each in ordered for when in each.other_dates), *apart))),
        where=placed.where,
        radius_m=placed.radius_m,
        places=_links([placed, *ordered]),
        score=round(min(1.0, main.score + _MORE * (len(events) - 1)), 3),
        mentions=tuple(
            {
                (each.report, each.start, each.end): each
                for each in (main.mentions[0], *(each for event in events for each in event.mentions))
            }.values()
        ),
        evidence=evidence,
        figures=reduce(lambda event, other: with_figures(event, other.figures), ordered).figures,
    )
    return _with_edits(replace(joined, scores=_scores(joined, ordered, placed)), events)


def _links(events: Sequence[Event]) -> tuple[PlaceLink, ...]:
    """Return the places of events, each once, those of the first before."""
    links: dict[tuple[str, int], PlaceLink] = {}
    for link in (link for event in events for link in event.places):
        links.setdefault((link.mention.report, link.mention.start), link)
    return tuple(links.values())


def _scores(joined: Event, events: Sequence[Event], placed: Event) -> FieldScores:
    """Return the scores of a merged event: each field's from a mention that gives it so, of several the surest.

    Parties of several mentions together are no surer than those of the least sure one.
    """
    alike = [each for each in events if _participant_names(each) == _participant_names(joined)]
    dated = [each for each in events if _interval(each.when) == _interval(joined.when)]
    parties = [each.scores.parties for each in alike or events if each.scores.parties is not None]
    days = [each.scores.day for each in dated if each.scores.day is not None]
    scores = FieldScores(
        type=None if events[0].scores.type is None else joined.score,
        parties=(max if alike else min)(parties, default=None),
        day=max(days, default=None),
        place=placed.scores.place,
    )
    return confidence.bundled().with_whole(scores)


def _participant_names(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(a.name for a in event.actors), frozenset(a.name for a in event.recipients)


def _interval(when: When) -> tuple[datetime.date | None, datetime.date | None]:
    return when.start, when.end


def _with_edits(joined: Event, events: Sequence[Event]) -> Event:
    """Keep edits made by hand, the first one's where several have one."""
    kept: dict[str, Any] = {}
    evidence: dict[str, str] = {}
    for event in reversed(events):
        for name in event.edited:
            kept |= {each: getattr(event, each) for each in _GO_TOGETHER.get(name, (name,))}
            evidence[name] = EDITED
    if not kept:
        return joined
    edited = replace(joined, **kept, evidence={**joined.evidence, **evidence}, edited=tuple(evidence))
    return replace(edited, scores=edited_scores(edited, edited.edited))


def _imprecision(event: Event) -> tuple[int, float, float]:
    """Return how imprecise the place of a mention is, for choosing the most precise one.

    A place of its own sentence comes before an inferred one, and that of a location before a place inside a name ("the
    Butcher of Gaza"); then the smaller one, and of two as small the surer one.
    """
    if event.where is None:
        return 4, 0.0, 0.0
    link = next((link for link in event.places if link.mention.geometry is event.where), None)
    sure = -(event.scores.place or 0.0)
    if link is None:
        return 0, 0.0, sure
    return 2 * link.inferred + (link.mention.role != "literal"), extent_m(link.mention), sure


def _union(first: tuple[Actor, ...], second: tuple[Actor, ...], *, together: bool) -> tuple[Actor, ...]:
    """Return the participants of two mentions, those of the first before: names say more than descriptions of them.

    Descriptions alone are of the same ones, but for mentions that stand `together` in a sentence: "killed three
    soldiers and wounded five others".
    """
    if not first or not second:
        return first or second
    if any(map(is_named, first)) != any(map(is_named, second)):
        return first if any(map(is_named, first)) else second
    if not together:
        return first
    return tuple({actor.name: actor for actor in (*reversed(second), *reversed(first))}.values())[::-1]
