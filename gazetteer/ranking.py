"""Which place a bare name means: how prominent a place is, how official the name, and who its namesakes are.

Prominence is a number of the built store, about the logarithm of the people who live there: a village 3, a
metropolis 7, a capital 1.5 more, a sea or region 7, a country 7.5 to 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.errors import AmbiguousPlace
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.place import NameMatch, Place

NAME_COST: Mapping[str, float] = {
    "official": 0.0,
    "bare": 0.7,
    "alternate": 1.0,
    "abbreviation": 1.0,
    "demonym": 1.0,
}
"""What a less official name costs: a place must be that much more prominent (ten times the people for 1.0)."""

MARGIN = 0.7
"""How far the first must lead for a name to mean it: five times the people."""

CORE_SHARE = 0.1
"""A city that holds this share of the division named after it is what the name means (New York), else the division
is (Quebec)."""

OWN = 12.0
"""Least prominence of the user's own places, above that of any bundled one: who lists a place means it."""

OTHER_CORE_SHARE = 0.25
"""The same for a city that has the name only beside its own: Oklahoma is the state, New York the city."""

_UNITS = ("region", "admin1", "admin2")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A match with its score; higher is likelier."""

    match: NameMatch
    score: float


def score(prominence: float, name_kind: str) -> float:
    """Score a place of this prominence under a name of this kind."""
    return prominence - NAME_COST[name_kind]


def order(hits: Iterable[Ranked]) -> list[Ranked]:
    """Sort best first; equals by id, so that the order never depends on the store."""
    return sorted(hits, key=lambda hit: (-hit.score, hit.match.place.id))


def pick(name: str, hits: Sequence[Ranked]) -> Place:
    """Choose the one place that a person means.

    Parameters
    ----------
    name
        As it was asked for; only words the error.
    hits
        At least one, best first.

    Raises
    ------
    AmbiguousPlace
        If another place, not one inside the other, is about as likely.
    """
    kept = _without_namesakes([hit for hit in hits if hit.score > hits[0].score - 3 * MARGIN][:40])
    rivals = [hit for hit in kept if hit.score >= kept[0].score - MARGIN]
    if len(rivals) > 1:
        raise AmbiguousPlace(name, tuple(_label(hit.match.place, rivals) for hit in rivals[:4]))
    return kept[0].match.place


def core_first(hits: Sequence[Ranked]) -> Sequence[Ranked]:
    """Rank the city before the division of its name where the bare name means the city: Kharkiv, not its oblast.

    Parameters
    ----------
    hits
        Best first.
    """
    if not hits or hits[0].match.place.kind not in _UNITS:
        return hits
    outer = hits[0]
    for i, inner in enumerate(hits[1:40], 1):
        if inner.score <= outer.score - 3 * MARGIN:
            break
        if _encloses(outer.match.place, inner.match.place) and _is_core(outer.match.place, inner.match):
            return [inner, *hits[:i], *hits[i + 1 :]]
    return hits


def _without_namesakes(hits: list[Ranked]) -> list[Ranked]:
    """Drop one of each pair of which one lies in the other: Luxembourg is the country, Aleppo the city."""
    dropped: set[str] = set()
    for outer in hits:
        for inner in hits:
            if _encloses(outer.match.place, inner.match.place):
                core = _is_core(outer.match.place, inner.match)
                dropped.add((outer if core else inner).match.place.id)
    return [hit for hit in hits if hit.match.place.id not in dropped] or hits[:1]


def _encloses(outer: Place, inner: Place) -> bool:
    if outer.country != inner.country or not outer.country or outer.id == inner.id:
        return False
    if outer.kind == "country":
        return inner.kind != "country" and _namesakes(outer, inner)
    if outer.kind not in _UNITS or inner.kind == "country":
        return False
    if outer.kind == "admin2":
        return inner.kind == "settlement" and fold(outer.admin1) == fold(inner.admin1)
    return inner.kind in ("admin2", "settlement") and fold(inner.admin1) == fold(outer.name)


def _namesakes(outer: Place, inner: Place) -> bool:
    return fold(outer.name) in fold(inner.name) or inner.kind == "settlement"


def _is_core(outer: Place, city: NameMatch) -> bool:
    """Return whether a division's name means its city, which holds much of it (more under another official name)."""
    inner = city.place
    share = CORE_SHARE if city.name_kind == "official" else OTHER_CORE_SHARE
    large = 0 < outer.population * share <= inner.population
    return large and inner.kind == "settlement" and outer.kind in ("admin1", "admin2")


def _label(place: Place, rivals: Sequence[Ranked]) -> str:
    """Label with the kind where the label alone would not distinguish the rivals."""
    label = place.label
    alike = sum(hit.match.place.label == label for hit in rivals)
    return f"{label} ({place.kind})" if alike > 1 or place.kind not in ("settlement", "country") else label
