"""Files are written whole or not at all, and never over another one unless asked."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from maps.errors import FileExists

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def whole_file(path: str | Path, *, overwrite: bool = False) -> Iterator[Path]:
    """Hand out the name of a file beside `path` that becomes `path` when the block ends without an error.

    Parameters
    ----------
    path
        Where the file shall be.
    overwrite
        Replace what is there.

    Yields
    ------
    Path
        A name with the same suffix, in a fresh folder beside `path`; no file has it yet.

    Raises
    ------
    FileExists
        There is a file and `overwrite` is off.
    OSError
        The folder is missing or cannot be written to.
    """
    path = Path(path)
    check_writable(path, overwrite=overwrite)
    # A folder of its own: drivers such as SQLite's leave journals beside a file, and those go with it.
    try:
        folder = tempfile.TemporaryDirectory(dir=path.parent, prefix=".dateline-")
    except OSError as error:  # worded with the user's own name, not with that of our folder
        why = f"cannot be written here ({error.strerror})"
        raise OSError(error.errno, why, str(path)) from error
    with folder as name:
        fresh = Path(name) / path.name
        yield fresh
        os.replace(fresh, path)  # noqa: PTH105 (the atomic one, on every system)


def check_writable(path: str | Path, *, overwrite: bool = False) -> None:
    """Raise what `whole_file` would raise for this path, before the work and not after it.

    Raises
    ------
    FileExists, OSError
        As for `whole_file`.
    """
    path = Path(path)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder, not a file", str(path))
    if path.exists() and not overwrite:
        raise FileExists(str(path))
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no such folder", str(path.parent))
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(errno.EACCES, "this folder cannot be written to", str(path.parent))
