"""Keeps two processes from changing one corpus at once."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Final

from geo.corpus import manifest
from geo.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOCK: Final = "lock.sqlite"


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes from changing a corpus for the length of a block; a process that dies lets go of it.

    Raises
    ------
    CorpusError
        Another process is at it, or the folder is no corpus and not empty.
    """
    work = (
        folder / manifest.WORK
    )  # there from the first moment on, also of a corpus whose first reading was killed
    if folder.exists() and not work.is_dir() and any(folder.iterdir()):
        raise CorpusError(str(folder), "is no corpus, and holds other files: name a new folder")
    work.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(work / _LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise CorpusError(str(folder), "another process is writing to it") from error
        yield
