"""The tables of events and links: one row an event, whichever reports tell it, in files of a month each.

Where events changed, the files of their months are written anew; the others stay.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.corpus import manifest, rows
from geo.corpus.parts import sorted_table, write_table
from geo.events.attribution import attribute
from geo.io import frames
from geo.records import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from geo.corpus.clusters.clusters import Clusters
    from geo.corpus.manifest import Manifest
    from geo.corpus.outlets import Sources
    from geo.records import Event

SIZE: Final = 50_000
"""Events of a file at most: a month that has more is several files."""
TABLES: Final = ("events", "links")


def put_in_force(
    folder: Path, made: Manifest, *, known: Manifest, clusters: Clusters, sources: Sources
) -> Manifest:
    """Write the files of the months whose events changed, commit the store, and return the manifest in force.

    Parameters
    ----------
    folder
        Of the corpus, which is locked.
    made
        What the corpus is to consist of, but for its events, with its new files made.
    known
        What it consists of now.
    clusters
        Its events, changed and not committed.
    sources
        Which sources the reports state.
    """
    kept = kept_months(folder, known, clusters)
    new = manifest.new_files(folder)
    names: list[str] = []
    for month in clusters.months():
        names += kept.get(month) or write_month(month, clusters.events(month=month), sources, new)
    whole = replace(
        made,
        periods=tuple(names),
        events=clusters.count(),
        version=importlib.metadata.version("dateline"),
    )
    tag = manifest.prepare(folder, whole)
    clusters.forget_touched(tag)
    clusters.commit(tag)
    manifest.finish(folder, tag)
    return whole


def kept_months(folder: Path, known: Manifest, clusters: Clusters) -> dict[str, list[str]]:
    """Return the files of the months that are as they would be written now, by month.

    None are where another version of Dateline wrote them, or where the store cannot tell what has changed since.
    """
    touched = clusters.touched_months(manifest.tag_of(folder))
    if touched is None or known.version != importlib.metadata.version("dateline"):
        return {}
    kept: dict[str, list[str]] = {}
    for name in known.periods:
        kept.setdefault(month_of_name(name), []).append(name)
    return {
        month: names
        for month, names in kept.items()
        if month not in touched
        and all((folder / table / f"{name}.parquet").is_file() for table in TABLES for name in names)
    }


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
