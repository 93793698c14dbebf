"""Rows on their way into a new gazetteer: kept in a file beside it as they come, sorted by SQLite at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.build import store_file
from gazetteer.build.tables import KINDS
from gazetteer.importing.geonames_rows import WIKIDATA

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from gazetteer.build.store_file import Row
    from gazetteer.importing.geonames_rows import DumpedPlace

_SHOWN_LINES = 5
_BATCH = 20_000
_SCHEMA = """
PRAGMA staging.page_size=32768; PRAGMA staging.locking_mode=EXCLUSIVE; PRAGMA staging.journal_mode=OFF;
PRAGMA staging.synchronous=OFF; PRAGMA synchronous=OFF;
PRAGMA cache_size=-32768; PRAGMA staging.cache_size=-8192; PRAGMA temp_store=FILE;
CREATE TABLE staging.place(
  line INTEGER PRIMARY KEY, key, slug, name, kind, lon, lat, country, admin1, population, radius_m, prominence,
  iso_3166_2, wikidata, code);
CREATE TABLE staging.name(norm, place, kind, line);
-- GeoNames' numbers of places that go under another id
CREATE TABLE staging.number(number INTEGER PRIMARY KEY, key);
CREATE TABLE staging.item(key INTEGER PRIMARY KEY, wikidata);
CREATE TABLE staging.division(country, code, name, PRIMARY KEY(country, code)) WITHOUT ROWID;
"""
_STAGED = "INSERT INTO staging.place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_TWICE = """
CREATE TABLE staging.twice AS SELECT line FROM (
  SELECT line, row_number() OVER (PARTITION BY coalesce(slug, key) ORDER BY line) AS nth FROM staging.place
) WHERE nth > 1
"""
# How a country calls its divisions: as the bundle does for most places of the code, else as the dump's own row.
_DIVISIONS_OF_BUNDLE = """
INSERT OR IGNORE INTO staging.division SELECT country, code, admin1 FROM (
  SELECT s.country, s.code, b.admin1, count(*) AS n FROM staging.place s JOIN bundle.place b ON b.key = s.key
  WHERE s.code <> '' AND b.admin1 <> '' AND b.country = s.country GROUP BY 1, 2, 3) ORDER BY n DESC
"""
_ITEMS_OF_BUNDLE = """
UPDATE staging.place SET wikidata = (SELECT b.wikidata FROM bundle.place b WHERE b.key = staging.place.key)
WHERE wikidata = '' AND key IN (SELECT key FROM bundle.place WHERE wikidata <> '')
"""
_DIVISIONS_OF_DUMP = """
INSERT OR IGNORE INTO staging.division
SELECT country, code, name FROM staging.place WHERE kind = ? AND code <> '' ORDER BY line
"""
_PLACES = """
INSERT INTO main.place
SELECT s.key, s.slug, s.name, s.kind, s.lon, s.lat, s.country,
  CASE WHEN s.admin1 <> '' THEN s.admin1 ELSE coalesce(d.name, '') END, s.population, s.radius_m, s.prominence,
  s.iso_3166_2, s.wikidata
FROM staging.place s LEFT JOIN staging.division d ON d.country = s.country AND d.code = s.code AND s.kind <> ?
ORDER BY s.key
"""
_ITEMS = """
UPDATE main.place SET wikidata = (SELECT i.wikidata FROM staging.item i WHERE i.key = main.place.key)
WHERE key IN (SELECT key FROM staging.item)
"""
_KEY = """
SELECT key FROM main.place WHERE key = ?
UNION ALL SELECT n.key FROM staging.number n JOIN main.place p ON p.key = n.key WHERE n.number = ?
"""
_NAMES = "INSERT INTO main.name SELECT norm, place, kind FROM staging.name ORDER BY norm, place"
_NAMES_WITH_FURTHER = """
INSERT INTO main.name SELECT norm, place, min(kind) FROM staging.name GROUP BY norm, place ORDER BY norm, place
"""


class Faults:
    """Counts bad rows by cause, with the numbers of the first lines.

    Parameters
    ----------
    file
        Name of the file that they are in.

    Attributes
    ----------
    wrong_bytes
        Bytes that were read in another encoding than the rest.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.wrong_bytes = 0
        self.causes: dict[str, tuple[int, list[int]]] = {}

    def add(self, cause: str, line: int) -> None:
        """Count one."""
        count, lines = self.causes.get(cause, (0, []))
        if len(lines) < _SHOWN_LINES:
            lines.append(line)
        self.causes[cause] = count + 1, lines


class Staging:
    """Collects rows in any order and writes them, sorted and deduplicated, into the new file.

    Parameters
    ----------
    connection
        To the new file, with its empty tables.
    path
        The staging file, which must not exist.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        connection.execute("ATTACH ? AS staging", (str(path),))
        connection.executescript(_SCHEMA)
        self._places: list[tuple[object, ...]] = []
        self._names: list[tuple[object, ...]] = []
        self._has_further_names = False

    def add(self, row: Row, line: int) -> None:
        """Add a place from the line of that number."""
        key = -line if row.geonameid is None else row.geonameid
        self._places.append((line, *store_file.place_values(row, key), ""))
        names: dict[str, int] = {}
        for found in (store_file.name_values(*pair) for pair in row.names):
            if found is not None:
                names[found[0]] = min(found[1], names.get(*found))
        self._names += [(norm, key, kind, line) for norm, kind in names.items()]
        if len(self._places) >= _BATCH:
            self._flush()

    def add_dumped(self, place: DumpedPlace, line: int) -> None:
        """Add a place of a dump of GeoNames from a line; `add_name` may name it by its number there."""
        number, key, values, names = place
        if number != key:
            key = -line if key is None else key
            self._connection.execute("INSERT OR IGNORE INTO staging.number VALUES (?, ?)", (number, key))
        self._places.append((line, key, *values))
        self._names += [(norm, key, kind, line) for norm, kind in names.items()]
        if len(self._places) >= _BATCH:
            self._flush()

    def settle_places(self, faults: Faults, *, bundle: Path | None) -> int:
        """Write the places into the new file, keeping the first row of each id; return their number.

        Parameters
        ----------
        faults
            Where repeated ids are counted.
        bundle
            The gazetteer whose names of divisions a dump follows.
        """
        self._flush()
        connection = self._connection
        connection.execute(_TWICE)
        (twice,) = connection.execute("SELECT count(*) FROM staging.twice").fetchone()
        if twice:
            shown = connection.execute(
                "SELECT line FROM staging.twice ORDER BY line LIMIT ?", (_SHOWN_LINES,)
            )
            faults.causes["the id is there twice"] = twice, [line for (line,) in shown]
            connection.execute("CREATE UNIQUE INDEX staging.twice_line ON twice(line)")
            connection.execute("DELETE FROM staging.place WHERE line IN (SELECT line FROM staging.twice)")
            connection.execute("DELETE FROM staging.name WHERE line IN (SELECT line FROM staging.twice)")
        if bundle is not None:
            connection.commit()
            connection.execute("ATTACH ? AS bundle", (f"{bundle.resolve().as_uri()}?mode=ro&immutable=1",))
            connection.execute(_DIVISIONS_OF_BUNDLE)
            connection.execute(_ITEMS_OF_BUNDLE)
            connection.commit()
            connection.execute("DETACH bundle")
        admin1 = KINDS.index("admin1")
        connection.execute(_DIVISIONS_OF_DUMP, (admin1,))
        count = connection.execute(_PLACES, (admin1,)).rowcount
        connection.commit()
        return count

    def add_name(self, number: int, name: str, kind: str) -> None:
        """Add a further name or the Wikidata id of a place by its GeoNames number; unknown places are ignored."""
        here = self._connection.execute(_KEY, (number, number)).fetchone()
        if kind == WIKIDATA:
            if here:
                self._connection.execute("INSERT OR IGNORE INTO staging.item VALUES (?, ?)", (here[0], name))
            return
        found = here and store_file.name_values(name, kind)
        if found:
            self._has_further_names = True
            self._names.append((found[0], here[0], found[1], 0))
            if len(self._names) >= _BATCH:
                self._flush()

    def settle_names(self) -> int:
        """Write the names into the new file, each once per place with its best kind; return their number."""
        self._flush()
        count = self._connection.execute(_NAMES_WITH_FURTHER if self._has_further_names else _NAMES).rowcount
        self._connection.execute(_ITEMS)
        self._connection.commit()
        self._connection.execute("DETACH staging")
        return count

    def _flush(self) -> None:
        connection = self._connection
        connection.executemany(_STAGED, self._places)
        connection.executemany("INSERT INTO staging.name VALUES (?, ?, ?, ?)", self._names)
        connection.commit()
        self._places.clear()
        self._names.clear()
