"""What is known of a candidate before the report's other names are asked: its name, kind, size, the words beside.

Each feature is a number near 0 to 1; `OWN` names them in the order of the columns. The row after a name's candidates
stands for none of them.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from gazetteer.names import fold
from gazetteer.ranking import CORE_SHARE, OTHER_CORE_SHARE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.place import NameMatch, Place

KINDS: Final = (
    "settlement",
    "country",
    "admin1",
    "admin2",
    "region",
    "continent",
    "water",
    "landform",
    "facility",
)
_NAME_KINDS: Final = ("official", "alternate", "abbreviation", "demonym", "bare")
_CLASSES: Final = ("settlement", "admin", "water", "landform", "facility")
_TIGHT: Final = ("settlement", "admin2", "facility")
_CORE: Final = (
    2.5  # a city of two fifths of its state's people is as much meant by the state's name as the state
)
_PEOPLED: Final = ("settlement", "admin2")
_VAST: Final = ("country", "continent", "region", "water")

OWN: Final[tuple[str, ...]] = (
    "rank",  # its place in the gazetteer's order of the name's places, log2, to 5
    "first",
    "population",  # log10 of its inhabitants, from a hundred up (towns and counties)
    "population unknown",  # no number is known, which is not a small one (towns and counties)
    "population of a division",  # log10 of a state's or province's inhabitants, from a thousand up
    *(f"is {kind}" for kind in KINDS),
    *(f"{kind} name" for kind in _NAME_KINDS),
    "exact spelling",  # as the gazetteer writes it, accents and capitals included
    "own name",  # as the gazetteer writes it, folded; but for a last "City" or "Strip"
    "capital",
    "only candidate",
    "namesake",  # a town of the name of a country, continent, region or sea
    "demonym of a country",
    *(f"class {name}" for name in _CLASSES),  # the words beside or in the name say so, and it is one
    "other class",  # they say another
    "possessive, settlement",
    "after in, settlement",
    "after the, large area",
    "after a direction, large area",
    "after a name and a comma, large area",  # "Jackson, Wyoming" is followed by a state sooner than by a town
    "first, country or division",
    "population lead, settlement",  # log10 of its people over those of the next town
    "own division's name, settlement",  # New York City: a town of its own state's or province's name
    "after in, own division's name, settlement",
    "called a division, country",
    "own name of another",  # one of its other names is what another place is called: Belém as Bethlehem
    "namesake of a division, settlement",  # a town elsewhere that has the name of a better-known state or province
    "small in its division, settlement",  # Oklahoma City and not New York City, where the bare name is the state's too
    "share of its division's people",  # log10 of a town's over what makes the name mean it, not its state: -2 to 1
    "spoken of as an area",  # "across Oaxaca", "Kano's governor": it is a state or province
    "spoken of as a town",  # "downtown Oaxaca", "the mayor of Kano": it is a town
    "none",
    "none, candidates",
    "none, despite a large one",
    "none, called a site",
    "none, no usual name",
    "none, all small",
    "none, in a longer name",
)
"""Columns of the matrix that `own_features` makes."""

_COLUMN: Final[Mapping[str, int]] = {name: i for i, name in enumerate(OWN)}

_BEFORE: Final = re.compile(
    r"\b(?:(?P<settlement>city|town|village|municipality|suburb|hamlet|capital|borough|township|port)"
    r"|(?P<admin>province|state|governorate|oblast|county|district|department|prefecture|region|parish|canton|voivodeship"
    r"|emirate|regency)"
    r"|(?P<water>river|lake|sea|gulf|bay|strait|ocean)"
    r"|(?P<landform>island|mountains?|valley|desert|peninsula|mount)"
    r"|(?P<facility>airport|port|university|camp|base))\s+of\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"\A(?:['’]s)?\s+(?:(?P<settlement>city|town|village|suburbs?|metro|metropolitan)"
    r"|(?P<admin>province|state|governorate|oblast|county|district|department|prefecture|region|parish|counties|provinces"
    r"|canton|division|voivodeship|krai|rai?on|rayon|republic|emirate|regency|(?-i:Territory))"
    r"|(?P<water>rivers?|lakes?|sea|basin|creek)"
    r"|(?P<landform>islands?|mountains?|valley|desert|peninsula)"
    r"|(?P<facility>airport|university|hospital|stadium|prison|bridge|street|avenue|road))\b",
    re.IGNORECASE,
)
_INSIDE: Final = re.compile(
    r"(?:\b(?P<admin>county|counties|parish|province|governorate|oblast|prefecture|district|department)"
    r"|\b(?P<water>river|lakes?|sea|ocean|creek|bay|gulf|strait|channel|sound|reservoir|canal)"
    r"|\b(?P<landform>islands?|mountains?|valley|desert|peninsula|hills?|peak|canyon|mesa)"
    r"|\b(?P<facility>street|st|avenue|ave|road|rd|highway|boulevard|blvd|drive|lane|bridge|airport|hospital|university|college"
    r"|school|academy|church|cathedral|mosque|temple|park|stadium|arena|center|centre|building|hall|hotel|museum|prison|jail"
    r"|square|tower|plaza|mall|station|court|club|library|theatre|theater|zoo|cemetery|plant|mine|dam|base|camp|institute"
    r"|house|estate|farm|field|garden|gardens|market|casino|gallery|route|interstate|palace|memorial))\.?\Z"
    r"|\A(?P<water_first>lake|gulf|strait|river|sea|bay)\b|\A(?P<landform_first>mount|mt|isle|cape)\b",
    re.IGNORECASE,
)
_IN: Final = re.compile(r"\b(?:in|at|from|near|to|outside|around)\s+\Z", re.IGNORECASE)
_COMMA: Final = re.compile(r"\b[^\W\d_a-z][\w.’'-]*,\s\Z")
_THE: Final = re.compile(r"\bthe\s+\Z", re.IGNORECASE)
_DIRECTION: Final = re.compile(
    r"\b(?:north|south|east|west|central|mid|upper|lower)(?:-?(?:east|west))?(?:ern)?[ -]\Z", re.IGNORECASE
)
_AREA_BEFORE: Final = re.compile(
    r"\b(?:across|throughout|rural|statewide\s+in|elsewhere\s+in|all\s+over|all\s+of"
    r"|(?:parts|much|most|half|areas|corners|districts|villages|towns|cities|municipalities|counties)\s+(?:of|in|across)"
    r"|(?:governors?|legislature|capital|farmers)\s+(?:of|in))\s+\Z",
    re.IGNORECASE,
)
"""What comes before a name that is spoken of as an area with towns in it."""
_AREA_AFTER: Final = re.compile(
    r"\A(?:['’]s)?\s+(?:state\s+)?(?:(?:deputy\s+|lieutenant\s+)?governors?|gov\b|lawmakers?|legislat(?:ure|ors?)|senators?|sen\b"
    r"|congress(?:man|woman)|delegates|attorney\s+general|capital|countryside|farmers|villages|towns)",
    re.IGNORECASE,
)
_TOWN_BEFORE: Final = re.compile(
    r"\b(?:downtown|suburban|inner-city"
    r"|(?:mayors?|streets?|outskirts|suburbs?|neighbou?rhoods?|cent(?:re|er)|edge)\s+of"
    r"|(?:kilomet(?:er|re)s?|km|miles?)\s+(?:(?:north|south|east|west)\w*\s+)?(?:of|from|outside))\s+\Z",
    re.IGNORECASE,
)
"""What comes before a name that is spoken of as one town."""
_TOWN_AFTER: Final = re.compile(
    r"\A(?:['’]s)?\s+(?:(?:deputy\s+)?mayors?|city\s+(?:council|hall|cent(?:re|er))|outskirts|suburbs?|neighbou?rhoods?|streets"
    r"|slums?|old\s+(?:city|town|quarter)|downtown)\b",
    re.IGNORECASE,
)
_LEAST_EXCESS: Final = -2.0
_CLASS_WORDS: Final = frozenset(
    {
        "city",
        "strip",
        "island",
        "islands",
        "river",
        "sea",
        "ocean",
        "mountains",
        "desert",
        "valley",
        "peninsula",
        "region",
    }
)
_ISLANDS: Final = ("admin1", "admin2", "country", "region")
"""Kinds of places that are islands often enough."""
_ADMIN: Final = ("admin1", "admin2")
_OF_COUNTRIES: Final = frozenset({"republic", "territory"})
"""Class words behind the names of countries as well: "the Czech republic"."""


class Use:
    """How one mention is used in its text, as flags; a name's uses are added up with `|=`.

    Parameters
    ----------
    text
        The report.
    start, end
        The mention.
    """

    __slots__ = ("beside", "called", "classes", "flags")

    def __init__(self, text: str, start: int, end: int) -> None:
        left, right = text[max(0, start - 32) : start], text[end : end + 20]
        inside = _INSIDE.search(text[start:end])
        before, after = _BEFORE.search(left), _AFTER.match(right)
        beside = [found for found in (before, after) if found]
        behind = after["admin"] if after else None
        # The class words of divisions beside it: "province" for "Zaragoza province" and "the province of Zaragoza".
        self.called = {found["admin"].lower() for found in beside if found["admin"]}
        self.beside = {group for found in beside for group in _groups(found)}
        self.classes = self.beside | (_groups(inside) if inside else set())
        self.flags = {
            flag
            for flag, holds in (
                ("possessive", right[:2] in ("'s", "’s")),
                ("in", _IN.search(left)),
                ("comma", _COMMA.search(left)),
                ("the", _THE.search(left)),
                ("direction", _DIRECTION.search(left)),
                ("site", inside is not None and inside["facility"]),
                ("longer", _in_longer_name(right)),
                ("division", behind and behind.lower() not in _OF_COUNTRIES),
                ("area", _AREA_BEFORE.search(left) or _AREA_AFTER.match(right)),
                ("town", _TOWN_BEFORE.search(left) or _TOWN_AFTER.match(right)),
            )
            if holds
        }

    def add(self, other: Use) -> None:
        """Add another use of the same name."""
        self.beside |= other.beside
        self.called |= other.called
        self.classes |= other.classes
        self.flags |= other.flags


def _groups(found: re.Match[str]) -> set[str]:
    return {group.removesuffix("_first") for group, hit in found.groupdict().items() if hit}


def _in_longer_name(right: str) -> bool:
    """Return whether a capitalised word follows: the name may be part of a longer one."""
    return right[:1] == " " and right[1:2].isupper()


def own_features(name: str, matches: Sequence[NameMatch], use: Use, *, demonym: bool) -> list[list[float]]:
    """Compute the features of each candidate of a name, and after them the row that means none.

    Parameters
    ----------
    name
        As it is written.
    matches
        Its candidates, in the gazetteer's order.
    use
        All its uses.
    demonym
        Whether any use is a nationality.

    Returns
    -------
    list of list of float
        One row more than there are matches, with a column for each of `OWN`.
    """
    fixed, none = _fixed(name, tuple(matches))
    rows = [[*row] for row in fixed]
    for row, match in zip(rows, matches, strict=True):
        kind = match.place.kind
        group = "admin" if kind in _ADMIN else kind
        if use.classes:
            if group in use.classes:
                row[_COLUMN[f"class {group}"]] = 1.0
            elif use.classes != {"landform"} or kind not in _ISLANDS:
                row[_COLUMN["other class"]] = 1.0
            if use.classes == {"admin"} and kind == "country":
                row[_COLUMN["called a division, country"]] = 1.0
        if demonym and (
            kind in ("country", "continent") or (kind == "region" and match.name_kind == "demonym")
        ):
            row[_COLUMN["demonym of a country"]] = 1.0
        for flag, column, kinds in (
            ("possessive", "possessive, settlement", _TIGHT),
            ("in", "after in, settlement", _TIGHT),
            ("the", "after the, large area", ("region", "water", "landform", "continent")),
            ("direction", "after a direction, large area", ("country", "region", "admin1", "continent")),
            ("comma", "after a name and a comma, large area", ("country", "admin1")),
            ("area", "spoken of as an area", _ADMIN),
            ("town", "spoken of as a town", ("settlement",)),
        ):
            if flag in use.flags and kind in kinds:
                row[_COLUMN[column]] = 1.0
        if "in" in use.flags:
            row[_COLUMN["after in, own division's name, settlement"]] = row[
                _COLUMN["own division's name, settlement"]
            ]
    last = [*none]
    known_site = any(match.place.kind == "facility" for match in matches)
    last[_COLUMN["none, called a site"]] = float("site" in use.flags and not known_site)
    last[_COLUMN["none, in a longer name"]] = float("longer" in use.flags)
    return [*rows, last]


@lru_cache(maxsize=2048)
def _fixed(name: str, matches: tuple[NameMatch, ...]) -> tuple[list[list[float]], list[float]]:
    """Return the features that depend on the name alone; reports repeat their names."""
    norm = fold(name)
    vast = bool(matches) and matches[0].place.kind in _VAST
    rows = [
        _row(rank, match, name, norm, vast=vast, only=len(matches) == 1) for rank, match in enumerate(matches)
    ]
    states = {
        (match.place.country, match.place.name): match.place
        for match in matches
        if match.place.kind == "admin1"
    }
    for row, match in zip(rows, matches, strict=True):
        around = states.get((match.place.country, match.place.admin1))
        if match.place.kind == "settlement" and around is not None:
            row[_COLUMN["own division's name, settlement"]] = 1.0
            row[_COLUMN["share of its division's people"]] = log_excess(match, around)
    _beside_divisions(rows, matches, norm)
    people = sorted(
        (
            (max(match.place.population, 1000), row)
            for match, row in zip(matches, rows, strict=True)
            if match.place.kind == "settlement"
        ),
        key=lambda pair: -pair[0],
    )
    if people:
        following = people[1][0] if len(people) > 1 else 1000
        people[0][1][_COLUMN["population lead, settlement"]] = math.log10(people[0][0] / following)
    none = [0.0] * len(OWN)
    none[_COLUMN["none"]] = 1.0
    none[_COLUMN["none, candidates"]] = math.log2(1 + len(matches)) / 4
    none[_COLUMN["none, despite a large one"]] = math.log10(max(people[0][0], 1e5)) - 5 if people else 0.0
    none[_COLUMN["none, no usual name"]] = float(
        not any(
            m.name_kind in ("official", "abbreviation", "demonym")
            or m.place.id.startswith("dateline:")
            or m.place.kind in _ADMIN
            for m in matches  # the names of divisions, and of what is listed by hand, are those that news uses
        )
    )
    none[_COLUMN["none, all small"]] = float(
        all(0 < m.place.population < 20_000 and m.place.kind in _PEOPLED for m in matches)
    )
    return rows, none


def _beside_divisions(rows: Sequence[list[float]], matches: Sequence[NameMatch], norm: str) -> None:
    """Compute the features of towns whose name a state or province has too, and of minor names of others."""
    proper = [match.name_kind == "official" and fold(match.place.name) == norm for match in matches]
    divisions = [m.place for m, own in zip(matches, proper, strict=True) if own and m.place.kind == "admin1"]
    first = next((d for d in divisions if d.id == matches[0].place.id), None)
    for row, match in zip(rows, matches, strict=True):
        place = match.place
        if match.name_kind == "alternate" and any(proper) and not _same_name(fold(place.name), norm):
            row[_COLUMN["own name of another"]] = 1.0
        if place.kind != "settlement":
            continue
        around = next((d for d in divisions if (d.country, d.name) == (place.country, place.admin1)), None)
        if first is not None and (first.country, first.name) != (place.country, place.admin1):
            row[_COLUMN["namesake of a division, settlement"]] = 1.0
        elif around is not None and around.population:
            row[_COLUMN["small in its division, settlement"]] = float(log_excess(match, around) < 0)


def log_excess(town: NameMatch, division: Place) -> float:
    """Compute log10 of a town's share of a division's people over the share from which the name means the town."""
    core = CORE_SHARE if town.name_kind == "official" else OTHER_CORE_SHARE
    share = max(town.place.population, 1) / max(division.population, town.place.population, 1)
    return min(max(math.log10(share / core), _LEAST_EXCESS), 1.0)


def _row(rank: int, match: NameMatch, name: str, norm: str, *, vast: bool, only: bool) -> list[float]:
    place = match.place
    row = [0.0] * len(OWN)
    row[_COLUMN["rank"]] = min(math.log2(1 + rank), 5.0)
    row[_COLUMN["first"]] = float(rank == 0)
    row[_COLUMN["first, country or division"]] = float(rank == 0 and place.kind in ("country", "admin1"))
    if place.kind in _PEOPLED and place.population > 0:
        row[_COLUMN["population"]] = math.log10(max(place.population, 100)) - 2
    elif place.kind in _PEOPLED:
        row[_COLUMN["population unknown"]] = 1.0
    if place.kind == "admin1":
        row[_COLUMN["population of a division"]] = math.log10(max(place.population, 1000)) - 3
    if f"is {place.kind}" in _COLUMN:
        row[_COLUMN[f"is {place.kind}"]] = 1.0
    same = _same_name(fold(place.name), norm)
    # Gaza is as usual a name for the Gaza Strip, and New York for New York City, as the longer one.
    name_kind = "official" if same and match.name_kind == "alternate" else match.name_kind
    row[_COLUMN[f"{name_kind} name"]] = 1.0
    row[_COLUMN["exact spelling"]] = float(place.name == name)
    row[_COLUMN["own name"]] = float(same)
    row[_COLUMN["capital"]] = float(is_capital(place))
    row[_COLUMN["only candidate"]] = float(only)
    row[_COLUMN["namesake"]] = float(vast and place.kind in _TIGHT)
    return row


def _same_name(full: str, norm: str) -> bool:
    """Return whether a name is the place's own, or all of it but what kind of place it is: Gaza for the Gaza Strip."""
    return full == norm or (full.startswith(f"{norm} ") and full[len(norm) + 1 :] in _CLASS_WORDS)


def is_capital(place: Place) -> bool:
    """Return whether a place is the capital of its country."""
    return place.kind == "settlement" and bool(place.country) and place.name == _capitals().get(place.country)


@cache
def _capitals() -> Mapping[str, str]:
    """Return the name of the capital by alpha-2 code of the country."""
    from gazetteer import countries

    return {country.alpha2: country.capital for country in countries.all() if country.capital}
