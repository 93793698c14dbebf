"""How well given names are placed: the resolver alone, on the corpora beside the checkout.

usage: python benchmarks/resolution.py [--part train|dev|held] [--shared FOLDER] [--alone]

Prints, by corpus: share of gold names within 161 km, how many could be (the gazetteer has a place that near), mean
and median error in km (a miss costs 20,039), AUC of ln(1 + km) / ln 20039; why the others failed; how often scores
are right; and with names as they are found D2 (TR-News, LGL and GeoWebNews together, demonyms left out).
`held` is the part that nothing was trained on: lines whose number, from 0, ends in 3 or 7. `train` is what the
weights were made from: for errors, not for claims; `dev` is every second line of it. Reports go through in one batch
a corpus, as a folder does; `--alone` reads each by itself. Without the corpora this says so and ends with 1.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
import math
import statistics
import sys
import time
from pathlib import Path

from gazetteer import store
from geo.language import load, make_doc, make_sentences
from geo.records import Report
from geo.resolution import resolver
from geo.spans import Toponym

CORPORA = ("gwn", "lgl", "tr-news", "geovirus")
HELD_OUT = (3, 7)
NEAR_KM, MISS_KM = 161.0, 20039.0
DEMONYMS = {"Non_Literal_Modifier", "Demonym", "Homonym", "Language"}


def main() -> int:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("train", "dev", "held"), default="held")
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--alone", action="store_true", help="each report by itself")
    options = parser.parse_args()
    if not (options.shared / "corpora").is_dir():
        print(f"no corpora at {options.shared / 'corpora'}: nothing measured", file=sys.stderr)
        return 1
    nlp = load(events=False)
    scored: list[tuple[float, bool]] = []
    print(
        "corpus     names  acc@161  at most   mean km  median km    AUC  ms/report"
        "   failed: not in gazetteer / elsewhere only / wrong / abstained"
    )
    for corpus in CORPORA:
        rows = lines(options.shared, corpus, options.part)
        found, ms = given_names(nlp, rows, alone=options.alone)
        scored += [(m.score, km <= NEAR_KM) for _, m, km, _ in found if m.place is not None]
        print(f"{corpus:9} {line_of(found)}  {ms:9.1f}   {causes(found)}")
    print("\nscore        choices  right")
    for low, high in (
        (0.0, 0.5),
        (0.5, 0.6),
        (0.6, 0.7),
        (0.7, 0.8),
        (0.8, 0.9),
        (0.9, 0.95),
        (0.95, 1.01),
        (0.8, 1.01),
    ):
        part = [right for score, right in scored if low <= score < high]
        print(
            f"{low:.2f}-{min(high, 1):.2f} {len(part):11}  {sum(part) / len(part) if part else math.nan:.3f}"
        )
    predicted(nlp, options)
    return 0


def lines(shared: Path, corpus: str, part: str):
    """Read the reports of one part."""
    text = (shared / "corpora" / f"{corpus}.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.strip().split("\n")]
    every = 2 if part == "dev" else 1
    return [row for i, row in enumerate(rows) if (i % 10 in HELD_OUT) == (part == "held") and i % every == 0]


def report_of(row) -> Report:
    """Make the record of a corpus's report."""
    return Report(id=str(row["id"]), text=row["text"], title=row["title"], source=row["source"])


def given_names(nlp, rows, *, alone: bool):
    """Resolve the gold names: (gold, mention, km, whether any candidate is near) for those with coordinates."""
    split = make_sentences(nlp, "sentences")
    gazetteer = store.default()
    read = []
    for row in rows:
        gold = sorted(row["toponyms"], key=lambda t: (t["start"], t["end"]))
        toponyms = [Toponym(start=t["start"], end=t["end"], text=t["text"]) for t in gold]
        read.append((split(make_doc(nlp, report_of(row))), toponyms, gold))
    began = time.process_time()
    batches = [[item] for item in read] if alone else [read]
    mentions = [
        found
        for batch in batches
        for found in resolver.resolve_all([(doc, t) for doc, t, _ in batch], gazetteer=gazetteer)
    ]
    ms = 1000 * (time.process_time() - began) / len(read)
    result = []
    for (_, _, gold), found in zip(read, mentions, strict=True):
        for t, m in zip(gold, found, strict=True):
            if t["lat"] is not None:
                places = [match.place for match in gazetteer.match(m.text)]
                near = [km(t, place) <= NEAR_KM for place in places]
                result.append((t, m, km(t, m.place) if m.place else MISS_KM, (bool(places), any(near))))
    return result, ms


def km(gold, place) -> float:
    """Great-circle distance in kilometres."""
    la1, lo1, la2, lo2 = map(math.radians, (gold["lat"], gold["lon"], place.lat, place.lon))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 12742.02 * math.asin(min(1, math.sqrt(h)))


def line_of(found) -> str:
    """Word the accuracy of a corpus."""
    errors = sorted(distance for _, _, distance, _ in found)
    logs = [min(math.log1p(e) / math.log(MISS_KM), 1.0) for e in errors]
    auc = sum((a + b) / 2 for a, b in itertools.pairwise(logs)) / max(len(logs) - 1, 1)
    right = sum(e <= NEAR_KM for e in errors) / len(errors)
    possible = sum(near for *_, (_, near) in found) / len(found)
    mean, median = statistics.mean(errors), statistics.median(errors)
    return f"{len(errors):6} {right:8.3f} {possible:8.3f} {mean:9.0f} {median:10.1f} {auc:6.3f}"


def causes(found) -> str:
    """Count why names were not placed."""
    count: collections.Counter[str] = collections.Counter()
    for _, mention, distance, (known, near) in found:
        if distance > NEAR_KM:
            count[
                "unknown"
                if not known
                else "elsewhere"
                if not near
                else "wrong"
                if mention.place
                else "abstained"
            ] += 1
    return " / ".join(str(count[cause]) for cause in ("unknown", "elsewhere", "wrong", "abstained"))


def predicted(nlp, options) -> None:
    """Print D2: linked gold names without demonyms that were found with their very span, and placed within 161 km."""
    words = (options.shared / "bench" / "demonyms.txt").read_text(encoding="utf-8").splitlines()
    demonyms = {word.strip().lower() for word in words}
    total = right = exact = 0
    for corpus in ("tr-news", "lgl", "gwn"):
        rows = lines(options.shared, corpus, options.part)
        docs = [make_doc(nlp, report_of(row)) for row in rows]
        read = map(nlp, docs) if options.alone else nlp.pipe(docs)
        for row, doc in zip(rows, read, strict=True):
            spans = {(m.start, m.end): m for m in doc._.places}
            for t in row["toponyms"]:
                if not t["geonameid"] or t["type"] in DEMONYMS or t["text"].lower() in demonyms:
                    continue
                total += 1
                mention = spans.get((t["start"], t["end"]))
                if mention is not None and mention.place is not None and t["lat"] is not None:
                    right += km(t, mention.place) <= NEAR_KM
                    exact += mention.place.id == f"geonames:{t['geonameid']}"
    shares = f"within 161 km {right / total:.3f}, the very id {exact / total:.3f}"
    print(f"\nD2, names as they are found: {total} linked, {shares}")


if __name__ == "__main__":
    raise SystemExit(main())
