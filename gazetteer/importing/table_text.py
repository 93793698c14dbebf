"""Decode a table's text: detect its encoding, the place of a wrong byte, and how its cells are separated."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import IO, TYPE_CHECKING

from gazetteer.errors import BadSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _typeshed import WriteableBuffer

HEAD = 1 << 16
"""Bytes from which encoding and separator are detected."""

LONGEST = 1 << 20
"""Characters; a longer line is no row of a table, and must not fill the memory."""

SEPARATORS = ",;\t|"
NO_SEPARATOR = "\x1f"
"""Reads a table of one column: a character that occurs in no text, so that "Paris, Texas" stays one cell."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_NO_TABLES = (
    (b"PK\x03\x04", "a .zip or a spreadsheet"), (b"\xd0\xcf\x11\xe0", "a spreadsheet or another Office file"),
    (b"%PDF", "a PDF"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"\x1f\x8b", "packed with gzip"),
    (b"SQLite format 3", "a database"), (b"PAR1", "a Parquet file"),
)  # fmt: skip
HINT = "sep="
"""Begins a line before the header, in which Excel names the separator."""

_SAMPLE_ROWS = 100
_WRONG = re.compile("[\udc80-\udcff]")
_SNIFFED_SUFFIX = {".tsv": "\t", ".tab": "\t", ".psv": "|"}


class TableText:
    """A table's text, line by line, with the ends that the lines have.

    Parameters
    ----------
    text
        From the beginning.
    head
        The beginning of it, which `lines` still gives.

    Attributes
    ----------
    wrong_bytes
        Bytes until now that are not UTF-8 and were read as Windows-1252, which Excel writes in the West.
    """

    def __init__(self, text: io.TextIOWrapper, head: str) -> None:
        self._text = text
        self.head = head
        self.wrong_bytes = 0

    def lines(self) -> Iterator[str]:
        """Yield the lines; one of more than `LONGEST` characters as a `CutLine`."""
        first = True
        while line := self._text.readline(LONGEST):
            cut = len(line) == LONGEST and not line.endswith(("\n", "\r"))
            while cut and (rest := self._text.readline(LONGEST)) and not rest.endswith(("\n", "\r")):
                pass
            if not line.isascii():
                line, count = _WRONG.subn(_as_windows_1252, line)
                self.wrong_bytes += count
            if first:
                line = line.removeprefix("\ufeff")
                first = False
            yield CutLine(line) if cut else line


class CutLine(str):
    """The beginning of a line that is too long for a row of a table."""

    __slots__ = ()


def open_text(
    stream: IO[bytes], *, name: str, encoding: str | None, on_bytes: Callable[[int], None] | None = None
) -> TableText:
    """Detect the encoding of a stream of bytes, and read it as text.

    Parameters
    ----------
    stream
        The bytes, from the beginning.
    name
        Of the file, for errors.
    encoding
        The encoding, where it is known; then a wrong byte is an error. `None` looks at the first bytes: a byte order
        mark, the pattern of UTF-16, else UTF-8, with bytes that are none read as Windows-1252 and counted.
    on_bytes
        Called with the number of bytes at each read.

    Raises
    ------
    BadSource
        If the file is empty, or is no text.
    LookupError
        If there is no such encoding.
    """
    head = stream.read(HEAD)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise BadSource(name, "it is empty")
    chosen = encoding or _encoding(head, name)
    errors = "strict" if encoding else "surrogateescape" if chosen.startswith("utf-8") else "replace"
    text = io.TextIOWrapper(io.BufferedReader(_Joined(head, stream, on_bytes)), chosen, errors, newline="")
    beginning = codecs.getincrementaldecoder(chosen)("replace").decode(head)
    return TableText(text, beginning.removeprefix("\ufeff"))


def separator(head: str, *, suffix: str = "") -> str:
    """Detect how the cells of a table are separated: as in the header, and in the rows as there.

    Parameters
    ----------
    head
        The table's beginning, whose last line may be cut short.
    suffix
        Of the file; decides between what fits equally.

    Returns
    -------
    str
        `,`, `;`, a tabulator or `|`; or `NO_SEPARATOR`, where the header holds none of them.
    """
    if head[:4].lower() == HINT and head[4:5].strip(" \r\n"):
        return head[4]
    lines = list(io.StringIO(head, newline=""))
    if len(head) > HEAD // 4 and len(lines) > 1:
        lines.pop()
    usual = _SNIFFED_SUFFIX.get(suffix.lower(), ",")
    fits = [(*_fit(lines, each), each == usual, -SEPARATORS.index(each), each) for each in SEPARATORS]
    share, width, *_, best = max(fits)
    return best if width > 1 and share else NO_SEPARATOR


def _fit(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Return the share of the first rows that are as wide as the header, and its width."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(iter(lines), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) >= _SAMPLE_ROWS:
                break
    except csv.Error:  # an unclosed quote or a long cell: what comes before it counts
        pass
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0, width
    alike = sum(len(row) == width for row in rows[1:])
    return (alike + 1) / len(rows), width


def is_web_page(head: bytes) -> bool:
    """Return whether a file begins like a page of HTML, as a download that failed does."""
    return head[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))


def _encoding(head: bytes, name: str) -> str:
    for magic, what in _NO_TABLES:
        if head.startswith(magic):
            raise BadSource(name, f"it is {what}, not a table as text; save it as CSV")
    if is_web_page(head):
        raise BadSource(name, "it is a web page, not a table; fetch it once more")
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    for at, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(head) > 3 and head[at::2].count(0) > 0.4 * len(head) / 2 and not head[1 - at :: 2].count(0):
            return encoding
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b" for byte in head)
    if controls > 0.1 * len(head):
        raise BadSource(name, "it is binary, not a table as text; save it as CSV")
    return "utf-8"


def _as_windows_1252(escaped: re.Match[str]) -> str:
    byte = bytes([ord(escaped[0]) & 0xFF])
    return byte.decode("cp1252", "ignore") or byte.decode("latin-1")


class _Joined(io.RawIOBase):
    """Bytes that were read already, and then the rest of a stream that cannot be wound back."""

    def __init__(self, head: bytes, rest: IO[bytes], on_bytes: Callable[[int], None] | None) -> None:
        self._head = head
        self._rest = rest
        self._on_bytes = on_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            data = self._rest.read(len(view))
        view[: len(data)] = data
        if self._on_bytes is not None:
            self._on_bytes(len(data))
        return len(data)
