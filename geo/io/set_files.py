"""Reading back the files that hold a whole `EventSet`, as written here: GeoPackage, GeoJSON, GeoParquet, JSON lines."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import UnreadableSet
from geo.io.archive import VERSION, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.event_set import EventSet

TABLE = "dateline_records"
MEMBER = "dateline"
_ABSENT = "it does not hold the records of a set; take a .jsonl, or a .gpkg, .geojson or .parquet exported with records"


def read_set(path: str | Path, *, make: type[EventSet], edits: bool = True) -> EventSet:
    """Give the set that was written to a file.

    Parameters
    ----------
    path
        A `.gpkg`, `.geojson`, `.json`, `.parquet` or `.jsonl` that `maps.export` wrote.
    make
        The class of the set.
    edits
        Take in what was changed by hand in the file's tables of events.

    Raises
    ------
    UnreadableSet
        The file is none of those, or is damaged.
    OSError
        The file cannot be opened.
    """
    path = Path(path)
    readers = {
        ".gpkg": _geopackage_rows,
        ".geojson": _geojson_rows,
        ".json": _geojson_rows,
        ".jsonl": _line_rows,
        ".parquet": _parquet_rows,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableSet(str(path), _ABSENT)
    with path.open("rb"):  # a missing file is told as such, by its name
        pass
    try:
        rows = reader(path)
        version = _checked(next(rows, ("", {}))[1].get("version"))
        found = unpack(rows, make=make, version=version)
        if edits:
            from geo.io.edited_tables import with_edits

            found = with_edits(found, path, version=version)
    except UnreadableSet as error:
        raise UnreadableSet(str(path), error.why) from error
    except (sqlite3.Error, ValueError, TypeError, LookupError, RecursionError) as error:
        raise UnreadableSet(str(path), _ABSENT) from error
    return found


def record_lines(found: EventSet) -> Iterator[str]:
    """Give a set as lines of JSON: a head with the version, then a record each."""
    yield json.dumps({MEMBER: VERSION}) + "\n"
    for kind, row in pack(found):
        yield json.dumps({"kind": kind, "record": row}, ensure_ascii=False) + "\n"


def record_member(found: EventSet) -> dict[str, Any]:
    """Give a set as a further member of a GeoJSON feature collection."""
    rows = [[kind, row] for kind, row in pack(found)]
    return {MEMBER: {"version": VERSION, "records": rows}}


def write_record_table(database: sqlite3.Connection, found: EventSet) -> None:
    """Put a set into an open GeoPackage, as a table of attributes with one record a row."""
    database.execute(
        f"CREATE TABLE {TABLE} "
        "(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL)"
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES (?, 'attributes', ?, ?)",
        (TABLE, TABLE, "All records as JSON, for geo.EventSet.from_file; the layers are made from them"),
    )
    insert = f"INSERT INTO {TABLE} (kind, record) VALUES (?, ?)"  # noqa: S608 (our own name)
    rows = ((kind, json.dumps(row, ensure_ascii=False)) for kind, row in pack(found))
    database.execute(insert, ("version", str(VERSION)))
    database.executemany(insert, rows)


def _geopackage_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        rows = database.execute(f"SELECT kind, record FROM {TABLE} ORDER BY id")  # noqa: S608 (our own name)
        kind, version = rows.fetchone() or ("", "0")
        yield "version", {"version": json.loads(version) if kind == "version" else None}
        for kind, record in rows:
            yield kind, json.loads(record)


def _geojson_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    whole = json.loads(path.read_text(encoding="utf-8"))
    member = whole.get(MEMBER) if isinstance(whole, dict) else None
    if not isinstance(member, dict):
        raise UnreadableSet(str(path), _ABSENT)
    yield "version", {"version": member.get("version")}
    yield from member.get("records", ())


def _line_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with path.open(encoding="utf-8") as file:
        yield from _lines(file)


def _parquet_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UnreadableSet(str(path), "reading it needs pyarrow: pip install pyarrow") from error
    try:
        metadata = pq.read_schema(path).metadata or {}
    except pa.ArrowException as error:
        raise UnreadableSet(str(path), _ABSENT) from error
    yield from _lines(iter(metadata.get(MEMBER.encode(), b"").decode().split("\n")))


def _lines(lines: Iterator[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    head = json.loads(next(lines, "") or "null")
    yield "version", {"version": head.get(MEMBER) if isinstance(head, dict) else None}
    for line in lines:
        if line:
            row = json.loads(line)
            yield row["kind"], row["record"]


def _checked(version: object) -> int:
    """Return the version of a file that can be read."""
    if version is None:
        raise UnreadableSet("", _ABSENT)
    if not isinstance(version, int) or version not in range(1, VERSION + 1):
        raise UnreadableSet(
            "",
            f"it is of version {version}, and this Dateline reads versions 1 to {VERSION}: take a newer one",
        )
    return version
