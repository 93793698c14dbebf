"""Pair the rows of two tables one to one, so that the sum of the pairs' scores is largest.

Rows that are connected through pairs form components, which are solved apart. A component of which one side has few
rows is solved exactly (Kuhn 1955, by the shortest augmenting paths of Jonker and Volgenant 1987). A larger one is
solved by auction (Bertsekas 1988, "The auction algorithm", Annals of Operations Research 14, doi:10.1007/BF02186476),
whose sum is at most `STEP` a pair below the largest; its prices give an upper bound of that, which is returned. Jaro
(1989, doi:10.1080/01621459.1989.10478785) brought the assignment problem to record linkage.

Which of several equal solutions is given depends on the numbers of the rows alone, which callers give by content.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Real = NDArray[np.float64]

STEP: Final = 0.002
"""How far below the largest sum that of a large component may be, a pair."""
_EXACT: Final = 10
"""Rows of the smaller side of a component that is solved exactly: the work grows with the third power."""
_JITTER: Final = 1e-7
"""Parts equal scores, below the decimals that they are rounded to: without it all bid for the same."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Positions of the chosen pairs among those that were given, their sum, and the most that it could have been."""

    chosen: Whole
    total: float
    bound: float


def assign(rows: Whole, columns: Whole, scores: Real) -> Assignment:
    """Choose pairs so that each row and each column is in at most one, and the sum of their scores is largest.

    Parameters
    ----------
    rows, columns
        Numbers from 0, those of each pair; a pair occurs once.
    scores
        More than 0.

    Examples
    --------
    >>> found = assign(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([1.0, 0.9, 0.9]))
    >>> found.chosen.tolist(), round(found.total, 3)
    ([1, 2], 1.8)
    >>> assign(*(np.zeros(0, dtype=np.int64),) * 2, np.zeros(0)).chosen.tolist()
    []
    """
    if not len(rows):
        return Assignment(np.zeros(0, dtype=np.int64), 0.0, 0.0)
    component = components(rows, columns)
    order = np.lexsort((columns, rows, component))
    rows, columns, scores, component = rows[order], columns[order], scores[order], component[order]
    begins = np.flatnonzero(np.r_[True, component[1:] != component[:-1]])
    ends = np.r_[begins[1:], len(rows)]
    row_counts, column_counts = _distinct(component, rows), _distinct(component, columns)
    few = np.minimum(row_counts, column_counts)
    chosen: list[Whole] = [_stars(scores, begins[few == 1], ends[few == 1])]
    for at in np.flatnonzero((few > 1) & (few <= _EXACT)).tolist():
        part = slice(begins[at], ends[at])
        chosen.append(begins[at] + _exactly(rows[part], columns[part], scores[part]))
    small = np.concatenate(chosen)
    total = bound = float(scores[small].sum())
    large = np.flatnonzero(np.repeat(few > _EXACT, ends - begins))
    if len(large):
        flipped = np.repeat(row_counts > column_counts, ends - begins)[large]
        picked, most = _auction(rows[large], columns[large], scores[large], flipped)
        small = np.r_[small, large[picked]]
        total, bound = float(scores[small].sum()), bound + most
    return Assignment(np.sort(order[small]), total, max(bound, total))


def components(rows: Whole, columns: Whole) -> Whole:
    """Return of each pair the number of its component: the least row in it."""
    most = int(rows.max()) + 1
    label = np.arange(most + int(columns.max()) + 1)
    one, other = rows, columns + most
    while True:
        a, b = label[one], label[other]
        if (a == b).all():
            return np.asarray(a)
        low, high = np.minimum(a, b), np.maximum(a, b)
        np.minimum.at(label, high, low)
        while not (label[label] == label).all():
            label = label[label]


def _distinct(component: Whole, nodes: Whole) -> Whole:
    """Count the nodes of each component, which are sorted by component."""
    order = np.lexsort((nodes, component))
    c, n = component[order], nodes[order]
    first = np.r_[True, (c[1:] != c[:-1]) | (n[1:] != n[:-1])]
    starts = np.flatnonzero(np.r_[True, c[1:] != c[:-1]])
    return np.add.reduceat(first.astype(np.int64), starts)


def _stars(scores: Real, begins: Whole, ends: Whole) -> Whole:
    """Return the best pair of each component in which all pairs share a row or a column: the first of equals."""
    if not len(begins):
        return np.zeros(0, dtype=np.int64)
    counts = ends - begins
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    at = np.repeat(begins, counts) + within
    best = np.maximum.reduceat(scores[at], np.cumsum(counts) - counts)
    hits = np.flatnonzero(scores[at] == np.repeat(best, counts))
    of = np.repeat(np.arange(len(begins)), counts)[hits]
    return np.asarray(at[hits[np.r_[True, of[1:] != of[:-1]]]])


def _exactly(rows: Whole, columns: Whole, scores: Real) -> Whole:
    """Return the positions of the best pairs of one component."""
    row_names, row = np.unique(rows, return_inverse=True)
    column_names, column = np.unique(columns, return_inverse=True)
    turned = len(row_names) > len(column_names)
    n, m = sorted((len(row_names), len(column_names)))
    gain = np.zeros((n, m))
    where = np.full((n, m), -1, dtype=np.int64)
    at = (column, row) if turned else (row, column)
    gain[at], where[at] = scores, np.arange(len(rows))
    # A pair that does not exist is worth 0, so that it is as good as none.
    picked = [int(where[i, j]) for i, j in enumerate(_hungarian((-gain).tolist())) if where[i, j] >= 0]
    return np.array(sorted(picked), dtype=np.int64)


def _hungarian(cost: list[list[float]]) -> list[int]:
    """Return for each row of a matrix the column that makes the sum least; there are no fewer columns than rows."""
    n, m = len(cost), len(cost[0])
    # Rows and columns are counted from 1; column 0 is where the row begins that is being added.
    of_row, of_column, owner = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        owner[0] = row
        free, before = _shortest_path(cost, of_row, of_column, owner)
        while free:
            owner[free] = owner[before[free]]
            free = before[free]
    found = [0] * n
    for j in range(1, m + 1):
        if owner[j]:
            found[owner[j] - 1] = j - 1
    return found


def _shortest_path(
    cost: list[list[float]], of_row: list[float], of_column: list[float], owner: list[int]
) -> tuple[int, list[int]]:
    """Return the free column at the end of the shortest augmenting path, and the one before each; update prices."""
    m = len(of_column) - 1
    least, before, seen, last = [math.inf] * (m + 1), [0] * (m + 1), [False] * (m + 1), 0
    while owner[last]:
        seen[last] = True
        costs, base, step, following = cost[owner[last] - 1], of_row[owner[last]], math.inf, 0
        for j in range(1, m + 1):
            if seen[j]:
                continue
            reduced = costs[j - 1] - base - of_column[j]
            if reduced < least[j]:
                least[j], before[j] = reduced, last
            if least[j] < step:
                step, following = least[j], j
        for j in range(m + 1):
            if seen[j]:
                of_row[owner[j]] += step
                of_column[j] -= step
            else:
                least[j] -= step
        last = following
    return last, before


def _auction(rows: Whole, columns: Whole, scores: Real, flipped: NDArray[np.bool_]) -> tuple[Whole, float]:
    """Assign by auction in all components at once; the smaller side of each bids for the other.

    Returns
    -------
    chosen, bound
        Positions of pairs, and a sum that no assignment exceeds.
    """
    most = int(max(rows.max(), columns.max())) + 1
    # Bidders and goods of flipped components have numbers of their own.
    bidder_names, bidder = np.unique(np.where(flipped, columns + most, rows), return_inverse=True)
    good_names, good = np.unique(np.where(flipped, rows + most, columns), return_inverse=True)
    order = np.lexsort((good, bidder))
    bidder, good = bidder[order], good[order]
    value = scores[order] + _JITTER * spread(bidder, good)
    begins = np.searchsorted(bidder, np.arange(len(bidder_names) + 1))
    price, owner = np.zeros(len(good_names)), np.full(len(good_names), -1, dtype=np.int64)
    holds = np.full(len(bidder_names), -1, dtype=np.int64)  # the pair by which a bidder holds its good
    active = np.arange(len(bidder_names))
    while len(active):
        count = begins[active + 1] - begins[active]
        starts = np.cumsum(count) - count
        pair = np.repeat(begins[active] - starts, count) + np.arange(int(count.sum()))
        profit = value[pair] - price[good[pair]]
        best = np.maximum.reduceat(profit, starts)
        hits = np.flatnonzero(profit == np.repeat(best, count))
        of = np.repeat(np.arange(len(active)), count)[hits]
        hits = hits[np.r_[True, of[1:] != of[:-1]]]
        chosen = pair[hits]
        profit[hits] = -np.inf
        second = np.maximum(np.maximum.reduceat(profit, starts), 0.0)  # to go without is worth 0
        bids = best > 0
        who, chosen = active[bids], chosen[bids]
        offer = price[good[chosen]] + best[bids] - second[bids] + STEP
        ranked = np.lexsort((who, -offer, good[chosen]))
        goods = good[chosen][ranked]
        ranked = ranked[np.r_[True, goods[1:] != goods[:-1]]] if len(ranked) else ranked
        winners, won = who[ranked], good[chosen[ranked]]
        losers = owner[won]
        losers = losers[losers >= 0]
        holds[losers] = -1
        holds[winners], owner[won], price[won] = chosen[ranked], winners, offer[ranked]
        still = np.setdiff1d(who, winners, assume_unique=True)
        active = np.sort(np.r_[still, losers])
    profit = value - price[good]
    bound = float(np.maximum(np.maximum.reduceat(profit, begins[:-1]), 0).sum() + price.sum())
    return order[holds[holds >= 0]], bound


def spread(one: Whole, other: Whole) -> Real:
    """Return numbers from 0 to 1 that look like chance, and are the same every time."""
    mixed = (
        one.astype(np.uint64) * np.uint64(0x9E3779B1) + other.astype(np.uint64) * np.uint64(0x85EBCA77)
    ) & np.uint64(0xFFFFFFFF)
    mixed ^= mixed >> np.uint64(15)
    mixed = (mixed * np.uint64(0x2C1B3C6D)) & np.uint64(0xFFFFFFFF)
    mixed ^= mixed >> np.uint64(12)
    return np.asarray(mixed / 2.0**32)
