"""A user's own basemap, a PMTiles archive, made small enough to go into the page.

The archive is read by the library of its inventors (`pmtiles`), so that a page without one needs nothing more. What is
embedded is an archive again: the whole one, or the tiles around the events.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maps.errors import MissingExtra, UnreadableBasemap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from maps.basemap import Bounds

MOST_BYTES = 30_000_000
"""Of an archive in a page: base 85 makes 38 MB of it, which browsers of phones still open."""
WIDE_ZOOM = 8
"""Up to here the whole view of the events is covered, from here on only what lies right around them."""
MOST_TILES = 1_000_000
"""An archive that claims more tiles around the events is broken, or of no use in a page."""
MOST_METADATA = 1_000_000

KINDS = {1: "vector", 2: "raster", 3: "raster", 4: "raster"}
"""Types of tiles that the page draws, by their number in the format: MVT, PNG, JPEG, WebP."""
COMPRESSIONS = {1, 2}
"""None and gzip: browsers have no decoder for the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBasemap:
    """An archive for the page.

    Attributes
    ----------
    data
        PMTiles, version 3.
    kind
        `vector` or `raster`.
    attribution
        Plain text of what the archive says about its sources.
    bounds
        West, south, east, north, degrees.
    min_zoom, max_zoom
        Of the tiles that are in it.
    """

    data: bytes
    kind: str
    attribution: str
    bounds: Bounds
    min_zoom: int
    max_zoom: int

    def as_json(self) -> dict[str, Any]:
        """Return what the page needs beside the archive itself."""
        return {
            "kind": self.kind,
            "attribution": self.attribution,
            "bounds": self.bounds,
            "zooms": [self.min_zoom, self.max_zoom],
        }


def check(path: str | os.PathLike[str]) -> None:
    """Look whether a file can be a basemap, before hours of reading.

    Raises
    ------
    UnreadableBasemap, MissingExtra, OSError
        As `read`, but for what lies around the events.
    """
    with Path(path).open("rb") as file:
        _header(os.fspath(path), file.read(127))


def read(
    path: str | os.PathLike[str],
    *,
    wide: Bounds | None = None,
    boxes: Sequence[Bounds] = (),
    zoom: int | None = None,
) -> OwnBasemap:
    """Read an archive, cut to the surroundings of the events if it is large or a zoom is given.

    Parameters
    ----------
    path
        A PMTiles archive, version 3, of MVT, PNG, JPEG or WebP tiles, not compressed or with gzip.
    wide
        West, south, east, north in degrees of what is taken up to `WIDE_ZOOM`; by default all.
    boxes
        What is taken further in; by default `wide`.
    zoom
        The last zoom to take; by default all.

    Raises
    ------
    UnreadableBasemap
        When it is something else, has no tile there, or is too large even so.
    MissingExtra
        When `pmtiles` is not installed.
    OSError
        When the file cannot be read.
    """
    name = os.fspath(path)
    with Path(path).open("rb") as file:
        header = _header(name, file.read(127))
        size = file.seek(0, os.SEEK_END)

        def get(offset: int, length: int) -> bytes:
            file.seek(offset)
            return file.read(min(length, max(0, size - offset)))

        try:
            attribution = _attribution(get, header)
            if zoom is None and size <= MOST_BYTES:
                data = get(0, size)
            else:
                data, header = _cut(
                    name, get, header, wide=wide, boxes=boxes or ((wide,) if wide else ()), zoom=zoom
                )
        except UnreadableBasemap:
            raise
        except (ValueError, LookupError, EOFError, OSError, ArithmeticError, TypeError, MemoryError) as error:
            raise UnreadableBasemap(name, f"it is damaged ({type(error).__name__})") from error
    if len(data) > MOST_BYTES:
        raise UnreadableBasemap(name, too_large(len(data), zoom))
    west, south, east, north = (
        header[key] / 1e7 for key in ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
    )
    return OwnBasemap(
        data=data,
        kind=KINDS[header["tile_type"].value],
        attribution=attribution,
        bounds=(west, south, east, north),
        min_zoom=header["min_zoom"],
        max_zoom=header["max_zoom"],
    )


def too_large(size: int, zoom: int | None) -> str:
    """Return the message that an archive does not fit."""
    without = "a smaller --basemap-zoom" if zoom is None else f"--basemap-zoom {max(0, zoom - 1)}"
    most = MOST_BYTES // 10**6
    most = MOST_BYTES // 10**6
    return f"around the events it has {size / 1e6:,.0f} MB, and {most} MB fit into a page: give {without}"


def _header(name: str, start: bytes) -> dict[str, Any]:
    try:
        from pmtiles import tile
    except ImportError as error:
        raise MissingExtra("a basemap of your own", "pmtiles", "basemap") from error
    if start[:7] != b"PMTiles" or len(start) < 127:
        older = start[:2] == b"PM" and start[:7] != b"PMTiles"
        what = "PMTiles of version 2 or older" if older else "no PMTiles archive"
        raise UnreadableBasemap(name, f"it is {what}, and version 3 is needed")
    try:
        header: dict[str, Any] = dict(tile.deserialize_header(start))
    except tile.SpecVersionUnsupported as error:
        raise UnreadableBasemap(
            name, f"it is PMTiles of version {start[7]}, and version 3 is needed"
        ) from error
    except ValueError as error:  # a type of tiles or a compression that the library does not know
        raise UnreadableBasemap(name, "its kind of tiles is not known") from error
    kind, compression = header["tile_type"], header["tile_compression"]
    if kind.value not in KINDS:
        raise UnreadableBasemap(name, f"its tiles are {kind.name}, and MVT, PNG, JPEG and WebP can be drawn")
    if not {compression.value, header["internal_compression"].value} <= COMPRESSIONS:
        raise UnreadableBasemap(name, "it is compressed otherwise than with gzip, which browsers cannot undo")
    return header


def _attribution(get: Callable[[int, int], bytes], header: dict[str, Any]) -> str:
    """Return the metadata's attribution as plain text: by custom it is HTML, and it may hold anything."""
    import gzip
    import json

    from lxml import html

    packed = get(header["metadata_offset"], header["metadata_length"])
    if header["internal_compression"].value == 2 and packed:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            packed = file.read(MOST_METADATA)
    metadata = json.loads(packed or b"{}")
    said = metadata.get("attribution") if isinstance(metadata, dict) else None
    if not isinstance(said, str) or not said.strip():
        return ""
    return " ".join(html.fromstring(f"<div>{said}</div>").text_content().split())[:500]


def _cut(
    name: str,
    get: Callable[[int, int], bytes],
    header: dict[str, Any],
    *,
    wide: Bounds | None,
    boxes: Sequence[Bounds],
    zoom: int | None,
) -> tuple[bytes, dict[str, Any]]:
    """Write an archive of the tiles that are wanted, and return its header too."""
    from pmtiles.tile import deserialize_header, zxy_to_tileid
    from pmtiles.writer import Writer

    last = header["max_zoom"] if zoom is None else min(zoom, header["max_zoom"])
    wanted = {
        zxy_to_tileid(z, x, y)
        for z in range(header["min_zoom"], last + 1)
        for box in ((wide,) if z <= WIDE_ZOOM or not boxes else boxes)
        for x, y in _tiles(z, box)
    }
    tiles: list[tuple[int, bytes]] = []
    size = 0
    for number, tile in _stored(get, header, wanted):
        tiles.append((number, tile))
        size += len(tile)
        if size > 2 * MOST_BYTES:  # tiles that are alike are stored once, so that this may still be too much
            raise UnreadableBasemap(name, too_large(size, last))
    if not tiles:
        raise UnreadableBasemap(name, "it has no tiles around the events")
    fresh = {key: value for key, value in header.items() if key.endswith("_e7") or key.startswith("tile_")}
    if wide:
        lows, highs = ("min_lon_e7", "min_lat_e7"), ("max_lon_e7", "max_lat_e7")
        fresh |= {key: max(header[key], round(wide[n] * 1e7)) for n, key in enumerate(lows)}
        fresh |= {key: min(header[key], round(wide[n + 2] * 1e7)) for n, key in enumerate(highs)}
    fresh["center_zoom"] = header["min_zoom"]
    fresh["center_lon_e7"] = (fresh["min_lon_e7"] + fresh["max_lon_e7"]) // 2
    fresh["center_lat_e7"] = (fresh["min_lat_e7"] + fresh["max_lat_e7"]) // 2
    out = io.BytesIO()
    writer: Any = Writer(out)  # type: ignore[no-untyped-call]  # its temporary file is closed by `finalize` alone
    for number, tile in tiles:
        writer.write_tile(number, tile)
    writer.finalize(fresh, {})
    data = out.getvalue()
    return data, dict(deserialize_header(data[:127]))


def _stored(
    get: Callable[[int, int], bytes], header: dict[str, Any], wanted: set[int]
) -> Iterator[tuple[int, bytes]]:
    """Yield the tiles that are wanted and there, by their numbers, reading only the directories that may have some."""
    import bisect

    from pmtiles.tile import deserialize_directory

    order = sorted(wanted)

    def some(first: int, after: float) -> bool:
        at = bisect.bisect_left(order, first)
        return at < len(order) and order[at] < after

    def walk(offset: int, length: int, end: float, depth: int) -> Iterator[tuple[int, bytes]]:
        entries = deserialize_directory(get(offset, length))
        for entry, following in zip(entries, [*entries[1:], None], strict=True):
            after = following.tile_id if following else end
            if entry.run_length == 0:
                if depth < 4 and some(entry.tile_id, after):
                    yield from walk(
                        header["leaf_directory_offset"] + entry.offset, entry.length, after, depth + 1
                    )
                continue
            first = bisect.bisect_left(order, entry.tile_id)
            last = bisect.bisect_left(order, entry.tile_id + entry.run_length)
            for number in order[first:last]:
                yield number, get(header["tile_data_offset"] + entry.offset, entry.length)

    yield from walk(header["root_offset"], header["root_length"], float("inf"), 0)


def _tiles(z: int, box: Bounds | None) -> Iterator[tuple[int, int]]:
    """Yield the tiles of a zoom that meet a box, or all of them."""
    import math

    side = 1 << z
    if box is None:
        columns, rows = range(side), range(side)
    else:
        west, south, east, north = box

        def row(lat: float) -> int:
            share = (1 - math.asinh(math.tan(math.radians(max(-85.0, min(85.0, lat))))) / math.pi) / 2
            return max(0, min(int(side) - 1, int(share * side)))

        def column(lon: float) -> int:
            return max(0, min(int(side) - 1, int((lon + 180) / 360 * side)))

        columns, rows = range(column(west), column(east) + 1), range(row(north), row(south) + 1)
    if len(columns) * len(rows) > MOST_TILES:
        raise ValueError("more tiles than a page can have")
    yield from ((x, y) for x in columns for y in rows)
