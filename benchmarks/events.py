"""How well events are coded: the worked example against its hand coding, with the project's scorer.

The article, its coding and the scorer lie beside the checkout and are no part of it; without them this says so and
stops. The article is a check, not a target: no rule may be made for it alone.

    python benchmarks/events.py [--shared FOLDER] [--verbose]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import geo
from geo.geojson import event_object

SHARED = Path(__file__).resolve().parents[2] / "shared"


def main() -> int:
    """Code the article, score it, and time it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--shared", type=Path, default=SHARED, help="the folder with facts/, seeds/ and bench/"
    )
    parser.add_argument("--verbose", action="store_true", help="list misses, inventions and wrong fields")
    options = parser.parse_args()
    gold_path, scorer = (
        options.shared / "facts" / "seed_events.json",
        options.shared / "bench" / "score_events.py",
    )
    if not (gold_path.is_file() and scorer.is_file()):
        print(f"nothing to measure: {options.shared} holds no worked example and scorer", file=sys.stderr)
        return 0
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    article = options.shared / "seeds" / gold["doc"]
    geo.parse("Warm-up.")
    started = time.perf_counter()
    found = geo.read(article, published=gold["doc_date"])
    seconds = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder, "predicted.jsonl")
        predicted.write_text(
            "".join(json.dumps(event_object(event)) + "\n" for event in found), encoding="utf-8"
        )
        command = [sys.executable, str(scorer), str(gold_path), str(predicted), "--seed"]
        scored = subprocess.run([*command, *(["--verbose"] if options.verbose else [])], check=False)
    print(f"{len(found)} events in {seconds * 1000:.0f} ms")
    return scored.returncode


if __name__ == "__main__":
    sys.exit(main())
