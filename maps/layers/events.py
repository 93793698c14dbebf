"""The events themselves: columns of what the list, the card and the map show, and the look of their types."""

from __future__ import annotations

import calendar
import datetime
import itertools
import re
from typing import TYPE_CHECKING, Any

from gazetteer.countries import alpha3_of
from geo.io.frames import figures_text
from geo.io.links import primary_link
from geo.precision import LEVELS
from maps.layers import layer
from maps.packing import Pool, column
from maps.payload import degrees
from maps.style import EVENTS, event_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geo.precision import Precision
    from geo.records import Actor, Event, EventMention, Report, When
    from maps.packing import Column
    from maps.payload import Tables

    Participant = tuple[
        int, str, str, str
    ]  # number of the name, country, role, alpha-3 code as the page's outlines have it

EPOCH = datetime.date(1970, 1, 1).toordinal()
OPEN_END, OPEN_START = -1, -2  # instead of days from the first to the last
UNDATED_DAYS = 30
"""The page shows an event without a date from so many days before the first report that tells it: most news is of the
month before it is printed. It is a choice of what to show and no claim; the page says so."""
HEXADECIMAL = re.compile(r"[0-9a-f]{12}")

SCORES = ("parties", "day", "place", "whole")
"""The scores of an event beside that of its type."""

POOLED: dict[str, Callable[[Event], str | None]] = {
    "mode": lambda event: event.mode,
    "acled": lambda event: event.acled,
    "status": lambda event: event.status,
    "granularity": lambda event: event.when.granularity,
    "when": lambda event: event.when.text,
    "rule": lambda event: event.when.rule,
    "figures": lambda event: figures_text(event) or "",
    "trigger": lambda event: "" if event.actors or event.recipients else event.mentions[0].text,
}
"""Short texts that many events share; the trigger names an event of which nobody else is known."""


@layer("events")
def events(tables: Tables) -> dict[str, Any]:
    """Return the columns of all events, those without a place included."""
    all_events = tables.events
    known = {root: n for n, root in enumerate(EVENTS)}
    roots = sorted({event.type for event in all_events}, key=lambda root: (known.get(root, len(known)), root))
    types = {root: n for n, root in enumerate(roots)}
    pools: dict[str, Pool[str | None]] = {name: Pool() for name in POOLED}
    columns = {name: column(pools[name][value(e)] for e in all_events) for name, value in POOLED.items()}
    published = _publication_days(tables.event_set.reports)
    names: Pool[str] = Pool()
    participants: Pool[Participant] = Pool()
    about: dict[int, str] = {}

    def side(people: list[tuple[Actor, ...]]) -> dict[str, Column]:
        items = [_participant(actor, names, participants) for some in people for actor in some]
        for actor in itertools.chain.from_iterable(people):
            if actor.description:
                about.setdefault(names[actor.name], actor.description)
        return {"counts": column(map(len, people)), "items": column(items)}

    actors = side([event.actors for event in all_events])
    recipients = side([event.recipients for event in all_events])
    return {
        "count": len(all_events),
        "types": [_look(root) for root in roots],
        "pools": {name: list(pool) for name, pool in pools.items()},
        "columns": columns
        | {
            "type": column(types[event.type] for event in all_events),
            "day": column(_day(event.when) for event in all_events),
            "lasting": column(_lasting(event.when) for event in all_events),
            "known_by": column(_known_by(event, published) for event in all_events),
            "site": column(tables.site_of),
            "mention": column(_mention(event, tables) for event in all_events),
            "score": column(round(event.score * 100) for event in all_events),
            **{
                f"score_{name}": column(_hundredths(getattr(event.scores, name)) for event in all_events)
                for name in SCORES
            },
        },
        "sites": {
            "lon": column(degrees(site.lon) for site in tables.sites),
            "lat": column(degrees(site.lat) for site in tables.sites),
            "precision": column(_level(site.precision) for site in tables.sites),
        },
        "levels": list(LEVELS),
        "undated_days": UNDATED_DAYS,
        "units": _units(tables),
        "names": list(names),
        "about": list(map(list, about.items())),
        "parties": [list(participant) for participant in participants],
        "actors": actors,
        "recipients": recipients,
        "tellings": _event_mentions(tables),
        "evidence": _evidence(tables),
        "ids": _ids([event.id for event in all_events]),
    }


def _hundredths(score: float | None) -> int | None:
    return None if score is None else round(score * 100)


def _mention(event: Event, tables: Tables) -> int:
    """Return the number of the mention that gave the event its place, -1 without one."""
    link = primary_link(event) if event.where is not None else None
    return -1 if link is None else tables.mention(link.mention)


def _level(precision: Precision | None) -> int | None:
    return None if precision is None else LEVELS.index(precision)


def _units(tables: Tables) -> dict[str, Any]:
    """Return for each event the units of the outlines that it lies in."""
    keys: Pool[str] = Pool()
    return {
        "counts": column(map(len, tables.units)),
        "items": column(keys[key] for some in tables.units for key in some),
        "keys": list(keys),
    }


def _look(root: str) -> dict[str, str]:
    style = event_style(root)
    return {
        "id": root,
        "quad": style.quad,
        "shape": style.shape,
        "light": style.hue.light,
        "dark": style.hue.dark,
    }


def _day(when: When) -> int | None:
    """Return the day since 1970-01-01 that sorts an event, `None` without a date."""
    day = when.end if when.start is None else when.start
    return None if day is None else day.toordinal() - EPOCH


def _known_by(event: Event, published: Mapping[str, int]) -> int | None:
    """Return the day since 1970-01-01 by which an event without a date is known: of the first report of it.

    What has happened had happened by then; what is announced was announced by then. `None` for an event that has a
    date, and where no report that tells it has a day.
    """
    if event.when.start is not None or event.when.end is not None:
        return None
    return min(
        (published[mention.report] for mention in event.mentions if mention.report in published), default=None
    )


def _publication_days(reports: Iterable[Report]) -> dict[str, int]:
    """Return the day of each report that has one; where only its month is known, the last day of that month."""
    days: dict[str, int] = {}
    for report in reports:
        if report.published is not None:
            days[report.id] = report.published.toordinal() - EPOCH
        elif (month := report.published_month) is not None:
            length = calendar.monthrange(month.year, month.month)[1]
            days[report.id] = month.toordinal() - EPOCH - month.day + length
    return days


def _lasting(when: When) -> int:
    """Return how many days an event goes on, or which end is open."""
    if when.end is None:
        return OPEN_END
    return OPEN_START if when.start is None else (when.end - when.start).days


def _participant(actor: Actor, names: Pool[str], participants: Pool[Participant]) -> int:
    country = f"{actor.country}?" if actor.inferred else actor.country  # lent, not told
    return participants[names[actor.name], country, actor.role, alpha3_of(actor.country)]


def _event_mentions(tables: Tables) -> dict[str, Any]:
    """Return each event's mentions, the main one first: the report, the sentence, and what to mark in it."""
    numbers = {report.id: n for n, report in enumerate(tables.event_set.reports)}
    # Flat lists from the start: hundreds of thousands of small ones would keep the garbage collector busy.
    reports: list[int] = []
    sentences: list[int] = []
    counts: list[int] = []
    marked: list[tuple[int, int, int]] = []

    def append(report: str, sentence: str, found: list[tuple[int, int, int]]) -> None:
        reports.append(numbers.get(report, -1))
        sentences.append(tables.sentences[sentence])
        counts.append(len(found))
        marked.extend(found)

    for event in tables.events:
        main, *others = event.mentions
        mentions = [link.mention for link in event.places if link.mention.report == event.report]
        spans = [(mention.start, mention.end) for mention in mentions]
        # The event's own sentence, where its main mention has another.
        append(event.report, event.sentence, marks(main, tables.texts.get(event.report, ""), spans))
        for other in others:
            append(other.report, other.sentence, marks(other, tables.texts.get(other.report, ""), []))
    return {
        "counts": column(len(event.mentions) for event in tables.events),
        "report": column(reports),
        "sentence": column(sentences),
        "marks": {
            "counts": column(counts),
            "start": column(start for start, _, _ in marked),
            "length": column(end - start for start, end, _ in marked),
            "kind": column(kind for _, _, kind in marked),
        },
    }


def _evidence(tables: Tables) -> dict[str, Any]:
    """Return for each event the names of its fields and the notes why each is as it is."""
    fields: Pool[str] = Pool()
    return {
        "counts": column(len(event.evidence) for event in tables.events),
        "field": column(fields[name] for event in tables.events for name in event.evidence),
        "note": column(tables.notes[note] for event in tables.events for note in event.evidence.values()),
        "fields": list(fields),
    }


def _ids(ids: list[str]) -> dict[str, Any] | list[str]:
    """Return the ids as the columns of their first and second half, for all of ours are 12 hexadecimal digits."""
    if not all(HEXADECIMAL.fullmatch(name) for name in ids):
        return ids
    return {
        "high": column(int(name[:6], 16) for name in ids),
        "low": column(int(name[6:], 16) for name in ids),
    }


def marks(mention: EventMention, text: str, places: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Return what to mark in the mention's sentence: start, end and kind by character, kind 0 the trigger, 1 a place.

    Offsets of a report become offsets of its sentence; what lies outside of the sentence, or overlaps a mark that
    begins earlier, is left out.
    """
    sentence = mention.sentence
    start = text.find(sentence, max(0, mention.start - len(sentence)), mention.end + len(sentence))
    if start < 0 or not sentence:
        found = sentence.find(mention.text) if mention.text else -1
        return [(found, found + len(mention.text), 0)] if found >= 0 else []
    wanted = [(mention.start, mention.end, 0), *((first, last, 1) for first, last in places)]
    inside = sorted(
        {(a - start, b - start, kind) for a, b, kind in wanted if a >= start and b <= start + len(sentence)}
    )
    chosen: list[tuple[int, int, int]] = []
    for first, last, kind in inside:
        if not chosen or first >= chosen[-1][1]:
            chosen.append((first, last, kind))
    return chosen
