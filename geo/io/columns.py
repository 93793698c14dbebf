"""The schemas of the tables of an `EventSet`, and columns of their types."""

from __future__ import annotations

import datetime
import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Columns = dict[str, NDArray[Any]]
    Shapes = NDArray[np.object_]

CRS = "EPSG:4326"

_STRING, _WHOLE, _REAL, _DAY = "string", "int64", "float64", "datetime64[s]"
_WHOLE_OR_NONE = "Int64"  # pandas' own; NaN marks a missing one until `frame`

SCHEMAS: dict[str, dict[str, str]] = {
    "events": {
        **dict.fromkeys(("id", "report", "type", "mode", "acled", "status"), _STRING),
        **dict.fromkeys(("actors", "actor_countries", "actor_iso3", "actor_descriptions"), _STRING),
        **dict.fromkeys(
            ("recipients", "recipient_countries", "recipient_iso3", "recipient_descriptions"), _STRING
        ),
        **dict.fromkeys(("when_start", "when_end"), _DAY),
        **dict.fromkeys(("granularity", "when_text", "when_rule", "place", "place_id"), _STRING),
        **dict.fromkeys(("lon", "lat"), _REAL),
        **dict.fromkeys(("country", "admin1", "precision"), _STRING),
        "geo_precision": _WHOLE_OR_NONE,
        "edge": _STRING,
        **dict.fromkeys(
            ("radius_m", "score", "score_parties", "score_day", "score_place", "score_whole"), _REAL
        ),
        "figures": _STRING,
        "sentence": _STRING,
        **dict.fromkeys(("start", "end", "mentions", "reports", "sources"), _WHOLE),
    },
    "mentions": {
        "report": _STRING,
        **dict.fromkeys(("start", "end"), _WHOLE),
        **dict.fromkeys(("text", "role", "place_id", "name"), _STRING),
        **dict.fromkeys(("lon", "lat"), _REAL),
        **dict.fromkeys(("country", "iso3", "admin1", "kind", "precision"), _STRING),
        "geo_precision": _WHOLE_OR_NONE,
        **dict.fromkeys(("score", "role_score", "radius_m"), _REAL),
        **dict.fromkeys(("geometry_type", "edge", "reason"), _STRING),
        **dict.fromkeys(("phrase_start", "phrase_end"), _WHOLE),
        "meaning": _STRING,
        **dict.fromkeys(("within", "sentence"), _STRING),
    },
    "places": {
        **dict.fromkeys(
            ("place_id", "name", "kind", "country", "iso3", "admin1", "iso_3166_2", "wikidata"), _STRING
        ),
        **dict.fromkeys(("precision", "edge"), _STRING),
        **dict.fromkeys(("lon", "lat"), _REAL),
        "population": _WHOLE,
        "radius_m": _REAL,
        **dict.fromkeys(("mentions", "reports"), _WHOLE),
    },
    "links": {
        **dict.fromkeys(("event", "report"), _STRING),
        **dict.fromkeys(("mention_start", "mention_end"), _WHOLE),
        **dict.fromkeys(("place_id", "name", "role"), _STRING),
        "inferred": "bool",
        "reason": _STRING,
    },
}
"""Column to dtype of each frame, in order; `geometry` follows the last column."""

_BATCH = 512
_FIRST_DAY = datetime.date(1970, 1, 1).toordinal()
_NO_DAY = int(np.datetime64("NaT").view(np.int64))


def columns_of(name: str, rows: Iterable[tuple[Any, ...]], count: int) -> Columns:
    """Build columns with the types of the schema from rows in its order."""
    schema = SCHEMAS[name]
    columns = {column: np.empty(count, dtype=_stored(dtype)) for column, dtype in schema.items()}
    begin = 0
    for batch in _batches(rows):
        for column, values in zip(columns.values(), zip(*batch, strict=True), strict=True):
            column[begin : begin + len(batch)] = _days(values) if column.dtype.kind == "M" else values
        begin += len(batch)
    return columns


def _stored(dtype: str) -> str:
    return {_STRING: "object", _WHOLE_OR_NONE: "float64"}.get(dtype, dtype)


def is_whole(column: str) -> bool:
    """Return whether a nullable column, which numpy stores as floats, holds integers."""
    return any(schema.get(column) == _WHOLE_OR_NONE for schema in SCHEMAS.values())


def _days(values: Iterable[datetime.date | None]) -> NDArray[np.datetime64]:
    """Return days as `datetime64[D]`; numpy's own conversion of dates takes ten times as long."""
    numbers = [_NO_DAY if day is None else day.toordinal() - _FIRST_DAY for day in values]
    return np.array(numbers, dtype=np.int64).view("datetime64[D]")


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    left = iter(rows)
    while batch := list(itertools.islice(left, _BATCH)):
        yield batch


def objects(values: Iterable[Any]) -> NDArray[np.object_]:
    """Return strings or geometries as an object array; `np.array` would iterate over them."""
    found = list(values)
    array = np.empty(len(found), dtype=object)
    array[:] = found
    return array
