"""Read rows of a table as text, one by one: a row that cannot be read is reported and kept, and costs no other row."""

from __future__ import annotations

import csv
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.importing.table_text import CutLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OPEN_QUOTE = "a quote that is not closed"
OPEN_OR_LONG = "a quote that is not closed, or a cell of more than 131,072 characters"
LONG_CELL = "a cell of more than 131,072 characters"
LONG_ROW = "a row of more than a million characters"

_LONGEST_ROW = 1 << 20
_PATIENCE = 100
"""Broken rows after which no cell goes over several lines any more: each of them may cost the reading of 131,072
characters in vain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of a table.

    Attributes
    ----------
    line
        The number of its first line, from 1.
    cells
        Its cells; of a row that cannot be read, what lies between the separators of its first line.
    fault
        Why it cannot be read; empty where it can.
    """

    line: int
    cells: list[str]
    fault: str = ""


def rows(lines: Iterable[str], delimiter: str) -> Iterator[TableRow]:
    r"""Split lines into rows.

    Where a quote is not closed, or a cell or row is too long, the first line of that row is a row with a fault, and the
    reading goes on at the line after it. In a line of its own, quotes inside a cell are left as they are.

    Parameters
    ----------
    lines
        With their ends.
    delimiter
        What separates cells.

    Examples
    --------
    >>> [(row.line, row.cells, row.fault) for row in rows(['a,"b\n', "c,d\n"], ",")]
    [(1, ['a', '"b'], 'a quote that is not closed'), (2, ['c', 'd'], '')]
    >>> list(rows([], ","))
    []
    """
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    number = 1
    broken = 0
    while broken < _PATIENCE:
        feed.taken.clear()
        feed.size = 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLong) as error:
            first, *after = feed.taken
            row = _alone(first, delimiter, number, _cause(error, lines=len(feed.taken)))
            broken += bool(row.fault)
            yield row
            number += 1
            feed.back.extendleft(reversed(after))
            reader = csv.reader(feed, delimiter=delimiter, strict=True)
        else:
            yield TableRow(line=number, cells=cells)
            number += len(feed.taken)
    for number, line in enumerate(feed.rest(), number):  # noqa: B020 (goes on where the other has stopped)
        yield _alone(line, delimiter, number, OPEN_QUOTE)


class _TooLong(Exception):
    """More characters than a row has."""


class _Feed:
    """Hands lines to a reader, and keeps those of the row that it is at."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.back: deque[str] = deque()
        self.taken: list[str] = []
        self.size = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self.back.popleft() if self.back else next(self._lines)
        self.taken.append(line)
        self.size += len(line)
        if self.size > _LONGEST_ROW or isinstance(line, CutLine):
            raise _TooLong
        return line

    def rest(self) -> Iterator[str]:
        """Yield what has not been read."""
        while self.back:
            yield self.back.popleft()
        yield from self._lines


def _alone(line: str, delimiter: str, number: int, why: str) -> TableRow:
    """Read a line as a row of its own, as Excel does: what follows a closing quote belongs to the cell."""
    try:
        # A second line that is empty comes as a row of its own unless the first has an open quote.
        found = [] if isinstance(line, CutLine) else list(csv.reader([line, "\n"], delimiter=delimiter))
    except csv.Error as error:
        found, why = [], _cause(error)
    if len(found) == 2:
        return TableRow(line=number, cells=found[0])
    return TableRow(line=number, cells=line.rstrip("\r\n").split(delimiter), fault=why)


def _cause(error: Exception, *, lines: int = 1) -> str:
    if isinstance(error, _TooLong):
        return LONG_ROW
    if "field larger" in str(error):
        return LONG_CELL if lines == 1 else OPEN_OR_LONG
    return OPEN_QUOTE
