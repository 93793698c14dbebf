"""Which reader takes which file: by its first bytes where they decide, else by its suffix, else by its text."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, cast

from geo.documents import feeds, json_records, mail, office, parquet, tables
from geo.documents.compression import decompressed, without_suffix
from geo.documents.encoding import page_encoding
from geo.documents.markup import HTML_SUFFIXES, is_html
from geo.documents.record_warnings import RecordWarnings
from geo.documents.source import HEAD, Columns, Source
from geo.documents.text import from_text
from geo.errors import NotAReport, named

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator

    from geo.errors import ReadingError
    from geo.records import Report

    Reader = Callable[[Source], Iterator[Report]]

_MAIL_HEADER = re.compile(
    rb"(?:From|To|Subject|Date|Message-ID|Received|MIME-Version|Return-Path|X-[\w-]+):", re.IGNORECASE
)


def read_prose(source: Source) -> Iterator[Report]:
    """Read a text or an HTML page; JSON, tables, mail and feeds that are called otherwise are read as what they are."""
    reader = _by_content(source.head(), source)
    if reader is not None:
        yield from reader(source)
        return
    data = source.whole()
    looks = source.suffix in HTML_SUFFIXES or is_html(data[:4000].decode("latin-1"))
    text = source.text(data, stated=page_encoding(data) if looks else None)
    yield from_text(text, source.name, where=source.path, warnings=source.warnings, suffix=source.suffix)


READERS: dict[str, Reader] = {
    ".txt": read_prose,
    ".text": read_prose,
    ".md": read_prose,
    ".markdown": read_prose,
    ".html": read_prose,
    ".htm": read_prose,
    ".xhtml": read_prose,
    ".jsonl": json_records.read_lines,
    ".ndjson": json_records.read_lines,
    ".json": json_records.read_value,
    ".csv": tables.read_table,
    ".tsv": tables.read_table,
    ".eml": mail.read_message,
    ".mbox": mail.read_mailbox,
    ".rss": feeds.read_feed,
    ".atom": feeds.read_feed,
    ".xml": feeds.read_feed,
    ".parquet": parquet.read_parquet,
    ".docx": office.read_docx,
    ".pdf": office.read_pdf,
}
"""By suffix; each may be compressed with gzip or Zstandard, and then ends in `.gz` or `.zst`."""
LINED = (".jsonl", ".ndjson")
"""What holds a report a line, so that they can be counted."""
MANY = (*LINED, ".json", ".csv", ".tsv", ".mbox", ".rss", ".atom", ".xml", ".parquet")


def suffix_of(name: str) -> str:
    """Return the suffix that decides a file's format, lower case: that before `.gz` or `.zst` of a compressed one.

    Examples
    --------
    >>> suffix_of("A.TXT"), suffix_of("corpus.jsonl.zst"), suffix_of("README"), suffix_of("old.tar.gz")
    ('.txt', '.jsonl', '', '.tar')
    """
    return PurePath(without_suffix(name)).suffix.lower()


def read_file(
    path: Path,
    name: str,
    *,
    encoding: str | None = None,
    columns: Columns | None = None,
    on_error: Callable[[ReadingError], None] | None = None,
    stable: bool = False,
) -> Iterator[Report]:
    """Read the reports of one file.

    Raises
    ------
    NotAReport
        It is of a kind that is not read.
    UnreadableReport, OSError
        It is of one that is, and cannot be read.
    """
    with path.open("rb", buffering=HEAD) as stream:
        yield from read_stream(
            cast("io.BufferedReader", stream),
            str(path),
            name=name,
            encoding=encoding,
            columns=columns,
            on_error=on_error,
            stable=stable,
        )


def read_stream(
    stream: io.BufferedReader,
    path: str,
    *,
    name: str,
    encoding: str | None = None,
    columns: Columns | None = None,
    on_error: Callable[[ReadingError], None] | None = None,
    stable: bool = False,
) -> Iterator[Report]:
    """Read the reports of an open file; `path` names it in messages, and its suffix decides the format.

    With `stable` ids do not depend on where a record stands in the file.
    """

    def with_name(error: ReadingError) -> None:
        if on_error is not None:
            on_error(named(error, path, name))

    with _record_warnings(path) as warnings:
        source = Source(
            path=path,
            name=name,
            stem=PurePath(without_suffix(path)).stem,
            stream=decompressed(stream, path, lambda kind, what: warnings.add(kind, path, what)),
            suffix=suffix_of(path),
            stable=stable,
            encoding=encoding,
            columns=columns or Columns(),
            on_error=None if on_error is None else with_name,
            warnings=warnings,
        )
        yield from _reader(source)(source)


@contextmanager
def _record_warnings(path: str) -> Iterator[RecordWarnings]:
    warnings = RecordWarnings(path)
    try:
        yield warnings
    finally:
        warnings.close()


def _refusing(why: str) -> Reader:
    def refuse(source: Source) -> Any:
        raise NotAReport(source.path, why)

    return refuse


def _reader(source: Source) -> Reader:
    """Choose by the first bytes, else by the suffix; a file called .pdf that is none may be a text."""
    by_suffix = READERS.get(source.suffix, read_prose)
    if by_suffix in (office.read_pdf, office.read_docx, parquet.read_parquet):
        by_suffix = read_prose
    return _by_signature(source) or by_suffix


def _by_signature(source: Source) -> Reader | None:
    """Detect a format by the first bytes, whatever the file is called; `None` where they may be a text."""
    head = source.head()
    if b"%PDF-" in head[:1024]:
        return office.read_pdf
    if head.startswith(b"PK\x03\x04"):
        return office.read_docx
    if head.startswith(parquet.MARK):
        return parquet.read_parquet
    return next((_refusing(why) for mark, why in _REFUSED if head.startswith(mark)), None)


_REFUSED = (
    (rb"{\rtf", "RTF, which is not read: save it as .docx or .txt"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file, which is not read: save it as .docx or .txt"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BZh9", "compressed with bzip2, which is not read"),
    (b"\xfd7zXZ\0", "compressed with xz, which is not read"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive, which is not read"),
    (b"SQLite format 3\0", "a database"),
)


def _by_content(head: bytes, source: Source) -> Reader | None:
    """Detect JSON, a table, mail or a feed in a file without their suffix; `None` for a text."""
    text = head.decode("utf-8-sig", "ignore").lstrip()
    if text.startswith("<?xml") or text[:5].lower() in ("<rss ", "<feed"):
        if feeds.is_feed(head):
            return feeds.read_feed
        return (
            None
            if is_html(text) or re.search(r"<html\b", text)
            else _refusing("XML, and no RSS or Atom feed")
        )
    if re.match(r"[\[{]\s*[\"{\[\]}]", text):
        first, _, rest = text.partition("\n")
        return json_records.read_lines if rest.strip() and json_records.is_object(first) else _json_or_text
    lines = text.splitlines()
    if not lines:
        return None
    if head.startswith(b"From ") and len(lines) > 1 and _MAIL_HEADER.match(lines[1].encode()):
        return mail.read_mailbox
    named = [line for line in lines[:12] if _MAIL_HEADER.match(line.encode())]
    if len(named) >= 3 and _MAIL_HEADER.match(lines[0].encode()):
        return mail.read_message
    return tables.read_table if tables.is_table(lines[:2], source.columns.text) else None


def _json_or_text(source: Source) -> Iterator[Report]:
    """Read what begins like JSON: as JSON when it is some, else as the text that it is."""
    data = source.whole()
    text = source.text(data)
    if json_records.is_json(text):
        yield from json_records.from_text(text, source)
    else:
        yield from_text(text, source.name, where=source.path, warnings=source.warnings)
