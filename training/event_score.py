"""Make the weights that say how sure an event is: `python -m training.event_score`.

They are fitted on the reports for development, of which the networks have learned nothing, so that the probabilities
are those of new reports. A second set of weights is made for reports that no network reads. Prints the reliability in
five-fold cross-validation. Needs the corpora in `../shared`; two minutes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geo import language, records
from geo.components.event_detector import EventDetector
from geo.events import coder
from geo.events.confidence import Scorer
from geo.nlp.normalised_doc import NormalisedView
from geo.plover import HAZARD
from training import corpora, event_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.records import Event
    from training.event_words import Coded

    Row = tuple[int, dict[str, float], bool]

PRIOR = 3.0
"""Strength of the prior that weights are 0: as many events as speak against each."""
LEAST = 0.55
"""Events that score less are left out: F1 is within a hundredth of its best then, and precision higher."""

LEAST_ALONE = 0.25
"""Of a text of one sentence the best event stays from this score on."""
EVERY = Scorer({"detector": {"bias": 0.0}, "listed": {"bias": 0.0}, "least": 0.0, "least alone": 0.0})
"""Leaves no event out: what is learned is which are right."""


def main() -> int:
    """Code the reports, fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("geo/model/events/score.json"))
    options = parser.parse_args()
    corpora.require()
    reports = list(event_words.by_hand(development=True))
    made: dict[str, Any] = {
        "about": "Weights of geo/events/confidence.py, made by training/event_score.py; card: CARD.md. CC BY-SA 4.0.",
        "least": LEAST,
        "least alone": LEAST_ALONE,
    }
    for name, read in (("detector", True), ("listed", False)):
        rows = list(candidates(reports, read=read))
        made[name] = fit(rows)
        print(f"{name}: {len(rows)} candidates of {len(reports)} reports")
        print("\n".join(reliability(rows)))
    if options.out.exists():  # those of the fields are made from these: `python -m training.field_scores`
        made["fields"] = json.loads(options.out.read_text(encoding="utf-8")).get("fields", {})
    options.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return 0


def candidates(reports: Sequence[Coded], *, read: bool) -> Iterator[Row]:
    """Yield (report, features, right) for each event found; right is one whose words and root are in the coding.

    `read` says whether the networks read the reports.
    """
    nlp = language.load(events=False)
    detector = EventDetector("detector", gazetteer=[])
    for i, report in enumerate(reports):
        given = records.Report(id=report.name, text=report.text, published=report.published)
        doc = nlp(language.make_doc(nlp, given))
        if read:
            doc = detector(doc)
        told: list[tuple[Event, Mapping[str, float]]] = []
        coder.code_events(
            NormalisedView(doc).doc, scorer=EVERY, on_candidate=lambda *each, told=told: told.append(each)
        )
        for event, seen in told:
            if event.type == HAZARD:  # of which the coding says nothing
                continue
            right = verdict(report, event)
            if right is not None:
                yield i, dict(seen), right


def verdict(report: Coded, event: Event) -> bool | None:
    """Say whether an event's words and root are in the coding; `None` where careful coders differ."""
    for start, end, roots in report.events:
        if start < event.end and event.start < end and event.type in roots:
            return True
    left_open = any(start < event.end and event.start < end for start, end in report.left_open)
    return None if left_open else False


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Fit a logistic regression by Newton's method; the prior spares the bias."""
    names = sorted({name for _, seen, _ in rows for name in seen})
    x, y = _matrix(rows, names)
    weights = np.zeros(x.shape[1])
    prior = np.array([1e-3, *[PRIOR] * len(names)])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + prior * weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(prior), slope)
    return {name: round(float(weight), 4) for name, weight in zip(["bias", *names], weights, strict=True)}


def _matrix(rows: Sequence[Row], names: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x = np.array([[1.0, *(seen.get(name, 0.0) for name in names)] for _, seen, _ in rows])
    return x, np.array([float(right) for *_, right in rows])


def reliability(
    rows: Sequence[Row], *, by: Callable[[Sequence[Row]], Mapping[str, float]] = fit
) -> Iterator[str]:
    """Yield by tenths of the score how many candidates were right, each scored by weights made without its report.

    `by` makes the weights.
    """
    pairs: list[tuple[float, bool]] = []
    for part in range(5):
        weights = by([row for row in rows if row[0] % 5 != part])
        for i, seen, right in rows:
            if i % 5 == part:
                odds = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in seen.items())
                pairs.append((1 / (1 + np.exp(-odds)), right))
    for tenth in range(10):
        here = [right for score, right in pairs if tenth <= 10 * score < tenth + 1]
        if here:
            yield f"  {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}  {len(here):5}  {sum(here) / len(here):.2f} right"


if __name__ == "__main__":
    raise SystemExit(main())
