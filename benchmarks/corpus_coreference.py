"""How the cost of finding one event across reports grows with the accounts: process time, memory and size of the store.

    python benchmarks/corpus_coreference.py 10000 30000 100000

Accounts are made as records, without texts: events at some hundred places, told by some reports of the days after,
each in words of its own; wars that each tenth report tells; and what nobody else tells. The number of them a day is
the same, so that more accounts are more days. Each number is run in a process of its own, from nothing to ids for all
events. The calls that the last accounts make, Python's and C's, are the same on every machine, busy or not.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import shapely

from gazetteer.place import Place
from geo.corpus.clusters.clusters import Clusters
from geo.records import Actor, Event, EventMention, Figure, Mention, PlaceLink, When

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = datetime.date(2020, 1, 1)
REPORTS_A_DAY = 120
PLACES = 600
COUNTED = 1_000
"""Accounts whose calls are counted, at least."""
KINDS = (
    ("ASSAULT", "explosives", ("bombed", "bombing", "blast", "exploded")),
    ("ASSAULT", "firearms", ("shot", "shooting", "gunned down")),
    ("ASSAULT", "aerial", ("air strike", "bombarded", "strike")),
    ("PROTEST", "demo", ("marched", "rally", "protest")),
    ("COERCE", "arrest", ("arrested", "detained", "arrest")),
    ("CONSULT", "visit", ("met", "visited", "talks")),
    ("AID", "", ("delivered", "aid", "sent")),
    ("MOBILIZE", "troops", ("deployed", "deployment", "massed")),
)
NOUNS = tuple(
    "market bridge school mosque convoy hospital village court harbour station ministry depot square embassy camp"  # noqa: SIM905
    " barracks factory hotel church checkpoint airport clinic refinery prison stadium university pipeline mine".split()
)
FILLERS = tuple(
    "officials witnesses residents said according police local media late morning after before several dozens"  # noqa: SIM905
    " reported statement spokesman added earlier week region authorities confirmed denied violence near".split()
)
SIDES = tuple(
    f"{one} {two}"
    for one in ("National", "Popular", "United", "Free", "Northern", "Southern", "People's", "Islamic")
    for two in ("Army", "Front", "Guard", "Union", "Movement", "Council", "Party", "Alliance")
)


class Happening(NamedTuple):
    """What happened once, that reports tell."""

    number: int
    kind: tuple[str, str, tuple[str, ...]]
    day: datetime.date
    place: Place
    parties: tuple[str, ...]
    nouns: tuple[str, ...]
    toll: int
    accounts: int


def places() -> list[Place]:
    """Return places in sixty countries."""
    chance = random.Random(1)
    made = []
    for n in range(PLACES):
        country = f"{chr(65 + n % 60 // 10)}{chr(65 + n % 10)}"
        lon, lat = (
            (n % 60 % 10) * 30 - 150 + chance.uniform(-4, 4),
            (n % 60 // 10) * 20 - 50 + chance.uniform(-4, 4),
        )
        made.append(
            Place(
                id=f"geonames:{n}",
                name=f"Town {n}",
                kind="settlement",
                lon=lon,
                lat=lat,
                country=country,
                radius_m=5000,
            )
        )
    return made


def accounts(total: int) -> Iterator[tuple[datetime.date, str, list[Event]]]:
    """Yield days, report ids and what these tell, in the order of days, until there are so many accounts."""
    chance = random.Random(2)
    towns = places()
    weights = [1 / (n + 3) for n in range(PLACES)]
    numbers = itertools.count()

    def happening(day: datetime.date) -> Happening:
        return Happening(
            next(numbers), chance.choice(KINDS), day, chance.choices(towns, weights)[0],
            tuple(chance.sample(SIDES, chance.choice((0, 1, 2, 2)))), tuple(chance.sample(NOUNS, 3)),
            chance.choice((0, 0, chance.randint(5, 60))), min(60, int(chance.paretovariate(1.1))),
        )  # fmt: skip

    wars = [
        happening(FIRST)._replace(kind=("ASSAULT", "", ("war", "fighting", "offensive"))) for _ in range(3)
    ]
    waiting: dict[datetime.date, list[Happening]] = {}
    made, day = 0, FIRST
    while made < total:
        told = waiting.pop(day, [])
        wanted = 3 * REPORTS_A_DAY
        while len(told) < wanted:
            new = happening(day)
            for _ in range(new.accounts):
                later = min(9, int(chance.expovariate(0.6)))
                if later:
                    waiting.setdefault(day + datetime.timedelta(days=later), []).append(new)
                else:
                    told.append(new)
        chance.shuffle(told)
        told, rest = told[: wanted + wanted // 4], told[wanted + wanted // 4 :]
        waiting.setdefault(day + datetime.timedelta(days=1), []).extend(rest)
        size = math.ceil(len(told) / REPORTS_A_DAY)
        for number, some in enumerate(_batches(told, size)):
            report = f"{day:%Y%m%d}-{number:03}.txt"
            unique = list({each.number: each for each in some}.values())
            if chance.random() < 0.1:
                unique.append(chance.choice(wars))
            events = [account(each, report, 100 + 200 * n, chance, day) for n, each in enumerate(unique)]
            yield day, report, events
            made += len(events)
            if made >= total:
                return
        day += datetime.timedelta(days=1)


def _batches(some: list[Happening], size: int) -> Iterator[list[Happening]]:
    return (some[n : n + size] for n in range(0, len(some), size))


def account(of: Happening, report: str, start: int, chance: random.Random, day: datetime.date) -> Event:
    """Return how a report tells of something."""
    word = chance.choice(of.kind[2])
    noun = chance.choice(of.nouns)
    before = " ".join(chance.sample(FILLERS, 5))
    after = " ".join(chance.sample(FILLERS, 6))
    parties = " and ".join(of.parties)
    sentence = f"{before.capitalize()} {parties} {word} {noun} in {of.place.name} {after} {of.nouns[0]}."
    at = start + sentence.index(word)
    point = shapely.Point(of.place.lon, of.place.lat)
    name_at = start + sentence.index(of.place.name)
    mention = Mention(
        text=of.place.name, start=name_at, end=name_at + len(of.place.name), role="literal", place=of.place, score=0.9,
        reason="the only place of that name", geometry=point, radius_m=5000.0, phrase_start=name_at,
        phrase_end=name_at + len(of.place.name), sentence=sentence, report=report,
    )  # fmt: skip
    is_war = of.kind[2][0] == "war"
    if is_war or chance.random() < 0.25:
        when = When(
            start=of.day if is_war else None,
            end=None if is_war else day,
            granularity="open",
            text=None,
            rule="test",
        )
    else:
        when = When(start=of.day, end=of.day, granularity="day", text="Tuesday", rule="weekday")
    actors = tuple(
        Actor(text=name, start=0, end=len(name), name=name, country=of.place.country, role="REB", why="named")
        for name in of.parties
    )
    figures = ()
    if of.toll and chance.random() < 0.7:
        figures = (
            Figure(
                kind="killed",
                low=of.toll,
                high=of.toll,
                text=str(of.toll),
                start=at,
                end=at + 2,
                report=report,
            ),
        )
    return Event(
        id=f"{report}-{of.number}", report=report, type=of.kind[0], mode=of.kind[1], acled="", status="actual",
        actors=actors[:1], recipients=actors[1:], when=when, where=point, radius_m=5000.0,
        places=(PlaceLink(mention=mention, role="location", reason="Its clause names it."),), sentence=sentence,
        start=at, end=at + len(word), score=round(chance.uniform(0.5, 1), 3),
        mentions=(EventMention(report=report, start=at, end=at + len(word), text=word, sentence=sentence),),
        figures=figures, evidence={"type": f"The verb {word!r}.", "where": "Its clause names it.", "when": "weekday"},
    )  # fmt: skip


def measure(total: int) -> None:
    """Print what one run costs."""
    making = 0.0
    given = calls = counted = 0
    days: dict[str, datetime.date | None] = {}

    def stream() -> Iterator[Event]:
        nonlocal making, given, counted
        made = accounts(total)
        while True:
            begun = time.process_time()
            found = next(made, None)
            making += time.process_time() - begun
            if found is None:
                return
            day, report, events = found
            days.clear()
            days[report] = day
            if given >= total - COUNTED and not counted:
                stored = clusters._store.db.execute("SELECT count(*) FROM accounts").fetchone()[0]  # noqa: SLF001
                counted = total - stored  # it takes many reports at a time from the stream
                sys.setprofile(count)
            given += len(events)
            yield from events

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "clusters.sqlite")
        begun = time.process_time()
        with Clusters.open(path) as clusters:
            clusters.add(stream(), days)
            sys.setprofile(None)
            added = time.process_time() - begun - making
            clusters.commit()
            named = time.process_time() - begun - making - added
            sizes: Counter[int] = Counter()
            begun = time.process_time()
            for _, some in clusters.events(most=1000):
                sizes[min(len(some), 10)] += 1
            read = time.process_time() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        megabytes = path.stat().st_size / 1e6
    print(
        f"{total:9,} accounts: {added + named:8.1f} s ({1000 * (added + named) / total:.3f} ms each;"
        f" {calls / counted:,.0f} calls each at the end; ids {named:.1f} s, reading {read:.1f} s,"
        f" making {making:.1f} s), peak {peak:.0f} MiB, {megabytes:.0f} MB,"
        f" {sum(sizes.values()):,} events, by accounts {dict(sorted(sizes.items()))}",
        flush=True,
    )


def main() -> None:
    """Run each number in a process of its own, and fit the exponent."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("totals", type=int, nargs="*", default=[10_000, 30_000, 100_000])
    parser.add_argument("--here", action="store_true", help="in this process")
    asked = parser.parse_args()
    if asked.here:
        for total in asked.totals:
            measure(total)
        return
    found = []
    for total in asked.totals:
        line = subprocess.run(
            [sys.executable, __file__, "--here", str(total)], check=True, capture_output=True, text=True
        ).stdout
        print(line, end="", flush=True)
        found.append((math.log(total), math.log(float(line.partition(":")[2].split()[0].replace(",", "")))))
    if len(found) > 1:
        x, y = zip(*found, strict=True)
        mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
        slope = sum((a - mean_x) * (b - mean_y) for a, b in found) / sum((a - mean_x) ** 2 for a in x)
        print(f"exponent {slope:.3f}")


if __name__ == "__main__":
    main()
