"""Countries and dependent territories of ISO 3166-1, and Kosovo (XK): codes, names, capitals, neighbours.

Read from `data/countries.csv`; needs neither the built gazetteer nor any third-party package.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer.errors import GazetteerMissing, UnknownCountry
from gazetteer.names import MAX_NAME, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE = Path(__file__).parent / "data" / "countries.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country or dependent territory.

    Attributes
    ----------
    alpha2, alpha3, numeric
        ISO 3166-1 codes; `numeric` keeps its leading zeros, and is empty for Kosovo, which has none.
    name
        Short English name.
    capital
        English name of the capital, empty where there is none.
    continent
        AF, AS, EU, NA, SA, OC or AN.
    lon, lat
        A representative point, WGS 84 degrees.
    radius_m
        Metres within which the point represents it.
    geonameid
        Its GeoNames number.
    aliases, abbreviations, demonyms
        Other names; demonyms with their plurals.
    neighbours
        Alpha-2 codes of the countries that share a land border.
    """

    alpha2: str
    alpha3: str
    numeric: str
    name: str
    capital: str
    continent: str
    lon: float
    lat: float
    radius_m: float
    geonameid: int
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()


def get(code_or_name: str) -> Country:
    """Find a country by alpha-2, alpha-3 or numeric code, by name, alias or abbreviation.

    Raises
    ------
    UnknownCountry
        If it is none of these, or a demonym: a Korean is of two countries.

    Examples
    --------
    >>> get("PS").alpha3, get("isr").name, get("the U.S.").alpha2
    ('PSE', 'Israel', 'US')
    >>> get("")
    Traceback (most recent call last):
    gazetteer.errors.UnknownCountry: '' is no ISO 3166-1 code and no country's name
    """
    if isinstance(code_or_name, str) and len(code_or_name) <= MAX_NAME:
        key = code_or_name.strip().upper()
        found = _by_code().get(key) or _by_name().get(fold(code_or_name))
        if found is not None:
            return found
    raise UnknownCountry(str(code_or_name)[:80])


def alpha3_of(alpha2: str) -> str:
    """Return the three-letter code beside a two-letter one; empty for none, and for what is no country's.

    Examples
    --------
    >>> alpha3_of("PS"), alpha3_of(""), alpha3_of("XX")
    ('PSE', '', '')
    """
    found = _by_code().get(alpha2)
    return found.alpha3 if found is not None else ""


def alpha2_of(code: str) -> str:
    """Return the alpha-2 code of an alpha-2 or alpha-3 code, in any case; empty for what is no code.

    Examples
    --------
    >>> alpha2_of(" de"), alpha2_of("ISR"), alpha2_of("Germany"), alpha2_of("276")
    ('DE', 'IL', '', '')
    """
    code = code.strip().upper()
    found = _by_code().get(code) if code.isalpha() else None
    return found.alpha2 if found is not None else ""


def all() -> tuple[Country, ...]:  # noqa: A001 (read as countries.all())
    """List every country in order of alpha-2 code."""
    return tuple(sorted(_read(_TABLE), key=lambda country: country.alpha2))


@cache
def _by_code() -> Mapping[str, Country]:
    return MappingProxyType(
        {code: c for c in _read(_TABLE) for code in (c.alpha2, c.alpha3, c.numeric) if code if code}
    )


@cache
def _by_name() -> Mapping[str, Country]:
    names: dict[str, Country] = {}
    for kind in ("abbreviations", "aliases", "name"):  # the later, more official one wins
        for country in _read(_TABLE):
            for name in (country.name,) if kind == "name" else getattr(country, kind):
                names[fold(name)] = country
    return MappingProxyType(names)


@cache
def _read(path: Path) -> tuple[Country, ...]:
    if not path.is_file():
        raise GazetteerMissing(str(path))
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Country(
                alpha2=row["alpha2"], alpha3=row["alpha3"], numeric=row["numeric"], name=row["name"],
                capital=row["capital"], continent=row["continent"], lon=float(row["lon"]), lat=float(row["lat"]),
                radius_m=float(row["radius_m"]), geonameid=int(row["geonameid"]), aliases=_cell(row["aliases"]),
                abbreviations=_cell(row["abbreviations"]), demonyms=_cell(row["demonyms"]),
                neighbours=_cell(row["neighbours"]),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def _cell(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
