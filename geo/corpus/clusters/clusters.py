"""One event across all reports of a corpus: which accounts are of one event, kept in a file that grows with them.

An account is an event as one report tells it. Those of one event are found by the rules and the scorer by which
`geo.EventSet` merges in memory; what is compared is looked up by day, place and party, so that the cost of an account
does not depend on how many there are. The same accounts and decisions give the same events, in whatever steps they
came, unless one block of them holds more than are compared.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import sqlite3
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from geo.corpus.clusters import decisions, store
from geo.corpus.clusters.decisions import AccountRef, Constraints, Decision
from geo.corpus.clusters.grouping import StoredGroups
from geo.corpus.clusters.ids import Identities
from geo.corpus.clusters.months import days_of, last_day, month_of
from geo.corpus.clusters.store import Store
from geo.errors import UnreadableSet
from geo.events.mention_features import stems_of_sentences

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from geo.records import Event

__all__ = ["AccountRef", "Change", "Clusters"]

_BATCH: Final = 500
_NO_LAST: Final = datetime.date.max.toordinal()
_REASONS: Final = 5
"""Reasons for changes that are kept until ids are assigned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of an event.

    Attributes
    ----------
    kind
        `merged`, `split` or `removed`.
    old
        The id of the event.
    new
        Ids of the events that have its accounts now, the first the one that is in its place; none where it was removed.
    at
        When that was found, ISO 8601, UTC.
    why
        What had been done: reports were added or removed, or somebody decided.
    revision
        The revision (`Clusters.revision`) that it made.
    """

    kind: str
    old: str
    new: tuple[str, ...]
    at: str
    why: str
    revision: int


class Clusters:
    """Events of a corpus, by their accounts.

    A context manager. What was not committed is lost, also when the process is killed; decisions of people are in a
    file of their own beside, and lasting at once.

    Parameters
    ----------
    path
        A SQLite file, made where there is none. The decisions are in a file of its name, ending in `.decisions.jsonl`.
    readonly
        Nothing is to be committed, and the file is there: any number of processes read at the same time.

    Raises
    ------
    UnreadableSet
        The file is none of these, is damaged, of another version, or another process is writing to it.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Clusters.open(f"{folder}/clusters.sqlite") as clusters:
    ...     clusters.add([])
    ...     clusters.commit()
    ...     list(clusters.events())
    []
    """

    def __init__(self, path: str | Path, *, readonly: bool = False) -> None:
        self._path = Path(path)
        self._decisions: list[Decision] = []
        self._refs: dict[str, list[AccountRef]] = {}
        self._store = Store(self._path, readonly=readonly)
        try:
            self._groups = StoredGroups(self._store)
            self._ids = Identities(self._store)
            self._take_up_decisions()
        except sqlite3.DatabaseError as error:
            self._store.close()
            raise UnreadableSet(str(path), store.why(error)) from error
        except BaseException:
            self._store.close()
            raise

    @classmethod
    def open(cls, path: str | Path, *, readonly: bool = False) -> Clusters:
        """Open a file, as `Clusters(path, readonly=readonly)` does."""
        return cls(path, readonly=readonly)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        self._store.close()

    @property
    def tag(self) -> str:
        """The tag of the last commit that had one, empty before."""
        return self._store.meta("tag")

    def commit(self, tag: str | None = None) -> None:
        """Make all changes lasting, at once; `tag` is kept with them for the caller."""
        self._settle_ids()
        if tag is not None:
            self._store.set_meta("tag", tag)
        self._store.commit()

    def add(
        self, accounts: Iterable[Event], published: Mapping[str, datetime.date | None] | None = None
    ) -> None:
        """Add what reports tell.

        A report that is there with the same accounts is passed over; one with others is replaced. Accounts that stand
        in the order of their reports' days are added fastest.

        Parameters
        ----------
        accounts
            Events as each report tells them. All of one report stand together. Candidates of their places are not
            kept.
        published
            The days of the reports, by id, where known; else the last day of which a report tells counts.

        Raises
        ------
        ValueError
            The accounts of a report are not adjacent.
        """
        batch = str(int(self._store.meta("batch") or 0) + 1)
        self._store.set_meta("batch", batch)
        days = {} if published is None else published
        reports = (list(some) for _, some in groupby(accounts, key=lambda event: event.report))
        while some := list(islice(reports, _BATCH)):
            placed = [(_place(days.get(events[0].report), events), events) for events in some]
            for place, events in sorted(placed, key=lambda each: each[0]):
                self._add_report(events, place, int(batch))
        self._note("reports were added")

    def _add_report(self, events: list[Event], place: bytes, batch: int) -> None:
        report, published = events[0].report, int.from_bytes(place[:4], "big")
        events.sort(key=lambda event: (event.start, event.end, event.type, event.mode, event.id))
        records = [self._store.encode(event) for event in events]
        digest = hashlib.blake2b(repr((published, records)).encode(), digest_size=16).digest()
        known = self._store.db.execute(
            "SELECT digest, batch FROM reports WHERE report = ?", (report,)
        ).fetchone()
        if known is not None:
            if known[0] == digest:
                return
            if known[1] == batch:
                raise ValueError(f"the accounts of {report} are not adjacent")
            self._remove_report(report)
        stems = stems_of_sentences(mention.sentence for event in events for mention in event.mentions)
        self._store.db.execute(
            "INSERT INTO reports VALUES (?, ?, ?, ?, ?)",
            (report, published, digest, " ".join(sorted(stems)), batch),
        )
        own: list[int] = []
        for number, record in enumerate(records):
            ord_ = place + number.to_bytes(4, "big")
            own.append(self._groups.add(self._store.decode(record), record, ord_, published, own).n)
        if report in self._refs:
            self._groups.constrain(self._constraints(self._decisions))
        self._groups.settle()

    def remove(self, reports: Iterable[str]) -> None:
        """Remove what some reports tell, given by id; those that are not there are passed over."""
        for report in reports:
            if self._store.db.execute("SELECT 1 FROM reports WHERE report = ?", (report,)).fetchone():
                self._remove_report(report)
                self._note("reports were removed")

    def _remove_report(self, report: str) -> None:
        (published,) = self._store.db.execute(
            "SELECT published FROM reports WHERE report = ?", (report,)
        ).fetchone()
        for n in self._store.of_report(report):
            self._groups.remove(n, published)
        self._store.db.execute("DELETE FROM reports WHERE report = ?", (report,))
        self._groups.forget()
        if report in self._refs:
            self._groups.constrain(self._constraints(self._decisions))
        self._groups.settle()

    def decide(
        self, one: AccountRef, other: AccountRef, *, same: bool | None, by: str = "", why: str = ""
    ) -> None:
        """Say whether two accounts are of one event; `same=None` takes back what was said of the two.

        It holds whatever the scorer says, and for all reports to come, also when those of the accounts are read anew:
        their words are looked up nearest to where they were. What is the same as the same is the same. The decision is
        lasting at once, before the next `commit`.

        Parameters
        ----------
        one, other
            `AccountRef.of` makes them of events.
        same
            The decision.
        by, why
            Who decides, and the reason, for people.

        Raises
        ------
        DecisionConflict
            Earlier decisions say the contrary; nothing was decided then.
        ValueError
            Both are the same account.
        """
        if one == other:
            raise ValueError(f"{one} is one account")
        at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        decision = Decision(one=one, other=other, same=same, by=by, why=why, at=at)
        made = [*self._decisions, decision]
        constraints = self._constraints(made, strict=True)
        decisions.append(self.decisions_path, decision)
        self._decisions = made
        self._refs = decisions.refs_of(made)
        self._apply(constraints)
        said = {True: "one event", False: "two events", None: "undecided"}[same]
        self._note(f"{by or 'somebody'} decided: {one} and {other} are {said}" + (f" ({why})" if why else ""))

    @property
    def decisions_path(self) -> Path:
        """The file of decisions, a line each, to which lines are only appended."""
        return self._path.with_suffix(decisions.SUFFIX)

    def decisions(self) -> list[Decision]:
        """Return all decisions, in their order, those taken back among them."""
        return list(self._decisions)

    def unmet_decisions(self) -> list[Decision]:
        """Return the decisions that have no effect now: their words are gone, or mean one account."""
        return [
            each
            for each in decisions.in_force(self._decisions)
            if each in self._groups.constraints.skipped
            or not all(isinstance(self._node(ref), int) for ref in (each.one, each.other))
        ]

    def _take_up_decisions(self) -> None:
        """Apply decisions that the store does not know: it was killed before, or others wrote them."""
        self._decisions = decisions.read(self.decisions_path)
        self._refs = decisions.refs_of(self._decisions)
        Constraints.of(self._decisions, lambda ref: ref, strict=True)
        applied = [Decision.of_line(line) for line in self._store.meta("decisions").splitlines()]
        self._groups.constraints = self._constraints(applied)
        if applied != self._decisions:
            self._apply(self._constraints(self._decisions))
            self._note("decisions were read")

    def _apply(self, constraints: Constraints) -> None:
        self._groups.constrain(constraints)
        self._groups.settle()
        self._store.set_meta("decisions", "".join(each.line() for each in self._decisions))

    def _constraints(self, some: Sequence[Decision], *, strict: bool = False) -> Constraints:
        return Constraints.of(some, self._node, strict=strict)

    def _node(self, ref: AccountRef) -> Hashable:
        """Return the number of the account that is meant, or the reference where there is none."""
        accounts = ((n, self._store.account(n).event) for n in self._store.of_report(ref.report))
        found = ref.found_in(accounts)
        return ref if found is None else found

    @property
    def revision(self) -> int:
        """Counts the changes of events: what `changed_since` takes."""
        self._settle_ids()
        return self._ids.revision

    def events(
        self, *, changed_since: int | None = None, most: int | None = None, month: str | None = None
    ) -> Iterator[tuple[str, list[Event]]]:
        """Yield the events, in the order of their days and ids.

        Parameters
        ----------
        changed_since
            A revision: only what has changed since; what is gone is in `history`.
        most
            Of an event that has more accounts only the first and the latest, so many together: a war has one in
            each report.
        month
            Only those of a month, as `months` gives them.

        Yields
        ------
        str, list of Event
            The id, and the accounts in the order of their reports' days: `geo.events.attribution.attribute` makes one
            event of them.
        """
        self._settle_ids()
        first, final = (0, _NO_LAST) if month is None else days_of(month)
        last = (first - 1, "")
        while rows := self._store.db.execute(
            "SELECT day, id, leader FROM events WHERE (day, id) > (?, ?) AND day >= ? AND day <= ? AND revision > ?"
            " ORDER BY day, id LIMIT ?",
            (*last, first, final, -1 if changed_since is None else changed_since, _BATCH),
        ).fetchall():
            last = rows[-1][:2]
            for _, id_, leader in rows:
                yield id_, self._store.accounts_of(leader, most)

    def count(self) -> int:
        """Return how many events there are."""
        self._settle_ids()
        (found,) = self._store.db.execute("SELECT count(*) FROM events").fetchone()
        return int(found)

    def months(self) -> list[str]:
        """Return the months that have events, in order: `undated`, then `2024-03` and so on.

        An event is of the month of its first day, or of its last where that alone is known.
        """
        self._settle_ids()
        found: list[str] = []
        last = -1
        while True:
            (day,) = self._store.db.execute("SELECT min(day) FROM events WHERE day > ?", (last,)).fetchone()
            if day is None:
                return found
            found.append(month_of(day))
            last = last_day(day)

    def touched_months(self, tag: str) -> set[str] | None:
        """Return the months of events that were added, changed, moved or removed since `forget_touched`.

        `None` where that was not called under this tag: then it is not known.
        """
        self._settle_ids()
        if not tag or self._store.meta("touched since") != tag:
            return None
        return {month_of(day) for day in self._store.touched()}

    def forget_touched(self, tag: str) -> None:
        """Count what changed from here on; as all else it is lasting with the next `commit`."""
        self._settle_ids()
        self._store.forget_touched()
        self._store.set_meta("touched since", tag)

    def accounts(self, ids: Iterable[str]) -> Iterator[tuple[str, list[Event]]]:
        """Yield some events, given by id, as `events` does; ids that are not there are passed over."""
        self._settle_ids()
        for id_ in ids:
            row = self._store.db.execute("SELECT leader FROM events WHERE id = ?", (id_,)).fetchone()
            if row is not None:
                yield id_, self._store.accounts_of(row[0], None)

    def of_report(self, report: str) -> list[Event]:
        """Return the events as a report tells them, in order."""
        return [self._store.account(n).event for n in self._store.of_report(report)]

    def event_of(self, account: AccountRef) -> str | None:
        """Return the id of the event that an account is of; `None` where the report does not tell it."""
        self._settle_ids()
        n = self._node(account)
        if not isinstance(n, int):
            return None
        row = self._store.db.execute(
            "SELECT events.id FROM accounts JOIN events USING (leader) WHERE n = ?", (n,)
        ).fetchone()
        return str(row[0])

    def history(self, *, since: int = 0) -> Iterator[Change]:
        """Yield what was merged, split and removed after a revision, in that order."""
        self._settle_ids()
        last = 0
        while rows := self._store.db.execute(
            "SELECT n, kind, old, new, at, why, revision FROM history WHERE n > ? AND revision > ? ORDER BY n LIMIT ?",
            (last, since, _BATCH),
        ).fetchall():
            last = rows[-1][0]
            for _, kind, old, new, at, why, revision in rows:
                yield Change(
                    kind=kind, old=old, new=tuple(json.loads(new)), at=at, why=why, revision=revision
                )

    def rebuild(self) -> None:
        """Group all accounts anew, by the rules and the scorer of this version; events that stay keep their ids."""
        store = self._store
        for report, _ in store.all_reports():
            events = [store.account(n).event for n in store.of_report(report)]
            stems = stems_of_sentences(mention.sentence for event in events for mention in event.mentions)
            store.db.execute(
                "UPDATE reports SET stems = ? WHERE report = ?", (" ".join(sorted(stems)), report)
            )
        self._groups.rebuild()
        self._note("the store was built anew")

    def _note(self, why: str) -> None:
        """Keep the reason of a change for the history."""
        known = json.loads(self._store.meta("why") or "[]")
        if why not in known and len(known) < _REASONS:
            self._store.set_meta("why", json.dumps([*known, why], ensure_ascii=False))

    def _settle_ids(self) -> None:
        reasons = json.loads(self._store.meta("why") or "[]")
        self._ids.settle("; ".join(reasons))
        if reasons:
            self._store.set_meta("why", "[]")


def _place(published: datetime.date | None, events: Sequence[Event]) -> bytes:
    """Return the place of a report's accounts in the order in which they are grouped: by day and id.

    A report of no known day came out on the last day that it tells of.
    """
    stated = (day for event in events for day in (event.when.start, event.when.end) if day is not None)
    day = published or max(stated, default=None)
    name = hashlib.blake2b(events[0].report.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (day.toordinal() if day else 0).to_bytes(4, "big") + name
