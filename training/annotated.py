"""Read our own annotated reports: ``== id``, header lines, an empty line, and text with ``[[text|label]]`` spans.

The format and the labels are described in ``training/reports/README.md``. Spans may nest; the markup is
removed and offsets are characters of the text that is left, half-open: ``report.text[s.start:s.end]``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PLACE_LABELS = frozenset({"literal", "metonymic", "embedded", "demonym"})
LABELS = PLACE_LABELS | {"person", "org"}

_HEADERS = frozenset({"published", "source", "title"})
# A closer is looked for before bare brackets: a "|" in running text (a table of figures) closes nothing.
_MARKUP = re.compile(r"\[\[|\|([^\[\]|\n]*)\]\]|\]\]")


class BadAnnotation(ValueError):
    """A file of annotated reports breaks the format: `where` is path:line, `why` a clause."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, why)
        self.where = where
        self.why = why

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@dataclass(frozen=True, slots=True, order=True)
class AnnotatedSpan:
    """One name: characters `start` to `end` (half-open) of the report's text, and its label."""

    start: int
    end: int
    label: str

    @property
    def is_place(self) -> bool:
        """Whether the span names a place (in any role), not a person or an organisation."""
        return self.label in PLACE_LABELS


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedReport:
    """A report without markup and its spans, sorted by start, an outer span before those inside it."""

    id: str
    text: str
    spans: tuple[AnnotatedSpan, ...]
    published: date | None = None
    source: str | None = None
    title: str | None = None

    def surface(self, span: AnnotatedSpan) -> str:
        """Return the words of a span."""
        return self.text[span.start : span.end]


def read_reports(folder: Path) -> Iterator[AnnotatedReport]:
    """Yield every report of the ``.txt`` files of a folder, by file name and then in file order.

    Parameters
    ----------
    folder
        Folder such as ``training/reports``; other files in it are ignored.

    Raises
    ------
    BadAnnotation
        When a file breaks the format (one line, with path and line number), or an id occurs twice.
    """
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.txt")):
        for line, report in _read_file(path):
            where = f"{path}:{line}"
            if report.id in seen:
                raise BadAnnotation(where, f"the id {report.id!r} is taken by {seen[report.id]}")
            seen[report.id] = where
            yield report


def parse_markup(
    marked: str, *, where: str = "text", first_line: int = 1
) -> tuple[str, tuple[AnnotatedSpan, ...]]:
    """Return the text without its markup, and the spans.

    Parameters
    ----------
    marked
        Text with ``[[text|label]]`` spans.
    where, first_line
        File name and number of the first line of `marked`, for errors.

    Raises
    ------
    BadAnnotation
        For unbalanced brackets, an unknown label, or a span that is empty or begins or ends with white space.
    """

    def bad(at: int, why: str) -> BadAnnotation:
        return BadAnnotation(f"{where}:{first_line + marked.count(chr(10), 0, at)}", why)

    pieces: list[str] = []
    length = read = 0
    opened: list[tuple[int, int]] = []  # offset in the clean text, offset in the marked text
    spans: list[AnnotatedSpan] = []
    for found in _MARKUP.finditer(marked):
        piece = marked[read : found.start()]
        pieces.append(piece)
        length += len(piece)
        read = found.end()
        if found.group() == "[[":
            opened.append((length, found.start()))
            continue
        label = found.group(1)
        if label is None:
            raise bad(found.start(), "']]' without a label before it; write [[text|label]]")
        if not opened:
            raise bad(found.start(), f"'|{label}]]' closes nothing")
        if label not in LABELS:
            raise bad(found.start(), f"unknown label {label!r}; labels are {', '.join(sorted(LABELS))}")
        start, at = opened.pop()
        surface = "".join(pieces)[start:]
        if not surface or surface != surface.strip():
            raise bad(at, f"the span {surface!r} is empty, or begins or ends with white space")
        spans.append(AnnotatedSpan(start, length, label))
    if opened:
        raise bad(opened[-1][1], "'[[' is never closed")
    pieces.append(marked[read:])
    return "".join(pieces), tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def _read_file(path: Path) -> Iterator[tuple[int, AnnotatedReport]]:
    """Yield the reports of one file, each with the number of its ``==`` line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise BadAnnotation(f"{path}:1", f"is not UTF-8 ({error.reason})") from None
    starts = [number for number, line in enumerate(lines) if line.startswith("== ")]
    if any(line.strip() for line in lines[: starts[0] if starts else None]):
        raise BadAnnotation(f"{path}:1", "text before the first '== id' line")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield start + 1, _read_report(path, start, lines[start:end])


def _read_report(path: Path, start: int, lines: list[str]) -> AnnotatedReport:
    """Read one report from its lines, the first being ``== id`` at index `start` of the file."""
    blank = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    headers = _read_headers(path, start + 2, lines[1:blank])
    body = "\n".join(lines[blank + 1 :]).rstrip()
    if not body:
        raise BadAnnotation(f"{path}:{start + 1}", "a report without text (an empty line ends the headers)")
    text, spans = parse_markup(body, where=str(path), first_line=start + blank + 2)
    published = headers.get("published")
    try:
        day = date.fromisoformat(published) if published else None
    except ValueError:
        raise BadAnnotation(f"{path}:{start + 1}", f"{published!r} is no date such as 2024-03-02") from None
    return AnnotatedReport(
        id=lines[0][3:].strip(),
        text=text,
        spans=spans,
        published=day,
        source=headers.get("source"),
        title=headers.get("title"),
    )


def _read_headers(path: Path, first_line: int, lines: Iterable[str]) -> dict[str, str]:
    """Read ``key: value`` lines."""
    headers: dict[str, str] = {}
    for number, line in enumerate(lines, start=first_line):
        key, colon, value = line.partition(":")
        if not colon or key not in _HEADERS:
            raise BadAnnotation(
                f"{path}:{number}", f"{line[:40]!r} is no header ({', '.join(sorted(_HEADERS))})"
            )
        headers[key] = value.strip()
    return headers
