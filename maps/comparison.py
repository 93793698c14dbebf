"""The map of a comparison: what is matched, only found, and only in the reference, each a layer to switch.

>>> import geo, maps
>>> maps.comparison_map(geo.compare("events.parquet", "acled.csv")).save("compare.html")  # doctest: +SKIP
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from gazetteer.place import Place
from geo.comparison.day_columns import NO_DAY, date_of
from geo.comparison.event_columns import REASONS
from geo.comparison.matching import MATCHED
from geo.event_set import EventSet
from geo.records import Actor, Event, EventMention, Mention, PlaceLink, Report, When
from maps.cells import MOST_EVENTS
from maps.event_map import EventMap
from maps.strings import load_strings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.comparison.event_columns import EventColumns
    from geo.comparison.result import Comparison

LOOKS: Final = {
    "matched": ("#2f6fb5", "circle"),
    "found": ("#c2570c", "triangle"),
    "reference": ("#7b3f9e", "square"),
    "not_compared": ("#808488", "cross"),
}
"""Colour and shape of each outcome: colour is never alone."""

_APART_M: Final = 500.0
_TOWN_M: Final = 5_000.0


def comparison_map(
    comparison: Comparison, *, title: str | None = None, language: str = "en", **options: Any
) -> EventMap:
    """Return the map of a comparison.

    A pair is drawn where the event found is, with a dashed line to where the reference has it, if that is apart.
    What could not be compared is shown in grey where it has a place. Of more than 100,000 events so many are drawn, as
    by lot, and the heading says so.

    Parameters
    ----------
    comparison
        As `geo.compare` gives it.
    title
        The page's heading; both tables and the counts by default.
    language
        Of the page's words; see `EventMap`.
    **options
        Further options of `EventMap`; command areas are only drawn where they ask for them.
    """
    strings = load_strings(language)
    words = {name: strings[f"comparison.{name}"] for name in LOOKS}
    records = list(_records(comparison, strings))
    total = len(records)
    records = _sample(records)
    used = {event.report for _, event in records}
    reports = _reports(comparison, used)
    everything = EventSet(tuple(reports), tuple(event for _, event in records))
    outcome = {event.id: words[name] for name, event in records}
    table = everything.events
    heading = strings["comparison.layers"]
    table = table.assign(**{heading: [outcome[name] for name in table["id"]]})
    return EventMap(
        table,
        title=title or _title(comparison, strings, drawn=len(records), total=total),
        language=language,
        column=heading,
        color={words[name]: colour for name, (colour, _) in LOOKS.items()},
        shape={words[name]: shape for name, (_, shape) in LOOKS.items()},
        counterparts=_counterparts(comparison),
        **{"commands": "never", **options},
    )


def _title(comparison: Comparison, strings: Mapping[str, str], *, drawn: int, total: int) -> str:
    counts = {
        "found": comparison.found.title,
        "reference": comparison.reference.title,
        "pairs": f"{len(comparison):,}",
        "precision": _share(comparison.precision),
        "recall": _share(comparison.recall),
    }
    title = strings["comparison.title"]
    for name, value in counts.items():
        title = title.replace(f"{{{name}}}", value)
    if drawn < total:
        sample = (
            strings["comparison.sample"].replace("{drawn}", f"{drawn:,}").replace("{total}", f"{total:,}")
        )
        return f"{title} ({sample})"
    return title


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _sample(records: list[tuple[str, Event]]) -> list[tuple[str, Event]]:
    """Return at most so many as a page holds one by one, the same each time."""
    if len(records) <= MOST_EVENTS:
        return records
    kept = np.random.default_rng(0).permutation(len(records))[:MOST_EVENTS]
    return [records[at] for at in np.sort(kept).tolist()]


def _records(comparison: Comparison, strings: Mapping[str, str]) -> Iterator[tuple[str, Event]]:
    """Yield what is drawn, with its layer: events found, and those of the reference that have no match."""
    i = comparison.matches.pairs.found
    partner = dict(zip(i.tolist(), range(len(i)), strict=True))
    own = comparison.event_set.event_records if comparison.event_set is not None else ()
    records = {event.id: event for event in own}
    for row in range(len(comparison.found)):
        outcome = comparison.matches.found_outcome[row]
        event = records.get(comparison.found.ids[row]) or _event(comparison.found, row, _FOUND)
        name = "matched" if outcome == MATCHED else "not_compared" if outcome in REASONS else "found"
        said = _of_pair(comparison, partner[row], strings) if row in partner else str(outcome)
        yield name, replace(event, evidence={**event.evidence, strings["comparison.heading"]: said})
    for row in range(len(comparison.reference)):
        outcome = comparison.matches.reference_outcome[row]
        if outcome == MATCHED:
            continue
        event = _event(comparison.reference, row, _REFERENCE)
        name = "not_compared" if outcome in REASONS else "reference"
        yield name, replace(event, evidence={strings["comparison.heading"]: str(outcome)})


_FOUND, _REFERENCE = "found", "reference"


def _of_pair(comparison: Comparison, pair: int, strings: Mapping[str, str]) -> str:
    """Return what the reference says of an event, in a sentence."""
    matches, table = comparison.matches, comparison.reference
    row = int(matches.pairs.reference[pair])
    values = {
        "reference": table.title,
        "id": table.ids[row],
        "type": table.types[table.type[row]] or "–",
        "days": _days(table, row),
        "place": table.places[row] or "–",
        "km": f"{matches.pairs.metres[pair] / 1000:.1f}",
        "score": f"{matches.score[pair]:.2f}",
        "text": table.text[row] or "",
    }
    words = strings["comparison.pair"]
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words.rstrip(" :")


def _name(table: EventColumns) -> str:
    """Return the name of a table without its folders: a map is sent to others."""
    return PurePath(table.where).name or table.where


def _days(table: EventColumns, row: int) -> str:
    first, last = int(table.start[row]), int(table.end[row])
    if first == NO_DAY:
        return "–"
    return date_of(first).isoformat() if first == last else f"{date_of(first)}/{date_of(last)}"


def _event(table: EventColumns, row: int, side: str) -> Event:
    """Return a row of a table as a record, with what it says and nothing more."""
    meaning = table.meanings[table.type[row]]
    root, _, mode = max(meaning, key=lambda code: meaning[code]).partition(".") if meaning else ("", "", "")
    text = table.text[row] or ""
    known = int(table.start[row]) != NO_DAY
    start, end = (date_of(day[row]) if known else None for day in (table.start, table.end))
    point = None if np.isnan(table.lon[row]) else shapely.Point(table.lon[row], table.lat[row])
    radius = None if np.isinf(table.radius_m[row]) else float(table.radius_m[row])
    report = f"{side}: {_name(table)}"
    names = dict.fromkeys((table.actors[row] or "").split("; ")) if table.actors[row] else ()
    return Event(
        id=f"{side}:{table.ids[row]}",
        report=report,
        type=root or table.types[table.type[row]] or "–",
        mode=mode,
        acled=table.types[table.type[row]] if table.title == "ACLED" else "",
        status="actual",
        actors=tuple(Actor(text=name, start=0, end=0, name=name) for name in names if name),
        recipients=(),
        when=When(
            start=start,
            end=end,
            granularity="unknown" if not known else "day" if start == end else "range",
            text=None,
            rule=table.title,
        ),
        where=point,
        radius_m=radius,
        places=tuple(_link(table, row, point, radius, report)),
        sentence=text,
        start=0,
        end=0,
        score=1.0,
        mentions=(EventMention(report=report, start=0, end=0, text="", sentence=text),),
    )


def _link(
    table: EventColumns, row: int, point: shapely.Point | None, radius: float | None, report: str
) -> Iterator[PlaceLink]:
    """Yield the link to the place that a row names, where it has a point."""
    name = table.places[row]
    if not name or point is None:
        return
    place = Place(
        id=f"table:{name}",
        name=name,
        kind="settlement" if radius is not None and radius <= _TOWN_M else "region",
        lon=point.x,
        lat=point.y,
        country=table.given_countries[row] or "",
        radius_m=radius or 0.0,
    )
    # The page knows a mention by its report and offsets; a row of a table has its number instead.
    mention = Mention(
        text=name, start=row, end=row, phrase_start=row, phrase_end=row, role="literal", place=place, score=1.0,
        geometry=point, radius_m=radius, report=report,
    )  # fmt: skip
    yield PlaceLink(mention=mention, role="location")


def _reports(comparison: Comparison, used: set[str]) -> list[Report]:
    """Return the reports of what is drawn; a table is one."""
    reports = list(comparison.event_set.reports) if comparison.event_set is not None else []
    for side, table in ((_FOUND, comparison.found), (_REFERENCE, comparison.reference)):
        name = f"{side}: {_name(table)}"
        if name in used:
            reports.append(
                Report(id=name, text="", title=f"{table.title}, {_name(table)}", source=table.title)
            )
    return reports


def _counterparts(comparison: Comparison) -> dict[str, tuple[float, float]]:
    """Return where the reference has the events that are matched and apart from it, by the id on the map."""
    matches, table = comparison.matches, comparison.reference
    own = {event.id for event in comparison.event_set} if comparison.event_set is not None else set()
    apart = np.flatnonzero(matches.pairs.metres > _APART_M)
    ids = comparison.found.ids[matches.pairs.found[apart]]
    rows = matches.pairs.reference[apart]
    return {
        name if name in own else f"{_FOUND}:{name}": (float(table.lon[row]), float(table.lat[row]))
        for name, row in zip(ids, rows, strict=True)
    }
