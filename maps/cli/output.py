"""How the commands write: lines to stdout or whole files, tables for people, JSON for programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from maps.cli.console import styled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


def with_output(
    *forms: str, what: str = "", required: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add `-o` and `--overwrite` to a command, and `--format` where it has several forms; the first is its default.

    Parameters
    ----------
    *forms
        As `form` gives them.
    what
        The help of `-o`.
    required
        Whether there must be a file, because the result is nothing for a terminal.
    """

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        if forms:
            command = click.option(
                "--format",
                "form",
                type=click.Choice(forms),
                default=forms[0],
                show_default=True,
                help="What to write.",
            )(command)
        command = click.option("--overwrite", is_flag=True, help="Replace an existing file.")(command)
        return click.option(
            "-o",
            "--output",
            metavar="FILE",
            type=click.Path(),
            required=required,
            help=what or "Write to a file instead of stdout.",
        )(command)

    return decorated


def with_gazetteer(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--gazetteer` to a command."""
    return click.option(
        "--gazetteer",
        multiple=True,
        metavar="FILE",
        type=click.Path(),
        help="Places of your own, from 'gazetteer import', before the bundled ones; may be repeated. "
        "Without it, those in the environment variable DATELINE_GAZETTEER.",
    )(command)


def write(texts: Iterable[str], output: str | None, *, overwrite: bool = False, flush: bool = False) -> None:
    """Write texts, each with its own line end, to stdout or whole to a file.

    With `flush` what reads from stdout has each text as soon as it is made.
    """
    from maps.files import whole_file

    if output is None or output == "-":
        for text in texts:
            sys.stdout.write(text)
            if flush:
                sys.stdout.flush()
        return
    with whole_file(output, overwrite=overwrite) as fresh, Path(fresh).open("w", encoding="utf-8") as file:
        file.writelines(texts)


def json_line(value: dict[str, Any]) -> str:
    """Return a record as a line of JSON."""
    import json

    return json.dumps(value, ensure_ascii=False) + "\n"


def rows_as(
    rows: list[dict[str, Any]], form: str, output: str | None = None, *, header: Sequence[str] = ()
) -> Iterable[str]:
    """Return rows of the same keys as a `table` or as `jsonl`."""
    return table(rows, output, header=header) if form == "table" else map(json_line, rows)


# Not by rich: into a pipe its tables are cut to 80 columns.
def table(
    rows: list[dict[str, Any]], output: str | None = None, *, header: Sequence[str] = ()
) -> Iterator[str]:
    """Align rows of the same keys under a header; control characters of a report never reach the terminal.

    Parameters
    ----------
    rows
        What to show.
    output
        The file it is for; `None` and `-` are stdout, where a terminal gets a bold header.
    header
        The keys of the rows, which are shown where there is none.
    """
    header = list(rows[0] if rows else header)
    if not header:
        return
    cells = [[_cell(value) for value in row.values()] for row in rows]
    widths = [min(48, max(map(len, column))) for column in zip(header, *cells, strict=True)]
    first = _line(header, widths)
    yield (styled(first, sys.stdout, bold=True) if output in (None, "-") else first) + "\n"
    for row in cells:
        yield _line(row, widths) + "\n"


def _line(cells: list[str], widths: list[int]) -> str:
    return "  ".join(_fit(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()


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
    """Return a date as text, and anything else as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value
