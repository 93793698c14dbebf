"""Reports from a column of texts: a row each, in the caller's order, whatever the cells hold."""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from geo.errors import ReadingError
from geo.reading import as_date, report_from_text, unique_name
from geo.records import Report
from geo.wording import counted

_HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_log = logging.getLogger(__name__)


def is_column(texts: object) -> bool:
    """Whether this is a column of a table and not a list of paths: a Series, an Index, an array.

    Examples
    --------
    >>> is_column(pd.Series(["Rain fell."])), is_column(["a.txt"]), is_column("a.txt")
    (True, False, False)
    """
    return isinstance(texts, pd.Series | pd.Index | pd.api.extensions.ExtensionArray) or hasattr(
        texts, "__array__"
    )


def column_reports(texts: Iterable[Any], published: Any = None) -> tuple[list[Report], pd.Index]:
    """Give a report for each cell, with the label of its row as id, and the labels themselves.

    Parameters
    ----------
    texts
        A Series, or any iterable of strings. A missing or blank cell becomes a report without text.
    published
        One day for all, or a day for each: a Series (taken by its labels when they differ in order), or an iterable
        as long. A missing one is unknown.

    Raises
    ------
    TypeError
        A cell is neither a string nor missing.
    ValueError
        There are more or fewer days than texts, or they have other labels.
    BadPublished
        A day is none.
    """
    cells = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype=object)
    seen: dict[str, int] = {}
    ids = (unique_name(str(label), seen) for label in cells.index)
    days = _days(published, cells.index)
    return [_report(*row) for row in zip(ids, cells, days, strict=True)], cells.index


def _report(report_id: str, cell: Any, day: datetime.date | None) -> Report:
    if not isinstance(cell, str):
        if not (cell is None or cell is pd.NA or cell != cell):  # noqa: PLR0124 (NaN differs from itself)
            raise TypeError(f"row {report_id}: a text is a string or missing, not {type(cell).__name__}")
        return Report(id=report_id, text="", published=day)
    if _HTML.match(cell[:2000]):
        try:
            return replace(report_from_text(cell, report_id=report_id), published=day)
        except ReadingError as error:
            _log.warning("%s", error)
            return Report(id=report_id, text="", published=day)
    # As long as it was, so that offsets are those of the caller's cell.
    text = cell.replace("\r\n", " \n").replace("\r", "\n")
    return Report(id=report_id, text=text if text.strip() else "", published=day)


def _days(published: Any, index: pd.Index) -> list[datetime.date | None]:
    if published is None or isinstance(published, str | datetime.date) or not isinstance(published, Iterable):
        return [_day(published)] * len(index)
    if isinstance(published, pd.Series) and not published.index.equals(index):
        if not published.index.is_unique or not index.isin(published.index).all():
            raise ValueError("published has other labels than the texts: give a Series with the texts' index")
        published = published.loc[index]
    days = [_day(day) for day in published]
    if len(days) != len(index):
        raise ValueError(f"published holds {counted(len(days), 'day')} for {counted(len(index), 'text')}")
    return days


def _day(day: Any) -> datetime.date | None:
    if day is None or day is pd.NA or day is pd.NaT or day != day:  # noqa: PLR0124
        return None
    if not isinstance(day, str | datetime.date):
        day = pd.Timestamp(day)  # numpy's datetime64
    return as_date(day)
