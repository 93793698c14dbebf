"""Files are written whole or not at all, and never over another one unless asked."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.temporary_folders import folder_beside
from maps.errors import FileExists

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)
_PROBE_MB = 16


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
        The folder is missing or cannot be written to, or the disk is full.
    """
    path = Path(path)
    check_writable(path, overwrite=overwrite)
    special = path.exists() and not path.is_file()  # a device or a pipe is written to, not replaced
    # A folder of its own: drivers such as SQLite's leave journals beside a file, and those go with it.
    try:
        with folder_beside(Path(tempfile.gettempdir()) if special else path.parent) as folder:
            fresh = folder / path.name
            try:
                yield fresh
                if special:
                    with fresh.open("rb") as made, path.open("wb") as there:
                        shutil.copyfileobj(made, there)
                else:
                    os.replace(fresh, path)  # noqa: PTH105 (the atomic one, on every system)
            except Exception as error:
                _raise_if_full(error, folder, path)
                raise
    except OSError as error:
        if not _is_temporary(error):
            raise
        # Worded with the user's own name, not with that of our folder.
        why = f"cannot be written here ({os.strerror(error.errno) if error.errno else error})"
        raise OSError(error.errno or errno.EIO, why, str(path)) from error


def _is_temporary(error: OSError) -> bool:
    """Return whether an error is of our folder or of a write without a name, not of something else in the block."""
    name = str(error.filename or "")
    return f"{os.sep}.dateline-" in name if name else error.errno in _FULL


def _raise_if_full(error: Exception, folder: Path, path: Path) -> None:
    """Raise what the system says of a disk that takes no more, in place of what a library made of it.

    GDAL and SQLite tell of a failed write in their own words and types. Whether the disk is the cause shows when the
    half-written file is made longer.
    """
    if isinstance(error, OSError):
        return
    for half in folder.iterdir():
        try:
            with half.open("ab") as file:
                for _ in range(_PROBE_MB):
                    file.write(bytes(1 << 20))
        except OSError as full:
            why = f"cannot be written here ({full.strerror})"
            raise OSError(full.errno, why, str(path)) from error


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
    if path.exists() and not path.is_file():  # a device, a pipe
        return
    if path.exists() and not overwrite:
        raise FileExists(str(path))
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "no such folder", str(path.parent))
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(errno.EACCES, "this folder cannot be written to", str(path.parent))
