"""The hand-written tables that are built into the store: read, checked cell by cell, and blamed by row."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, get_args

from gazetteer.names import fold
from gazetteer.place import Kind, NameKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

KINDS: tuple[str, ...] = get_args(Kind)
NAME_KINDS: tuple[str, ...] = get_args(NameKind)
DROPPED = "dropped"
"""In `names.csv`: the source gives the place this name, but no writer means the place by it."""

COUNTRY_COLUMNS = (
    "alpha2,alpha3,numeric,name,capital,continent,lon,lat,radius_m,geonameid,aliases,abbreviations,demonyms,neighbours,"
    "source"
)
ADDITION_COLUMNS = "id,name,kind,lon,lat,radius_m,country,admin1,aliases,demonyms,shape,source"
SITE_COLUMNS = "id,name,kind,lon,lat,radius_m,city,aliases,source"
NAME_COLUMNS = "place,name,name_kind,source"
DIVISION_NAME_COLUMNS = "iso_3166_2,name"
COUNTRY_NAME_COLUMNS = "alpha2,names,source"


class BadTable(ValueError):
    """A hand-written table has a row that the build cannot use."""

    def __init__(self, table: str, line: int, why: str) -> None:
        super().__init__(table, line, why)
        self.table = table
        self.line = line
        self.why = why

    def __str__(self) -> str:
        return f"{self.table}, line {self.line}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRow:
    """One row of `countries.csv`, as far as the store holds it."""

    alpha2: str
    name: str
    capital: str
    lon: float
    lat: float
    radius_m: float
    geonameid: int
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """One row of `additions.csv`; `names` are pairs of a name and its kind."""

    slug: str
    name: str
    kind: str
    lon: float
    lat: float
    radius_m: float
    country: str
    admin1: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitySite:
    """One row of `city_sites.csv`: a quarter or a site of a city, whose `city` is its GeoNames id."""

    line: int
    slug: str
    name: str
    kind: str
    lon: float
    lat: float
    radius_m: float
    city: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherName:
    """One row of `names.csv`: another name of a place that comes from the sources."""

    line: int
    place: str
    name: str
    kind: str


def read_countries(path: Path) -> list[CountryRow]:
    """Read `countries.csv`; nothing when the file is not there.

    Raises
    ------
    BadTable
        If a row is wrong.
    """
    return _read(path, COUNTRY_COLUMNS, _country, unique="alpha2")


def read_country_names(path: Path) -> dict[str, list[str]]:
    """Read `country_names.csv`, names in other scripts by alpha-2 code; nothing when the file is not there.

    Raises
    ------
    BadTable
        If a row is wrong.
    """
    return dict(_read(path, COUNTRY_NAME_COLUMNS, _country_names, unique="alpha2"))


def read_division_names(path: Path) -> dict[str, str]:
    """Read `division_names.csv`, English names by ISO 3166-2 code; nothing when the file is not there.

    Raises
    ------
    BadTable
        If a row is wrong.
    """
    return dict(_read(path, DIVISION_NAME_COLUMNS, _division_name, unique="iso_3166_2"))


def read_additions(path: Path) -> list[Addition]:
    """Read `additions.csv`; nothing when the file is not there.

    Raises
    ------
    BadTable
        If a row is wrong.
    """
    return _read(path, ADDITION_COLUMNS, _addition, unique="id")


def read_city_sites(path: Path) -> list[CitySite]:
    """Read `city_sites.csv`; nothing when the file is not there.

    Raises
    ------
    BadTable
        If a row is wrong.
    """
    return _read(path, SITE_COLUMNS, _city_site, unique="id")


def read_names(path: Path) -> list[FurtherName]:
    """Read `names.csv`; nothing when the file is not there.

    Raises
    ------
    BadTable
        If a row is wrong.
    """
    return _read(path, NAME_COLUMNS, _further_name, unique="")


def _read(path: Path, columns: str, make: Callable[[dict[str, str], int], T], *, unique: str) -> list[T]:
    """Make a record of every row; `unique` names the column whose values may not repeat."""
    if not path.is_file():
        return []
    records: list[T] = []
    seen: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != columns.split(","):
            raise BadTable(path.name, 1, f"the header must be {columns}")
        for row in rows:
            if None in row or None in row.values():
                raise BadTable(
                    path.name,
                    rows.line_num,
                    f"{len(rows.fieldnames)} cells are wanted (quote cells that hold a comma)",
                )
            try:
                records.append(make({column: cell.strip() for column, cell in row.items()}, rows.line_num))
            except ValueError as error:
                raise BadTable(path.name, rows.line_num, str(error)) from error
            if unique and row[unique] in seen:
                raise BadTable(path.name, rows.line_num, f"{unique} {row[unique]} is there twice")
            seen.add(row.get(unique, ""))
    return records


def _division_name(row: dict[str, str], _line: int) -> tuple[str, str]:
    if not re.fullmatch("[A-Z]{2}-[A-Z0-9]{1,3}", row["iso_3166_2"]):
        raise ValueError(f"iso_3166_2 {row['iso_3166_2']!r} is no ISO 3166-2 code")
    if not fold(row["name"]):
        raise ValueError(f"{row['name']!r} holds no letter")
    return row["iso_3166_2"], row["name"]


def _country(row: dict[str, str], _line: int) -> CountryRow:
    lon, lat, radius_m = _point(row)
    if not re.fullmatch("[A-Z]{2}", row["alpha2"]):
        raise ValueError(f"alpha2 {row['alpha2']!r} is not two capital letters")
    return CountryRow(
        alpha2=row["alpha2"], name=_name(row["name"]), capital=row["capital"], lon=lon, lat=lat, radius_m=radius_m,
        geonameid=int(_filled(row, "geonameid")),
        names=(
            *((name, "alternate") for name in _names(row["aliases"])),
            *((name, "abbreviation") for name in (*_names(row["abbreviations"]), row["alpha3"])),
            *((name, "demonym") for name in _names(row["demonyms"])),
        ),
    )  # fmt: skip


def _country_names(row: dict[str, str], _line: int) -> tuple[str, list[str]]:
    return _filled(row, "alpha2"), _names(row["names"])


def _addition(row: dict[str, str], _line: int) -> Addition:
    lon, lat, radius_m = _point(row)
    if row["country"] and not re.fullmatch("[A-Z]{2}", row["country"]):
        raise ValueError(f"country {row['country']!r} is not an alpha-2 code")
    return Addition(
        slug=_slug(row), name=_name(row["name"]), kind=_kind(row), lon=lon, lat=lat,
        radius_m=radius_m, country=row["country"], admin1=row["admin1"],
        names=(
            *((name, "alternate") for name in _names(row["aliases"])),
            *((name, "demonym") for name in _names(row["demonyms"])),
        ),
    )  # fmt: skip


def _city_site(row: dict[str, str], line: int) -> CitySite:
    lon, lat, radius_m = _point(row)
    found = re.fullmatch(r"geonames:(\d+)", row["city"])
    if found is None:
        raise ValueError(f"city {row['city']!r} is not like geonames:276781")
    return CitySite(
        line=line, slug=_slug(row), name=_name(row["name"]), kind=_kind(row), lon=lon, lat=lat, radius_m=radius_m,
        city=int(found[1]), aliases=tuple(_names(row["aliases"])),
    )  # fmt: skip


def _slug(row: dict[str, str]) -> str:
    if not re.fullmatch(r"dateline:[a-z0-9]+(-[a-z0-9]+)*", row["id"]):
        raise ValueError(f"id {row['id']!r} is not of the form dateline:gaza-strip")
    return row["id"].removeprefix("dateline:")


def _kind(row: dict[str, str]) -> str:
    if row["kind"] not in KINDS:
        raise ValueError(f"kind {row['kind']!r} is none of {', '.join(KINDS)}")
    return row["kind"]


def _further_name(row: dict[str, str], line: int) -> FurtherName:
    if not re.fullmatch(r"geonames:\d+|admin1:[A-Z]{2}/.+", row["place"]):
        raise ValueError(
            f"place {row['place']!r} is neither like geonames:5332921 nor like admin1:CA/British Columbia"
        )
    if row["name_kind"] not in (*NAME_KINDS, DROPPED):
        raise ValueError(f"name_kind {row['name_kind']!r} is none of {', '.join((*NAME_KINDS, DROPPED))}")
    return FurtherName(line=line, place=row["place"], name=_name(row["name"]), kind=row["name_kind"])


def _filled(row: dict[str, str], column: str) -> str:
    if not row[column]:
        raise ValueError(f"{column} is empty")
    return row[column]


def _point(row: dict[str, str]) -> tuple[float, float, float]:
    lon, lat, radius_m = (_number(row, column) for column in ("lon", "lat", "radius_m"))
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError(f"lon {lon}, lat {lat} is no point on the Earth")
    if not 0 < radius_m < 2e7:
        raise ValueError(f"radius_m {radius_m} is not between 0 and 20,000 km")
    return lon, lat, radius_m


def _number(row: dict[str, str], column: str) -> float:
    try:
        return float(_filled(row, column))
    except ValueError as error:
        raise ValueError(f"{column} {row[column]!r} is not a number") from error


def _names(cell: str) -> list[str]:
    return [_name(name.strip()) for name in cell.split("|")] if cell else []


def _name(name: str) -> str:
    if not fold(name):
        raise ValueError(f"{name!r} holds no letter and is no name")
    return name
