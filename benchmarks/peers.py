"""How well and how fast places are recognised, beside the peers that pip installs, in one run.

usage: python benchmarks/peers.py [--part held|train|all] [--write]

geotext and flashgeotext are no dependencies of Dateline: `pip install geotext flashgeotext`; what is not installed is
named and left out. They give no coordinates, so only recognition is compared: exact spans, F1. Time is that of one
thread for a report of 370 words, after a first report has been read; peak memory is the process's.
Corpora as in geoparse.py.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from geoparse import PARTS, SHARED

from geo.language import load, make_doc
from geo.records import Report

CORPORA = {"gwn": "GeoWebNews", "lgl": "LGL", "tr-news": "TR-News", "geovirus": "GeoVirus"}

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Reader = Callable[[str], set[tuple[int, int]]]


def main() -> int:
    """Print a table, one line a system."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=PARTS, default="held")
    parser.add_argument(
        "--write", action="store_true", help="put the table into docs/explanation/accuracy.md"
    )
    options = parser.parse_args()
    if not (SHARED / "corpora").is_dir():
        print(f"no corpora at {SHARED / 'corpora'}: nothing measured", file=sys.stderr)
        return 1
    gold = {name: list(reports(name, options.part)) for name in CORPORA}
    rows = [
        f"| exact F1 | {' | '.join(CORPORA.values())} | ms a report of 370 words |",
        "|---" * (len(CORPORA) + 2) + "|",
    ]
    for name, make in SYSTEMS.items():
        try:
            rows.append(row(name, make(), gold))
        except ImportError as error:
            print(f"{name}: {error}", file=sys.stderr)
    table = "\n".join(rows)
    print(table)
    if options.write:
        write_table(table)
    return 0


def row(name: str, reader: Reader, gold: dict[str, list[dict]]) -> str:
    """Let a system read everything; its line of the table."""
    reader("Rain fell in Lisbon.")
    cells, words, seconds = [], 0, 0.0
    for records in gold.values():
        began = time.process_time()
        found = [reader(record["text"]) for record in records]
        seconds += time.process_time() - began
        words += sum(len(record["text"].split()) for record in records)
        cells.append(f"{f1(records, found):.1f}")
    spent = 370_000 * seconds / words
    return f"| {name} | {' | '.join(cells)} | {f'{spent:.0f}' if spent >= 1 else '< 1'} |"


def write_table(table: str) -> None:
    """Put the table between its marks in docs/explanation/accuracy.md."""
    page = Path(__file__).resolve().parents[1] / "docs/explanation/accuracy.md"
    marks = re.compile(r"(<!-- table: places -->\n).*?(<!-- end -->)", re.DOTALL)
    text = page.read_text(encoding="utf-8")
    page.write_text(marks.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text), encoding="utf-8")


def reports(corpus: str, part: str) -> Iterator[dict]:
    """Yield the records of a part of a corpus."""
    lines = (SHARED / "corpora" / f"{corpus}.jsonl").read_text(encoding="utf-8").strip().split("\n")
    for i, line in enumerate(lines):
        if PARTS[part](i):
            yield json.loads(line)


def f1(records: list[dict], found: list[set[tuple[int, int]]]) -> float:
    """Score exact spans, in per cent."""
    wanted = [{(t["start"], t["end"]) for t in record["toponyms"]} for record in records]
    right = sum(len(a & b) for a, b in zip(wanted, found, strict=True))
    total = sum(map(len, wanted)) + sum(map(len, found))
    return 200 * right / total if total else 0.0


def ours() -> Reader:
    """Read with the tagger: recognition, resolution and geometry."""
    return _dateline(fast=False)


def fast() -> Reader:
    """Read with the rules."""
    return _dateline(fast=True)


def _dateline(*, fast: bool) -> Reader:
    nlp = load(fast=fast, events=False)

    def read(text: str) -> set[tuple[int, int]]:
        return {(m.start, m.end) for m in nlp(make_doc(nlp, Report(id="r", text=text)))._.places}

    return read


def flashgeotext() -> Reader:
    """Read with flashgeotext (cities and countries, with offsets)."""
    from flashgeotext.geotext import GeoText

    reader = GeoText()

    def read(text: str) -> set[tuple[int, int]]:
        found = reader.extract(input_text=text, span_info=True)
        return {span for kind in found.values() for entry in kind.values() for span in entry["span_info"]}

    return read


def geotext() -> Reader:
    """Read with geotext (cities, countries, nationalities); it gives no offsets, so each occurrence counts."""
    from geotext import GeoText

    def read(text: str) -> set[tuple[int, int]]:
        found = GeoText(text)
        names = {*found.cities, *found.countries, *found.nationalities}
        return {match.span() for name in names for match in re.finditer(rf"\b{re.escape(name)}\b", text)}

    return read


SYSTEMS = {
    "Dateline": ours,
    "Dateline `--fast`": fast,
    "flashgeotext (no coordinates)": flashgeotext,
    "geotext (no coordinates)": geotext,
}

if __name__ == "__main__":
    raise SystemExit(main())
