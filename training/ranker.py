"""Make the weights of the place ranker: `geo/model/ranker.json`.

usage: python -m training.ranker [--shared FOLDER] [--out FILE] [--figures]

Trained on the reports of `FOLDER/corpora/*.jsonl` whose line number, from 0, does not end in 3 or 7, on names of the
gazetteer with their state or country beside them, and on our own short texts in `training/probes`; four minutes of one
core. The other reports are for `benchmarks/resolution.py` alone. Ends with 1 when the corpora are not there.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from training import division_lines
from training.ranker_data import (
    CORPORA,
    corpus_reports,
    division_reports,
    lone_reports,
    neighbour_reports,
    probe_reports,
    unknown_reports,
)
from training.ranker_fit import FOLDS, cross_validate, evaluate, pool_adjacent, predict, threshold, train

ROOT = Path(__file__).resolve().parents[1]
PROBES = ROOT / "training" / "probes" / "probes.txt"


def main() -> int:
    """Train, calibrate on reports that a fold was not trained on, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "geo" / "model" / "ranker.json")
    parser.add_argument("--figures", action="store_true", help="also leave one corpus out at a time")
    options = parser.parse_args()
    folder = options.shared / "corpora"
    if not folder.is_dir():
        print(f"no corpora at {folder}: nothing trained", file=sys.stderr)
        return 1
    reports = corpus_reports(folder)
    extra = [
        *neighbour_reports(),
        *lone_reports(),
        *unknown_reports(),
        *division_reports(),
        *division_lines.reports(),
        *probe_reports(PROBES),
    ]
    alone, together = cross_validate(reports, extra)
    print(f"{len(reports)} reports, {FOLDS}-fold by report; share of names placed within 161 km")
    for corpus in CORPORA:
        print(
            f"  {corpus:9} alone {evaluate(reports, alone, corpus)}   in a batch {evaluate(reports, together, corpus)}"
        )
    chosen = [
        pair
        for likely in (alone, together)
        for r, p in zip(reports, likely, strict=True)
        for pair in r.choices(p)
    ]
    calibration = pool_adjacent(chosen)
    missed = sum(r.unplaced for r in reports) * 2
    abstains = threshold(chosen, missed, calibration)
    print(f"calibrated on {len(chosen)} choices; abstains under {abstains}")
    if options.figures:
        leave_out(reports, extra)
    made = {
        "about": "Weights of geo/resolution/ranker.py, made by training/ranker.py; card: ranker.md. CC BY-SA 4.0.",
        "rounds": train(reports, extra),
        "calibration": calibration,
        "abstains": abstains,
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(f"{options.out}: {options.out.stat().st_size} bytes")
    return 0


def leave_out(reports, extra):
    """Print how far the ranker carries over to a corpus that it has not seen."""
    for corpus in CORPORA:
        rounds = train([r for r in reports if r.corpus != corpus], extra)
        rest = [r for r in reports if r.corpus == corpus]
        alone, together = predict(rounds, rest)
        by_itself, in_batch = evaluate(rest, alone, corpus), evaluate(rest, together, corpus)
        print(f"  without {corpus:9} alone {by_itself}   in a batch {in_batch}")


if __name__ == "__main__":
    raise SystemExit(main())
