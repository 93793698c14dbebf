"""Everything that can go wrong in `geo`.

GeoError
├── ReadingError (ValueError)
│   ├── NoReports
│   ├── ColumnMissing (LookupError)
│   └── UnreadableReport
│       └── NotAReport
├── UnreadableSet (ValueError)
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
    """A file is of a kind that is not read: in a folder it is counted, not told one by one."""


class UnreadableSet(GeoError, ValueError):
    """A file does not hold an `EventSet`: `why` is a clause, `where` a path."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, why)
        self.where = where
        self.why = why

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


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
