"""A report's names with their candidates, as the arrays that the ranker reads; nothing is weighed here.

All uses of a name stand for one place, unless the report itself sets them apart ("Paris, Texas ... Paris, France").
"""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from gazetteer.names import fold
from geo.resolution.features import KINDS, OWN, Use, own_features
from geo.resolution.outlets import Outlet, outlet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from gazetteer.place import NameMatch, Place
    from gazetteer.store import Gazetteer
    from geo.spans import Toponym

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

WEIGHED: Final = 50
"""Candidates of a name that are weighed."""
_LEAD: Final = 220  # characters that a report's first places stand within
_CLOSE: Final = 60.0  # characters over which two mentions' closeness falls to a third
_NEIGHBOURS: Final = 3  # mentions to each side that closeness is measured to
_USES: Final = 30  # uses of a name whose words beside are read
_WIDE: Final = frozenset({"region", "district"})
"""Class words that are not of divisions alone: the Tibesti region is a mountain range."""
_COMMA: Final = re.compile(r"\s?,\s{1,2}\Z|\s?\(\Z")
_COMPASS: Final = r"(?:north|south|east|west|central)(?:[- ]?(?:east|west|central))?(?:ern)?"
_DIRECTION: Final = rf"(?:(?:(?:far|deep|extreme)\s)?{_COMPASS}\s)?"
_SETTLED: Final = (
    "city|town|village|settlement|district|port|suburb|province|county|capital|area|region|hamlet|camp"
)
_APPOSED: Final = re.compile(
    r"(?:\s?[,(]\s?|\s)(?:(?:an?|the|its|capital|regional|provincial)\s(?:[\w-]+\s){0,4}?)?"
    rf"(?:(?:{_SETTLED}|stronghold|seat)\s)?(?:in|of)\s(?:the\s)?"
    rf"(?:(?:state|province|governorate|county|region)\sof\s)?(?:(?:rural|coastal|mountainous)\s)?{_DIRECTION}",
    re.IGNORECASE,
)
"""What may stand between a place and the area that it lies in: ", in northern ", ", a town in ", " in central "."""
_LONGEST_APPOSITION: Final = 60  # characters of it
_LISTED: Final = re.compile(
    r"\s?[,;]\s{1,2}(?:(?P<last>and|or|nor|as\s+well\s+as)\s)?|\s(?P<link>and|or|nor|&|to|as\s+well\s+as)\s"
)
"""What stands between the names of a list."""
_AGAIN: Final = re.compile(r"(?:(?:also\s)?(?:in|to|from|of|at|near|across|around|for|on)\s)?(?:the\s)?")
"""What may be said again before a name of a list: "in Sinaloa and in Durango"."""
_LONGEST_LINK: Final = 30  # characters
_LISTED_NEAR: Final = 6  # toponyms of a list between which two are a pair


@dataclass(slots=True)
class CandidateName:
    """A name of the report with its candidates.

    Attributes
    ----------
    text
        As it is written where it first stands.
    uses
        Indices of its toponyms; none for a name that only the outlet has.
    matches
        What the gazetteer has under it.
    first
        Row of its first candidate; the row after its last one stands for none of them.
    outlet
        Whether the outlet is called so.
    division
        Whether places were left out because the report calls it a province, a state, a district.
    """

    text: str
    uses: list[int]
    matches: tuple[NameMatch, ...]
    first: int = 0
    outlet: bool = False
    division: bool = False

    @property
    def rows(self) -> slice:
        """Rows of its candidates and of none."""
        return slice(self.first, self.first + len(self.matches) + 1)


@dataclass(slots=True)
class CandidateArrays:
    """The names of a report, and a row for each candidate.

    Attributes
    ----------
    names
        In the order of their first mentions; then those of the outlet.
    name_index
        Index of the name, by row.
    spelling
        By name, a code of its letters: two names of one spelling mean different places.
    own_features
        Features by row, columns as `OWN`.
    kind, country, division, place
        Codes by row; -1 where there is none.
    unit
        Unit vectors to the places, by row; zero for none.
    radius_km
        Radius of the place, by row.
    address_match
        By row, 1 in the country that the outlet's address ends with, -1 in another one, else 0.
    comma_pairs
        (name, name that follows it after a comma).
    listed_pairs
        (name, name of the same list: "Sinaloa and Durango").
    apposed_pairs
        (name, name of the area that it is said to lie in: "Tripoli, in northern Lebanon").
    closeness
        (name, name) to how close they are in the text, 0 to 1.
    lead_names
        Names that the report begins with.
    outlet
        What the outlet is called after.
    countries, divisions
        What the codes mean.
    neighbours
        By codes of two countries, whether they share a border.
    """

    names: list[CandidateName]
    name_index: Integers
    spelling: Integers
    own_features: Floats
    kind: Integers
    country: Integers
    division: Integers
    place: Integers
    unit: Floats
    radius_km: Floats
    address_match: Integers
    comma_pairs: set[tuple[int, int]] = field(default_factory=set)
    apposed_pairs: set[tuple[int, int]] = field(default_factory=set)
    listed_pairs: set[tuple[int, int]] = field(default_factory=set)
    closeness: dict[tuple[int, int], float] = field(default_factory=dict)
    lead_names: frozenset[int] = frozenset()
    outlet: Outlet = field(default_factory=Outlet)
    countries: dict[str, int] = field(default_factory=dict)
    divisions: dict[tuple[str, str], int] = field(default_factory=dict)
    neighbours: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((0, 0), dtype=bool))

    def blocks(self) -> Iterator[tuple[CandidateName, slice]]:
        """Yield the names with their rows."""
        for name in self.names:
            yield name, name.rows


def candidate_arrays(
    text: str, toponyms: Sequence[Toponym], *, gazetteer: Gazetteer, source: str | None = None
) -> CandidateArrays:
    """Look up a report's names and describe their candidates.

    Parameters
    ----------
    text
        The report.
    toponyms
        Sorted by start.
    gazetteer
        Where names are looked up.
    source
        The outlet.
    """
    outlet = outlet_of(source, gazetteer)
    found = gazetteer.match_many({toponym.text for toponym in toponyms})
    after = _followers(text, toponyms)
    names, name_of = _names(toponyms, found, after, _areas(found))
    _add_outlet(names, outlet, gazetteer)
    rows: list[list[float]] = []
    places: list[Place | None] = []
    for name in names:
        name.first = len(rows)
        uses = [toponyms[i] for i in name.uses]
        use = Use(text, uses[0].start, uses[0].end) if uses else Use(name.text, 0, len(name.text))
        for toponym in uses[1:_USES]:
            use.add(Use(text, toponym.start, toponym.end))
        if use.beside == {"admin"}:
            divisions = _called_division(name, use, gazetteer)
            name.division = len(divisions) < len({match.place.id for match in (*divisions, *name.matches)})
            name.matches = divisions
        rows += own_features(
            name.text,
            name.matches,
            use,
            demonym=any(toponym.role == "demonym" for toponym in uses),
        )
        places += [*(match.place for match in name.matches), None]
    arrays = _arrays(names, rows, places, outlet)
    arrays.comma_pairs = {(name_of[i], name_of[j]) for i, j in after.items()}
    arrays.apposed_pairs = {(name_of[i], name_of[j]) for i, j in _apposed(text, toponyms)} - {
        (name, name) for name in name_of
    }
    arrays.listed_pairs = {
        pair
        for i, j in _listed(text, toponyms)
        for pair in ((name_of[i], name_of[j]), (name_of[j], name_of[i]))
    } - {(name, name) for name in name_of}
    arrays.closeness = _closeness(toponyms, name_of)
    arrays.lead_names = frozenset(
        name_of[i] for i, toponym in enumerate(toponyms[:2]) if toponym.start < _LEAD
    )
    return arrays


def _called_division(name: CandidateName, use: Use, gazetteer: Gazetteer) -> tuple[NameMatch, ...]:
    """Return the candidates of a name that is said to be a province, a state, a district: no town, where it can be.

    The class word may make a division a candidate that is not called by the name alone (Zaragoza), and leaves out
    towns and sites, and seas and mountains as well unless the word is as wide as "region". That is no matter of
    weights: Cairo governorate is not Cairo, however large the city. Countries leave where the class word follows
    ("Niger state"), and stay where it precedes ("the state of Israel").
    """
    if any(match.own for match in name.matches):
        return name.matches
    known = {match.place.id for match in name.matches}
    further = [
        match
        for word in sorted(use.called)
        for match in gazetteer.match(f"{name.text} {word}")
        if match.place.kind in ("admin1", "admin2") and match.place.id not in known
    ]
    matches = weighed((*further, *name.matches))
    if not any(match.place.kind in ("admin1", "admin2", "region") for match in matches):
        return matches
    others = {"settlement", "facility"} | (set() if use.called & _WIDE else {"landform", "water"})
    if "division" in use.flags:
        others.add("country")
    return tuple(match for match in matches if match.place.kind not in others)


def _followers(text: str, toponyms: Sequence[Toponym]) -> dict[int, int]:
    """Find the toponyms that another follows after a comma or in parentheses: "Springfield, Illinois"."""
    after: dict[int, int] = {}
    for i in range(len(toponyms) - 1):
        one, other = toponyms[i], toponyms[i + 1]
        between = text[one.end : other.start] if other.start - one.end <= 4 else ""
        if between and _COMMA.match(between) and "demonym" not in (one.role, other.role):
            after[i] = i + 1
    return after


def _apposed(text: str, toponyms: Sequence[Toponym]) -> Iterator[tuple[int, int]]:
    """Yield pairs of toponyms of which the second is the area that the first is said to lie in."""
    for i in range(len(toponyms) - 1):
        one, other = toponyms[i], toponyms[i + 1]
        if not 0 < other.start - one.end <= _LONGEST_APPOSITION or "demonym" in (one.role, other.role):
            continue
        if _APPOSED.fullmatch(text, one.end, other.start):
            yield i, i + 1


def _listed(text: str, toponyms: Sequence[Toponym]) -> Iterator[tuple[int, int]]:
    """Yield pairs of toponyms of one list, near each other: "Kano, Katsina and Zamfara", "from Kharkiv to Sumy".

    A list has a conjunction; commas alone also join a town and its state.
    """
    listed: list[int] = []
    linked = False
    for i in range(len(toponyms) + 1):
        link = _link(text, toponyms[listed[-1]], toponyms[i]) if listed and i < len(toponyms) else None
        if link is not None:
            linked = linked or link.lastgroup is not None
        else:
            if linked:
                yield from (
                    pair for pair in itertools.combinations(listed, 2) if pair[1] - pair[0] <= _LISTED_NEAR
                )
            listed, linked = [], False
        if i < len(toponyms) and toponyms[i].role != "demonym":
            listed.append(i)


def _link(text: str, one: Toponym, other: Toponym) -> re.Match[str] | None:
    """Match what joins two toponyms of a list; its last group is the conjunction."""
    if other.role == "demonym" or not one.end < other.start <= one.end + _LONGEST_LINK:
        return None
    link = _LISTED.match(text, one.end, other.start)
    return link if link and _AGAIN.fullmatch(text, link.end(), other.start) else None


def _areas(found: Mapping[str, tuple[NameMatch, ...]]) -> frozenset[str]:
    """Return the names whose default sense is a country, a state or a province."""
    return frozenset(
        name for name, matches in found.items() if matches and matches[0].place.kind in ("country", "admin1")
    )


def _names(
    toponyms: Sequence[Toponym],
    found: Mapping[str, tuple[NameMatch, ...]],
    after: Mapping[int, int],
    areas: frozenset[str],
) -> tuple[list[CandidateName], list[int]]:
    """Group the toponyms by name; those with different containers are kept apart."""
    containers: dict[str, set[str]] = {}
    for i, j in after.items():
        if toponyms[j].text in areas:
            containers.setdefault(_key(toponyms[i].text, found), set()).add(fold(toponyms[j].text))
    by_key: dict[tuple[str, str], CandidateName] = {}
    order: dict[int, int] = {}
    name_of: list[int] = []
    latest: dict[str, str] = {}
    for i, toponym in enumerate(toponyms):
        key = _key(toponym.text, found)
        part = ""
        if len(containers.get(key, ())) > 1:
            # A use without an area means the one that was spoken of last.
            named = after.get(i)
            if named is not None and toponyms[named].text in areas:
                latest[key] = fold(toponyms[named].text)
            part = latest.get(key, "")
        name = by_key.get((key, part))
        if name is None:
            name = by_key[key, part] = CandidateName(toponym.text, [], weighed(found.get(toponym.text, ())))
            order[id(name)] = len(order)
        name.uses.append(i)
        name_of.append(order[id(name)])
    return list(by_key.values()), name_of


def weighed(matches: Sequence[NameMatch]) -> tuple[NameMatch, ...]:
    """Return the candidates of a name: a place that the caller added excludes its namesakes."""
    return tuple(match for match in matches if match.own)[:WEIGHED] or tuple(matches[:WEIGHED])


def _key(name: str, found: Mapping[str, tuple[NameMatch, ...]]) -> str:
    # "US" and "us" are looked up differently; "MANSFIELD" and "Mansfield" are one name.
    first = [match.place.id for match in found.get(name, ())[:2]]
    return f"{fold(name) or name}|{','.join(first)}"


def _add_outlet(names: list[CandidateName], outlet: Outlet, gazetteer: Gazetteer) -> None:
    here = {fold(name.text): name for name in names}
    for called in outlet.names:
        if called in here:
            here[called].outlet = True
        else:
            names.append(CandidateName(called, [], weighed(gazetteer.match(called)), outlet=True))


def _arrays(
    names: list[CandidateName], rows: list[list[float]], places: list[Place | None], outlet: Outlet
) -> CandidateArrays:
    countries: dict[str, int] = {"": -1}
    divisions: dict[tuple[str, str], int] = {}
    ids: dict[str, int] = {}
    kinds = {kind: i for i, kind in enumerate(KINDS)}
    codes = np.full((len(places), 4), -1, dtype=np.int64)
    unit = np.zeros((len(places), 3))
    radius_km = np.zeros(len(places))
    for i, place in enumerate(places):
        if place is None:
            continue
        division = division_of(place)
        codes[i] = (
            kinds.get(place.kind, -1),
            countries.setdefault(place.country, len(countries) - 1),
            divisions.setdefault((place.country, division), len(divisions)) if division else -1,
            ids.setdefault(place.id, len(ids)),
        )
        lon, lat = math.radians(place.lon), math.radians(place.lat)
        flat = math.cos(lat)
        unit[i] = flat * math.cos(lon), flat * math.sin(lon), math.sin(lat)
        radius_km[i] = place.radius_m / 1000
    name_index = np.repeat(np.arange(len(names)), [len(name.matches) + 1 for name in names])
    keys: dict[str, int] = {}
    spelling = np.array([keys.setdefault(fold(name.text), len(keys)) for name in names], dtype=np.int64)
    own = np.array(rows) if rows else np.zeros((0, len(OWN)))
    kind, country, division_codes, ids_ = codes.T
    home = countries.get(outlet.country, -2)
    address_match = np.where((country < 0) | (not outlet.country), 0, np.where(country == home, 1, -1))
    return CandidateArrays(
        names,
        name_index,
        spelling,
        own,
        kind,
        country,
        division_codes,
        ids_,
        unit,
        radius_km,
        address_match,
        outlet=outlet,
        countries=countries,
        divisions=divisions,
        neighbours=_borders(countries),
    )


def _borders(codes: Mapping[str, int]) -> NDArray[np.bool_]:
    found = np.zeros(
        (len(codes), len(codes)), dtype=bool
    )  # the last row and column are for code -1: no country
    neighbours = _neighbours()
    for country, code in codes.items():
        for other in neighbours.get(country, ()):
            if other in codes:
                found[code, codes[other]] = True
    return found


@cache
def _neighbours() -> Mapping[str, tuple[str, ...]]:
    from gazetteer import countries

    return {country.alpha2: country.neighbours for country in countries.all()}


def _closeness(toponyms: Sequence[Toponym], name_of: Sequence[int]) -> dict[tuple[int, int], float]:
    close: dict[tuple[int, int], float] = {}
    for i, one in enumerate(toponyms):
        for j in range(i + 1, min(i + 1 + _NEIGHBOURS, len(toponyms))):
            gap = toponyms[j].start - one.end
            if gap > 6 * _CLOSE:
                break
            value = math.exp(-max(gap, 0) / _CLOSE)
            for pair in ((name_of[i], name_of[j]), (name_of[j], name_of[i])):
                if pair[0] != pair[1] and value > close.get(pair, 0.0):
                    close[pair] = value
    return close


def division_of(place: Place) -> str:
    """Return the name of the first-level division that a place is or lies in; empty when unknown."""
    return place.name if place.kind == "admin1" else place.admin1


def sentence_at(spans: Sequence[tuple[int, int]], offset: int, end: int) -> int:
    """Return the index of the sentence that contains an offset, -1 when there is none; `end` is the text's length."""
    return bisect_right(spans, (offset, end)) - 1
