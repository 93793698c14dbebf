"""Lets spaCy carry our records: docs with places and events go through `DocBin` and several processes.

spaCy packs docs with msgpack, to which srsly lets one add types. Only values are packed, never code: what is read back
is built from the fields of the records named here.
"""

from __future__ import annotations

import dataclasses
import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Chain = Callable[[Any], Any] | None

_RECORD: Final = "dateline.record"
_DATE: Final = "dateline.date"
_GEOMETRY: Final = "dateline.geometry"


class Transient:
    """What the components of one pipeline hand to one another: it is not packed with a doc."""


@cache  # to look a name up, the registry asks every installed package for its entry points: a tenth of a short report
def register() -> None:
    """Register our records, dates and geometries with srsly's msgpack."""
    from srsly import msgpack_decoders, msgpack_encoders

    if "dateline" not in msgpack_encoders:
        msgpack_encoders.register("dateline", func=encode)
        msgpack_decoders.register("dateline", func=decode)


def encode(value: Any, chain: Chain = None) -> Any:
    """Encode a record, a date or a geometry as plain values; leave the rest to `chain`."""
    name = type(value).__name__
    if _records().get(name) is type(value):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {_RECORD: name, "fields": fields}
    if type(value) is datetime.date:
        return {_DATE: value.isoformat()}
    if isinstance(value, Transient):
        return None
    if type(value).__module__.startswith("shapely."):
        import shapely

        return {_GEOMETRY: shapely.to_wkb(value)}
    return chain(value) if chain else value


def decode(value: Any, chain: Chain = None) -> Any:
    """Build what `encode` took apart; lists in records were tuples."""
    if isinstance(value, dict):
        if _RECORD in value:
            return _build(value[_RECORD], value["fields"])
        if _DATE in value:
            return datetime.date.fromisoformat(value[_DATE])
        if _GEOMETRY in value:
            import shapely

            return shapely.from_wkb(value[_GEOMETRY])
    return chain(value) if chain else value


def _build(name: str, fields: Mapping[str, Any]) -> Any:
    return _records()[name](**{key: _frozen(value) for key, value in fields.items()})


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


@cache
def _records() -> Mapping[str, type[Any]]:
    from gazetteer.place import Place
    from geo import records, spans
    from geo.dates.expressions import DateExpression

    named = (
        Place,
        spans.NamedSpan,
        spans.EventArgument,
        spans.EventWord,
        DateExpression,
        *(value for value in vars(records).values() if isinstance(value, type)),
    )
    return {record.__name__: record for record in named if dataclasses.is_dataclass(record)}
