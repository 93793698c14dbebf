"""GeoParquet: the table of events, with all records of the set in the file's metadata, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.errors import UnreadableSet
from geo.io.archive import ABSENT, MEMBER
from geo.io.json_lines import record_lines, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.event_set import EventSet


def write(event_set: EventSet, path: Path) -> None:
    """Write the table of events."""
    event_set.events.to_parquet(path)


def write_records(event_set: EventSet, path: Path) -> None:
    """Write the table of events, and all records of the set."""
    write(event_set, path)
    add_records(event_set, path)


def add_records(event_set: EventSet, path: Path) -> None:
    """Add a set's records to the metadata of a Parquet file, beside those of GeoParquet."""
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    records = "".join(record_lines(event_set)).encode()
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, MEMBER.encode(): records}), path)


def record_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the version and the records of a file."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UnreadableSet(str(path), "reading it needs pyarrow: pip install pyarrow") from error
    try:
        metadata = pq.read_schema(path).metadata or {}
    except pa.ArrowException as error:
        raise UnreadableSet(str(path), ABSENT) from error
    yield from rows_of(iter(metadata.get(MEMBER.encode(), b"").decode().split("\n")))
