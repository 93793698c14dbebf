"""Spellings near a name of which some file of places may hold one; the others need not be asked for.

What is left out is certain to be in no file, so look-ups with and without this module find the same.
"""

from __future__ import annotations

import functools
import sqlite3
from typing import TYPE_CHECKING

from gazetteer import names
from gazetteer.spelling_filter import SpellingFilter

if TYPE_CHECKING:
    from gazetteer.connections import Connections

_AFTER = "SELECT norm FROM name WHERE norm >= ? ORDER BY norm LIMIT 1"
_BEFORE = "SELECT norm FROM name WHERE norm < ? ORDER BY norm DESC LIMIT 1"
_FILTER = "SELECT bits FROM spelling"


class NearSpellings:
    """Near spellings that the files of a gazetteer may hold.

    Parameters
    ----------
    connections
        To the files.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def variants(self, norm: str) -> list[str]:
        """List `names.variants` of a folded name; empty where no name of any file sounds like it."""
        if any(each.may_sound_like(norm) for each in self._filters):
            return names.variants(norm)
        return []

    def one_edit(self, norm: str) -> set[str]:
        """List those of `names.one_edit` that may be names."""
        edits: set[str] = set()
        for connection, each in zip(self._connections.get(), self._filters, strict=True):
            edits |= names.one_edit(norm, kept=(_beginning(connection, norm), each.ending(norm)))
        return edits

    def begins(self, norm: str) -> bool:
        """Return whether a name of any file begins with a folded name, or is it."""
        return any(_next(connection, norm).startswith(norm) for connection in self._connections.get())

    @functools.cached_property
    def _filters(self) -> tuple[SpellingFilter, ...]:
        """Read the filters, a byte a name, when the first unknown name is asked for."""
        return tuple(SpellingFilter(_bits(connection)) for connection in self._connections.get())


def _next(connection: sqlite3.Connection, norm: str) -> str:
    row = connection.execute(_AFTER, (norm,)).fetchone()
    return "" if row is None else str(row[0])


def _beginning(connection: sqlite3.Connection, norm: str) -> int:
    """Count the characters of the longest beginning that some name shares: one of the two neighbours in the index."""
    before = connection.execute(_BEFORE, (norm,)).fetchone()
    return max(_shared(norm, _next(connection, norm)), _shared(norm, before[0]) if before else 0)


def _shared(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _bits(connection: sqlite3.Connection) -> bytes:
    """Read the bits; none of a file that was imported before there were any, or has none."""
    try:
        row = connection.execute(_FILTER).fetchone()
    except sqlite3.OperationalError:
        return b""
    return bytes(row[0]) if row else b""
