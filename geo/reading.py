"""Files, folders and lines to `Report`s.

Text is never guessed at: what is not UTF-8 (or UTF-16 with its mark) is refused with the byte that shows it, unless an
encoding is given; a date that no metadata states stays unknown.
"""

from __future__ import annotations

import codecs
import datetime
import hashlib
import json
import logging
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import BadPublished, NoReports, ReadingError, UnreadableReport
from geo.records import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SUFFIXES = (".txt", ".md", ".html", ".htm", ".jsonl")

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<fields>(?:[^\n]*\n){0,50}?)---[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"^(?P<key>[A-Za-z_][\w-]*)[ \t]*:[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_log = logging.getLogger(__name__)


def read_reports(
    paths: str | Path | Iterable[str | Path],
    *,
    published: datetime.date | str | None = None,
    encoding: str | None = None,
    on_error: Callable[[ReadingError], None] | None = None,
) -> Iterator[Report]:
    """Read files and folders, one report at a time.

    Parameters
    ----------
    paths
        One path or several; a folder gives its .txt, .md, .html and .jsonl files, in order of their names.
    published
        The day of every report that does not state its own.
    encoding
        How the files are encoded; without it UTF-8, or UTF-16 with a byte order mark.
    on_error
        Called with each file of a *folder*, or line of a .jsonl, that cannot be read; the rest goes on. Without it the
        first such error is raised, as it always is for a file that was named itself.

    Yields
    ------
    Report
        With ids that are unique in this call.

    Raises
    ------
    ReadingError, BadPublished, OSError
        The input is no report; `published` is no date; a path cannot be opened.
    """
    day = as_date(published)
    seen: dict[str, int] = {}
    for path in [paths] if isinstance(paths, str | Path) else paths:
        for report in _read_path(Path(path), encoding, on_error):
            yield _finished(report, day, seen)


def count_reports(paths: Iterable[str | Path]) -> int | None:
    """Count what `read_reports` will find, without reading it; `None` when a path cannot be looked into.

    What turns out to be unreadable counts, so it is a number for a progress bar.
    """
    try:
        return sum(map(_count, map(Path, paths)))
    except OSError:
        return None


def _count(path: Path) -> int:
    if path.is_dir():
        return sum(map(_count, _files_of(path)))
    if path.suffix.lower() != ".jsonl":
        return 1
    with path.open("rb") as lines:
        return sum(not line.isspace() for line in lines)


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

    Without a `report_id` the report is named after its text, by `id_of_text`.

    Raises
    ------
    UnreadableReport, BadPublished
        The text is empty or binary; a date is no date.
    """
    if isinstance(text, bytes):
        text = _decode(text, report_id or "text", encoding)
    is_html = re.match(r"\s*<(?:!doctype\s+html|html|head|body)\b", text[:2000], re.IGNORECASE) is not None
    make = _from_html if is_html else _from_text
    report = make(text, report_id or "text")
    if report_id is None:
        report = replace(report, id=id_of_text(report.text))
    report = replace(report, title=title or report.title, source=source or report.source)
    return _finished(report, as_date(published), {})


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
    seen: dict[str, int] = {}
    for report in reports:
        yield _finished(report, None, seen)


def as_date(day: datetime.date | str | None) -> datetime.date | None:
    """Read an ISO 8601 date, or the date of a date-time; `None` and an empty string are no date.

    Raises
    ------
    BadPublished
        It is not one.

    Examples
    --------
    >>> as_date("2024-07-16T10:00:00Z"), as_date(None)
    (datetime.date(2024, 7, 16), None)
    """
    if isinstance(day, datetime.datetime):
        return day.date()
    if day is None or isinstance(day, datetime.date):
        return day
    text = str(day).strip()
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text[:10] if re.match(r"\d{4}-\d\d-\d\d([T ]|$)", text) else text)
    except ValueError:
        raise BadPublished(text[:40]) from None


def unique_name(name: str, seen: dict[str, int]) -> str:
    """Return a name that is none of those seen, and add it to them: the name itself, or `name#2`, `name#3`, ...

    `seen` holds the number to try next for each name, so that a thousand equal names take no million tries.

    Examples
    --------
    >>> seen: dict[str, int] = {}
    >>> [unique_name(name, seen) for name in ("a", "a", "a#2", "a")]
    ['a', 'a#2', 'a#2#2', 'a#3']
    """
    free = name
    while free in seen:
        free, seen[name] = f"{name}#{seen[name]}", seen[name] + 1
    seen[free] = 2
    return free


def _finished(report: Report, day: datetime.date | None, seen: dict[str, int]) -> Report:
    """Give the report a date if it states none, and an id that no other has."""
    return replace(report, id=unique_name(report.id, seen), published=report.published or day)


def _read_path(
    path: Path, encoding: str | None, on_error: Callable[[ReadingError], None] | None
) -> Iterator[Report]:
    if not path.is_dir():
        yield from _read_file(path, path.name, encoding, on_error)
        return
    files = _files_of(path)
    if not files:
        raise NoReports(str(path))
    for file in files:
        try:
            yield from _read_file(file, file.relative_to(path).as_posix(), encoding, on_error)
        except (ReadingError, OSError) as error:
            if on_error is None:
                raise
            on_error(
                error
                if isinstance(error, ReadingError)
                else UnreadableReport(str(file), error.strerror or "unreadable")
            )


def _files_of(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and not _hidden(path, folder)
    )


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _read_file(
    path: Path, name: str, encoding: str | None, on_error: Callable[[ReadingError], None] | None
) -> Iterator[Report]:
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        yield from _read_lines(path, encoding, on_error)
        return
    text = _decode(path.read_bytes(), str(path), encoding)
    make = _from_html if suffix in (".html", ".htm") else _from_text
    try:
        report = make(text, name)
    except UnreadableReport as error:
        raise UnreadableReport(str(path), error.why) from None
    except BadPublished as error:
        raise UnreadableReport(str(path), str(error)) from None
    yield report


def _read_lines(
    path: Path, encoding: str | None, on_error: Callable[[ReadingError], None] | None
) -> Iterator[Report]:
    """One JSON object a line, streamed: a corpus need not fit in memory."""
    found = False
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = f"{path}:{number}"
            try:
                report = _from_json(_decode(line, where, encoding), where, f"{path.stem}:{number}")
            except ReadingError as error:
                if on_error is None:
                    raise
                on_error(error)
                continue
            found = True
            yield report
    if not found:
        raise UnreadableReport(str(path), "holds no report")


def _from_json(line: str, where: str, name: str) -> Report:
    try:
        fields: Any = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableReport(where, f"not JSON ({getattr(error, 'msg', 'nested too deeply')})") from None
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        raise UnreadableReport(where, 'not an object with a "text"')
    try:
        day = as_date(fields.get("published"))
    except BadPublished as error:
        raise UnreadableReport(where, str(error)) from None
    report = _report(
        fields["text"],
        where,
        {key: str(value) for key, value in fields.items() if value is not None and key != "text"},
    )
    given_id = fields.get("id")
    return replace(report, id=name if given_id in (None, "") else str(given_id), published=day)


def _from_text(text: str, name: str) -> Report:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    fields: dict[str, str] = {}
    # A rule of dashes with prose under it is not front matter: every line of that must be a field, a comment or blank.
    if front and all(
        _FIELD.match(line) or not line.strip() or line.startswith("#")
        for line in front["fields"].splitlines()
    ):
        fields = {m["key"].lower(): m["value"].strip("\"'") for m in _FIELD.finditer(front["fields"])}
        text = text[front.end() :]
    return _report(text, name, fields)


def _report(text: str, name: str, fields: dict[str, str]) -> Report:
    if not text.strip():
        raise UnreadableReport(name, "empty")
    return Report(
        id=name,
        text=text,
        title=fields.get("title") or None,
        published=as_date(fields.get("published") or fields.get("date")),
        source=fields.get("source") or None,
        url=_web(fields.get("url") or fields.get("link")),
    )


def _web(url: str | None) -> str | None:
    """Keep only links that a reader can follow safely."""
    return url if url and re.match(r"https?://\S+\Z", url) else None


def _from_html(text: str, name: str) -> Report:
    """Keep an article's text without its menus and scripts; the date only where the page's metadata states it."""
    import trafilatura

    if not text.strip():
        raise UnreadableReport(name, "empty")
    # A guess at the date from the page's prose would pass for a fact, so the extensive search stays off.
    found = trafilatura.bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    fields: dict[str, str | None] = {}
    if found is not None:
        fields = {key: getattr(found, key, None) for key in ("title", "date", "sitename", "url", "text")}
    body = fields.get("text") or trafilatura.html2txt(text)
    if not body or not body.strip():
        raise UnreadableReport(name, "no text in this HTML")
    try:
        day = as_date(fields.get("date"))
    except BadPublished:
        _log.warning("%s: its date %r is not a date", name, fields.get("date"))
        day = None
    return Report(
        id=name,
        text=body,
        title=fields.get("title"),
        published=day,
        source=fields.get("sitename"),
        url=_web(fields.get("url")),
    )


def _decode(data: bytes, where: str, encoding: str | None) -> str:
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not marked and encoding is None and b"\0" in data[:8192]:
        raise UnreadableReport(where, "binary, not text")
    try:
        text = data.decode(encoding or ("utf-16" if marked else "utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableReport(
            where,
            f"not {error.encoding.upper()} at byte {error.start}: convert it, or name its encoding",
        ) from None
    except LookupError:
        raise UnreadableReport(where, f"{encoding!r} is no encoding that Python knows") from None
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v\x85" for c in text[:8192])
    if controls > len(text[:8192]) / 20:
        raise UnreadableReport(where, "binary, not text")
    return text
