"""The ranker's features as sentences: what spoke for a candidate and against it, and why the runner-up lost."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.records import Candidate

_KINDS: Final = {
    "settlement": "a city or town", "country": "a country", "admin1": "a state or province",
    "admin2": "a county or district", "region": "a region", "continent": "a continent", "water": "a body of water",
    "landform": "an island, mountain or valley", "facility": "a site", "border": "a border", "command": "a command",
}  # fmt: skip
CLAUSES: Final[Mapping[str, str]] = {
    **{f"is {kind}": f"{{it}} is {words}" for kind, words in _KINDS.items()},
    "rank": "the gazetteer lists {it} after better-known places of this name",
    "first": "{it} is the best-known place of this name",
    "population": "{it} has {people} inhabitants",
    "population unknown": "the population of {it} is unknown, which does not make it small",
    "population of a division": "{it} has {people} inhabitants",
    "official name": "this is {its} usual name",
    "alternate name": "this is another of {its} names, not the usual one",
    "abbreviation name": "this is {its} abbreviation",
    "demonym name": "this is the name of {its} people",
    "bare name": "this is {its} name without the word for its kind",
    "exact spelling": "{its} name is spelled exactly so",
    "own name": "this is {its} own name",
    "capital": "{it} is a national capital",
    "only candidate": "{it} is the only place of this name",
    "namesake": "{it} only shares the name of a country, region, continent or sea",
    "demonym of a country": "the word is a nationality and {it} is a country",
    "class settlement": "the report calls {it} a city or town",
    "class admin": "the report calls {it} a province, county or district",
    "class water": "the report calls {it} a body of water",
    "class landform": "the report calls {it} an island, mountain or valley",
    "class facility": "the report calls {it} a site",
    "other class": "the report uses a word for another kind of place than {it}",
    "possessive, settlement": "{it} is a town and the name is a possessive",
    "after in, settlement": "{it} is a town and the name follows “in”, “at”, “near” or the like",
    "after the, large area": "the name follows “the”, as names of regions, waters and ranges do",
    "after a direction, large area": "the name follows a direction, as names of countries and regions do",
    "after a name and a comma, large area": "the name follows another name and a comma, as states and countries do",
    "first, country or division": "{it} is a country, state or province and the best-known place of this name",
    "population lead, settlement": "{it} has far more inhabitants than the next town of this name",
    "own division's name, settlement": "{its} state or province has the same name",
    "after in, own division's name, settlement": "the name follows “in”, and {its} state or province has it too",
    "called a division, country": "the report calls {it} a state or province, and it is a country",
    "own name of another": "the name is another place's own",
    "namesake of a division, settlement": "{it} only shares the name of a state or province that it is not in",
    "small in its division, settlement": "the bare name usually means the state or province around {it}",
    "share of its division's people": "of {it} and the state or province around it, {its} share of the people decides",
    "spoken of as an area": "the report speaks of an area with towns or a governor, and {it} is a state or province",
    "spoken of as a town": "the report speaks of a town with streets or a mayor, and {it} is one",
    "share of places in its country": "most other places of the report lie in {its} country",
    "places in its country": "other places of the report lie in {its} country",
    "its country named": "the report names {its} country",
    "places in neighbouring countries": "other places of the report lie in neighbouring countries of {it}",
    "places in its division": "other places of the report lie in {its} state or province",
    "its division named": "the report names {its} state or province",
    "division of its country close by": "another state or province of {its} country is named close by",
    "country close by": "another country is named close by",
    "divisions of its country named": "the report names other states or provinces of {its} country",
    "contains other places": "other places of the report lie in {it}",
    "places within 60 km": "{it} lies within tens of kilometres of other places of the report",
    "places within 250 km": "{it} lies within hundreds of kilometres of other places of the report",
    "people within 250 km of places": "{it} has {people} inhabitants and lies in the region of other places",
    "container follows": "{its} state or country follows the name",
    "another container follows": "a state or country that does not contain {it} follows the name",
    "another container follows, one candidate fits": "what follows the name contains another place of this name",
    "may lie in what follows": "a state or country that {it} lies in follows the name",
    "may contain the place named before": "a place of the name right before lies in {it}",
    "area in apposition": "the report says that it lies in {its} state or country",
    "another area in apposition": "the report says that it lies in an area that does not contain {it}",
    "lies outside the area in apposition, one candidate fits": "another place of this name lies in the area named",
    "listed with a division of its country": "the name is listed with another state or province of {its} country",
    "listed with a town of its country": "the name is listed with another town of {its} country",
    "listed with a country": "the name is listed with another country",
    "after a place within it": "a place within {it} is named right before",
    "place in its division close by": "a place in {its} state or province is named close by",
    "place near it close by": "a place near {it} is named close by",
    "lead in its division": "the report opens with a place in {its} state or province",
    "lead near it": "the report opens with a place near {it}",
    "another name of it": "the report uses another name of {it} too",
    "outlet's name in its division": "the outlet is named after a place in {its} state or province",
    "outlet's name near it": "the outlet is named after a place near {it}",
    "outlet's name, settlement": "the outlet is named after a town of this name",
    "outlet's name, large area": "the outlet is named after a town of this name, which {it} is not",
    "address in its country": "the outlet's web address belongs to {its} country",
    "address in another country": "the outlet's web address does not belong to {its} country",
    "isolated": "no other place of the report lies near {it}",
    "first and isolated": "{it} is the best-known place of this name and nothing in the report points elsewhere",
    "other reports in its division": "other reports of the outlet are about {its} state or province",
    "other reports near it": "other reports of the outlet are about places near {it}",
    "other reports elsewhere": "other reports of the outlet are about places far from {it}",
}
"""What each feature says of a candidate that has it; the sign of its points says whether that counts for it."""
_PEOPLE: Final = frozenset({"population", "population of a division"})
_SIZE: Final = "size"
_MAX_REASONS: Final = 3
_LEAST: Final = 0.1  # points that are worth a word
_RIVAL: Final = "the runner-up"


def observations(candidate: Candidate) -> tuple[list[str], list[str]]:
    """Return what spoke for a candidate and what against it, the weightiest first, with what each added in log-odds.

    Those of less than a tenth are summed.

    Examples
    --------
    >>> from gazetteer.place import Place
    >>> from geo.records import Candidate
    >>> salem = Place(id="a", name="Salem", kind="settlement", lon=0, lat=0, country="US", population=175_535)
    >>> observations(Candidate(place=salem, score=0.5, features={"isolated": -1.65, "population": 3.04}))
    (['it has 175,535 inhabitants (+3.04)'], ['no other place of the report lies near it (-1.65)'])
    """
    order = sorted(candidate.features.items(), key=lambda feature: (-abs(feature[1]), feature[0]))
    found: dict[bool, list[str]] = {True: [], False: []}
    small = {True: 0.0, False: 0.0}
    for name, points in order:
        if abs(points) < _LEAST:
            small[points > 0] += points
        else:
            found[points > 0].append(f"{_clause(name, candidate, 'it', 'its')} ({points:+.2f})")
    for speaks_for, points in small.items():
        if points:
            found[speaks_for].append(f"smaller observations ({points:+.2f})")
    return found[True], found[False]


def why(best: Candidate, rival: Candidate) -> str:
    r"""Return why a candidate was chosen over the runner-up, with the points by which it led.

    Parameters
    ----------
    best, rival
        Their features are points, which are log-odds.

    Examples
    --------
    >>> from gazetteer.place import Place
    >>> from geo.records import Candidate
    >>> def town(state, people, **features):
    ...     place = Place(
    ...         id=state, name="Salem", kind="settlement", lon=0, lat=0, country="US", admin1=state, population=people
    ...     )
    ...     return Candidate(place=place, score=0.5, features=features)
    >>> ohio, iowa = town("Ohio", 12_000, **{"container follows": 3.0}), town("Iowa", 400, **{"isolated": -1.6})
    >>> print(why(ohio, iowa).replace(". ", ".\n"))
    Salem, Ohio, US was chosen over the runner-up, Salem, Iowa, US.
    For it: its state or country follows the name (+3.0); no other place of the report lies near the runner-up (+1.6).
    """
    gains = {
        name: best.features.get(name, 0.0) - rival.features.get(name, 0.0)
        for name in {*best.features, *rival.features}
    }
    differ = best.place.kind != rival.place.kind
    if differ:
        # A country's points are those of its kind, a town's those of its people: their difference counts.
        # An exact sum is the same in any order; that of a set differs from process to process.
        gains[_SIZE] = math.fsum(
            gains.pop(name) for name in [*gains] if name.startswith("is ") or name in _PEOPLE
        )
    order = sorted(gains, key=lambda name: (-gains[name], name))
    advantages = [
        f"{_advantage(name, best, rival)} ({gains[name]:+.1f})"
        for name in order[:_MAX_REASONS]
        if gains[name] >= _LEAST
    ]
    last = order[-1] if order else ""
    names = [_described(each, with_kind=differ) for each in (best, rival)]
    sentences = [
        f"{names[0]} was chosen over {_RIVAL}, {names[1]}.",
        f"For it: {'; '.join(advantages)}."
        if advantages
        else "Both are about equally probable; the gazetteer lists it first.",
    ]
    if last and gains[last] <= -_LEAST:
        against = _advantage(last, rival, best, it=_RIVAL, other="the chosen place")
        sentences.append(f"Against it: {against} ({gains[last]:+.1f}).")
    return " ".join(sentences)


def _advantage(name: str, winner: Candidate, loser: Candidate, it: str = "it", other: str = _RIVAL) -> str:
    """Return what a feature by which one candidate leads another says of the one that has it."""
    if name == _SIZE:
        kinds = [_KINDS.get(each.place.kind, "a place") for each in (winner, loser)]
        return f"{kinds[0]} of this size is more likely to be meant than {kinds[1]}"
    mine, others = winner.features.get(name, 0.0), loser.features.get(name, 0.0)
    if mine > 0:
        said = _clause(name, winner, it, _genitive(it))
        if name in _PEOPLE and loser.place.population:
            return f"{said}, {other} {loser.place.population:,}"
        return f"{said}, more so than for {other}" if others > 0 else said
    said = _clause(name, loser, other, _genitive(other))
    return f"{said}, more so than for {it}" if mine < 0 else said


def _clause(name: str, candidate: Candidate, it: str, its: str) -> str:
    clause = CLAUSES.get(name, name)
    return clause.format(it=it, its=its, people=f"{candidate.place.population:,}")


def _genitive(noun: str) -> str:
    return "its" if noun == "it" else f"{noun}'s"


def _described(candidate: Candidate, *, with_kind: bool) -> str:
    kind = _KINDS.get(candidate.place.kind)
    return (
        f"{candidate.place.label} ({kind.split(' ', 1)[1]})" if with_kind and kind else candidate.place.label
    )
