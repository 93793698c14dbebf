"""First- and second-level divisions: which one each city lies in, and the places that they are themselves.

The sources give divisions names and ids but no points, so a division's point and radius are derived from its cities.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import shapely

from gazetteer.build.class_words import town_of, without_class_words
from gazetteer.build.geonames_divisions import GeoNamesDivision, GeoNamesDivisions, Joined, join
from gazetteer.cells import distance_m
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shapely.geometry import MultiPolygon, Polygon

_AGREED = 0.9
"""Share of a code's cities that must carry one name before the rest of its cities get it too."""

_TOWN = 20_000
"""Inhabitants of a town that a first-level division may be named after in another language: Tombouctou, Timbuktu."""

_MOVED = 0.2
"""Degrees that a place may have been moved by between the two sources and still be the one of its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A division with the point of its cities; `slug` is unique; `names` are those of GeoNames, where it was found."""

    slug: str
    name: str
    level: int
    country: str
    admin1: str
    lon: float
    lat: float
    radius_m: float
    population: int
    geonameid: int | None = None
    iso_3166_2: str = ""
    bare: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Id of the place that it becomes."""
        return f"dateline:{self.slug}" if self.geonameid is None else f"geonames:{self.geonameid}"

    def within(self, area: Polygon | MultiPolygon) -> Division:
        """Return the division with the centre and radius of its area instead of those of its cities."""
        point, reach = area_centre(area)
        return replace(
            self, lon=round(point.x, 5), lat=round(point.y, 5), radius_m=max(5_000.0, round(reach, -2))
        )


@dataclass(slots=True)
class _Members:
    """What is gathered of one division while the cities are walked through."""

    points: list[tuple[float, float, int]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    cities: list[int] = field(default_factory=list)
    towns: list[dict[str, Any]] = field(default_factory=list)

    def add(self, city: dict[str, Any]) -> None:
        self.points.append((city["longitude"], city["latitude"], city["population"]))
        self.names.add(city["name"])
        self.cities.append(city["geonameid"])
        if city["population"] >= _TOWN:
            self.towns.append(city)

    def namesake(self, name: str) -> str:
        """Return what the town that a division is named after is called in English; empty when it is not."""
        norm = fold(name)
        named = [
            town for town in self.towns if norm in map(fold, (town["name"], *town.get("alternatenames", ())))
        ]
        return max(named, key=lambda town: town["population"])["name"] if named else ""


class Divisions:
    """The divisions of all cities.

    Parameters
    ----------
    cities
        GeoNames records: name, latitude, longitude, countrycode, admin1code, population.
    named
        The same places with names of divisions: lat, lon, name, admin1, admin2, cc.
    states
        US states by postal code: name, geonameid.
    counties
        US counties: name, state.
    geonames
        GeoNames' own divisions: ids and further names for those that are found, and the divisions that `named` lacks.

    Attributes
    ----------
    joined
        How GeoNames' divisions were found.
    """

    def __init__(
        self,
        cities: Iterable[dict[str, Any]],
        named: Iterable[dict[str, str]],
        states: dict[str, dict[str, Any]],
        counties: Iterable[dict[str, str]],
        geonames: GeoNamesDivisions | None = None,
    ) -> None:
        self._states = states
        self._counties = {
            (states[c["state"]]["name"], _county_key(c["name"])): c["name"]
            for c in counties
            if c["state"] in states
        }
        cities = list(cities)
        self._joined = _join(cities, named)
        votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for city in cities:
            if city["geonameid"] in self._joined:
                votes[city["countrycode"], city["admin1code"]][self._joined[city["geonameid"]][0]] += 1
        self._of_code = {code: _agreed(counter) for code, counter in votes.items()}
        self._agreed_in: dict[str, set[str]] = defaultdict(set)
        for (country, _), name in self._of_code.items():
            self._agreed_in[country].add(name)
        self._members: dict[tuple[str, str, str], _Members] = defaultdict(_Members)
        for city in cities:
            country, (first, second) = city["countrycode"], self.of(city)
            for unit in {(first, ""), (first, second)} if first else ():
                self._members[country, *unit].add(city)
        self._cities = cities
        self._geonames = geonames or GeoNamesDivisions()
        self.joined: Joined = join(
            {key: members.cities for key, members in self._members.items()}, self._geonames
        )

    def of(self, city: dict[str, Any]) -> tuple[str, str]:
        """Return the names of a city's first- and second-level division, empty where unknown."""
        country, code = city["countrycode"], city["admin1code"]
        joined = self._joined.get(city["geonameid"], ("", ""))
        if country == "US" and code in self._states:
            return self._states[code]["name"], joined[1]
        agreed = self._of_code.get((country, code), "")
        # A name that belongs to another code is a slip of the join; one that belongs to none is a division that has
        # since been merged or split, and still in use.
        if not joined[0] or (joined[0] != agreed and agreed and joined[0] in self._agreed_in[country]):
            return agreed, ""
        return joined

    def __iter__(self) -> Iterator[Division]:
        """Walk over all divisions that hold a city, the first level of a country before its second.

        Those that only GeoNames has come last.
        """
        ids = {state["name"]: state["geonameid"] for state in self._states.values()}
        taken: set[str] = set()
        for (country, first, second), members in sorted(self._members.items()):
            level = 2 if second else 1
            name = second or first
            if country == "US" and second:
                # What is no county is an independent city: the settlement represents it.
                name = self._counties.get((first, _county_key(second)), "")
            elif second and fold(second) in map(fold, members.names):
                # A municipality named after its town: the settlement represents it.
                name = ""
            if not name:
                continue
            slug = f"admin{level}-{country.lower()}-{slugify(first)}" + (
                f"-{slugify(second)}" if second else ""
            )
            if slug in taken:
                continue
            taken.add(slug)
            lon, lat, radius_m = centre(members.points)
            found = self._geonames.by_id.get(self.joined.ids.get((country, first, second), 0))
            bare = _bare(name, members.names, country=country, level=level)
            yield Division(
                slug=slug, name=name, level=level, country=country, admin1=first if second else name, lon=lon, lat=lat,
                radius_m=radius_m, population=sum(point[2] for point in members.points),
                geonameid=(ids.get(first) if country == "US" and not second else None)
                or (found.geonameid if found else None),
                iso_3166_2=found.iso if found else "", bare=bare,
                names=(_names(found, members.names, bare) if found else ())
                + ((town,) if level == 1 and (town := members.namesake(name)) else ()),
            )  # fmt: skip
        yield from self._only_in_geonames()

    def _only_in_geonames(self) -> Iterator[Division]:
        """Walk over the divisions that hold a city and that none of the other source's names stands for."""
        found = set(self.joined.ids.values())
        inside: dict[int, _Members] = defaultdict(_Members)
        firsts: dict[int, Counter[str]] = defaultdict(Counter)
        for city in self._cities:
            for number in self._geonames.of_city.get(city["geonameid"], ()):
                if number not in found:
                    inside[number].add(city)
                    firsts[number][self.of(city)[0]] += 1
        for number, members in sorted(inside.items()):
            theirs = self._geonames.by_id[number]
            towns = {fold(name) for name in members.names}
            if theirs.level == 2 and not towns.isdisjoint({fold(town_of(theirs.name)), *theirs.keys}):
                continue  # a municipality named after its town, as above
            lon, lat, radius_m = centre(members.points)
            bare = _bare(theirs.name, members.names, country=theirs.country, level=theirs.level)
            yield Division(
                slug="", name=theirs.name, level=theirs.level, country=theirs.country,
                admin1=firsts[number].most_common(1)[0][0] if theirs.level == 2 else theirs.name, lon=lon, lat=lat,
                radius_m=radius_m, population=sum(point[2] for point in members.points), geonameid=number,
                iso_3166_2=theirs.iso, bare=bare, names=_names(theirs, members.names, bare),
            )  # fmt: skip


def _names(division: GeoNamesDivision, cities: Iterable[str], bare: Iterable[str]) -> tuple[str, ...]:
    """Return GeoNames' names of a division, but for those of a district that a town inside goes by."""
    left_out = {fold(name) for name in (*bare, *(cities if division.level == 2 else ()))}
    return tuple(name for name in (division.name, *division.aliases) if fold(name) not in left_out)


def _join(cities: list[dict[str, Any]], named: Iterable[dict[str, str]]) -> dict[int, tuple[str, str]]:
    """Find the names of divisions by the point of a city, or by its name nearby where the point was corrected since."""
    by_point: dict[tuple[str, float, float], tuple[str, str]] = {}
    by_name: dict[tuple[str, str], list[tuple[float, float, tuple[str, str]]]] = defaultdict(list)
    for row in named:
        lat, lon, found = float(row["lat"]), float(row["lon"]), (row["admin1"], row["admin2"])
        by_point[row["cc"], round(lat, 3), round(lon, 3)] = found
        by_name[row["cc"], fold(row["name"])].append((lat, lon, found))
    joined: dict[int, tuple[str, str]] = {}
    for city in cities:
        country, lat, lon = city["countrycode"], city["latitude"], city["longitude"]
        at = by_point.get((country, round(lat, 3), round(lon, 3)))
        if at is None:
            namesakes = by_name.get((country, fold(city["name"])), ())
            near = [found for y, x, found in namesakes if abs(y - lat) + abs(x - lon) < _MOVED]
            at = near[0] if len(near) == 1 else None
        if at is not None:
            joined[city["geonameid"]] = at
    return joined


def _county_key(name: str) -> str:
    """Compare St. Clair and Saint Clair, DeSoto and De Soto."""
    return fold(name).replace(" ", "")


def _agreed(counter: Counter[str]) -> str:
    named = Counter({name: n for name, n in counter.items() if name})
    if not named:
        return ""
    name, most = named.most_common(1)[0]
    return name if most >= _AGREED * named.total() else ""


def _bare(name: str, cities: Iterable[str], *, country: str, level: int) -> tuple[str, ...]:
    """Drop the class word; not when a city inside has that name, which is then the one meant.

    In the US a county is called by its bare name beside its city, and no state has a class word (D.C. is no Columbia).
    """
    bare = without_class_words(name)
    if bare in (name, ""):
        return ()
    if country == "US":
        return (bare,) if level == 2 else ()
    return (bare,) if bare not in cities else ()


def slugify(name: str) -> str:
    """Reduce a name to ASCII letters, digits and hyphens; the sources' division names are ASCII already."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def centre(points: Sequence[tuple[float, float, int]]) -> tuple[float, float, float]:
    """Compute a representative point of the land where some places lie, and how far they reach from it.

    Parameters
    ----------
    points
        `(lon, lat, population)`, WGS 84 degrees, all on one side of the Earth.

    Returns
    -------
    lon, lat, radius_m
        The centroid of the places' convex hull, which is nearer to where maps and gazetteers put a division than any
        mean of its places: those crowd along coasts and borders. Two places or a row of them have their mean, weighted
        by the roots of their populations. The radius is that which holds nine of ten, at least 5 km.
    """
    lon0, lat0 = points[0][:2]
    stretch = max(0.01, math.cos(math.radians(lat0)))
    # Longitudes relative to the first place do not jump at 180°.
    flat = [
        ((((lon - lon0 + 180) % 360) - 180) * stretch, lat, math.sqrt(weight + 100))
        for lon, lat, weight in points
    ]
    x, y = _hull_centroid([(x, y) for x, y, _ in flat]) or _mean(flat)
    lon, lat = (x / stretch + lon0 + 180) % 360 - 180, y
    reach = sorted(distance_m(lon, lat, p[0], p[1]) for p in points)
    return round(lon, 5), round(lat, 5), max(5_000.0, round(reach[int(0.9 * (len(reach) - 1))], -2))


def area_centre(area: Polygon | MultiPolygon) -> tuple[shapely.Point, float]:
    """Compute a representative point of an area, WGS 84 degrees, and the metres within which nine of ten corners lie.

    The centroid of its largest piece where that is on it (an island far off moves nothing), else a point well inside.
    """
    largest = max(shapely.get_parts(area), key=lambda piece: piece.area)
    center = largest.centroid if largest.covers(largest.centroid) else largest.representative_point()
    reach = sorted(distance_m(center.x, center.y, lon, lat) for lon, lat in shapely.get_coordinates(area))
    return center, reach[int(0.9 * (len(reach) - 1))]


def _mean(points: list[tuple[float, float, float]]) -> tuple[float, float]:
    total = sum(weight for *_, weight in points)
    return sum(x * w for x, _, w in points) / total, sum(y * w for _, y, w in points) / total


def _hull_centroid(points: list[tuple[float, float]]) -> tuple[float, float] | None:
    """Return the centroid of the convex hull (monotone chain, shoelace formula); `None` when it has no area."""
    ordered = sorted(set(points))
    hull: list[tuple[float, float]] = []
    for way in (ordered, ordered[::-1]):
        start = len(hull)
        for point in way:
            while len(hull) >= start + 2 and _cross(hull[-2], hull[-1], point) <= 0:
                hull.pop()
            hull.append(point)
        hull.pop()
    x = y = area = 0.0
    for (ax, ay), (bx, by) in pairwise([*hull, *hull[:1]]):
        cross = ax * by - bx * ay
        area += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    return (x / (3 * area), y / (3 * area)) if area > 1e-6 else None


def _cross(o: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
