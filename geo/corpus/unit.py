"""Reads the reports of a unit and writes their rows to one file: the work that drivers spread over processes.

A unit is read from the spool and written beside it; nothing but names and offsets travels between processes, and the
geometry of a row is made where it is written.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.corpus import rows
from geo.corpus.spool import Entry, entries
from geo.failures import Failures
from geo.records import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

    from geo.corpus.plan import Unit
    from geo.corpus.settings import Settings
    from geo.records import Event, Mention, Report

SUFFIX: Final = ".rows"


@dataclass(frozen=True, slots=True)
class Task:
    """A unit, where its reports are, and where its rows go."""

    unit: Unit
    spool: str
    folder: str
    settings: Settings

    @property
    def file(self) -> Path:
        """The file of the unit's rows, which is there when it is complete."""
        return Path(self.folder, self.unit.name + SUFFIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContents:
    """What was found in one report; `failure` says why nothing was."""

    report: Report
    key: str
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    failure: Failure | None = None


def read_unit(task: Task) -> str:
    """Read the reports of a task, write their rows, and return the name of its unit.

    The same reports give the same file, whichever process reads them. A unit that is there is not read again.
    """
    if not task.file.exists():
        nlp = task.settings.pipeline()
        found = [read_entry(entry, nlp) for entry in entries(Path(task.spool), task.unit.places)]
        write_unit(task, rows.packed(found, task.settings.fingerprint()))
    return task.unit.name


def write_unit(task: Task, content: bytes) -> None:
    """Write the rows of a unit, whole or not at all."""
    fresh = task.file.with_name(f"{task.unit.name}.{os.getpid()}")
    fresh.write_bytes(content)
    os.replace(fresh, task.file)  # noqa: PTH105 (the atomic one, on every system)


def read_place(task: Task, place: tuple[int, int]) -> bytes:
    """Return the rows of one report of a unit."""
    (entry,) = entries(Path(task.spool), [place])
    return rows.packed([read_entry(entry, task.settings.pipeline())], task.settings.fingerprint())


def failed_place(task: Task, place: tuple[int, int], why: str) -> bytes:
    """Return the rows of one report of a unit that could not be read, and why."""
    (entry,) = entries(Path(task.spool), [place])
    failure = entry.failure or Failure(where=entry.report.id, stage="pipeline", why=why)
    return rows.packed(
        [ReportContents(report=entry.report, key=entry.key, failure=failure)], task.settings.fingerprint()
    )


def read_entry(entry: Entry, nlp: Language) -> ReportContents:
    """Find what one report tells; a fault in that is part of what is returned."""
    if entry.failure is not None or not entry.report.text:
        return ReportContents(report=entry.report, key=entry.key, failure=entry.failure)
    failures = Failures(_quiet)
    for report, doc in _documents(entry.report, nlp, failures):
        light = _Light()
        return ReportContents(
            report=report,
            key=entry.key,
            mentions=tuple(map(light.mention, doc._.mentions)),
            events=tuple(map(light.event, doc._.events)),
        )
    return ReportContents(report=entry.report, key=entry.key, failure=failures.records[0])


def _documents(report: Report, nlp: Language, failures: Failures) -> Iterator[tuple[Report, Any]]:
    from geo.pipeline import documents

    return documents([report], on_error=failures, nlp=nlp)


def _quiet(error: Any) -> None:
    """Drop an error, which is a row of its own."""


class _Light:
    """Records of one report without what takes most of their room: rejected candidates, and outlines at full detail.

    Equal mentions stay one object, so that they are written once.
    """

    def __init__(self) -> None:
        self._mentions: dict[int, tuple[Mention, Mention]] = {}

    def mention(self, mention: Mention) -> Mention:
        known = self._mentions.get(id(mention))
        if known is None:
            made = replace(mention, candidates=(), geometry=rows.coarse(mention.geometry))
            known = self._mentions[id(mention)] = mention, made
        return known[1]

    def event(self, event: Event) -> Event:
        links = tuple(replace(link, mention=self.mention(link.mention)) for link in event.places)
        return replace(event, places=links, where=rows.coarse(event.where))
