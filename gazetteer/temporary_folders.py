"""A folder for a file that is being made, beside where it shall be; what a run that was killed left is swept."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"\.dateline-(?:(?P<host>[0-9a-f]{8})-(?P<pid>\d+)-\w{8}|(?=.*[\d_])[a-z\d_]{8})")
"""Ours; earlier versions named no process, and a word of letters alone may be a user's."""
_OLD_S = 7 * 86_400
"""A folder in which nothing changed for so long belongs to no run, on whatever machine it was."""


@contextlib.contextmanager
def folder_beside(parent: Path) -> Iterator[Path]:
    """Make a fresh folder in `parent` for the length of a block, and sweep what earlier runs left there.

    Its name holds the machine and the process, so that the next run knows whether that process is still there.

    Raises
    ------
    OSError
        The folder cannot be made.
    """
    sweep(parent)
    prefix = f".dateline-{_host()}-{os.getpid()}-"
    with tempfile.TemporaryDirectory(dir=parent, prefix=prefix, ignore_cleanup_errors=True) as name:
        yield Path(name)


def sweep(parent: Path) -> None:
    """Remove the folders of runs that were killed: ours by their name and owner, without a process or a week old."""
    with contextlib.suppress(OSError):  # a folder that cannot be listed can still be written to
        for entry in os.scandir(parent):
            named = _NAME.fullmatch(entry.name)
            if named and _is_left(entry, named["host"], named["pid"]):
                shutil.rmtree(entry.path, ignore_errors=True)


def _is_left(entry: os.DirEntry[str], host: str | None, pid: str | None) -> bool:
    try:
        about = entry.stat(follow_symlinks=False)
        if not entry.is_dir(follow_symlinks=False) or (hasattr(os, "getuid") and about.st_uid != os.getuid()):
            return False
        inside = list(os.scandir(entry.path))
        if any(item.is_dir(follow_symlinks=False) for item in inside):  # ours hold files only
            return False
        changed = max([about.st_mtime, *(item.stat(follow_symlinks=False).st_mtime for item in inside)])
    except OSError:
        return False
    if host == _host() and pid is not None and not _runs(int(pid)):
        return True
    return time.time() - changed > _OLD_S


def _runs(pid: int) -> bool:
    """Return whether there is such a process; where that cannot be asked safely, say yes."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another user's
        return True
    return True


def _host() -> str:
    import platform

    return f"{zlib.crc32(platform.node().encode()):08x}"
