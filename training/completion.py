"""Make the weights that give events the places and days told elsewhere: `python -m training.completion`.

The reports coded in full (half `look` of `training/events/news.jsonl`, and `tests/golden/look`) are coded, and their
events paired with the coding by the project's scorer. For each event without a place, then for each without a day, the
choices are those of `geo.completion.place_candidates` and `geo.completion.date_candidates`; right are those that the
scorer accepts. Prints what they gain in ten-fold cross-validation, and how often choices of a probability are right.
Needs the corpora and the scorer in `../shared`; two minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from geo import language
from geo.completion import choice_model, completer
from geo.completion.date_candidates import DateCandidates
from geo.completion.place_candidates import PlaceCandidates
from geo.completion.text_distance import ReportLayout
from geo.json_objects import event_object
from geo.nlp.normalised_doc import NormalisedView
from geo.records import Report
from training import event_words, scorer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from geo.completion.choice_model import Choice
    from geo.records import Event

    Right = Callable[[Choice[Any]], bool]
    Ask = Callable[[Event], tuple[Sequence[Choice[Any]], bool]]

FOLDS = 10
PRIORS = {"places": 0.01, "dates": 0.02}
"""Strengths of the prior that weights are 0; chosen by the same cross-validation, which hardly tells them apart."""


@dataclass(frozen=True, slots=True)
class Question:
    """An event that the coding has too.

    Attributes
    ----------
    report
        Number of the report: folds are made of whole reports.
    told
        Whether the coding has an answer: a day that the text states, a place.
    before
        Whether what the event has by itself is right.
    otherwise
        Whether all else that counts is right: the type, and the day or the place.
    choices, right
        What can be chosen, and what of that the scorer accepts; nothing for an event that needs no choice.
    """

    report: int
    told: bool
    before: bool
    otherwise: bool
    choices: Sequence[Choice[Any]]
    right: Sequence[bool]


def main() -> int:
    """Code the reports, cross-validate, fit and write; days after places, as they hear who was where."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("geo/model/events"))
    options = parser.parse_args()
    if not scorer.SCORER.is_file():
        print(f"no scorer at {scorer.SCORER}: nothing to fit", file=sys.stderr)
        return 1
    about = (
        "Weights of geo/completion/completer.py, made by training/completion.py; card: CARD.md. CC BY-SA 4.0."
    )
    made: dict[str, Mapping[str, float]] = {}
    for name in ("places", "dates"):
        asked = list(questions(name, made))
        print("\n".join(cross_validated(name, asked)))
        made[name] = fit(asked, PRIORS[name])
        text = json.dumps({"about": about, "weights": made[name]}, indent=1)
        options.out.joinpath(f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return 0


def questions(name: str, made: Mapping[str, Mapping[str, float]]) -> Iterator[Question]:
    """Yield the events that coder and coding share, asked for places or for dates, with the weights that are made."""
    rules, nlp = scorer.rules(), language.load()
    nlp.remove_pipe("dateline_completion")
    middle = _middles(rules)
    for number, (text, coding) in enumerate(
        (*event_words.news_codings("look"), *event_words.golden_codings("look"))
    ):
        published = rules.day(coding["published"])
        given = Report(id=coding["doc"], text=text, published=published)
        doc = NormalisedView(nlp(language.make_doc(nlp, given))).doc
        known: dict[str, Any] = {"mentions": doc._.places, "written_at": doc._.written_at}
        starts = [sentence.start_char for sentence in doc.sents]
        found: list[Event] = list(doc._.events)
        if name == "dates":
            found = completer.infer_places(
                found, text=doc.text, starts=starts, **known, points=made["places"]
            )
        layout = ReportLayout(doc.text, starts, found)
        atlas = PlaceCandidates(layout, events=found, **known)
        calendar = DateCandidates(layout, dates=doc._.dates, events=found, published=published)
        for gold, event, predicted in _paired(rules, coding, found):

            def dated(when: Any, *, gold: Any = gold, day: Any = coding["published"]) -> bool:
                days = {"start": when.start, "end": when.end} if when else {}
                return bool(rules.date_agrees(gold["date"], days, day, gold["status"] == "future"))

            def placed(geometry: Any, gold: Any = gold) -> bool:
                return bool(rules.place_agrees(gold["where"], middle(geometry)))

            typed = rules.root(predicted) in gold["roots"]
            if name == "places":
                open_ones = atlas.choices(event) if event.where is None else []
                yield Question(
                    number,
                    told=gold["where"]["kind"] != "none",
                    before=placed(event.where),
                    otherwise=typed and dated(event.when),
                    choices=open_ones,
                    right=[placed(each.item and each.item.geometry) for each in open_ones],
                )
            else:
                days = calendar.choices(event) if completer.is_undated(event) else []
                date = gold["date"]
                yield Question(
                    number,
                    told=date["text"] is not None and not (date["unknown"] or date.get("unknown_ok", False)),
                    before=dated(event.when),
                    otherwise=typed and placed(event.where),
                    choices=days,
                    right=[dated(each.item and each.item.when) for each in days],
                )


def _middles(rules: Any) -> Callable[[Any], dict[str, Any] | None]:
    """Give a function that finds the scorer's middle of a geometry once, as a point: outlines are large."""
    known: dict[int, tuple[Any, dict[str, Any] | None]] = {}

    def middle(geometry: Any) -> dict[str, Any] | None:
        if geometry is None:
            return None
        if id(geometry) not in known:
            at = rules.middle(shapely.geometry.mapping(geometry))
            known[id(geometry)] = geometry, at and {"type": "Point", "coordinates": [at[1], at[0]]}
        return known[id(geometry)][1]

    return middle


def _paired(
    rules: Any, coding: Mapping[str, Any], found: Sequence[Event]
) -> Iterator[tuple[dict[str, Any], Event, dict[str, Any]]]:
    """Yield events of a coding with what was found of them, in both forms, as the scorer pairs them."""
    objects = [event_object(event) for event in found]
    weights = [
        [rules.weigh(gold, coding["sentences"], each, coding["published"]) for each in objects]
        for gold in coding["events"]
    ]
    for wanted, given in rules.assign(weights).items():
        if not coding["events"][wanted].get("optional"):
            yield coding["events"][wanted], found[given], objects[given]


def fit(asked: Sequence[Question], prior: float) -> dict[str, float]:
    """Fit a conditional logit: of each question's choices, those that are right share as much probability as can be."""
    open_ones = [each for each in asked if any(each.right)]
    names = sorted({name for each in open_ones for choice in each.choices for name in choice.features})
    column = {name: n for n, name in enumerate(names)}
    rows = [choice.features for each in open_ones for choice in each.choices]
    told = [
        (row, column[name], value) for row, seen in enumerate(rows) for name, value in seen.items() if value
    ]
    at = ([row for row, _, _ in told], [n for _, n, _ in told])
    x = csr_matrix(([value for *_, value in told], at), shape=(len(rows), len(names)))
    right = np.array([float(good) for each in open_ones for good in each.right])
    sizes = [len(each.choices) for each in open_ones]
    starts, owner = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Any) -> Any:
        points = x @ weights
        odds = np.exp(points - np.maximum.reduceat(points, starts)[owner])
        everything, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        slope = x.T @ (odds / everything[owner] - odds * right / good[owner]) / len(sizes)
        value = -np.log(good / everything).mean() + 0.5 * prior * weights @ weights
        return value, slope + prior * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {
        name: round(float(weight), 3)
        for name, weight in zip(names, found.x, strict=True)
        if abs(weight) >= 0.01
    }


def cross_validated(name: str, asked: Sequence[Question]) -> Iterator[str]:
    """Yield what weights that were made without a report make of it: right before and after, and how sure."""
    judged: list[tuple[Question, bool]] = []
    sure: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights = fit([each for each in asked if each.report % FOLDS != fold], PRIORS[name])
        for each in asked:
            if each.report % FOLDS != fold:
                continue
            right = each.before
            if each.choices:
                choice, chance = choice_model.most_probable(
                    each.choices, choice_model.probabilities(each.choices, weights)
                )
                if choice.item is not None and chance >= completer.LEAST:
                    right = each.right[each.choices.index(choice)]
                    sure.append((chance, right))
            judged.append((each, right))
    open_ones = sum(bool(each.choices) for each in asked)
    yield f"{name}: {len(judged)} events of both, {open_ones} without one, {len(sure)} of these given one"
    for what, some in (("all", judged), ("told by the coding", [pair for pair in judged if pair[0].told])):
        yield f"  {what}: right {_share([e.before for e, _ in some])} before, {_share([r for _, r in some])} after"
    yield (
        f"  type, place and date: right {_share([e.otherwise and e.before for e, _ in judged])} before, "
        f"{_share([e.otherwise and r for e, r in judged])} after"
    )
    for tenth in range(10):
        if here := [right for chance, right in sure if tenth <= 10 * chance < tenth + 1]:
            yield f"  probability {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}  {len(here):5}  {_share(here)} right"


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right) / len(right):.3f}" if right else "-"


if __name__ == "__main__":
    raise SystemExit(main())
