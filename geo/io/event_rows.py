"""Rows of a table of events as records: those that the table was made of, as far as its columns tell."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast, get_args

from geo.records import Actor, Event, EventMention, FieldScores, Granularity, Status, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

_TEXTS = ("type", "mode", "acled", "status")
_NEAR_DEG = 1e-7  # what a projection and back may change
_NUMBERS = ("radius_m", "score")
_SCORES = (
    "parties",
    "day",
    "place",
    "whole",
)  # in columns `score_parties` and so on; that of the type is `score`


def rows(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as plain values by column: a missing one is `None`, a time its day.

    The geometry is that of the active geometry column, in WGS 84, under the name `geometry`.
    """
    shapes: Any = table.geometry
    if shapes.crs is not None and shapes.crs != "EPSG:4326":
        shapes = shapes.to_crs("EPSG:4326")
    wanted = [name for name in table.columns if isinstance(name, str) and name != table.geometry.name]
    columns = [table[name].astype(object).tolist() for name in wanted]
    for number, shape in enumerate(shapes):
        values = {name: _plain(column[number]) for name, column in zip(wanted, columns, strict=True)}
        yield {**values, "geometry": None if shape is None or shape.is_empty else shape}


def with_row(event: Event, row: Mapping[str, Any]) -> Event:
    """Return an event as a row of its table has it: only what was changed there is another."""
    changed: dict[str, Any] = {}
    for name in (*_TEXTS, *_NUMBERS):
        value = row.get(name)
        if name in row and (value or None) != (getattr(event, name) or None):
            changed[name] = (value or "") if name in _TEXTS else value
    scores = _scores(row, event.scores)
    if "score" in changed and scores.type is not None:
        scores = replace(scores, type=changed["score"])
    if scores != event.scores:
        changed["scores"] = scores
    if "when_start" in row and "when_end" in row:
        days = _day(row["when_start"]), _day(row["when_end"])
        if days != (event.when.start, event.when.end):
            changed["when"] = _when(*days, row)
    if row["geometry"] is not event.where and not _same(row["geometry"], event.where):
        changed["where"] = row["geometry"]
    return replace(event, **changed) if changed else event


def event_of_row(row: Mapping[str, Any]) -> Event:
    """Return a record of what a row says; there are no places and no evidence but its sentence."""
    status = row.get("status")
    start, end = (int(row.get(name) or 0) for name in ("start", "end"))
    report, sentence = str(row.get("report") or ""), str(row.get("sentence") or "")
    main = EventMention(report=report, start=start, end=end, text="", sentence=sentence)
    radius = row.get("radius_m")
    score = row.get("score")
    return Event(
        id=str(row["id"]),
        report=report,
        type=str(row["type"] or ""),
        mode=str(row.get("mode") or ""),
        acled=str(row.get("acled") or ""),
        status=cast("Status", status if status in get_args(Status) else "actual"),
        actors=_actors(row.get("actors")),
        recipients=_actors(row.get("recipients")),
        when=_when(_day(row.get("when_start")), _day(row.get("when_end")), row),
        where=row["geometry"],
        radius_m=None if radius is None else float(radius),
        places=(),
        sentence=sentence,
        start=start,
        end=end,
        score=float(score or 0.0),
        mentions=(main,),
        scores=_scores(row, FieldScores(type=None if score is None else float(score))),
    )


def _scores(row: Mapping[str, Any], otherwise: FieldScores) -> FieldScores:
    """Return the scores of a row's columns; those that it has no column for are as they are `otherwise`."""
    columns = {name: f"score_{name}" for name in _SCORES}
    there = {name: row[column] for name, column in columns.items() if column in row}
    return replace(
        otherwise, **{name: None if value is None else float(value) for name, value in there.items()}
    )


def _actors(names: object) -> tuple[Actor, ...]:
    """Return those that a cell names: `a; b` as in a table, or a list as in GeoJSON, also one that is text."""
    found: Any = names
    if isinstance(names, str):
        try:
            found = json.loads(names) if names.startswith("[") else names.split("; ")
        except ValueError:
            found = [names]
    found = found if isinstance(found, list) else []
    found_names = [str(one.get("name") or "") if isinstance(one, dict) else str(one) for one in found]
    return tuple(Actor(text=name, start=0, end=0, name=name) for name in found_names if name)


def _when(start: datetime.date | None, end: datetime.date | None, row: Mapping[str, Any]) -> When:
    known = row.get("granularity")
    simple = (
        "unknown" if not (start or end) else "day" if start == end else "range" if start and end else "open"
    )
    return When(
        start=start,
        end=end,
        granularity=cast("Granularity", known if known in get_args(Granularity) else simple),
        text=row.get("when_text"),
        rule=str(row.get("when_rule") or "taken from a table"),
    )


def _day(value: object) -> datetime.date | None:
    """Return a day of a cell: a date, a time, or text that begins with YYYY-MM-DD; `None` for anything else."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date) or value is None:
        return value
    try:
        return datetime.date.fromisoformat(str(value).replace("/", "-")[:10])
    except ValueError:
        return None


def _plain(value: Any) -> Any:
    import pandas as pd

    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    return value.date() if isinstance(value, datetime.datetime) else value


def _same(one: Any, other: Any) -> bool:
    import shapely

    if one is None or other is None:
        return one is other or (other is not None and other.is_empty)
    return bool(shapely.equals_exact(one, other, tolerance=_NEAR_DEG))
