"""Everything that can go wrong in `geo`.

GeoError
├── ReadingError (ValueError)
│   ├── NoReports
│   └── UnreadableReport
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


class ReadingError(GeoError, ValueError):
    """An input cannot be read as reports."""


class NoReports(ReadingError):
    """A folder or a list of paths holds nothing to read."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: no reports (.txt, .md, .html, .jsonl) found"


class UnreadableReport(ReadingError):
    """One file or line is not a report: `why` is a clause, `where` a path or path:line."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, why)
        self.where = where
        self.why = why

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


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
    """Events were to be coded in a doc whose places nobody has looked for."""

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
