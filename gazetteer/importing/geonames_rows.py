"""GeoNames' tab-separated tables, a line at a time: places of a dump, and `alternateNamesV2`."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.build.places import (
    admin1_prominence,
    country_prominence,
    display_name,
    is_transcription,
    kind_of_name,
    settlement_radius_m,
)
from gazetteer.build.store_file import KIND_CODES, name_code, place_values
from gazetteer.names import Sound, fold, without_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.importing.bundled import Bundled

COLUMNS = 19
NAME_COLUMNS = (8, 10)
"""Columns of alternateNamesV2, without and with the years of use."""

_KIND_OF_CLASS: Mapping[str, str] = {
    "P": "settlement", "A": "admin2", "H": "water", "U": "water", "T": "landform", "V": "landform", "L": "region",
    "S": "facility", "R": "facility",
}  # fmt: skip
_KIND_OF_CODE: Mapping[str, str] = {
    "ADM1": "admin1", "CONT": "continent", "TERR": "country",
    **dict.fromkeys(("PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS"), "country"),
    **dict.fromkeys(("MILB", "NVB", "PRT", "INDS"), "facility"),
    **dict.fromkeys(("ISL", "ISLS", "PEN", "DSRT", "MTS"), "landform"),
}  # fmt: skip
_FORMER = re.compile("ADM[1-5]H|ADMDH?H|PCLH|PRSHH|ZNH|LTERH")
"""Divisions that are no more: their names are those of others by now."""

_SIZES: Mapping[str, tuple[float, float]] = {
    "CONT": (10.0, 2_500_000), "OCN": (7.0, 3_000_000), "SEA": (6.0, 400_000), "GULF": (5.5, 150_000),
    "STRT": (5.0, 50_000), "DSRT": (4.0, 100_000), "MTS": (4.0, 80_000), "ISLS": (3.5, 50_000), "ISL": (3.0, 10_000),
    "LK": (2.5, 10_000), "AIRP": (3.5, 2_000), "AIRB": (3.5, 3_000), "MILB": (3.0, 3_000), "RGN": (3.0, 50_000),
    "RGNH": (3.0, 50_000),
}  # fmt: skip
"""Prominence and radius in metres by feature code. Lower than those of the hand-written rows: few are in the news."""

_CODE_LANGUAGES = frozenset({"abbr", "iata", "icao"})
_NO_LANGUAGES = frozenset({"link", "wkdt", "post", "unlc", "faac", "phon", "tcid", "piny"})
_ITEM = re.compile(r"Q[1-9][0-9]{0,11}")
WIKIDATA = "wikidata"
"""What `further_name` calls the row that has the id of an item for a name."""
_fold = fold.__wrapped__
"""Hardly a name of a dump comes twice in a row, so that looking it up first would only cost."""
_STATE_OF = re.compile(
    r"(?:State|Province|Governorate|Region|Republic|Canton|Federal District) of (?:the )?(?=\S)"
)


class DumpedPlace(NamedTuple):
    """A place of a dump.

    Attributes
    ----------
    geonameid
        Its number there.
    key
        The number that it has in the store, or `None` where its row goes by a slug.
    values
        The columns of `store_file.place_values` after the key, and the code of its first-level division.
    names
        The best kind (a code of the store) of each folded name.
    """

    geonameid: int
    key: int | None
    values: tuple[object, ...]
    names: dict[str, int]


def place(line: bytes, bundled: Bundled) -> DumpedPlace | None:
    """Read a line of a dump.

    Returns
    -------
    DumpedPlace, or None
        `None` for divisions that are no more. What the bundle knows by hand (countries, divisions, seas) keeps
        the bundle's point and size, and gets the dump's names.

    Raises
    ------
    ValueError
        If the line is no row of a dump; the message says why, in words that are the same for all such lines.
    """
    cells = _cells(line)
    if len(cells) != COLUMNS:
        raise ValueError(f"not {COLUMNS} cells separated by tabs")
    geonameid = _id(cells[0])
    try:
        lat, lon = float(cells[4]), float(cells[5])
    except ValueError:
        raise ValueError("no point on the Earth") from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError("no point on the Earth")
    name, country, code = cells[1].strip(), cells[8], cells[7]
    norm = _fold(name)
    if not norm:
        raise ValueError("no name")
    if country and not _is_code(country):
        raise ValueError("the country is no alpha-2 code")
    kind = _KIND_OF_CODE.get(code) or _KIND_OF_CLASS.get(cells[6])
    if kind is None:
        raise ValueError("no feature class")
    if code.endswith("H") and _FORMER.fullmatch(code):
        return None
    population = _people(cells[14])
    names = _names(name, norm, cells[2], cells[3], country)
    shown = _shown(name, kind, country)
    # A settlement is known by its number alone, and most rows are one.
    norms = set() if kind == "settlement" else _norms(norm if shown == name else _fold(shown), norm)
    same = bundled.same(geonameid, kind, norms, lon=lon, lat=lat, country=country)
    if same is not None:
        return DumpedPlace(geonameid, same.geonameid, (*place_values(same, 0)[1:], cells[10]), names)
    prominence, radius_m = _size(kind, code, population)
    values = (
        None, shown, KIND_CODES[kind], lon, lat, country, "", population, round(radius_m),
        round(prominence * 100), "", "", cells[10],
    )  # fmt: skip
    return DumpedPlace(geonameid, geonameid, values, names)


def further_name(line: bytes) -> tuple[int, str, str] | None:
    """Read a line of alternateNamesV2: the place's number, the name, and its kind.

    Returns
    -------
    (int, str, str), or None
        The kind is `abbreviation`, `official` (the preferred English name) or `alternate`, or `WIKIDATA` for the id of
        the Wikidata item; `None` for links, post codes and machine-made transcriptions.

    Raises
    ------
    ValueError
        If the line is no row of such a table.
    """
    cells = _cells(line)
    if not NAME_COLUMNS[0] <= len(cells) <= NAME_COLUMNS[1]:
        raise ValueError("not 8 to 10 cells separated by tabs")
    geonameid, language, name = _id(cells[1]), cells[2], cells[3].strip()
    if not name:
        raise ValueError("no name")
    if language == "wkdt" and _ITEM.fullmatch(name):
        return geonameid, name, WIKIDATA
    if language in _NO_LANGUAGES or (language not in _CODE_LANGUAGES and is_transcription(name)):
        return None
    if language in _CODE_LANGUAGES:
        return geonameid, name, "abbreviation"
    return geonameid, name, "official" if language == "en" and cells[4] == "1" else "alternate"


def _cells(line: bytes) -> list[str]:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    if "\0" in text:
        raise ValueError("a NUL character")
    return text.split("\t")


def _id(cell: str) -> int:
    number = int(cell) if cell.isascii() and cell.isdecimal() and len(cell) < 16 else 0
    if not number:
        raise ValueError("the id is no number")
    return number


@lru_cache(maxsize=1024)
def _is_code(country: str) -> bool:
    return len(country) == 2 and country.isascii() and country.isalpha() and country.isupper()


def _people(cell: str) -> int:
    return int(cell) if cell.isascii() and cell.isdecimal() and len(cell) < 12 else 0


def _names(name: str, norm: str, ascii_name: str, alternates: str, country: str) -> dict[str, int]:
    """Return the best kind of each folded name, as a code of the store."""
    names: dict[str, int] = {}
    code = name_code(name, norm, "official")
    if code is not None:
        names[norm] = code
    if ascii_name != name:
        other_norm = _fold(ascii_name)
        code = name_code(ascii_name, other_norm, "official")
        if code is not None:
            names.setdefault(other_norm, code)
    if alternates:
        official = Sound(norm)
        for other in alternates.split(","):
            if other and not is_transcription(other):
                other_norm = _fold(other)
                code = name_code(other, other_norm, kind_of_name(other, other_norm, official, country))
                if code is not None and code <= names.get(other_norm, code):
                    names[other_norm] = code
    return names


def _norms(*norms: str) -> set[str]:
    """Return folded names with and without the class word (Aleppo Governorate, Aleppo)."""
    found = set(norms)
    return found.union([bare[0] for norm in found if " " in norm and (bare := without_class(norm))])


def _shown(name: str, kind: str, country: str) -> str:
    return (
        _STATE_OF.sub("", display_name(name, country), count=1)
        if kind == "admin1"
        else display_name(name, country)
    )


@lru_cache(maxsize=1 << 14)  # most places of a dump have no people, and the others few different numbers
def _size(kind: str, code: str, population: int) -> tuple[float, float]:
    """Return the prominence and radius in metres."""
    size = math.log10(population + 1)
    if kind == "settlement":
        prominence = max(2.0, size)
        return max(6.5, prominence + 1.5) if code == "PPLC" else prominence, settlement_radius_m(population)
    if kind == "country":
        return country_prominence(population), 300_000.0
    if kind == "admin1":
        return admin1_prominence(population), 100_000.0
    if kind == "admin2":
        return (max(3.0, size - 1), 30_000.0) if code == "ADM2" else (max(2.0, size - 1.5), 10_000.0)
    return _SIZES.get(code, (2.0, 5_000.0))
