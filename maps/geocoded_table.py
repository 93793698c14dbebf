"""A table with the places of one of its columns added: every row, every column, in order, whatever is in them."""

from __future__ import annotations

import contextlib
import csv
import functools
import io
from collections import Counter
from pathlib import Path
from typing import IO, TYPE_CHECKING

from gazetteer import countries
from gazetteer.errors import AmbiguousPlace, BadSource, UnknownCountry
from gazetteer.importing.table_rows import rows
from gazetteer.importing.table_text import HINT, NO_SEPARATOR, TableText, open_text, separator
from gazetteer.missing import is_missing
from gazetteer.names import MAX_NAME
from maps.errors import UnknownColumn, UnreadableTable
from maps.table_report import TableReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazetteer.importing.table_rows import TableRow
    from gazetteer.store import Gazetteer

ADDED = ("place_id", "name", "kind", "country", "admin1", "lon", "lat", "did_you_mean", "status")
"""Columns that are added; where the table has one of that name, ours begins with `place_` or ends with a number.
`did_you_mean` has near spellings for what is not found, and what else an ambiguous name may mean."""

_USUAL = ("name", "place", "place_name", "placename", "toponym", "location", "city", "town")
_KEPT = 10_000
_EVERY = 500
_LONGEST = MAX_NAME + 1
_SUGGESTED = 3


def geocoded_lines(
    source: str | Path | IO[bytes],
    *,
    gazetteer: Gazetteer,
    report: TableReport | None = None,
    column: str | None = None,
    country_column: str | None = None,
    country: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    missing: frozenset[str] | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Iterator[str]:
    """Geocode a column of a table, a row at a time.

    Parameters
    ----------
    source
        A table with a header, as text: a file, or a stream of its bytes.
    gazetteer
        Where to look.
    report
        Counts the rows by status as they come, and what is wrong with them.
    column
        The column of the names; by default the only one, or one that is called name, place or the like.
    country_column
        The column of the countries (alpha-2, alpha-3 or name); where it is empty, `country` counts.
    country
        Only places of this country.
    delimiter
        What separates cells; `None` tells it from the header and the first rows.
    encoding
        Of the file. `None` obeys a byte order mark and knows UTF-16; what is not UTF-8 is then read as Windows-1252.
    missing
        Marks of a missing name, as `gazetteer.missing.marks` makes them; `None` takes the usual ones. They are not
        found.
    on_progress
        Called now and then with the share of the file that is done.

    Yields
    ------
    str
        Lines as UTF-8 text, separated and ended as in the file, in its order. A row that is longer than the header has
        its further cells after the added ones; one that cannot be read has the status `unreadable`.

    Raises
    ------
    UnknownColumn
        There is no such column, or none that is called like a place.
    UnreadableTable
        The file is empty, is no table as text, has a column twice, or is encoded otherwise than was said.
    UnknownCountry
        `country` is none.
    OSError
        The file cannot be read.
    """
    if country:
        countries.get(country)
    report = TableReport() if report is None else report
    name = str(source) if isinstance(source, str | Path) else str(getattr(source, "name", "the table"))
    with contextlib.ExitStack() as stack:
        share = _Share(0)
        stream = source
        if isinstance(stream, str | Path):
            share = _Share(Path(stream).stat().st_size)
            stream = stack.enter_context(Path(stream).open("rb"))
        table = _opened(stream, name, encoding, share)
        parted = separator(table.head, suffix=Path(name).suffix) if delimiter is None else delimiter
        found = rows(_checked(table, name, encoding), parted)
        header = _header(found, name)
        at = _column(header, column, name)
        country_at = None if country_column is None else _column(header, country_column, name)
        end = "\r\n" if table.head.partition("\n")[0].endswith("\r") else "\n"
        as_line = functools.partial(_line, delimiter="," if parted == NO_SEPARATOR else parted, end=end)
        asked = _Asked(gazetteer, report, missing, country or "")
        yield as_line([*header, *_added(header)])
        for number, row in enumerate(found, 1):
            cells = [*row.cells, *[""] * (len(header) - len(row.cells))]
            if row.cells and len(row.cells) != len(header) and not row.fault:
                report.ragged.add(number, row.line)
            added = asked.cells(row, number, cells[at], "" if country_at is None else cells[country_at])
            report.wrong_bytes = table.wrong_bytes
            yield as_line([*cells[: len(header)], *added, *cells[len(header) :]])
            if on_progress is not None and number % _EVERY == 1:
                on_progress(share.done)


class _Asked:
    """Looks up the names of a column, and counts what comes of it."""

    def __init__(
        self, gazetteer: Gazetteer, report: TableReport, missing: frozenset[str] | None, country: str
    ) -> None:
        self._report = report
        self._missing = missing
        self._country = country
        self._place = functools.lru_cache(maxsize=_KEPT)(functools.partial(_cells, gazetteer))

    def cells(self, row: TableRow, number: int, name: str, country: str) -> tuple[str, ...]:
        """Make the added cells of a row."""
        # What is too long to be a name is looked up cut, and not found: caches stay small.
        name, country = name.strip()[:_LONGEST], country.strip()[:_LONGEST]
        within = _country(country) or self._country
        if row.fault:
            self._report.unreadable[row.fault].add(number, row.line)
            added = _nothing("unreadable")
        elif is_missing(name, self._missing, country=within):
            self._report.nameless += 1
            added = _nothing("not found")
        else:
            added = self._place(name, within)
            if added[-1] == "not found":
                self._report.miss(name, number)
        self._report.counts[added[-1]] += 1
        return added


class _Share:
    """How much of a file has been read."""

    def __init__(self, size: int) -> None:
        self._size = max(1, size)
        self._read = 0

    def add(self, count: int) -> None:
        """Count bytes."""
        self._read += count

    @property
    def done(self) -> float:
        """The share; 1 of a stream of unknown size."""
        return min(1.0, self._read / self._size)


def _opened(stream: IO[bytes], name: str, encoding: str | None, share: _Share) -> TableText:
    try:
        return open_text(stream, name=name, encoding=encoding, on_bytes=share.add)
    except BadSource as error:
        raise UnreadableTable(error.path, error.why) from error
    except LookupError as error:
        raise UnreadableTable(name, f"there is no encoding called {str(encoding)[:40]!r}") from error


def _checked(table: TableText, name: str, encoding: str | None) -> Iterator[str]:
    """Yield the lines; what is not encoded as was said ends them with an error of ours."""
    try:
        yield from table.lines()
    except UnicodeError as error:
        raise UnreadableTable(
            name, f"it is not {encoding}; name its encoding with --encoding (encoding=)"
        ) from error


def _header(found: Iterator[TableRow], name: str) -> list[str]:
    """Return the first row that is not empty; raise if a column occurs twice."""
    row = next(
        (row for row in found if any(map(str.strip, row.cells)) and row.cells[0].lower() != HINT), None
    )
    if row is None:
        raise UnreadableTable(name, "it is empty")
    if row.fault:
        raise UnreadableTable(name, f"its header cannot be read: {row.fault}")
    names = Counter(cell.strip() for cell in row.cells)
    if twice := [column for column, count in names.items() if column and count > 1]:
        listed = ", ".join(repr(column[:40]) for column in twice[:5])
        raise UnreadableTable(name, f"its header has {listed} more than once; rename one")
    return row.cells


def _column(header: list[str], wanted: str | None, path: str) -> int:
    names = [name.strip().casefold() for name in header]
    if wanted is not None:
        if wanted in header:
            return header.index(wanted)
        if wanted.strip().casefold() not in names:
            raise UnknownColumn(wanted, tuple(header), path)
        return names.index(wanted.strip().casefold())
    if len(names) == 1:
        return 0
    usual = next((name for name in _USUAL if name in names), None)
    if usual is None:
        raise UnknownColumn("", tuple(header), path)
    return names.index(usual)


def _added(header: list[str]) -> list[str]:
    taken = set(header)
    names = []
    for name in ADDED:
        free = name
        if free in taken:
            free = f"place_{name.removeprefix('place_')}"
        number = 2
        while free in taken:
            free = f"place_{name.removeprefix('place_')}_{number}"
            number += 1
        taken.add(free)
        names.append(free)
    return names


@functools.lru_cache(maxsize=512)
def _country(cell: str) -> str:
    """Return a country as written, or "" for a missing-value marker; NA is Namibia."""
    try:
        countries.get(cell)
    except UnknownCountry:
        return "" if is_missing(cell) else cell
    return cell


def _nothing(status: str, meant: str = "") -> tuple[str, ...]:
    return (*[""] * (len(ADDED) - 2), meant, status)


def _cells(gazetteer: Gazetteer, name: str, country: str) -> tuple[str, ...]:
    """Return the cells of the added columns for one name."""
    try:
        likeliest = gazetteer.search(name, limit=1, country=country or None, near=False)
        if not likeliest:
            near = gazetteer.search(name, limit=_SUGGESTED, country=country or None)
            return _nothing("not found", "; ".join(dict.fromkeys(place.label for place in near)))
        place, meant, status = gazetteer.find(name, country=country or None), "", "found"
    except UnknownCountry:
        return _nothing("unknown country")
    except AmbiguousPlace as error:
        place, meant, status = likeliest[0], "; ".join(error.labels), "ambiguous"
    point = (f"{place.lon:.6f}", f"{place.lat:.6f}")
    return (place.id, place.name, place.kind, place.country, place.admin1, *point, meant, status)


def _line(cells: list[str], delimiter: str, end: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerow(cells)
    return text.getvalue()
