"""The SQLite file that `gazetteer.store` reads: its schema, and how rows get into it."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer import cells, spelling_filter
from gazetteer.build.tables import KINDS, NAME_KINDS
from gazetteer.names import MAX_NAME, fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

VERSION = 5
"""Schema version, `PRAGMA user_version`; `gazetteer.store` opens no other."""

_SCHEMA = """
CREATE TABLE kind(code INTEGER PRIMARY KEY, name TEXT NOT NULL);
-- capitals: a name of this kind is one only where it is written in capitals (AND for Andorra, never And)
CREATE TABLE name_kind(code INTEGER PRIMARY KEY, name TEXT NOT NULL, capitals INTEGER NOT NULL);
-- key is the GeoNames id; places without one count down from -1 and have a slug; prominence is in hundredths
CREATE TABLE place(
  key INTEGER PRIMARY KEY, slug TEXT, name TEXT NOT NULL, kind INTEGER NOT NULL,
  lon REAL NOT NULL, lat REAL NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL,
  population INTEGER NOT NULL, radius_m INTEGER NOT NULL, prominence INTEGER NOT NULL, iso_3166_2 TEXT NOT NULL,
  wikidata TEXT NOT NULL);
-- ids of our own (without "dateline:") that places had before they had GeoNames' id
CREATE TABLE former_id(slug TEXT PRIMARY KEY, key INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE name(
  norm TEXT NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY(norm, place)) WITHOUT ROWID;
-- one row, of gazetteer.spelling_filter; a file without it is asked for every near spelling
CREATE TABLE spelling(bits BLOB NOT NULL);
"""
_INDEXES = f"""
CREATE UNIQUE INDEX place_slug ON place(slug) WHERE slug IS NOT NULL;
CREATE INDEX place_cell ON place({cells.SQL});
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A place on its way into the store, with its names by kind; `geonameid` or `slug` makes its id.

    `former` is the slug of the id of our own that it had before.
    """

    geonameid: int | None
    slug: str | None
    name: str
    kind: str
    lon: float
    lat: float
    country: str
    admin1: str
    population: int
    radius_m: float
    prominence: float
    names: list[tuple[str, str]]
    iso_3166_2: str = ""
    wikidata: str = ""
    former: str | None = None


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write beside the old file and put the new one in its place when it is whole."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(temporary)
        try:
            create(connection)
            _fill(connection, rows)
            index(connection)
            connection.execute("VACUUM")
        finally:
            connection.close()
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


KIND_CODES = {kind: code for code, kind in enumerate(KINDS)}
_NAME_CODES = {kind: code for code, kind in enumerate(NAME_KINDS)}
_CODE = len(NAME_KINDS)
"""Kind of an abbreviation that is written in capitals; the worst, so that any other name of the place goes before."""


def create(connection: sqlite3.Connection) -> None:
    """Make the empty tables of a store, and fill those that name the kinds."""
    connection.executescript(
        f"PRAGMA journal_mode=OFF; PRAGMA page_size=4096; PRAGMA user_version={VERSION}; {_SCHEMA}"
    )
    with connection:
        connection.executemany("INSERT INTO kind VALUES (?, ?)", enumerate(KINDS))
        connection.executemany(
            "INSERT INTO name_kind VALUES (?, ?, ?)",
            [*((code, name, 0) for code, name in enumerate(NAME_KINDS)), (_CODE, "abbreviation", 1)],
        )


def index(connection: sqlite3.Connection) -> None:
    """Index a filled store."""
    (count,) = connection.execute("SELECT count(*) FROM name").fetchone()
    norms = (norm for (norm,) in connection.execute("SELECT DISTINCT norm FROM name"))
    with connection:
        connection.execute("INSERT INTO spelling VALUES (?)", (spelling_filter.made(norms, count),))
    connection.executescript(f"{_INDEXES} ANALYZE;")


def place_values(row: Row, key: int) -> tuple[object, ...]:
    """Return the columns of a place in the order of the table."""
    return (
        key, row.slug, row.name, KIND_CODES[row.kind], row.lon, row.lat, row.country, row.admin1, row.population,
        round(row.radius_m), round(row.prominence * 100), row.iso_3166_2,
        row.wikidata,
    )  # fmt: skip


def name_values(name: str, kind: str) -> tuple[str, int] | None:
    """Return the folded name and the code of its kind; `None` for what names nothing in a text."""
    norm = fold(name) if len(name) <= MAX_NAME else ""
    code = name_code(name, norm, kind)
    return None if code is None else (norm, code)


def name_code(name: str, norm: str, kind: str) -> int | None:
    """Return the code of a name's kind by the name, its folded form and kind; `None` for what names nothing."""
    if len(name) > MAX_NAME or not _usable(norm):
        return None
    return _CODE if kind == "abbreviation" and name.upper() == name else _NAME_CODES[kind]


def _fill(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    names: dict[tuple[str, int], int] = {}
    places: dict[int, tuple[object, ...]] = {}
    former: dict[str, int] = {}
    without_id = 0
    for row in rows:
        if row.geonameid is None:
            without_id -= 1
        key = without_id if row.geonameid is None else row.geonameid
        if row.former:
            former[row.former] = key
        # A country's capital district or city state may share its id; the first, larger one keeps it.
        if key in places:
            continue
        places[key] = place_values(row, key)
        for found in (name_values(*pair) for pair in row.names):
            if found is not None:
                names[found[0], key] = min(names.get((found[0], key), _CODE), found[1])
    with connection:
        connection.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (places[key] for key in sorted(places)),
        )
        connection.executemany("INSERT INTO former_id VALUES (?, ?)", sorted(former.items()))
        connection.executemany(
            "INSERT INTO name VALUES (?, ?, ?)", ((*pair, names[pair]) for pair in sorted(names))
        )


def _usable(norm: str) -> bool:
    """Keep no name that is a single Latin letter or a number: it names nothing in a text."""
    return bool(norm) and not norm.isdecimal() and (len(norm) > 1 or not norm.isascii())
