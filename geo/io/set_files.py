"""Files that hold a whole `EventSet`: which format writes and reads which, and how a file is read back.

`maps.export` writes them too, with styles and words for people.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gazetteer.temporary_folders import folder_beside
from geo.errors import UnreadableSet, UnwritableSet
from geo.io import geojson, geopackage, json_lines, parquet
from geo.io.archive import ABSENT, VERSION, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geo.event_set import EventSet

_READERS: Final[Mapping[str, Callable[[Path], Iterator[tuple[str, dict[str, Any]]]]]] = {
    ".gpkg": geopackage.record_rows,
    ".geojson": geojson.record_rows,
    ".json": geojson.record_rows,
    ".jsonl": json_lines.record_rows,
    ".parquet": parquet.record_rows,
}
_WRITERS: Final[Mapping[str, Callable[[EventSet, Path], None]]] = {
    ".geojson": geojson.write_records,
    ".json": geojson.write_records,
    ".jsonl": json_lines.write_records,
    ".parquet": parquet.write_records,
}


def write_set(event_set: EventSet, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write a set with all its records, whole or not at all; `EventSet.to_file` documents it."""
    path = Path(path)
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UnwritableSet(str(path), "take .jsonl, .geojson or .parquet; maps.export writes the others")
    if path.exists() and not overwrite:
        raise FileExistsError(f"{path} exists: overwrite=True replaces it")
    with folder_beside(path.parent) as folder:
        fresh = folder / path.name
        try:
            writer(event_set, fresh)
        except ImportError as error:
            raise UnwritableSet(str(path), "writing it needs pyarrow: pip install pyarrow") from error
        os.replace(fresh, path)  # noqa: PTH105 (the atomic one, on every system)
    return path


def read_set(path: str | Path, *, make: type[EventSet], edits: bool = True) -> EventSet:
    """Read a set from a file.

    Parameters
    ----------
    path
        A `.gpkg`, `.geojson`, `.json`, `.parquet` or `.jsonl` that `maps.export` wrote.
    make
        The class of the set.
    edits
        Apply the edits made by hand in the file's tables of events.

    Raises
    ------
    UnreadableSet
        The file is none of those, or is damaged.
    OSError
        The file cannot be opened.
    """
    path = Path(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableSet(str(path), ABSENT)
    with path.open("rb"):  # raises for a missing file, by its name
        pass
    try:
        rows = reader(path)
        version = _checked(next(rows, ("", {}))[1].get("version"))
        found = unpack(rows, make=make, version=version)
        if edits:
            from geo.io.edited_tables import with_edits

            found = with_edits(found, path, version=version)
    except UnreadableSet as error:
        raise UnreadableSet(str(path), error.why) from error
    except (sqlite3.Error, ValueError, TypeError, LookupError, RecursionError) as error:
        raise UnreadableSet(str(path), ABSENT) from error
    return found


def _checked(version: object) -> int:
    """Return the version of a file that can be read."""
    if version is None:
        raise UnreadableSet("", ABSENT)
    if not isinstance(version, int) or version not in range(1, VERSION + 1):
        raise UnreadableSet(
            "",
            f"it is of version {version}, and this Dateline reads versions 1 to {VERSION}: take a newer one",
        )
    return version
