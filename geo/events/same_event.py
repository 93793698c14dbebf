"""How likely two mentions are of one event: a network of one hidden layer over `geo.events.mention_features`.

`training/same_event.py` makes its weights, `geo/model/events/same_event.json`; the card has its scores.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.events.mention_features import NAMES
from geo.events.word_rarity import WordRarity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class PairScorer:
    """Scores pairs of mentions by their features.

    Parameters
    ----------
    model
        `features`, their names in order; `hidden`, a list of weights for each hidden unit, the bias last; `out`, the
        weights of the hidden units, the bias last; `least` and
        `least of words`; `rarities`, as `geo.events.word_rarity` has them.

    Attributes
    ----------
    least
        Agreement from which a mention joins a group of them.
    least_of_words
        The same where only the words of the mentions are known.
    rarity
        How rare words are.

    Raises
    ------
    ValueError
        The weights are of other features.
    """

    def __init__(self, model: Mapping[str, Any]) -> None:
        if tuple(model["features"]) != NAMES:
            raise ValueError(
                "the weights of same_event.json are of other features: run training/same_event.py"
            )
        self._hidden, self._out = np.array(model["hidden"]), np.array(model["out"])
        self.least: float = model["least"]
        self.least_of_words: float = model["least of words"]
        self.rarity = WordRarity(model["rarities"])

    def probabilities(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return the probability that each pair is of one event, 0 to 1."""
        if not rows:
            return []
        units = np.tanh(np.asarray(rows) @ self._hidden[:, :-1].T + self._hidden[:, -1])
        found: list[float] = (1 / (1 + np.exp(-(units @ self._out[:-1] + self._out[-1])))).tolist()
        return found


@cache
def bundled() -> PairScorer:
    """Read the bundled weights, once a process."""
    text = resources.files("geo").joinpath("model/events/same_event.json").read_text(encoding="utf-8")
    return PairScorer(json.loads(text))
