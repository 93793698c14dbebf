"""The SQLite file behind `geo.corpus.clusters`: tellings, the links between them, their groups and the events' ids."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.corpus import clusters_codec as codec
from geo.errors import UnreadableSet
from geo.events.mention_features import views_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.events.mention_features import MentionView
    from geo.records import Event

FORMAT: Final = "1"
_CACHED: Final = 6_000
"""Tellings that are kept in memory."""
_SHAPES: Final = 2_000
"""Geometries that are kept in memory."""
_PAGES_KIB: Final = 48 * 1024
_TIMEOUT_S: Final = 1.0
_PATIENCE_MS: Final = 60_000
"""Milliseconds for which a commit waits for others to have read."""
_SCHEMA: Final = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE shapes(n INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, wkb BLOB NOT NULL);
CREATE TABLE reports(report TEXT PRIMARY KEY, published INTEGER NOT NULL, digest BLOB NOT NULL, stems TEXT NOT NULL,
    batch INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE tellings(
    n INTEGER PRIMARY KEY,
    ord BLOB NOT NULL UNIQUE,       -- the order in which tellings are grouped: day, report, place in the report
    report TEXT NOT NULL,
    record BLOB NOT NULL,
    strand INTEGER NOT NULL,        -- the telling that founded the group which the rules made
    leader INTEGER NOT NULL,        -- the telling that founded the event: the strand's, or what a person joined it to
    settled INTEGER                 -- the leader when ids were last assigned
);
CREATE INDEX tellings_report ON tellings(report);
CREATE INDEX tellings_strand ON tellings(strand, ord);
CREATE INDEX tellings_leader ON tellings(leader, ord);
CREATE INDEX tellings_unsettled ON tellings(n) WHERE settled IS NOT leader;
CREATE TABLE links(later INTEGER, earlier INTEGER, PRIMARY KEY(later, earlier)) WITHOUT ROWID;
CREATE INDEX links_earlier ON links(earlier, later);
CREATE TABLE blocks(time INTEGER, key INTEGER, ord BLOB, n INTEGER, PRIMARY KEY(time, key, ord)) WITHOUT ROWID;
CREATE TABLE vacated(leader INTEGER PRIMARY KEY);
CREATE TABLE events(
    id TEXT PRIMARY KEY,
    leader INTEGER NOT NULL UNIQUE,
    anchor INTEGER NOT NULL,        -- the telling from which the id was made, or that took its place
    since INTEGER NOT NULL,         -- the revision in which the id was assigned
    day INTEGER NOT NULL,
    revision INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX events_day ON events(day, id);
CREATE INDEX events_revision ON events(revision);
CREATE TABLE history(
    n INTEGER PRIMARY KEY, revision INTEGER, at TEXT, kind TEXT, old TEXT, new TEXT, why TEXT);
"""


@dataclass(slots=True)
class Telling:
    """A telling in memory.

    Attributes
    ----------
    n, ord
        Its number in the store, and its place in the order of grouping.
    event, views
        The record, and its mentions as they are compared.
    strand, leader
        The tellings that founded its group and its event.
    """

    n: int
    ord: bytes
    event: Event
    views: list[MentionView]
    strand: int
    leader: int


class Store:
    """Reads and writes the file. Nothing is committed but by `commit`.

    Parameters
    ----------
    path
        The file, made where there is none.
    readonly
        Others may read at the same time; what is changed nevertheless is never committed. The file must be there.

    Raises
    ------
    UnreadableSet
        The file is no such store, damaged, in use by another process, or of another version.
    """

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self.path = path
        self.db = _connection(path, readonly=readonly)
        self._tellings: OrderedDict[int, Telling] = OrderedDict()
        self._shapes: OrderedDict[int, BaseGeometry] = OrderedDict()
        self._numbers: OrderedDict[bytes, int] = OrderedDict()
        try:
            self.db.execute(f"PRAGMA cache_size = -{_PAGES_KIB}")
            self.db.execute("BEGIN" if readonly else "BEGIN IMMEDIATE")
            if not readonly and not self.db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                for statement in _SCHEMA.split(";\n"):
                    self.db.execute(statement)
                self.set_meta("format", FORMAT)
                self.set_meta("layout", codec.LAYOUT)
            made = self.meta("format"), self.meta("layout")
            self.last: bytes = self.db.execute("SELECT max(ord) FROM tellings").fetchone()[0] or b""
            self._next = int(self.meta("next") or 1)
        except sqlite3.DatabaseError as error:
            self.db.close()
            raise UnreadableSet(str(path), why(error)) from error
        if made != (FORMAT, codec.LAYOUT):
            self.db.close()
            raise UnreadableSet(
                str(path), "another version of Dateline made it; remove it, and build it anew"
            )

    def commit(self) -> None:
        """Make all changes lasting, at once."""
        self.set_meta("next", str(self._next))
        self.db.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")  # somebody may be reading
        self.db.execute("COMMIT")
        self.db.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        self.db.close()

    def meta(self, key: str) -> str:
        """Return a value, empty where there is none."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Store a value."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def new_number(self) -> int:
        """Return a number that no telling has or had."""
        self._next += 1
        return self._next - 1

    def insert(self, telling: Telling, record: bytes) -> None:
        """Store a new telling."""
        self.db.execute(
            "INSERT INTO tellings VALUES (?, ?, ?, ?, ?, ?, NULL)",
            (telling.n, telling.ord, telling.event.report, record, telling.strand, telling.leader),
        )
        self.last = max(self.last, telling.ord)
        self._keep(telling)

    def regroup(self, telling: Telling, strand: int, leader: int) -> None:
        """Store the group of a telling."""
        telling.strand, telling.leader = strand, leader
        self.db.execute("UPDATE tellings SET strand = ?, leader = ? WHERE n = ?", (strand, leader, telling.n))

    def delete(self, telling: Telling, blocks: Iterable[tuple[int, int]]) -> None:
        """Delete a telling with its links and its places in blocks."""
        row = self.db.execute("SELECT settled FROM tellings WHERE n = ?", (telling.n,)).fetchone()
        if row[0] is not None:
            self.db.execute("INSERT OR IGNORE INTO vacated VALUES (?)", row)
        self.db.execute("DELETE FROM tellings WHERE n = ?", (telling.n,))
        self.db.execute("DELETE FROM links WHERE later = ? OR earlier = ?", (telling.n, telling.n))
        self.db.executemany(
            "DELETE FROM blocks WHERE time = ? AND key = ? AND ord = ?",
            ((*block, telling.ord) for block in blocks),
        )
        self._tellings.pop(telling.n, None)

    def telling(self, n: int) -> Telling:
        """Return a telling."""
        known = self._tellings.get(n)
        if known is not None:
            self._tellings.move_to_end(n)
            return known
        row = self.db.execute("SELECT ord, record, strand, leader FROM tellings WHERE n = ?", (n,)).fetchone()
        if row is None:
            raise KeyError(n)
        event = self.decode(row[1])
        return self._keep(Telling(n, row[0], event, views_of(event), row[2], row[3]))

    def strands_of(self, numbers: Sequence[int]) -> list[int]:
        """Return the tellings that founded the groups of some."""
        known = self._tellings
        found = "SELECT strand FROM tellings WHERE n = ?"
        return [
            known[n].strand if n in known else self.db.execute(found, (n,)).fetchone()[0] for n in numbers
        ]

    def _keep(self, telling: Telling) -> Telling:
        self._tellings[telling.n] = telling
        if len(self._tellings) > _CACHED:
            self._tellings.popitem(last=False)
        return telling

    def of_report(self, report: str) -> list[int]:
        """Return the numbers of a report's tellings, in order."""
        rows = self.db.execute("SELECT n FROM tellings WHERE report = ? ORDER BY ord", (report,))
        return [n for (n,) in rows]

    def members(self, strand: int, before: bytes, most: int) -> list[int]:
        """Return the members of a group that come before some place in the order: the founder, and the latest."""
        rows = self.db.execute(
            "SELECT n FROM tellings WHERE strand = ? AND ord < ? AND n != ? ORDER BY ord DESC LIMIT ?",
            (strand, before, strand, most - 1),
        )
        return [strand, *(n for (n,) in rows.fetchall()[::-1])]

    def link(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Store pairs of tellings, later and earlier, that are likely of one event."""
        self.db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", pairs)

    def earlier(self, n: int) -> list[int]:
        """Return the earlier tellings that one is linked to."""
        return [each for (each,) in self.db.execute("SELECT earlier FROM links WHERE later = ?", (n,))]

    def later(self, n: int) -> list[int]:
        """Return the later tellings that are linked to one."""
        return [each for (each,) in self.db.execute("SELECT later FROM links WHERE earlier = ?", (n,))]

    def block(self, telling: Telling, blocks: Iterable[tuple[int, int]]) -> None:
        """Store a telling under blocks."""
        self.db.executemany(
            "INSERT OR IGNORE INTO blocks VALUES (?, ?, ?, ?)",
            ((*block, telling.ord, telling.n) for block in blocks),
        )

    def in_block(self, block: tuple[int, int], before: bytes, most: int) -> list[int]:
        """Return the tellings of a block that come before some place in the order, the latest first."""
        rows = self.db.execute(
            "SELECT n FROM blocks WHERE time = ? AND key = ? AND ord < ? ORDER BY ord DESC LIMIT ?",
            (*block, before, most),
        )
        return [n for (n,) in rows]

    def in_block_after(self, block: tuple[int, int], after: bytes, most: int) -> list[int]:
        """Return the tellings of a block that come after some place in the order, the earliest first."""
        rows = self.db.execute(
            "SELECT n FROM blocks WHERE time = ? AND key = ? AND ord > ? ORDER BY ord LIMIT ?",
            (*block, after, most),
        )
        return [n for (n,) in rows]

    def encode(self, event: Event) -> bytes:
        """Return a telling as it is stored."""
        return codec.encode(event, self._number_of)

    def decode(self, record: bytes) -> Event:
        """Return the telling that is stored so."""
        return codec.decode(record, self._shape)

    def _number_of(self, shape: BaseGeometry) -> int:
        wkb: bytes = shape.wkb
        digest = hashlib.blake2b(wkb, digest_size=16).digest()
        known = self._numbers.get(digest)
        if known is not None:
            return known
        self.db.execute("INSERT OR IGNORE INTO shapes(hash, wkb) VALUES (?, ?)", (digest, wkb))
        (number,) = self.db.execute("SELECT n FROM shapes WHERE hash = ?", (digest,)).fetchone()
        self._numbers[digest] = number
        if len(self._numbers) > 10 * _SHAPES:
            self._numbers.popitem(last=False)
        return int(number)

    def _shape(self, number: int) -> BaseGeometry:
        import shapely

        known = self._shapes.get(number)
        if known is not None:
            self._shapes.move_to_end(number)
            return known
        (wkb,) = self.db.execute("SELECT wkb FROM shapes WHERE n = ?", (number,)).fetchone()
        shape: BaseGeometry = shapely.from_wkb(wkb)
        self._shapes[number] = shape
        if len(self._shapes) > _SHAPES:
            self._shapes.popitem(last=False)
        return shape

    def tellings_of(self, leader: int, most: int | None) -> list[Event]:
        """Return the tellings of an event in order: all, or the founder's and the latest."""
        if most is None:
            rows: Sequence[tuple[bytes]] = self.db.execute(
                "SELECT record FROM tellings WHERE leader = ? ORDER BY ord", (leader,)
            ).fetchall()
        else:
            rows = self.db.execute(
                "SELECT record FROM tellings WHERE n = ? UNION ALL SELECT record FROM (SELECT record, ord FROM tellings"
                " WHERE leader = ? AND n != ? ORDER BY ord DESC LIMIT ?) ",
                (leader, leader, leader, most - 1),
            ).fetchall()
            rows = [rows[0], *rows[:0:-1]]
        return [self.decode(record) for (record,) in rows]

    def all_reports(self) -> Iterator[tuple[str, int]]:
        """Yield the reports with their days, by id; they may be changed meanwhile."""
        last = ""
        while rows := self.db.execute(
            "SELECT report, published FROM reports WHERE report > ? ORDER BY report LIMIT 500", (last,)
        ).fetchall():
            yield from rows
            last = rows[-1][0]


def _connection(path: Path, *, readonly: bool) -> sqlite3.Connection:
    try:
        if readonly:
            return sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=_TIMEOUT_S
            )
        return sqlite3.connect(path, isolation_level=None, timeout=_TIMEOUT_S)
    except sqlite3.OperationalError as error:
        raise UnreadableSet(str(path), why(error)) from error


def why(error: sqlite3.DatabaseError) -> str:
    """Return why a file cannot be used, for people."""
    if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
        return "another process is writing to it"
    if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
        return f"cannot be opened ({error})"
    return "it is no store of events, or it is damaged"
