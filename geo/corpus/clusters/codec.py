"""An event as a report tells it, as compressed JSON and back: equal to what was written, but for rejected candidates.

Records are lists of values in the order of their fields, and geometries numbers of well-known binary that is stored
once. A record that comes back holds one object for equal geometries: `geo.events` tells a place by that.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import zlib
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from gazetteer.place import Place
from geo.records import Actor, Event, EventMention, FieldScores, Figure, Mention, PlaceLink, When

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shapely.geometry.base import BaseGeometry

_CLASSES: Final = (Actor, Event, EventMention, FieldScores, Figure, Mention, Place, PlaceLink, When)
_DROPPED: Final = frozenset({"candidates"})
_FIELDS: Final[dict[type, tuple[str, ...]]] = {
    each: tuple(field.name for field in dataclasses.fields(each) if field.name not in _DROPPED)
    for each in _CLASSES
}
_VALUES: Final[dict[type, Callable[[Any], Any]]] = {
    each: attrgetter(*names) for each, names in _FIELDS.items()
}
LAYOUT: Final = json.dumps({each.__name__: names for each, names in _FIELDS.items()}, sort_keys=True)
"""The fields of each record in order: what is encoded can be decoded as long as they are the same."""
_LEVEL: Final = 1  # of compression: the fastest


def encode(event: Event, number_of: Callable[[BaseGeometry], int]) -> bytes:
    """Return an event as bytes.

    Parameters
    ----------
    event
        The candidates of its place mentions are left out.
    number_of
        Returns the number of a geometry.
    """

    def plain(value: Any) -> Any:
        """Return what JSON has no word for by what it has: this is asked for nothing else."""
        get = _VALUES.get(type(value))
        if get is not None:
            return get(value)
        if isinstance(value, datetime.date):
            return value.isoformat()
        if hasattr(value, "geom_type"):
            return number_of(value)
        if hasattr(value, "items"):
            return dict(value)
        return value.item()  # a number of numpy's, which equals Python's

    text = json.dumps(event, default=plain, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def decode(record: bytes, shape_of: Callable[[int], BaseGeometry]) -> Event:
    """Return the event that was encoded; `shape_of` returns the geometry of a number."""
    row = json.loads(zlib.decompress(record).decode("utf-8", "surrogatepass"))
    shapes: dict[int, BaseGeometry] = {}

    def shape(number: int | None) -> BaseGeometry | None:
        if number is None:
            return None
        if number not in shapes:  # once a record, so that it is one object whatever `shape_of` forgets
            shapes[number] = shape_of(number)
        return shapes[number]

    def place(values: Sequence[Any] | None) -> Place | None:
        if values is None:
            return None
        made = _named(Place, values)
        made["geometry"] = shape(made["geometry"])
        return Place(**made)

    def link(values: Sequence[Any]) -> PlaceLink:
        made = _named(PlaceLink, values)
        mention = _named(Mention, made["mention"])
        mention["place"], mention["geometry"] = place(mention["place"]), shape(mention["geometry"])
        made["mention"] = Mention(**mention)
        return PlaceLink(**made)

    made = _named(Event, row)
    for name in ("actors", "recipients"):
        made[name] = tuple([Actor(**_named(Actor, each)) for each in made[name]])
    made["when"] = _when(made["when"])
    made["other_dates"] = tuple(map(_when, made["other_dates"]))
    made["where"] = shape(made["where"])
    made["places"] = tuple(map(link, made["places"]))
    made["mentions"] = tuple([EventMention(**_named(EventMention, each)) for each in made["mentions"]])
    made["figures"] = tuple([Figure(**_named(Figure, each)) for each in made["figures"]])
    made["edited"] = tuple(made["edited"])
    made["scores"] = FieldScores(**_named(FieldScores, made["scores"]))
    return Event(**made)


def _named(record: type, values: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(_FIELDS[record], values, strict=True))


def _when(values: Sequence[Any]) -> When:
    made = _named(When, values)
    for name in ("start", "end"):
        if made[name] is not None:
            made[name] = datetime.date.fromisoformat(made[name])
    return When(**made)
