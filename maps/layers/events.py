"""The events themselves: columns of what the list, the popup and the map show, and the look of their types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.event_set import figures_text
from maps.layers import layer
from maps.payload import degrees, iso
from maps.style import EVENTS, event_style

if TYPE_CHECKING:
    from geo.records import Actor, Event, EventMention
    from maps.payload import Tables

MOST_NAMES = 3  # in a title


@layer("events")
def events(tables: Tables) -> dict[str, Any]:
    """Give the columns of all events, those without a place included."""
    report_index = {report.id: n for n, report in enumerate(tables.found.reports)}
    texts = {report.id: report.text for report in tables.found.reports}
    rows = [_row(event, report_index, texts, tables) for event in tables.events]
    names = list(rows[0]) if rows else []
    known = list(EVENTS)
    roots = sorted(
        {event.type for event in tables.events},
        key=lambda root: (known.index(root) if root in known else 99, root),
    )
    return {
        "count": len(rows),
        "types": [_look(root) for root in roots],
        "columns": {name: [row[name] for row in rows] for name in names},
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


def _row(event: Event, report_index: dict[str, int], texts: dict[str, str], tables: Tables) -> dict[str, Any]:
    point = (
        event.where.representative_point() if event.where is not None and not event.where.is_empty else None
    )
    mentions = [tables.mention(link.mention) for link in event.places]
    spans = [
        (link.mention.start, link.mention.end) for link in event.places if link.mention.report == event.report
    ]
    main, *others = event.mentions
    return {
        "id": event.id,
        "title": title_of(event),
        "type": event.type,
        "mode": event.mode,
        "acled": event.acled,
        "status": event.status,
        "first": iso(event.when.start),
        "last": iso(event.when.end),
        "granularity": event.when.granularity,
        "when": event.when.text,
        "rule": event.when.rule,
        "lon": degrees(point.x) if point else None,
        "lat": degrees(point.y) if point else None,
        "actors": [_actor(actor) for actor in event.actors],
        "recipients": [_actor(actor) for actor in event.recipients],
        "report": report_index.get(event.report, -1),
        "sentence": event.sentence,
        "marks": marks(main, texts.get(event.report, ""), spans),
        "also": [
            {
                "report": report_index.get(m.report, -1),
                "sentence": m.sentence,
                "marks": marks(m, texts.get(m.report, ""), []),
            }
            for m in others
        ],
        "figures": figures_text(event) or "",
        "score": round(event.score, 2),
        "evidence": dict(event.evidence),
        "mentions": mentions,
    }


def title_of(event: Event) -> str:
    """Word an event in one line: `Assault (aerial): Israel Defense Forces → Hamas`, or its own words without actors."""
    head = event.type.capitalize() + (f" ({event.mode.replace('-', ' ')})" if event.mode else "")
    doers, undergoers = _names(event.actors), _names(event.recipients)
    if doers and undergoers:
        return f"{head}: {doers} → {undergoers}"
    if undergoers:
        return f"{head} → {undergoers}"
    return f"{head}: {doers}" if doers else f"{head}: “{event.mentions[0].text}”"


def _names(actors: tuple[Actor, ...]) -> str:
    """Give the first names, and how many there are besides: the card has them all."""
    names = list(dict.fromkeys(actor.name for actor in actors))
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


def marks(mention: EventMention, text: str, places: list[tuple[int, int]]) -> list[list[int]]:
    """Give what to mark in the mention's sentence: `[start, end, kind]` by character, kind 0 the trigger, 1 a place.

    Offsets of a report become offsets of its sentence; what lies outside of the sentence, or overlaps a mark that
    begins earlier, is left out.
    """
    start = text.find(
        mention.sentence, max(0, mention.start - len(mention.sentence)), mention.end + len(mention.sentence)
    )
    if start < 0 or not mention.sentence:
        found = mention.sentence.find(mention.text) if mention.text else -1
        return [[found, found + len(mention.text), 0]] if found >= 0 else []
    wanted = [(mention.start, mention.end, 0), *((first, last, 1) for first, last in places)]
    inside = sorted(
        {
            (a - start, b - start, kind)
            for a, b, kind in wanted
            if a >= start and b <= start + len(mention.sentence)
        }
    )
    chosen: list[list[int]] = []
    for first, last, kind in inside:
        if not chosen or first >= chosen[-1][1]:
            chosen.append([first, last, kind])
    return chosen


def _actor(actor: Actor) -> list[str]:
    country = f"{actor.country}?" if actor.inferred else actor.country  # lent, not told
    return [actor.name, country, actor.role]
