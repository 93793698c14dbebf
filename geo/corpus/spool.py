"""The reports of a source, written to one file as they come, so that any of them can be read again by its offset.

A source may be an iterator that cannot be read twice, or a million small files. In memory stay 36 bytes a report: what
the plan of the work is made of.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from array import array
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from geo.records import Failure, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

UNDATED: Final = -(1 << 31)
"""The day number of a report without a day: these come first."""
KEY_BYTES: Final = 16
ROW: Final = np.dtype(
    [("day", "<i4"), ("key", f"S{KEY_BYTES}"), ("id", "<u8"), ("offset", "<i8"), ("length", "<i4")]
)
_DAYS: Final = ("published", "published_month")


@dataclass(frozen=True, slots=True)
class Entry:
    """A report as it was given, or what kept it from being read: then the text of the report is empty.

    Attributes
    ----------
    report, failure
        What is known of it.
    known_key
        The content key of a report that a corpus gives to be read again: its language is known by now.
    """

    report: Report
    failure: Failure | None = None
    known_key: str = ""

    @property
    def key(self) -> str:
        """The content key, in hexadecimal digits."""
        return self.known_key or key_of(self.encode()).hex()

    def encode(self) -> bytes:
        """Return one line of JSON: the same for equal entries."""
        values = {field.name: getattr(self.report, field.name) for field in fields(self.report)}
        for name in _DAYS:
            values[name] = values[name].isoformat() if values[name] else None
        if self.failure is not None:
            values["failure"] = [self.failure.where, self.failure.stage, self.failure.why]
        if self.known_key:
            values["key"] = self.known_key
        return json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")

    @classmethod
    def decode(cls, line: bytes) -> Self:
        """Return the entry of a line."""
        values: dict[str, Any] = json.loads(line)
        failed, key = values.pop("failure", None), values.pop("key", "")
        for name in _DAYS:
            values[name] = datetime.date.fromisoformat(values[name]) if values[name] else None
        failure = Failure(where=failed[0], stage=failed[1], why=failed[2]) if failed else None
        return cls(Report(**values), failure, key)


def entry_of_row(row: Mapping[str, Any]) -> Entry:
    """Return the entry that a row of the table of reports was read from."""
    days: dict[str, Any] = {name: row[name].date() if row[name] else None for name in _DAYS}
    texts: dict[str, Any] = {name: row[name] for name in ("id", "text", "title", "source", "url", "language")}
    failed = row["failed_at"] == "reading"
    failure = Failure(where=row["id"], stage="reading", why=row["error"]) if failed else None
    return Entry(Report(**texts, **days), failure, row["key"])


def day_number(day: datetime.date | None) -> int:
    """Return a day as a number that orders reports, `UNDATED` for none."""
    return day.toordinal() if day else UNDATED


def hash_of(name: str) -> int:
    """Return a hash of an id, of 64 bits."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def key_of(line: bytes) -> bytes:
    """Return the content key of a report's line; its last byte is never zero, which numpy would cut off."""
    digest = hashlib.blake2b(line, digest_size=KEY_BYTES).digest()
    return digest[:-1] + (b"\x01" if digest[-1] == 0 else digest[-1:])


class Spool:
    """A file of reports; a context manager, which closes it.

    Parameters
    ----------
    path
        Of the file, which is made anew.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("wb")
        self._columns = {
            name: array(code) for name, code in (("day", "i"), ("id", "Q"), ("offset", "q"), ("length", "i"))
        }
        self._keys = bytearray()
        self._given: set[int] | None = None
        self._end = 0

    def add(self, entry: Entry) -> None:
        """Write a report to the end of the file."""
        line = entry.encode()
        for name, value in (
            ("day", day_number(entry.report.published or entry.report.published_month)),
            ("id", hash_of(entry.report.id)),
            ("offset", self._end),
            ("length", len(line)),
        ):
            self._columns[name].append(value)
        self._keys += bytes.fromhex(entry.known_key) or key_of(line)
        self._file.write(line)
        self._end += len(line)

    def add_absent(self, entry: Entry) -> None:
        """Add a report unless one of its id is there; call it after all others."""
        if self._given is None:
            self._given = set(self._columns["id"])
        if hash_of(entry.report.id) not in self._given:
            self.add(entry)

    @property
    def ids(self) -> NDArray[np.uint64]:
        """Hashes of the ids of all reports so far."""
        return np.array(self._columns["id"], dtype=np.uint64)

    def rows(self) -> NDArray[np.void]:
        """Return the rows of all reports, each once, with ids of their own; the order of the source leaves no trace.

        Reports that differ and have one id are renamed ("a.txt#2") in the order of their keys.
        """
        rows = _distinct(self._all())
        while len(again := _same_id(rows)):
            taken = set(rows["id"].tolist())
            kept = np.delete(rows, again)
            first = len(self._columns["id"])
            for row in rows[again]:
                entry = self.entry(row)
                self.add(Entry(replace(entry.report, id=_free(entry.report.id, taken)), entry.failure))
            rows = _distinct(np.concatenate([kept, self._all()[first:]]))
        self._file.flush()
        return rows

    def _all(self) -> NDArray[np.void]:
        rows = np.empty(len(self._columns["id"]), dtype=ROW)
        for name, values in self._columns.items():
            rows[name] = np.frombuffer(values, dtype=values.typecode)
        rows["key"] = np.frombuffer(bytes(self._keys), dtype=f"S{KEY_BYTES}")
        return rows

    def entry(self, row: Any) -> Entry:
        """Read one report again."""
        self._file.flush()
        (found,) = entries(self.path, [(int(row["offset"]), int(row["length"]))])
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def entries(path: Path, places: Iterable[tuple[int, int]]) -> Iterator[Entry]:
    """Yield the reports at some places of a spool, given by offset and length."""
    with path.open("rb") as file:
        for offset, length in places:
            file.seek(offset)
            yield Entry.decode(file.read(length))


def _distinct(rows: NDArray[np.void]) -> NDArray[np.void]:
    """Return rows ordered by id and key, equal reports once."""
    rows = rows[np.lexsort((rows["offset"], rows["key"], rows["id"]))]
    same = (rows["id"][1:] == rows["id"][:-1]) & (rows["key"][1:] == rows["key"][:-1])
    return rows[np.concatenate([[True], ~same])] if len(rows) else rows


def _same_id(rows: NDArray[np.void]) -> NDArray[np.intp]:
    """Return the numbers of rows, ordered by id, whose id is that of the row before."""
    return np.flatnonzero(rows["id"][1:] == rows["id"][:-1]) + 1


def _free(name: str, taken: set[int]) -> str:
    number = 2
    while hash_of(f"{name}#{number}") in taken:
        number += 1
    taken.add(hash_of(f"{name}#{number}"))
    return f"{name}#{number}"
