"""Failures of a corpus that another reading undoes.

A row of a failure has the id that the report would have, or, of a record of which no id is known, its place: the path
of the file, a colon and a number. When that file is read again, what it says then stands instead.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING

import numpy as np

from geo.corpus.spool import hash_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.corpus.spool import Entry

_PLACE = re.compile(r":\d+\Z")


class Mending:
    """What one reading does to the failures that a corpus has.

    Parameters
    ----------
    files
        Of the table of reports.
    members
        What the corpus has, of the type `geo.corpus.plan.MEMBER`.
    """

    def __init__(self, files: Iterable[Path], members: NDArray[np.void]) -> None:
        self._of: dict[str, list[int]] = {}
        failed = array("Q")
        for name in _failed(files):
            failed.append(hash_of(name))
            for owner in {name, _PLACE.sub("", name)}:
                self._of.setdefault(owner, []).append(failed[-1])
        self._again = array("Q")
        ids = members["id"]
        self._read = np.sort(ids[~np.isin(ids, np.frombuffer(failed, dtype=np.uint64))])

    def opened(self, name: str) -> None:
        """Record that a file, a folder or a pattern of that name is read again."""
        self._again.extend(self._of.get(name, ()))

    def takes(self, entry: Entry) -> bool:
        """Return whether an entry comes into the corpus: a failure takes no place of a report that was read before."""
        if entry.failure is None:
            return True
        number = np.uint64(hash_of(entry.report.id))
        at = np.searchsorted(self._read, number)
        return not (at < len(self._read) and self._read[at] == number)

    def left(self, members: NDArray[np.void], given: NDArray[np.uint64]) -> NDArray[np.void]:
        """Return the members without failures of files that were read again and did not fail again.

        Parameters
        ----------
        members
            What the corpus has.
        given
            Hashes of the ids that the reading gave.
        """
        again = np.frombuffer(self._again, dtype=np.uint64)
        return members[~np.isin(members["id"], again) | np.isin(members["id"], given)]


def _failed(files: Iterable[Path]) -> Iterable[str]:
    import pyarrow.parquet as pq

    for path in files:
        yield from pq.read_table(path, columns=["id"], filters=[("failed_at", "==", "reading")])[
            "id"
        ].to_pylist()
