"""Make the weights that say whether a name is a place at all: `geo/model/tagger/plausibility.json`.

usage: python -m training.plausibility [--out FILE] [--figures]

A proposal (`geo.toponyms.tagger.tagger.propose`) is right where it has a letter in common with an annotated place, and
a nested one where it is annotated with its very span. Fitted on the training part of the corpora, our own annotated
reports, the annotated English, tweets included, which the tagger has not seen, and made-up lines; two minutes of one
core. `--figures` says how well it does in five-fold cross-validation by report, and on each corpus with the corpus left
out. No report that is held out is read.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from geo.language import load, make_doc
from geo.nlp.encoder import encoder
from geo.nlp.normalised_doc import NormalisedView
from geo.records import Report
from geo.toponyms.rules import names_by_rules
from geo.toponyms.tagger.plausibility import features
from geo.toponyms.tagger.tagger import propose
from training import corpora, plausibility_lines
from training.made_up_lines import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDS = 5
L2 = 2.0
"""Strength of the prior that weights are 0, in proposals."""
WEIGHT = {
    "gwn": 1.0,
    "tr-news": 1.5,
    "geovirus": 0.7,
    "lgl": 0.4,
    "own": 1.0,
    "ner": 0.4,
    "made up": 0.3,
    "kinds": 0.1,
}
"""What a proposal of a source counts: LGL's annotators left many names out."""
INNER = ("lgl", "tr-news", "made up")
"""Sources whose convention is the inner name: nested proposals are learned from them."""
NESTED_THRESHOLD = 0.5
"""A nested name is given where it is likelier than not: whoever asks for them decides about the outer ones."""
MADE_UP, MADE_UP_SEED = 1500, 77
"""Made-up lines: other ones than the tagger has learned from."""
FURTHER, FURTHER_SEED = 3000, 78
"""Made-up lines of kinds that the tagger has not learned from."""
ORIGINS = ("tagger", "person", "gazetteer", "nested")


@dataclass(slots=True)
class Row:
    """A proposal: its report's number and source, who proposes it, its features, whether it is right."""

    report: int
    source: str
    origin: str
    found: dict[str, float]
    right: bool
    exact: bool
    name: str


def main() -> int:
    """Collect, fit, choose thresholds and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("geo/model/tagger/plausibility.json"))
    parser.add_argument("--figures", action="store_true")
    options = parser.parse_args()
    corpora.require()
    rows = list(collect())
    print(f"{len(rows)} proposals, {sum(row.right for row in rows)} of them places")
    outer, nested = ([row for row in rows if (row.origin == "nested") == inside] for inside in (False, True))
    rows = [*outer, *nested]
    chances = np.concatenate([cross_validate(outer), cross_validate(nested)])
    thresholds = {origin: threshold(rows, chances, origin) for origin in ORIGINS}
    thresholds["nested"] = NESTED_THRESHOLD
    print("thresholds", thresholds)
    if options.figures:
        figures(rows, chances, thresholds)
    made = {
        "about": "Weights of geo/toponyms/tagger/plausibility.py, made by training/plausibility.py. CC BY-SA 4.0.",
        "thresholds": thresholds,
        "weights": fit(outer),
        "nested": fit(nested),
    }
    options.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return 0


def reports() -> Iterator[corpora.Annotated]:
    """Yield what is learned from."""
    for name in corpora.CORPORA:
        yield from corpora.corpus(name, held_out=False)
    yield from corpora.own()
    yield from corpora.english(tweets=True)
    yield from lines(MADE_UP, seed=MADE_UP_SEED)
    yield from (replace(line, style="kinds") for line in plausibility_lines.lines(FURTHER, seed=FURTHER_SEED))


def collect() -> Iterator[Row]:
    """Yield the proposals of all reports."""
    nlp = load(events=False)
    sentences = nlp.get_pipe("dateline_sentences")
    bundled, gazetteer = encoder.bundled(), nlp.get_pipe("dateline_places").gazetteer
    for number, report in enumerate(reports()):
        doc = sentences(make_doc(nlp, Report(id="r", text=report.text, language="en")))
        view = NormalisedView(doc)
        encoding = bundled.encode(view.doc, gazetteer=gazetteer, language="en")
        if encoding is None:
            continue
        text = view.doc.text
        ruled = names_by_rules(text, encoding.words, encoding.lookup)
        read = propose(text, encoding, ruled=ruled)
        spans = [(s.start, s.end) for s in report.spans if s.label in ("PLACE", "DEMONYM")]
        spans = [view.there(start, end) for start, end in spans]
        organisations = [view.there(s.start, s.end) for s in report.spans if s.label == "ORG"]
        for proposal in (*read.proposals, *read.nested):
            place = proposal.place
            if place.demonym or (proposal.origin == "nested" and report.style not in INNER):
                continue  # no two corpora agree about demonyms
            if not report.nested and any(a <= place.start and place.end <= b for a, b in organisations):
                continue  # what lies inside is not annotated
            exact = (place.start, place.end) in spans
            right = exact or (
                proposal.origin != "nested" and any(a < place.end and place.start < b for a, b in spans)
            )
            start, end = place.start, place.end
            name = f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 30]}"
            yield Row(
                number,
                report.style,
                proposal.origin,
                features(proposal, read.around),
                right,
                exact,
                name.replace("\n", " "),
            )


def matrix(rows: Sequence[Row], names: Sequence[str]) -> np.ndarray:
    """Put features into columns."""
    column = {name: i for i, name in enumerate(names)}
    made = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for key, value in row.found.items():
            if key in column:
                made[i, column[key]] = value
    return made


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Fit a logistic regression with a Gaussian prior; features are scaled to a deviation of 1 for it."""
    names = sorted({key for row in rows for key in row.found})
    values, right = matrix(rows, names), np.array([row.right for row in rows], dtype=float)
    scale = np.maximum(values.std(axis=0), 0.05)
    scale[names.index("always")] = 1.0
    values = values / scale
    weight = np.array([WEIGHT[row.source] for row in rows])

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        points = values @ theta
        cost = (weight * (np.logaddexp(0.0, points) - right * points)).sum()
        slope = values.T @ (weight * (1.0 / (1.0 + np.exp(-points)) - right))
        return cost + 0.5 * L2 * theta @ theta, slope + L2 * theta

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {
        name: round(float(value), 4)
        for name, value in zip(names, found.x / scale, strict=True)
        if abs(value) > 1e-3
    }


def predict(weights: dict[str, float], rows: Sequence[Row]) -> np.ndarray:
    """Return the probabilities of proposals."""
    points = [sum(weights.get(key, 0.0) * value for key, value in row.found.items()) for row in rows]
    return 1.0 / (1.0 + np.exp(-np.clip(points, -30, 30)))


def cross_validate(rows: Sequence[Row]) -> np.ndarray:
    """Return for each proposal the probability by weights that were made without its report."""
    fold = np.array([row.report % FOLDS for row in rows])
    chances = np.zeros(len(rows))
    for k in range(FOLDS):
        weights = fit([row for row, f in zip(rows, fold, strict=True) if f != k])
        chances[fold == k] = predict(weights, [row for row, f in zip(rows, fold, strict=True) if f == k])
    return chances


def threshold(rows: Sequence[Row], chances: np.ndarray, origin: str) -> float:
    """Return the probability from which taking a proposal of an origin does more good than harm to F1."""
    at = [i for i, row in enumerate(rows) if row.origin == origin]
    weight = np.array([WEIGHT[rows[i].source] for i in at])
    right = np.array([rows[i].right for i in at])
    grid = np.arange(0.2, 0.85, 0.05)
    gains = [((chances[at] >= t) * weight * np.where(right, 0.55, -0.45)).sum() for t in grid]
    return round(float(grid[int(np.argmax(gains))]), 2)


def figures(rows: Sequence[Row], chances: np.ndarray, thresholds: dict[str, float]) -> None:
    """Print by source how many of the proposals are taken and right, before and after, and with the source left out."""
    least = np.array([thresholds[row.origin] for row in rows])
    for source in WEIGHT:
        at = np.array([row.source == source for row in rows])
        rest = [row for row in rows if row.source != source and row.origin != "nested"]
        weights = fit(rest)
        mine = [row for row in rows if row.source == source]
        without = predict(weights, mine)
        print(source)
        for origin in ORIGINS:
            part = at & np.array([row.origin == origin for row in rows])
            right = np.array([row.right for row in rows])
            inside = np.array([row.origin == origin for row in mine])
            line = f"  {origin:9} {part.sum():6} proposed, {right[part].sum():6} right"
            for label, taken, good in (
                ("cross-validated", chances[part] >= least[part], right[part]),
                (
                    "left out",
                    without[inside] >= thresholds[origin],
                    np.array([r.right for r in mine])[inside],
                ),
            ):
                line += f" | {label}: {taken.sum()} taken, {(taken & good).sum()} right"
            print(line)


if __name__ == "__main__":
    raise SystemExit(main())
