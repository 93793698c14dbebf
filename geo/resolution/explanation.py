"""The ranker's features in words: why this place, and by how much it led."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.records import Candidate

FOR: Final[Mapping[str, str]] = {
    "rank": "better known by this name",
    "first": "best known by this name",
    "people": "more people",
    "people unknown, a town": "a place of unknown size",
    "its people": "a larger state or province",
    "official name": "its usual name",
    "alternate name": "another of its names",
    "abbreviation name": "its abbreviation",
    "demonym name": "its people's name",
    "bare name": "its name without the class word",
    "same letters": "written just so",
    "same name": "its own name",
    "capital": "a capital",
    "only one": "the only place of that name",
    "demonym of a country": "a nationality",
    "class settlement": "called a town",
    "class admin": "called a province, county or district",
    "class water": "called a water",
    "class landform": "called an island, valley or mountain",
    "class facility": "called a site",
    "possessive, and a town": "a town in the possessive",
    "after in, and a town": "a town after 'in'",
    "after the, and vast": "written with 'the'",
    "after a direction, and vast": "after a direction",
    "after a name and a comma, and vast": "after another name and a comma",
    "first, and vast": "best known as a country, state or province",
    "far more people, a town": "far larger than the next town of that name",
    "its state's name, a town": "the town after which its state or province is called",
    "after in, its state's name, a town": "the town after which its state is called, after 'in'",
    "country's share": "most other places lie in its country",
    "country's votes": "other places lie in its country",
    "country named": "its country is named",
    "neighbours' votes": "other places lie in neighbouring countries",
    "division's votes": "other places lie in its state or province",
    "division named": "its state or province is named",
    "close state like it": "another state or province of its country stands close by",
    "close country like it": "another country stands close by",
    "states like it": "other states or provinces of its country are named",
    "holds others": "other places lie in it",
    "near 60": "near other places of the report",
    "near 250": "in the region of other places of the report",
    "beside its area": "its state or country follows",
    "after what it holds": "a place in it stands before it",
    "close division": "a place of its state or province stands close by",
    "close by": "a place near it stands close by in the text",
    "lead division": "in the state or province that the report begins with",
    "lead near": "near the place that the report begins with",
    "another name": "the report has another name for it too",
    "outlet's division": "in the state or province that the outlet is called after",
    "outlet near": "near the place that the outlet is called after",
    "outlet's own name, a town": "the outlet is called after a town of that name",
    "address's country": "in the country of the outlet's address",
    "first, and alone": "best known, with nothing in the report against it",
    "paper's division": "the outlet's other reports are about its state or province",
    "paper near": "the outlet's other reports are about places near it",
}
"""What a feature says for the candidate that has it."""
AGAINST: Final[Mapping[str, str]] = {
    "rank": "less known by this name",
    "alternate name": "not its usual name",
    "bare name": "not its whole name",
    "demonym name": "a people's name",
    "namesake": "a town that is only a namesake",
    "other class": "called something else",
    "called a division, and a country": "called a state or province",
    "another's own name": "the name is another place's own",
    "namesake of a division, a town": "a town elsewhere of a state's or province's name",
    "small in its division, a town": "the bare name is its state's or province's",
    "beside another area": "another state or country follows",
    "far from all": "nothing in the report lies near it",
    "outlet's own name, vast": "the outlet is called after a town of that name",
    "paper elsewhere": "the outlet's other reports are about other parts",
    "address of another country": "not in the country of the outlet's address",
}
"""What a feature that counts against a candidate says."""
_SIZE: Final = "size"
_KIND: Final = {
    "settlement": "a town", "country": "a country", "admin1": "a state or province", "admin2": "a county or district",
    "region": "a region", "continent": "a continent", "water": "a water", "landform": "a landform",
    "facility": "a site", "border": "a border", "command": "a command",
}  # fmt: skip
_MAX_REASONS: Final = 3
_LEAST: Final = 0.1  # points that are worth a word


def why(best: Candidate, rival: Candidate) -> str:
    """Return what distinguished a candidate from the next one, with the points it led by.

    Parameters
    ----------
    best, rival
        Their features are points.

    Examples
    --------
    >>> from gazetteer.place import Place
    >>> from geo.records import Candidate
    >>> def town(state, **features):
    ...     place = Place(id=state, name="Salem", kind="settlement", lon=0, lat=0, country="US", admin1=state)
    ...     return Candidate(place=place, score=0.5, features=features)
    >>> why(town("Ohio", **{"beside its area": 3.0}), town("Iowa", people=1.0))
    'Salem, Ohio, US rather than Salem, Iowa, US: its state or country follows (+3.0); against it: more people (1.0)'
    """
    gains = {
        name: best.features.get(name, 0.0) - rival.features.get(name, 0.0)
        for name in {*best.features, *rival.features}
    }
    if best.place.kind != rival.place.kind:
        # A country's points are those of its kind, a town's those of its people: their difference counts.
        # An exact sum is the same in any order; that of a set differs from process to process.
        gains[_SIZE] = math.fsum(
            gains.pop(name) for name in [*gains] if name.startswith("is ") or name.endswith("people")
        )
    order = sorted(gains, key=lambda name: (-gains[name], name))
    reasons = []
    for name in order[:_MAX_REASONS]:
        if gains[name] < _LEAST:
            break
        words = _gain_in_words(name, best, rival)
        if words:
            reasons.append(f"{words} (+{gains[name]:.1f})")
    advantage = ", ".join(reasons) or "about as likely, and first in the gazetteer"
    last = order[-1] if order else ""
    contrary = _gain_in_words(last, rival, best) if last and gains[last] <= -_LEAST else ""
    against = f"; against it: {contrary} ({-gains[last]:.1f})" if contrary else ""
    return f"{best.place.label} rather than {rival.place.label}: {advantage}{against}"


def _gain_in_words(name: str, winner: Candidate, loser: Candidate) -> str:
    """Describe a feature by which one candidate leads another: for the one that has it, or against the other."""
    if name == _SIZE:
        return f"{_KIND[winner.place.kind]} rather than {_KIND[loser.place.kind]}"
    mine, other = winner.features.get(name, 0.0), loser.features.get(name, 0.0)
    if mine > 0 and name in FOR:
        return FOR[name]
    if other < 0 and name in AGAINST:
        return f"of the other: {AGAINST[name]}"
    if other < mine and name in FOR:
        return FOR[name]
    return ""
