"""The tables of events and links: one row an event, whichever reports tell it, in files of a month each."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.corpus import rows
from geo.corpus.parts import sorted_table, write_table
from geo.events.attribution import attribute
from geo.io import frames
from geo.records import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from geo.corpus.outlets import Sources
    from geo.records import Event

SIZE: Final = 50_000
"""Events of a file at most: a month that has more is several files."""
TABLES: Final = ("events", "links")


def event_of(number: str, accounts: Sequence[Event]) -> Event:
    """Return an event of a corpus: what its accounts say together, under the corpus's id of it."""
    return replace(attribute(list(accounts)), id=number)


def write_month(
    month: str, groups: Iterable[tuple[str, Sequence[Event]]], sources: Sources, folder: Path
) -> list[str]:
    """Write the files of the events of a month and return their names.

    Parameters
    ----------
    month
        What the names begin with.
    groups
        Ids of the events and their accounts, in the order of their days: the files are a function of them.
    sources
        Which sources the reports state.
    folder
        Where a folder a table is made. The name of a file ends in a digest of its content.
    """
    made = (event_of(number, accounts) for number, accounts in groups)
    return [
        _write(f"{month}-{number:03}", some, sources, folder)
        for number, some in enumerate(_batches(made, SIZE))
    ]


def month_of_name(name: str) -> str:
    """Return the month of a file that `write_month` named."""
    return name.rsplit("-", 2)[0]


def _batches(events: Iterable[Event], size: int) -> Iterator[list[Event]]:
    left = iter(events)
    while some := list(itertools.islice(left, size)):
        yield some


def _write(period: str, events: Sequence[Event], sources: Sources, folder: Path) -> str:
    from geo.event_set import EventSet

    names = dict.fromkeys(mention.report for event in events for mention in event.mentions)
    reports = tuple(
        Report(id=name, text="", source=source) for name, source in zip(names, sources.of(names), strict=True)
    )
    found = EventSet(reports, tuple(events))
    tables = {
        "events": sorted_table(rows.table_of("events", *frames.events(found)), ("when_start", "id")),
        "links": sorted_table(
            rows.table_of("links", *frames.links(found)), ("event", "report", "mention_start")
        ),
    }
    digest = hashlib.blake2b(digest_size=6)
    for name, table in tables.items():
        fresh = folder / name / f"{period}.parquet"
        write_table(name, table, fresh)
        digest.update(fresh.read_bytes())
    named = f"{period}-{digest.hexdigest()}"
    for name in TABLES:
        (folder / name / f"{period}.parquet").rename(folder / name / f"{named}.parquet")
    return named
