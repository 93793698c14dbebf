"""Folders: which of their files are reports, and a word on those that are not."""

from __future__ import annotations

import logging
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from geo.documents import compression
from geo.documents.formats import READERS, suffix_of
from geo.documents.office import missing

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger(__name__)
_KINDS = 12


class Unread:
    """What was found and not read: counted by suffix, with a word on what would help.

    Examples
    --------
    >>> unread = Unread()
    >>> unread.add(Path("a.rtf"), "RTF, which is not read")
    >>> unread.add(Path("README"))
    >>> str(unread)
    'not read: 2 files (.rtf 1: RTF, which is not read; without a suffix 1)'
    """

    def __init__(self) -> None:
        self._kinds: Counter[tuple[str, str]] = Counter()
        self._folders: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._kinds or self._folders)

    def __str__(self) -> str:
        parts = []
        if self._kinds:
            count = sum(self._kinds.values())
            parts.append(f"{count:,} {'file' if count == 1 else 'files'} ({self._by_kind()})")
        if self._folders:
            named = ", ".join(self._folders[:3]) + (", ..." if len(self._folders) > 3 else "")
            count = len(self._folders)
            parts.append(f"{count:,} {'folder' if count == 1 else 'folders'} that cannot be opened ({named})")
        return f"not read: {' and '.join(parts)}"

    def _by_kind(self) -> str:
        kinds = self._kinds.most_common()
        shown = [f"{kind} {count:,}" + (f": {why}" if why else "") for (kind, why), count in kinds[:_KINDS]]
        rest = sum(count for _, count in kinds[_KINDS:])
        separator = "; " if any(why for _, why in self._kinds) else ", "
        return separator.join([*shown, f"others {rest:,}"] if rest else shown)

    def add(self, path: Path, why: str = "") -> None:
        """Count a file."""
        self._kinds[_kind(path.name), why] += 1
        _log.info("%s: not read%s", path, f" ({why})" if why else "")

    def update(self, other: Unread) -> None:
        """Add what another one counted."""
        self._kinds.update(other._kinds)
        self._folders += other._folders

    def add_folder(self, path: str, why: str) -> None:
        """Count a folder that cannot be opened."""
        self._folders.append(path)
        _log.info("%s: not read (%s)", path, why)


def _kind(name: str) -> str:
    suffixes = Path(name).suffixes
    if not suffixes:
        return "without a suffix"
    return "".join(suffixes[-2 if suffixes[-1].lower() in compression.SUFFIXES else -1 :]).lower()


def reports_of(folder: Path, unread: Unread) -> list[Path]:
    """List the files of a folder and its subfolders that are read, in order of their names.

    Hidden files and folders, and Word's lock files, are passed over. Links to folders are followed, each folder once.
    Of a corpus, a folder that `geo.corpus.read` made, the table of its reports is read.

    Parameters
    ----------
    folder
        Where to look.
    unread
        Called with all others, and with subfolders that cannot be opened.
    """
    found = []
    for path in _walk(folder, unread):
        suffix = suffix_of(path.name)
        if not path.is_file():
            unread.add(path, "a link that leads nowhere" if path.is_symlink() else "no file")
        elif suffix not in READERS:
            unread.add(path)
        elif how := missing(suffix) or compression.missing(path.name):
            unread.add(path, how)
        else:
            found.append(path)
    return sorted(found)


def _is_corpus(folders: list[str], files: list[str]) -> bool:
    return "manifest.json" in files and {"reports", "mentions", "records"} <= set(folders)


def _walk(folder: Path, unread: Unread) -> Iterator[Path]:
    been: set[tuple[int, int]] = set()

    def failed(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise error
        unread.add_folder(str(error.filename), error.strerror or "unreadable")

    for where, folders, files in os.walk(folder, onerror=failed, followlinks=True):
        status = Path(where).stat()
        if (status.st_dev, status.st_ino) in been:  # by another name, or in a circle
            folders.clear()
            continue
        been.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        corpus = _is_corpus(folders, files)
        if corpus:
            folders[:] = ["reports"]
        for name in [] if corpus else sorted(files):
            if not name.startswith((".", "~$")):
                yield Path(where, name)
