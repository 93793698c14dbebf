"""What the bundled gazetteer holds by hand, so that a dump of GeoNames adds to it and does not repeat it."""

from __future__ import annotations

import contextlib
import math
import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from gazetteer.build.store_file import Row
from gazetteer.build.tables import KINDS, NAME_KINDS
from gazetteer.geodesy import distance_m

if TYPE_CHECKING:
    from pathlib import Path

_UNITS = frozenset({"admin1", "region"})
_ROWS = """
SELECT p.key, p.slug, p.name, p.kind, p.lon, p.lat, p.country, p.admin1, p.population, p.radius_m, p.prominence,
  p.iso_3166_2, p.wikidata, n.norm
FROM place p JOIN name n ON n.place = p.key
WHERE (p.slug IS NOT NULL OR p.kind IN (?, ?)) AND n.kind IN (?, ?, ?)
"""
_NEAR_M = 100_000.0


class Bundled:
    """Countries, first-level divisions, and all places without a GeoNames number, of a bundled gazetteer.

    Parameters
    ----------
    bundle
        The bundled file; `None` knows nothing.
    """

    def __init__(self, bundle: Path | None) -> None:
        self._numbered: dict[int, Row] = {}
        self._named: dict[str, list[Row]] = defaultdict(list)
        self._taken: set[str] = set()
        if bundle is None:
            return
        codes = [NAME_KINDS.index(kind) for kind in ("official", "alternate", "bare")]
        uri = f"{bundle.resolve().as_uri()}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
            made: dict[int, Row] = {}
            for key, *fields, norm in connection.execute(
                _ROWS, (*map(KINDS.index, ("country", "admin1")), *codes)
            ):
                row = made.get(key)
                if row is None:
                    row = made[key] = _row(key, *fields)
                if row.slug is None:
                    self._numbered[key] = row
                else:
                    self._named[norm].append(row)

    def same(
        self, geonameid: int, kind: str, norms: set[str], *, lon: float, lat: float, country: str
    ) -> Row | None:
        """Find the place of the bundle that a row of a dump is: of a name and the kind, and near; each only once."""
        if geonameid in self._numbered:
            return self._numbered[geonameid]
        if kind == "settlement":
            return None
        near = [
            (distance_m(lon, lat, row.lon, row.lat), row.slug or "", row)
            for norm in norms
            for row in self._named.get(norm, ())
            if (row.kind == kind or {row.kind, kind} <= _UNITS)
            and row.slug not in self._taken
            and row.country in (country, "")
        ]
        distance, slug, row = min(near, default=(math.inf, "", None), key=lambda found: found[:2])
        if row is None or distance > max(row.radius_m, _NEAR_M):
            return None
        self._taken.add(slug)
        return row


def _row(key: int, slug: str | None, name: str, kind: int, *rest: Any) -> Row:
    lon, lat, country, admin1, population, radius_m, prominence, iso_3166_2, wikidata = rest
    return Row(
        geonameid=key if slug is None else None, slug=slug, name=name, kind=KINDS[kind], lon=lon, lat=lat,
        country=country, admin1=admin1, population=population, radius_m=radius_m, prominence=prominence / 100, names=[],
        iso_3166_2=iso_3166_2, wikidata=wikidata,
    )  # fmt: skip
