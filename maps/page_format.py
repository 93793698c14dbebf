"""Which files hold a page, and what writes the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from maps.errors import UnknownFormat

if TYPE_CHECKING:
    import os

PAGES = (".html", ".htm")


def check_page(path: str | os.PathLike[str]) -> None:
    """Raise what saving a page raises for the suffix of this path, before the work and not after it.

    Raises
    ------
    UnknownFormat
        It is not that of a page; the error says what writes such a file, where something does.
    """
    from maps.paper import WRITTEN
    from maps.writers import SUFFIXES

    suffix = Path(path).suffix.lower()
    if suffix in PAGES:
        return
    why = ""
    if suffix == ".png":
        why = "--png, in Python save_png, makes a picture of the map"
    elif suffix in WRITTEN:
        why = "--figure, in Python maps.figure, makes a figure"
    elif suffix in SUFFIXES:
        why = "dateline export, in Python maps.export, writes it"
    raise UnknownFormat(suffix or Path(path).name or str(path), PAGES, why)
