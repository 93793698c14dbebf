"""How the ranker's weights are found: a conditional logit, round by round, with signs that make sense."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

from geo.resolution.context_features import joint_features
from geo.resolution.features import OWN
from geo.resolution.outlet_profile import OUTLET, OutletProfile, probable_places
from geo.resolution.ranker import FEATURES, Ranker, shares

FOLDS = 5
ROUNDS = 3
"""Before the one that hears an outlet's other reports."""
L2 = 1e-3
LEAST_SHARE = 1 / 3
"""A choice with less of its name's probability is none, where F1 does not care: one Springfield of many."""
_BINS = 80

# What can only speak for a place, or only against it: a weight of the other sign would be an accident of the corpora.
AGAINST = frozenset(
    {
        "rank",
        "other class",
        "called a division, country",
        "own name of another",
        "namesake of a division, settlement",
        "small in its division, settlement",
        "namesake",
        "alternate name",
        "bare name",
        "another container follows",
        "another container follows, one candidate fits",
        "another area in apposition",
        "lies outside the area in apposition, one candidate fits",
        "address in another country",
        "isolated",
        "outlet's name, large area",
        "other reports elsewhere",
    }
)
EITHER = (
    frozenset(
        name
        for name in OWN
        if name.startswith(("is ", "none", "population unknown", "population lead", "first, "))
        or name.endswith((" name", ", settlement", ", large area", "only candidate"))
    )
    - AGAINST
    - {"own name"}
)


def fit(features, report_questions):
    """Find the weights of one round.

    Parameters
    ----------
    features
        For each report its matrix.
    report_questions
        For each report its questions.
    """
    rows, right, segment, weight = _stack(features, report_questions)
    scale = rows.std(0) + 1e-3
    rows = rows / scale
    starts = np.flatnonzero(np.r_[True, segment[1:] != segment[:-1]])
    total = weight.sum()
    by_row = weight[segment]

    def loss(theta):
        points = rows @ theta
        odds = np.exp(points - np.maximum.reduceat(points, starts)[segment])
        everything, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        value = -(weight * np.log(good / everything)).sum() / total
        slope = by_row * (odds / everything[segment] - odds * right / good[segment]) / total
        return value + 0.5 * L2 * theta @ theta, rows.T @ slope + L2 * theta

    names = FEATURES[: rows.shape[1]]
    bounds = [
        (None, 0) if name in AGAINST else (None, None) if name in EITHER else (0, None) for name in names
    ]
    found = minimize(
        loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}
    )
    return {
        name: round(float(value), 4)
        for name, value in zip(names, found.x / scale, strict=True)
        if abs(value) > 1e-4
    }


def _stack(features, report_questions):
    rows, right, segment, weight = [], [], [], []
    for matrix, (arrays, questions) in zip(features, report_questions, strict=True):
        for question in questions:
            rows.append(matrix[arrays.names[question.name].rows])
            right.append(question.right)
            segment.append(np.full(len(question.right), len(weight)))
            weight.append(question.weight)
    return np.concatenate(rows), np.concatenate(right), np.concatenate(segment), np.array(weight)


def train(reports, extra):
    """Find the weights of all rounds; `extra` reports have no outlet."""
    everything = [*reports, *extra]
    asked = [(r.arrays, r.questions) for r in everything]
    features = [r.arrays.own_features for r in everything]
    rounds = []
    for _ in range(ROUNDS):
        rounds.append(fit(features, asked))
        likely = _apply(everything, features, rounds[-1])
        features = [
            np.hstack([r.arrays.own_features, joint_features(r.arrays, p)])
            for r, p in zip(everything, likely, strict=True)
        ]
    by_outlet = _outlet_features(everything, likely)
    features = [np.hstack([matrix, columns]) for matrix, columns in zip(features, by_outlet, strict=True)]
    return [*rounds, fit(features, asked)]


def _apply(reports, features, weights):
    vector = np.array([weights.get(name, 0.0) for name in FEATURES])
    return [
        shares(r.arrays, matrix @ vector[: matrix.shape[1]])
        for r, matrix in zip(reports, features, strict=True)
    ]


def _outlet_features(reports, likely):
    profiles, probable = {}, [probable_places(r.arrays, p) for r, p in zip(reports, likely, strict=True)]
    for r, places in zip(reports, probable, strict=True):
        if r.source:
            profiles.setdefault(r.source, OutletProfile()).add(places)
    return [
        profiles[r.source].features(r.arrays, places)
        if r.source
        else np.zeros((len(r.arrays.name_index), len(OUTLET)))
        for r, places in zip(reports, probable, strict=True)
    ]


def predict(rounds, reports):
    """Give each report's shares by row, alone and in one batch with the others."""
    ranker = Ranker({"rounds": rounds, "calibration": [[0.0, 0.0]], "abstains": 0.0})
    all_arrays = [r.arrays for r in reports]
    alone = [ranker.rank(arrays).likely for arrays in all_arrays]
    together = ranker.rank_all(all_arrays, [r.source for r in reports])
    return alone, [ranking.likely for ranking in together]


def cross_validate(reports, extra):
    """Predict every report with weights that were made without it."""
    alone, together = [None] * len(reports), [None] * len(reports)
    for fold in range(FOLDS):
        rounds = train([r for i, r in enumerate(reports) if i % FOLDS != fold], extra)
        # The other folds' reports are in the batch too, as an outlet's other reports are, but not what is right there.
        by_itself, by_all = predict(rounds, reports)
        for i in range(fold, len(reports), FOLDS):
            alone[i], together[i] = by_itself[i], by_all[i]
    return alone, together


def evaluate(reports, likely, corpus) -> str:
    """Word the share of gold mentions of a corpus within 161 km, of all and of those with a candidate that near."""
    right = total = possible = 0
    for report, p in zip(reports, likely, strict=True):
        if report.corpus == corpus:
            right += sum(good for _, good in report.choices(p))
            total += len(report.asked)
            possible += sum(hit.any() for _, hit in report.asked)
    return f"{right / total:.3f} (at most {possible / total:.3f})"


def pool_adjacent(chosen):
    """Fit how often choices of a share are right: bins of equal size, made to rise (pool adjacent violators)."""
    chosen = sorted(chosen)
    size = max(1, len(chosen) // _BINS)
    blocks: list[list[float]] = []  # sum of shares, right ones, number
    for first in range(0, len(chosen), size):
        part = chosen[first : first + size]
        blocks.append([sum(share for share, _ in part), float(sum(good for _, good in part)), len(part)])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    return [[round(share / n, 4), round(right / n, 4)] for share, right, n in blocks]


def threshold(chosen, missed, calibration) -> float:
    """Choose the calibrated score under which no place is better than the likeliest.

    The lowest at which F1 at 161 km is within a thousandth of its best: there is no gain in leaving more out; but not
    lower than that of a choice with `LEAST_SHARE`.
    """
    ranker = Ranker({"rounds": [], "calibration": calibration, "abstains": 0.0})
    scored = sorted(((ranker.score(share), good) for share, good in chosen), reverse=True)
    right, values = 0, []
    for number, (score, good) in enumerate(scored, 1):
        right += good
        values.append((2 * right / (number + len(scored) + missed), score))
    best = max(f1 for f1, _ in values)
    lowest = min(score for f1, score in values if f1 >= best - 0.001)
    return round(max(lowest, ranker.score(LEAST_SHARE)), 3)
