"""Where the reports of a corpus come from: files, folders, patterns, tables, frames, iterators."""

from __future__ import annotations

import glob
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.corpus.spool import Entry
from geo.failures import record_of
from geo.records import Report

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator

    from geo.documents.reading import Columns, Unread
    from geo.errors import GeoError

_WILD = "*?["


def entries_of(
    source: Any,
    *,
    published: datetime.date | str | None = None,
    encoding: str | None = None,
    columns: Columns | None = None,
    on_error: Callable[[GeoError], None] | None = None,
    unread: Unread | None = None,
) -> Iterator[Entry]:
    """Yield the reports of a source as they come, and what could not be read, with its reason.

    Parameters
    ----------
    source
        A path or several, with `*`, `?` and `[...]` as in a shell; a DataFrame of pandas, Polars or Dask with the
        columns of `columns`; or any iterable of paths, `Report`s and mappings with the keys of a `.jsonl` line.
    published, encoding, columns, unread
        As for `geo.documents.reading.read_reports`.
    on_error
        Called with each error as well.
    """
    from geo.documents.columns import is_frame
    from geo.documents.reading import Columns, as_date
    from geo.documents.single import finished

    day = as_date(published)
    names = columns or Columns()
    failed: list[Entry] = []

    def record(error: GeoError) -> None:
        failed.append(_failed(error))
        if on_error is not None:
            on_error(error)

    if is_frame(source):
        found = _of_frame(source, names, record)
    else:
        found = _of_items(_items(source), names, encoding, record, unread)
    for report in found:
        yield from failed
        failed.clear()
        yield Entry(finished(report, day, None))
    yield from failed


def _items(source: Any) -> Iterable[Any]:
    return [source] if isinstance(source, str | Path | Report | Mapping) else source


def _of_items(
    items: Iterable[Any],
    columns: Columns,
    encoding: str | None,
    record: Callable[[GeoError], None],
    unread: Unread | None,
) -> Iterator[Report]:
    from geo.documents.reading import read_reports

    for item in items:
        if isinstance(item, Report):
            yield item
        elif isinstance(item, Mapping):
            yield from _of_mapping(item, columns, record)
        else:
            yield from read_reports(
                _matching(item),
                encoding=encoding,
                columns=columns,
                on_error=record,
                unread=unread,
                unique=False,
            )


def _matching(path: str | Path) -> list[str | Path]:
    """Return the files and folders that a pattern stands for; a path that is there is none."""
    name = str(path)
    if not any(mark in name for mark in _WILD) or Path(name).exists():
        return [path]
    return sorted(glob.glob(name, recursive=True)) or [path]


def _of_mapping(
    item: Mapping[str, Any], columns: Columns, record: Callable[[GeoError], None]
) -> Iterator[Report]:
    from geo.documents.json_records import report_of_record
    from geo.documents.record_warnings import RecordWarnings
    from geo.documents.single import id_of_text
    from geo.errors import ReadingError

    name = str(item.get(columns.id) or id_of_text(str(item.get(columns.text))))
    warnings = RecordWarnings(name)
    try:
        yield report_of_record(item, name, name, columns=columns, warnings=warnings)
    except ReadingError as error:
        record(error)
    finally:
        warnings.close()


def _of_frame(frame: Any, columns: Columns, record: Callable[[GeoError], None]) -> Iterator[Report]:
    """Yield the rows of a frame; one of Dask partition by partition. A row without an id is named after its text."""
    from dataclasses import replace

    from geo.documents.columns import frame_reports
    from geo.documents.single import id_of_text

    parts = (part.compute() for part in frame.partitions) if hasattr(frame, "partitions") else [frame]
    for part in parts:
        has = set(map(str, part.columns))
        day = next((name for name in (columns.published, "published", "date") if name in has), None)
        reports, _ = frame_reports(
            part,
            columns.text,
            published=day,
            on_error=record,
            **{
                name: column
                for name in ("id", "title", "source")
                if (column := getattr(columns, name)) in has
            },
        )
        for report in reports:
            if report.text:
                yield report if columns.id in has else replace(report, id=id_of_text(report.text))


def _failed(error: GeoError) -> Entry:
    failure = record_of(error)
    return Entry(Report(id=failure.where or "unknown", text=""), failure)
