"""Which place a toponym means: the candidates of its name, weighed by the report around it.

Population alone sends every Springfield to Missouri. What is weighed besides is listed in `WEIGHTS`: how the name names
the place, which countries and states the report names otherwise, what stands beside the mention ("Springfield,
Illinois"), and how far the places of the report are from each other. Two passes: the first without the others'
choices, the second with them. All mentions of one name in one report mean the same place.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.records import Candidate, Mention

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from gazetteer.place import NameMatch, Place
    from gazetteer.store import Gazetteer
    from geo.records import Report
    from geo.spans import Toponym

WEIGHTS: Mapping[str, float] = {
    "population": 0.55,  # a power of ten of inhabitants
    "kind": 1.0,  # KIND, below
    "name": 1.0,  # NAME, below
    "beside": 6.0,  # its state or country stands right after it
    "country named": 1.6,  # its country is named in the report, or most other places lie there
    "admin1 named": 1.8,  # the same for its state or province
    "near": 1.4,  # close to the other places of the report
    "home": 1.2,  # in the region of the newspaper
    "namesake": 0.6,  # the country or state, not a town of the same name within it
}
KIND: Mapping[str, float] = {
    "country": 5.0, "continent": 5.0, "admin1": 3.6, "region": 4.4, "water": 4.0, "landform": 3.6, "facility": 4.0,
    "admin2": 1.4, "settlement": 0.0, "border": 3.0, "command": -9.0,
}  # fmt: skip
NAME: Mapping[str, float] = {
    "official": 0.6,
    "alternate": -0.6,
    "abbreviation": 0.4,
    "demonym": 0.0,
    "bare": -0.4,
}
SHOWN = 5  # candidates that a mention keeps
WEIGHED = 40  # candidates that are looked at
ABSTAIN = 0.8  # a choice below this score fits nothing in the report

_NEAR_KM = 60.0  # distance at which nearness has half its weight
_COMMA = re.compile(r",\s{1,2}\Z")


@dataclass(slots=True)
class _Item:
    """One toponym with what was looked up for it."""

    toponym: Toponym
    matches: tuple[NameMatch, ...]
    beside: _Item | None = None
    choice: int = 0
    scores: list[float] = field(default_factory=list)
    features: list[dict[str, float]] = field(default_factory=list)


@dataclass(slots=True)
class _Context:
    """What the report says about where it is."""

    countries: dict[str, float] = field(default_factory=dict)  # alpha-2: share of the other names, 0 to 1
    admin1: dict[tuple[str, str], float] = field(default_factory=dict)
    points: list[tuple[float, float, str]] = field(default_factory=list)  # lon, lat, key of the name
    home: tuple[str, str] = ("", "")


def resolve(doc: Doc, toponyms: Sequence[Toponym], *, gazetteer: Gazetteer) -> list[Mention]:
    """Choose a place for each toponym.

    Parameters
    ----------
    doc
        The report; its sentences and, where there is one, its source are used.
    toponyms
        Sorted by start.
    gazetteer
        Where names are looked up.

    Returns
    -------
    list of Mention
        One a toponym, in order; `place` is `None` where nothing fits.
    """
    text = doc.text
    found = gazetteer.match_many({toponym.text for toponym in toponyms})
    items = [_Item(toponym, tuple(found.get(toponym.text, ()))[:WEIGHED]) for toponym in toponyms]
    _join_commas(text, items)
    home = _home(doc._.report if doc.has_extension("report") else None, gazetteer)
    for context in (_first_context(items, home), None, None):
        _choose(items, context or _context(items, home))
    starts = [(sent.start_char, sent.end_char) for sent in doc.sents] if len(doc) else []
    report = doc._.report if doc.has_extension("report") else None
    return [_mention(item, text, starts, report.id if report else "") for item in items]


def _join_commas(text: str, items: Sequence[_Item]) -> None:
    for item, after in zip(items, items[1:], strict=False):
        between = text[item.toponym.end : after.toponym.start]
        if len(between) <= 3 and _COMMA.match(between) and after.toponym.role != "demonym":
            item.beside = after


def _first_context(items: Sequence[_Item], home: tuple[str, str]) -> _Context:
    """Before anything is chosen: countries and states that are named without doubt."""
    context = _Context(home=home)
    for item in items:
        if not item.matches:
            continue
        best = item.matches[0].place
        if best.kind == "country":
            context.countries[best.country] = 1.0
        elif best.kind == "admin1":
            context.admin1[best.country, best.admin1 or best.name] = 1.0
            context.countries.setdefault(best.country, 0.7)
        elif len({match.place.country for match in item.matches}) == 1:
            context.countries.setdefault(best.country, 0.5)
    return context


def _context(items: Sequence[_Item], home: tuple[str, str]) -> _Context:
    context = _Context(home=home)
    seen: set[str] = set()
    total = 0.0
    for item in items:
        if not item.matches or item.choice < 0:
            continue
        place = item.matches[item.choice].place
        key = item.toponym.text.lower()
        if key in seen:
            continue
        seen.add(key)
        total += 1
        if place.country:
            context.countries[place.country] = context.countries.get(place.country, 0.0) + 1
        if place.admin1 or place.kind == "admin1":
            pair = (place.country, place.name if place.kind == "admin1" else place.admin1)
            context.admin1[pair] = context.admin1.get(pair, 0.0) + (2 if place.kind == "admin1" else 1)
        if place.kind in ("settlement", "admin2", "facility"):
            context.points.append((place.lon, place.lat, key))
    context.points = context.points[:40]
    return context


def _choose(items: Sequence[_Item], context: _Context) -> None:
    by_name: dict[str, list[_Item]] = {}
    for item in items:
        by_name.setdefault(item.toponym.text.lower(), []).append(item)
    for key, group in by_name.items():
        matches = group[0].matches
        if not matches:
            continue
        beside = [item for item in group if item.beside is not None]
        features = [_features(match, key, context, beside) for match in matches]
        scores = [sum(WEIGHTS[name] * value for name, value in one.items()) for one in features]
        choice = max(range(len(matches)), key=lambda i: scores[i])
        for item in group:
            item.scores, item.features, item.choice = scores, features, choice


def _features(match: NameMatch, key: str, context: _Context, beside: Sequence[_Item]) -> dict[str, float]:
    place = match.place
    pair = (place.country, place.name if place.kind == "admin1" else place.admin1)
    own = 1.0 if place.kind == "country" else 0.0
    features = {
        "population": math.log10(max(place.population, 300)) - 3
        if place.kind in ("settlement", "admin2")
        else 0.0,
        "kind": KIND.get(place.kind, 0.0),
        "name": NAME[match.name_kind],
        "country named": _share(context.countries.get(place.country, 0.0), own) if place.country else 0.0,
        "admin1 named": _share(context.admin1.get(pair, 0.0), 0.0) if pair[1] else 0.0,
        "near": _nearness(place, key, context),
        "home": 0.0,
        "beside": 1.0 if any(_inside(place, item.beside) for item in beside if item.beside) else 0.0,
    }
    if context.home[0] and place.country == context.home[0]:
        features["home"] = 1.0 if context.home[1] and place.admin1 == context.home[1] else 0.4
    return {name: round(value, 3) for name, value in features.items() if value}


def _share(count: float, own: float) -> float:
    others = max(count - own, 0.0)
    return min(1.0, others / (others + 1.0) * 1.6) if others else 0.0


def _inside(place: Place, container: _Item) -> bool:
    for match in container.matches[:6]:
        outer = match.place
        if outer.id == place.id:
            continue
        if outer.kind == "country" and place.country == outer.country and place.kind != "country":
            return True
        if (
            outer.kind == "admin1"
            and place.country == outer.country
            and place.admin1 == outer.name
            and place.kind != "admin1"
        ):
            return True
        if (
            outer.kind in ("settlement", "admin2", "region")
            and place.country == outer.country
            and place.kind == "settlement"
        ):
            return km(place, outer.lon, outer.lat) < 80
    return False


def _nearness(place: Place, key: str, context: _Context) -> float:
    if place.kind in ("country", "continent"):
        return 0.0
    near = sorted(km(place, lon, lat) for lon, lat, other in context.points if other != key)[:3]
    return sum(_NEAR_KM / (_NEAR_KM + distance) for distance in near) / 2 if near else 0.0


def km(place: Place, lon: float, lat: float) -> float:
    """Great-circle distance from a place to a point in kilometres, on a sphere."""
    phi, other = math.radians(place.lat), math.radians(lat)
    step = (
        math.sin((other - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other) * math.sin(math.radians(lon - place.lon) / 2) ** 2
    )
    return 12742.0 * math.asin(math.sqrt(min(1.0, step)))


def _home(report: Report | None, gazetteer: Gazetteer) -> tuple[str, str]:
    return ("", "")


def _mention(item: _Item, text: str, sentences: Sequence[tuple[int, int]], report: str) -> Mention:
    toponym = item.toponym
    order = sorted(range(len(item.scores)), key=lambda i: -item.scores[i])[:SHOWN]
    candidates = tuple(
        Candidate(place=item.matches[i].place, score=round(item.scores[i], 3), features=item.features[i])
        for i in order
    )
    place = candidates[0].place if candidates else None
    total = sum(math.exp(item.scores[i] - item.scores[order[0]]) for i in order) if order else 1.0
    sentence = next((text[s:e] for s, e in sentences if s <= toponym.start < e), "")
    return Mention(
        text=toponym.text, start=toponym.start, end=toponym.end, role=toponym.role, place=place,
        score=round(toponym.score / total, 3) if place else 0.0, candidates=candidates, reason=_reason(item, candidates),
        phrase_start=toponym.start, phrase_end=toponym.end, within=toponym.within, sentence=sentence, report=report,
        radius_m=place.radius_m if place else None,
    )  # fmt: skip


def _reason(item: _Item, candidates: Sequence[Candidate]) -> str:
    if not candidates:
        return "the gazetteer has no such place that fits"
    return (
        "; ".join(name for name, value in candidates[0].features.items() if value > 0) or "the only candidate"
    )
