"""Files, folders and texts to `Report`s: the doors of `geo.documents`.

What is damaged is read as far as it goes, and a date that no metadata state without doubt stays unknown; both are told
by a warning of the logger `geo`.
"""

from __future__ import annotations

import hashlib
import io
import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from geo.documents.dates import as_date
from geo.documents.encoding import decode, page_encoding
from geo.documents.folders import Unread, reports_of
from geo.documents.formats import LINED, MANY, READERS, read_file, read_stream, suffix_of
from geo.documents.metadata import Names
from geo.documents.record_warnings import Doubts
from geo.documents.source import HEAD, Columns
from geo.documents.text import from_text
from geo.errors import NoReports, NotAReport, ReadingError, unreadable

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator

    from geo.records import Report

__all__ = [
    "SUFFIXES",
    "Columns",
    "Unread",
    "as_date",
    "count_reports",
    "id_of_text",
    "read_opened",
    "read_reports",
    "report_from_text",
    "with_unique_ids",
]

SUFFIXES = tuple(READERS)
"""Of the files that are read in folders, each also compressed (`.txt.gz`)."""
_log = logging.getLogger(__name__)


def read_reports(
    paths: str | Path | Iterable[str | Path],
    *,
    published: datetime.date | str | None = None,
    encoding: str | None = None,
    columns: Columns | None = None,
    on_error: Callable[[ReadingError], None] | None = None,
    unread: Unread | None = None,
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
        Told of the files of folders that are of a kind that is not read. Without it they are counted in one warning of
        the log at the end.

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
    names = Names()
    left = Unread() if unread is None else unread
    for path in [paths] if isinstance(paths, str | Path) else paths:
        for report in _read_path(Path(path), encoding, columns, on_error, left):
            yield _finished(report, day, names)
    if unread is None and left:
        _log.warning("%s", left)


def count_reports(paths: Iterable[str | Path]) -> int | None:
    """Count what `read_reports` will find, without reading it; `None` when that cannot be told.

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


def report_from_text(
    text: str | bytes,
    *,
    report_id: str | None = None,
    published: datetime.date | str | None = None,
    title: str | None = None,
    source: str | None = None,
    encoding: str | None = None,
) -> Report:
    """Make a report of a text, its front matter included; HTML is recognised by its first tag.

    A string is taken as it is: character references such as `&atilde;` stay, so that offsets are those of the string.
    Without a `report_id` the report is named after its text, by `id_of_text`.

    Raises
    ------
    UnreadableReport, BadPublished
        The text is empty or binary; `published` is no date.
    TypeError
        The text is neither a string nor bytes.
    """
    if not isinstance(text, str | bytes):
        raise TypeError(f"a text is a string or bytes, not {type(text).__name__}")
    day = as_date(published)
    where = report_id or "text"
    doubts = Doubts(where)
    is_string = isinstance(text, str)
    if isinstance(text, bytes):
        text = decode(
            text,
            where,
            encoding=encoding,
            stated=page_encoding(text),
            warn=lambda what: doubts.tell("encoding", where, what),
        )
    elif not is_string:
        raise TypeError(f"a text is a string or bytes, not {type(text).__name__}")
    report = from_text(text, where, where=where, doubts=doubts, plain=is_string)
    if report_id is None:
        report = replace(report, id=id_of_text(report.text))
    report = replace(report, title=title or report.title, source=source or report.source)
    return _finished(report, day, Names())


def id_of_text(text: str) -> str:
    """Return an id for a report that has none: the same for the same text, another for another.

    Examples
    --------
    >>> id_of_text("Rain fell."), id_of_text("Rain fell.") == id_of_text("Snow fell.")
    ('text-8a4b1e83d9ac', False)
    """
    return f"text-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def with_unique_ids(reports: Iterable[Report]) -> Iterator[Report]:
    """Yield reports as they come, each with an id that none before it has."""
    names = Names()
    for report in reports:
        yield _finished(report, None, names)


def read_opened(
    stream: BinaryIO,
    *,
    name: str = "text",
    published: datetime.date | str | None = None,
    encoding: str | None = None,
    columns: Columns | None = None,
    on_error: Callable[[ReadingError], None] | None = None,
) -> Iterator[Report]:
    """Read the reports of what comes without a file name, whatever it holds: a text, a page, JSON, a table, a PDF.

    Parameters
    ----------
    stream
        Bytes: standard input, a pipe, `io.BytesIO`.
    name
        What the report is called, or what the ids of several begin with; a suffix tells the kind, as that of a file.
    published, encoding, columns, on_error
        As for `read_reports`.

    Raises
    ------
    ReadingError, BadPublished
        As for `read_reports`.
    """
    day = as_date(published)
    names = Names()
    source: Any = stream
    if not isinstance(stream, io.BufferedReader):
        source = io.BufferedReader(source, HEAD)
    try:
        reports = read_stream(source, name, name=name, encoding=encoding, columns=columns, on_error=on_error)
        for report in reports:
            yield _finished(report, day, names)
    except Exception as error:
        if on_error is None:
            raise
        on_error(unreadable(name, error))


def _finished(report: Report, day: datetime.date | None, names: Names) -> Report:
    """Give the report a date if it states none, and an id that no other has."""
    name = names.unique(report.id)
    if day and report.published is None:
        month = report.published_month
        # A report that states its month keeps it, unless the day is one of it.
        if month is None or (month.year, month.month) == (day.year, day.month):
            return replace(report, id=name, published=day, published_month=None)
    return report if name == report.id else replace(report, id=name)


def _read_path(
    path: Path,
    encoding: str | None,
    columns: Columns | None,
    on_error: Callable[[ReadingError], None] | None,
    unread: Unread,
) -> Iterator[Report]:
    try:
        files = _files_of(path, unread) if path.is_dir() else [path]
    except (ReadingError, OSError) as error:
        if on_error is None:
            raise
        on_error(unreadable(str(path), error))
        return
    for file in files:
        name = path.name if file == path else file.relative_to(path).as_posix()
        try:
            yield from read_file(file, name, encoding=encoding, columns=columns, on_error=on_error)
        except Exception as error:
            if isinstance(error, NotAReport) and file != path:
                unread.add(file, error.why)
                continue
            if on_error is None:
                raise
            on_error(unreadable(str(file), error))


def _files_of(folder: Path, unread: Unread) -> list[Path]:
    inside = Unread()
    files = reports_of(folder, inside)
    if not files:
        raise NoReports(str(folder), str(inside) if inside else "")
    unread.update(inside)
    return files
