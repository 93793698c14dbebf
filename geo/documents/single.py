"""One text, given by a caller, to a report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.documents.dates import as_date
from geo.documents.encoding import decode, page_encoding
from geo.documents.ids import id_of_text
from geo.documents.metadata import Names
from geo.documents.record_warnings import RecordWarnings
from geo.documents.text import from_text

if TYPE_CHECKING:
    import datetime

    from geo.records import Report


def report_from_text(
    text: str | bytes,
    *,
    report_id: str | None = None,
    published: datetime.date | str | None = None,
    title: str | None = None,
    source: str | None = None,
    encoding: str | None = None,
) -> Report:
    """Create a report from a text, its front matter included; HTML is recognised by its first tag.

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
    warnings = RecordWarnings(where)
    is_string = isinstance(text, str)
    if not isinstance(text, str):
        text = decode(
            text,
            where,
            encoding=encoding,
            stated=page_encoding(text),
            warn=lambda what: warnings.add("encoding", where, what),
        )
    report = from_text(text, where, where=where, warnings=warnings, plain=is_string)
    if report_id is None:
        report = replace(report, id=id_of_text(report.text))
    report = replace(report, title=title or report.title, source=source or report.source)
    return finished(report, day, Names())


def finished(report: Report, day: datetime.date | None, names: Names | None) -> Report:
    """Fill in the report's day if it states none, and make its id unique among `names`."""
    name = names.unique(report.id) if names else report.id
    if day and report.published is None:
        month = report.published_month
        # A report that states its month keeps it, unless the day is one of it.
        if month is None or (month.year, month.month) == (day.year, day.month):
            return replace(report, id=name, published=day, published_month=None)
    return report if name == report.id else replace(report, id=name)
