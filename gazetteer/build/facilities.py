"""Facilities of `facilities.json.xz`, from airports to universities, joined with those written by hand.

Every name has the word for its kind in it ("Ben Gurion Airport", "Port of Odesa"): without it a report means the person
or the city. Codes of IATA, ICAO and UN/LOCODE are in no text.
"""

from __future__ import annotations

import json
import lzma
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gazetteer.build.store_file import Row
from gazetteer.cells import distance_m
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TABLE = Path(__file__).with_name("facilities.json.xz")
PROMINENCE = 3.5
"""Lower than that of the rows by hand: few of these are ever in the news."""

_SAME_M = 3_000.0
"""Metres between a row of the table and one by hand of the same kind that is the same facility."""
_CITY_M = 50_000.0
_LABEL: Final = re.compile(r"""["“”*/&]|''|\s[-–]|[-–]\s|\.\s|'s$|^[a-z]""")
"""What labels of tables have and names in a text have not: quotation marks, spaced dashes, abbreviations."""
_SPACED: Final = re.compile(r"\s+(?=['’]s\b)")  # "People 's Hospital"
_WORDS = {
    "airport": ("airport", "air base", "airbase", "airfield", "air force base", "aerodrome"),
    "port": ("port", "harbour", "harbor"),
    "power": ("power", "nuclear", "dam", "plant"),
    "hospital": ("hospital", "medical center", "medical centre", "infirmary"),
    "university": ("university",),
}
"""Words for each kind of facility, one of which is in every name."""
_MANY_IN_A_CITY = ("hospital", "university")
"""Kinds of which two lie near each other: those of one place have a word in common."""
_SHORTEST = 4


def read(path: Path) -> list[Row]:
    """Read the table; `admin1` is not in it. Labels that no text has as a name are left out, and what has no other."""
    return [
        Row(
            geonameid=None, slug=slug, name=written[0], kind="facility", lon=lon, lat=lat, country=country, admin1="",
            population=0, radius_m=radius_m, prominence=PROMINENCE,
            names=[(written[0], "official"), *((other, "alternate") for other in written[1:])], wikidata=_item(slug),
        )
        for slug, name, country, lon, lat, radius_m, *others in json.loads(lzma.decompress(path.read_bytes()))
        if (written := [_SPACED.sub("", each) for each in (name, *others) if is_written(each)])
    ]  # fmt: skip


def is_written(name: str) -> bool:
    """Return whether a text may have a label of a table as a name: one of letters, apostrophes and hyphens.

    Examples
    --------
    >>> is_written("Galeão International Airport"), is_written("Neyveli Tps Exp -Ii Power Plant")
    (True, False)
    """
    return _LABEL.search(name) is None


def join(rows: list[Row], facilities: Iterable[Row]) -> Iterator[Row]:
    """Yield the facilities that no row is, with their divisions; the others give that row their names.

    Parameters
    ----------
    rows
        All other places. Where one of them is the facility, it gets the names that no place has.
    facilities
        As `read` returns them.
    """
    taken = {_without_article(fold(name)) for row in rows for name, _ in row.names}
    by_hand = _Near([row for row in rows if row.kind == "facility"])
    cities = _Near([row for row in rows if row.kind == "settlement"])
    added = []
    for facility in facilities:
        names = [pair for pair in facility.names if _without_article(fold(pair[0])) not in taken]
        kind = str(facility.slug).split("-")[0]
        same = next(
            (
                row
                for row in by_hand.within(facility, _SAME_M)
                if _is_called(row, _WORDS[kind])
                and (kind not in _MANY_IN_A_CITY or _share_a_word(row, facility, kind))
            ),
            None,
        )
        if same is not None:
            added.append((same, names))
        elif (facility.name, "official") in names:
            city = next(cities.within(facility, _CITY_M), None)
            facility.names[:] = names
            yield _in_division(facility, "" if city is None else city.admin1)
    for row, names in added:
        row.names.extend((name, "alternate") for name, _ in names)


def _in_division(facility: Row, admin1: str) -> Row:
    return Row(
        geonameid=None, slug=facility.slug, name=facility.name, kind=facility.kind, lon=facility.lon, lat=facility.lat,
        country=facility.country, admin1=admin1, population=0, radius_m=facility.radius_m,
        prominence=facility.prominence, names=facility.names, wikidata=facility.wikidata,
    )  # fmt: skip


def _item(slug: str) -> str:
    """Return the id of the Wikidata item that a hospital is from; nothing for others."""
    return slug.removeprefix("hospital-").upper() if slug.startswith("hospital-q") else ""


def _is_called(row: Row, words: tuple[str, ...]) -> bool:
    """Return whether a name of the row has one of the words in it, as a word."""
    return any(f" {word} " in f" {fold(name)} " for name, _ in row.names for word in words)


def _without_article(norm: str) -> str:
    """Return a folded name by which writers mean the same place as by the name: Nasser Hospital, Al-Nasser Hospital."""
    return norm.removeprefix("al ")


def _share_a_word(row: Row, facility: Row, kind: str) -> bool:
    """Return whether names of both have a word of their own in common, or its stem (Indonesia, Indonesian)."""
    common = {word for words in _WORDS[kind] for word in words.split()}
    here, there = (
        {word for name, _ in each.names for word in fold(name).split() if len(word) >= _SHORTEST} - common
        for each in (row, facility)
    )
    return any(one.startswith(other) or other.startswith(one) for one in here for other in there)


class _Near:
    """Rows by country and whole degree."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[tuple[str, int, int], list[Row]] = defaultdict(list)
        for row in rows:
            self._rows[row.country, int(row.lon // 1), int(row.lat // 1)].append(row)

    def within(self, place: Row, metres: float) -> Iterator[Row]:
        """Yield the rows of the same country within so many metres (at most a degree's), the nearest first."""
        near = []
        for column in (-1, 0, 1):
            for line in (-1, 0, 1):
                cell = place.country, int(place.lon // 1) + column, int(place.lat // 1) + line
                for row in self._rows.get(cell, ()):
                    away = distance_m(place.lon, place.lat, row.lon, row.lat)
                    if away <= metres:
                        near.append((away, row.name, row))
        for _, _, row in sorted(near, key=lambda found: found[:2]):
            yield row
