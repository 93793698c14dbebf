"""The best one-to-one pairs: exactly for small components, within the stated bound for large ones."""

import itertools

import numpy as np
import pytest

from geo.comparison import assignment
from geo.comparison.assignment import STEP, assign, components

linear_sum_assignment = pytest.importorskip("scipy.optimize").linear_sum_assignment


def best(rows, columns, scores):
    gain = np.zeros((rows.max() + 1, columns.max() + 1))
    gain[rows, columns] = scores
    return gain[linear_sum_assignment(gain, maximize=True)].sum()


def random_pairs(chance, n, m, share=None, *, ties=False):
    count = int(chance.integers(1, n * m + 1)) if share is None else int(share * n * m)
    at = chance.choice(n * m, count, replace=False)
    scores = chance.choice([0.4, 0.5, 0.9], count) if ties else chance.random(count).round(6) + 1e-3
    return at // m, at % m, scores


@pytest.mark.parametrize("ties", [False, True], ids=["scores", "ties"])
@pytest.mark.parametrize("exact", [0, 10, 100], ids=["auction", "both", "exact"])
def test_the_sum_is_the_largest(monkeypatch, exact, ties):
    monkeypatch.setattr(assignment, "_EXACT", exact or 1)
    chance = np.random.default_rng(exact + ties)
    for _ in range(60):
        rows, columns, scores = random_pairs(chance, *chance.integers(1, 25, 2).tolist(), ties=ties)
        found = assign(rows, columns, scores)
        chosen = found.chosen
        assert len(set(rows[chosen])) == len(chosen) == len(set(columns[chosen])), "one to one"
        most = best(rows, columns, scores)
        assert found.total == pytest.approx(scores[chosen].sum())
        slack = 1e-9 if exact == 100 else STEP * len(chosen) + 1e-6
        assert most - slack <= found.total <= most + 1e-9
        assert most <= found.bound + 1e-6, "the bound is one"


def test_a_better_sum_goes_before_the_best_pair():
    found = assign(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([1.0, 0.9, 0.9]))
    assert found.chosen.tolist() == [1, 2]


def test_a_large_component_is_close_to_the_best():
    chance = np.random.default_rng(1)
    rows, columns, scores = random_pairs(chance, 400, 300, 0.05)
    found = assign(rows, columns, scores)
    assert found.total > 0.99 * best(rows, columns, scores)
    assert found.total > 0.99 * found.bound


def test_many_of_one_day_and_place_are_all_paired():
    rows, columns = (values.ravel() for values in np.indices((200, 150)))
    assert len(assign(rows, columns, np.full(len(rows), 0.9)).chosen) == 150


def test_the_order_of_the_pairs_changes_nothing():
    chance = np.random.default_rng(2)
    rows, columns, scores = random_pairs(chance, 60, 50, 0.2, ties=True)
    pairs = lambda found, r, c: sorted(zip(r[found.chosen], c[found.chosen], strict=True))  # noqa: E731
    wanted = pairs(assign(rows, columns, scores), rows, columns)
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(len(rows))
        r, c = rows[order], columns[order]
        assert pairs(assign(r, c, scores[order]), r, c) == wanted


def test_components_are_what_is_connected():
    rows, columns = np.array([0, 1, 1, 2, 3]), np.array([0, 0, 1, 2, 3])
    label = components(rows, columns).tolist()
    assert label[0] == label[1] == label[2] and len(set(label)) == 3
    chain = np.arange(5_000)
    assert len(set(components(np.r_[chain, chain[1:]], np.r_[chain, chain[:-1]]).tolist())) == 1


def test_nothing_and_one_pair():
    none = np.zeros(0, dtype=np.int64)
    assert assign(none, none, np.zeros(0)).chosen.tolist() == []
    assert assign(np.array([5]), np.array([7]), np.array([0.4])).chosen.tolist() == [0]


def test_small_ones_are_solved_as_by_trying_all():
    chance = np.random.default_rng(9)
    for _ in range(30):
        rows, columns, scores = random_pairs(chance, 4, 3)
        known = {(r, c): s for r, c, s in zip(rows.tolist(), columns.tolist(), scores, strict=True)}
        tries = itertools.permutations([0, 1, 2, -1], 4)
        most = max(sum(known.get((row, column), 0) for row, column in enumerate(way)) for way in tries)
        assert assign(rows, columns, scores).total == pytest.approx(most)
