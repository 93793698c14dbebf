"""Lines of a file to import, plain or in a .zip: streamed, bounded, with how far the reading has come."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from gazetteer.errors import BadSource
from gazetteer.importing.table_text import is_web_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = 1 << 20
"""Bytes; a longer line is no row of a table, and must not fill the memory."""

_EVERY = 5_000
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError)
_BESIDE = ("readme.txt", "iso-languagecodes.txt")  # what GeoNames packs beside the table


@dataclass(frozen=True, slots=True)
class Lines:
    """An open file; `size` in bytes, uncompressed."""

    name: str
    stream: IO[bytes]
    size: int

    def read(self, on_progress: Callable[[float], None]) -> Iterator[tuple[int, bytes | None]]:
        """Yield the lines with their numbers from 1, without line ends; `None` for one that is too long."""
        done = number = 0
        readline = self.stream.readline
        while line := readline(LONGEST):
            number += 1
            size = len(line)
            done += size
            whole = size < LONGEST or line.endswith(b"\n")
            if not whole:
                done += self._skip_line()
            if number % _EVERY == 0:
                on_progress(done / max(self.size, done))
            yield number, line.rstrip(b"\r\n") if whole else None
        on_progress(1.0)

    def _skip_line(self) -> int:
        skipped = 0
        while rest := self.stream.readline(LONGEST):
            skipped += len(rest)
            if rest.endswith(b"\n"):
                break
        return skipped


@contextmanager
def open_lines(path: Path) -> Iterator[Lines]:
    """Open a text file, or the table in a .zip.

    Raises
    ------
    BadSource
        If the .zip is broken, encrypted, or holds no table.
    OSError
        If the file cannot be read.
    """
    if path.suffix.lower() != ".zip":
        with path.open("rb") as plain:
            yield Lines(path.name, plain, path.stat().st_size)
        return
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(path))
            member = _table_of(archive, path)
            packed = stack.enter_context(archive.open(member))
        except (NotImplementedError, RuntimeError) as error:  # zipfile's words for encrypted and oddly packed
            raise BadSource(str(path), f"the .zip cannot be unpacked: {error}") from error
        except (OSError, ValueError, *_BROKEN) as error:
            if isinstance(error, BadSource) or (isinstance(error, OSError) and error.filename):
                raise
            raise _broken(path) from error  # an offset that leads out of the file, a name that is no text
        stream = stack.enter_context(io.BufferedReader(packed, 1 << 18))  # type: ignore[type-var]
        try:
            yield Lines(Path(member.filename).name, stream, member.file_size)
        except _BROKEN as error:
            raise _broken(path) from error


def _broken(path: Path) -> BadSource:
    return BadSource(
        str(path), f"{not_a_table(path) or 'the .zip is broken or incomplete'}; fetch it once more"
    )


def not_a_table(path: Path) -> str | None:
    """Describe what a file is instead of a table or a .zip of one; `None` where that is not known."""
    with path.open("rb") as file:
        return "it is a web page, not a table" if is_web_page(file.read(512)) else None


def _table_of(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    tables = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith((".txt", ".csv", ".tsv"))
        and Path(member.filename).name.lower() not in _BESIDE
    ]
    if not tables:
        raise BadSource(str(path), "the .zip holds no table (.txt)")
    return max(tables, key=lambda member: member.file_size)
