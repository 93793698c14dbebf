"""How well two events agree: in time, in space, in type, and in the names of actors where they are weighed.

Each agreement is from 0 to 1; the score of a pair is their weighted geometric mean, so that nothing makes up for no
agreement at all in one of them.

time
    Falls linearly with the days between the two intervals, from 1 where they meet to 0 one day beyond the tolerance.
space
    Falls linearly with the metres between the two circles of uncertainty, from 1 where they meet to 0 at the tolerance;
    within them the nearer of two is a little better.
both
    Are worth less the vaguer the two events are, down to half: that a battle "in May" and one on 14 May may be the same
    says less than that both are of 14 May.
type
    `taxonomies.agreement`.
actors
    The share of the shorter list of words that the longer one has too, at least a fifth; 1 where one table has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.comparison.candidates import Pairs
    from geo.comparison.event_columns import EventColumns

    Shares = NDArray[np.float64]

DECIMALS: Final = 6
"""Scores are rounded, so that equal ones are equal on every machine."""

_VAGUE_DAYS: Final = 31
_VAGUE_TOLERANCES: Final = 5.0
_NEARER: Final = 0.1
_OTHER_ACTORS: Final = 0.2
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_COMMON: Final = frozenset(
    {
        "the", "and", "for", "from", "forces", "force", "group", "army", "military", "police", "unidentified",
        "unknown", "government",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each agreement counts in a pair's score; 0 leaves it out."""

    time: float = 1.0
    space: float = 1.0
    type: float = 1.0
    actors: float = 0.0


class Agreements(NamedTuple):
    """The agreements of pairs, and their score."""

    time: Shares
    space: Shares
    type: Shares
    actors: Shares
    score: Shares


def agreements_of(
    pairs: Pairs,
    found: EventColumns,
    reference: EventColumns,
    types: NDArray[np.float32],
    *,
    days: int,
    metres: float,
    weights: Weights,
) -> Agreements:
    """Return how well the events of each pair agree.

    Parameters
    ----------
    pairs
        As `candidates.pairs_near` gives them.
    types
        Agreement of each type of `found` with each of `reference`.
    days, metres
        The tolerances of the pairs.
    weights
        At least one is more than 0.
    """
    i, j = pairs.found, pairs.reference
    lengths = np.maximum(found.end[i] - found.start[i], reference.end[j] - reference.start[j])
    time = (1 - pairs.gap_days / (days + 1)) * _worth(lengths / _VAGUE_DAYS)
    radii = found.radius_m[i] + reference.radius_m[j]
    space = (1 - pairs.gap_m / metres) * _worth(radii / (_VAGUE_TOLERANCES * metres))
    space *= 1 - _NEARER * pairs.metres / (metres + radii)
    type_ = types[found.type[i], reference.type[j]].astype(float)
    actors = _of_actors(found, reference, i, j) if weights.actors else np.ones(len(i))
    total = weights.time + weights.space + weights.type + weights.actors
    score = np.ones(len(i))
    given = (weights.time, time), (weights.space, space), (weights.type, type_), (weights.actors, actors)
    for weight, agreement in given:
        if weight:
            score *= np.clip(agreement, 0.0, 1.0) ** (weight / total)
    return Agreements(time, space, type_, actors, score.round(DECIMALS))


def _worth(vagueness: NDArray[np.float64]) -> Shares:
    return np.asarray(1 - 0.5 * np.minimum(1.0, vagueness))


def _of_actors(
    found: EventColumns, reference: EventColumns, i: NDArray[np.int64], j: NDArray[np.int64]
) -> Shares:
    pairs = list(zip(found.actors[i].tolist(), reference.actors[j].tolist(), strict=True))
    known = {pair: similarity(*pair) for pair in dict.fromkeys(pairs)}
    return np.array([known[pair] for pair in pairs], dtype=float)


def similarity(names: str | None, others: str | None) -> float:
    """Return how alike the names of two events' actors are.

    Examples
    --------
    >>> similarity("Rapid Support Forces", "Rapid Support Forces (RSF); Civilians (Sudan)")
    1.0
    >>> similarity("Sudan", "Ethiopia"), similarity(None, "Sudan")
    (0.2, 1.0)
    """
    if not names or not others:
        return 1.0
    one, other = _words(names), _words(others)
    if not one or not other:
        return 1.0
    return max(_OTHER_ACTORS, len(one & other) / min(len(one), len(other)))


@lru_cache(maxsize=100_000)
def _words(names: str) -> frozenset[str]:
    return frozenset(_WORD.findall(names.casefold())) - _COMMON
