"""Rows of places from several files at once: of a place that more than one of them has, the row of the first.

A place is the same where its id is. Its row, prominence included, is then that of the first file that has it, under all
the names that any file gives it; the rows of later files are nowhere seen, neither by name nor by id nor by position.

A row is (key, slug, name, kind, lon, lat, country, admin1, population, radius_m, iso_3166_2, wikidata), as in the table
`place`.
"""

from __future__ import annotations

import functools
import math
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from gazetteer import cells
from gazetteer.connections import Connections
from gazetteer.geodesy import distance_m

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Row = tuple[Any, ...]

_PLACE = (
    "SELECT p.key, p.slug, p.name, p.kind, p.lon, p.lat, p.country, p.admin1,"
    " p.population, p.radius_m, p.iso_3166_2, p.wikidata"
)
_BY_NAME = _PLACE + ", p.prominence, n.kind FROM name n CROSS JOIN place p ON p.key = n.place WHERE n.norm"
_BY_KEY = _PLACE + " FROM place p WHERE p.key = ?"
_BY_SLUG = _PLACE + " FROM place p WHERE p.slug = ?"
_BY_FORMER_ID = _PLACE + " FROM former_id f JOIN place p ON p.key = f.key WHERE f.slug = ?"
_BY_IDS = _PLACE + ", p.prominence FROM place p WHERE p.{column} IN ({marks})"
_ALL = (
    _PLACE
    + " FROM place p WHERE p.country = ifnull(?, p.country) AND p.kind = ifnull(?, p.kind) ORDER BY p.key"
)
_BEGINS = (
    "SELECT 1 FROM name WHERE norm = ? UNION ALL SELECT 1 FROM name WHERE norm >= ? AND norm < ? LIMIT 1"
)
_BATCH = 1000
_FEW = 20_000
"""Places and names of a file that are held in memory, 4 MB; they are read in 20 ms at the first look-up."""
_KEYS = "SELECT key, slug FROM place LIMIT ?"
_NORMS = "SELECT DISTINCT norm FROM name LIMIT ?"
_COUNT = "SELECT count(*) FROM place"
_POINTS = "SELECT key, slug, lon, lat FROM place WHERE kind IN ({kinds})"
_IN_CELLS = _PLACE + (
    f" FROM place p WHERE {cells.SQL} BETWEEN ? AND ? AND kind IN ({{kinds}})"
    " ORDER BY (lat - ?) * (lat - ?)"
    " + min(abs(lon - ?), 360 - abs(lon - ?)) * min(abs(lon - ?), 360 - abs(lon - ?)) * ?"
    " LIMIT ?"
)


class PlaceRows:
    """The rows of the bundled file and of the attached files before it.

    Parameters
    ----------
    bundled, attached
        As for `Connections`.
    """

    def __init__(self, bundled: Path, attached: tuple[Path, ...]) -> None:
        self.connections = Connections(bundled, attached)

    def get(self, place: str) -> Row | None:
        """Return the row of a place by its id, or by the one that it had before it had GeoNames'."""
        if not place.isprintable():
            return None
        source, _, key = place.partition(":")
        if source == "geonames" and key.isascii() and key.isdecimal() and len(key) < 16:
            query, value = _BY_KEY, key  # a decimal number compares as one with the column
        else:
            query, value = _BY_SLUG, key if source == "dateline" else place
        for asked in (query, _BY_FORMER_ID) if source == "dateline" else (query,):
            for connection in self.connections.get():
                row: Row | None = connection.execute(asked, (value,)).fetchone()
                if row is not None:
                    # What a file before the bundle says of the place goes before it under either id.
                    return row if asked == query else self.get(place_id(row))
        return None

    def named(
        self, where: str, values: tuple[object, ...], *, whole: bool = True
    ) -> Iterator[tuple[Row, int]]:
        """Return the rows, with the prominence at their end, and the codes of the name's kind; repeats are possible.

        Parameters
        ----------
        where
            What comes after `WHERE n.norm` in SQL, with `values` for its marks.
        whole
            Whether the values are whole names, so that a file that has none of them need not be asked.
        """
        for before, (connection, few) in enumerate(zip_longest(self.connections.get(), self._few)):
            if whole and few is not None and few[1].isdisjoint(values):
                continue
            rows = connection.execute(_BY_NAME + where, values).fetchall()
            own = self._own(rows, before)
            for row in rows:
                yield own.get(place_id(row), row) if own else row, row[13]

    def begins(self, norm: str) -> bool:
        """Return whether a folded name is that of a place, or the beginning of one up to the end of a word."""
        values = (norm, norm + " ", norm + "!")  # "!" comes next after a blank
        return any(connection.execute(_BEGINS, values).fetchone() for connection in self.connections.get())

    def all(self, country: str | None, kind: int | None) -> Iterator[Row]:
        """Yield the rows, a batch in memory at a time; `kind` is a code."""
        for before, connection in enumerate(self.connections.get()):
            cursor = connection.execute(_ALL, (country, kind))
            while rows := cursor.fetchmany(_BATCH):
                own = self._own(rows, before)
                yield from (row for row in rows if not own or place_id(row) not in own)

    def near(
        self, block: list[tuple[int, int]], *, lon: float, lat: float, limit: int, kinds: list[int]
    ) -> list[tuple[Row, float]]:
        """Return the rows in a block of cells that may be among the `limit` nearest, with their distances in metres."""
        query = _IN_CELLS.format(kinds=",".join(map(str, kinds)))
        squeeze = math.cos(math.radians(lat)) ** 2
        found: list[tuple[Row, float]] = []
        for before, connection in enumerate(self.connections.get()):
            # What the files before this one have is enough to look no further than that.
            enough_m = sorted(metres for _, metres in found)[limit - 1] if len(found) >= limit else math.inf
            for first, last in block:
                values = (first, last, lat, lat, lon, lon, lon, lon, squeeze)
                # The order within a row of cells is that of a plane; a few more rows than asked for make up for it.
                asked = limit + 4
                while True:
                    rows = connection.execute(query, (*values, asked)).fetchall()
                    own = self._own(rows, before)
                    kept = [row for row in rows if place_id(row) not in own] if own else rows
                    if len(rows) < asked or not own or len(kept) >= limit + 4:
                        break
                    if distance_m(lon, lat, rows[-1][4], rows[-1][5]) > 1.2 * enough_m:
                        break
                    asked *= 2
                found.extend((row, distance_m(lon, lat, row[4], row[5])) for row in kept)
        return sorted(found, key=lambda pair: (pair[1], place_id(pair[0])))

    def points(self, kinds: list[int], *, most: int) -> tuple[list[str], list[float], list[float]] | None:
        """Return ids, longitudes and latitudes of all rows of some kinds; `None` for more than `most` in the files."""
        connections = self.connections.get()
        if sum(connection.execute(_COUNT).fetchone()[0] for connection in connections) > most:
            return None
        found: dict[str, tuple[float, float]] = {}
        hidden: set[str] = set()  # what the files before this one have, of whatever kind
        for connection in connections:
            query = _POINTS.format(kinds=",".join(map(str, kinds)))
            found |= {
                id_: (lon, lat)
                for key, slug, lon, lat in connection.execute(query)
                if (id_ := place_id((key, slug))) not in hidden
            }
            if connection is not connections[-1]:
                hidden.update(map(place_id, connection.execute(_KEYS, (-1,))))
        lons, lats = zip(*found.values(), strict=True) if found else ((), ())
        return list(found), list(lons), list(lats)

    def _own(self, rows: Sequence[tuple[Any, ...]], before: int) -> dict[str, tuple[Any, ...]]:
        """Find the rows of the same places in the `before` files that go before the rows' own, by id."""
        if not rows or not before:
            return {}
        own: dict[str, tuple[Any, ...]] = {}
        wanted: set[int | str] = {row[0] if row[1] is None else row[1] for row in rows}
        for connection, few in zip(self.connections.get()[:before], self._few, strict=False):
            there = wanted if few is None else wanted & few[0]
            if not there:
                continue
            columns: dict[str, list[int | str]] = {
                "key": [value for value in there if isinstance(value, int)],
                "slug": [value for value in there if isinstance(value, str)],
            }
            for column, values in columns.items():
                query = _BY_IDS.format(column=column, marks=",".join("?" * len(values)))
                for row in connection.execute(query, values) if values else ():
                    own.setdefault(place_id(row), row)
        return own

    @functools.cached_property
    def _few(self) -> tuple[tuple[frozenset[int | str], frozenset[str]] | None, ...]:
        """Return numbers or slugs of the rows of each attached file, and names; `None` for a file of very many."""
        # To ask a small file in vain for every name and row of the bundle costs half as much as the bundle itself.
        found: list[tuple[frozenset[int | str], frozenset[str]] | None] = []
        for connection in self.connections.get()[:-1]:
            rows = connection.execute(_KEYS, (_FEW + 1,)).fetchall()
            norms = connection.execute(_NORMS, (_FEW + 1,)).fetchall() if len(rows) <= _FEW else ()
            if not rows or 0 < len(norms) <= _FEW:
                keys = frozenset(key if slug is None else slug for key, slug in rows)
                found.append((keys, frozenset(norm for (norm,) in norms)))
            else:
                found.append(None)
        return tuple(found)


def place_id(row: Row) -> str:
    """Return the id of a row: by its number, by its slug, or as its owner wrote it."""
    slug = row[1]
    if slug is None:
        return f"geonames:{row[0]}"
    return slug if ":" in slug else f"dateline:{slug}"
