"""A choice among what a report tells, or none of it: a conditional logit, weighed by `training/completion.py`."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """One answer to a question.

    Attributes
    ----------
    item
        What is chosen; `None` is "none of them".
    key
        What counts together: choices of one day, or of one place.
    features
        What speaks for and against it, by name.
    """

    item: T | None
    key: Hashable = None
    features: Mapping[str, float] = field(default_factory=dict)


def probabilities(choices: Sequence[Choice[T]], weights: Mapping[str, float]) -> list[float]:
    """Return the probability of each choice, from 0 to 1, summing to 1 (softmax of the summed weights)."""
    points = [
        sum(weights.get(name, 0.0) * value for name, value in each.features.items()) for each in choices
    ]
    top = max(points, default=0.0)
    odds = [math.exp(each - top) for each in points]
    total = sum(odds)
    return [each / total for each in odds]


def most_probable(choices: Sequence[Choice[T]], chances: Sequence[float]) -> tuple[Choice[T], float]:
    """Choose the likeliest key, and of the choices that have it the likeliest; with the key's probability."""
    by_key: dict[Hashable, float] = defaultdict(float)
    for each, chance in zip(choices, chances, strict=True):
        by_key[each.key] += chance
    most = max(by_key, key=lambda key: by_key[key])
    same = [n for n, each in enumerate(choices) if each.key == most]
    return choices[max(same, key=lambda n: chances[n])], by_key[most]


@cache
def weights(name: str) -> Mapping[str, float]:
    """Load the bundled weights of a kind of choice, once a process: `dates`, `places`."""
    made = json.loads(
        resources.files("geo").joinpath(f"model/events/{name}.json").read_text(encoding="utf-8")
    )
    points: dict[str, float] = made["weights"]
    return points
