"""What came of the rows of a table: how many were found, where it failed, and what was wrong with them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = 5


@dataclass(slots=True)
class Rows:
    """Counts rows, with the numbers of the first ones and of their lines."""

    count: int = 0
    first: list[tuple[int, int]] = field(default_factory=list)

    def add(self, number: int, line: int) -> None:
        """Count one."""
        self.count += 1
        if len(self.first) < _SHOWN:
            self.first.append((number, line))

    def __str__(self) -> str:
        listed = ", ".join(f"row {number} (line {line})" for number, line in self.first)
        return listed + (", …" if self.count > len(self.first) else "")


@dataclass(slots=True)
class TableReport:
    """Counts of a table that is geocoded; they grow while its rows are read.

    Attributes
    ----------
    counts
        Rows by status: `found`, `ambiguous` (the likeliest place is given), `not found`, `unknown country`,
        `unreadable`.
    nameless
        Those of `not found` whose name is missing.
    unreadable
        Rows that cannot be read, by cause.
    ragged
        Rows with more or fewer cells than the header.
    wrong_bytes
        Bytes that are not UTF-8 and were read as Windows-1252.
    missed
        The first names that were not found, with the rows where they were met first.

    Examples
    --------
    >>> print(TableReport(Counter(found=97, ambiguous=1, **{"not found": 2}), nameless=1))
    98 of 100 rows found (1 of them ambiguous), 2 not (1 without a name)
    >>> print(TableReport())
    no rows
    """

    counts: Counter[str] = field(default_factory=Counter)
    nameless: int = 0
    unreadable: defaultdict[str, Rows] = field(default_factory=lambda: defaultdict(Rows))
    ragged: Rows = field(default_factory=Rows)
    wrong_bytes: int = 0
    missed: dict[str, int] = field(default_factory=dict)

    def miss(self, name: str, number: int) -> None:
        """Remember a name that was not found, and its row."""
        if len(self.missed) <= _SHOWN:
            self.missed.setdefault(name, number)

    def __str__(self) -> str:
        total = self.counts.total()
        if not total:
            return "no rows"
        ambiguous = self.counts["ambiguous"]
        found = self.counts["found"] + ambiguous
        of_them = f" ({ambiguous:,} of them ambiguous)" if ambiguous else ""
        why = [
            f"{count:,} {word}"
            for count, word in (
                (self.nameless, "without a name"),
                (self.counts["unknown country"], "in an unknown country"),
                (self.counts["unreadable"], "unreadable"),
            )
            if count
        ]
        listed = f" ({', '.join(why)})" if why else ""
        rows = "row" if total == 1 else "rows"
        return f"{found:,} of {total:,} {rows} found{of_them}, {total - found:,} not{listed}"

    def faults(self) -> Iterator[str]:
        """Describe what was wrong with the table, a sentence each."""
        for cause, found in self.unreadable.items():
            rows = "row" if found.count == 1 else "rows"
            yield f"{found.count:,} {rows} cannot be read, {cause}: {found}"
        if self.ragged.count:
            rows = "row has" if self.ragged.count == 1 else "rows have"
            yield f"{self.ragged.count:,} {rows} more or fewer cells than the header: {self.ragged}"
        if self.wrong_bytes:
            characters = "character is" if self.wrong_bytes == 1 else "characters are"
            yield (
                f"{self.wrong_bytes:,} {characters} not UTF-8 and read as Windows-1252; where that is wrong, name the "
                "encoding with --encoding (encoding=)"
            )

    def misses(self) -> str:
        """List the first names that were not found; empty when there are none."""
        first = list(self.missed.items())
        listed = ", ".join(f"{name[:40]!r} (row {number})" for name, number in first[:_SHOWN])
        return listed and f"not found: {listed}{', …' if len(first) > _SHOWN else ''}"
