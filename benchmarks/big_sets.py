"""How long and how much memory a big set takes to write: `python benchmarks/big_sets.py [--events 1000000]`.

Made-up events are written by `maps.export`, and beside it the same tables by `pyogrio.write_dataframe` alone, which are
made beforehand and not counted: for GeoJSON the events, for GeoPackage the events and the links, its two big layers.
Every writer runs in a process of its own, forked when the set is there. Time is that of the processor (other work on
the machine counts less) and of the clock; memory is what the process had at most beyond what it began with. The first
lines stream events that no set holds, as many and a tenth of them: what streams takes the same memory for both.
pyogrio is asked as it comes, which is what is aimed at, and with Arrow (`use_arrow=True`, needs pyarrow), by which
Dateline writes GeoPackages too; its ratio holds what pyogrio is spared, making the tables out of the records.

It ends with 1 when a ratio of processor time is above 1.3 or the streams' memory differs by more than 20 MB.
"""

from __future__ import annotations

import argparse
import datetime
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyogrio
import shapely

from gazetteer import commands
from gazetteer.place import Place
from geo.event_set import EventSet
from geo.plover import ROOTS
from geo.records import Actor, Event, EventMention, Figure, Mention, PlaceLink, When
from maps.geojson_files import collection_chunks, feature_lines
from maps.writers import export

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas as gpd

MOST = 1.3
MOST_MB = 20


def made_up(count: int) -> Iterator[Event]:
    """Make typical events: nine in ten at a point, dated, with an actor, a figure, a place and its mention."""
    rng = random.Random(0)
    first = datetime.date(2020, 1, 1)
    places = [
        Place(id=f"test:{n}", name=f"Town {n}", kind="settlement", lon=rng.uniform(-180, 180), lat=rng.uniform(-80, 80),
              country="KE", population=1000 * n, radius_m=4000.0)
        for n in range(500)
    ]  # fmt: skip
    for number in range(count):
        place, report = rng.choice(places), f"report-{number // 5}"
        sentence = f"Report {number} says that the army shelled hills near {place.name} on Tuesday and hit nine people."
        day = first + datetime.timedelta(days=rng.randrange(1500))
        mention = Mention(
            text=place.name, start=50, end=57, phrase_start=45, phrase_end=57, role="literal", place=place,
            score=0.93123, reason="the only place of that name", geometry=shapely.Point(place.lon, place.lat),
            radius_m=4000.0, sentence=sentence, report=report,
        )  # fmt: skip
        where = shapely.Point(place.lon * 0.99 + rng.gauss(0, 0.1), place.lat + rng.gauss(0, 0.1))
        yield Event(
            id=f"e{number:07d}", report=report, type=rng.choice(ROOTS), mode="", acled="Battles / Armed clash",
            status="actual", actors=(Actor(text="the army", start=30, end=38, name="Army", country="KE", role="MIL"),),
            recipients=(), when=When(start=day, end=day, granularity="day", text="Tuesday", rule="weekday"),
            where=None if number % 10 == 0 else where, radius_m=4000.0,
            places=(PlaceLink(mention=mention, role="location", reason="near"),), sentence=sentence, start=40, end=47,
            score=0.8123, mentions=(EventMention(report=report, start=40, end=47, text="shelled", sentence=sentence),),
            evidence={"type": "trigger 'shelled' (verb)", "when": "weekday"},
            figures=(Figure(kind="killed", low=9, high=9, text="nine people", start=80, end=91, report=report),),
        )  # fmt: skip


def measured(work: Callable[[], object]) -> tuple[float, float, float]:
    """Run this in a forked process; give seconds of the processor and of the clock, and MB beyond the beginning."""
    ours, theirs = multiprocessing.Pipe()

    def run() -> None:
        start = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
        clock, processor = time.perf_counter(), time.process_time()
        work()
        spent = time.process_time() - processor, time.perf_counter() - clock
        theirs.send((*spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6 - start))

    child = multiprocessing.get_context("fork").Process(target=run)
    child.start()
    child.join()
    if child.exitcode:
        raise RuntimeError(f"the writer ended with {child.exitcode}")
    told: tuple[float, float, float] = ours.recv()
    return told


def alone(tables: list[tuple[gpd.GeoDataFrame, Path]], *, arrow: bool) -> tuple[float, float, float]:
    """Let pyogrio write each table into a file of its own; give the sums of the times, and the most memory."""
    told = [
        measured(lambda t=table, p=path: pyogrio.write_dataframe(t, p, use_arrow=arrow))  # type: ignore[misc]
        for table, path in tables
    ]
    return sum(each[0] for each in told), sum(each[1] for each in told), max(each[2] for each in told)


def shown(what: str, told: tuple[float, float, float]) -> None:
    """Print one measurement."""
    print(f"{what:46}  {told[0]:7.1f} s  {told[1]:7.1f} s  {told[2]:8.0f} MB", flush=True)


def main() -> int:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    count = parser.parse_args().events
    bad = []
    commands.during(
        "2020-01-01", "2024-12-31"
    )  # its areas, two seconds however many events there are, come first
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{count:,} events{'':30}  processor    clock      memory")

        def stream(number: int, chunks: Callable[[Iterator[Event]], Iterator[str]], path: Path) -> None:
            with path.open("w", encoding="utf-8") as file:
                file.writelines(chunks(made_up(number)))

        for chunks in (collection_chunks, feature_lines):
            few, many = (
                measured(lambda n=n, c=chunks: stream(n, c, folder / f"{c.__name__}{n}"))  # type: ignore[misc]
                for n in (count // 10, count)
            )
            shown(f"{chunks.__name__}, a tenth, with making them", few)
            shown(f"{chunks.__name__}, all, with making them", many)
            bad += [chunks.__name__] if abs(many[2] - few[2]) > MOST_MB else []

        found = EventSet((), tuple(made_up(count)), ())
        tables: dict[str, gpd.GeoDataFrame] = {"events": found.events, "links": found.links}
        found = EventSet((), found.event_records, ())  # export makes its own
        for suffix, layers in ((".geojson", ["events"]), (".gpkg", ["events", "links"])):
            ours = measured(lambda p=folder / f"all{suffix}": export(found, p))  # type: ignore[misc]
            shown(f"maps.export {suffix}", ours)
            for arrow in (False, True):
                theirs = alone(
                    [(tables[name], folder / f"{name}{arrow}{suffix}") for name in layers], arrow=arrow
                )
                shown(f"pyogrio {suffix}, {', '.join(layers)}{', use_arrow=True' * arrow}", theirs)
                ratio = f"{ours[0] / theirs[0]:.2f} of the processor's time, {ours[1] / theirs[1]:.2f} of the clock's"
                print(f"  ours to that: {ratio}")
                bad += [suffix] if ours[0] / theirs[0] > MOST and not arrow else []
        shown("maps.export .jsonl", measured(lambda: export(found, folder / "all.jsonl")))
        part = EventSet((), found.event_records[: count // 10], ())
        few, many = (
            measured(lambda s=some, n=n: export(s, folder / f"{n}.csv"))  # type: ignore[misc]
            for n, some in enumerate((part, found))
        )
        shown("maps.export .csv, a tenth", few)
        shown("maps.export .csv, all", many)
        bad += [".csv"] if abs(many[2] - few[2]) > MOST_MB else []
    print(f"not as aimed at: {', '.join(bad)}" if bad else "as aimed at")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
