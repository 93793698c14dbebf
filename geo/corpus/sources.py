"""Where the reports of a corpus come from: files, folders, patterns, tables, frames, iterators.

Ids do not depend on any order: a file is called by its path within the folder or pattern that was given, a feed's entry
by its address, a record by the id that it states, and else by its text.
"""

from __future__ import annotations

import datetime
import glob
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

from geo.corpus.spool import Entry
from geo.documents.ids import LONG, id_of_text
from geo.errors import ReadingError, UnreadableReport, unreadable
from geo.failures import record_of
from geo.records import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.documents.reading import Columns, Unread
    from geo.errors import GeoError

_WILD: Final = "*?["
_STREAM: Final = "stream"
"""What a stream is called in messages."""


@dataclass(frozen=True, slots=True)
class FileOf:
    """A file of a folder: its reports have the ids that they have when the whole folder is read."""

    folder: Path
    path: Path


def entries_of(
    source: Any,
    *,
    published: datetime.date | str | None = None,
    encoding: str | None = None,
    columns: Columns | None = None,
    on_error: Callable[[GeoError], None] | None = None,
    unread: Unread | None = None,
    opened: Callable[[str], None] | None = None,
) -> Iterator[Entry]:
    """Yield the reports of a source as they come, and what could not be read, with its reason.

    What could not be read has the id that the report would have.

    Parameters
    ----------
    source
        A path or several, with `*`, `?`, `[...]` and `**` as in a shell; a table with the columns of `columns`: a
        DataFrame of pandas, GeoPandas, Polars, Dask or dask_geopandas, or whatever gives Arrow batches; a Series or an
        array of texts; or any iterable of paths, open binary files, `Report`s and mappings with the keys of a `.jsonl`
        line.
    published, encoding, columns, unread, opened
        As for `geo.documents.reading.read_reports`.
    on_error
        Called with each error as well.

    Raises
    ------
    ColumnMissing
        A table has no column of texts.
    """
    from geo.documents.reading import Columns, as_date
    from geo.documents.single import finished

    day = as_date(published)
    failed: list[Entry] = []

    def record(error: GeoError) -> None:
        failed.append(_failed(error))
        if on_error is not None:
            on_error(error)

    found = _SourceReader(columns or Columns(), encoding, record, unread, opened or _ignore)
    for report in found.reports(source):
        yield from failed
        failed.clear()
        yield Entry(finished(report, day, None))
    yield from failed


def _ignore(name: str) -> None:
    """Drop the name."""


def _failed(error: GeoError) -> Entry:
    """Return the entry of what could not be read, in which nothing depends on where the source lies."""
    failure = record_of(error)
    name = getattr(error, "report", "") or failure.where or "unknown"
    return Entry(Report(id=name, text=""), replace(failure, where=name))


class _SourceReader:
    """Yields the reports of whatever a source may be, and records what cannot be read."""

    def __init__(
        self,
        columns: Columns,
        encoding: str | None,
        record: Callable[[GeoError], None],
        unread: Unread | None,
        opened: Callable[[str], None],
    ) -> None:
        self.columns, self.encoding, self.record = columns, encoding, record
        self.unread, self.opened = unread, opened

    def reports(self, source: Any) -> Iterator[Report]:
        from geo.corpus.tables import is_table, records_of
        from geo.documents.columns import is_column

        if is_table(source):
            for row in records_of(source, self.columns):
                yield from self._of_mapping(row)
        elif is_column(source):
            for cell in source:
                yield from self._of_mapping({self.columns.text: cell})
        else:
            for item in [source] if isinstance(source, str | Path | Report | Mapping) else source:
                yield from self._of_item(item)

    def _of_item(self, item: Any) -> Iterator[Report]:
        if isinstance(item, Report):
            yield from self._of_report(item)
        elif isinstance(item, Mapping):
            yield from self._of_mapping(item)
        elif isinstance(item, str | Path):
            yield from self._of_path(str(item))
        elif isinstance(item, FileOf):
            yield from self._of_file(item)
        elif hasattr(item, "read"):
            yield from self._of_stream(item)
        else:
            why = f"a report is a path, a geo.Report or a mapping, not {type(item).__name__}"
            self._refuse(UnreadableReport("unknown", why), id_of_text(repr(item), digits=LONG))

    def _refuse(self, error: ReadingError, name: str) -> None:
        error.report = error.report or name
        self.record(error)

    def _how(self) -> dict[str, Any]:
        return {
            "encoding": self.encoding,
            "columns": self.columns,
            "on_error": self.record,
            "unread": self.unread,
            "unique": False,
            "opened": self.opened,
        }

    def _of_file(self, item: FileOf) -> Iterator[Report]:
        from geo.documents.reading import read_reports

        yield from read_reports(item.path, base=item.folder, **self._how())

    def _of_path(self, name: str) -> Iterator[Report]:
        from geo.documents.reading import read_reports

        how = self._how()
        if not _is_pattern(name):
            yield from read_reports(name, **how)
            return
        base, found = _matching(name)
        self.opened(name)
        if not found:
            self._refuse(UnreadableReport(name, "no file or folder fits"), name)
        for path in found:
            yield from read_reports(path, base=base, **how)

    def _of_stream(self, stream: Any) -> Iterator[Report]:
        from geo.documents.reading import read_opened

        name = PurePath(str(getattr(stream, "name", _STREAM))).name or _STREAM
        for report in read_opened(
            stream,
            name=name,
            encoding=self.encoding,
            columns=self.columns,
            on_error=self.record,
            unique=False,
        ):
            yield replace(report, id=_name_of(report.text)) if report.id == name else report

    def _of_mapping(self, item: Mapping[str, Any]) -> Iterator[Report]:
        from geo.documents.json_records import report_of_record
        from geo.documents.metadata import identifier
        from geo.documents.record_warnings import RecordWarnings

        name = identifier(item.get(self.columns.id)) or _name_of(item.get(self.columns.text))
        warnings = RecordWarnings(name)
        try:
            report = report_of_record(item, name, name, columns=self.columns, warnings=warnings)
        except Exception as error:  # noqa: BLE001 (a value of whatever type costs this record alone)
            self._refuse(unreadable(name, error), name)
            return
        finally:
            warnings.close()
        yield report

    def _of_report(self, report: Report) -> Iterator[Report]:
        """Yield a report as it is; one whose fields are not of the types that they should be, as a mapping."""
        if any(type(getattr(report, name)) not in types for name, types in _TYPES.items()):
            values = {field.name: getattr(report, field.name) for field in fields(report)}
            columns = {getattr(self.columns, name) or name: values[name] for name in _NAMED}
            yield from self._of_mapping({**columns, "url": report.url})
        elif not report.text.strip():
            name = report.id or _name_of(report.text)
            self._refuse(UnreadableReport(name, "empty"), name)
        else:
            yield report if report.id else replace(report, id=_name_of(report.text))


_NAMED: Final = ("id", "text", "title", "source", "published")
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    **dict.fromkeys(("id", "text", "language"), (str,)),
    **dict.fromkeys(("title", "source", "url"), (str, type(None))),
    **dict.fromkeys(("published", "published_month"), (datetime.date, type(None))),
}
"""Of the fields of a report."""


def _name_of(text: Any) -> str:
    return id_of_text(text if isinstance(text, str) else repr(text), digits=LONG)


def _is_pattern(name: str) -> bool:
    """Return whether a path is a pattern; one that is there is none."""
    if not any(mark in name for mark in _WILD):
        return False
    try:
        return not Path(name).exists()
    except OSError:  # longer than a path can be
        return False


def _matching(pattern: str) -> tuple[Path, list[Path]]:
    """Return the folder in which a pattern begins, and the files and folders that fit, none of them within another."""
    parts = Path(pattern).parts
    fixed = next(number for number, part in enumerate(parts) if any(mark in part for mark in _WILD))
    found: list[Path] = []
    there = glob.glob(pattern, recursive=True)  # noqa: PTH207 (pathlib takes no absolute pattern)
    for path in sorted(map(Path, there)):
        if not any(path.is_relative_to(before) for before in found[-1:]):
            found.append(path)
    return Path(*parts[:fixed]), found
