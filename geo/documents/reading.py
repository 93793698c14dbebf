"""Files, folders and texts to `Report`s: the doors of `geo.documents`.

What is damaged is read as far as it goes, and a date that no metadata state without doubt stays unknown; both are
warnings of the logger `geo`.
"""

from __future__ import annotations

import io
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from geo.documents.dates import as_date
from geo.documents.folders import Unread, reports_of
from geo.documents.formats import LINED, MANY, READERS, read_file, read_stream, suffix_of
from geo.documents.metadata import Names
from geo.documents.single import finished
from geo.documents.source import HEAD, Columns
from geo.errors import NoReports, NotAReport, ReadingError, named, unreadable

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from geo.records import Report

__all__ = [
    "SUFFIXES",
    "Columns",
    "Unread",
    "as_date",
    "count_reports",
    "read_opened",
    "read_reports",
    "with_unique_ids",
]

SUFFIXES = tuple(READERS)
"""Of the files that are read in folders, each also compressed (`.txt.gz`, `.jsonl.zst`)."""
_log = logging.getLogger(__name__)


def read_reports(
    paths: str | Path | Iterable[str | Path],
    *,
    published: datetime.date | str | None = None,
    encoding: str | None = None,
    columns: Columns | None = None,
    on_error: Callable[[ReadingError], None] | None = None,
    unread: Unread | None = None,
    unique: bool = True,
    opened: Callable[[str], None] | None = None,
    base: Path | None = None,
) -> Iterator[Report]:
    """Read files and folders, one report at a time.

    Parameters
    ----------
    paths
        One path or several; a folder gives its files of the kinds that are read (`SUFFIXES`), in order of their names.
    published
        The day of every report that does not state its own.
    encoding
        How the files are encoded; without it what they state, else UTF-8, else what their bytes show, with a warning.
    columns
        What the fields of tables and JSON objects are called.
    on_error
        Called with each file, folder or record of a file that cannot be read, whatever the reason; the rest goes on.
        Without it the first such error is raised.
    unread
        Called with the files of folders that are of a kind that is not read. Without it they are counted in one
        warning of the log at the end.
    unique
        Rename a report whose id an earlier one has, and call records without an id after their place in the file.
        Otherwise ids do not depend on any order: they come as they are stated, a record without one is named after its
        text, and no memory is kept of them.
    opened
        Called with what the ids of a file's reports begin with, before it is read: its name, in a folder its path from
        there. Also called with the name of a folder.
    base
        The folder that names of files are relative to, by default the one that is given: what comes of a pattern. Files
        that turn out to be of a kind that is not read are then `unread`, as in a folder.

    Yields
    ------
    Report
        With ids that are unique in this call.

    Raises
    ------
    ReadingError, BadPublished, OSError
        The input is no report, or a path cannot be opened, and there is no `on_error`; `published` is no date.
    """
    day = as_date(published)
    names = Names() if unique else None
    left = Unread() if unread is None else unread
    for path in [paths] if isinstance(paths, str | Path) else paths:
        how = {"encoding": encoding, "columns": columns, "on_error": on_error, "stable": not unique}
        for report in _read_path(Path(path), base, left, opened or _ignore, how):
            yield finished(report, day, names)
    if unread is None and left:
        _log.warning("%s", left)


def count_reports(paths: Iterable[str | Path]) -> int | None:
    """Count the reports that `read_reports` will yield, without reading them; `None` when that is unknown.

    What turns out to be unreadable counts, so it is a number for a progress bar.
    """
    total = 0
    try:
        for path in map(Path, paths):
            for file in reports_of(path, Unread()) if path.is_dir() else [path]:
                if file.suffix.lower() in LINED:
                    with file.open("rb") as lines:
                        total += sum(not line.isspace() for line in lines)
                elif suffix_of(file.name) in MANY:
                    return None
                else:
                    total += 1
    except OSError:
        return None
    return total


def with_unique_ids(reports: Iterable[Report]) -> Iterator[Report]:
    """Yield reports as they come, each with an id that none before it has."""
    names = Names()
    for report in reports:
        yield finished(report, None, names)


def read_opened(
    stream: BinaryIO,
    *,
    name: str = "text",
    published: datetime.date | str | None = None,
    encoding: str | None = None,
    columns: Columns | None = None,
    on_error: Callable[[ReadingError], None] | None = None,
    unique: bool = True,
) -> Iterator[Report]:
    """Read the reports of what comes without a file name, whatever it holds: a text, a page, JSON, a table, a PDF.

    Parameters
    ----------
    stream
        Bytes: standard input, a pipe, `io.BytesIO`.
    name
        What the report is called, or what the ids of several begin with; a suffix tells the kind, as that of a file.
    published, encoding, columns, on_error, unique
        As for `read_reports`.

    Raises
    ------
    ReadingError, BadPublished
        As for `read_reports`.
    """
    day = as_date(published)
    names = Names() if unique else None
    source: Any = stream
    if not isinstance(stream, io.BufferedReader):
        source = io.BufferedReader(source, HEAD)
    try:
        reports = read_stream(
            source,
            name,
            name=name,
            encoding=encoding,
            columns=columns,
            on_error=on_error,
            stable=not unique,
        )
        for report in reports:
            yield finished(report, day, names)
    except Exception as error:
        if on_error is None:
            raise
        on_error(named(unreadable(name, error), name, name))


def _read_path(
    path: Path, base: Path | None, unread: Unread, opened: Callable[[str], None], how: Mapping[str, Any]
) -> Iterator[Report]:
    on_error = how["on_error"]
    own = path.name if base is None else path.relative_to(base).as_posix()
    try:
        inside = _files_of(path, unread) if path.is_dir() else None
    except (ReadingError, OSError) as error:
        if on_error is None:
            raise
        on_error(named(unreadable(str(path), error), str(path), own))
        return
    if inside is not None:
        opened(own)
    for file in [path] if inside is None else inside:
        name = own if inside is None else file.relative_to(base or path).as_posix()
        opened(name)
        try:
            yield from read_file(file, name, **how)
        except Exception as error:
            if isinstance(error, NotAReport) and (inside is not None or base is not None):
                unread.add(file, error.why)
                continue
            if on_error is None:
                raise
            on_error(named(unreadable(str(file), error), str(file), name))


def _ignore(name: str) -> None:
    """Drop the name."""


def _files_of(folder: Path, unread: Unread) -> list[Path]:
    inside = Unread()
    files = reports_of(folder, inside)
    if not files:
        raise NoReports(str(folder), str(inside) if inside else "")
    unread.update(inside)
    return files
