"""How many gold toponyms the gazetteer knows, and what the others are.

A toponym is covered when `gazetteer.default().match` offers at least one candidate within 161 km of the gold point:
the most that any choice among candidates could reach. What is missed is listed by cause. The second share counts also
what has its gold point in a candidate's area: large places whose point others put elsewhere (Alberta).
Reports whose number (from 0, in their file) ends in 3 or 7 are held out: they count, but what they miss is not listed.
The corpora lie beside the checkout and are no part of it; without them this says so and stops.

    python benchmarks/coverage.py [--missed 40] [--corpora FOLDER]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

import gazetteer
from gazetteer import areas
from gazetteer.cells import distance_m

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
NEAR_KM = 161.0  # 100 miles, the field's convention
HELD_OUT = (3, 7)
"""Last digits of the numbers of reports whose errors nobody reads, so that nothing is made to fit them."""

CAUSES = {
    "unknown, one word": "no place has the name",
    "unknown, phrase": "no place has the name, which is of several words",
    "elsewhere, country": "a country has the name, but its point is further away",
    "elsewhere": "places have the name, but none of them is near",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """One gold annotation with a point; WGS 84 degrees."""

    text: str
    kind: str
    lon: float
    lat: float
    held_out: bool = False


def toponyms(path: Path) -> Iterator[Toponym]:
    """Read the annotated toponyms of a corpus that have a point."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            report: dict[str, Any] = json.loads(line)
            for gold in report["toponyms"]:
                if gold["lat"] is not None and gold["lon"] is not None:
                    yield Toponym(
                        text=gold["text"], kind=gold["type"] or "", lon=gold["lon"], lat=gold["lat"],
                        held_out=number % 10 in HELD_OUT,
                    )  # fmt: skip


def cause(toponym: Toponym, known: gazetteer.Gazetteer) -> str:
    """Name why a toponym is not covered; empty when it is."""
    matches = known.match(toponym.text)
    if not matches:
        return "unknown, phrase" if len(toponym.text.split()) > 1 else "unknown, one word"
    places = [match.place for match in matches]
    near = min(distance_m(toponym.lon, toponym.lat, place.lon, place.lat) / 1_000 for place in places)
    if near <= NEAR_KM:
        return ""
    return "elsewhere, country" if any(place.kind == "country" for place in places) else "elsewhere"


def is_inside(toponym: Toponym, known: gazetteer.Gazetteer) -> bool:
    """Whether the gold point lies in the area of a candidate that has one."""
    point = shapely.Point(toponym.lon, toponym.lat)
    found = (areas.geometry(match.place) for match in known.match(toponym.text))
    return any(area is not None and area.covers(point) for area in found)


def measure(path: Path, known: gazetteer.Gazetteer, *, missed: int) -> None:
    """Print the share of a corpus that is covered, and its most frequent misses by cause."""
    gold = [(toponym, cause(toponym, known)) for toponym in toponyms(path)]
    found = Counter((why, toponym.text) for toponym, why in gold if not toponym.held_out)
    total = len(gold)
    if not total:
        print(f"{path.stem:12} no toponym with a point")
        return
    covered = sum(not why for _, why in gold)
    inside = sum(is_inside(toponym, known) for toponym, why in gold if why)
    print(
        f"{path.stem:12} {covered / total:6.1%}  {covered} of {total}   "
        f"with areas {(covered + inside) / total:6.1%}"
    )
    for why, words in CAUSES.items():
        names = Counter({text: count for (reason, text), count in found.items() if reason == why})
        if names and missed:
            listed = ", ".join(f"{text} {count}" for text, count in names.most_common(missed))
            print(f"    {names.total():4} {words}: {listed}")


def main() -> int:
    """Measure every corpus."""
    parser = argparse.ArgumentParser(
        description="Share of gold toponyms with a right candidate within 161 km."
    )
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of annotated *.jsonl files")
    parser.add_argument(
        "--gazetteer", type=Path, default=None, help="a gazetteer.sqlite; the bundled one if not given"
    )
    parser.add_argument("--missed", type=int, default=15, help="names to list for each cause (0: none)")
    given = parser.parse_args()
    corpora = sorted(given.corpora.glob("*.jsonl")) if given.corpora.is_dir() else []
    if not corpora:
        print(f"no corpora in {given.corpora}: nothing to measure", file=sys.stderr)
        return 1
    known = gazetteer.default() if given.gazetteer is None else gazetteer.Gazetteer(given.gazetteer)
    for path in corpora:
        measure(path, known, missed=given.missed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
