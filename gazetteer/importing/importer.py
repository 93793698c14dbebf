"""Import a gazetteer to use beside the bundled one: from a dump of GeoNames, or from a CSV of the user's own places.

Rows are streamed into a staging file and sorted by SQLite, so that the memory stays flat; the result appears whole or
not at all. A bad row is counted by its cause and left out.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer import store, temporary_folders
from gazetteer.build import store_file
from gazetteer.errors import BadSource
from gazetteer.importing import csv_rows, geonames_rows
from gazetteer.importing.bundled import Bundled
from gazetteer.importing.source_lines import not_a_table, open_lines
from gazetteer.importing.staging import Faults, Staging
from gazetteer.importing.table_rows import rows
from gazetteer.importing.table_text import HINT, open_text, separator

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.importing.source_lines import Lines

__all__ = ["Fault", "ImportResult", "import_places"]

_NEW = "new.sqlite"
_TOO_LONG = "a line of more than a million bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Rows that were left out for one cause; `lines` are the numbers of the first few."""

    file: str
    cause: str
    count: int
    lines: tuple[int, ...]

    def __str__(self) -> str:
        listed = ", ".join(map(str, self.lines)) + (", …" if self.count > len(self.lines) else "")
        rows = "row" if self.count == 1 else "rows"
        return f"{self.file}: {self.count} {rows} left out, {self.cause} (line {listed})"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import made.

    Attributes
    ----------
    path
        The new gazetteer.
    rows
        Rows that were read.
    places, names
        How many it holds.
    faults
        What was left out, by cause, the most frequent first.
    wrong_bytes
        Bytes of a CSV that are not UTF-8 and were read as Windows-1252.
    """

    path: Path
    rows: int
    places: int
    names: int
    faults: tuple[Fault, ...]
    wrong_bytes: int = 0


def import_places(
    source: str | Path,
    out: str | Path,
    *,
    names: str | Path | None = None,
    bundle: Path | None = None,
    on_progress: Callable[[str, float], None] | None = None,
) -> ImportResult:
    """Make a gazetteer to attach before the bundled one; what is at `out` stays until the new one is whole.

    Parameters
    ----------
    source
        `allCountries.zip`, a country's file (`AU.zip`) or their `.txt`, as GeoNames writes them; or a `.csv` (or
        `.tsv`) of the user's own places: id,name,kind,lon,lat[,radius_m,country,admin1,population,aliases,demonyms].
        These go before all namesakes; places of a dump are ranked by size beside the bundled ones.
    out
        The file to make.
    names
        `alternateNamesV2.zip` or `.txt`, for a dump.
    bundle
        The bundled gazetteer, whose hand-written rows a dump adds to; `None` takes the one that is installed.
    on_progress
        Called now and then with a stage ("places", "names", "sorting") and the share of it that is done.

    Returns
    -------
    ImportResult
        Counts, and what was left out.

    Raises
    ------
    BadSource
        If `source` or `names` is of another format, or holds no place at all.
    OSError
        If a file cannot be read or written.
    """
    out = Path(out)
    if out.exists() and not out.is_file():  # a device would be replaced by a file
        raise OSError(errno.EINVAL, "is no ordinary file", str(out))
    for path in (source, *([] if names is None else [names])):
        if out.exists() and out.samefile(path):
            raise BadSource(str(path), "it is what the gazetteer is made from; write that to another file")
    job = _Job(
        source=Path(source),
        out=out,
        names=None if names is None else Path(names),
        bundle=store.BUILT if bundle is None and store.BUILT.is_file() else bundle,
        report=on_progress or (lambda _stage, _share: None),
    )
    # Beside `out`, and not where temporary files go: it needs as much room as the result.
    with temporary_folders.folder_beside(out.parent) as folder:
        try:
            made = _make(job, folder)
        except sqlite3.OperationalError as error:  # the disk is full, most likely
            raise OSError(errno.EIO, str(error), str(out)) from error
        os.replace(folder / _NEW, out)  # noqa: PTH105 (the atomic one, on every system)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    source: Path
    out: Path
    names: Path | None
    bundle: Path | None
    report: Callable[[str, float], None]


def _make(job: _Job, folder: Path) -> ImportResult:
    connection = sqlite3.connect((folder / _NEW).resolve().as_uri(), uri=True)
    with contextlib.closing(connection):
        store_file.create(connection)
        staging = Staging(connection, folder / "staging.sqlite")
        with open_lines(job.source) as lines:
            faults = Faults(lines.name)
            own = Path(lines.name).suffix.lower() in (".csv", ".tsv")
            if own and job.names is not None:
                raise BadSource(str(job.names), "further names belong to a dump of GeoNames, not to a CSV")
            count = (_read_own if own else _read_dump)(job, lines, staging, faults)
        job.report("sorting", 0.0)
        places = staging.settle_places(faults, bundle=None if own else job.bundle)
        listed = _listed(faults)
        if not places:
            why = not_a_table(job.source) or f"holds no place{f'; {listed[0]}' if listed else ''}"
            raise BadSource(str(job.source), why)
        if job.names is not None:
            listed += _read_names(job, job.names, staging)
        job.report("sorting", 0.5)
        named = staging.settle_names()
        store_file.index(connection)
        job.report("sorting", 1.0)
    return ImportResult(
        path=job.out, rows=count, places=places, names=named, faults=listed, wrong_bytes=faults.wrong_bytes
    )


def _read_dump(job: _Job, lines: Lines, staging: Staging, faults: Faults) -> int:
    bundled = Bundled(job.bundle)
    gc.freeze()  # thousands of rows that stay: the collector need not look at them again and again
    try:
        return _read_places(job, lines, staging, faults, bundled)
    finally:
        gc.unfreeze()


def _read_places(job: _Job, lines: Lines, staging: Staging, faults: Faults, bundled: Bundled) -> int:
    number = 0
    for number, line in lines.read(lambda share: job.report("places", share)):
        if not line:
            if line is None:
                faults.add(_TOO_LONG, number)
            continue
        try:
            found = geonames_rows.place(line, bundled)
        except ValueError as error:
            faults.add(str(error), number)
            continue
        if found is None:
            faults.add("a division that is no more", number)
        else:
            staging.add_dumped(found, number)
    return number


def _read_own(job: _Job, lines: Lines, staging: Staging, faults: Faults) -> int:
    share = _Share(lines.size, lambda done: job.report("places", done))
    table = open_text(lines.stream, name=str(job.source), encoding=None, on_bytes=share.add)
    header: csv_rows.Header | None = None
    count = 0
    for row in rows(table.lines(), separator(table.head, suffix=Path(lines.name).suffix)):
        if not row.cells or (header is None and row.cells[0].lower() == HINT):
            continue
        try:
            if row.fault:
                raise ValueError(row.fault)  # noqa: TRY301 (a row's fault like the others)
            if header is None:
                header = csv_rows.Header(row.cells)
                continue
            staging.add(header.place(row.cells), row.line)
        except ValueError as error:
            if header is None:
                raise BadSource(str(job.source), f"line {row.line}: {error}") from error
            faults.add(str(error), row.line)
        count += 1
    faults.wrong_bytes = table.wrong_bytes
    return count


class _Share:
    """Reports how much of a file has been read."""

    def __init__(self, size: int, report: Callable[[float], None]) -> None:
        self._size = max(1, size)
        self._report = report
        self._read = 0

    def add(self, count: int) -> None:
        """Count bytes."""
        self._read += count
        self._report(min(1.0, self._read / self._size))


def _read_names(job: _Job, path: Path, staging: Staging) -> tuple[Fault, ...]:
    with open_lines(path) as lines:
        faults = Faults(lines.name)
        usable = False
        for number, line in lines.read(lambda share: job.report("names", share)):
            try:
                if line is None:
                    raise ValueError(_TOO_LONG)  # noqa: TRY301 (a row's fault like the others)
                found = geonames_rows.further_name(line) if line else None
            except ValueError as error:
                faults.add(str(error), number)
                continue
            usable = True
            if found is not None:
                staging.add_name(*found)
    if not usable:
        raise BadSource(str(path), "holds no name in the format of alternateNamesV2")
    return _listed(faults)


def _listed(faults: Faults) -> tuple[Fault, ...]:
    return tuple(
        Fault(file=faults.file, cause=cause, count=count, lines=tuple(lines))
        for cause, (count, lines) in sorted(faults.causes.items(), key=lambda item: -item[1][0])
    )
