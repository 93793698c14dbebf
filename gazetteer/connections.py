"""Read-only connections to the files of a gazetteer: one to each file for each thread and each forked process."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from typing import TYPE_CHECKING

from gazetteer.errors import BadGazetteer, GazetteerMissing

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 5
"""Schema version that this package builds; `_open` says how it reads an older one."""
_BEFORE_WIKIDATA = 4
_WITHOUT_WIKIDATA = "CREATE TEMP VIEW place AS SELECT *, '' AS wikidata FROM main.place"
"""A view goes before the table of its name, and SQLite reads the table through it, with its indexes."""


class Connections:
    """Connections to several files, opened when a thread first asks for them.

    Parameters
    ----------
    bundled
        The file that belongs to the package.
    attached
        The user's own files, which go before it.
    """

    def __init__(self, bundled: Path, attached: tuple[Path, ...] = ()) -> None:
        self._bundled = bundled
        self._attached = attached
        self._local = threading.local()

    def get(self) -> tuple[sqlite3.Connection, ...]:
        """Return this thread's connections, in the order of precedence: the package's own comes last.

        Raises
        ------
        GazetteerMissing
            If a file is not there, or the package's own was built by another version.
        BadGazetteer
            If an attached file is no gazetteer, or was made by another version.
        """
        opened: tuple[int, tuple[sqlite3.Connection, ...]] | None = getattr(self._local, "opened", None)
        if opened is not None and opened[0] == os.getpid():
            return opened[1]
        # A connection must not be carried across a fork, nor closed there: the parent's is only left behind.
        self._local.parents = (getattr(self._local, "parents", None), opened)
        connections = (*map(_open_attached, self._attached), _open(self._bundled))
        self._local.opened = (os.getpid(), connections)
        return connections

    def close(self) -> None:
        """Close this thread's connections; the next `get` opens others."""
        opened = getattr(self._local, "opened", None)
        if opened is not None and opened[0] == os.getpid():
            for connection in opened[1]:
                connection.close()
        self._local.opened = None


class _Connection(sqlite3.Connection):
    """Closes with its thread, without a warning."""

    def __del__(self) -> None:
        with contextlib.suppress(sqlite3.ProgrammingError):  # never opened
            self.close()


def _open_attached(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise GazetteerMissing(str(path), attached=True)
    if not path.is_file():
        raise BadGazetteer(str(path))
    try:
        return _open(path)
    except GazetteerMissing as error:
        raise BadGazetteer(str(path)) from error


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise GazetteerMissing(str(path))
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1",
            uri=True,
            factory=_Connection,
            check_same_thread=False,
        )
        connection.execute("PRAGMA mmap_size=268435456")  # a tenth faster; processes share the pages
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == _BEFORE_WIKIDATA:
            connection.execute(_WITHOUT_WIKIDATA)
        elif version != VERSION:
            raise GazetteerMissing(str(path))
        connection.execute("SELECT code FROM kind, place, name LIMIT 0")  # a stranger may have our number
    except sqlite3.DatabaseError as error:
        raise GazetteerMissing(str(path)) from error
    return connection
