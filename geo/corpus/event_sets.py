"""Events of a corpus as records again: one by one, or those that are chosen as an `EventSet`."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from geo.corpus.clusters import Clusters
from geo.corpus.manifest import CLUSTERS
from geo.corpus.periods import event_of
from geo.corpus.rows import event_set_of
from geo.corpus.spool import entry_of_row
from geo.event_set import EventSet
from geo.records import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gazetteer.place import Place
    from geo.corpus.corpus import Corpus
    from geo.records import Event, Mention, Report

_BATCH: Final = 8_192
_BEFORE_ALL: Final = datetime.date.min


def event_records(corpus: Corpus, where: str | None = None) -> Iterator[Event]:
    """Yield events one by one: all in the order of their days, or those that meet a condition in that of the table."""
    return _events(corpus, None if where is None else _ids(corpus, where))


def _events(corpus: Corpus, ids: Iterable[str] | None) -> Iterator[Event]:
    for number, some in _by_report(corpus, ids):
        yield event_of(number, some)


def _by_report(corpus: Corpus, ids: Iterable[str] | None) -> Iterator[tuple[str, list[Event]]]:
    """Yield ids of events, all or some, with the event as each report of it has it."""
    with Clusters.open(corpus.path / CLUSTERS, readonly=True) as clusters:
        yield from clusters.events() if ids is None else clusters.tellings(ids)


def _ids(corpus: Corpus, where: str) -> Iterator[str]:
    """Return the ids of the events that meet a condition, which is parsed before the first is asked for."""
    batches = corpus.dataset("events", where).to_batches(columns=["id"], batch_size=_BATCH)
    return (number for batch in batches for number in batch["id"].to_pylist())


def event_set(corpus: Corpus, where: str | None = None, ids: Iterable[str] | None = None) -> EventSet:
    """Return events with the reports that tell of them and the mentions in those, or all that a corpus holds."""
    everything = where is None and ids is None
    chosen = ids if where is None else _ids(corpus, where)
    events: list[Event] = []
    unmerged: list[Event] = []
    for number, some in _by_report(corpus, chosen):
        events.append(event_of(number, some))
        unmerged += some
    events.sort(key=lambda event: (event.when.start or event.when.end or _BEFORE_ALL, event.id))
    reports: list[Report] = []
    mentions: list[Mention] = []
    failures: list[Failure] = []
    places: dict[str, Place] = {}
    wanted = None if everything else {event.report for event in unmerged}
    for report, failure, some_mentions in _readings(corpus, wanted):
        if failure is not None:
            failures.append(failure)
        if failure is None or failure.stage != "reading":
            reports.append(report)
        mentions += (_with_known_place(mention, places) for mention in some_mentions)
    made = EventSet(tuple(reports), tuple(events), tuple(mentions), failures=tuple(failures))
    order = {report.id: number for number, report in enumerate(reports)}
    unmerged.sort(key=lambda event: (order.get(event.report, len(order)), event.start, event.end))
    object.__setattr__(made, "unmerged", tuple(unmerged))  # as `EventSet.merged` does: sets are joined by it
    return made


def _readings(
    corpus: Corpus, wanted: set[str] | None
) -> Iterator[tuple[Report, Failure | None, tuple[Mention, ...]]]:
    """Yield reports, why they failed, and the mentions in them: some, or all."""
    for name in corpus.manifest.parts:
        rows = {row["id"]: row for row in _rows(corpus.path / "reports" / f"{name}.parquet", "id", wanted)}
        if not rows:
            continue
        found = _rows(corpus.path / "records" / f"{name}.parquet", "report", wanted)
        mentions = {row["report"]: event_set_of(row["records"]).mention_records for row in found}
        for number, row in rows.items():
            failure = (
                Failure(where=number, stage=row["failed_at"], why=row["error"]) if row["failed_at"] else None
            )
            yield entry_of_row(row).report, failure, mentions.get(number, ())


def _rows(path: Path, key: str, wanted: set[str] | None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file whose key is wanted; row groups without such a row are not read."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            keys = file.read_row_group(group, columns=[key])[key].to_pylist()
            kept = [number for number, each in enumerate(keys) if wanted is None or each in wanted]
            if kept:
                yield from file.read_row_group(group).take(kept).to_pylist()


def _with_known_place(mention: Mention, places: dict[str, Place]) -> Mention:
    """Return a mention with the place that others have too, so that a place is in memory once."""
    if mention.place is None:
        return mention
    known = places.setdefault(mention.place.id, mention.place)
    return replace(mention, place=known) if known is not mention.place and known == mention.place else mention
