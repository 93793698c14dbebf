"""CSV and TSV to reports, a row each, as they come; a broken row costs that row."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.documents.fields import column_names
from geo.documents.json_records import from_record
from geo.errors import UnreadableReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.documents.source import Source
    from geo.records import Report

_NAME = re.compile(r"[\w.-]{1,40}(?: [\w.-]{1,40}){0,3}")
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 2**31 - 1  # the module's own limit of 131,072 characters is shorter than an article can be
_LINES_OF_A_ROW = 2_000
_CHARACTERS_OF_A_ROW = 4_000_000


def read_table(source: Source) -> Iterator[Report]:
    """Read a report a row.

    Raises
    ------
    NotAReport
        There is no column of texts.
    UnreadableReport
        Two columns have the name of one that is needed; or no row can be read.
    """
    lines = ((number, line) for number, line in source.lines())
    header_line = next(((n, line) for n, line in lines if line.strip()), None)
    if header_line is None:
        raise UnreadableReport(source.path, "empty")
    delimiter = delimiter_of(header_line[1], "\t" if source.suffix == ".tsv" else None)
    header = column_names(_cells(header_line[1], delimiter) or [], source)
    records = (
        (number, dict(zip(header, cells, strict=False)))
        for number, cells in _Rows(lines, delimiter, len(header), source)
    )
    yield from source.records(records, from_record, nothing="holds no report")


def delimiter_of(header: str, default: str | None = None) -> str:
    """Infer the delimiter of a header: the sign that makes the most names of it.

    Examples
    --------
    >>> delimiter_of("id;text, long;date"), delimiter_of("text")
    (';', ',')
    """
    if default and default in header:
        return default
    counts = {sign: len(_cells(header, sign) or []) for sign in _DELIMITERS}
    return max(counts, key=lambda sign: counts[sign])


def is_table(lines: list[str], column: str) -> bool:
    """Return whether a text begins as a table: names, the column of texts among them, a row with as many cells.

    Examples
    --------
    >>> is_table(["id,text", "1,Rain fell."], "text"), is_table(["text, not pictures", "Rain fell."], "text")
    (True, False)
    """
    if len(lines) < 2:
        return False
    delimiter = delimiter_of(lines[0])
    names = [name.strip().strip('"') for name in lines[0].split(delimiter)]
    return (
        len(names) > 1
        and column.casefold() in map(str.casefold, names)
        and all(_NAME.fullmatch(name) for name in names)
        and lines[1].count(delimiter) >= len(names) - 1
    )


@dataclass(slots=True)
class _Rows:
    """Puts rows together that have line breaks in quotes, and gets out again where a quote was never closed."""

    lines: Iterator[tuple[int, str]]
    delimiter: str
    width: int
    source: Source
    back: deque[tuple[int, str]] = field(default_factory=deque)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        while (taken := self._next()) is not None:
            number, line = taken
            if not line.strip():
                continue
            cells = self._row(line)
            if cells is None:
                self.source.refuse(UnreadableReport(f"{self.source.path}:{number}", self._why(line)))
            else:
                yield number, cells

    def _next(self) -> tuple[int, str] | None:
        return self.back.popleft() if self.back else next(self.lines, None)

    def _row(self, line: str) -> list[str] | None:
        """Read a row from its first line on; what was read ahead in vain is put back."""
        if self._open(line):
            ahead: list[tuple[int, str]] = []
            whole, size = [line], len(line)
            while len(ahead) < _LINES_OF_A_ROW and size < _CHARACTERS_OF_A_ROW and (taken := self._next()):
                ahead.append(taken)
                whole.append(taken[1])
                size += len(taken[1])
                if self._open(taken[1]):  # the quote is closed here
                    cells = _cells("".join(whole), self.delimiter)
                    if cells is not None and len(cells) == self.width:
                        return cells
                    break
            self.back.extendleft(reversed(ahead))
        cells = _cells(line, self.delimiter)
        if cells is not None and not any(cells[self.width :]):
            return cells
        # Written without quoting: a quote is a character like others, and in a table of one column the delimiter too.
        plain = line.rstrip("\r\n").split(self.delimiter, -1 if self.width > 1 else 0)
        return plain if len(plain) == self.width else None

    @staticmethod
    def _open(line: str) -> bool:
        return line.count('"') % 2 == 1

    def _why(self, line: str) -> str:
        if self._open(line):
            return "a quote that is not closed"
        found = len(_cells(line, self.delimiter) or line.split(self.delimiter))
        return f"{found} cells under {self.width} names"


def _cells(text: str, delimiter: str) -> list[str] | None:
    """Split one row, which may have line breaks in quotes; `None` where a quote is open or misplaced."""
    before = csv.field_size_limit(_LONGEST_CELL)  # of the whole process: others have limits of their own
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(before)
    return rows[0] if len(rows) == 1 else None
