"""A file as its format's reader gets it: bytes or lines, never more of them at once than a machine can hold."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from geo.documents.encoding import decode, is_binary, likely_codec, mark_of, python_codec
from geo.documents.ids import LONG, id_of_text
from geo.documents.record_warnings import RecordWarnings
from geo.errors import ReadingError, UnreadableReport, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.records import Report

T = TypeVar("T")

WHOLE = 64 * 2**20
"""Bytes of a file that has to be held at once (all but .jsonl, .csv, .mbox and .parquet)."""
LINE = 16 * 2**20
"""Bytes of a line or a row."""
HEAD = 64 * 1024
"""Bytes that can be looked at before a reader is chosen."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the fields of a table or of JSON objects are called; `None`: `published`, and `date` where there is none."""

    text: str = "text"
    published: str | None = None
    id: str = "id"
    title: str = "title"
    source: str = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An open file.

    Attributes
    ----------
    path
        For people: in errors and warnings.
    name
        The id of its report, where it holds one.
    stem
        What ids of its records begin with, where it holds many.
    stream
        Its bytes, decompressed.
    suffix
        Of its name, lower case, without `.gz` or `.zst`.
    stable
        Whether ids must not depend on where a record stands in the file: one that states none is named after its text.
    encoding, columns, on_error
        As the caller of `geo.documents.reading.read_reports` gives them.
    warnings
        Collects warnings about values read otherwise than written.
    """

    path: str
    name: str
    stem: str
    stream: io.BufferedReader
    suffix: str = ""
    stable: bool = False
    encoding: str | None = None
    columns: Columns = Columns()
    on_error: Callable[[ReadingError], None] | None = None
    warnings: RecordWarnings = field(default_factory=lambda: RecordWarnings(""))

    def head(self) -> bytes:
        """Return the first bytes without consuming them."""
        return self.stream.peek(HEAD)[:HEAD]

    def whole(self) -> bytes:
        """Read all bytes.

        Raises
        ------
        UnreadableReport
            There are too many.
        """
        data = self.stream.read(WHOLE + 1)
        if len(data) > WHOLE:
            raise UnreadableReport(
                self.path, f"larger than {WHOLE >> 20} MB, of which one report must not be: split it"
            )
        return data

    def text(self, data: bytes, *, stated: str | None = None) -> str:
        """Decode the bytes of the whole file."""
        return decode(data, self.path, encoding=self.encoding, stated=stated, warn=self.warn)

    def warn(self, what: str) -> None:
        """Warn of the file's encoding."""
        self.warnings.add("encoding", self.path, what)

    def refuse(self, error: ReadingError) -> None:
        """Report that a record cannot be read, and continue; without a handler, raise the error."""
        if self.on_error is None:
            raise error
        self.on_error(error)

    def records(
        self, items: Iterable[tuple[int, T]], make: Callable[[T, Source, str, str], Report], *, nothing: str
    ) -> Iterator[Report]:
        """Create a report from each record; one of which none can be created is refused, whatever the reason.

        Parameters
        ----------
        items
            The records, each with the number that its place has for people.
        make
            Called with a record, this source, where it stands, and the id of a record that states none.
        nothing
            What is said where there is no report at all.

        Raises
        ------
        UnreadableReport
            There is none.
        """
        found = False
        for number, item in items:
            where = f"{self.path}:{number}"
            try:
                report = make(item, self, where, name := f"{self.stem}:{number}")
            except Exception as error:
                if self.on_error is None:
                    raise
                self.on_error(unreadable(where, error))
                continue
            found = True
            yield self._stable(report) if self.stable and report.id == name else report
        if not found:
            raise UnreadableReport(self.path, nothing)

    @staticmethod
    def _stable(report: Report) -> Report:
        return replace(report, id=id_of_text(report.text, digits=LONG))

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines, with their numbers from 1 and their ends; one that is too long is refused."""
        codec: str | None = None
        head = self.head()
        for number, line in enumerate(self._raw_lines(head), 1):
            if isinstance(line, str):
                yield number, line
                continue
            if len(line) > LINE:
                where = f"{self.path}:{number}"
                self.refuse(UnreadableReport(where, f"a line of more than {LINE >> 20} MB"))
                continue
            if codec is None and not line.isascii() and self.encoding is None:
                codec = likely_codec(line) and likely_codec(head + line)
                if codec:
                    self.warn(f"not UTF-8 at line {number}: read as {codec}; --encoding names another")
            try:
                where = f"{self.path}:{number}"
                text = decode(
                    line, where, encoding=self.encoding, stated=codec, part=True, warn=self._of_line(number)
                )
            except UnreadableReport as error:
                self.refuse(error)
                continue
            yield number, text

    def _of_line(self, number: int) -> Callable[[str], None]:
        return lambda what: self.warnings.add("encoding", f"{self.path}:{number}", what)

    def _raw_lines(self, head: bytes) -> Iterator[bytes | str]:
        """Split into lines: as bytes, but for encodings in which a line's end is not one byte."""
        wide = mark_of(head) or (python_codec(self.encoding, self.path) if self.encoding else "utf-8")
        if wide.lower().replace("_", "-").startswith(("utf-16", "utf-32", "u16", "u32")):
            lines = io.TextIOWrapper(self.stream, encoding=wide, errors="replace", newline="\n")
            try:
                yield from lines
            finally:
                lines.detach()  # the stream is not ours to close
            return
        if is_binary(head):  # said once, and not of each of its lines
            raise UnreadableReport(self.path, "binary, not text")
        while line := self.stream.readline(LINE + 1):
            if len(line) > LINE and not line.endswith(b"\n"):
                while (rest := self.stream.readline(LINE)) and not rest.endswith(b"\n"):
                    pass
            yield line
