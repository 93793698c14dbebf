"""How well events are coded, by the project's scorer: on the worked example, and on reports that no rule was made on.

The worked example, the corpora and the scorer lie beside the checkout and are no part of it; without them this says so
and stops. `unseen_events.json` beside this file holds the hand coding, by offsets. Neither is a target: no rule may be
made for it alone.

    python benchmarks/events.py [--shared FOLDER] [--verbose]
    python benchmarks/events.py --golden look|measure

The second measures on a half of tests/golden, our own reports coded by hand: by type, with the reliability of scores,
and, for the half that is there to look at, with the commonest errors.
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
from geo.geojson import event_object
from geo.pipeline import event_set
from geo.reading import as_date, read_reports
from geo.records import Report

SHARED = Path(__file__).resolve().parents[2] / "shared"


UNSEEN = Path(__file__).with_name("unseen_events.json")


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
    options = parser.parse_args()
    example, scorer = (
        options.shared / "facts" / "seed_events.json",
        options.shared / "bench" / "score_events.py",
    )
    if not (scorer.is_file() and (options.golden or example.is_file())):
        print(f"nothing to measure: {options.shared} lacks the scorer or the worked example", file=sys.stderr)
        return 0
    geo.parse("Warm-up.")
    if options.golden:
        return golden(options.golden, scorer)
    gold = json.loads(example.read_text(encoding="utf-8"))
    article = read_reports(options.shared / "seeds" / gold["doc"], published=gold["doc_date"])
    flags = ["--seed", *(["--verbose"] if options.verbose else [])]
    print("worked example (in sight while the rules were written)")
    status = measure(list(article), scorer, example, flags)
    print("unseen reports")
    return status or measure(unseen_reports(options.shared / "corpora"), scorer, UNSEEN, [])


def golden(half: str, scorer: Path) -> int:
    """Measure on a half of our own reports; the errors of the half that only measures are not shown."""
    docs = golden_events.codings(half)
    reports = list(read_reports(golden_events.GOLDEN / half))
    started = time.perf_counter()
    # Each report alone: what merging across reports does to unrelated reports is not asked here.
    found = [event_object(event) for report in reports for event in event_set([report])]
    seconds = time.perf_counter() - started
    print(f"tests/golden/{half}: {len(found)} events of {len(reports)} reports in {seconds * 1000:.0f} ms")
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
    if half == "look":
        tables.append(golden_events.commonest(judged))
    print("\n\n".join("\n".join(lines) for lines in tables))
    return status


def unseen_reports(corpora: Path) -> list[Report]:
    """Give the reports that the hand coding is of, each from the corpus that its id names."""
    days = {doc["doc"]: doc["published"] for doc in json.loads(UNSEEN.read_text(encoding="utf-8"))["docs"]}
    reports = []
    for name in sorted({report.rpartition("-")[0] for report in days}):
        for line in (corpora / f"{name}.jsonl").read_bytes().splitlines():
            row = json.loads(line)
            if row["id"] in days:
                day = as_date(days[row["id"]])
                reports.append(Report(id=row["id"], text=row["text"], title=row["title"], published=day))
    return reports


def measure(reports: list[Report], scorer: Path, gold: Path, flags: list[str]) -> int:
    """Code reports and print the scorer's line and the time."""
    started = time.perf_counter()
    found = event_set(reports)
    seconds = time.perf_counter() - started
    status = score([event_object(event) for event in found], scorer, gold, flags)
    print(f"{len(found)} events of {len(reports)} reports in {seconds * 1000:.0f} ms")
    return status


def score(found: list[dict[str, Any]], scorer: Path, gold: Path, flags: list[str]) -> int:
    """Let the scorer print its line."""
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder, "predicted.jsonl")
        predicted.write_text("".join(json.dumps(event) + "\n" for event in found), encoding="utf-8")
        return subprocess.run([sys.executable, scorer, gold, predicted, *flags], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
