"""Read a CSV of the user's own places, a row at a time.

The header names the columns, in any order; further columns are left alone. Commas, semicolons, tabulators or `|`
separate cells; the encoding is detected from the bytes.

    id,name,kind,lon,lat[,radius_m,country,admin1,population,aliases,demonyms]

`id` is `prefix:word` (`ngo:depot-3`), a bare word (`depot-3` becomes `own:depot-3`), or `geonames:123` or
`dateline:gaza-strip` to take the place of a bundled row. `kind` is one of `gazetteer.place.Kind`. `lon` and `lat` are
WGS 84 degrees. `country` is alpha-2, alpha-3 or a name. Lists are separated by `|`.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from gazetteer import countries
from gazetteer.build.places import settlement_radius_m
from gazetteer.build.store_file import Row
from gazetteer.build.tables import KINDS
from gazetteer.errors import UnknownCountry
from gazetteer.names import fold
from gazetteer.ranking import OWN

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUIRED = ("id", "name", "kind", "lon", "lat")
OPTIONAL = ("radius_m", "country", "admin1", "population", "aliases", "demonyms")

_ID = re.compile(r"(?:([a-z][a-z0-9_-]{0,31}):)?([A-Za-z0-9][A-Za-z0-9._-]{0,79})")
_DECIMAL_COMMA = re.compile(r"[+-]?\d{1,3},\d+")
_RADIUS_M: Mapping[str, float] = {
    "continent": 2_500_000, "country": 300_000, "region": 100_000, "admin1": 100_000, "admin2": 30_000, "water": 50_000,
    "landform": 20_000,
}  # fmt: skip


class Header:
    """The columns of such a table.

    Parameters
    ----------
    cells
        The first row.

    Raises
    ------
    ValueError
        If a column that must be there is not, or one is there twice.
    """

    def __init__(self, cells: list[str]) -> None:
        columns = [cell.strip().lower() for cell in cells]
        missing = [column for column in REQUIRED if column not in columns]
        if missing:
            wanted = ",".join(REQUIRED) + f"[,{','.join(OPTIONAL)}]"
            raise ValueError(f"the header has no {', '.join(missing)}; it must be {wanted}")
        self._width = len(columns)
        self._at = {column: at for at, column in enumerate(columns) if column in REQUIRED + OPTIONAL}
        if twice := [column for column in self._at if columns.count(column) > 1]:
            raise ValueError(f"the header has {', '.join(twice)} twice")

    def place(self, cells: list[str]) -> Row:
        """Make a place of a row.

        Raises
        ------
        ValueError
            If the row is none; the message says why, in words that are the same for all such rows.
        """
        if len(cells) != self._width:
            raise ValueError("not as many cells as the header (quote cells that hold a comma)")
        if any("\0" in cell for cell in cells):
            raise ValueError("a NUL character")
        row = {column: cells[at].strip() for column, at in self._at.items()}
        geonameid, slug = _id(row["id"])
        if not fold(row["name"]):
            raise ValueError("no name")
        kind = row["kind"].lower()
        if kind not in KINDS:
            raise ValueError(f"the kind is none of {', '.join(KINDS)}")
        lon, lat = _degrees(row["lon"]), _degrees(row["lat"])
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValueError("no point on the Earth")
        population = _whole(row.get("population", ""))
        return Row(
            geonameid=geonameid, slug=slug, name=row["name"], kind=kind, lon=lon, lat=lat,
            country=_country(row.get("country", "")), admin1=row.get("admin1", ""), population=population,
            radius_m=_radius_m(row.get("radius_m", ""), kind, population),
            prominence=OWN + math.log10(population + 1) / 10,
            names=[
                (row["name"], "official"), *_names(row, "aliases", "alternate"), *_names(row, "demonyms", "demonym")
            ],
        )  # fmt: skip


def _id(cell: str) -> tuple[int | None, str | None]:
    found = _ID.fullmatch(cell)
    if found is None:
        raise ValueError("the id is not like ngo:depot-3 or depot-3")
    prefix, word = found.groups()
    if prefix == "geonames":
        if not (word.isdecimal() and len(word) < 16 and int(word)):
            raise ValueError("the id is geonames: without a number")
        return int(word), None
    return None, word if prefix == "dateline" else f"{prefix or 'own'}:{word}"


def _degrees(cell: str) -> float:
    """Read a longitude or latitude; no other number of these has a comma than a decimal one."""
    return _number(cell.replace(",", ".") if _DECIMAL_COMMA.fullmatch(cell) else cell, "lon or lat")


def _number(cell: str, what: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise ValueError(f"{what} is no number") from None


def _whole(cell: str) -> int:
    if not cell:
        return 0
    if not (cell.isascii() and cell.isdecimal() and len(cell) < 12):
        raise ValueError("the population is no whole number")
    return int(cell)


def _radius_m(cell: str, kind: str, population: int) -> float:
    if not cell:
        return settlement_radius_m(population) if kind == "settlement" else _RADIUS_M.get(kind, 2_000.0)
    radius_m = _number(cell, "radius_m")
    if not 0 < radius_m < 2e7:
        raise ValueError("radius_m is not between 0 and 20,000 km")
    return radius_m


def _country(cell: str) -> str:
    if not cell:
        return ""
    try:
        return countries.get(cell).alpha2
    except UnknownCountry:
        raise ValueError("the country is none") from None


def _names(row: dict[str, str], column: str, kind: str) -> list[tuple[str, str]]:
    return [(name.strip(), kind) for name in row.get(column, "").split("|") if name.strip()]
