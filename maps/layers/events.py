"""The events themselves: columns of what the list, the card and the map show, and the look of their types."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from geo.tables import figures_text
from maps.layers import layer
from maps.packing import Pool, column
from maps.payload import degrees
from maps.style import EVENTS, event_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo.records import Actor, Event, EventMention
    from maps.packing import Column
    from maps.payload import Tables

    Party = tuple[int, str, str]  # number of the name, country, role

EPOCH = datetime.date(1970, 1, 1).toordinal()
OPEN_END, OPEN_START = -1, -2  # instead of days from the first to the last
HEXADECIMAL = re.compile(r"[0-9a-f]{12}")

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
    """Give the columns of all events, those without a place included."""
    all_events = tables.events
    known = {root: n for n, root in enumerate(EVENTS)}
    roots = sorted({event.type for event in all_events}, key=lambda root: (known.get(root, len(known)), root))
    types = {root: n for n, root in enumerate(roots)}
    pools: dict[str, Pool[str | None]] = {name: Pool() for name in POOLED}
    columns = {name: column(pools[name][value(e)] for e in all_events) for name, value in POOLED.items()}
    names: Pool[str] = Pool()
    parties: Pool[Party] = Pool()
    actors = _lists([_party(actor, names, parties) for actor in event.actors] for event in all_events)
    recipients = _lists([_party(actor, names, parties) for actor in event.recipients] for event in all_events)
    days = [_days(event) for event in all_events]
    return {
        "count": len(all_events),
        "types": [_look(root) for root in roots],
        "pools": {name: list(pool) for name, pool in pools.items()},
        "columns": columns
        | {
            "type": column(types[event.type] for event in all_events),
            "day": column(day for day, _ in days),
            "lasting": column(lasting for _, lasting in days),
            "site": column(tables.site_of),
            "score": column(round(event.score * 100) for event in all_events),
        },
        "sites": {
            "lon": column(degrees(site.lon) for site in tables.sites),
            "lat": column(degrees(site.lat) for site in tables.sites),
        },
        "names": list(names),
        "parties": [list(party) for party in parties],
        "actors": actors,
        "recipients": recipients,
        "tellings": _tellings(tables),
        "evidence": _evidence(tables),
        "ids": _ids([event.id for event in all_events]),
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


def _days(event: Event) -> tuple[int | None, int]:
    """Give the day since 1970-01-01 that sorts an event, `None` without a date, and how many days it goes on."""
    first, last = event.when.start, event.when.end
    if first is not None:
        lasting = OPEN_END if last is None else (last - first).days
        return first.toordinal() - EPOCH, lasting
    return (None, OPEN_END) if last is None else (last.toordinal() - EPOCH, OPEN_START)


def _party(actor: Actor, names: Pool[str], parties: Pool[Party]) -> int:
    country = f"{actor.country}?" if actor.inferred else actor.country  # lent, not told
    return parties[names[actor.name], country, actor.role]


def _lists(lists: Iterable[Sequence[int]]) -> dict[str, Column]:
    rows = list(lists)
    return {"counts": column(map(len, rows)), "items": column(item for row in rows for item in row)}


def _tellings(tables: Tables) -> dict[str, Any]:
    """Give for each event where it is told, the main one first: the report, the sentence, and what to mark in it."""
    reports = {report.id: n for n, report in enumerate(tables.found.reports)}
    texts = {report.id: report.text for report in tables.found.reports}
    told, marked = [], []
    for event in tables.events:
        main, *others = event.mentions
        spans = [
            (link.mention.start, link.mention.end)
            for link in event.places
            if link.mention.report == event.report
        ]
        # The event's own sentence, where its main mention has another.
        told.append((reports.get(event.report, -1), tables.sentences[event.sentence]))
        marked.append(marks(main, texts.get(event.report, ""), spans))
        for other in others:
            told.append((reports.get(other.report, -1), tables.sentences[other.sentence]))
            marked.append(marks(other, texts.get(other.report, ""), []))
    flat = [mark for row in marked for mark in row]
    return {
        "counts": column(len(event.mentions) for event in tables.events),
        "report": column(report for report, _ in told),
        "sentence": column(sentence for _, sentence in told),
        "marks": {
            "counts": column(map(len, marked)),
            "start": column(start for start, _, _ in flat),
            "length": column(end - start for start, end, _ in flat),
            "kind": column(kind for _, _, kind in flat),
        },
    }


def _evidence(tables: Tables) -> dict[str, Any]:
    """Give for each event the names of its fields and the notes why each is as it is."""
    fields: Pool[str] = Pool()
    rows = [[(fields[name], tables.notes[note]) for name, note in e.evidence.items()] for e in tables.events]
    return {
        "fields": list(fields),
        "counts": column(map(len, rows)),
        "field": column(name for row in rows for name, _ in row),
        "note": column(note for row in rows for _, note in row),
    }


def _ids(ids: list[str]) -> dict[str, Any] | list[str]:
    """Give the ids as the columns of their first and second half, for all of ours are 12 hexadecimal digits."""
    if not all(HEXADECIMAL.fullmatch(name) for name in ids):
        return ids
    return {
        "high": column(int(name[:6], 16) for name in ids),
        "low": column(int(name[6:], 16) for name in ids),
    }


def marks(mention: EventMention, text: str, places: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Give what to mark in the mention's sentence: start, end and kind by character, kind 0 the trigger, 1 a place.

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
