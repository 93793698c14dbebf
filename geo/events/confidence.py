"""How sure an event is: the probabilities that its type, its parties, its day and its place are right, and all of them.

Logistic regressions on news coded by hand (`training/event_score.py` makes `geo/model/events/score.json`; the card has
their reliability). That of the type has one set of weights for reports that the detector read and one for those it did
not; those of the other fields weigh the features of `geo.events.field_features`, and that of the whole event the log
odds of its fields.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geo.events.matches import TriggerMatch
    from geo.records import Actor, Event, FieldScores, Status, When

PARTS: Final = ("type", "parties", "day", "place")
"""The scores that make up that of the whole event."""
_EDGE: Final = 0.005  # probabilities are taken no nearer to 0 and 1
_SCORE_OF: Final = {"type": "type", "when": "day", "where": "place"}
"""The scores of fields that can be edited by hand."""


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
        seen["chance"], seen["seen"] = log_odds(match.chance), log_odds(match.seen)
        seen["listed and seen"] = is_listed * seen["seen"]
    return seen


class Scorer:
    """How sure events are, by the weights of a model.

    Parameters
    ----------
    model
        The weights for reports with and without words that the detector found, those of the fields, and two floors, as
        `training/event_score.py` writes them. Without weights the score of a field is `None`.

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
        self._fields: Mapping[str, Mapping[str, float]] = model.get("fields", {})
        self.least: float = model["least"]
        self.least_alone: float = model["least alone"]

    def score(self, seen: Mapping[str, float]) -> float:
        """Return the probability that the type and the trigger of an event with these features are right, 0 to 1."""
        return _logistic(self._weights["seen" in seen], seen)

    def score_field(self, name: str, seen: Mapping[str, float]) -> float | None:
        """Return the probability that a field with these features is right, 0 to 1; `None` without weights for it."""
        weights = self._fields.get(name)
        return None if weights is None else _logistic(weights, seen)

    def rescored(self, scores: FieldScores, seen: Mapping[str, Mapping[str, float]]) -> FieldScores:
        """Return the scores of an event of which some fields have changed.

        Parameters
        ----------
        scores
            As they were before.
        seen
            The features of the fields that have changed, by the names of their scores (`geo.events.field_features`).
        """
        return self.with_whole(
            replace(scores, **{name: self.score_field(name, features) for name, features in seen.items()})
        )

    def with_whole(self, scores: FieldScores) -> FieldScores:
        """Return scores whose `whole` follows from the others; it is `None` where one of them is not known.

        An event is no likelier right as a whole than in its least sure field.
        """
        parts = {name: getattr(scores, name) for name in PARTS}
        if None in parts.values():
            return replace(scores, whole=None)
        if all(chance == 1.0 for chance in parts.values()):
            return replace(scores, whole=1.0)
        odds = {name: log_odds(chance) for name, chance in parts.items()}
        whole = self.score_field("whole", odds)
        return replace(scores, whole=None if whole is None else min(whole, *parts.values()))

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


def edited_scores(event: Event, names: Collection[str]) -> FieldScores:
    """Return the scores of an event whose fields of these names were edited by hand: what people say is so is sure."""
    edited = {_SCORE_OF[name]: 1.0 for name in names if name in _SCORE_OF}
    if "score" in names:
        edited.setdefault("type", event.score)
    return bundled().with_whole(replace(event.scores, **edited)) if edited else event.scores


def log_odds(chance: float) -> float:
    """Return ln(p / (1 - p)) of a probability, which is taken no nearer than 0.005 to 0 and 1."""
    return math.log(max(chance, _EDGE) / max(1 - chance, _EDGE))


def _logistic(weights: Mapping[str, float], seen: Mapping[str, float]) -> float:
    return round(
        1 / (1 + math.exp(-weights["bias"] - sum(weights.get(n, 0.0) * v for n, v in seen.items()))), 3
    )
