"""Which place a toponym means: the ranker's choice among the candidates of its name, worded, or none.

The ranker (`geo.resolution.ranker`) weighs all names of a report together; here its choices become mentions. A choice
that is right too seldom is not made, and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np

from geo.nlp.doc_text import text_of
from geo.records import Candidate, Mention
from geo.resolution import ranker
from geo.resolution.candidates import candidate_arrays, sentence_at
from geo.resolution.explanation import why
from geo.resolution.features import is_capital

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Doc

    from gazetteer.place import Place
    from gazetteer.store import Gazetteer
    from geo.records import Report
    from geo.resolution.candidates import CandidateName, Floats
    from geo.resolution.ranker import Ranker, Ranking
    from geo.spans import Toponym

Level = Literal["city", "district"]
"""Which of the places of one name is wanted where both fit: Aleppo the city, or Aleppo the governorate."""

SHOWN: Final = 5
"""Candidates that a mention keeps."""
_LEVELS: Final = {"city": ("settlement",), "district": ("admin1", "admin2")}
_IN_COUNTRY: Final = 0.9
"""Share of a name's probability that must lie in a country for the country to be sure where the town is not."""
_TOWN: Final = 100_000
"""Inhabitants of a city, which a report that meant it would tell from villages of its name."""
_OPEN: Final = 0.2
"""Part of the chances of places of one name near each other from which one that was not chosen widens the radius."""
_RIVALS: Final = ("settlement", "admin1")
"""Kinds of places of one name between which only the report decides; a region of its town's name goes before it."""
_SAME_KM: Final = 100.0
"""How far a city's point may lie from that of the district of its name."""


def resolve(
    doc: Doc,
    toponyms: Sequence[Toponym],
    *,
    gazetteer: Gazetteer,
    granularity: Level | None = None,
    context: Sequence[Toponym] = (),
) -> list[Mention]:
    """Choose a place for each toponym of a report.

    Parameters
    ----------
    doc
        The report; its sentences and, where there is one, its source are used.
    toponyms
        Sorted by start.
    gazetteer
        Where names are looked up.
    granularity
        `city` or `district`: which place is meant where a name has both; by default the likelier.
    context
        Further toponyms of the report that count but are not asked for.

    Returns
    -------
    list of Mention
        One a toponym, in order; `place` is `None` where nothing fits.

    Raises
    ------
    ValueError
        `granularity` is something else.
    """
    given = sorted(
        [*((toponym, True) for toponym in toponyms), *((toponym, False) for toponym in context)],
        key=lambda pair: (pair[0].start, pair[0].end),
    )
    (found,) = resolve_all(
        [(doc, [toponym for toponym, _ in given])], gazetteer=gazetteer, granularity=granularity
    )
    return [mention for mention, (_, asked) in zip(found, given, strict=True) if asked]


def resolve_all(
    read: Sequence[tuple[Doc, Sequence[Toponym]]], *, gazetteer: Gazetteer, granularity: Level | None = None
) -> list[list[Mention]]:
    """Resolve the toponyms of several reports; those of one outlet share where it is based.

    Parameters
    ----------
    read
        Reports, each with its toponyms sorted by start.
    gazetteer, granularity
        As for `resolve`.

    Returns
    -------
    list of list of Mention
        One list a report.

    Raises
    ------
    ValueError
        `granularity` is something else.
    """
    if granularity is not None and granularity not in _LEVELS:
        raise ValueError(f"granularity {granularity!r} is none of {', '.join(get_args(Level))}")
    reports = [_report_of(doc) for doc, _ in read]
    sources = [outlet_of(doc) for doc, _ in read]
    all_arrays = [
        candidate_arrays(text_of(doc), toponyms, gazetteer=gazetteer, source=source)
        for (doc, toponyms), source in zip(read, sources, strict=True)
    ]
    weights = ranker.default()
    rankings = weights.rank_all(all_arrays, sources)
    return [
        _mentions(doc, toponyms, report, ranking, weights=weights, granularity=granularity)
        for (doc, toponyms), report, ranking in zip(read, reports, rankings, strict=True)
    ]


def outlet_of(doc: Doc) -> str | None:
    """Return the outlet of a doc's report as reports are grouped by it; `None` where its source is not known."""
    report = _report_of(doc)
    return (report.source.strip().lower() or None) if report and report.source else None


def _report_of(doc: Doc) -> Report | None:
    return doc._.report if doc.has_extension("report") else None


def _mentions(
    doc: Doc,
    toponyms: Sequence[Toponym],
    report: Report | None,
    ranking: Ranking,
    *,
    weights: Ranker,
    granularity: Level | None,
) -> list[Mention]:
    choices: dict[int, _Resolution] = {}
    lands = {
        name.matches[0].place.country
        for name in ranking.arrays.names
        if name.matches and name.matches[0].place.kind == "country"
    }
    for name in ranking.arrays.names:
        if not name.uses:
            continue
        speaks = 2 * sum(toponyms[i].role == "metonymic" for i in name.uses) > len(name.uses)
        choice = _choose(name, ranking, weights, granularity, lands=lands, speaks=speaks)
        choices.update((i, choice) for i in name.uses)
    sentences = [(sent.start_char, sent.end_char) for sent in doc.sents] if len(doc) else []
    text = text_of(doc)
    texts: dict[int, str] = {-1: ""}
    mentions = []
    for i, toponym in enumerate(toponyms):
        at = sentence_at(sentences, toponym.start, len(text))
        if at not in texts:
            texts[at] = text[slice(*sentences[at])].rstrip()
        mentions.append(choices[i].mention(toponym, texts[at], report.id if report else ""))
    return mentions


class _Resolution:
    """What was chosen for a name, the same for all its uses."""

    __slots__ = ("candidates", "place", "radius_m", "reason", "score")

    def __init__(
        self,
        place: Place | None,
        score: float,
        candidates: tuple[Candidate, ...],
        reason: str,
        radius_m: float = 0.0,
    ) -> None:
        self.place = place
        self.radius_m = max(place.radius_m, radius_m) if place else None
        self.score = score
        self.candidates = candidates
        self.reason = reason

    def mention(self, toponym: Toponym, sentence: str, report: str) -> Mention:
        return Mention(
            text=toponym.text,
            start=toponym.start,
            end=toponym.end,
            role=toponym.role,
            role_score=toponym.role_score,
            place=self.place,
            score=round(toponym.score * self.score, 3),
            candidates=self.candidates,
            reason=self.reason,
            phrase_start=toponym.start,
            phrase_end=toponym.end,
            within=toponym.within,
            sentence=sentence,
            report=report,
            radius_m=self.radius_m,
        )


def _choose(
    name: CandidateName,
    ranking: Ranking,
    weights: Ranker,
    granularity: Level | None,
    *,
    lands: AbstractSet[str],
    speaks: bool,
) -> _Resolution:
    """Choose a name's place; `lands` are the countries that the report names, `speaks` marks a metonym."""
    if not name.matches:
        return _Resolution(None, 0.0, (), "The gazetteer has no place of this name.")
    likely = ranking.likely[name.rows][:-1]
    order = [int(i) for i in np.argsort(-likely, kind="stable")]
    best, share = ranker.choose(ranking.arrays, name, ranking.likely)
    order = [best, *(i for i in order if i != best)]
    own = name.matches[best].own
    # How often such choices are right was measured on bundled places; of one's own only namesakes among them compete.
    score = float(likely[best] / max(likely.sum(), 1e-9)) if own else weights.score(share)
    rivals = {} if own else _near_rivals(name, ranking, best)
    open_ = [name.matches[i].place for i, part in rivals.items() if part >= _OPEN]
    note = "It is in your own gazetteer. " if own else ""
    radius_m = 0.0
    if granularity is not None:
        order, level = _at_level(name, order, granularity)
        note += level
    elif speaks and (capital := _capital(name, order[0], lands)) is not None:
        order, note = (
            [capital, *(i for i in order if i != capital)],
            note + "The name means a government, whose capital is taken. ",
        )
    elif _names_region(name, order[0]):
        order, note = (
            [0, *(i for i in order if i)],
            note + "The bare name means the region in which the town of this name lies. ",
        )
    elif open_:
        radius_m = _reach_m(name.matches[best].place, open_)
        note += f"It is open whether this or {_described(open_[0])} is meant. "
    candidates = tuple(
        Candidate(
            place=name.matches[i].place,
            score=round(float(likely[i]), 3),
            features=ranking.contributions(name.first + i),
        )
        for i in order[:SHOWN]
    )
    if score < weights.abstains and not own:
        if (spread_m := _spread_m(name, likely, order[0], lands)) is not None:
            return _Resolution(
                candidates[0].place, score, candidates, _one_of_several(name, candidates), spread_m
            )
        return _Resolution(None, score, candidates, _doubt(name, candidates, score))
    if order[0] == best and granularity is None:
        score *= 1.0 - sum(rivals.values())
    return _Resolution(candidates[0].place, score, candidates, note + _reason(name, candidates), radius_m)


def _near_rivals(name: CandidateName, ranking: Ranking, best: int) -> dict[int, float]:
    """Return the candidates within 161 km of the chosen one, with their part of the chances of all that lie there.

    A choice counts as right within 161 km; which of a city and its province, or of two towns near each other, is meant
    is a question of its own.
    """
    rows = slice(name.first, name.first + len(name.matches))
    likely, unit = ranking.likely[rows], ranking.arrays.unit[rows]
    alike = np.array([match.place.kind in _RIVALS for match in name.matches])
    if not alike[best]:
        return {}
    near = np.flatnonzero(alike & (unit @ unit[best] >= ranker.NEAR))
    total = max(float(likely[near].sum()), 1e-9)
    return {int(i): float(likely[i]) / total for i in near if i != best}


def _reach_m(best: Place, rivals: Sequence[Place]) -> float:
    """Compute the radius around a place that rivals of it lie in: that of a division, the distance of a town."""
    return max(max(rival.radius_m, 1000 * km(rival, best.lon, best.lat)) for rival in rivals)


def _spread_m(name: CandidateName, likely: Floats, best: int, lands: AbstractSet[str]) -> float | None:
    """Compute how far from the likeliest place its namesakes of a country that the report names lie, in metres.

    `None` where the report does not name their country, where most of the probability lies in others, and where a
    town is among them of which the report would say more if it were meant.
    """
    place = name.matches[best].place
    there = [i for i, match in enumerate(name.matches) if match.place.country == place.country]
    if place.country not in lands or likely[there].sum() < _IN_COUNTRY * likely.sum():
        return None
    if any(name.matches[i].place.population >= _TOWN for i in there):
        return None
    return 1000 * max(km(name.matches[i].place, place.lon, place.lat) for i in there)


def _one_of_several(name: CandidateName, candidates: Sequence[Candidate]) -> str:
    best = candidates[0].place
    there = sum(match.place.country == best.country for match in name.matches)
    why_best = f" {why(candidates[0], candidates[1])}" if len(candidates) > 1 else ""
    return f"It is one of {there} places of this name in {best.country}, which the report names.{why_best}"


def _capital(name: CandidateName, best: int, countries: AbstractSet[str]) -> int | None:
    """Return the capital of that name, where the name is a government's metonym and the report names its country.

    "Washington ordered 60 Russians out" is no town in England, though London and Salisbury stand beside it. The ranker
    does not hear what a name stands for.
    """
    abroad = countries - {name.matches[best].place.country}
    capitals = [
        i for i, match in enumerate(name.matches) if match.place.country in abroad and is_capital(match.place)
    ]
    return max(capitals, key=lambda i: name.matches[i].place.population or 0, default=None)


def _names_region(name: CandidateName, best: int) -> bool:
    """Return whether the gazetteer gives a town's bare name to the region around it first: Gaza is the Gaza Strip.

    No corpus can teach that: both lie within 161 km of what it says.
    """
    first, town = name.matches[0].place, name.matches[best].place
    return (
        first.kind == "region"
        and first.id.startswith("dateline:")
        and town.kind == "settlement"
        and km(town, first.lon, first.lat) * 1000 <= first.radius_m
    )


def _at_level(name: CandidateName, order: list[int], level: Level) -> tuple[list[int], str]:
    """Prefer the likeliest city or district where the likeliest place lies; state it when there is none."""
    first = name.matches[order[0]].place
    kinds = _LEVELS[level]
    if first.kind in kinds:
        return order, ""
    for i in order:
        place = name.matches[i].place
        if place.kind in kinds and place.country == first.country:
            reach = max(_SAME_KM, (first.radius_m + place.radius_m) / 1000)
            if km(place, first.lon, first.lat) <= reach or place.admin1 == first.name:
                return [i, *(j for j in order if j != i)], f"A {level} was asked for. "
    return order, f"A {level} was asked for, but the gazetteer has none of this name there. "


def _described(place: Place) -> str:
    """Return a rival's label with its kind."""
    kind = {"admin1": "the state or province", "admin2": "the district", "settlement": "the town"}.get(
        place.kind, ""
    )
    return f"{kind} {place.label}".strip()


def _reason(name: CandidateName, candidates: Sequence[Candidate]) -> str:
    """Return the reason for this place on one line: what distinguished it from the runner-up."""
    best = candidates[0].place.label
    if len(name.matches) == 1 and name.division:
        return f"{best} is the only state, province or district of this name; the report calls it one."
    if len(name.matches) == 1:
        return f"{best} is the only place of this name in the gazetteer."
    return why(candidates[0], candidates[1])


def _doubt(name: CandidateName, candidates: Sequence[Candidate], score: float) -> str:
    best = candidates[0].place.label
    if len(name.matches) == 1:
        return (
            f"Left unresolved: the only place of this name, {best}, is too doubtful."
            f" Choosing it would be right in {score:.0%} of cases."
        )
    return (
        f"Left unresolved: none of the {len(name.matches)} places of this name is probable enough."
        f" Choosing the most probable, {best}, would be right in {score:.0%} of cases."
    )


def km(place: Place, lon: float, lat: float) -> float:
    """Compute the geodesic distance from a place to a point in kilometres."""
    from gazetteer.geodesy import distance_m

    return distance_m(place.lon, place.lat, lon, lat) / 1000
