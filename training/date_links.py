"""Make the weights that give undated events the days told elsewhere: `python -m training.date_links`.

The reports coded in full (half `look` of `training/events/news.jsonl`, and `tests/golden/look`) are coded, and their
events paired with the coding by the project's scorer. For each event without a day, its choices are the dates
around it and "not told"; right are those that the scorer accepts. Prints what the choice gains in ten-fold
cross-validation, and how often choices of a probability are right. Needs the corpora and the scorer in `../shared`; one
minute.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np
from scipy.optimize import minimize

from geo import date_links, events, language
from geo.date_choices import Calendar
from geo.dates import find_dates
from geo.geojson import event_object
from geo.records import Report
from training import event_words, scorer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.date_choices import Choice
    from geo.records import Event

FOLDS = 10
L2 = 0.02
"""Strength of the prior that weights are 0; from .01 to .08 the result is the same within a thousandth."""


@dataclass(frozen=True, slots=True)
class Question:
    """An event that the coding has too.

    Attributes
    ----------
    report
        Number of the report: folds are made of whole reports.
    stated
        Whether the coding gives a day that the text tells.
    before
        Whether the day that the event had by itself is right.
    otherwise
        Whether type and place are right.
    choices, right
        What its day may be, and which of these the scorer accepts; none for an event with a day of its own.
    """

    report: int
    stated: bool
    before: bool
    otherwise: bool
    choices: Sequence[Choice] = ()
    right: Sequence[bool] = ()


def main() -> int:
    """Code the reports, cross-validate, fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("geo/model/events/dates.json"))
    options = parser.parse_args()
    if not scorer.SCORER.is_file():
        print(f"no scorer at {scorer.SCORER}: nothing to fit", file=sys.stderr)
        return 1
    asked = list(questions())
    print("\n".join(cross_validated(asked)))
    about = "Weights of geo/date_links.py, made by training/date_links.py; card: CARD.md. CC BY-SA 4.0."
    options.out.write_text(
        json.dumps({"about": about, "weights": fit(asked)}, indent=1) + "\n", encoding="utf-8"
    )
    return 0


def questions() -> Iterator[Question]:
    """Yield the events of the coded reports that the coder found and the coding has."""
    rules = scorer.rules()
    nlp = language.load()
    codings = [*event_words.codings("look"), *event_words.golden_codings("look")]
    for number, (text, coding) in enumerate(codings):
        published = rules.day(coding["published"])
        with mock.patch.object(events, "dated", lambda found, **_: found):
            doc = nlp(language.make_doc(nlp, Report(id=coding["doc"], text=text, published=published)))
        found: list[Event] = list(doc._.events)
        told = Calendar(
            doc.text,
            starts=[sentence.start_char for sentence in doc.sents],
            dates=find_dates(doc.text, published=published),
            events=found,
            published=published,
        )
        for gold, event, predicted in _paired(rules, coding, found):

            def accepted(when: Any, gold: Any = gold, day: Any = coding["published"]) -> bool:
                dates = {"start": when.start, "end": when.end} if when else {}
                return bool(rules.date_agrees(gold["date"], dates, day, gold["status"] == "future"))

            choices = told.choices(event) if date_links.is_undated(event) else []
            yield Question(
                report=number,
                stated=gold["date"]["text"] is not None
                and not (gold["date"]["unknown"] or gold["date"].get("unknown_ok")),
                before=accepted(event.when),
                otherwise=rules.root(predicted) in gold["roots"]
                and rules.place_agrees(gold["where"], predicted["where"]),
                choices=choices,
                right=[accepted(each.when) for each in choices],
            )


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


def fit(asked: Sequence[Question]) -> dict[str, float]:
    """Fit a conditional logit: of each question's choices, those that are right share as much probability as can be."""
    open_ones = [each for each in asked if any(each.right)]
    names = sorted({name for each in open_ones for choice in each.choices for name in choice.features})
    x = np.array(
        [[choice.features.get(name, 0.0) for name in names] for each in open_ones for choice in each.choices]
    )
    right = np.array([float(good) for each in open_ones for good in each.right])
    sizes = [len(each.choices) for each in open_ones]
    starts, owner = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Any) -> Any:
        points = x @ weights
        odds = np.exp(points - np.maximum.reduceat(points, starts)[owner])
        everything, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        slope = x.T @ (odds / everything[owner] - odds * right / good[owner]) / len(sizes)
        value = -np.log(good / everything).mean() + 0.5 * L2 * weights @ weights
        return value, slope + L2 * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {
        name: round(float(weight), 3)
        for name, weight in zip(names, found.x, strict=True)
        if abs(weight) >= 0.01
    }


def cross_validated(asked: Sequence[Question]) -> Iterator[str]:
    """Yield what weights that were made without a report make of it: dates right before and after, and how sure."""
    judged: list[tuple[Question, bool]] = []
    sure: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights = fit([each for each in asked if each.report % FOLDS != fold])
        for each in asked:
            if each.report % FOLDS != fold:
                continue
            right = each.before
            if each.choices:
                choice, chance = date_links.best(each.choices, date_links.likely(each.choices, weights))
                if choice.date is not None:
                    right = each.right[each.choices.index(choice)]
                    sure.append((chance, right))
            judged.append((each, right))
    stated = [(each, right) for each, right in judged if each.stated]
    undated = sum(bool(each.choices) for each in asked)
    yield f"{len(judged)} events of both, {undated} of them undated, {len(sure)} given a day"
    for name, some in (("dates", judged), ("dates that are told", stated)):
        yield f"  {name}: right {_share([e.before for e, _ in some])} before, {_share([r for _, r in some])} after"
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
