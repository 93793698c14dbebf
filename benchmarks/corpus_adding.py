"""What adding one report to a corpus costs, beside the same with all tables of events written anew.

    python benchmarks/corpus_adding.py [--reports 20000] [--times 5]

Made-up short reports (`million_reports.py`), read with `--fast` by one process. Both ways are taken in turn in the same
run; figures are medians of wall time, with what each stage of adding takes of it.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from million_reports import reports

import geo
from geo.corpus import parts, periods, reading
from geo.corpus.clusters.clusters import Clusters

if TYPE_CHECKING:
    from collections.abc import Iterator

STAGES = {
    "names and keys of all reports": (reading, "_members"),
    "the part that it falls into": (parts, "write_part"),
    "which events are one": (Clusters, "add"),
    "tables of events and links": (periods, "write_month"),
    "… and all that puts them in force": (periods, "put_in_force"),
}


@contextlib.contextmanager
def timed(seconds: dict[str, float]) -> Iterator[None]:
    """Add up what the stages take for the length of a block."""
    whole = {name: getattr(*where) for name, where in STAGES.items()}

    def timing(name: str) -> Any:
        def run(*arguments: Any, **options: Any) -> Any:
            began = time.perf_counter()
            try:
                return whole[name](*arguments, **options)
            finally:
                seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - began

        return run

    for name, (owner, attribute) in STAGES.items():
        setattr(owner, attribute, timing(name))
    try:
        yield
    finally:
        for name, (owner, attribute) in STAGES.items():
            setattr(owner, attribute, whole[name])


@contextlib.contextmanager
def all_anew() -> Iterator[None]:
    """Take no file of events as it is for the length of a block."""
    whole = periods.kept_months
    periods.kept_months = lambda *_: {}
    try:
        yield
    finally:
        periods.kept_months = whole


def added(report: dict[str, str], folder: Path) -> dict[str, float]:
    """Add a report, and return seconds of all and of each stage."""
    seconds: dict[str, float] = {}
    began = time.perf_counter()
    with timed(seconds):
        geo.corpus.read([report], folder, fast=True)
    return {"all": time.perf_counter() - began} | seconds


def main() -> None:
    """Make a corpus, add to it, and print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--reports", type=int, default=20_000)
    arguments.add_argument("--times", type=int, default=5)
    given = arguments.parse_args()
    some = list(reports(given.reports + 2 * given.times + 1))
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        print(geo.corpus.read(some[: given.reports], corpus, fast=True))
        rest = iter(some[given.reports :])
        added(next(rest), corpus)  # what is imported and loaded once
        ways: dict[str, list[dict[str, float]]] = {"changed months": [], "all anew": []}
        for _ in range(given.times):
            ways["changed months"].append(added(next(rest), corpus))
            with all_anew():
                ways["all anew"].append(added(next(rest), corpus))
    for way, taken in ways.items():
        print(way)
        for name in ("all", *STAGES):
            print(f"  {statistics.median(each.get(name, 0.0) for each in taken):8.3f} s  {name}")
    one, other = (statistics.median(each["all"] for each in taken) for taken in ways.values())
    print(f"ratio of adding one report to writing all events anew: {one / other:.3f}")


if __name__ == "__main__":
    main()
