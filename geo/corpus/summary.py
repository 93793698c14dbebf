"""How much a corpus holds, by cause, language, source, type, month and country: counted batch by batch."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from geo.corpus.manifest import TABLES
from geo.corpus.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from geo.corpus.corpus import Corpus

_BATCH: Final = 65_536
_NUMBER: Final = re.compile(r"\d+")
"""In an error, such as that of a line: errors that differ in it are of one cause."""
CURRENT: Final = "this version of Dateline"
"""What stands for the fingerprint of the code and settings that would read the corpus now."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of what a corpus holds.

    Attributes
    ----------
    what
        What is counted: `reports`, `failed by cause`, `reports by language`, `reports by source`, `reports read by`,
        `mentions`, `events`, `events by type`, `events by month`, `events by country`, `events without a day`,
        `events without a place`, `first day`, `last day`, `bytes by table`.
    value
        Of which kind; of the first and the last day which one. `None` for all.
    count
        How many; `None` for a day.
    """

    what: str
    value: str | None
    count: int | None


def counts(corpus: Corpus) -> Iterator[Count]:
    """Yield what a corpus holds; in memory are only the counts.

    Kinds come in the order of their numbers, months in their own. An event counts in the month of its first day, or of
    its last where only that is known.
    """
    yield from _of_reports(corpus)
    yield Count("mentions", None, corpus.manifest.total("mentions"))
    yield from _of_events(corpus)
    for table in TABLES:
        size = sum(path.stat().st_size for path in (corpus.path / table).glob("*.parquet"))
        yield Count("bytes by table", table, size)
    others = sum(path.stat().st_size for path in corpus.path.iterdir() if path.is_file())
    yield Count("bytes by table", "the rest", others)


def shortened(found: Iterable[Count], most: int) -> Iterator[Count]:
    """Yield counts with at most so many rows of a kind, the greatest; the others are one row."""
    for _, some in groupby(found, key=lambda each: each.what):
        rows = list(some)
        greatest = sorted(rows, key=lambda each: -(each.count or 0))
        # One row is not worth a row that stands for it.
        left = greatest[most:] if len(rows) > most + 1 else []
        yield from (each for each in rows if each not in left)
        if left:
            total = sum(each.count or 0 for each in left)
            yield Count(left[0].what, f"({len(left):,} others)", total)


def _of_reports(corpus: Corpus) -> Iterator[Count]:
    names = ("language", "source", "reader", "failed_at", "error")
    found: dict[str, Counter[str | None]] = {name: Counter() for name in (*names[:3], "cause")}
    total = 0
    for batch in corpus.dataset("reports").to_batches(columns=list(names), batch_size=_BATCH):
        total += len(batch)
        for name in names[:3]:
            found[name] += _counted(batch[name])
        failed = batch.filter(batch["failed_at"].is_valid())
        for stage, why in zip(failed["failed_at"].to_pylist(), failed["error"].to_pylist(), strict=True):
            found["cause"][_NUMBER.sub("#", f"{stage}: {why}")] += 1
    yield Count("reports", None, total)
    yield from _most("failed by cause", found["cause"])
    yield from _most("reports by language", found["language"], none="unknown")
    yield from _most("reports by source", found["source"], none="none stated")
    current = _fingerprint(corpus)
    readers = Counter({CURRENT if name == current else name: n for name, n in found["reader"].items()})
    yield from _most("reports read by", readers)


def _of_events(corpus: Corpus) -> Iterator[Count]:
    import pyarrow.compute as pc

    types: Counter[str | None] = Counter()
    countries: Counter[str | None] = Counter()
    months: Counter[str | None] = Counter()
    total = without_place = 0
    days: list[str] = []
    columns = {
        "type": pc.field("type"),
        "country": pc.field("country"),
        "day": pc.coalesce(pc.field("when_start"), pc.field("when_end")),
        "nowhere": pc.field("geometry").is_null(),
    }
    for batch in corpus.dataset("events").to_batches(columns=columns, batch_size=_BATCH):
        total += len(batch)
        types += _counted(batch["type"])
        countries += _counted(batch["country"])
        without_place += pc.sum(batch["nowhere"]).as_py() or 0
        months += _counted(pc.strftime(batch["day"], format="%Y-%m"))
        ends = pc.min_max(batch["day"])
        days += [ends[name].as_py().date().isoformat() for name in ("min", "max") if ends[name].is_valid]
        days = [min(days), max(days)] if days else []
    yield Count("events", None, total)
    yield Count("events without a day", None, months.pop(None, 0))
    yield Count("events without a place", None, without_place)
    for what, day in zip(("first day", "last day"), days, strict=False):
        yield Count(what, day, None)
    yield from _most("events by type", types)
    yield from (Count("events by month", month, months[month]) for month in sorted(months, key=str))
    yield from _most("events by country", countries, none="none, or several")


def _counted(column: pa.Array) -> Counter[str | None]:
    found = column.value_counts()
    return Counter(
        dict(zip(found.field("values").to_pylist(), found.field("counts").to_pylist(), strict=True))
    )


def _most(what: str, found: Counter[str | None], *, none: str = "none") -> Iterator[Count]:
    """Yield numbers, the greatest first, equal ones in the order of what they are of."""
    named = {none if value is None else value: number for value, number in found.items()}
    yield from (
        Count(what, value, number)
        for value, number in sorted(named.items(), key=lambda item: (-item[1], item[0]))
    )


def _fingerprint(corpus: Corpus) -> str:
    """Return the fingerprint of what would read the corpus now; empty where that takes loading another pipeline."""
    settings = corpus.manifest.settings
    if not settings or settings.get("model"):
        return ""
    return Settings(fast=settings["fast"], gazetteer=tuple(settings["gazetteer"])).fingerprint()
