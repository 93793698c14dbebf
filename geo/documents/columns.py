"""Reports from a column of texts: a row each, in the caller's order, whatever the cells hold."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.documents.dates import as_date, is_null, read_days, read_month
from geo.documents.markup import is_html
from geo.documents.metadata import Names, Stated, single_line
from geo.documents.record_warnings import RecordWarnings
from geo.documents.single import report_from_text
from geo.errors import ColumnMissing, ReadingError, UnreadableReport
from geo.failures import Failures
from geo.plurals import counted
from geo.records import Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.errors import GeoError

_log = logging.getLogger(__name__)


def is_column(texts: object) -> bool:
    """Return whether this is a column of a table and not a list of paths: a Series, an Index, an array.

    Examples
    --------
    >>> is_column(pd.Series(["Rain fell."])), is_column(["a.txt"]), is_column("a.txt")
    (True, False, False)
    """
    return isinstance(texts, pd.Series | pd.Index | pd.api.extensions.ExtensionArray) or hasattr(
        texts, "__array__"
    )


def is_frame(texts: object) -> bool:
    """Return whether this is a table with named columns: pandas', GeoPandas', Polars'.

    Examples
    --------
    >>> is_frame(pd.DataFrame({"text": ["Rain fell."]})), is_frame(pd.Series(["Rain fell."]))
    (True, False)
    """
    return hasattr(texts, "columns") and hasattr(texts, "__getitem__")


def frame_reports(
    frame: Any,
    text: str | None,
    *,
    published: Any = None,
    id: str | None = None,  # noqa: A002 (as the column of a report is called)
    title: str | None = None,
    source: str | None = None,
    on_error: Callable[[GeoError], None] | None = None,
) -> tuple[list[Report], pd.Index]:
    """Create a report from each row of a table, of which the columns are named.

    Parameters
    ----------
    frame
        The table.
    text, id, title, source
        Names of columns. Without `id` a report is called as its row is labelled.
    published
        The name of a column, or as for `column_reports`.
    on_error
        As for `column_reports`.

    Raises
    ------
    ColumnMissing
        `text` is not given, or there is no such column.
    TypeError, ValueError, BadPublished
        As for `column_reports`.
    """
    has = list(frame.columns)

    def column(name: Any) -> pd.Series[Any]:
        if name not in has:
            raise ColumnMissing(name, ", ".join(map(str, has[:12])))
        cells = frame[name]
        return cells if isinstance(cells, pd.Series) else pd.Series(list(cells), dtype=object)

    texts = column(text)
    if isinstance(published, str) and published in has:
        published = column(published)
    reports, index = column_reports(texts, published, on_error=on_error)
    ids, titles, sources = (
        [None] * len(reports) if name is None else list(map(single_line, column(name)))
        for name in (id, title, source)
    )
    unique = Names().unique
    names = (unique(given or report.id) for given, report in zip(ids, reports, strict=True))
    described = [
        replace(report, id=name, title=title_ or report.title, source=source_ or report.source)
        for report, name, title_, source_ in zip(reports, names, titles, sources, strict=True)
    ]
    return described, index


def column_reports(
    texts: Iterable[Any], published: Any = None, *, on_error: Callable[[GeoError], None] | None = None
) -> tuple[list[Report], pd.Index]:
    """Create a report from each cell, with the label of its row as id, and return the labels themselves.

    Parameters
    ----------
    texts
        A Series, or any iterable of strings. A missing or blank cell becomes a report without text.
    published
        One day for all, or a day for each: a Series (taken by its labels when they differ in order), or an iterable
        as long. A missing one is unknown, and so is, with a warning, one that cannot be read without doubt.

    on_error
        Called with each cell that cannot be read; its row becomes a report without text.

    Raises
    ------
    TypeError
        A cell is neither a string nor missing, and there is no `on_error`.
    ValueError
        There are more or fewer days than texts, or they have other labels.
    BadPublished
        The one day for all is none.
    """
    cells = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype=object)
    ids = list(map(Names().unique, map(str, cells.index)))
    days = _days(published, cells.index, ids)
    failed, strict = Failures.of(on_error), on_error is None
    rows = zip(ids, cells, days, strict=True)
    return [_report(*row, strict=strict, failed=failed) for row in rows], cells.index


def _report(report_id: str, cell: Any, stated: Stated, *, strict: bool, failed: Failures) -> Report:
    day, month = stated
    if not isinstance(cell, str):
        if not is_null(cell):
            why = f"a text is a string or missing, not {type(cell).__name__}"
            if strict:
                raise TypeError(f"row {report_id}: {why}")
            failed(UnreadableReport(f"row {report_id}", why))
        return Report(id=report_id, text="", published=day, published_month=month)
    if is_html(cell):
        try:
            report = report_from_text(cell, report_id=report_id)
        except ReadingError as error:
            failed(error)
            return Report(id=report_id, text="", published=day, published_month=month)
        return report if stated == Stated() else replace(report, published=day, published_month=month)
    # As long as it was, so that offsets are those of the caller's cell.
    text = cell.replace("\r\n", " \n").replace("\r", "\n")
    text = text if text.strip() else ""
    return Report(id=report_id, text=text, published=day, published_month=month)


def _days(published: Any, index: pd.Index, ids: list[str]) -> list[Stated]:
    if published is None or isinstance(published, str | datetime.date) or not isinstance(published, Iterable):
        return [Stated(_one_day(published))] * len(index)
    if isinstance(published, pd.Series) and not published.index.equals(index):
        if not published.index.is_unique or not index.isin(published.index).all():
            raise ValueError("published has other labels than the texts: give a Series with the texts' index")
        published = published.loc[index]
    given = list(published)
    if len(given) != len(index):
        raise ValueError(f"published holds {counted(len(given), 'day')} for {counted(len(index), 'text')}")
    warnings, days = RecordWarnings("published"), []
    for report_id, value, (day, doubt) in zip(ids, given, read_days(given), strict=True):
        if doubt:
            warnings.add("dates", f"row {report_id}", f"published {single_line(value)!r} {doubt}")
        days.append(Stated(day, None if day else read_month(value)))
    warnings.close()
    return days


def _one_day(day: Any) -> datetime.date | None:
    if is_null(day):
        return None
    if not isinstance(day, str | datetime.date):
        day = pd.Timestamp(day)  # numpy's datetime64
    return as_date(day)
