"""How well events are coded, by the project's scorer: on the worked example, and on reports that no rule was made on.

The worked example, the corpora and the scorer lie beside the checkout and are no part of it; without them this says so
and stops. `unseen_events.json` beside this file holds the hand coding, by offsets. Neither is a target: no rule may be
made for it alone. The coding knows the 16 roots of PLOVER alone, and calls accidents traps or leaves them out: events
of our own family HAZARD are counted and left out of the scores (`tests/geo/hazards` measures them).

    python benchmarks/events.py [--shared FOLDER] [--verbose]
    python benchmarks/events.py --golden look|measure
    python benchmarks/events.py --news look|measure

The second measures on a half of tests/golden, our own reports coded by hand: by type, with the reliability of scores,
and, for the half that is there to look at, with the commonest errors. The third does so on news of the corpora that we
coded by hand (`training/events/news.jsonl`); the detector was trained on its half to look at, so only `measure` tells
how well new reports are coded.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import golden_events

import geo
from geo.documents.reading import as_date, read_reports
from geo.json_objects import event_object
from geo.pipeline import event_set
from geo.plover import HAZARD
from geo.records import Report

SHARED = Path(__file__).resolve().parents[2] / "shared"


UNSEEN = Path(__file__).with_name("unseen_events.json")
NEWS = Path(__file__).parent.parent / "training" / "events" / "news.jsonl"


def main() -> int:
    """Code both sets, score them, and time them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--shared", type=Path, default=SHARED, help="the folder with facts/, seeds/, corpora/ and bench/"
    )
    parser.add_argument(
        "--verbose", action="store_true", help="list misses and wrong fields of the worked example"
    )
    parser.add_argument("--golden", choices=("look", "measure"), help="a half of our own reports instead")
    parser.add_argument("--news", choices=("look", "measure"), help="a half of the coded news instead")
    options = parser.parse_args()
    example, scorer = (
        options.shared / "facts" / "seed_events.json",
        options.shared / "bench" / "score_events.py",
    )
    needed = options.shared / "corpora" if options.news else example
    if not (scorer.is_file() and (options.golden or needed.exists())):
        print(f"nothing to measure: {options.shared} lacks the scorer or the worked example", file=sys.stderr)
        return 0
    geo.parse("Warm-up.")
    if options.golden:
        docs = golden_events.codings(options.golden)
        reports = list(read_reports(golden_events.GOLDEN / options.golden))
        return half(f"tests/golden/{options.golden}", docs, reports, scorer, shown=options.golden == "look")
    if options.news:
        docs = [doc for doc in map(json.loads, NEWS.read_bytes().splitlines()) if doc["half"] == options.news]
        reports = coded_reports(options.shared / "corpora", docs)
        return half(f"news/{options.news}", docs, reports, scorer, shown=False)
    gold = json.loads(example.read_text(encoding="utf-8"))
    article = read_reports(options.shared / "seeds" / gold["doc"], published=gold["doc_date"])
    flags = ["--seed", *(["--verbose"] if options.verbose else [])]
    print("worked example (in sight while the rules were written)")
    status = measure(list(article), scorer, example, flags)
    print("unseen reports")
    unseen = json.loads(UNSEEN.read_text(encoding="utf-8"))["docs"]
    return status or measure(coded_reports(options.shared / "corpora", unseen), scorer, UNSEEN, [])


def half(name: str, docs: list[dict[str, Any]], reports: list[Report], scorer: Path, *, shown: bool) -> int:
    """Measure on coded reports; errors are only shown where they are there to look at."""
    started = time.perf_counter()
    # Each report alone: what merging across reports does to unrelated reports is not asked here.
    coded = [event_object(event) for report in reports for event in event_set([report])]
    seconds = time.perf_counter() - started
    print(f"{name}: {len(coded)} events of {len(reports)} reports in {seconds * 1000:.0f} ms")
    found = of_plover(coded)
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder, "gold.json")
        gold.write_text(json.dumps({"docs": docs}), encoding="utf-8")
        status = score(found, scorer, gold, [])
    judged = golden_events.judge(docs, found, scorer)
    tables = [
        [golden_events.quiet(docs, found)],
        golden_events.by_type(judged),
        golden_events.reliability(judged),
    ]
    if shown:
        tables.append(golden_events.commonest(judged))
    print("\n\n".join("\n".join(lines) for lines in tables))
    return status


def coded_reports(corpora: Path, docs: list[dict[str, Any]]) -> list[Report]:
    """Return the reports that a hand coding is of, each from the corpus that its id names."""
    days = {doc["doc"]: doc["published"] for doc in docs}
    reports = []
    for name in sorted({report.rpartition("-")[0] for report in days}):
        for line in (corpora / f"{name}.jsonl").read_bytes().splitlines():
            row = json.loads(line)
            if row["id"] in days:
                day = as_date(days[row["id"]]) if days[row["id"]] else None
                reports.append(Report(id=row["id"], text=row["text"], title=row["title"], published=day))
    return reports


def measure(reports: list[Report], scorer: Path, gold: Path, flags: list[str]) -> int:
    """Code reports and print the scorer's line and the time."""
    started = time.perf_counter()
    found = event_set(reports)
    seconds = time.perf_counter() - started
    status = score(of_plover([event_object(event) for event in found]), scorer, gold, flags)
    print(f"{len(found)} events of {len(reports)} reports in {seconds * 1000:.0f} ms")
    return status


def of_plover(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out what is of no root of PLOVER, and say how many that are."""
    kept = [event for event in found if event["type"] != HAZARD]
    print(f"{len(found) - len(kept)} of {HAZARD}, which the coding does not know, are left out of the scores")
    return kept


def score(found: list[dict[str, Any]], scorer: Path, gold: Path, flags: list[str]) -> int:
    """Let the scorer print its line."""
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder, "predicted.jsonl")
        predicted.write_text("".join(json.dumps(event) + "\n" for event in found), encoding="utf-8")
        return subprocess.run([sys.executable, scorer, gold, predicted, *flags], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
