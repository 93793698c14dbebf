"""Groups the accounts of a store as `geo.events.coreference.merge` groups those in memory, and keeps the groups true.

Which accounts are compared, and which of them are linked, does not depend on the order in which they came. Groups are
made in the order of day, report and offset: an account joins the group that it agrees with best, of those that hold an
earlier account to which it is linked. What comes later than it was told, and what is taken away, is therefore followed
by decisions made anew: of those accounts for which something changed, in their order, until nothing changes any more.
"""

from __future__ import annotations

import heapq
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.corpus.clusters.blocks import sought_under, stored_under
from geo.corpus.clusters.decisions import Constraints
from geo.corpus.clusters.store import Account
from geo.events import same_event
from geo.events.event_identity import are_compatible, can_be_merged, is_sure
from geo.events.grouping import GROUPS, MEMBERS, Agreement
from geo.events.mention_features import views_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.corpus.clusters.store import Store
    from geo.records import Event

_SCANNED: Final = 40
"""Accounts of a block that are looked at."""
_OF_ONE: Final = 3
"""Accounts of one group that are compared in one block: the latest."""
_COMPARED: Final = 48
"""Accounts that one is compared with."""
_REPORTS: Final = 4_000
"""Reports whose words are kept in memory."""
_NEAR: Final = 256
"""Accounts that are looked through one by one for links to a group."""


class StoredGroups:
    """Groups of the accounts in a store.

    Parameters
    ----------
    store
        Where they are.

    Attributes
    ----------
    constraints
        What people decided.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._words = lru_cache(maxsize=_REPORTS)(self._stored_words)
        self._rarity = same_event.bundled().rarity
        self._likeness = lru_cache(maxsize=_REPORTS)(self._cosine)
        self._agreement = Agreement(can_be_merged, self._like, is_sure=is_sure)
        self._waiting: list[tuple[bytes, int]] = []
        self._queued: set[int] = set()
        self._compared: list[Account] = []
        self.constraints = Constraints()

    def add(self, event: Event, record: bytes, ord_: bytes, published: int, own: list[int]) -> Account:
        """Add an account; call `settle` after those of a report.

        Parameters
        ----------
        event, record
            The account, and as it is stored.
        ord_
            Its place in the order.
        published
            Day of its report (ordinal), 0 where that is unknown.
        own
            The accounts of its report that were added before.
        """
        views = views_of(event)
        made = Account(self._store.new_number(), ord_, event, views, 0, 0)
        linked, known = self._linked(made, [*own, *self._candidates(made, published)])
        pairs = [(each.n, made.n) if each.ord > ord_ else (made.n, each.n) for each in linked]
        made.strand, made.leader = self._decided(made, [each for each in linked if each.ord < ord_], known)
        is_last = ord_ > self._store.last
        self._store.insert(made, record)
        self._store.link(pairs)
        self._store.block(made, stored_under(event, views, published))
        if not is_last:
            self._queue(later for later, earlier in pairs if earlier == made.n)
            if made.strand != made.n:
                self._queue(self._affected(made, made.strand))
        return made

    def rebuild(self) -> None:
        """Link and group all accounts anew, in their order."""
        store = self._store
        self.forget()
        store.db.execute("DELETE FROM links")
        store.db.execute("DELETE FROM blocks")
        last, report = b"", ""
        own: list[int] = []
        while rows := store.db.execute(
            "SELECT ord, n, published FROM accounts JOIN reports USING (report) WHERE ord > ? ORDER BY ord LIMIT 500",
            (last,),
        ).fetchall():
            for ord_, n, published in rows:
                account = store.account(n)
                store.last = last = ord_
                own = own if account.event.report == report else []
                report = account.event.report
                linked, known = self._linked(account, [*own, *self._candidates(account, published)])
                store.link((n, each.n) for each in linked)
                store.regroup(account, *self._decided(account, linked, known))
                store.block(account, stored_under(account.event, account.views, published))
                own.append(n)

    def remove(self, n: int, published: int) -> None:
        """Remove an account; call `settle` afterwards."""
        gone = self._store.account(n)
        affected = {*self._store.later(n), *self._affected(gone, gone.strand)}
        self._store.delete(gone, stored_under(gone.event, gone.views, published))
        affected |= self.constraints_about(n)
        self._queued.discard(n)
        self._queue(affected - {n})

    def forget(self) -> None:
        """Drop the cached words of reports, of which some were read anew."""
        self._words.cache_clear()
        self._likeness.cache_clear()

    def constrain(self, constraints: Constraints) -> None:
        """Apply what people decided; call `settle` afterwards."""
        nodes = {n for made in (self.constraints, constraints) for n in made.nodes() if isinstance(n, int)}
        changed = {
            n
            for n in nodes
            if self.constraints.same_as(n) != constraints.same_as(n)
            or self.constraints.apart_from(n) != constraints.apart_from(n)
        }
        self.constraints = constraints
        self._queue(changed)

    def constraints_about(self, n: int) -> set[int]:
        """Return the accounts of which, and of an account, something was decided."""
        about = self.constraints.same_as(n) | self.constraints.apart_from(n)
        return {each for each in about if isinstance(each, int)}

    def settle(self) -> None:
        """Decide anew for all accounts for which something changed, in their order."""
        while self._waiting:
            _, n = heapq.heappop(self._waiting)
            if n not in self._queued:
                continue
            self._queued.discard(n)
            account = self._store.account(n)
            before = account.strand, account.leader
            linked = [self._store.account(each) for each in self._store.earlier(n)]
            after = self._decided(account, linked, {})
            if after == before:
                continue
            self._store.regroup(account, *after)
            # Which groups its own report has decides between others that are as likely.
            own = self._store.of_report(account.event.report)
            affected = {*self._store.later(n), *self.constraints_about(n), *own}
            for strand in {before[0], after[0]}:
                affected.update(self._affected(account, strand))
            self._queue(affected, after=account.ord)

    def _queue(self, numbers: Iterable[int], *, after: bytes = b"") -> None:
        for n in sorted(numbers):
            if n in self._queued:
                continue
            try:
                ord_ = self._store.account(n).ord
            except KeyError:
                continue  # it was removed
            if ord_ > after:
                self._queued.add(n)
                heapq.heappush(self._waiting, (ord_, n))

    def _candidates(self, account: Account, published: int) -> list[int]:
        """Return accounts that share a block with one, at most so many: what shares most comes first."""
        store = self._store
        shared: dict[int, int] = {}
        is_last = account.ord > store.last
        for block in sought_under(account.event, account.views, published, is_last=is_last):
            found = store.in_block(block, account.ord, _SCANNED)
            self._count(found, shared)
            if not is_last:
                self._count(store.in_block_after(block, account.ord, _SCANNED), shared)
        if len(shared) > _COMPARED:
            return sorted(shared, key=lambda n: -shared[n])[:_COMPARED]
        return list(shared)

    def _count(self, found: list[int], shared: dict[int, int]) -> None:
        """Count accounts of a block, of each group a few, and of so many groups as are compared in memory."""
        if len(found) > GROUPS:
            groups: dict[int, int] = {}
            kept = []
            for n, strand in zip(found, self._store.strands_of(found), strict=True):
                count = groups.get(strand, 0)
                if count < (_OF_ONE if count or len(groups) < GROUPS else 0):
                    groups[strand] = count + 1
                    kept.append(n)
            found = kept
        for n in found:
            shared[n] = shared.get(n, 0) + 1

    def _linked(self, account: Account, candidates: list[int]) -> tuple[list[Account], dict[int, float]]:
        """Return the accounts that are likely of one event with one, whatever the others of their groups are.

        And how likely all are that can be, as `Agreement.best` takes it.
        """
        event = account.event
        able = [
            each
            for each in map(self._store.account, dict.fromkeys(candidates))
            if each.event.type == event.type and are_compatible(each.event, event)
        ]
        chances = self._agreement.chances(account.views, [each.views for each in able])
        linked = [
            each
            for each, chance in zip(able, chances, strict=True)
            if chance >= self._agreement.least or is_sure(event, [each.event]) or is_sure(each.event, [event])
        ]
        self._compared = able  # keeps them, so that no other list gets the id of one of theirs
        return linked, {id(each.views): chance for each, chance in zip(able, chances, strict=True)}

    def _decided(
        self, account: Account, linked: Iterable[Account], known: dict[int, float]
    ) -> tuple[int, int]:
        """Return the founders of the group and of the event that an account is of."""
        joined = self._joined_by_hand(account)
        strands: dict[int, Account] = {each.strand: each for each in linked}
        if joined is not None:
            strands = {strand: each for strand, each in strands.items() if each.leader == joined}
        elif strands:
            apart = self._leaders_apart(account)
            strands = {strand: each for strand, each in strands.items() if each.leader not in apart}
        if strands:
            groups = [(strand, self._store.members(strand, account.ord, MEMBERS)) for strand in strands]
            best = self._agreement.best(
                account.event,
                account.views,
                (
                    (strand, [self._store.account(n).views for n in members])
                    for strand, members in self._as_in_memory(groups, account)
                ),
                known=known,
            )
            if best is not None:
                return best, joined if joined is not None else self._store.account(best).leader
        return account.n, account.n if joined is None else joined

    def _as_in_memory(
        self, groups: list[tuple[int, list[int]]], account: Account
    ) -> list[tuple[int, list[int]]]:
        """Order groups as they are looked up in memory: those of its own report first, the latest before."""
        if len(groups) < 2:
            return groups
        own: dict[int, bytes] = {}
        for each in map(self._store.account, self._store.of_report(account.event.report)):
            if each.ord < account.ord and each.event.type == account.event.type:
                own[each.strand] = each.ord
        return sorted(
            groups,
            key=lambda group: (own.get(group[0], b""), self._store.account(group[1][-1]).ord),
            reverse=True,
        )

    def _joined_by_hand(self, account: Account) -> int | None:
        """Return the event of the earliest account that a person said is one with this, if that is earlier."""
        some = self._decided_accounts(self.constraints.same_as(account.n), account)
        return min(some, key=lambda each: each.ord).leader if some else None

    def _leaders_apart(self, account: Account) -> set[int]:
        some = self._decided_accounts(self.constraints.apart_from(account.n), account)
        return {each.leader for each in some}

    def _decided_accounts(self, nodes: Iterable[object], account: Account) -> list[Account]:
        found = [self._store.account(n) for n in nodes if isinstance(n, int) and n != account.n]
        return [each for each in found if each.ord < account.ord]

    def _affected(self, account: Account, strand: int) -> set[int]:
        """Return the later accounts that are compared with a group in which one came or went.

        They are linked to a member of it, and come before so many further members that this one is not compared
        any more; unless it founded the group.
        """
        db, after = self._store.db, account.ord
        if after >= self._store.last:
            return set()
        until = None
        if strand != account.n:
            row = db.execute(
                "SELECT ord FROM accounts WHERE strand = ? AND ord > ? ORDER BY ord LIMIT 1 OFFSET ?",
                (strand, after, MEMBERS - 2),
            ).fetchone()
            until = row[0] if row else None
        until = until or self._store.last
        (near,) = db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM accounts WHERE ord > ? AND ord <= ? LIMIT ?)",
            (after, until, _NEAR + 1),
        ).fetchone()
        if near <= _NEAR:
            rows = db.execute(
                "SELECT later FROM accounts AS other JOIN links ON later = other.n JOIN accounts AS member"
                " ON member.n = earlier WHERE other.ord > ? AND other.ord <= ? AND member.strand = ?",
                (after, until, strand),
            )
            return {n for (n,) in rows}
        rows = db.execute(
            "SELECT later FROM accounts AS member JOIN links ON earlier = member.n JOIN accounts AS other"
            " ON other.n = later WHERE member.strand = ? AND other.ord > ? AND other.ord <= ?",
            (strand, after, until),
        )
        return {n for (n,) in rows}

    def _stored_words(self, report: str) -> frozenset[str]:
        row = self._store.db.execute("SELECT stems FROM reports WHERE report = ?", (report,)).fetchone()
        return frozenset(row[0].split()) if row else frozenset()

    def _like(self, one: str, other: str) -> float:
        return self._likeness(one, other) if one < other else self._likeness(other, one)

    def _cosine(self, one: str, other: str) -> float:
        return self._rarity.cosine(self._words(one), self._words(other))
