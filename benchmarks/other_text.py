"""How well places are found in text of other kinds: small letters, capitals, and an optical reader's slips.

usage: python benchmarks/other_text.py [--part dev|train] [--corpus NAME] [--kind KIND] [--weights FILE] [--fast]

Reports of the development part of the corpora beside the checkout (`benchmarks/geoparse.py` says which) are written
anew by `training.text_noise`: letters lowered, raised, or one letter in twenty misread, left out or doubled and some
spaces lost or seen where there are none. Gold spans move with their letters. Prints exact F1 of recognition by kind and
corpus, and the mean of the four corpora. The held-out part is not read. Without the corpora this says so and ends
with 1.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from geo.language import load, make_doc
from geo.records import Report
from training.text_noise import OCR_RATE, Kind, written_as

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPORA = ("gwn", "lgl", "tr-news", "geovirus")
PARTS = {"dev": lambda i: i % 2 == 0, "train": lambda i: i % 10 not in (3, 7)}
DEMONYMS = {"Demonym", "Language"}
SEED = 11


def main() -> int:
    """Read each kind of each corpus, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=PARTS, default="dev")
    parser.add_argument("--corpus", choices=CORPORA, action="append")
    parser.add_argument("--kind", choices=get_args(Kind), action="append")
    parser.add_argument("--rate", type=float, default=OCR_RATE, help="share of letters misread")
    parser.add_argument("--every", type=int, default=1, help="read one report in so many")
    parser.add_argument("--weights", type=Path, help="another file than the bundled tagger.onnx")
    parser.add_argument("--fast", action="store_true", help="rules instead of the tagger")
    options = parser.parse_args()
    if not (SHARED / "corpora").is_dir():
        print(f"no corpora at {SHARED / 'corpora'}: nothing measured", file=sys.stderr)
        return 1
    if options.weights:
        use(options.weights)
    nlp = load(fast=options.fast, events=False)
    chosen = options.corpus or CORPORA
    print("kind   " + "".join(f"{corpus:>10}" for corpus in chosen) + "      mean")
    for kind in options.kind or get_args(Kind):
        scores = [
            f1(nlp, list(reports(corpus, options.part))[:: options.every], kind, options.rate)
            for corpus in chosen
        ]
        print(f"{kind:6} " + "".join(f"{s:10.1f}" for s in (*scores, sum(scores) / len(scores))), flush=True)
    return 0


def use(weights: Path) -> None:
    """Run other weights than the bundled ones."""
    from geo.nlp import onnx_sessions
    from geo.nlp.encoder import network

    session = onnx_sessions.session(weights.read_bytes() + network.also_output(network.HIDDEN))
    network.bundled.cache_clear()
    network.bundled = lambda: lambda inputs: session.run(["scores", network.HIDDEN], inputs)


def reports(corpus: str, part: str) -> Iterator[dict]:
    """Yield the reports of a part of a corpus."""
    lines = (SHARED / "corpora" / f"{corpus}.jsonl").read_text(encoding="utf-8").strip().split("\n")
    yield from (json.loads(line) for i, line in enumerate(lines) if PARTS[part](i) and i % 10 not in (3, 7))


def f1(nlp, rows: list[dict], kind: Kind, rate: float) -> float:
    """Compute the exact F1 of recognition; GeoVirus has no demonyms, so there they are not counted either way."""
    chance = random.Random(SEED)
    right = gold = found = 0
    for row in rows:
        text, at = written_as(row["text"], kind, chance, rate=rate)
        spans = {(at(t["start"]), at(t["end"])) for t in row["toponyms"]}
        bare = not any(t["type"] for t in row["toponyms"])
        doc = nlp(make_doc(nlp, Report(id=str(row["id"]), text=text, source=row["source"])))
        mine = {
            (m.start, m.end)
            for m in doc._.places
            if not (bare and m.role == "demonym") or (m.start, m.end) in spans
        }
        right, gold, found = right + len(mine & spans), gold + len(spans), found + len(mine)
    return 200 * right / max(gold + found, 1)


if __name__ == "__main__":
    raise SystemExit(main())
