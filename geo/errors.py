"""Everything that can go wrong in `geo`.

GeoError
├── ReadingError (ValueError)
│   ├── NoReports
│   ├── ColumnMissing (LookupError)
│   └── UnreadableReport
│       └── NotAReport
├── ReportFailed (RuntimeError)
├── MergeFailed (RuntimeError)
├── UnwritableSet (ValueError)
├── UnreadableSet (ValueError)
├── CorpusError (ValueError)
├── BadFilter (ValueError)
├── NotEvents (TypeError)
├── Incomparable (ValueError)
├── BadOption (ValueError)
├── PlacesMissing (ValueError)
├── BadPublished (ValueError)
├── BadEventType (ValueError)
├── DecisionConflict (ValueError)
├── PipelineMissing (LookupError)
└── PipelineUnusable (ValueError)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gazetteer.errors import WordedError


class GeoError(WordedError):
    """Root of geo's errors."""


def unreadable(where: str, error: Exception) -> ReadingError:
    """Return the error of a file or a record, whatever it was that kept it from being read."""
    if isinstance(error, ReadingError):
        return error
    if isinstance(error, OSError):
        return UnreadableReport(where, error.strerror or "unreadable")
    failure = UnreadableReport(where, f"cannot be read ({reason(error)})")
    failure.__cause__ = error
    return failure


def reason(error: BaseException) -> str:
    """Return what an exception that was not meant for people says, in one line with its class."""
    said = " ".join(str(error).split())
    name = type(error).__name__
    return f"{name}: {said[:200]}" if said else name


class ReadingError(GeoError, ValueError):
    """An input cannot be read as reports; `report` is the id that the report would have, where that is known."""

    report = ""


def named(error: ReadingError, path: str, name: str) -> ReadingError:
    """Set the id of an error about a file or a record to that of the report it would be, unless it has one.

    Parameters
    ----------
    error
        Whose `where` is the path, or begins with it.
    path
        Of the file.
    name
        What the ids of its reports begin with.

    Examples
    --------
    >>> named(UnreadableReport("/data/a.jsonl:7", "empty"), "/data/a.jsonl", "a.jsonl").report
    'a.jsonl:7'
    """
    where = str(getattr(error, "where", path))
    error.report = error.report or (name + where[len(path) :] if where.startswith(path) else name)
    return error


@dataclass(eq=False, repr=False)
class NoReports(ReadingError):
    """A folder holds nothing to read; `unread` says what it holds instead."""

    where: str
    unread: str = ""

    def __str__(self) -> str:
        instead = f"; {self.unread}" if self.unread else ""
        return f"{self.where}: no reports (.txt, .md, .html, .jsonl, .csv, ...) found{instead}"


@dataclass(eq=False, repr=False)
class ColumnMissing(ReadingError, LookupError):
    """A table has no column of that name, or its column of texts was not named: `name` is what was asked for."""

    name: str | None
    has: str

    def __str__(self) -> str:
        if self.name is None:
            return f"a table needs its column of texts named, as in read(table, text='body') (it has: {self.has})"
        return f"the table has no column {self.name!r} (it has: {self.has})"


@dataclass(eq=False, repr=False)
class UnreadableReport(ReadingError):
    """One file or line is not a report: `why` is a clause, `where` a path or path:line."""

    template = "{where}: {why}"

    where: str
    why: str


class NotAReport(UnreadableReport):
    """A file is of a kind that is not read: in a folder it is counted, not reported one by one."""


_STAGES = {
    "tokenizer": "splitting it into words",
    "dateline_sentences": "finding its sentences",
    "dateline_encoder": "encoding its words",
    "dateline_event_detector": "detecting its events",
    "dateline_places": "finding its places",
    "dateline_events": "coding its events",
    "dateline_completion": "completing its events",
    "pipeline": "the pipeline",
}


@dataclass(eq=False, repr=False)
class ReportFailed(GeoError, RuntimeError):
    """A report was read, but a fault ended the search for its places and events; the cause is chained.

    `where` is the report's id, `stage` the component of the pipeline, `why` the class of the cause and what it says.
    """

    where: str
    stage: str
    why: str

    def __str__(self) -> str:
        stage = _STAGES.get(self.stage) or f"the component {self.stage!r}"
        return f"{self.where}: {stage} failed ({self.why})"


@dataclass(eq=False, repr=False)
class MergeFailed(GeoError, RuntimeError):
    """A fault kept the events of different reports from being joined: they stay apart."""

    template = "events that several reports tell were not joined ({why})"
    stage: ClassVar[str] = "merging"

    why: str


@dataclass(eq=False, repr=False)
class UnwritableSet(GeoError, ValueError):
    """A set cannot be written to a file of that suffix.

    Attributes
    ----------
    path, why
        The file, and what to do instead.
    """

    template = "{path}: {why}"

    path: str
    why: str


@dataclass(eq=False, repr=False)
class UnreadableSet(GeoError, ValueError):
    """A file does not hold an `EventSet`: `why` is a clause, `where` a path."""

    template = "{where}: {why}"

    where: str
    why: str


@dataclass(eq=False, repr=False)
class CorpusError(GeoError, ValueError):
    """A folder is no corpus, or cannot be read or written as one: `why` is a clause."""

    template = "{where}: {why}"

    where: str
    why: str


@dataclass(eq=False, repr=False)
class BadFilter(GeoError, ValueError):
    """A condition on rows cannot be read: `at` is the character, from 1 on, where `token` begins; `why` is a clause."""

    at: int
    token: str
    why: str

    def __str__(self) -> str:
        shown = f", {self.token[:40]!r}" if self.token else ", its end"
        return f"the condition goes wrong at character {self.at}{shown}: {self.why}"


@dataclass(eq=False, repr=False)
class NotEvents(GeoError, TypeError):
    """Something else was given where events are wanted: `given` says what, `caller` where."""

    template = (
        "{caller} takes an EventSet, one or several geo.Event, or a table of events (found.events or rows of "
        "it, with its columns id and type and its geometry), not {given}"
    )

    caller: str
    given: str


@dataclass(eq=False, repr=False)
class Incomparable(GeoError, ValueError):
    """A table cannot be compared with another: `why` is a clause, `where` says which table."""

    template = "{where}: {why}"

    where: str
    why: str


@dataclass(eq=False, repr=False)
class BadOption(GeoError, ValueError):
    """An option of a comparison is out of range: `why` says what it may be."""

    template = "{why}"

    why: str


@dataclass(eq=False, repr=False)
class PlacesMissing(GeoError, ValueError):
    """Events were to be coded in a doc without recognised places."""

    template = 'dateline_events needs the places of a doc: nlp.add_pipe("dateline_places") before it'


@dataclass(eq=False, repr=False)
class BadPublished(GeoError, ValueError):
    """A report's date is not a date."""

    template = "{text!r} is not a date: write it as YYYY-MM-DD"

    text: str


@dataclass(eq=False, repr=False)
class BadEventType(GeoError, ValueError):
    """A block of event_types.toml is not well formed."""

    template = "event_types.toml, [{block}]: {why}"

    block: str
    why: str


@dataclass(eq=False, repr=False)
class DecisionConflict(GeoError, ValueError):
    """A decision about two accounts of events contradicts earlier ones; `against` says which."""

    one: str
    other: str
    against: str
    template = "{one} and {other}: {against}; take that back first"


@dataclass(eq=False, repr=False)
class PipelineMissing(GeoError, LookupError):
    """The spaCy pipeline that was asked for is not installed."""

    template = "the spaCy pipeline {name!r} is not installed: pip install it first, or leave --model out"

    name: str


@dataclass(eq=False, repr=False)
class PipelineUnusable(GeoError, ValueError):
    """The spaCy pipeline that was asked for is there and cannot be loaded: `why` is what spaCy says."""

    template = "the spaCy pipeline {name!r} is there and does not load: {why}"

    name: str
    why: str
