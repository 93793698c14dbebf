"""Compressed files: gzip and Zstandard, decompressed as they are read, up to where they break."""

from __future__ import annotations

import gzip
import importlib
import io
import zlib
from importlib.util import find_spec
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from geo.documents import source
from geo.errors import NotAReport, UnreadableReport

if TYPE_CHECKING:
    from collections.abc import Callable

SUFFIXES: Final = (".gz", ".zst")
_MARKS: Final = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "Zstandard"}
_EXPANDS: Final = 200  # times, from where on a compressed file is taken for a bomb; texts shrink to a tenth


def without_suffix(name: str) -> str:
    """Return the name of what is compressed.

    Examples
    --------
    >>> without_suffix("a.jsonl.zst"), without_suffix("A.TXT.GZ"), without_suffix("a.txt")
    ('a.jsonl', 'A.TXT', 'a.txt')
    """
    suffix = PurePath(name).suffix
    return name[: -len(suffix)] if suffix.lower() in SUFFIXES else name


def missing(name: str) -> str:
    """Return what to install to decompress a file of that name; empty when nothing is needed."""
    if not name.lower().endswith(".zst") or _standard() is not None or find_spec("pyarrow") is not None:
        return ""
    return 'pip install "dateline[parquet]" to read .zst'


def decompressed(stream: io.BufferedReader, path: str, warn: Callable[[str, str], None]) -> io.BufferedReader:
    """Decompress what is compressed as it is read, and return any other stream as it is.

    Parameters
    ----------
    stream
        Of which the first bytes decide.
    path
        For errors.
    warn
        Called with the name of the format and a clause, when it breaks in the middle.

    Raises
    ------
    NotAReport
        It needs a library that is not installed.
    UnreadableReport
        While reading: it is broken at its beginning, or expands so much that it is an attack.
    """
    head = stream.peek(4)[:4]
    kind = next((kind for mark, kind in _MARKS.items() if head.startswith(mark)), None)
    if kind is None:
        return stream
    inner = gzip.GzipFile(fileobj=stream) if kind == "gzip" else _zstandard(stream, path)
    return io.BufferedReader(_Decompressed(inner, stream, path, kind, warn), buffer_size=source.HEAD)


def _standard() -> Any:
    """Return the module of Python 3.14 and later, `None` before."""
    try:
        return importlib.import_module("compression.zstd")
    except ImportError:
        return None


def _zstandard(stream: BinaryIO, path: str) -> Any:
    standard = _standard()
    if standard is not None:
        return standard.ZstdFile(stream)
    try:
        import pyarrow as pa
    except ImportError as error:
        raise NotAReport(path, missing(".zst")) from error
    return pa.CompressedInputStream(pa.PythonFile(_Kept(stream), mode="r"), "zstd")


class _Kept:
    """A stream that its reader does not close."""

    closed = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)

    def close(self) -> None:
        """Leave it open."""


class _Decompressed(io.RawIOBase):
    """The bytes of a compressed stream, up to where it breaks; more than it can honestly hold is an error."""

    def __init__(
        self, inner: Any, stream: BinaryIO, path: str, kind: str, warn: Callable[[str, str], None]
    ) -> None:
        self._read = getattr(inner, "read1", inner.read)
        self._stream, self._path, self._kind, self._warn = stream, path, kind, warn
        self._given = 0
        self._broken = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._broken:
            return 0
        try:
            data = self._read(min(len(buffer), source.HEAD))  # a larger piece is lost whole where it breaks
        except Exception as error:
            if not _is_of_content(error):
                raise
            self._broken = True
            if not self._given:
                why = f"broken {self._kind}, of which nothing can be read"
                raise UnreadableReport(self._path, why) from error
            self._warn(self._kind, f"broken {self._kind}: read up to where it breaks")
            return 0
        self._given += len(data)
        if self._given > source.WHOLE and self._given > _EXPANDS * max(1, self._stream.tell()):
            raise UnreadableReport(self._path, f"expands more than {_EXPANDS} times: not read")
        buffer[: len(data)] = data
        return len(data)


def _is_of_content(error: Exception) -> bool:
    """Return whether the bytes are broken, and not the disk: whose errors have a number."""
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return True
    return type(error).__name__ == "ZstdError" or (isinstance(error, OSError) and error.errno is None)
