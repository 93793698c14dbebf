"""Reads a source into a corpus: what is new or changed, each report once, and whole or not at all."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.corpus import manifest, parts, periods, plan
from geo.corpus.clusters.clusters import Clusters
from geo.corpus.lock import locked
from geo.corpus.manifest import CLUSTERS, Manifest
from geo.corpus.mending import Mending
from geo.corpus.outlets import Sources
from geo.corpus.rows import TABLES, event_set_of
from geo.corpus.sources import entries_of
from geo.corpus.spool import Spool, day_number, entry_of_row, hash_of
from geo.corpus.unit import SUFFIX, Task

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.corpus.drivers import Driver
    from geo.corpus.plan import Part
    from geo.corpus.settings import Settings
    from geo.records import Event

_UNITS: Final = "units"
_SPOOL: Final = "incoming.jsonl"


@dataclass(kw_only=True)
class Update:
    """One reading of a source into a corpus.

    Attributes
    ----------
    folder
        Of the corpus, which is made where there is none.
    settings
        How reports are read.
    driver
        Who reads them.
    renew
        Read again what another version of Dateline, or one with other settings, has read.
    on_progress
        Called with how many reports are read so far, and how many are to be read.
    """

    folder: Path
    settings: Settings
    driver: Driver
    renew: bool = False
    on_progress: Callable[[int, int], None] = field(default=lambda done, total: None)  # noqa: ARG005

    def read(self, source: Any, **how: Any) -> Manifest:
        """Read what a source has and the corpus has not; `how` is as for `geo.corpus.sources.entries_of`."""
        with locked(self.folder):
            with Clusters.open(self.folder / CLUSTERS) as clusters:
                manifest.finish(self.folder, clusters.tag)
            known = manifest.read(self.folder) if manifest.is_corpus(self.folder) else Manifest()
            had = _members(self.folder, known)
            has = self._combined(known, had, source, how)
            planned = plan.parts_of(has)
            self._write_parts(planned, known)
            made = self._write_events(planned, known, _gone(had, has))
            for name in (manifest.new_files(self.folder), self.folder / manifest.WORK / _UNITS):
                shutil.rmtree(name, ignore_errors=True)
            (self.folder / manifest.WORK / _SPOOL).unlink(missing_ok=True)
        return made

    def _combined(
        self, known: Manifest, members: NDArray[np.void], source: Any, how: Mapping[str, Any]
    ) -> NDArray[np.void]:
        """Read the source into a spool, and return the members that the corpus is to have."""
        reader = self.settings.fingerprint()
        mending = Mending((self.folder / "reports" / f"{name}.parquet" for name in known.parts), members)
        with Spool(self.folder / manifest.WORK / _SPOOL) as spool:
            for entry in filter(mending.takes, entries_of(source, opened=mending.opened, **how)):
                spool.add(entry)
            members = mending.left(members, spool.ids)
            if self.renew:
                outdated = members["reader"] != reader.encode()
                for row in _report_rows(self.folder, known, members[outdated]):
                    spool.add_absent(entry_of_row(row))
                members = members[~outdated]
            return plan.combined(members, plan.members_of_spool(spool.rows(), reader))

    def _write_parts(self, planned: list[Part], known: Manifest) -> None:
        """Read what is to be read, and write each new part as soon as its reports are read.

        A part that a run before this one has written is there already, and so are its units until then.
        """
        made = manifest.new_files(self.folder)
        new = [part for part in planned if part.name not in known.parts and not parts.is_written(part, made)]
        done, total = 0, plan.unread(new)
        self.on_progress(done, total)
        under_way: dict[str, Part] = {}
        left: dict[str, int] = {}
        for task in self.driver.run(self._tasks(new, known, under_way, left)):
            done += len(task.unit.places)
            self.on_progress(done, total)
            part = under_way.pop(task.unit.name)
            left[part.name] -= 1
            if not left[part.name]:
                del left[part.name]
                self._assemble(part, known)

    def _tasks(
        self, new: list[Part], known: Manifest, under_way: dict[str, Part], left: dict[str, int]
    ) -> Iterator[Task]:
        """Yield the tasks of parts, and note of which part each is, and how many a part has."""
        work = self.folder / manifest.WORK
        (work / _UNITS).mkdir(exist_ok=True)
        for part in new:
            units = list(part.units(self.settings.fingerprint()))
            if not units:
                self._assemble(part, known)
            left[part.name] = len(units)
            for unit in units:
                under_way[unit.name] = part
                yield Task(unit, str(work / _SPOOL), str(work / _UNITS), self.settings)

    def _assemble(self, part: Part, known: Manifest) -> None:
        names = list(known.parts)
        folder = self.folder / manifest.WORK / _UNITS
        files = [folder / f"{unit.name}{SUFFIX}" for unit in part.units(self.settings.fingerprint())]
        older = np.unique(part.members["part"][part.members["part"] >= 0]).tolist()
        parts.write_part(
            part,
            units=(file.read_bytes() for file in files),
            older={
                number: {table: self.folder / table / f"{names[number]}.parquet" for table in TABLES}
                for number in older
            },
            folder=manifest.new_files(self.folder),
        )
        for file in files:
            file.unlink()

    def _write_events(self, planned: list[Part], known: Manifest, gone: NDArray[np.void]) -> Manifest:
        """Say which events are one, write them, and put all that is new in force."""
        new = manifest.new_files(self.folder)
        files = {part.name: (self.folder if part.name in known.parts else new) for part in planned}
        sources = Sources(files[part.name] / "reports" / f"{part.name}.parquet" for part in planned)
        with Clusters.open(self.folder / CLUSTERS) as clusters:
            clusters.remove(row["id"] for row in _report_rows(self.folder, known, gone))
            for part in planned:
                if part.name not in known.parts:
                    clusters.add(*_accounts(part, new))
            made = Manifest(
                parts={part.name: known.parts.get(part.name) or _counts(part, new) for part in planned},
                settings=self.settings.plain(),
            )
            return periods.put_in_force(self.folder, made, known=known, clusters=clusters, sources=sources)


def _members(folder: Path, known: Manifest) -> NDArray[np.void]:
    """Return the members of a corpus, each with the number of its part."""
    import pyarrow.parquet as pq

    pieces = [np.empty(0, dtype=plan.MEMBER)]
    for number, name in enumerate(known.parts):
        table = pq.read_table(
            folder / "reports" / f"{name}.parquet",
            columns=["id", "key", "reader", "published", "published_month"],
        )
        columns = table.to_pydict()
        some = np.zeros(len(table), dtype=plan.MEMBER)
        days = zip(columns["published"], columns["published_month"], strict=True)
        some["day"] = [day_number(day or month) for day, month in days]
        some["key"] = [bytes.fromhex(key) for key in columns["key"]]
        some["id"] = [hash_of(name) for name in columns["id"]]
        some["reader"] = [reader.encode() for reader in columns["reader"]]
        some["part"] = number
        pieces.append(some)
    return np.concatenate(pieces)


def _gone(had: NDArray[np.void], has: NDArray[np.void]) -> NDArray[np.void]:
    """Return the members that a corpus had and has no more."""
    return had[~np.isin(had["key"], has["key"][has["part"] >= 0])]


def _report_rows(folder: Path, known: Manifest, members: NDArray[np.void]) -> Iterator[dict[str, Any]]:
    """Yield the rows of members that a corpus has."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyarrow.compute import is_in

    names = list(known.parts)
    for number in np.unique(members["part"]).tolist():
        keys = pa.array([key.hex() for key in members["key"][members["part"] == number].tolist()])
        table = pq.read_table(folder / "reports" / f"{names[number]}.parquet")
        yield from table.filter(is_in(table["key"], keys)).to_pylist()


def _accounts(part: Part, folder: Path) -> tuple[Iterator[Event], dict[str, datetime.date | None]]:
    """Return the events of the reports of a new part that were read for it, and the days of these reports."""
    import pyarrow.parquet as pq

    new = {key.hex() for key in part.members["key"][part.members["part"] < 0].tolist()}
    columns = ["id", "key", "published", "published_month"]
    rows = pq.read_table(folder / "reports" / f"{part.name}.parquet", columns=columns).to_pylist()
    days = {row["id"]: row["published"] or row["published_month"] for row in rows if row["key"] in new}
    stored = pq.ParquetFile(folder / "records" / f"{part.name}.parquet")
    accounts = (
        event
        for batch in stored.iter_batches(128)
        for report, records in zip(*batch.to_pydict().values(), strict=True)
        if report in days
        for event in event_set_of(records)
    )
    return accounts, {report: day.date() if day else None for report, day in days.items()}


def _counts(part: Part, folder: Path) -> dict[str, Any]:
    """Return what the manifest says of a new part."""
    import pyarrow.parquet as pq

    table = pq.read_table(
        folder / "reports" / f"{part.name}.parquet", columns=["mentions", "error", "reader"]
    )
    failed = len(table) - table["error"].null_count
    return {
        "reports": len(table),
        "failed": failed,
        "mentions": sum(table["mentions"].to_pylist()),
        "readers": dict(sorted(Counter(table["reader"].to_pylist()).items())),
    }
