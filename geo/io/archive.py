"""An `EventSet` as plain objects and back, with nothing lost: what the files that hold a whole set store.

A set becomes rows of (kind, object): first every report, and what could not be read (`failure`; files without such rows
are read as before), then every geometry, place, mention and event, each once; a
record that holds another refers to it by its number. Geometries are hexadecimal WKB, so that no digit is lost, and
days ISO 8601. Unpacking gives records that are equal to the packed ones.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from gazetteer.place import Place
from geo.errors import UnreadableSet
from geo.io import older_files
from geo.records import (
    Actor,
    Candidate,
    Event,
    EventMention,
    Failure,
    FieldScores,
    Figure,
    Mention,
    PlaceLink,
    Report,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

    from geo.event_set import EventSet

VERSION = 4
"""Of what is written. Actors of version 3 had no `why` and no description, events no `scores`; tables of version 2 had
fewer columns, version 1 the alpha-3 codes of actors' countries; `geo.io.older_files` knows them."""
MEMBER = "dateline"
"""Under what name a file holds the records."""
ABSENT = "it does not hold the records of a set; take a .jsonl, or a .gpkg, .geojson or .parquet exported with records"
KINDS = (
    "report",
    "failure",
    "shape",
    "place",
    "mention",
    "event",
)  # in the order of the rows: what is referred to comes first


def pack(event_set: EventSet) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of a set, ready for JSON; places and mentions shared by several records are yielded once."""
    yield from (("report", _fields(report)) for report in event_set.reports)
    yield from (("failure", _fields(failure)) for failure in event_set.failures)
    places, mentions, shapes = _Numbers(), _Numbers(), _Shapes()
    for mention in event_set.mention_records:
        mentions.number(mention)
    for event in event_set.event_records:
        for link in event.places:
            mentions.number(link.mention)
    for mention in mentions.records:
        for place in (mention.place, *(candidate.place for candidate in mention.candidates)):
            if place is not None:
                places.number(place)
    for record in (*places.records, *mentions.records):
        shapes.number(record.geometry)
    for event in event_set.event_records:
        shapes.number(event.where)
    yield from (("shape", {"wkb": wkb}) for wkb in shapes.known)
    yield from (("place", _fields(place, geometry=shapes.number)) for place in places.records)
    listed = {id(mention) for mention in event_set.mention_records}
    for mention in mentions.records:
        made = _fields(
            mention,
            place=places.number,
            candidates=lambda some: _candidates(some, places),
            geometry=shapes.number,
        )
        yield "mention", made | ({} if id(mention) in listed else {"listed": False})
    for event in event_set.event_records:
        yield (
            "event",
            _fields(
                event,
                places=lambda links: [_fields(link, mention=mentions.number) for link in links],
                where=shapes.number,
            ),
        )


def unpack(
    rows: Iterable[tuple[str, dict[str, Any]]], *, make: type[EventSet], version: int = VERSION
) -> EventSet:
    """Return the set of these rows, which a file of that version holds.

    Parameters
    ----------
    rows
        Kinds and objects, as `pack` yields them.
    make
        The class of the set.
    version
        Of the file.

    Raises
    ------
    UnreadableSet
        A row is none of ours.
    """
    kept: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    listed: list[Mention] = []
    for kind, row in rows:
        try:
            kept[kind].append(_record(kind, older_files.upgraded_record(kind, dict(row), version), kept))
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise UnreadableSet("", "its records are damaged") from error
        if kind == "mention" and row.get("listed", True):
            listed.append(kept[kind][-1])
    return make(tuple(kept["report"]), tuple(kept["event"]), tuple(listed), failures=tuple(kept["failure"]))


class _Numbers:
    """Numbers records in the order of their first use; the same object has the same number, and so have equal places.

    The gazetteer makes a place anew when it has left its cache, and when that is depends on the order of look-ups.
    """

    def __init__(self) -> None:
        self.records: list[Any] = []
        self._known: dict[int, int] = {}
        self._places: defaultdict[str, list[int]] = defaultdict(list)

    def number(self, record: Any) -> int | None:
        if record is None:
            return None
        number = self._known.get(id(record))
        if number is None and isinstance(record, Place):
            number = next((n for n in self._places[record.id] if self.records[n] == record), None)
            if number is None:
                self._places[record.id].append(len(self.records))
        if number is None:
            number = len(self.records)
            self.records.append(record)
        self._known[id(record)] = number
        return number


class _Shapes:
    """Numbers geometries by value: a country's outline is the same in each of its mentions."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def number(self, shape: BaseGeometry | None) -> int | None:
        return None if shape is None else self.known.setdefault(shape.wkb_hex, len(self.known))


def _candidates(candidates: tuple[Candidate, ...], places: _Numbers) -> list[dict[str, Any]]:
    return [_fields(candidate, place=places.number) for candidate in candidates]


def _fields(record: Any, **by_name: Callable[[Any], Any]) -> dict[str, Any]:
    """Return the fields of a record that differ from their defaults; `by_name` maps fields to their converters."""
    made = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if field.default is not dataclasses.MISSING and value is field.default:
            continue
        made[field.name] = by_name.get(field.name, _plain)(value)
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return _fields(value)
    if hasattr(value, "items"):
        return {name: _number(item) for name, item in value.items()}
    return _number(value)


def _number(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value  # a number of numpy's equals Python's


def _record(kind: str, row: dict[str, Any], kept: dict[str, list[Any]]) -> Any:
    row.pop("listed", None)
    if kind == "shape":
        return _shape(row["wkb"])
    if kind == "report":
        days = {name: _day(row.get(name)) for name in ("published", "published_month")}
        return Report(**row | days)
    if kind == "failure":
        return Failure(**row)
    if kind == "place":
        return Place(**row | {"geometry": _numbered(row.get("geometry"), kept)})
    if kind == "mention":
        place = None if row.get("place") is None else kept["place"][row["place"]]
        candidates = (
            Candidate(**c | {"place": kept["place"][c["place"]]}) for c in row.get("candidates", ())
        )
        shape = _numbered(row.get("geometry"), kept)
        return Mention(**row | {"place": place, "candidates": tuple(candidates), "geometry": shape})
    when = row["when"]
    links = (PlaceLink(**link | {"mention": kept["mention"][link["mention"]]}) for link in row["places"])
    nested = {
        "when": _when(when),
        "other_dates": tuple(_when(each) for each in row.get("other_dates", ())),
        "where": _numbered(row["where"], kept),
        "places": tuple(links),
        "mentions": tuple(EventMention(**mention) for mention in row["mentions"]),
        "figures": tuple(Figure(**figure) for figure in row.get("figures", ())),
        "edited": tuple(row.get("edited", ())),
        "scores": FieldScores(**row.get("scores", {})),
    }
    people = {name: tuple(Actor(**actor) for actor in row[name]) for name in ("actors", "recipients")}
    return Event(**row | nested | people)


def _when(row: dict[str, Any]) -> When:
    return When(**row | {"start": _day(row["start"]), "end": _day(row["end"])})


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _numbered(number: int | None, kept: dict[str, list[Any]]) -> Any:
    return None if number is None else kept["shape"][number]


def _shape(wkb: str) -> BaseGeometry:
    import shapely

    try:
        shape = shapely.from_wkb(wkb)
    except shapely.errors.GEOSException as error:
        raise ValueError(wkb) from error
    if shape is None:  # of `null`: a set lists no geometry that is missing
        raise ValueError(wkb)
    return shape
