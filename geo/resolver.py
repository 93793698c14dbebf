"""Which place a toponym means: the candidates of its name, weighed by the report around it.

Population alone sends every Springfield to Missouri. What is weighed besides is listed in `WEIGHTS`: how the name names
the place, which countries and states the report names otherwise, what stands beside the mention ("Springfield,
Illinois"), and how far the places of the report are from each other. Two passes: the first without the others'
choices, the second with them. All mentions of one name in one report mean the same place.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.context import SOURCE, Context, Home, division_of, home_of
from geo.records import Candidate, Mention

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from gazetteer.place import NameMatch, Place
    from gazetteer.store import Gazetteer
    from geo.spans import Toponym

WEIGHTS: Mapping[str, float] = {
    "rank": 0.42,  # its place in the gazetteer's order of the name's places, as -log2
    "population": 0.32,  # a power of ten of inhabitants
    "kind": 0.6,  # KIND, below
    "name": 0.42,  # NAME, below
    "beside": 6.0,  # its state or country stands right after it
    "country named": 3.2,  # its country is named in the report, or most other places lie there
    "admin1 named": 1.9,  # the same for its state or province
    "capital": 1.5,  # the capital of its country
    "namesake": -2.5,  # a town named like a country, a continent or a great region
    "obscure": -2.0,  # a far smaller namesake that nothing in the report lies near
    "near": 2.1,  # close to the other places of the report
}
KIND: Mapping[str, float] = {
    "country": 6.0, "continent": 6.0, "admin1": 3.3, "region": 4.5, "water": 5.0, "landform": 2.2, "facility": 2.6,
    "admin2": 0.9, "settlement": 0.0, "border": 2.0, "command": -9.0,
}  # fmt: skip
NAME: Mapping[str, float] = {
    "official": 0.6,
    "alternate": -0.6,
    "abbreviation": 0.4,
    "demonym": 0.0,
    "bare": -0.4,
}
REASONS: Mapping[str, str] = {
    "rank": "better known by this name",
    "population": "more people",
    "kind": "the larger kind of place",
    "name": "its usual name",
    "beside": "its state or country follows",
    "country named": "its country is in the report",
    "admin1 named": "its state or province is in the report",
    "capital": "the capital",
    "near": "near the report's other places",
    "obscure": "the smaller one has nothing near it in the report",
    "namesake": "the town is only its namesake",
}
SHOWN = 5  # candidates that a mention keeps
WEIGHED = 40  # candidates that are looked at

STATED = 2.0  # votes of a state that is named, against 1 of a town in it
MOST_POINTS = 40  # places that nearness is measured to
_NEAR_KM = 60.0  # distance at which nearness has half its weight
_COMMA = re.compile(r",\s{1,2}\Z")


@dataclass(slots=True)
class _Item:
    """One toponym with what was looked up for it."""

    toponym: Toponym
    matches: tuple[NameMatch, ...]
    beside: _Item | None = None
    choice: int = 0
    share: float = 0.0  # of the choice among the candidates, 0 to 1
    candidates: tuple[Candidate, ...] = ()


class _Sentences:
    """The text of the sentence around an offset, one string for all mentions in it."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = spans
        self.text = text
        self.cut: dict[int, str] = {}

    def around(self, offset: int) -> str:
        """Sentence that holds an offset; empty when there is none."""
        at = bisect_right(self.spans, (offset, len(self.text))) - 1
        if at < 0:
            return ""
        if at not in self.cut:
            self.cut[at] = self.text[slice(*self.spans[at])].rstrip()
        return self.cut[at]


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
    home = home_of(doc._.report if doc.has_extension("report") else None, gazetteer)
    for context in (_first_context(items, home), None, None):
        _choose(items, context or _context(items, home))
    starts = [(sent.start_char, sent.end_char) for sent in doc.sents] if len(doc) else []
    report = doc._.report if doc.has_extension("report") else None
    sentences = _Sentences(text, starts)
    return [_mention(item, sentences, report.id if report else "") for item in items]


def _join_commas(text: str, items: Sequence[_Item]) -> None:
    for item, after in pairwise(items):
        between = text[item.toponym.end : after.toponym.start]
        if len(between) <= 3 and _COMMA.match(between) and after.toponym.role != "demonym":
            item.beside = after


def _first_context(items: Sequence[_Item], home: Home) -> Context:
    """Before anything is chosen: each name votes once for the countries and states of its places, in equal shares."""
    context = Context()
    for vote in home:
        context.vote(SOURCE, *vote)
    voted: set[str] = set()
    for key, item in _by_name(items):
        best = item.matches[0].place
        if best.kind == "country" and best.id in voted:
            continue  # "U.S.", "American" and "United States" are one voice
        voted.add(best.id)
        if best.kind == "country":
            context.vote(key, best.country, "", 1.0)
            continue
        if best.kind == "admin1":
            context.vote(key, best.country, best.name, STATED)
        divisions = {
            (match.place.country, division_of(match.place)) for match in item.matches if match.place.country
        }
        for country, division in divisions:
            context.vote(key, country, division, 1.0 / len(divisions))
    return context


def _context(items: Sequence[_Item], home: Home) -> Context:
    """With a choice for every name: each votes for where its place lies."""
    context = Context()
    for vote in home:
        context.vote(SOURCE, *vote)
    voted: set[str] = set()
    for key, item in _by_name(items):
        place = item.matches[item.choice].place
        if place.kind == "country" and place.id in voted:
            continue
        voted.add(place.id)
        if place.country:
            context.vote(key, place.country, division_of(place), STATED if place.kind == "admin1" else 1.0)
        if place.kind in ("settlement", "admin2", "facility"):
            context.points.append((place.lon, place.lat, key))
    context.points = context.points[:MOST_POINTS]
    return context


def _by_name(items: Sequence[_Item]) -> list[tuple[str, _Item]]:
    return [*{item.toponym.text.lower(): item for item in items if item.matches}.items()]


def _choose(items: Sequence[_Item], context: Context) -> None:
    by_name: dict[str, list[_Item]] = {}
    for item in items:
        by_name.setdefault(item.toponym.text.lower(), []).append(item)
    for key, group in by_name.items():
        matches = group[0].matches
        if not matches:
            continue
        # "Iraq, Iran" is a list of countries, not the Iraq that lies in Iran.
        listed = _is_vast(matches[0].place)
        beside = [item for item in group if item.beside is not None and not (listed and _lists(item.beside))]
        features = [_features(match, rank, key, context, beside) for rank, match in enumerate(matches)]
        for one, match in zip(features, matches, strict=True):
            if _is_obscure(match.place, matches[0].place, one):
                one["obscure"] = 1.0
        if listed:
            for one, match in zip(features, matches, strict=True):
                if match.place.kind in ("settlement", "admin2"):
                    one["namesake"] = 1.0
        scores = [sum(WEIGHTS[name] * value for name, value in one.items()) for one in features]
        order = sorted(range(len(matches)), key=lambda i: -scores[i])
        share = 1 / sum(math.exp(score - scores[order[0]]) for score in scores)
        candidates = tuple(
            Candidate(place=matches[i].place, score=round(scores[i], 3), features=features[i])
            for i in order[:SHOWN]
        )
        for item in group:
            item.choice, item.share, item.candidates = order[0], share, candidates


def _features(
    match: NameMatch, rank: int, key: str, context: Context, beside: Sequence[_Item]
) -> dict[str, float]:
    place = match.place
    division = division_of(place)
    features = {
        "rank": -min(math.log2(1 + rank), 4.0),
        "population": math.log10(max(place.population, 300)) - 3
        if place.kind in ("settlement", "admin2")
        else 0.0,
        "kind": KIND.get(place.kind, 0.0),
        "name": NAME[match.name_kind],
        "country named": context.share(key, place.country, "") if place.country else 0.0,
        "admin1 named": context.share(key, place.country, division) if division else 0.0,
        "capital": float(place.kind == "settlement" and place.name in _capitals().get(place.country, "")),
        "near": _nearness(place, key, context),
        "beside": 1.0 if any(_inside(place, item.beside) for item in beside if item.beside) else 0.0,
    }
    return {name: round(value, 3) for name, value in features.items() if value}


def _is_obscure(place: Place, best_known: Place, features: Mapping[str, float]) -> bool:
    """Whether a town is far smaller than its namesake, and nothing near it is in the report."""
    if place.kind != "settlement" or best_known.kind != "settlement":
        return False
    alone = (
        not features.get("admin1 named") and not features.get("beside") and features.get("near", 0.0) < 0.3
    )
    return alone and place.population * 20 < best_known.population


def _is_vast(place: Place) -> bool:
    return place.kind in ("country", "continent", "region", "water")


def _lists(item: _Item) -> bool:
    return bool(item.matches) and item.matches[0].place.kind in ("country", "continent")


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


def _nearness(place: Place, key: str, context: Context) -> float:
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


@cache
def _capitals() -> Mapping[str, str]:
    """Name of the capital by alpha-2 code of the country."""
    from gazetteer import countries

    return {country.alpha2: country.capital for country in countries.all() if country.capital}


def _mention(item: _Item, sentences: _Sentences, report: str) -> Mention:
    toponym = item.toponym
    place = item.candidates[0].place if item.candidates else None
    return Mention(
        text=toponym.text,
        start=toponym.start,
        end=toponym.end,
        role=toponym.role,
        place=place,
        score=round(toponym.score * item.share, 3),
        candidates=item.candidates,
        reason=_reason(item),
        phrase_start=toponym.start,
        phrase_end=toponym.end,
        within=toponym.within,
        sentence=sentences.around(toponym.start),
        report=report,
        radius_m=place.radius_m if place else None,
    )


def _reason(item: _Item) -> str:
    """Say in one line why this place: what told it from the next candidate, or that there is none."""
    if not item.candidates:
        return "the gazetteer knows no such place"
    best = item.candidates[0]
    if len(item.candidates) == 1:
        return f"{best.place.label}: the only place of that name"
    rival = item.candidates[1]
    gains = {
        name: WEIGHTS[name] * (best.features.get(name, 0.0) - rival.features.get(name, 0.0))
        for name in WEIGHTS
    }
    told = [REASONS[name] for name, gain in sorted(gains.items(), key=lambda pair: -pair[1]) if gain > 0.1][
        :3
    ]
    return (
        f"{best.place.label} rather than {rival.place.label}: {', '.join(told) or 'first in the gazetteer'}"
    )
