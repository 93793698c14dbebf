"""How the commands write: lines to stdout or whole files, tables for people, JSON for programs."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def with_output(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `-o` and `--overwrite`."""
    for decorate in (
        click.option("--overwrite", is_flag=True, help="Replace an existing file."),
        click.option("-o", "--output", metavar="FILE", help="Write to a file instead of stdout."),
    ):
        command = decorate(command)
    return command


def with_gazetteer(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--gazetteer`."""
    return click.option(
        "--gazetteer",
        multiple=True,
        metavar="FILE",
        help="Places of your own, from 'gazetteer import', before the bundled ones; may be repeated. "
        "Without it, those in the environment variable DATELINE_GAZETTEER.",
    )(command)


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str, float | None], None]]:
    """Give a function that shows a stage, and its share where it is known, on stderr and on a terminal only."""
    shown = ""

    def tell(stage: str, share: float | None = None) -> None:
        nonlocal shown
        line = stage if share is None else f"{stage} {share:4.0%}"
        if line != shown and sys.stderr.isatty():
            shown = line
            click.echo(f"\r{line:<24}", err=True, nl=False)

    try:
        yield tell
    finally:
        if shown:
            click.echo(f"\r{'':<24}\r", err=True, nl=False)


def write(texts: Iterable[str], output: str | None, *, overwrite: bool = False) -> None:
    """Write texts, each with its own line end, to stdout or whole to a file."""
    from maps.files import whole_file

    if output is None or output == "-":
        for text in texts:
            sys.stdout.write(text)
        return
    with whole_file(output, overwrite=overwrite) as fresh, Path(fresh).open("w", encoding="utf-8") as file:
        file.writelines(texts)


def json_line(value: dict[str, Any]) -> str:
    """Give a record as a line of JSON."""
    import json

    return json.dumps(value, ensure_ascii=False) + "\n"


def rows_as(rows: list[dict[str, Any]], form: str) -> Iterable[str]:
    """Give rows of the same keys as a `table` or as `jsonl`."""
    return table(rows) if form == "table" else map(json_line, rows)


def table(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Align rows of the same keys under a header; control characters of a report never reach the terminal."""
    if not rows:
        return
    cells = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [min(48, max(map(len, column))) for column in zip(*cells, strict=True)]
    for row in cells:
        yield "  ".join(_fit(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"


def _cell(value: object) -> str:
    text = (
        ""
        if value is None
        else f"{value:.5f}".rstrip("0").rstrip(".")
        if isinstance(value, float)
        else str(value)
    )
    return "".join(c if c.isprintable() else " " for c in text)


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"


def plain(value: object) -> object:
    """Give a date as text, and anything else as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value
