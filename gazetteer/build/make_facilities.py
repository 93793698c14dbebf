"""Make `facilities.json.xz`: airports, sea ports, power stations, hospitals and universities.

    python -m gazetteer.build.make_facilities FOLDER

`FOLDER` holds the files of `SOURCES`. No registry has the power stations, the hospitals and the universities; the
airports are in an npm package that needs 29 others and the ports in a source distribution of 10 MB, so the result is
committed: the same files make the same bytes again. `gazetteer/data/SOURCES.md` has where each file is from, and under
which licence.

A row is `[id, name, country, lon, lat, radius_m, *other names]`, points in degrees (WGS 84) of four decimals.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer.build import committed, institutions, tables
from gazetteer.build.places import DATA
from gazetteer.build.sources import locate, read_json
from gazetteer.cells import distance_m
from gazetteer.geodesy import MEAN_RADIUS_M
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SOURCES = {
    "airports.json": "27da43a42fe421b7e111fe61e074dcb476c11922ecaf0d2d23d930e94a3712e6",
    "airports.csv": "516c57d9d999f7a3be28ca649d2badbe3b972f07e57dc6173ab973b72d51cf52",
    "ports.geojson": "8398cb9554a19cf37f53f932f3842f58fbd94fce4c8e2704c3f5a4205ea5977e",
    "ports.json": "cd3066acb3086a2e16b985d5ce71d5862400e0ac2ba62e52c8b55f8d0be97566",
    "global_power_plant_database.csv": "7473b421d44fe30436aac958b05a10f9297953e6a64f7a8a08c7b0eb7d9f5c6b",
    "global_power_plant_database_copy.csv": "0222453d7ae66253cdc67c0cd0b5fefabc71976dac5aff67b82309d4e8e944ea",
    "hospital.001.wikidata.tsv": "bc4a048f47a06038b478c7df25cd3c7741dd0f56276dab25d7f86d7d6aac64dd",
    "hd2020.csv": "08f2b7fe7e1b5c97e746fa7ca6e632185527699b65f5688a553e79150cd85511",
}
"""SHA-256 by name: OurAirports and airportsdata, searoute and sea-ports, two copies of the database of power stations,
hospitals of Wikidata, institutions of IPEDS."""

OUT = Path(__file__).with_name("facilities.json.xz")

AIRPORT_AGREES_M = 2_000.0
PORT_AGREES_M = 5_000.0
PLANT_AGREES_M = 1_000.0
"""How far apart two sources may put a facility; what lies further apart is left out."""
LEAST_MW = 200.0
OWN_CITY_M = {"airport": 200_000.0, "port": 30_000.0, "power": 60_000.0}
"""A settlement of the facility's country lies so near, or its country or its point is wrong."""
RADIUS_M = {"large_airport": 4_000, "medium_airport": 2_500, "port": 4_000, "power": 2_000}

_AIRPORT = re.compile(
    r"(?: (?:international|intl|regional|municipal|national|domestic|county|memorial|city|civil|joint))*"
    r" (?:airport|airfield|air ?base|air force base|air station|air reserve base|aerodrome|airstrip|air field)$",
    re.IGNORECASE,
)
_PREFIXED = re.compile(
    r"^(?:RAF|RAAF|CFB|Naval Air Station|Joint Base|Aeropuerto|Aéroport|Aeroporto|Aeroport|Flughafen|Base Aérea) \w"
)
_ELSEWHERE = re.compile(
    "аэропорт|аеропорт|аэродром|аеродром|مطار|قاعدة|فرودگاه|נמל התעופה|空港|机场|機場|공항", re.IGNORECASE
)
"""In names in other scripts: airport, air base."""
_ORDINARY_WORDS = """
    new old east west north south central city main municipal county regional national international state federal local
    military civil private public the grand upper lower big little union
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
"""No names by themselves: more than one place has a "Central Airport" or a "Union Power Plant"."""
_MOST_WORDS = 5

_FUELS = {
    "Hydro": ("Hydroelectric Power Station", "Hydroelectric Power Plant", "Dam"),
    "Nuclear": ("Nuclear Power Plant", "Nuclear Power Station", "Nuclear Plant"),
    "Wind": ("Wind Farm",), "Solar": ("Solar Farm", "Solar Park"),
}  # fmt: skip
"""What a report calls a station of each fuel, beside "power plant" and "power station"."""
_CLASS_WORDS = """
    hydro hydroelectric hydropower nuclear atomic thermal coal gas oil solar wind geothermal pumped storage
    pumped-storage steam electric ccgt ocgt igcc gt kw ccpp tpp npp hpp tps chp chpp cp psp cogen cogeneration combined
    cycle heat and power energy generating generation powerplant power-plant plant station project facility complex
    center centre farm park dam reservoir unit units phase rio kraftwerk kernkraft ute uhe hes usina central centrale
    planta
"""
_CLASS_WORDS_BEFORE = """
    kernkraftwerk kernkraft heizkraftwerk kraftwerk central centrale cn pltu pltgu pltg plta te he ute uhe
"""
_CLASS = re.compile(rf"\b(?:(?:{'|'.join(_CLASS_WORDS.split())})\b[ .,-]*)+$", re.IGNORECASE)
_UNIT = re.compile(r"(?: (?:GR )?[A-Z]?|-)\d{1,2}[A-Z]?$")
_CLASS_BEFORE = re.compile(rf"^(?:{'|'.join(_CLASS_WORDS_BEFORE.split())}) ", re.IGNORECASE)


def make(folder: Path) -> bytes:
    """Read the sources, compare them, and compress what they agree on.

    Raises
    ------
    ValueError
        When a file is not the one of its hash.
    """
    read = {name: committed.known_bytes(folder / name, sha256) for name, sha256 in SOURCES.items()}
    settled = read_json(locate().cities).values()
    cities, settlements = _Cities(settled), institutions.Settlements(settled)
    countries: dict[str, dict[str, Any]] = read_json(locate().countries)
    alpha2 = {facts["iso3"]: code for code, facts in countries.items()} | {"KOS": "XK"}
    rows = [
        *_airports(json.loads(read["airports.json"]), _table(read["airports.csv"])),
        *_ports(json.loads(read["ports.geojson"])["features"], json.loads(read["ports.json"])),
        *_plants(
            _table(read["global_power_plant_database.csv"]),
            _table(read["global_power_plant_database_copy.csv"], delimiter=";"),
            alpha2,
            {facts["name"] for facts in countries.values()},
        ),
    ]
    by_id = {row[0]: row for row in reversed(rows) if cities.has_near(row)}
    codes = {
        fold(name): row.alpha2
        for row in tables.read_countries(DATA / "countries.csv")
        for name in (row.name, *(name for name, kind in row.names if kind == "alternate"))
    }
    sited = [
        *institutions.hospitals(_table(read["hospital.001.wikidata.tsv"], "\t"), settlements, codes),
        *institutions.universities(_table(read["hd2020.csv"], encoding="cp1252"), settlements),
    ]
    for identifier, name, country, lon, lat, *others in sited:
        radius_m = institutions.RADIUS_M[identifier.split("-")[0]]
        by_id[identifier] = _row(identifier, name, country, lon, lat, radius_m, others)
    return committed.packed(sorted(by_id.values()))


def _table(data: bytes, delimiter: str = ",", encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(encoding)), delimiter=delimiter))


class _Cities:
    """Settlements of each country, asked whether one is near."""

    def __init__(self, cities: Iterable[dict[str, Any]]) -> None:
        points: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for city in cities:
            points[city["countrycode"]].append((city["longitude"], city["latitude"]))
        self._points = {code: np.radians(np.array(listed)) for code, listed in points.items()}

    def has_near(self, row: list[Any]) -> bool:
        identifier, _, country, lon, lat = row[:5]
        if country not in self._points:
            return False
        there = self._points[country]
        here = np.radians((lon, lat))
        half = np.sin((there - here) / 2) ** 2
        angle = 2 * np.arcsin(np.sqrt(half[:, 1] + np.cos(here[1]) * np.cos(there[:, 1]) * half[:, 0]))
        return float(angle.min()) * MEAN_RADIUS_M <= OWN_CITY_M[identifier.split("-")[0]]


def _row(  # noqa: PLR0917 (the columns of the table in their order)
    identifier: str, name: str, country: str, lon: float, lat: float, radius_m: int, others: Iterable[str]
) -> list[Any]:
    seen = {fold(name)}
    kept = []
    for other in others:
        norm = fold(other)
        if norm and norm not in seen:
            seen.add(norm)
            kept.append(other)
    return [identifier, name, country, round(lon, 4), round(lat, 4), radius_m, *kept]


def _airports(airports: list[dict[str, str]], others: list[dict[str, str]]) -> Iterator[list[Any]]:
    """Yield the large and medium airports of OurAirports that airportsdata has at the same point."""
    known = {other["icao"]: other for other in others}
    in_city = Counter((one["iso_country"], fold(one["municipality"])) for one in airports)
    for one in airports:
        other = known.get(one["gps_code"]) or known.get(one["ident"])
        lon, lat = float(one["longitude_deg"]), float(one["latitude_deg"])
        if other is None or distance_m(lon, lat, float(other["lon"]), float(other["lat"])) > AIRPORT_AGREES_M:
            continue
        written = [*one["name"].split("/"), other["name"], *one["keywords"].split(",")]
        names = [spelt for each in written if (spelt := airport_name(each))]
        city = re.split(r"[,(/]", one["municipality"])[0].strip()
        if (
            names
            and city
            and in_city[one["iso_country"], fold(one["municipality"])] == 1
            and one["scheduled_service"] == "yes"
        ):
            names.append(airport_name(f"{city} Airport"))
        if names:
            shorter = [each for name in names for each in shorter_names(name)]
            yield _row(
                f"airport-{other['icao'].lower()}", names[0], one["iso_country"], lon, lat, RADIUS_M[one["type"]],
                [*names, *shorter],
            )  # fmt: skip


def airport_name(written: str) -> str:
    """Return a name as a report writes it whole, or nothing: "Lakeview" and "LLBG" alone name no airport in a text.

    Examples
    --------
    >>> airport_name(" Andrews Afb Airport"), airport_name("Lakeview"), airport_name("Central Airport")
    ('Andrews Air Force Base', '', '')
    """
    name = re.sub(r"\s+", " ", re.sub(r"\(.*?\)", "", written)).strip()
    name = re.sub(r" afb(?: airport)?$", " Air Force Base", name, flags=re.IGNORECASE)
    if _ELSEWHERE.search(name) and " " in name:
        return name
    if _PREFIXED.match(name):
        return name
    found = _AIRPORT.search(name)
    return name if found and _is_name(name[: found.start()]) else ""


def shorter_names(name: str) -> list[str]:
    """Return what a report writes for an airport's full name.

    Examples
    --------
    >>> shorter_names("Basra International Airport"), shorter_names("Bagram Air Base")
    (['Basra Airport'], ['Bagram Airbase', 'Bagram Airfield'])
    """
    found = _AIRPORT.search(name)
    if found is None:
        return []
    base, words = name[: found.start()], found[0].strip().lower()
    if words.endswith("airport"):
        return [f"{base} Airport"] if words != "airport" else []
    if words.endswith("air force base"):
        return [f"{base} AFB", f"{base} Air Base", f"{base} Airbase"]
    if words in ("air base", "airbase"):
        return [f"{base} Air Base" if words == "airbase" else f"{base} Airbase", f"{base} Airfield"]
    return []


def _is_name(base: str) -> bool:
    """Return whether this is a name by itself, before "airport", "port" or "power plant"."""
    words = fold(base).split()
    return (
        0 < len(words) <= _MOST_WORDS
        and len("".join(words)) > 2
        and not _ORDINARY.issuperset(words)
        and not re.search(r"\d", base)
    )


def _ports(features: list[dict[str, Any]], others: dict[str, dict[str, Any]]) -> Iterator[list[Any]]:
    """Yield the ports that two lists by UN/LOCODE put at one point under one name."""
    for feature in features:
        code, written = feature["properties"]["port"], feature["properties"]["name"]
        lon, lat = feature["geometry"]["coordinates"]
        other = others.get(code, {})
        if not other.get("coordinates") or distance_m(lon, lat, *other["coordinates"]) > PORT_AGREES_M:
            continue
        name = re.split(r"[,(/]", other["name"])[0].strip()
        if fold(name) not in {
            fold(each) for each in (written, re.split(r"[,(/]", written)[0])
        } or not _is_name(name):
            continue
        bare = re.sub(r"^Port (?:of )?| (?:Port|Harbou?r)$", "", name)
        if _is_name(bare):
            yield _row(
                f"port-{code.lower()}", f"Port of {bare}", code[:2], lon, lat, RADIUS_M["port"],
                [f"{bare} port", f"{bare} harbour", f"{bare} harbor"],
            )  # fmt: skip


def _plants(
    plants: list[dict[str, str]], copy: list[dict[str, str]], alpha2: dict[str, str], countries: set[str]
) -> Iterator[list[Any]]:
    """Yield the power stations of the database above `LEAST_MW`, units of one station once."""
    same = {
        (row["name"], row["primary_fuel"]): (float(row["longitude"]), float(row["latitude"])) for row in copy
    }
    seen: set[tuple[str, str]] = set()
    for plant in sorted(plants, key=lambda row: -float(row["capacity_mw"])):
        if float(plant["capacity_mw"]) < LEAST_MW:
            break
        country = alpha2.get(plant["country"], "")
        base = plant_name(plant["name"], countries | {plant["country_long"]})
        lon, lat = float(plant["longitude"]), float(plant["latitude"])
        twin = same.get((plant["name"], plant["primary_fuel"]))
        if not (country and base and twin) or distance_m(lon, lat, *twin) > PLANT_AGREES_M:
            continue
        key = country, fold(base)
        if key in seen:  # a unit of a station, or a namesake that a report could not tell from it
            continue
        seen.add(key)
        classes = (*_FUELS.get(plant["primary_fuel"], ()), "Power Plant", "Power Station")
        slug = re.sub(r"[^a-z0-9]+", "-", fold(base)).strip("-")
        if slug:
            yield _row(
                f"power-{country.lower()}-{slug}", f"{base} {classes[0]}", country, lon, lat, RADIUS_M["power"],
                [f"{base} {words}" for words in classes],
            )  # fmt: skip


def plant_name(written: str, countries: Iterable[str]) -> str:
    """Return the name of a power station without its country and the words for its kind; nothing where none is left.

    Examples
    --------
    >>> plant_name("Tihange Nuclear Power Plant Belgium", ["Belgium"]), plant_name("CHP-22", [])
    ('Tihange', '')
    >>> plant_name("KORADI", []), plant_name("Energy Center", [])
    ('Koradi', '')
    """
    name = re.sub(r"\s+", " ", re.sub(r"\(.*?\)|\[.*?\]", "", written)).strip(" ,.-")
    for country in sorted((*countries, "UK", "USA"), key=len, reverse=True):
        if name.endswith(f" {country}"):
            name = name.removesuffix(f" {country}").strip(" ,-")
            break
    name = _CLASS_BEFORE.sub("", name)
    unit = _UNIT.search(name)
    if unit and not _CLASS.search(name[: unit.start()]):  # "Doel 4", not "Moscow CHP-22"
        name = name[: unit.start()]
    name = _CLASS.sub("", name).strip(" ,.-")
    name = re.sub(r" (?:[IVX]+|[A-H])$", "", name)
    name = _CLASS.sub("", name).strip(" ,.-")
    if name.isupper() and len(name) > 3:
        name = name.title()
    if not re.fullmatch(r"[^\W\d_][^\d_/&#:;+,]*", name) or name.isupper() or name.islower():
        return ""
    return (
        name
        if len(name) > 3 and _is_name(name) and not re.search(r"\b(?:Ltd|Inc|LLC|LP|Co|Corp|AG|SA)\b", name)
        else ""
    )


if __name__ == "__main__":
    sys.exit(committed.run(make, OUT, source="the folder with the files of `SOURCES`"))
