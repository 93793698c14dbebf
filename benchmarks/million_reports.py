"""A million short reports through the whole way: spool, plan, reading with `--fast`, parts, events that are one, files.

    python benchmarks/million_reports.py FOLDER [--reports 1000000] [--jobs 2]

The reports are made up as they are asked for: one sentence about a town on a day of ten years. A line on stderr every
half minute says how far it is and what each process holds; killed, it goes on where it was. At the end: seconds of each
stage, the peak of each process, and the size of the folder. Run once for the figures in docs/explanation/scale.md.
"""

from __future__ import annotations

import argparse
import datetime
import logging
import multiprocessing
import random
import re
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geo
from gazetteer import store
from geo.corpus import periods

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEDS = (
    "Police arrested {n} men in {town} on {day}.",
    "Gunmen killed {n} people in {town} on {day}.",
    "A flood displaced {n} families in {town} on {day}.",
    "Thousands protested in {town} on {day}.",
)
FIRST = datetime.date(2014, 1, 1)
DAYS = 3_652
EVERY_S = 30


def towns(count: int = 4_000) -> list[str]:
    """Return names of the largest towns."""
    places = (place for place in store.default().places(kind="settlement") if place.name.isascii())
    return [place.name for place in sorted(places, key=lambda place: -place.population)[:count]]


def reports(count: int) -> Iterator[dict[str, str]]:
    """Yield reports, the same in each run."""
    chance, names = random.Random(20261201), towns()
    for number in range(count):
        day = FIRST + datetime.timedelta(days=chance.randrange(DAYS))
        told = f"{day.day} {day:%B} {day.year}"
        text = chance.choice(DEEDS).format(n=chance.randrange(2, 60), town=chance.choice(names), day=told)
        published = day + datetime.timedelta(days=1)
        yield {
            "id": f"r{number:07}",
            "text": text,
            "published": published.isoformat(),
            "source": f"Paper {number % 50}",
        }


def memory(pid: int | str, what: str) -> float:
    """Return a figure of /proc/PID/status in megabytes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = re.search(rf"^{what}:\s+(\d+)", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    """Make the corpus, and print its figures."""
    logging.basicConfig(level=logging.WARNING)
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--reports", type=int, default=1_000_000)
    arguments.add_argument("--jobs", type=int, default=2)
    given = arguments.parse_args()
    began = shown = time.monotonic()
    stages: dict[str, float] = {}
    peaks: dict[int, float] = {}

    def stage(name: str) -> None:
        stages[name] = time.monotonic() - began
        print(f"{stages[name]:8.0f} s  {name}", file=sys.stderr, flush=True)

    def progress(done: int, total: int) -> None:
        nonlocal shown
        if done == 0:
            stage("spooled and planned")
        if time.monotonic() - shown > EVERY_S:
            shown = time.monotonic()
            for child in multiprocessing.active_children():
                peaks[child.pid or 0] = memory(child.pid or 0, "VmHWM")
            held = ", ".join(f"{mb:.0f}" for mb in peaks.values())
            own = memory("self", "VmRSS")
            line = f"{shown - began:8.0f} s  {done:,} of {total:,}; this process {own:.0f} MB, workers' peaks {held} MB"
            print(line, file=sys.stderr, flush=True)
        if done == total:
            stage("read")

    written = periods.put_in_force

    def writing(*arguments_: Any, **options: Any) -> Any:
        stage("events that are one found")
        return written(*arguments_, **options)

    periods.put_in_force = writing
    corpus = geo.corpus.read(
        reports(given.reports), given.folder, fast=True, jobs=given.jobs, on_progress=progress
    )
    stage("written")
    size = sum(path.stat().st_size for path in given.folder.rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(corpus)
    print("seconds at the end of each stage:", {name: round(at) for name, at in stages.items()})
    print(f"peak of this process {peak:.0f} MB, of the workers {max(peaks.values(), default=0):.0f} MB")
    print(f"{size / 1e9:.2f} GB in {len(corpus.files('events')) + 3 * len(corpus.manifest.parts)} files")


if __name__ == "__main__":
    main()
