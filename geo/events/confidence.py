"""How sure an event is: the probability that its type and trigger are right, from what was found about it.

A logistic regression on news coded by hand, with one set of weights for reports that the detector read and one for
those it did not (`training/event_score.py` makes `geo/model/events/score.json`; the card has its reliability).
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.events.matches import TriggerMatch
    from geo.records import Actor, Status, When

_EDGE: Final = 0.005  # probabilities of the detector are taken no nearer to 0 and 1


def features(
    match: TriggerMatch,
    *,
    root: str,
    actors: tuple[Actor, ...],
    recipients: tuple[Actor, ...],
    placed: bool,
    when: When,
    status: Status,
) -> dict[str, float]:
    """Return the features for and against an event.

    Parameters
    ----------
    match
        The trigger, with what the detector says of it.
    root
        The event's PLOVER root.
    actors, recipients, placed, when, status
        What was made out about it; `placed` says whether it has a place.
    """
    flags = {
        "actors": bool(actors),
        "recipients": bool(recipients),
        "placed": placed,
        "dated": when.start is not None or when.end is not None,
        status: status != "actual",
    }
    return _of_trigger(match, root) | {name: float(value) for name, value in flags.items()}


def _of_trigger(match: TriggerMatch, root: str) -> dict[str, float]:
    """Return the features of the trigger alone."""
    is_listed = match.is_listed
    flags = {
        "listed": is_listed,
        "specific": is_listed and (match.trigger.words > 1 or bool(match.trigger.guards)),
        "mode": bool(match.kind.mode),
        "noun": match.reading == "noun",
        root: True,
    }
    seen = {name: float(value) for name, value in flags.items()}
    if match.chance is not None and match.seen is not None:
        seen["chance"], seen["seen"] = _log_odds(match.chance), _log_odds(match.seen)
        seen["listed and seen"] = is_listed * seen["seen"]
    return seen


class Scorer:
    """How sure events are, by the weights of a model.

    Parameters
    ----------
    model
        The weights for reports with and without words that the detector found, and two floors, as
        `training/event_score.py` writes them.

    Attributes
    ----------
    least
        Score below which events of a report are left out.
    least_alone
        Score from which the best event of a text of one sentence stays, where none scores `least`. Who hands over a
        sentence by itself asks what it tells; what stands around it can neither help nor be spoilt.
    """

    def __init__(self, model: Mapping[str, Any]) -> None:
        self._weights: dict[bool, Mapping[str, float]] = {True: model["detector"], False: model["listed"]}
        self.least: float = model["least"]
        self.least_alone: float = model["least alone"]

    def score(self, seen: Mapping[str, float]) -> float:
        """Return the probability that an event with these features is right, 0 to 1."""
        weights = self._weights["seen" in seen]
        return round(
            1 / (1 + math.exp(-weights["bias"] - sum(weights.get(n, 0.0) * v for n, v in seen.items()))), 3
        )

    def is_hopeless(self, match: TriggerMatch, floor: float) -> bool:
        """Return whether a trigger that the detector judged scores less than `floor` even with a place.

        Such a trigger must not draw the places and dates of its sentence to itself before it is left out.
        """
        most = _of_trigger(match, match.kind.root) | {"placed": 1.0}
        return match.seen is not None and self.score(most) < floor


@cache
def bundled() -> Scorer:
    """Read the bundled weights, once a process."""
    text = resources.files("geo").joinpath("model/events/score.json").read_text(encoding="utf-8")
    return Scorer(json.loads(text))


def _log_odds(chance: float) -> float:
    return math.log(max(chance, _EDGE) / max(1 - chance, _EDGE))
