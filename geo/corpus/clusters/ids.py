"""Ids of events that stay as their accounts come and go, and the history of what was merged and split."""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from geo.corpus.clusters.store import TOUCHED
from geo.events.event_days import choose_day, main_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.corpus.clusters.store import Store

_COMPARED: Final = 1_000
"""Accounts from which the day of an event is taken."""
_BATCH: Final = 1_000


class Identities:
    """Assigns ids to the events of a store.

    An id is made of the account that founded the event, and stays with that account: what joins the event, however
    early it was told, changes nothing. Of events that turn out to be one the id stays that was assigned first.

    Parameters
    ----------
    store
        Where the accounts are.
    """

    def __init__(self, store: Store) -> None:
        self._db, self._store = store.db, store

    @property
    def revision(self) -> int:
        """How often ids were assigned."""
        return int(self._store.meta("revision") or 0)

    def is_settled(self) -> bool:
        """Return whether all accounts have the events that their groups say."""
        return not (
            self._db.execute("SELECT 1 FROM accounts WHERE settled IS NOT leader LIMIT 1").fetchone()
            or self._db.execute("SELECT 1 FROM vacated LIMIT 1").fetchone()
        )

    def settle(self, why: str) -> None:
        """Assign ids to the events of all groups that changed, and record what was merged, split and removed."""
        if self.is_settled():
            return
        self._revision = self.revision + 1
        self._why = why
        self._at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        self._db.execute(TOUCHED)
        self._gather()
        self._find_heirs()
        self._assign()
        self._db.execute(
            "INSERT OR IGNORE INTO touched SELECT day FROM events WHERE revision = ?", (self._revision,)
        )
        self._record()
        self._db.execute("UPDATE accounts SET settled = leader WHERE settled IS NOT leader")
        self._db.execute("DELETE FROM vacated")
        for table in ("changed", "olds", "news", "heirs", "named"):
            self._db.execute(f"DROP TABLE temp.{table}")
        self._store.set_meta("revision", str(self._revision))

    def _gather(self) -> None:
        """Collect the founders of all events that changed, before and after."""
        self._db.execute("PRAGMA temp_store = FILE")
        for statement in (
            # by what it was before and is now: how many accounts moved so
            "CREATE TEMP TABLE changed(old INTEGER, new INTEGER, count INTEGER, PRIMARY KEY(old, new))",
            """INSERT INTO temp.changed SELECT settled, leader, count(*) FROM accounts
            WHERE settled IS NOT leader AND settled IS NOT NULL GROUP BY settled, leader""",
            "CREATE TEMP TABLE olds(leader INTEGER PRIMARY KEY)",
            "INSERT INTO temp.olds SELECT old FROM temp.changed UNION SELECT leader FROM vacated",
            "CREATE TEMP TABLE news(leader INTEGER PRIMARY KEY)",
            "INSERT INTO temp.news SELECT DISTINCT leader FROM accounts WHERE settled IS NOT leader",
            # what was there under that founder keeps its id as others join
            "INSERT OR IGNORE INTO temp.olds SELECT leader FROM events WHERE leader IN (SELECT leader FROM temp.news)",
            "CREATE TEMP TABLE heirs(id TEXT PRIMARY KEY, old INTEGER, anchor INTEGER, since INTEGER, heir INTEGER)",
            "CREATE INDEX temp.heirs_heir ON heirs(heir)",
            "CREATE TEMP TABLE named(leader INTEGER PRIMARY KEY, id TEXT UNIQUE, anchor INTEGER, since INTEGER)",
        ):
            self._db.execute(statement)

    def _find_heirs(self) -> None:
        """Find for each event that changed the group that keeps its id: that of its anchor, else of most accounts."""
        for id_, old, anchor, since in self._rows(
            "SELECT id, leader, anchor, since FROM events WHERE leader IN (SELECT leader FROM temp.olds)"
            " AND id > ? ORDER BY id LIMIT ?"
        ):
            row = self._db.execute("SELECT leader FROM accounts WHERE n = ?", (anchor,)).fetchone()
            heir = row[0] if row else self._largest_part(old)
            if not row and heir is not None:
                anchor = heir  # noqa: PLW2901
            self._db.execute("INSERT INTO temp.heirs VALUES (?, ?, ?, ?, ?)", (id_, old, anchor, since, heir))
        self._db.execute("INSERT OR IGNORE INTO temp.news SELECT heir FROM temp.heirs WHERE heir IS NOT NULL")
        # What stays where it was, without the anchor that went away with the id, is named anew.
        self._db.execute(
            "INSERT OR IGNORE INTO temp.news SELECT old FROM temp.heirs JOIN accounts ON n = old AND leader = old"
        )
        self._db.execute(
            "INSERT OR IGNORE INTO touched SELECT day FROM events WHERE id IN (SELECT id FROM temp.heirs)"
        )
        self._db.execute("DELETE FROM events WHERE id IN (SELECT id FROM temp.heirs)")

    def _largest_part(self, old: int) -> int | None:
        row = self._db.execute(
            "SELECT leader FROM accounts WHERE (leader = ?1 AND settled = ?1) OR n IN"
            " (SELECT n FROM accounts WHERE settled IS NOT leader AND settled = ?1)"
            " GROUP BY leader ORDER BY count(*) DESC, min(ord) LIMIT 1",
            (old,),
        ).fetchone()
        return row[0] if row else None

    def _assign(self) -> None:
        """Assign ids to all groups that changed."""
        self._db.execute(
            "INSERT INTO temp.named SELECT heir, id, anchor, since FROM ("
            " SELECT heir, id, anchor, since, row_number() OVER (PARTITION BY heir ORDER BY since,"
            " (SELECT ord FROM accounts WHERE n = anchor), id) AS place FROM temp.heirs WHERE heir IS NOT NULL)"
            " WHERE place = 1"
        )
        last = b""
        while rows := self._db.execute(
            "SELECT ord, n, record FROM temp.news JOIN accounts ON n = news.leader WHERE ord > ? AND NOT EXISTS"
            " (SELECT 1 FROM temp.named WHERE named.leader = n) ORDER BY ord LIMIT ?",
            (last, _BATCH),
        ).fetchall():
            last = rows[-1][0]
            for _, n, record in rows:
                event = self._store.decode(record)
                self._db.execute(
                    "INSERT INTO temp.named VALUES (?, ?, ?, ?)",
                    (n, self._new_id(event.report, event.id, event.type, event.mode, event.start, event.end), n,
                     self._revision),
                )  # fmt: skip
        last_leader = -1
        while rows := self._db.execute(
            "SELECT leader, id, anchor, since FROM temp.named WHERE leader > ? ORDER BY leader LIMIT ?",
            (last_leader, _BATCH),
        ).fetchall():
            last_leader = rows[-1][0]
            self._db.executemany(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (id_, leader, anchor, since, self._day(leader), self._revision)
                    for leader, id_, anchor, since in rows
                ],
            )

    def _new_id(self, *of: object) -> str:
        """Return an id made of what is given, other than all that there are."""
        number = 1
        while True:
            text = "\0".join(map(str, of if number == 1 else (*of, number)))
            made = "ev-" + hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
            if not self._db.execute(
                "SELECT 1 FROM events WHERE id = ?1 UNION ALL SELECT 1 FROM temp.named WHERE id = ?1", (made,)
            ).fetchone():
                return made
            number += 1

    def _day(self, leader: int) -> int:
        """Return the first day of an event (ordinal), or the last where that alone is known; 0 for none."""
        when = choose_day(main_first(self._store.accounts_of(leader, _COMPARED)))[0].when
        day = when.start or when.end
        return day.toordinal() if day else 0

    def _record(self) -> None:
        """Write what became of the events that were there."""
        for id_, old, _, _, heir in self._rows(
            "SELECT id, old, anchor, since, heir FROM temp.heirs WHERE id > ? ORDER BY id LIMIT ?"
        ):
            if heir is None:
                self._write("removed", id_, [])
                continue
            kept = self._id_of(heir)
            parts = [
                self._id_of(new)
                for (new,) in self._db.execute(
                    "SELECT new FROM temp.changed JOIN accounts ON n = new WHERE old = ? ORDER BY ord", (old,)
                )
            ]
            if (
                heir != old
                and self._db.execute(
                    "SELECT 1 FROM accounts WHERE leader = ?1 AND settled = ?1 LIMIT 1", (old,)
                ).fetchone()
            ):
                parts.append(self._id_of(old))
            others = [each for each in dict.fromkeys(parts) if each != kept]
            if kept != id_:
                self._write("merged", id_, [kept])
            if others:
                self._write("split", id_, [kept, *others])

    def _id_of(self, leader: int) -> str:
        (found,) = self._db.execute("SELECT id FROM events WHERE leader = ?", (leader,)).fetchone()
        return str(found)

    def _write(self, kind: str, old: str, new: list[str]) -> None:
        self._db.execute(
            "INSERT INTO history(revision, at, kind, old, new, why) VALUES (?, ?, ?, ?, ?, ?)",
            (self._revision, self._at, kind, old, json.dumps(new), self._why),
        )

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield rows whose first column is their key, a batch at a time: the tables may be changed meanwhile."""
        last = ""
        while rows := self._db.execute(query, (last, _BATCH)).fetchall():
            yield from rows
            last = rows[-1][0]
