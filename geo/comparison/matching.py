"""Match the events of two tables one to one: candidates, scores, the best assignment, and why the rest is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.comparison import assignment
from geo.comparison.candidates import Pairs, pairs_near
from geo.comparison.event_columns import OTHER_COUNTRIES, OTHER_DAYS, OTHER_TYPES
from geo.comparison.scores import Weights, agreements_of
from geo.comparison.taxonomies import agreements

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.comparison.event_columns import EventColumns

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

MOST_CANDIDATES: Final = 64
"""Pairs of one event that are weighed: the best. More reference events of about the same day, place and type cannot be
told apart."""

MATCHED: Final = "matched"
TAKEN: Final = "its match is taken"
OTHER_TYPE: Final = "another type there and then"
NOTHING_NEAR: Final = "nothing near"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """What still counts as the same.

    Attributes
    ----------
    days
        Days between the intervals of two events.
    metres
        Metres between their circles of uncertainty.
    min_score
        The least score of a pair.
    """

    days: int = 2
    metres: float = 30_000.0
    min_score: float = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The pairs that were chosen, sorted by the row of the first table, and the outcome of every row.

    Attributes
    ----------
    pairs
        Rows with distances and gaps.
    time, space, type, actors, score
        Agreements of each pair.
    found_outcome, reference_outcome
        Of each row `MATCHED`, `TAKEN` (it has candidates, and each has a better match), `OTHER_TYPE`, `NOTHING_NEAR`,
        or why it is not compared, one of `event_columns.REASONS`.
    total, bound
        Sum of the scores, and the most that it could be.
    candidates
        How many pairs were near enough, in time, space and type.
    """

    pairs: Pairs
    time: Real
    space: Real
    type: Real
    actors: Real
    score: Real
    found_outcome: NDArray[np.object_]
    reference_outcome: NDArray[np.object_]
    total: float
    bound: float
    candidates: int

    def __len__(self) -> int:
        return len(self.score)


def match(found: EventColumns, reference: EventColumns, *, tolerance: Tolerance, weights: Weights) -> Matches:
    """Match two tables.

    The result is the same whatever the order of the rows, but for rows that are the same in all that is compared.
    """
    types = agreements(found.meanings, reference.meanings)
    ranks = _ranks(found), _ranks(reference)
    near = np.zeros(len(found), dtype=bool), np.zeros(len(reference), dtype=bool)
    kept: list[tuple[Whole, Whole, Real]] = []
    score_of = partial(
        agreements_of, found=found, reference=reference, types=types, days=tolerance.days, metres=tolerance.metres,
        weights=weights,
    )  # fmt: skip
    for pairs in pairs_near(found, reference, days=tolerance.days, metres=tolerance.metres):
        near[0][pairs.found] = near[1][pairs.reference] = True
        score = score_of(pairs).score
        good = score >= max(tolerance.min_score, 1e-6)
        best = _best(pairs.found[good], pairs.reference[good], score[good], ranks)
        kept.append((pairs.found[good][best], pairs.reference[good][best], score[good][best]))
    i, j, score = (
        (np.concatenate(column) for column in zip(*kept, strict=True))
        if kept
        else (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    )
    best = _best(i, j, score, ranks)
    i, j, score = i[best], j[best], score[best]
    solved = assignment.assign(ranks[0][i], ranks[1][j], score)
    order = solved.chosen[np.argsort(i[solved.chosen], kind="stable")]
    pairs = _measured(found, reference, i[order], j[order])
    of_pairs = score_of(pairs)
    outcomes = [
        _outcomes(table, near_ones, candidates, rows)
        for table, near_ones, candidates, rows in (
            (found, near[0], i, pairs.found),
            (reference, near[1], j, pairs.reference),
        )
    ]
    outcomes[0] = _out_of_scope(outcomes[0], found, reference, types, tolerance)
    return Matches(
        pairs=pairs, time=of_pairs.time, space=of_pairs.space, type=of_pairs.type, actors=of_pairs.actors,
        score=of_pairs.score, found_outcome=outcomes[0], reference_outcome=outcomes[1], total=solved.total,
        bound=solved.bound, candidates=len(i),
    )  # fmt: skip


def matches_by_chance(
    found: EventColumns, reference: EventColumns, *, tolerance: Tolerance, weights: Weights, shift: int
) -> float:
    """Count the matches that there would be if the two tables had no event in common.

    The reference is shifted in time, once forward and once backward, which leaves its places, types and rhythm as they
    are; what still matches does so because there is much in both. The mean of both is given.
    """
    known = reference.is_compared
    counts = []
    for days in (shift, -shift):
        moved = replace(
            reference,
            start=np.where(known, reference.start + days, reference.start),
            end=np.where(known, reference.end + days, reference.end),
        )
        counts.append(len(match(found, moved, tolerance=tolerance, weights=weights)))
    return sum(counts) / len(counts)


def _ranks(events: EventColumns) -> Whole:
    """Return the numbers of rows in the order of what they say, and not of their table."""
    lon, lat = (np.nan_to_num(values, nan=999.0) for values in (events.lon, events.lat))
    radii = np.nan_to_num(events.radius_m, posinf=1e12)
    _, names = np.unique(events.ids.astype(str), return_inverse=True)
    order = np.lexsort((names, events.type, radii, lon, lat, events.end, events.start))
    ranks = np.empty(len(events), dtype=np.int64)
    ranks[order] = np.arange(len(events))
    return ranks


def _best(i: Whole, j: Whole, score: Real, ranks: tuple[Whole, Whole]) -> Whole:
    """Return the positions of the best pairs of each row of the first table, sorted by rank.

    Equal ones are taken as by lot, so that many events of one day and place do not all keep the same few.
    """
    if not len(i):
        return np.zeros(0, dtype=np.int64)
    lot = assignment.spread(ranks[0][i], ranks[1][j])
    order = np.lexsort((ranks[1][j], lot, -score, ranks[0][i]))
    row = ranks[0][i][order]
    begins = np.flatnonzero(np.r_[True, row[1:] != row[:-1]])
    counts = np.diff(np.r_[begins, len(row)])
    within = np.arange(len(row)) - np.repeat(begins, counts)
    return order[within < MOST_CANDIDATES]


def _measured(found: EventColumns, reference: EventColumns, i: Whole, j: Whole) -> Pairs:
    from gazetteer.geodesy import geod

    metres = np.asarray(
        geod().inv(found.lon[i], found.lat[i], reference.lon[j], reference.lat[j])[2], dtype=float
    )
    gap_m = np.maximum(0.0, metres - found.radius_m[i] - reference.radius_m[j])
    gap = np.maximum(0, np.maximum(found.start[i] - reference.end[j], reference.start[j] - found.end[i]))
    return Pairs(i, j, metres, gap_m, gap.astype(np.int64))


def _outcomes(
    events: EventColumns, near: NDArray[np.bool_], candidates: Whole, matched: Whole
) -> NDArray[np.object_]:
    outcome = events.why_not.copy()
    compared = events.is_compared
    outcome[compared] = NOTHING_NEAR
    outcome[near & compared] = OTHER_TYPE
    outcome[candidates] = TAKEN
    outcome[matched] = MATCHED
    return outcome


def _out_of_scope(
    outcome: NDArray[np.object_],
    found: EventColumns,
    reference: EventColumns,
    types: NDArray[np.float32],
    tolerance: Tolerance,
) -> NDArray[np.object_]:
    """Mark what the reference does not cover, and so cannot miss: other days, other countries, other types."""
    outcome = outcome.copy()
    compared = reference.is_compared
    rows = np.flatnonzero((outcome == NOTHING_NEAR) | (outcome == OTHER_TYPE))
    if not compared.any():
        return outcome
    present = np.unique(reference.type[compared])
    foreign = types[:, present].max(axis=1) <= 0
    outcome[rows[foreign[found.type[rows]]]] = OTHER_TYPES
    alone = np.flatnonzero(outcome == NOTHING_NEAR)
    # Tables differ on which side of a border an event is: where there are pairs, both have the country.
    near = np.isin(outcome, (MATCHED, TAKEN, OTHER_TYPE))
    covered = {*reference.countries[compared].tolist(), *found.countries[near].tolist()} - {None}
    abroad = np.array(
        [found.countries[row] is not None and found.countries[row] not in covered for row in alone],
        dtype=bool,
    )
    outcome[alone[abroad]] = OTHER_COUNTRIES
    first, last = int(reference.start[compared].min()), int(reference.end[compared].max())
    away = (found.end[alone] < first - tolerance.days) | (found.start[alone] > last + tolerance.days)
    outcome[alone[away]] = OTHER_DAYS
    return outcome
