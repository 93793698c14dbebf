"""Files that come into a folder, or a file that changes: found by asking again and again for times and sizes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.corpus.sources import FileOf
from geo.documents.folders import Unread, reports_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    Stamp = tuple[int, int]

SETTLED_S: Final = 2.0
"""A file that was not changed for so many seconds is complete."""


class Arrivals:
    """What of a folder or a file is new, or has changed, since it was asked for last.

    A file is held back while it grows: until two looks find it alike, or it has not changed for `SETTLED_S`. One whose
    writing pauses for longer is given twice, the second time as it is then.

    Parameters
    ----------
    source
        A folder, of which all files of the kinds that are read are watched, in subfolders too; or one file. It need not
        be there yet.
    without
        Files and folders that are no reports, such as what is written.
    """

    def __init__(self, source: str | Path, *, without: Iterable[str | Path] = ()) -> None:
        self.source = Path(source)
        self._without = tuple(Path(path).resolve() for path in without)
        self._given: dict[Path, Stamp] = {}
        self._seen: dict[Path, Stamp] = {}

    @property
    def has_unsettled(self) -> bool:
        """Whether the last look found files that were held back."""
        return any(self._given.get(path) != stamp for path, stamp in self._seen.items())

    def look(self) -> list[FileOf | Path]:
        """Return the files that are new or have changed, and no longer grow, in the order of their names.

        Raises
        ------
        OSError
            The folder cannot be opened.
        """
        now = time.time()
        found = {path: stamp for path in self._files() if (stamp := _stamp(path)) is not None}
        ready = [
            path
            for path, stamp in found.items()
            if self._given.get(path) != stamp
            and (self._seen.get(path) == stamp or abs(now - stamp[0] / 1e9) >= SETTLED_S)
        ]
        self._seen = found
        self._given |= {path: found[path] for path in ready}
        return [path if path == self.source else FileOf(self.source, path) for path in ready]

    def forget(self, files: Iterable[FileOf | Path]) -> None:
        """Return files again at the next look: what they were read for failed."""
        for file in files:
            self._given.pop(file.path if isinstance(file, FileOf) else file, None)

    def _files(self) -> list[Path]:
        if not self.source.is_dir():
            return [self.source]
        return [path for path in reports_of(self.source, _Passed()) if not self._is_ours(path)]

    def _is_ours(self, path: Path) -> bool:
        if not self._without:
            return False
        whole = path.resolve()
        return any(whole == ours or whole.is_relative_to(ours) for ours in self._without)


def _stamp(path: Path) -> Stamp | None:
    """Return the time and size of a file; `None` where it is gone, or cannot be asked."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


class _Passed(Unread):
    """Counts nothing: the same files are passed over at each look."""

    def add(self, path: Path, why: str = "") -> None:
        """Leave a file out."""

    def add_folder(self, path: str, why: str) -> None:
        """Leave a folder out."""
