"""The SQLite file behind `geo.corpus.clusters`: accounts, the links between them, their groups and the events' ids."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.corpus.clusters import codec
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
"""Accounts that are kept in memory."""
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
CREATE TABLE accounts(
    n INTEGER PRIMARY KEY,
    ord BLOB NOT NULL UNIQUE,       -- the order in which accounts are grouped: day, report, place in the report
    report TEXT NOT NULL,
    record BLOB NOT NULL,
    strand INTEGER NOT NULL,        -- the account that founded the group which the rules made
    leader INTEGER NOT NULL,        -- the account that founded the event: the strand's, or what a person joined it to
    settled INTEGER                 -- the leader when ids were last assigned
);
CREATE INDEX accounts_report ON accounts(report);
CREATE INDEX accounts_strand ON accounts(strand, ord);
CREATE INDEX accounts_leader ON accounts(leader, ord);
CREATE INDEX accounts_unsettled ON accounts(n) WHERE settled IS NOT leader;
CREATE TABLE links(later INTEGER, earlier INTEGER, PRIMARY KEY(later, earlier)) WITHOUT ROWID;
CREATE INDEX links_earlier ON links(earlier, later);
CREATE TABLE blocks(time INTEGER, key INTEGER, ord BLOB, n INTEGER, PRIMARY KEY(time, key, ord)) WITHOUT ROWID;
CREATE TABLE vacated(leader INTEGER PRIMARY KEY);
CREATE TABLE events(
    id TEXT PRIMARY KEY,
    leader INTEGER NOT NULL UNIQUE,
    anchor INTEGER NOT NULL,        -- the account from which the id was made, or that took its place
    since INTEGER NOT NULL,         -- the revision in which the id was assigned
    day INTEGER NOT NULL,
    revision INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX events_day ON events(day, id);
CREATE INDEX events_revision ON events(revision);
CREATE TABLE history(
    n INTEGER PRIMARY KEY, revision INTEGER, at TEXT, kind TEXT, old TEXT, new TEXT, why TEXT);
"""
TOUCHED: Final = "CREATE TABLE IF NOT EXISTS touched(day INTEGER PRIMARY KEY)"
"""Days of events that changed, as they were and as they are, since `forget_touched`; older stores have none."""


@dataclass(slots=True)
class Account:
    """An account in memory.

    Attributes
    ----------
    n, ord
        Its number in the store, and its place in the order of grouping.
    event, views
        The record, and its mentions as they are compared.
    strand, leader
        The accounts that founded its group and its event.
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
        self._accounts: OrderedDict[int, Account] = OrderedDict()
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
            self.last: bytes = self.db.execute("SELECT max(ord) FROM accounts").fetchone()[0] or b""
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

    def touched(self) -> Iterator[int]:
        """Yield the days on which something changed."""
        self.db.execute(TOUCHED)
        for (day,) in self.db.execute("SELECT day FROM touched ORDER BY day"):
            yield day

    def forget_touched(self) -> None:
        """Remove the note of what changed."""
        self.db.execute(TOUCHED)
        self.db.execute("DELETE FROM touched")

    def new_number(self) -> int:
        """Return a number that no account has or had."""
        self._next += 1
        return self._next - 1

    def insert(self, account: Account, record: bytes) -> None:
        """Store a new account."""
        self.db.execute(
            "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, NULL)",
            (account.n, account.ord, account.event.report, record, account.strand, account.leader),
        )
        self.last = max(self.last, account.ord)
        self._keep(account)

    def regroup(self, account: Account, strand: int, leader: int) -> None:
        """Store the group of an account."""
        account.strand, account.leader = strand, leader
        self.db.execute("UPDATE accounts SET strand = ?, leader = ? WHERE n = ?", (strand, leader, account.n))

    def delete(self, account: Account, blocks: Iterable[tuple[int, int]]) -> None:
        """Delete an account with its links and its places in blocks."""
        row = self.db.execute("SELECT settled FROM accounts WHERE n = ?", (account.n,)).fetchone()
        if row[0] is not None:
            self.db.execute("INSERT OR IGNORE INTO vacated VALUES (?)", row)
        self.db.execute("DELETE FROM accounts WHERE n = ?", (account.n,))
        self.db.execute("DELETE FROM links WHERE later = ? OR earlier = ?", (account.n, account.n))
        self.db.executemany(
            "DELETE FROM blocks WHERE time = ? AND key = ? AND ord = ?",
            ((*block, account.ord) for block in blocks),
        )
        self._accounts.pop(account.n, None)

    def account(self, n: int) -> Account:
        """Return an account."""
        known = self._accounts.get(n)
        if known is not None:
            self._accounts.move_to_end(n)
            return known
        row = self.db.execute("SELECT ord, record, strand, leader FROM accounts WHERE n = ?", (n,)).fetchone()
        if row is None:
            raise KeyError(n)
        event = self.decode(row[1])
        return self._keep(Account(n, row[0], event, views_of(event), row[2], row[3]))

    def strands_of(self, numbers: Sequence[int]) -> list[int]:
        """Return the accounts that founded the groups of some."""
        known = self._accounts
        found = "SELECT strand FROM accounts WHERE n = ?"
        return [
            known[n].strand if n in known else self.db.execute(found, (n,)).fetchone()[0] for n in numbers
        ]

    def _keep(self, account: Account) -> Account:
        self._accounts[account.n] = account
        if len(self._accounts) > _CACHED:
            self._accounts.popitem(last=False)
        return account

    def of_report(self, report: str) -> list[int]:
        """Return the numbers of a report's accounts, in order."""
        rows = self.db.execute("SELECT n FROM accounts WHERE report = ? ORDER BY ord", (report,))
        return [n for (n,) in rows]

    def members(self, strand: int, before: bytes, most: int) -> list[int]:
        """Return the members of a group that come before some place in the order: the founder, and the latest."""
        rows = self.db.execute(
            "SELECT n FROM accounts WHERE strand = ? AND ord < ? AND n != ? ORDER BY ord DESC LIMIT ?",
            (strand, before, strand, most - 1),
        )
        return [strand, *(n for (n,) in rows.fetchall()[::-1])]

    def link(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Store pairs of accounts, later and earlier, that are likely of one event."""
        self.db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", pairs)

    def earlier(self, n: int) -> list[int]:
        """Return the earlier accounts that one is linked to."""
        return [each for (each,) in self.db.execute("SELECT earlier FROM links WHERE later = ?", (n,))]

    def later(self, n: int) -> list[int]:
        """Return the later accounts that are linked to one."""
        return [each for (each,) in self.db.execute("SELECT later FROM links WHERE earlier = ?", (n,))]

    def block(self, account: Account, blocks: Iterable[tuple[int, int]]) -> None:
        """Store an account under blocks."""
        self.db.executemany(
            "INSERT OR IGNORE INTO blocks VALUES (?, ?, ?, ?)",
            ((*block, account.ord, account.n) for block in blocks),
        )

    def in_block(self, block: tuple[int, int], before: bytes, most: int) -> list[int]:
        """Return the accounts of a block that come before some place in the order, the latest first."""
        rows = self.db.execute(
            "SELECT n FROM blocks WHERE time = ? AND key = ? AND ord < ? ORDER BY ord DESC LIMIT ?",
            (*block, before, most),
        )
        return [n for (n,) in rows]

    def in_block_after(self, block: tuple[int, int], after: bytes, most: int) -> list[int]:
        """Return the accounts of a block that come after some place in the order, the earliest first."""
        rows = self.db.execute(
            "SELECT n FROM blocks WHERE time = ? AND key = ? AND ord > ? ORDER BY ord LIMIT ?",
            (*block, after, most),
        )
        return [n for (n,) in rows]

    def encode(self, event: Event) -> bytes:
        """Return an account as it is stored."""
        return codec.encode(event, self._number_of)

    def decode(self, record: bytes) -> Event:
        """Return the account that is stored so."""
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

    def accounts_of(self, leader: int, most: int | None) -> list[Event]:
        """Return the accounts of an event in order: all, or the founder's and the latest."""
        if most is None:
            rows: Sequence[tuple[bytes]] = self.db.execute(
                "SELECT record FROM accounts WHERE leader = ? ORDER BY ord", (leader,)
            ).fetchall()
        else:
            rows = self.db.execute(
                "SELECT record FROM accounts WHERE n = ? UNION ALL SELECT record FROM (SELECT record, ord FROM accounts"
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
