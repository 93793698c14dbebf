"""What the ranker is trained on: the names of reports with the rows that are right."""

from __future__ import annotations

import contextlib
import json
import math
import random
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from gazetteer import countries, store
from gazetteer.names import fold
from geo.resolution.candidates import CandidateArrays, candidate_arrays
from geo.resolution.ranker import choose
from geo.spans import Toponym
from training import probes

if TYPE_CHECKING:
    from pathlib import Path

CORPORA = ("gwn", "lgl", "tr-news", "geovirus")
HELD_OUT = (3, 7)
"""Last digits of the line numbers of the reports that are never trained on."""
NEAR_KM = 161.0
DEMONYMS = {"Non_Literal_Modifier", "Demonym", "Homonym", "Language"}
_EXACT, _ALSO = 1.0, 0.2  # what a place of the very id counts, and another one near it
_APPOSED_LINES = (
    "Clashes in {name}, in {direction} {area}, killed three people.",
    "Shells fell on {name}, a town in {direction} {area}, on Monday.",
    "A court in {name} in {direction} {area} freed the men.",
    "Police searched {name}, a city in {area}, for weapons.",
    "The mayor of {name}, in {area}, resigned.",
    "Three died in the village of {name} in {area}.",
)
_DIRECTIONS = ("northern", "southern", "eastern", "western", "central", "northeast", "north-western")
_STATES = {
    "Alabama": "Ala.", "Arizona": "Ariz.", "Arkansas": "Ark.", "California": "Calif.", "Colorado": "Colo.",
    "Connecticut": "Conn.", "Delaware": "Del.", "Florida": "Fla.", "Georgia": "Ga.", "Illinois": "Ill.",
    "Indiana": "Ind.", "Kansas": "Kan.", "Kentucky": "Ky.", "Louisiana": "La.", "Maryland": "Md.",
    "Massachusetts": "Mass.", "Michigan": "Mich.", "Minnesota": "Minn.", "Mississippi": "Miss.",
    "Missouri": "Mo.", "Montana": "Mont.", "Nebraska": "Neb.", "New Jersey": "N.J.", "New Mexico": "N.M.",
    "New York": "N.Y.", "North Carolina": "N.C.", "North Dakota": "N.D.", "Oklahoma": "Okla.",
    "Ontario": "Ont.", "Oregon": "Ore.", "Pennsylvania": "Pa.", "Saskatchewan": "Sask.",
    "South Carolina": "S.C.", "South Dakota": "S.D.", "Tennessee": "Tenn.", "Texas": "Tex.", "Vermont": "Vt.",
    "Virginia": "Va.", "Washington": "Wash.", "West Virginia": "W.Va.", "Wisconsin": "Wis.", "Wyoming": "Wyo.",
}  # fmt: skip
"""Abbreviations of states and provinces as newspapers write them."""
_APPOSED = 500  # made-up lines of a town with its area behind it in other ways than by a comma alone
_FAMOUS = 300  # made-up lines of namesakes of a city of half a million, as "Paris, Mo."
_FAMOUS_CITY = 500_000
_FAMOUS_WEIGHT = 0.5
_EXTRA = 600  # made-up lines of a name with its state or country, and as many of a name alone
_EXTRA_WEIGHT = 0.2
_ALONE_WEIGHT = 0.4
_PROBE_WEIGHT = 2.0
_LINES = (
    "Police in {name}, {area}, arrested two men on Monday.",
    "A fire destroyed a warehouse in {name}, {area}.",
    "{name}, {area} - The town council met on Tuesday.",
    "The driver, from {name}, {area}, was not hurt.",
    "She was born in {name} ({area}) and worked as a nurse.",
)
# Half of all names stand in papers of small American towns; our readers' reports come from everywhere.
_CORPUS_WEIGHT = {"lgl": 0.75}
_LONE = (
    "Police in {name} arrested two men on Monday.",
    "Trade with {name} grew last year, a bank said.",
    "Envoys discussed {name} for an hour.",
    "Three trucks left {name} at dawn.",
)


_UNKNOWN = (
    300  # made-up lines each of facilities and of towns of unknown population, alone and with their country
)
_UNKNOWN_WEIGHT = 0.15
_UNKNOWN_LINES = (
    "Aid workers reached {name} in {area} on Tuesday.",
    "A spokesman in {area} said that {name} was calm.",
    "Engineers from {area} repaired the power lines at {name}.",
    "The army of {area} searched {name} for weapons.",
)


_DIVISION = 400_000  # inhabitants from which a state or province is in the news
_DIVISION_WEIGHT = 0.2
_BESIDE_LINES = (
    "A storm hit {name}, {area}, on Tuesday.",
    "Farmers from {name}, {area} sold less.",
    "Officials in {name} ({area}) denied it.",
)
_DIVISION_LINES = (
    "She moved to the {area} state of {name} in May.",
    "Voters in the {area} province of {name} go to the polls.",
)
_ABBREVIATED = {"US": ("USA", "U.S.", "US"), "GB": ("UK", "U.K.")}


@dataclass(slots=True)
class Question:
    """A name of a report, and what is right for it."""

    name: int
    right: np.ndarray  # by row of the name: what choosing it is worth
    hit: np.ndarray  # by row: whether it lies within 161 km
    weight: float


@dataclass(slots=True)
class Report:
    """The names of a report with their questions."""

    corpus: str
    source: str | None
    arrays: CandidateArrays
    questions: list[Question] = field(default_factory=list)
    asked: list[tuple[int, np.ndarray]] = field(default_factory=list)  # one a gold mention: name, hits

    @property
    def unplaced(self) -> int:
        """Gold mentions of names that the gazetteer does not have."""
        return sum(len(hit) == 1 for _, hit in self.asked)

    def choices(self, likely):
        """Give for each gold mention with candidates the share of the likeliest, and whether it is right."""
        for name, hit in self.asked:
            if len(hit) > 1:
                best, share = choose(self.arrays, self.arrays.names[name], likely)
                yield share, bool(hit[best])


def km(a, b) -> float:
    """Great-circle distance of two (lat, lon) in kilometres, as the shared scorer measures it."""
    la1, lo1, la2, lo2 = map(math.radians, (*a, *b))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 12742.02 * math.asin(min(1, math.sqrt(h)))


def corpus_lines(folder: Path, corpus: str, *, held: bool):
    """Yield the reports of a corpus, of the held-out part or of the rest."""
    lines = (folder / f"{corpus}.jsonl").read_text(encoding="utf-8").strip().split("\n")
    for i, line in enumerate(lines):
        if (i % 10 in HELD_OUT) == held:
            yield json.loads(line)


def corpus_reports(folder: Path) -> list[Report]:
    """Read the training part of the corpora."""
    demonyms = {
        word.strip().lower()
        for word in (folder.parent / "bench" / "demonyms.txt").read_text(encoding="utf-8").splitlines()
    }
    return [
        _report(corpus, row, demonyms)
        for corpus in CORPORA
        for row in corpus_lines(folder, corpus, held=False)
    ]


def _report(corpus: str, row, demonyms: set[str]) -> Report:
    gold = sorted(row["toponyms"], key=lambda t: (t["start"], t["end"]))
    toponyms = [
        Toponym(
            start=t["start"],
            end=t["end"],
            text=t["text"],
            role="demonym" if t["type"] in DEMONYMS or t["text"].lower() in demonyms else "literal",
        )
        for t in gold
    ]
    arrays = candidate_arrays(row["text"], toponyms, gazetteer=store.default(), source=row["source"])
    report = Report(corpus, row["source"], arrays)
    for index, name in enumerate(arrays.names):
        found: dict[bytes, Question] = {}
        for use in name.uses:
            if gold[use]["lat"] is None:
                continue
            right, hit = _right(name.matches, gold[use])
            report.asked.append((index, hit))
            question = found.setdefault(right.tobytes(), Question(index, right, hit, 0.0))
            question.weight += 1.0
        total = sum(question.weight for question in found.values())
        for question in found.values():
            # A name that stands ten times is not ten times the evidence.
            question.weight *= min(total, 4.0) / total * _CORPUS_WEIGHT.get(corpus, 1.0)
            if len(question.right) > 1:
                report.questions.append(question)
    return report


def _right(matches, gold):
    point = gold["lat"], gold["lon"]
    places = [match.place for match in matches]
    distance = [km(point, (place.lat, place.lon)) for place in places]
    same = [place.id == f"geonames:{gold['geonameid']}" for place in places]
    also = _ALSO if any(same) else _EXACT
    right = [
        _EXACT if exact else also * (far <= _reach(place))
        for exact, far, place in zip(same, distance, places, strict=True)
    ]
    none = float(not any(right))
    return np.array([*right, none]), np.array([*(far <= NEAR_KM for far in distance), False])


def _reach(place) -> float:
    """How far a corpus's point of a place may lie from ours: that of a country is anywhere in it."""
    wide = place.kind not in ("settlement", "admin2", "facility")
    return max(NEAR_KM, place.radius_m / 1000 if wide else 0.0)


def neighbour_reports() -> list[Report]:
    """Make lines of a town that is not alone with its name, its state or country beside it, out of the gazetteer.

    The corpora have too few of them to learn how much is told by "Paris, Texas".
    """
    chance = random.Random(4)
    gazetteer = store.default()
    with sqlite3.connect(f"{store.BUILT.as_uri()}?mode=ro", uri=True) as connection:
        names = [
            row[0]
            for row in connection.execute(
                "SELECT place.name FROM place JOIN kind ON kind.code = place.kind"
                " WHERE kind.name = 'settlement' AND population > 500"
                " GROUP BY place.name HAVING count(*) > 2 ORDER BY place.name"
            )
        ]
    famous = [name for name in names if gazetteer.match(name)[0].place.population > _FAMOUS_CITY]
    reports: list[Report] = []
    while len(reports) < _EXTRA + _APPOSED + _FAMOUS:
        namesakes = len(reports) >= _EXTRA + _APPOSED
        name = chance.choice(famous if namesakes else names)
        matches = gazetteer.match(name)[namesakes:]
        towns = [
            match.place for match in matches[:20] if match.place.kind == "settlement" and match.place.admin1
        ]
        if len(towns) < 2:
            continue
        place = chance.choice(towns)
        country = countries.get(place.country).name
        area = (
            place.admin1
            if chance.random() < (0.9 if place.country in ("US", "CA", "AU") else 0.3)
            else country
        )
        if chance.random() < 0.35:
            area = _STATES.get(area, area)
        if not gazetteer.match(area)[:1] or name == area:
            continue
        line = chance.choice(_LINES)
        if len(reports) >= _EXTRA and (not namesakes or chance.random() < _ALSO):
            line = chance.choice(_APPOSED_LINES).replace("{direction}", chance.choice(_DIRECTIONS))
        weight = _FAMOUS_WEIGHT if namesakes else _EXTRA_WEIGHT
        reports.append(_made_up(line, name, area, place, gazetteer, weight=weight))
    return reports


def lone_reports() -> list[Report]:
    """Make lines of a known name with nothing beside it, where the gazetteer itself is sure what it means."""
    chance = random.Random(5)
    gazetteer = store.default()
    known = sorted(
        {
            place.name
            for kind in ("settlement", "region", "admin1", "country", "water", "landform")
            for place in gazetteer.places(kind=kind)
            if kind != "settlement" or place.population > 100_000
        }
    )
    reports: list[Report] = []
    while len(reports) < _EXTRA:
        name = chance.choice(known)
        try:
            place = gazetteer.find(name)
        except LookupError:
            continue
        if len(gazetteer.match(name)) < 2:
            continue
        text = chance.choice(_LONE).format(name=name)
        start = text.index(name)
        arrays = candidate_arrays(
            text, [Toponym(start=start, end=start + len(name), text=name)], gazetteer=gazetteer
        )
        matches = arrays.names[0].matches
        right = np.array([*(float(match.place.id == place.id) for match in matches), 0.0])
        if right.any():
            reports.append(Report("made up", None, arrays, [Question(0, right, right > 0, _ALONE_WEIGHT)]))
    return reports


def unknown_reports() -> list[Report]:
    """Make lines of places of which no population is known: of facilities, and of towns that nobody counted.

    The corpora hardly have any, and what is the only place of its name is meant by it however small it is.
    """
    chance = random.Random(6)
    gazetteer = store.default()
    reports: list[Report] = []
    for kind in ("facility", "settlement"):
        places = [place for place in gazetteer.places(kind=kind) if not place.population]
        for place in chance.sample(places, _UNKNOWN):
            alone = len(gazetteer.match(place.name)) == 1
            if alone:
                reports.append(
                    _about(chance.choice(_LONE), place, place.name, "", gazetteer, weight=_UNKNOWN_WEIGHT)
                )
            if place.country and fold(countries.get(place.country).name) not in fold(place.name):
                area = countries.get(place.country).name
                reports.append(
                    _about(
                        chance.choice(_UNKNOWN_LINES),
                        place,
                        place.name,
                        area,
                        gazetteer,
                        weight=_UNKNOWN_WEIGHT,
                    )
                )
    return reports


def division_reports() -> list[Report]:
    """Make lines of first-level divisions that share their name with a country, their city or towns elsewhere.

    Where both are within 161 km, as Oklahoma and its city, no corpus tells one from the other. Right is what the
    gazetteer finds, so that the reader and the geocoder agree.
    """
    chance = random.Random(7)
    gazetteer = store.default()
    reports: list[Report] = []
    for place in gazetteer.places(kind="admin1"):
        if place.population < _DIVISION or len(gazetteer.match(place.name)) < 2:
            continue
        country = countries.get(place.country)
        area = chance.choice([country.name, *_ABBREVIATED.get(place.country, ())])
        meant = gazetteer.search(f"{place.name}, {area}", limit=1, near=False)
        if meant and fold(area) != fold(place.name):
            right = meant[0] if chance.random() < 0.7 else place
            line = chance.choice(_BESIDE_LINES if right is meant[0] else _DIVISION_LINES)
            reports.append(_about(line, right, place.name, area, gazetteer, weight=_DIVISION_WEIGHT))
        with contextlib.suppress(LookupError):
            right = gazetteer.find(place.name)
            line = chance.choice(_LONE)
            reports.append(_about(line, right, place.name, "", gazetteer, weight=_DIVISION_WEIGHT))
    return [report for report in reports if report.questions]


def _about(line: str, place, called: str, area: str, gazetteer, *, weight: float) -> Report:
    """Make a line of a place called so, with an area named where there is one."""
    text = line.format(name=called, area=area)
    names = [name for name in (area, called) if name]
    toponyms = sorted(
        (Toponym(start=at, end=at + len(name), text=name) for name in names if (at := text.find(name)) >= 0),
        key=lambda toponym: toponym.start,
    )
    report = Report("made up", None, candidate_arrays(text, toponyms, gazetteer=gazetteer))
    for index, name in enumerate(report.arrays.names):
        if name.text == called:
            right = np.array([*(float(match.place.id == place.id) for match in name.matches), 0.0])
            if right.any():
                report.questions.append(Question(index, right, right > 0, weight))
    return report


def probe_reports(path: Path) -> list[Report]:
    """Read our own short texts; right is the very place, not one near it."""
    reports: list[Report] = []
    for probe in probes.read(path):
        toponyms = [Toponym(start=asked.start, end=asked.end, text=asked.text) for asked in probe.names]
        report = Report("probes", None, candidate_arrays(probe.text, toponyms, gazetteer=store.default()))
        for index, name in enumerate(report.arrays.names):
            ids = frozenset[str]().union(*(probe.names[use].ids for use in name.uses))
            right = np.array([*(float(match.place.id in ids) for match in name.matches), 0.0])
            if right.any():
                report.questions.append(Question(index, right, right > 0, _PROBE_WEIGHT))
        reports.append(report)
    return reports


def _made_up(line: str, name: str, area: str, place, gazetteer, *, weight: float) -> Report:
    text = line.format(name=name, area=area)
    start = text.index(name)
    other = text.index(area, start + len(name))
    toponyms = [
        Toponym(start=start, end=start + len(name), text=name),
        Toponym(start=other, end=other + len(area), text=area),
    ]
    report = Report("made up", None, candidate_arrays(text, toponyms, gazetteer=gazetteer))
    right, hit = _right(
        report.arrays.names[0].matches,
        {"lat": place.lat, "lon": place.lon, "geonameid": place.id.removeprefix("geonames:")},
    )
    report.questions.append(Question(0, right, hit, weight))
    if len(report.arrays.names) > 1 and report.arrays.names[1].text == area:
        # The area that holds it: Georgia of "Bremen, Georgia" is no country.
        holds = [
            float(
                (
                    match.place.kind == "admin1"
                    and (match.place.country, match.place.name) == (place.country, place.admin1)
                )
                or (match.place.kind == "country" and match.place.country == place.country)
            )
            for match in report.arrays.names[1].matches
        ]
        if any(holds):
            chosen = np.array([*holds, 0.0])
            report.questions.append(Question(1, chosen, chosen > 0, weight))
    return report
