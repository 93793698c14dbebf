"""Made-up lines that tell a state or province from the city of its name, and one town from its namesakes near by.

No corpus tells a division from the city in it where both lie within 161 km of the point that it gives. What tells them
apart are the names that either is listed with, the towns that are named as lying in it, and what is said of it: a
governor or a mayor. Names are drawn from the gazetteer; what is learned are weights of general features.
"""

from __future__ import annotations

import collections
import contextlib
import math
import random
from typing import TYPE_CHECKING

import numpy as np

from gazetteer import store
from gazetteer.geodesy import MEAN_RADIUS_M
from geo.resolution.candidates import candidate_arrays
from geo.resolution.features import log_excess
from geo.spans import Toponym
from training.ranker_data import Question, Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazetteer.place import Place
    from gazetteer.store import Gazetteer

_BARE_WEIGHT, _SMALL_WEIGHT = 0.2, 0.03
_PEOPLED = 100_000  # inhabitants of a division that news names
_LISTED_WEIGHT = 0.15
_TOLD_WEIGHT = 0.15
_NEAR_WEIGHT = 0.3
_LISTED_LINES, _TOLD_LINES, _NEAR_LINES = 500, 500, 500
_SLOPE, _STEP = (
    3.0,
    0.5,
)  # log-odds of the city: for ten times its share of the people, and past the even share
_TOWN = 50_000  # inhabitants of a town that news lists with others
_BARE = (
    "Police in {a} arrested two men on Monday.",
    "Rain is expected in {a} on Friday.",
    "{a} has had no power since March.",
    "Thousands left {a} last year.",
    "The virus has reached {a}.",
)
_LISTS = (
    "Rallies were held in {a} and {b} on Monday.",
    "Police made arrests in {a}, {b} and {c}.",
    "Gunmen attacked people in {b} and in {a}.",
    "The strike spread from {a} to {b}.",
    "{a}, {b} and {c} have no power.",
    "Traders from {b} and {a} met.",
)
_CONTAINED = (
    "Gunmen killed a judge in {b} in {a} on Monday.",
    "A bus fell into a ravine near {b}, {a}.",
    "Two mines closed in {a}. In {b} hundreds lost their work.",
    "A quake shook {b}, a town in {a}.",
    "{a} has three such clinics, one of them in {b}.",
)
_OF_AREAS = (
    "Protests were held across {a} on Monday.",
    "The governor of {a} resigned.",
    "{a}'s governor asked for troops.",
    "{a} lawmakers voted on the bill.",
    "Wells are dry in parts of {a}.",
    "Floods cut off villages in {a}.",
    "Farmers in {a} lost their maize.",
    "Schools in rural {a} were shut.",
)
_OF_TOWNS = (
    "A bomb went off in downtown {a}.",
    "The mayor of {a} resigned.",
    "{a}'s mayor asked for troops.",
    "Troops patrol the streets of {a}.",
    "The plane came down on the outskirts of {a}.",
    "The {a} city council voted on the plan.",
    "They live in a suburb of {a}.",
    "The camp lies 20 kilometres north of {a}.",
)
_NEAR = (
    "Fighting went on in {a} and {b} on Monday.",
    "The road between {b} and {a} is cut.",
    "Shells hit {a}. In {b} people fled to cellars.",
    "Police closed schools in {b} and {a}.",
    "A patient from {a} died in {b}.",
    "Clashes near {b} spread to {a}, {c} and nearby villages.",
)


def reports() -> Iterator[Report]:
    """Yield the lines with their questions."""
    gazetteer = store.default()
    twins = [place for place in gazetteer.places(kind="admin1") if _city(place, gazetteer) is not None]
    yield from _bare(twins, gazetteer, random.Random(11))
    yield from _listed(twins, gazetteer, random.Random(12))
    yield from _told(twins, gazetteer, random.Random(13))
    yield from _near(gazetteer, random.Random(14))


def _city(division: Place, gazetteer: Gazetteer) -> Place | None:
    """Return the town of a division's name that lies in it."""
    for match in gazetteer.match(division.name)[:20]:
        place = match.place
        if place.kind == "settlement" and (place.country, place.admin1) == (division.country, division.name):
            return place
    return None


def _bare(twins: Sequence[Place], gazetteer: Gazetteer, chance: random.Random) -> Iterator[Report]:
    """Yield names alone, as what the geocoder finds; where that is the division or its city, also as the other.

    How often a bare name means either no corpus says. That it is the city is taken to be the likelier the more of the
    division's people live there (`_city_chance`), with even odds where the geocoder changes from one to the other.
    """
    for division in twins:
        city = _city(division, gazetteer)
        with contextlib.suppress(LookupError):
            right = gazetteer.find(division.name)
            weight = _BARE_WEIGHT if division.population >= _PEOPLED else _SMALL_WEIGHT
            line = chance.choice(_BARE)
            if right.id not in (division.id, city.id) or not division.population:
                yield _line(line, {"a": (division.name, right)}, gazetteer, weight)
                continue
            chance_of_city = _city_chance(division, gazetteer)
            for place, part in ((city, chance_of_city), (division, 1.0 - chance_of_city)):
                yield _line(line, {"a": (division.name, place)}, gazetteer, weight * part)


def _city_chance(division: Place, gazetteer: Gazetteer) -> float:
    """Return how likely a bare name is taken to mean the city of the name and not the division around it."""
    match = next(
        m for m in gazetteer.match(division.name)[:20] if m.place.id == _city(division, gazetteer).id
    )
    excess = log_excess(match, division)
    return 1.0 / (1.0 + math.exp(-_SLOPE * excess - math.copysign(_STEP, excess)))


def _listed(twins: Sequence[Place], gazetteer: Gazetteer, chance: random.Random) -> Iterator[Report]:
    """Yield a division with others of its country, and the city of its name with other cities of it."""
    divisions, towns = collections.defaultdict(list), collections.defaultdict(list)
    alike = {place.id for place in twins}
    for place in gazetteer.places(kind="admin1"):
        if place.id not in alike and _is_default(place, gazetteer):
            divisions[place.country].append(place)
    for place in gazetteer.places(kind="settlement"):
        if place.population > _TOWN and place.admin1 != place.name and _is_default(place, gazetteer):
            towns[place.country].append(place)
    possible = [
        place for place in twins if len(divisions[place.country]) > 1 and len(towns[place.country]) > 1
    ]
    for _ in range(_LISTED_LINES):
        division = chance.choice(possible)
        as_city = chance.random() < 0.5
        others = chance.sample((towns if as_city else divisions)[division.country], 2)
        meant = _city(division, gazetteer) if as_city else division
        names = {
            "a": (division.name, meant),
            "b": (others[0].name, others[0]),
            "c": (others[1].name, others[1]),
        }
        if len({name for name, _ in names.values()}) == len(names):
            yield _line(chance.choice(_LISTS), names, gazetteer, _LISTED_WEIGHT)


def _told(twins: Sequence[Place], gazetteer: Gazetteer, chance: random.Random) -> Iterator[Report]:
    """Yield a division with a town in it, and what is said of areas or of towns alone."""
    inside = collections.defaultdict(list)
    for place in gazetteer.places(kind="settlement"):
        if place.population > _TOWN // 5 and place.name != place.admin1 and _is_default(place, gazetteer):
            inside[place.country, place.admin1].append(place)
    for _ in range(_TOLD_LINES):
        division = chance.choice(twins)
        towns = inside[division.country, division.name]
        kind = chance.random()
        if kind < 0.4 and towns:
            town = chance.choice(towns)
            names = {"a": (division.name, division), "b": (town.name, town)}
            yield _line(chance.choice(_CONTAINED), names, gazetteer, _TOLD_WEIGHT)
        elif kind < 0.7:
            yield _line(chance.choice(_OF_AREAS), {"a": (division.name, division)}, gazetteer, _TOLD_WEIGHT)
        else:
            city = _city(division, gazetteer)
            yield _line(chance.choice(_OF_TOWNS), {"a": (division.name, city)}, gazetteer, _TOLD_WEIGHT)


def _near(gazetteer: Gazetteer, chance: random.Random) -> Iterator[Report]:
    """Yield a town of several of its name beside a known one near it.

    Towns are in the news by the number of their people, and beside others by nearness, whatever state either is in.
    """
    towns = [place for place in gazetteer.places(kind="settlement") if place.population > 500]
    by_name = collections.defaultdict(list)
    for place in towns:
        by_name[place.name].append(place)
    shared = [place for places in by_name.values() if len(places) > 2 for place in places]
    weights = [place.population**0.8 for place in shared]
    known = [place for place in towns if place.population > _TOWN // 5]
    unit, people = _unit(known), np.array([place.population for place in known]) ** 0.5
    made = 0
    while made < _NEAR_LINES:
        (place,) = chance.choices(shared, weights)
        km = MEAN_RADIUS_M / 1000 * np.arccos(np.clip(unit @ _unit([place])[0], -1.0, 1.0))
        beside = np.flatnonzero((km > 8) & (km < 160))
        if len(beside) < 2:
            continue
        odds = people[beside] * np.exp(-km[beside] / 60)
        others = [known[i] for i in chance.choices(beside.tolist(), odds.tolist(), k=6)]
        others = [other for other in others if other.name != place.name and _is_default(other, gazetteer)]
        if len({other.name for other in others}) < 2:
            continue
        first = others[0]
        second = next(other for other in others if other.name != first.name)
        names = {"a": (place.name, place), "b": (first.name, None), "c": (second.name, None)}
        made += 1
        yield _line(chance.choice(_NEAR), names, gazetteer, _NEAR_WEIGHT)


def _unit(places: Sequence[Place]) -> np.ndarray:
    lon, lat = np.radians([place.lon for place in places]), np.radians([place.lat for place in places])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _is_default(place: Place, gazetteer: Gazetteer) -> bool:
    """Return whether the bare name means this place."""
    try:
        return gazetteer.find(place.name).id == place.id
    except LookupError:
        return False


def _line(
    template: str, names: Mapping[str, tuple[str, Place | None]], gazetteer: Gazetteer, weight: float
) -> Report:
    """Fill a template; each name of which the place is given is a question."""
    text, at, toponyms, places = "", 0, [], {}
    while (found := template.find("{", at)) >= 0:
        text += template[at:found]
        name, place = names[template[found + 1]]
        toponyms.append(Toponym(start=len(text), end=len(text) + len(name), text=name))
        places[name] = place
        text += name
        at = found + 3
    report = Report("made up", None, candidate_arrays(text + template[at:], toponyms, gazetteer=gazetteer))
    for index, name in enumerate(report.arrays.names):
        place = places.get(name.text)
        if place is not None:
            right = np.array([*(float(match.place.id == place.id) for match in name.matches), 0.0])
            if right.any():
                report.questions.append(Question(index, right, right > 0, weight))
    return report
