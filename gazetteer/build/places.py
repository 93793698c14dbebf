"""Sources and hand-written tables to `gazetteer.sqlite`: one row a place, one row a (folded name, place)."""

from __future__ import annotations

import json
import logging
import math
import re
import unicodedata
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.build import (
    division_outlines,
    facilities,
    features,
    geonames_divisions,
    romanised,
    tables,
    wikidata,
)
from gazetteer.build.class_words import english_form
from gazetteer.build.divisions import Division, Divisions, centre
from gazetteer.build.scripts import is_at_home
from gazetteer.build.sources import Sources, locate, read_divisions, read_json
from gazetteer.build.store_file import Row, write
from gazetteer.cells import distance_m
from gazetteer.names import Sound, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry import MultiPolygon, Polygon

    from gazetteer.build.geonames_divisions import GeoNamesDivisions

log = logging.getLogger(__name__)

DATA = Path(__file__).parent.parent / "data"
# Countries whose names reach GeoNames through a scholarly romanisation: Khān Yūnis is Khan Yunis in English. Elsewhere
# accents belong to the name (São Paulo, Liepāja).
_ROMANISED = """
    AE AF AM BD BH BT BY BG CN CY DJ DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM MN MR MV
    NP OM PK PS QA RU SA SD SO SS SY TH TJ TN TW UA UZ YE
"""
_ROMANISED_COUNTRIES = frozenset(_ROMANISED.split())
SITE_M = 30_000.0
"""Metres from a city's point within which its quarters and sites lie."""
_PROMINENCE = {"continent": 10.0, "region": 7.0, "water": 7.0, "landform": 6.0, "facility": 4.5}


def build(
    out: Path,
    *,
    sources: Sources | None = None,
    data: Path = DATA,
    pieces: Path | None = None,
    further_facilities: Path | None = None,
    items: Path | None = None,
) -> None:
    """Make `gazetteer.sqlite`, `divisions.zip` of the outlines, and `joins.json`: how GeoNames' divisions were found.

    Parameters
    ----------
    out
        An existing folder. A `gazetteer.sqlite` that is there stays until the new one is whole.
    sources
        Files of the data packages; `None` takes the installed ones.
    data
        Folder with the hand-written tables.
    pieces
        Polygons of divisions (`division_outlines.PIECES`); without them no division has an outline, and the
        points of all are derived from their cities.
    further_facilities
        Airports, hospitals and others (`facilities.TABLE`); without them there are those of the tables only.
    items
        Wikidata ids (`wikidata.TABLE`) of countries, divisions and towns; without them these have none.

    Raises
    ------
    BadTable
        If a row of a table is wrong.
    WrongSource, ModuleNotFoundError
        If a data package is missing or of another version.
    """
    outlines: dict[str, dict[str, Polygon | MultiPolygon]] = defaultdict(dict)
    joins: dict[str, Any] = {}
    rows = list(_rows(sources or locate(), data, pieces, outlines, joins))
    romanised.add_spellings(rows)
    if outlines:
        features.build(out, rows, data=data, outlined=outlines)
    if further_facilities is not None:
        rows += list(facilities.join(rows, facilities.read(further_facilities)))
    if items is not None:
        wikidata.join(rows, wikidata.read(items))
    write(out / "gazetteer.sqlite", rows)
    if outlines:
        division_outlines.write(out / "divisions.zip", outlines)
    if joins:
        (out / "joins.json").write_text(json.dumps(joins, indent=1), encoding="utf-8")


def _rows(
    sources: Sources,
    data: Path,
    pieces: Path | None,
    outlines: dict[str, dict[str, Polygon | MultiPolygon]],
    joins: dict[str, Any],
) -> Iterator[Row]:
    """Make all rows; gather on the way the outlines of divisions by country and id, and how ids were found."""
    country_rows = tables.read_countries(data / "countries.csv")
    additions = tables.read_additions(data / "additions.csv")
    further = _Further(tables.read_names(data / "names.csv"))
    cities: dict[str, dict[str, Any]] = read_json(sources.cities)
    facts: dict[str, dict[str, Any]] = read_json(sources.countries)
    states: dict[str, dict[str, Any]] = read_json(sources.states)
    divisions = Divisions(
        cities.values(), read_divisions(sources.divisions), states, read_json(sources.counties),
        _geonames(sources),
    )  # fmt: skip
    capitals = _capitals(cities.values(), country_rows)
    areas = _areas(cities.values(), divisions, pieces, further)

    foreign = tables.read_country_names(data / "country_names.csv")
    yield from (_country(row, facts, foreign.get(row.alpha2, [])) for row in country_rows)
    yield from _provisional(cities.values(), facts, {row.alpha2 for row in country_rows})
    # What the tables say about a territory takes the place of what would be derived from its cities.
    written = {
        (a.country, fold(name)): a.slug
        for a in additions
        for name in (a.name, *(name for name, kind in a.names if kind != "demonym"))
    }
    further_names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    found: dict[str, Division] = {}
    kinds = {a.slug: a.kind for a in additions}
    settled = {int(number) for number in cities} | {row.geonameid for row in country_rows}
    english = tables.read_division_names(data / "division_names.csv")
    divided = list(divisions)
    owners = {(each.country, fold(each.name)): each.name for each in divided if each.level == 1}
    for division in divided:
        name = english.get(division.iso_3166_2)
        # Codes were given anew in some countries: a name that another division has is of another edition.
        if name and owners.get((division.country, fold(name)), division.name) == division.name:
            division = replace(division, names=(*division.names, name))  # noqa: PLW2901
        if (
            division.geonameid in settled
        ):  # GeoNames has one record of a city state; the settlement represents it
            if not division.slug:
                continue
            division = replace(division, geonameid=None)  # noqa: PLW2901
        slug = written.get((division.country, fold(division.name))) if division.level == 1 else None
        area = areas.get((division.country, division.name)) if division.level == 1 else None
        if slug is None:
            yield _division(division if area is None else division.within(area), further)
        elif kinds[slug] == "admin1" and division.geonameid is not None and slug not in found:
            found[slug] = division
        if area is not None:
            own = f"dateline:{slug}" if slug and slug not in found else division.id
            outlines[division.country][own] = area
        if slug is not None:
            further_names[slug] += further.of(division)
            people[slug] += division.population
    yield from (
        _addition(row, further_names[row.slug], people[row.slug], found.get(row.slug)) for row in additions
    )
    if sources.subdivisions is not None:
        joined = divisions.joined
        joins |= {
            "by common places": joined.by_places,
            "by name": joined.by_name,
            "ambiguous": ["/".join(filter(None, key)) for key in joined.ambiguous],
        }
    yield from _settlements(
        cities.values(), divisions, capitals, further, tables.read_city_sites(data / "city_sites.csv")
    )
    further.check()


def _geonames(sources: Sources) -> GeoNamesDivisions | None:
    if sources.subdivisions is None or sources.members is None:
        return None
    return geonames_divisions.read(sources.subdivisions, sources.members)


def _areas(
    cities: Iterable[dict[str, Any]], divisions: Divisions, pieces: Path | None, further: _Further
) -> dict[tuple[str, str], Polygon | MultiPolygon]:
    """Return the outlines of first-level divisions, by country and name; none without their source."""
    if pieces is None:
        return {}
    placed = [
        division_outlines.City(
            city["longitude"], city["latitude"], (city["countrycode"], name), city["population"]
        )
        for city in cities
        if (name := divisions.of(city)[0])
    ]
    shown = {city.division: further.shown("admin1", *city.division) for city in placed}
    return division_outlines.assign(division_outlines.read(pieces), placed, shown=shown)


class _Further:
    """`names.csv` by place; says at the end which rows named no place."""

    def __init__(self, rows: Iterable[tables.FurtherName]) -> None:
        self._waiting: dict[str, list[tables.FurtherName]] = defaultdict(list)
        self._shown: dict[str, str] = {}
        self._dropped: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            self._waiting[row.place].append(row)
            if row.kind == tables.DROPPED:
                self._dropped[row.place].add(fold(row.name))
            if row.kind == "official":
                self._shown.setdefault(row.place, row.name)

    def take(self, place: str) -> list[tuple[str, str]]:
        return [(row.name, row.kind) for row in self._waiting.pop(place, ()) if row.kind != tables.DROPPED]

    def drops(self, place: str, name: str) -> bool:
        """Return whether the table takes a name of the source from a place."""
        return place in self._dropped and fold(name) in self._dropped[place]

    def of(self, division: Division) -> list[tuple[str, str]]:
        """Remove and return the names of a division, which the table may list by its id or by its name."""
        names = self.take(f"geonames:{division.geonameid}") if division.geonameid else []
        return names + (
            self.take(f"admin1:{division.country}/{division.name}") if division.level == 1 else []
        )

    def shown(self, source: str, country: str, name: str) -> str:
        """Choose the name to show: the `official` one of the table, else the source's."""
        return self._shown.get(f"{source}:{country}/{name}", name)

    def check(self) -> None:
        for rows in self._waiting.values():
            raise tables.BadTable("names.csv", rows[0].line, f"no source has the place {rows[0].place}")


def _country(row: tables.CountryRow, facts: dict[str, dict[str, Any]], foreign: list[str]) -> Row:
    population = int(facts.get(row.alpha2, {}).get("population", 0))
    return Row(
        geonameid=row.geonameid, slug=None, name=row.name, kind="country", lon=row.lon, lat=row.lat, country=row.alpha2,
        admin1="", population=population, radius_m=row.radius_m, prominence=country_prominence(population),
        names=[
            (row.name, "official"),
            *row.names,
            *((name, "official" if is_at_home(name, row.alpha2) else "alternate") for name in foreign),
        ],
    )  # fmt: skip


def _provisional(
    cities: Iterable[dict[str, Any]], facts: dict[str, dict[str, Any]], written: set[str]
) -> Iterator[Row]:
    """Make what a country needs from its cities, for those that `countries.csv` does not have."""
    missing = {code: fact for code, fact in facts.items() if code not in written}
    points: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for city in cities:
        if city["countrycode"] in missing:
            points[city["countrycode"]].append((city["longitude"], city["latitude"], city["population"]))
    for code, where in points.items():
        log.warning("countries.csv has no row for %s: its point is derived from its cities", code)
        lon, lat, radius_m = centre(where)
        population = int(missing[code]["population"])
        yield Row(
            geonameid=int(missing[code]["geonameid"]), slug=None, name=missing[code]["name"], kind="country", lon=lon,
            lat=lat, country=code, admin1="", population=population, radius_m=radius_m,
            prominence=country_prominence(population),
            names=[(missing[code]["name"], "official"), (missing[code]["iso3"], "abbreviation")],
        )  # fmt: skip


def country_prominence(population: int) -> float:
    """Compute the prominence of a country of so many people: 7.3 to 9.8."""
    return 8.5 + 0.4 * (math.log10(max(population, 1000)) - 6)


def _addition(
    row: tables.Addition,
    further_names: list[tuple[str, str]],
    population: int,
    division: Division | None = None,
) -> Row:
    """Make the row of an addition; its id and code are those of `division`, if any."""
    prominence = _PROMINENCE.get(row.kind, 5.0)
    geonameid = division.geonameid if division else None
    return Row(
        geonameid=geonameid, slug=row.slug if geonameid is None else None,
        name=row.name, kind=row.kind, lon=row.lon, lat=row.lat, country=row.country,
        admin1=row.admin1, population=population, radius_m=row.radius_m,
        prominence=max(prominence, admin1_prominence(population)) if population else prominence,
        names=[(row.name, "official"), *row.names, *(_further_names(division) if division else ()), *further_names],
        iso_3166_2=division.iso_3166_2 if division else "", former=None if geonameid is None else row.slug,
    )  # fmt: skip


def _site(site: tables.CitySite, city: Row | None) -> Row:
    """Make the row of a quarter or site, in the country and division of its city.

    Raises
    ------
    BadTable
        If there is no such city, or the point is far from it.
    """
    if city is None:
        raise tables.BadTable("city_sites.csv", site.line, f"no city has the id geonames:{site.city}")
    away = distance_m(site.lon, site.lat, city.lon, city.lat)
    if away > SITE_M:
        raise tables.BadTable("city_sites.csv", site.line, f"it lies {away / 1000:.0f} km from {city.name}")
    return Row(
        geonameid=None, slug=site.slug, name=site.name, kind=site.kind, lon=site.lon, lat=site.lat,
        country=city.country, admin1=city.admin1, population=0, radius_m=site.radius_m,
        prominence=_PROMINENCE.get(site.kind, 5.0),
        names=[(site.name, "official"), *((name, "alternate") for name in site.aliases)],
    )  # fmt: skip


def admin1_prominence(population: int) -> float:
    """Compute the prominence of a first-level division of so many people."""
    return max(4.5, math.log10(population + 1) - 0.3)


def _division(division: Division, further: _Further) -> Row:
    first = division.level == 1
    size = math.log10(division.population + 1)
    shown = further.shown("admin1", division.country, division.name) if first else division.name
    return Row(
        geonameid=division.geonameid, slug=None if division.geonameid is not None else division.slug,
        name=shown, kind="admin1" if first else "admin2", lon=division.lon, lat=division.lat, country=division.country,
        admin1=further.shown("admin1", division.country, division.admin1), population=division.population,
        radius_m=division.radius_m,
        prominence=admin1_prominence(division.population) if first else max(3.0, size - 1),
        names=[
            (shown, "official"),
            (division.name, "alternate"),
            *((name, "bare") for name in division.bare),
            *((name, "alternate") for name in filter(None, (english_form(division.name),))),
            *_further_names(division),
            *further.of(division),
        ],
        iso_3166_2=division.iso_3166_2, former=(division.slug or None) if division.geonameid is not None else None,
    )  # fmt: skip


def _further_names(division: Division) -> Iterator[tuple[str, str]]:
    """Yield GeoNames' names of a division with their kinds."""
    norm = fold(division.name)
    for name in division.names:
        if not is_transcription(name):
            yield name, alternate_kind(name, norm, division.country)


def _city(city: dict[str, Any], admin1: str, capital: bool, further: _Further) -> Row:  # noqa: FBT001
    country, population = city["countrycode"], city["population"]
    prominence = math.log10(population + 1) if population else 2.0
    names = [(city["name"], "official")]
    norm, place = fold(city["name"]), f"geonames:{city['geonameid']}"
    names += [
        (name, alternate_kind(name, norm, country))
        for name in city["alternatenames"]
        if not is_transcription(name) and not further.drops(place, name)
    ]
    return Row(
        geonameid=city["geonameid"], slug=None, name=display_name(city["name"], country), kind="settlement",
        lon=city["longitude"], lat=city["latitude"], country=country, admin1=admin1, population=population,
        radius_m=settlement_radius_m(population), prominence=max(6.5, prominence + 1.5) if capital else prominence,
        names=names + further.take(place),
    )  # fmt: skip


def _settlements(
    cities: Iterable[dict[str, Any]],
    divisions: Divisions,
    capitals: set[int],
    further: _Further,
    sites: list[tables.CitySite],
) -> Iterator[Row]:
    """Make the rows of the cities, and of the quarters and sites in them."""
    parents: dict[int | None, Row | None] = dict.fromkeys(site.city for site in sites)
    for city in cities:
        admin1 = further.shown("admin1", city["countrycode"], divisions.of(city)[0])
        row = _city(city, admin1, city["geonameid"] in capitals, further)
        if row.geonameid in parents:
            parents[row.geonameid] = row
        yield row
    yield from (_site(site, parents[site.city]) for site in sites)


def _capitals(cities: Iterable[dict[str, Any]], countries: Iterable[tables.CountryRow]) -> set[int]:
    """Return the ids of the capitals: the largest place of the country that has the capital's name."""
    wanted = {(row.alpha2, fold(row.capital)): (-1, 0) for row in countries if row.capital}
    codes = {code for code, _ in wanted}
    for city in cities:
        if city["countrycode"] not in codes:
            continue
        for name in (
            {fold(city["name"]), *map(fold, city["alternatenames"])}
            if city["population"] > 500
            else {fold(city["name"])}
        ):
            key = (city["countrycode"], name)
            if key in wanted:
                wanted[key] = max(wanted[key], (city["population"], city["geonameid"]))
    return {geonameid for population, geonameid in wanted.values() if population >= 0}


def settlement_radius_m(population: int) -> float:
    """Return the radius in metres of a built-up area of 3,000 people per km², between 1 and 30 km.

    Examples
    --------
    >>> settlement_radius_m(1_000_000), settlement_radius_m(0)
    (10300.0, 1000.0)
    """
    return min(30_000.0, max(1_000.0, round(10.3 * math.sqrt(population), -2)))


def display_name(name: str, country: str) -> str:
    """Write a name as English does: without the marks of a scholarly romanisation.

    Examples
    --------
    >>> display_name("Khān Yūnis", "PS"), display_name("‘Ayn al ‘Arab", "SY"), display_name("Liepāja", "LV")
    ('Khan Yunis', 'Ayn al Arab', 'Liepāja')
    """
    if country not in _ROMANISED_COUNTRIES:
        return name
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = unicodedata.normalize("NFC", re.sub("[‘’ʻʼʿʾ`ʹ]", "'", plain))
    return re.sub(r"(?<!\w)'(?=\w)|(?<=\w)'(?!\w)", "", plain) or name


def alternate_kind(name: str, official: str, country: str) -> str:
    """Classify a name as a code (LON, NYC) or not; other spellings, and what local signs say, are official."""
    return kind_of_name(name, fold(name), Sound(official), country)


def kind_of_name(name: str, norm: str, official: Sound, country: str) -> str:
    """Classify as `alternate_kind` does a name whose folded form is known."""
    if len(name) <= 4 and name.isascii() and name.isupper() and name.isalpha():
        return "abbreviation"
    return "official" if official.is_of(norm) or is_at_home(name, country) else "alternate"


def is_transcription(name: str) -> bool:
    """Return whether this is a link or a machine's transcription (`khan ywns`), neither of which texts hold."""
    return (name.isascii() and name == name.lower()) or "://" in name
