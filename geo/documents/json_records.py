"""JSON to reports: an object a line (`.jsonl`, `.ndjson`), or one object or array (`.json`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from geo.documents.broken_json import key_of, objects
from geo.documents.dates import is_null
from geo.documents.markup import is_html, is_page
from geo.documents.metadata import identifier, make_report, stated_day
from geo.errors import NotAReport, UnreadableReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.documents.record_warnings import RecordWarnings
    from geo.documents.source import Columns, Source
    from geo.records import Report

_NOTHING = "holds no report"


def read_lines(source: Source) -> Iterator[Report]:
    """Read one JSON object a line, as they come: a corpus need not fit in memory."""
    lines: Iterator[tuple[int, str]] = (line for line in source.lines() if line[1].strip())
    first = next(lines, None)
    if first is None:
        raise UnreadableReport(source.path, "holds no report")
    second = next(lines, None)
    lines = chain([first], [second] if second else [], lines)
    if _begins_a_value(first[1].strip(), source, alone=second is None):
        yield from from_text("".join(line for _, line in lines), source)
    else:
        yield from source.records(lines, _from_line, nothing=_NOTHING)


def _begins_a_value(line: str, source: Source, *, alone: bool) -> bool:
    """Return whether a first line is no report but the beginning of one value in a file called .jsonl, or all of it."""
    if line.startswith("[") or line == "{":
        return alone or not line.endswith("]")
    return alone and is_object(line) and source.columns.text not in json.loads(line, strict=False)


def _from_line(line: str, source: Source, where: str, name: str) -> Report:
    return from_record(_parsed_line(line, source, where), source, where, name)


def read_value(source: Source) -> Iterator[Report]:
    """Read one JSON object or an array of them; what turns out to be an object a line is read so."""
    yield from from_text(source.text(source.whole()), source)


def is_json(text: str) -> bool:
    """Return whether a text is JSON, or begins with a line that is an object."""
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return is_object(text.lstrip().split("\n", 1)[0])
    return True


def from_text(text: str, source: Source) -> Iterator[Report]:
    """Read the text of one JSON value, or of one a line."""
    try:
        value = _parsed(text, source.path)
    except UnreadableReport:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) > 1 and is_object(lines[0][1]):
            yield from source.records(lines, _from_line, nothing=_NOTHING)
            return
        value = [record for record, _ in objects(text, source.columns.text)]
        if not value:
            raise
        source.warnings.add("JSON", source.path, f"broken JSON, of which {len(value):,} texts were found")
    if isinstance(value, dict) and source.columns.text not in value:
        # {"status": "ok", "articles": [{…}, …]}
        lists = [
            each for each in value.values() if isinstance(each, list) and each and isinstance(each[0], dict)
        ]
        value = lists[0] if len(lists) == 1 else value
    if isinstance(value, dict):
        _check(value, source)
        yield from_record(value, source, source.path, source.name)
        return
    if not isinstance(value, list) or not any(isinstance(each, dict) for each in value):
        raise NotAReport(source.path, "JSON that holds no objects")
    if not any(isinstance(each, dict) and source.columns.text in each for each in value):
        _check(next(each for each in value if isinstance(each, dict)), source)
    yield from source.records(enumerate(value, 1), from_record, nothing=_NOTHING)


def is_object(line: str) -> bool:
    """Return whether a line is a JSON object."""
    try:
        return isinstance(json.loads(line, strict=False), dict)
    except (ValueError, RecursionError):
        return False


def _check(value: dict[str, Any], source: Source) -> None:
    if key_of(value, source.columns.text) is None:
        has = ", ".join(list(map(str, value))[:12])
        raise NotAReport(
            source.path, f"JSON without {source.columns.text!r} (it has: {has}): name it by --text-column"
        )


def _parsed_line(line: str, source: Source, where: str) -> Any:
    try:
        return _parsed(line, where)
    except UnreadableReport:
        found = next((record for record, _ in objects(line, source.columns.text)), None)
        if found is None:
            raise
        source.warnings.add("JSON", where, "broken JSON, of which the text was found")
        return found


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text, strict=False)  # a bare line break within a string is no reason to lose it
    except (ValueError, RecursionError) as error:
        raise UnreadableReport(where, f"not JSON ({getattr(error, 'msg', 'nested too deeply')})") from None


def from_record(record: Any, source: Source, where: str, name: str) -> Report:
    """Create a report from a row or an object of a source, as `report_of_record` does."""
    return report_of_record(record, where, name, columns=source.columns, warnings=source.warnings)


def report_of_record(
    record: Any, where: str, name: str, *, columns: Columns, warnings: RecordWarnings
) -> Report:
    """Create a report from a row or an object; only its text is required.

    The text is taken as it stands, so that offsets are those of the caller's own; HTML alone is reduced to its text.

    Parameters
    ----------
    record
        Names to values.
    where
        The record, in errors and warnings.
    name
        The id of a report that states none.
    columns
        What its fields are called.
    warnings
        Collects warnings about values read otherwise than written.

    Raises
    ------
    UnreadableReport
        It has no text; `report` of the error is the id that it states.
    """
    try:
        return _report_of_record(record, where, name, columns=columns, warnings=warnings)
    except UnreadableReport as error:
        if isinstance(record, Mapping):
            error.report = identifier(record.get(columns.id)) or ""
        raise


def _report_of_record(
    record: Any, where: str, name: str, *, columns: Columns, warnings: RecordWarnings
) -> Report:
    key = key_of(record, columns.text) if isinstance(record, Mapping) else None
    if key is None:
        raise UnreadableReport(where, f'not an object with a "{columns.text}"')
    text = record[key]
    if isinstance(text, list) and text and all(isinstance(each, str) for each in text):
        text = "\n\n".join(text)  # its paragraphs
    if is_null(text):
        raise UnreadableReport(where, "empty")
    if not isinstance(text, str):
        raise UnreadableReport(where, f'its "{columns.text}" is no text')
    keys = (columns.published,) if columns.published else ("published", "date")
    stated = [(key, record.get(key)) for key in keys]
    fields = {
        "id": record.get(columns.id),
        "title": record.get(columns.title),
        "source": record.get(columns.source),
        "url": record.get("url") or record.get("link"),
    }
    if is_html(text):
        from geo.documents.html import read_page

        page = read_page(text, where, whole=is_page(text))
        text, stated = page.text, stated + page.stated
        fields = page.fields | {key: value for key, value in fields.items() if value}
    published = stated_day(stated, where, warnings, apart_days=1)
    return make_report(text, name, fields, where=where, stated=published)
