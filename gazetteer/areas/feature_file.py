"""How `data/built/features.zip` is laid out: what `build.features` writes and `areas.features` reads."""

from __future__ import annotations

import zlib

FILE = "features.zip"
STEP_DEG = 1e-3
"""Degrees of the file's grid, 111 m."""
_BUCKETS = 64


def bucket(place_id: str) -> str:
    """Return the member of the file that holds a place: a look-up reads a sixty-fourth."""
    return f"{zlib.crc32(place_id.encode()) % _BUCKETS:02}.json"
