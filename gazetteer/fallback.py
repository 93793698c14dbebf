"""Ask another geopy geocoder for what ours does not find: rate-limited, cached, and only when it is asked for."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location
from geopy.point import Point

from gazetteer.errors import BadCache

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = 4096
"""Answers that stay in memory."""

_SCHEMA = "CREATE TABLE IF NOT EXISTS answer(query TEXT PRIMARY KEY, found TEXT NOT NULL) WITHOUT ROWID"

Found = list[tuple[str, float, float, dict[str, Any]]]


class Fallback:
    """Any geopy geocoder, rate-limited and cached; safe to share between threads.

    Parameters
    ----------
    geocoder
        Has geopy's `geocode`.
    path
        A file for the answers; `None` keeps them in memory only.
    delay_s
        Least time between two questions, in seconds.
    kept
        Answers that stay in memory.

    Raises
    ------
    BadCache
        If the file at `path` is something else.
    OSError
        If its folder is not there.
    """

    def __init__(
        self, geocoder: Any, *, path: str | Path | None = None, delay_s: float = 1.0, kept: int = KEPT
    ) -> None:
        self.name = type(geocoder).__name__
        # One try: what fails is raised to the caller, who may ask again, and is not remembered as "not found".
        self._ask = RateLimiter(
            geocoder.geocode, min_delay_seconds=delay_s, max_retries=0, swallow_exceptions=False
        )
        self._path = None if path is None else Path(path)
        self._kept = kept
        self._memory: OrderedDict[str, Found] = OrderedDict()
        self._lock = threading.Lock()
        if self._path is not None:
            with self._file() as file:
                file.execute(_SCHEMA)

    def geocode(self, query: str) -> list[Location]:
        """List what the geocoder finds; empty when nothing.

        Raises
        ------
        geopy.exc.GeopyError
            What the geocoder raises. It is not cached.
        """
        with self._lock:
            found = self._memory.get(query)
            if found is None:
                found = self._from_file(query)
            if found is None:
                answer = self._ask(query, exactly_one=False)
                found = [self._plain(location) for location in answer or ()]
                self._to_file(query, found)
            self._memory[query] = found
            self._memory.move_to_end(query)
            while len(self._memory) > self._kept:
                self._memory.popitem(last=False)
        return [Location(address, Point(lat, lon), dict(raw)) for address, lat, lon, raw in found]

    def _plain(self, location: Location) -> tuple[str, float, float, dict[str, Any]]:
        raw = location.raw if isinstance(location.raw, dict) else {"raw": location.raw}
        as_json = json.loads(json.dumps(raw, default=str))
        return location.address, location.latitude, location.longitude, {**as_json, "fallback": self.name}

    def _from_file(self, query: str) -> Found | None:
        if self._path is None:
            return None
        with self._file() as file:
            row = file.execute("SELECT found FROM answer WHERE query = ?", (self._key(query),)).fetchone()
        return None if row is None else [tuple(item) for item in json.loads(row[0])]

    def _to_file(self, query: str, found: Found) -> None:
        if self._path is None:
            return
        with self._file() as file:
            file.execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", (self._key(query), json.dumps(found)))

    def _key(self, query: str) -> str:
        """Return the key of an answer in the cache: geocoders that share a file may answer differently."""
        return f"{self.name}\n{query}"

    @contextlib.contextmanager
    def _file(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one question: no connection is held across threads and forks."""
        path = self._path
        assert path is not None
        if not path.parent.is_dir():
            raise FileNotFoundError(2, "no such folder", str(path.parent))
        with contextlib.closing(sqlite3.connect(path, timeout=30)) as connection:
            try:
                with connection:
                    yield connection
            except sqlite3.DatabaseError as error:
                raise BadCache(str(path), str(error)) from error
