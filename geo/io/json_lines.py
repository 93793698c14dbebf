"""JSON lines: all records of a set, one a line, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.io.archive import MEMBER, VERSION, pack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.event_set import EventSet


def record_lines(event_set: EventSet) -> Iterator[str]:
    """Yield a set as JSON lines: a header with the version, then one record per line."""
    yield json.dumps({MEMBER: VERSION}) + "\n"
    for kind, row in pack(event_set):
        yield json.dumps({"kind": kind, "record": row}, ensure_ascii=False) + "\n"


def write_records(event_set: EventSet, path: Path) -> None:
    """Write all records of a set."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(record_lines(event_set))


def record_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the version and the records of a file."""
    with path.open(encoding="utf-8") as file:
        yield from rows_of(file)


def rows_of(lines: Iterator[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the version and the records of lines."""
    head = json.loads(next(lines, "") or "null")
    yield "version", {"version": head.get(MEMBER) if isinstance(head, dict) else None}
    for line in lines:
        if line:
            row = json.loads(line)
            yield row["kind"], row["record"]
