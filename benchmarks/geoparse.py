"""How well places are found and geocoded, and how fast, on the corpora beside the checkout.

usage: python benchmarks/geoparse.py [--part held|train|dev|all] [--corpus NAME] [--spans KIND] [--fast]
                                     [--errors FILE] [--model NAME]

The corpora and their scorer (`../shared/corpora/*.jsonl`, `../shared/bench/score.py`) are not part of the repository;
without them this says so and ends with 1. Weights are trained on `train`; `held` (reports whose number ends in 3 or 7)
is only ever scored. Rules were developed on `dev` (every second report), which holds none of `held`.
"""

from __future__ import annotations

import argparse
import collections
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from geo.language import load, make_doc
from geo.records import Report

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPORA = ("gwn", "lgl", "tr-news", "geovirus")
PARTS = {
    "held": lambda i: i % 10 in (3, 7),
    "train": lambda i: i % 10 not in (3, 7),
    "dev": lambda i: i % 2 == 0,
    "all": lambda i: i >= 0,
}
ROLES = {  # GeoWebNews' types as our roles
    "Literal": "literal", "Mixed": "literal", "Literal_Modifier": "literal", "Coercion": "literal",
    "Metonymic": "metonymic", "Embedded_Literal": "embedded", "Embedded_Non_Lit": "embedded",
    "Demonym": "demonym", "Language": "demonym",
}  # fmt: skip


def main() -> int:
    """Run the pipeline over the corpora and print one line of scores a corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=PARTS, default="held")
    parser.add_argument("--corpus", choices=CORPORA, action="append")
    parser.add_argument("--spans", choices=("outer", "inner", "all"), default="outer")
    parser.add_argument("--fast", action="store_true", help="rules instead of the tagger")
    parser.add_argument(
        "--errors", type=Path, help="write missed, spurious and misplaced names here (never with --part held)"
    )
    parser.add_argument("--model", help="an installed spaCy pipeline that guides the recogniser")
    options = parser.parse_args()
    if not (SHARED / "corpora").is_dir():
        print(f"no corpora at {SHARED / 'corpora'}: nothing measured", file=sys.stderr)
        return 1
    if options.errors and options.part in ("held", "all"):
        parser.error("the held-out reports' errors are not to be read")
    nlp = load(options.model, fast=options.fast, events=False, spans=options.spans)
    errors: list[str] = []
    for corpus in options.corpus or CORPORA:
        lines = (SHARED / "corpora" / f"{corpus}.jsonl").read_text(encoding="utf-8").strip().split("\n")
        gold = [json.loads(line) for i, line in enumerate(lines) if PARTS[options.part](i)]
        predictions, words_per_s = run(nlp, gold)
        print(f"{corpus:9} {score(gold, predictions)}  {words_per_s:.0f} words/s")
        if corpus == "gwn":
            print(f"          {roles(gold, predictions)}")
        errors.extend(differences(corpus, gold, predictions))
    if options.errors:
        options.errors.write_text("\n".join(errors) + "\n", encoding="utf-8")
    return 0


def roles(gold, predictions) -> str:
    """Say how many names inside names are found, and how many found names have the right role."""
    found = {(p["report"], p["start"], p["end"]): p["role"] for p in predictions}
    embedded = [(str(d["id"]), t) for d in gold for t in d["toponyms"] if t["type"].startswith("Embedded")]
    hits = sum((report, t["start"], t["end"]) in found for report, t in embedded)
    pairs = [
        (ROLES[t["type"]], found[str(d["id"]), t["start"], t["end"]])
        for d in gold
        for t in d["toponyms"]
        if t["type"] in ROLES and (str(d["id"]), t["start"], t["end"]) in found
    ]
    right = sum(theirs == ours for theirs, ours in pairs)
    table = ", ".join(f"{a}>{b} {n}" for (a, b), n in collections.Counter(pairs).most_common() if a != b)
    return f"embedded names found {hits} of {len(embedded)}; role right {right} of {len(pairs)} ({table})"


def run(nlp, gold):
    """Predict the mentions of reports; also words per second."""
    reports = [
        Report(
            id=str(doc["id"]),
            text=doc["text"],
            title=doc["title"],
            source=doc["source"],
        )
        for doc in gold
    ]
    began = time.perf_counter()
    predictions = []
    for report in reports:
        for m in nlp(make_doc(nlp, report))._.mentions:
            place = m.place
            predictions.append(
                {
                    "report": report.id, "start": m.start, "end": m.end, "text": m.text, "role": m.role,
                    "place_id": place.id if place else None, "label": place.label if place else None,
                    "lat": place.lat if place else None, "lon": place.lon if place else None,
                }
            )  # fmt: skip
    words = sum(len(report.text.split()) for report in reports)
    return predictions, words / (time.perf_counter() - began)


def score(gold, predictions) -> str:
    """Let the shared scorer judge."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "gold.jsonl", Path(folder) / "predicted.jsonl"
        for path, rows in zip(files, (gold, predictions), strict=True):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(SHARED / "bench" / "score.py"), *map(str, files)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def differences(corpus, gold, predictions):
    """Yield a line for each missed, spurious and misplaced name, with its surroundings."""
    by_report = collections.defaultdict(dict)
    for p in predictions:
        by_report[p["report"]][p["start"], p["end"]] = p
    for doc in gold:
        text, mine = doc["text"], by_report[str(doc["id"])]
        spans = {(g["start"], g["end"]): g for g in doc["toponyms"]}
        for (start, end), g in spans.items():
            around = f"{text[max(0, start - 45) : start]}[{g['text']}]{text[end : end + 35]}".replace(
                "\n", "/"
            )
            hit = mine.get((start, end))
            if hit is None:
                yield f"MISS {corpus} {g['type']} {g['text']} | {around}"
            elif g["lat"] is not None and (hit["lat"] is None or far(g, hit)):
                yield f"FAR {corpus} {doc['id']} {g['text']} -> {hit['label']} | gold {g['lat']},{g['lon']} | {around}"
        for start, end in mine.keys() - spans.keys():
            around = f"{text[max(0, start - 45) : start]}[{text[start:end]}]{text[end : end + 35]}"
            yield f"EXTRA {corpus} {mine[start, end]['role']} {text[start:end]} | {around}".replace("\n", "/")


def far(gold, hit) -> bool:
    """Whether a prediction is further than 161 km from the gold point."""
    from geopy.distance import great_circle

    return bool(great_circle((gold["lat"], gold["lon"]), (hit["lat"], hit["lon"])).km > 161)


if __name__ == "__main__":
    raise SystemExit(main())
