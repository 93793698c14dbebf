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
├── NotEvents (TypeError)
├── PlacesMissing (ValueError)
├── BadPublished (ValueError)
├── BadEventType (ValueError)
├── PipelineMissing (LookupError)
└── PipelineUnusable (ValueError)
"""

from __future__ import annotations


class GeoError(Exception):
    """Root of geo's errors; each words itself from its arguments, so that it survives pickling."""


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
    """An input cannot be read as reports."""


class NoReports(ReadingError):
    """A folder holds nothing to read; `unread` says what it holds instead."""

    def __init__(self, where: str, unread: str = "") -> None:
        super().__init__(where, unread)
        self.where = where
        self.unread = unread

    def __str__(self) -> str:
        instead = f"; {self.unread}" if self.unread else ""
        return f"{self.where}: no reports (.txt, .md, .html, .jsonl, .csv, ...) found{instead}"


class ColumnMissing(ReadingError, LookupError):
    """A table has no column of that name, or its column of texts was not named: `name` is what was asked for."""

    def __init__(self, name: str | None, has: str) -> None:
        super().__init__(name, has)
        self.name = name
        self.has = has

    def __str__(self) -> str:
        if self.name is None:
            return f"a table needs its column of texts named, as in read(table, text='body') (it has: {self.has})"
        return f"the table has no column {self.name!r} (it has: {self.has})"


class UnreadableReport(ReadingError):
    """One file or line is not a report: `why` is a clause, `where` a path or path:line."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, why)
        self.where = where
        self.why = why

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


class NotAReport(UnreadableReport):
    """A file is of a kind that is not read: in a folder it is counted, not reported one by one."""


_STAGES = {
    "tokenizer": "splitting it into words",
    "dateline_sentences": "finding its sentences",
    "dateline_encoder": "encoding its words",
    "dateline_event_detector": "detecting its events",
    "dateline_places": "finding its places",
    "dateline_syntax": "parsing its sentences",
    "dateline_events": "coding its events",
    "dateline_completion": "completing its events",
    "pipeline": "the pipeline",
}


class ReportFailed(GeoError, RuntimeError):
    """A report was read, but a fault ended the search for its places and events; the cause is chained.

    `where` is the report's id, `stage` the component of the pipeline, `why` the class of the cause and what it says.
    """

    def __init__(self, where: str, stage: str, why: str) -> None:
        super().__init__(where, stage, why)
        self.where = where
        self.stage = stage
        self.why = why

    def __str__(self) -> str:
        stage = _STAGES.get(self.stage) or f"the component {self.stage!r}"
        return f"{self.where}: {stage} failed ({self.why})"


class MergeFailed(GeoError, RuntimeError):
    """A fault kept the events of different reports from being joined: they stay apart."""

    stage = "merging"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return f"events that several reports tell were not joined ({self.why})"


class UnwritableSet(GeoError, ValueError):
    """A set cannot be written to a file of that suffix.

    Attributes
    ----------
    path, why
        The file, and what to do instead.
    """

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path, why)
        self.path = path
        self.why = why

    def __str__(self) -> str:
        return f"{self.path}: {self.why}"


class UnreadableSet(GeoError, ValueError):
    """A file does not hold an `EventSet`: `why` is a clause, `where` a path."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, why)
        self.where = where
        self.why = why

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


class NotEvents(GeoError, TypeError):
    """Something else was given where events are wanted: `given` says what, `caller` where."""

    def __init__(self, caller: str, given: str) -> None:
        super().__init__(caller, given)
        self.caller = caller
        self.given = given

    def __str__(self) -> str:
        return (
            f"{self.caller} takes an EventSet, one or several geo.Event, or a table of events (found.events or rows of "
            f"it, with its columns id and type and its geometry), not {self.given}"
        )


class PlacesMissing(GeoError, ValueError):
    """Events were to be coded in a doc without recognised places."""

    def __init__(self) -> None:
        super().__init__()

    def __str__(self) -> str:
        return 'dateline_events needs the places of a doc: nlp.add_pipe("dateline_places") before it'


class BadPublished(GeoError, ValueError):
    """A report's date is not a date."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"{self.text!r} is not a date: write it as YYYY-MM-DD"


class BadEventType(GeoError, ValueError):
    """A block of event_types.toml is not well formed."""

    def __init__(self, block: str, why: str) -> None:
        super().__init__(block, why)
        self.block = block
        self.why = why

    def __str__(self) -> str:
        return f"event_types.toml, [{self.block}]: {self.why}"


class PipelineMissing(GeoError, LookupError):
    """The spaCy pipeline that was asked for is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return (
            f"the spaCy pipeline {self.name!r} is not installed: pip install it first, or leave --model out"
        )


class PipelineUnusable(GeoError, ValueError):
    """The spaCy pipeline that was asked for is there and cannot be loaded: `why` is what spaCy says."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why)
        self.name = name
        self.why = why

    def __str__(self) -> str:
        return f"the spaCy pipeline {self.name!r} is there and does not load: {self.why}"
