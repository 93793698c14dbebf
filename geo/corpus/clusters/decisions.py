"""What people decided of two accounts: that they are of one event, or that they are not; kept as lines of text.

An account is named by its report, the offsets of its trigger and the quoted words, so that a decision outlives a new
reading of the report: the words are looked up nearest to where they were.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from geo.errors import DecisionConflict, UnreadableSet

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence
    from pathlib import Path

    from geo.records import Event

SUFFIX: Final = ".decisions.jsonl"


@dataclass(frozen=True, slots=True)
class AccountRef:
    """What a report tells, by its words.

    Attributes
    ----------
    report
        Id of the report.
    start, end, text
        Offsets of the trigger, half-open, and its words.
    type
        PLOVER root, where two events have the same trigger; empty for any.
    """

    report: str
    start: int
    end: int
    text: str
    type: str = ""

    @classmethod
    def of(cls, event: Event) -> AccountRef:
        """Return the reference to an event as its report tells it."""
        main = event.mentions[0]
        return cls(main.report, main.start, main.end, main.text, event.type)

    def found_in(self, accounts: Iterable[tuple[int, Event]]) -> int | None:
        """Return the number of the account that is meant, of those of the report; `None` where none has the words."""
        found = [
            ((event.type != self.type, abs(mention.start - self.start), abs(mention.end - self.end), n))
            for n, event in accounts
            for mention in event.mentions
            if mention.report == self.report
            and mention.text.casefold() == self.text.casefold()
            and (not self.type or event.type == self.type or mention.start == self.start)
        ]
        return min(found)[-1] if found else None

    def __str__(self) -> str:
        return f"{self.text!r} at {self.start} of {self.report}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether two accounts are of one event.

    Attributes
    ----------
    one, other
        The accounts, in any order.
    same
        `None` takes back what was decided of the two before.
    by, why
        Who decided, and the reason.
    at
        When, ISO 8601.
    """

    one: AccountRef
    other: AccountRef
    same: bool | None
    by: str = ""
    why: str = ""
    at: str = ""

    def line(self) -> str:
        """Return the decision as a line of JSON."""
        said = {"same": self.same, "one": asdict(self.one), "other": asdict(self.other)}
        return json.dumps({**said, "by": self.by, "why": self.why, "at": self.at}, ensure_ascii=False) + "\n"

    @classmethod
    def of_line(cls, line: str) -> Decision:
        """Return the decision of a line.

        Raises
        ------
        ValueError
            It is none.
        """
        try:
            row = json.loads(line)
            if row["same"] not in (True, False, None):
                raise ValueError(line)
            return cls(**row | {"one": AccountRef(**row["one"]), "other": AccountRef(**row["other"])})
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(line) from error

    @property
    def pair(self) -> frozenset[AccountRef]:
        """Both accounts."""
        return frozenset((self.one, self.other))


class Constraints:
    """Which accounts are one whatever else is known, and which are not; transitive.

    Attributes
    ----------
    skipped
        Decisions that contradict earlier ones, by how the accounts are read now; they have no effect.
    """

    def __init__(self) -> None:
        self._parents: dict[Hashable, Hashable] = {}
        self._apart: dict[Hashable, dict[Hashable, Decision]] = {}
        self._members: dict[Hashable, list[Hashable]] = {}
        self.skipped: list[Decision] = []

    @classmethod
    def of(
        cls, decisions: Sequence[Decision], node_of: Callable[[AccountRef], Hashable], *, strict: bool = False
    ) -> Constraints:
        """Collect decisions.

        Parameters
        ----------
        decisions
            In their order; those that were taken back count no more.
        node_of
            Returns what a reference stands for: two references can be to one account.
        strict
            Raise the error of a contradiction, else keep what was decided first.
        """
        made = cls()
        for decision in in_force(decisions):
            try:
                made.add(node_of(decision.one), node_of(decision.other), decision)
            except DecisionConflict:
                if strict:
                    raise
                made.skipped.append(decision)
        return made

    def add(self, one: Hashable, other: Hashable, decision: Decision) -> None:
        """Add a decision.

        Raises
        ------
        DecisionConflict
            The decisions before say the contrary.
        """
        first, second = self._root(one), self._root(other)
        if not decision.same:
            if first == second:
                raise DecisionConflict(
                    str(decision.one), str(decision.other), "they were decided to be one event"
                )
            self._apart[first][second] = self._apart[second][first] = decision
            return
        if first == second:
            return
        if second in self._apart[first]:
            against = self._apart[first][second]
            said = f"{against.one} and {against.other} were decided to be two events" + (
                f" by {against.by}" if against.by else ""
            )
            raise DecisionConflict(str(decision.one), str(decision.other), said)
        self._parents[second] = first
        self._members[first] += self._members.pop(second)
        for third, said_of in self._apart.pop(second).items():
            del self._apart[third][second]
            self._apart[third][first] = self._apart[first][third] = said_of

    def _root(self, node: Hashable) -> Hashable:
        if node not in self._parents:
            self._parents[node] = node
            self._members[node] = [node]
            self._apart[node] = {}
        while self._parents[node] != node:
            node = self._parents[node]
        return node

    def same_as(self, node: Hashable) -> frozenset[Hashable]:
        """Return the accounts that are one with an account, itself among them; none where nothing was decided of it."""
        return frozenset(self._members[self._root(node)]) if node in self._parents else frozenset()

    def apart_from(self, node: Hashable) -> frozenset[Hashable]:
        """Return the accounts that are not one with an account."""
        if node not in self._parents:
            return frozenset()
        return frozenset(each for root in self._apart[self._root(node)] for each in self._members[root])

    def nodes(self) -> Iterable[Hashable]:
        """Return all accounts of which something was decided."""
        return self._parents.keys()


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that were not taken back, in their order."""
    found: list[Decision] = []
    for decision in decisions:
        if decision.same is None:
            found = [each for each in found if each.pair != decision.pair]
        else:
            found.append(decision)
    return found


def read(path: Path) -> list[Decision]:
    """Read a file of decisions, a line each; a last line that was cut by a crash counts as none.

    Raises
    ------
    UnreadableSet
        A line is no decision.
    """
    if not path.exists():
        return []
    found = []
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(Decision.of_line(line))
        except ValueError as error:
            if number == len(lines) and not line.endswith("\n"):
                break
            raise UnreadableSet(f"{path.name}:{number}", "no decision of two events") from error
    return found


def append(path: Path, decision: Decision) -> None:
    """Append a decision to a file, and see to it that it is on the disk; a line that was cut is left out."""
    with path.open("a+b") as file:
        file.seek(0, os.SEEK_END)
        if file.tell():
            file.seek(0)
            whole = file.read()
            if not whole.endswith(b"\n"):
                last = whole.rpartition(b"\n")[2]
                try:
                    Decision.of_line(last.decode())
                except ValueError:  # also UnicodeDecodeError
                    file.truncate(len(whole) - len(last))
                else:
                    file.write(b"\n")
        file.write(decision.line().encode())
        file.flush()
        os.fsync(file.fileno())


def refs_of(decisions: Iterable[Decision]) -> dict[str, list[AccountRef]]:
    """Return all accounts that decisions name, by report."""
    found: dict[str, list[AccountRef]] = {}
    for decision in decisions:
        for ref in (decision.one, decision.other):
            refs = found.setdefault(ref.report, [])
            if ref not in refs:
                refs.append(ref)
    return found
