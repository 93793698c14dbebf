"""The rows of reports as Arrow tables: `reports` and `mentions` for analysis, `records` with all that was found.

`records` holds, for each report, its events and mentions as `geo.io.archive` packs them, from which they come back as
records of Python.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from geo.io import archive, frames
from geo.io.columns import SCHEMAS
from geo.io.json_lines import record_lines, rows_of
from geo.simplification import coarse as simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyarrow as pa
    from shapely.geometry.base import BaseGeometry

    from geo.corpus.unit import ReportContents
    from geo.event_set import EventSet

TABLES: Final = ("reports", "mentions", "records")
"""The tables whose rows belong to one report each, in the order in which a unit's file holds them."""
GEOMETRY: Final = "geometry"


@cache
def schema(name: str) -> pa.Schema:
    """Return the schema of a table; geometries are well-known binary."""
    import pyarrow as pa

    day = pa.timestamp("ms")
    if name == "reports":
        texts = ("id", "key", "reader", "title", "source", "url", "language")
        return pa.schema([
            *((column, pa.string()) for column in texts),
            ("published", day),
            ("published_month", day),
            *((column, pa.int64()) for column in ("characters", "mentions", "events")),
            ("failed_at", pa.string()),
            ("error", pa.string()),
            ("text", pa.string()),
        ])  # fmt: skip
    if name == "records":
        return pa.schema([("report", pa.string()), ("records", pa.string())])
    types = {
        "string": pa.string(),
        "int64": pa.int64(),
        "Int64": pa.int64(),
        "float64": pa.float64(),
        "bool": pa.bool_(),
        "datetime64[s]": day,
    }
    declared = [(column, types[dtype]) for column, dtype in SCHEMAS[name].items()]
    return pa.schema([*declared, (GEOMETRY, pa.binary())])


def packed(found: Sequence[ReportContents], reader: str) -> bytes:
    """Return the rows of some reports as three Arrow streams, one after the other."""
    return _streams(_tables(found, reader))


def joined(contents: Iterable[bytes]) -> bytes:
    """Return the rows of several `packed` ones."""
    import pyarrow as pa

    pieces = [unpacked(content) for content in contents]
    return _streams(
        {name: pa.concat_tables([piece[name] for piece in pieces]).combine_chunks() for name in TABLES}
    )


def _streams(tables: Mapping[str, pa.Table]) -> bytes:
    import pyarrow as pa

    out = io.BytesIO()
    for name in TABLES:
        with pa.ipc.new_stream(out, schema(name)) as stream:
            stream.write_table(tables[name])
    return out.getvalue()


def unpacked(content: bytes) -> dict[str, pa.Table]:
    """Return the tables of a unit's file."""
    import pyarrow as pa

    source = pa.BufferReader(content)
    return {name: pa.ipc.open_stream(source).read_all() for name in TABLES}


def _tables(found: Sequence[ReportContents], reader: str) -> dict[str, pa.Table]:
    from geo.event_set import EventSet

    mentions = EventSet(mention_records=tuple(mention for each in found for mention in each.mentions))
    records = ((each.report.id, _record_text(each)) for each in found if each.events or each.mentions)
    return {
        "reports": _from_rows("reports", (_report_row(each, reader) for each in found)),
        "mentions": table_of("mentions", *frames.mentions(mentions)),
        "records": _from_rows("records", records),
    }


def _from_rows(name: str, made: Iterable[tuple[Any, ...]]) -> pa.Table:
    import pyarrow as pa

    columns = list(zip(*made, strict=True)) or [()] * len(schema(name))
    arrays = [_array(column, field.type) for column, field in zip(columns, schema(name), strict=True)]
    return pa.table(arrays, schema=schema(name))


def _array(values: Any, dtype: pa.DataType) -> pa.Array:
    """Return values of Python or numpy as an array; Arrow takes days only as its own type of days."""
    import pyarrow as pa

    if pa.types.is_timestamp(dtype):
        return pa.array(values, type=pa.date32(), from_pandas=True).cast(dtype)
    return pa.array(values, type=dtype, from_pandas=True)


def table_of(name: str, columns: Mapping[str, Any], shapes: Any) -> pa.Table:
    """Return columns of `geo.io.frames` and their geometries as an Arrow table."""
    import pyarrow as pa
    import shapely

    arrays = [_array(columns[field.name], field.type) for field in schema(name) if field.name != GEOMETRY]
    return pa.table([*arrays, pa.array(shapely.to_wkb(shapes), type=pa.binary())], schema=schema(name))


def _report_row(reading: ReportContents, reader: str) -> tuple[Any, ...]:
    report, failure = reading.report, reading.failure
    return (
        report.id,
        reading.key,
        reader,
        report.title,
        report.source,
        report.url,
        report.language,
        report.published,
        report.published_month,
        len(report.text),
        len(reading.mentions),
        len(reading.events),
        failure.stage if failure else None,
        failure.why if failure else None,
        report.text,
    )


def _record_text(reading: ReportContents) -> str:
    from geo.event_set import EventSet

    return "".join(record_lines(EventSet(event_records=reading.events, mention_records=reading.mentions)))


def event_set_of(records: str) -> EventSet:
    """Return the events and mentions of one report, of a row of `records`."""
    from geo.event_set import EventSet

    lines = rows_of(iter(records.split("\n")))
    head = next(lines)[1]
    return archive.unpack(lines, make=EventSet, version=head["version"])


_SHAPES: dict[int, tuple[BaseGeometry, BaseGeometry | None]] = {}
_MOST_SHAPES = 2_048


def coarse(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Simplify an outline to a hundredth of its extent; outlines that several mentions share, once."""
    if shape is None:
        return None
    known = _SHAPES.get(id(shape))
    if known is None or known[0] is not shape:
        if len(_SHAPES) >= _MOST_SHAPES:
            _SHAPES.clear()
        known = _SHAPES[id(shape)] = shape, simplified(shape)[0]
    return known[1]
