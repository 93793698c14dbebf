"""The learned ranker: how likely each candidate of each name is the place that is meant.

A conditional logit: a candidate's points are a weighted sum of its features, and a name's candidates, with "none of
them", share its probability by their points. The first round knows only the names themselves; each later one hears
what the round before made of the report's other names, so that no choice is made before the others are heard.
`training/ranker.py` makes the weights, `geo/model/ranker.md` is their card.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gazetteer.geodesy import MEAN_RADIUS_M
from geo.resolution.context_features import JOINT, joint_features
from geo.resolution.features import OWN
from geo.resolution.outlet_profile import OUTLET, OutletProfile, probable_places

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from geo.resolution.candidates import CandidateArrays, CandidateName, Floats

FEATURES: Final[tuple[str, ...]] = (*OWN, *JOINT, *OUTLET)
"""Columns, in this order; the first round has only `OWN`, the later ones also `JOINT`, the last one all."""


NEAR: Final = math.cos(161_000 / MEAN_RADIUS_M)
"""Cosine of the angle of 161 km: what lies that near is right, by the field's measure."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the ranker made of a report.

    Attributes
    ----------
    arrays
        The report's names.
    likely
        0 to 1, by row; the rows of a name add up to 1.
    points
        What each feature gave to each row: one column for each of `FEATURES`, or of the first of them.
    """

    arrays: CandidateArrays
    likely: Floats
    points: Floats

    def contributions(self, row: int) -> dict[str, float]:
        """Return the contributions to a row's score, in points, the largest first."""
        points = self.points[row]
        heard = np.flatnonzero(np.abs(points) >= 0.005)
        order = heard[np.argsort(-np.abs(points[heard]), kind="stable")]
        return {FEATURES[i]: round(float(points[i]), 2) for i in order}


class Ranker:
    """Weights, and how sure their choices are.

    Parameters
    ----------
    made
        What `training/ranker.py` writes: `rounds` (points a feature, by round, the last one for reports of an outlet
        of which there are others), `calibration` (pairs of a choice's share and how often such choices are right) and
        `abstains` (the calibrated score under which there is no choice).

    Raises
    ------
    ValueError
        If a round has a feature that this version does not know.
    """

    def __init__(self, made: Mapping[str, Any]) -> None:
        self.abstains = float(made["abstains"])
        self._shares = [float(share) for share, _ in made["calibration"]]
        self._right = [float(right) for _, right in made["calibration"]]
        self.rounds = [_weights(points) for points in made["rounds"]]

    def rank(self, arrays: CandidateArrays) -> Ranking:
        """Rank the candidates of the names of one report."""
        points = arrays.own_features * self.rounds[0][: arrays.own_features.shape[1]]
        likely = shares(arrays, points.sum(1))
        for weights in self.rounds[1:-1]:
            features = np.hstack([arrays.own_features, joint_features(arrays, likely)])
            points = features * weights[: features.shape[1]]
            likely = shares(arrays, points.sum(1))
        return Ranking(arrays, likely, points)

    def rank_all(self, all_arrays: Sequence[CandidateArrays], outlets: Sequence[Hashable]) -> list[Ranking]:
        """Rank the candidates of several reports; those of one outlet share where it is based.

        Parameters
        ----------
        all_arrays
            The reports.
        outlets
            For each report its outlet, `None` when it is not known.
        """
        rankings = [self.rank(arrays) for arrays in all_arrays]
        probable = [probable_places(ranking.arrays, ranking.likely) for ranking in rankings]
        profiles: dict[Hashable, OutletProfile] = {}
        for outlet, places in zip(outlets, probable, strict=True):
            if outlet is not None:
                profiles.setdefault(outlet, OutletProfile()).add(places)
        for i, (ranking, outlet) in enumerate(zip(rankings, outlets, strict=True)):
            if outlet is None:
                continue
            arrays = ranking.arrays
            by_outlet = profiles[outlet].features(arrays, probable[i])
            if by_outlet.any():
                points = (
                    np.hstack([arrays.own_features, joint_features(arrays, ranking.likely), by_outlet])
                    * self.rounds[-1]
                )
                rankings[i] = Ranking(arrays, shares(arrays, points.sum(1)), points)
        return rankings

    def score(self, share: float) -> float:
        """Return how often a choice with this share of its name's probability is right within 161 km."""
        i = bisect_right(self._shares, share)
        if i == 0:
            return self._right[0]
        if i == len(self._shares):
            return self._right[-1]
        low, high = self._shares[i - 1], self._shares[i]
        part = (share - low) / (high - low) if high > low else 1.0
        return self._right[i - 1] + part * (self._right[i] - self._right[i - 1])


def shares(arrays: CandidateArrays, points: Floats) -> Floats:
    """Compute each row's share of its name's probability from the points (softmax)."""
    if not len(points):
        return points
    starts = np.array([name.first for name in arrays.names])
    top = np.maximum.reduceat(points, starts)
    odds: Floats = np.exp(points - top[arrays.name_index])
    return odds / np.add.reduceat(odds, starts)[arrays.name_index]


def choose(arrays: CandidateArrays, name: CandidateName, likely: Floats) -> tuple[int, float]:
    """Choose a name's candidate: the likeliest one where the most of its probability lies within 161 km.

    A city and the province of its name share what is known of either; together they outweigh a namesake far away.

    Parameters
    ----------
    arrays
        The report.
    name
        A name with candidates.
    likely
        Shares by row.

    Returns
    -------
    int, float
        The choice, from the name's first row, and the share of all candidates within 161 km of it.
    """
    rows = slice(name.first, name.first + len(name.matches))
    chances = likely[rows]
    near = arrays.unit[rows] @ arrays.unit[rows].T >= NEAR
    around = near @ chances
    best = int(np.argmax(np.where(near[int(np.argmax(around))], chances, -1.0)))
    return best, float(min(around[best], 1.0))


def _weights(points: Mapping[str, float]) -> Floats:
    unknown = set(points) - set(FEATURES)
    if unknown:
        raise ValueError(f"the ranker's weights name unknown features: {', '.join(sorted(unknown))}")
    return np.array([float(points.get(name, 0.0)) for name in FEATURES])


@cache
def default() -> Ranker:
    """Load the bundled weights, once a process."""
    return Ranker(
        json.loads(resources.files("geo").joinpath("model/ranker.json").read_text(encoding="utf-8"))
    )
