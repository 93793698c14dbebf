"""How well the reading of a corpus spreads over processes and a Dask cluster, its memory, and what a kill costs.

    python benchmarks/corpus.py [--fast] [--reports 400]

Loading is apart: the pipeline is warm before the clock starts. Efficiency is the time of one process over that of two,
halved; it means something on a machine with two free cores only. Memory is what a process does not share
(`Private_*` of /proc/PID/smaps_rollup, Linux), beside the pages that all share after the fork.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import re
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from geo.corpus import plan, reading
from geo.corpus.drivers import Dask, Processes, Serial, warm
from geo.corpus.settings import Settings
from geo.corpus.sources import entries_of
from geo.corpus.spool import Spool
from geo.corpus.unit import Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.corpus.drivers import Driver

ROOT = Path(__file__).parents[1]


def texts() -> list[str]:
    """Return our own sample and test reports."""
    files = [*sorted((ROOT / "seeds").glob("*.md")), *sorted((ROOT / "tests" / "golden").rglob("*.txt"))]
    return [path.read_text(encoding="utf-8") for path in files]


def reports(count: int) -> Iterator[dict[str, str]]:
    """Yield reports, each text in turn."""
    for number, text in zip(range(count), itertools.cycle(texts()), strict=False):
        yield {
            "id": f"r{number:07}",
            "text": text,
            "published": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
        }


def tasks(folder: Path, count: int, settings: Settings) -> list[Task]:
    """Spool reports, and return the tasks of reading them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with Spool(folder / "spool") as spool:
        for entry in entries_of(reports(count)):
            spool.add(entry)
        members = plan.members_of_spool(spool.rows(), settings.fingerprint())
    return [
        Task(unit, str(folder / "spool"), str(folder), settings)
        for part in plan.parts_of(plan.combined(members[:0], members))
        for unit in part.units(settings.fingerprint())
    ]


def timed(
    name: str, driver: Driver, folder: Path, count: int, settings: Settings
) -> tuple[float, list[float]]:
    """Return the seconds of a run, and the private megabytes of each process that took part."""
    made = tasks(folder, count, settings)
    began, private = time.perf_counter(), []
    for number, _ in enumerate(driver.run(made)):
        if number == len(made) * 3 // 4:
            private = [private_mb(child.pid) for child in multiprocessing.active_children() if child.pid]
    took = time.perf_counter() - began
    print(f"{name:24} {took:7.1f} s  {1000 * took / count:6.1f} ms a report")
    return took, private


def private_mb(pid: int) -> float:
    """Return the memory that only this process has."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return float("nan")
    return sum(map(int, re.findall(r"^Private_\w+:\s+(\d+)", rollup, re.MULTILINE))) / 1024


def lost_by_a_kill(folder: Path, count: int, settings: Settings) -> float:
    """Return the share of reports that are read twice when a run is killed in its middle."""
    counter = multiprocessing.Value("i", 0)

    def run() -> None:
        from geo.corpus import unit

        whole = unit.read_entry

        def counting(entry, nlp):
            with counter.get_lock():
                counter.value += 1
            return whole(entry, nlp)

        unit.read_entry = counting
        reading.Update(folder=folder, settings=settings, driver=Serial()).read(reports(count))

    shutil.rmtree(folder, ignore_errors=True)
    for kills in (True, False):
        process = multiprocessing.get_context("fork").Process(target=run)
        process.start()
        while kills and process.is_alive():
            if counter.value > count // 2 + 7:
                os.kill(process.pid, signal.SIGKILL)
                break
            time.sleep(0.005)
        process.join()
    return counter.value / count - 1


def main() -> None:
    """Print all figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--fast", action="store_true")
    arguments.add_argument("--reports", type=int, default=400)
    given = arguments.parse_args()
    settings, count = Settings(fast=given.fast), given.reports
    began = time.perf_counter()
    warm(settings)
    print(f"{'loading':24} {time.perf_counter() - began:7.1f} s")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        timed("first pass, one process", Serial(), folder / "first", count, settings)
        one, _ = timed("one process", Serial(), folder / "one", count, settings)
        two, private = timed("two processes", Processes(2), folder / "two", count, settings)
        shown = ", ".join(f"{mb:.0f} MB" for mb in private)
        print(f"efficiency of two processes {one / two / 2:.2f}; private memory {shown}")
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            print("dask: not installed")
        else:
            with (
                LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
                Client(cluster) as client,
            ):
                client.run(warm, settings)
                dask, _ = timed("two workers of Dask", Dask(client), folder / "dask", count, settings)
            print(f"efficiency of two workers of Dask {one / dask / 2:.2f}")
        print(
            f"reports read twice after a kill in the middle: {lost_by_a_kill(folder / 'kill', count, settings):.1%}"
        )


if __name__ == "__main__":
    main()
