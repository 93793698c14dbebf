"""What the commands say to people: notes, errors and progress, on stderr only; colours on terminals only."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
import traceback
import warnings
from typing import TYPE_CHECKING, Any, TypeVar

import click

from geo.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

_KEY = "maps.cli.verbosity"
# Not by rich: importing its progress takes 80 ms of every command, and click, which we have, does the colours.
_BAR = 24  # characters
_EVERY_S = 0.1  # a line that is redrawn more often costs more than it tells
_PACKAGES = ("gazetteer", "geo", "maps")


def verbosity() -> list[click.Parameter]:
    """Make the options `-v` and `-q`; they are kept in the context, and not handed to a command's function."""
    verbose = click.Option(
        ["-v", "--verbose"],
        count=True,
        expose_value=False,
        callback=_louder,
        help="Say on stderr what is done, report by report; -vv says more.",
    )
    quieter = click.Option(
        ["-q", "--quiet"],
        is_flag=True,
        expose_value=False,
        callback=_quieter,
        help="Say nothing on stderr but errors.",
    )
    return [verbose, quieter]


def _louder(context: click.Context, _option: click.Parameter, count: int) -> None:
    _change(context, count)


def _quieter(context: click.Context, _option: click.Parameter, given: bool) -> None:  # noqa: FBT001 (click's)
    _change(context, -1 if given else 0)


def _change(context: click.Context, step: int) -> None:
    """Count both options, before the command or after it."""
    level = context.meta.get(_KEY, 0) + step
    context.meta[_KEY] = level
    for name in _PACKAGES:
        chosen = logging.DEBUG if level > 1 else logging.INFO if level == 1 else logging.WARNING
        logging.getLogger(name).setLevel(logging.ERROR if level < 0 else chosen)


def quiet() -> bool:
    """Return whether `-q` was given, and not outweighed by `-v`."""
    context = click.get_current_context(silent=True)
    return context is not None and context.meta.get(_KEY, 0) < 0


def note(line: str) -> None:
    """Print a line to stderr that is neither data nor an error; nothing with `-q`."""
    if not quiet():
        click.echo(_over_progress(line), err=True)


def fault(line: str) -> None:
    """Print an error to stderr, in one line."""
    name = styled("dateline:", sys.stderr, fg="red", bold=True)
    click.echo(_over_progress(f"{name} {_printable(' '.join(line.split()))}"), err=True, color=True)


def _printable(text: str) -> str:
    """Keep control characters of a report or a path from the terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def _over_progress(line: str) -> str:
    """Make a line that takes the place of a line of progress."""
    return f"\r{line}\x1b[K" if shows_progress() and os.environ.get("TERM") != "dumb" else line


def styled(text: str, stream: Any, **style: Any) -> str:
    """Colour a text for a terminal that wants colours (https://no-color.org); give it as it is to all else."""
    wanted = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return click.style(text, **style) if wanted else text


def hint_at_log() -> str:
    """Return how to see the tracebacks of what failed; empty where they are shown already."""
    shown = logging.getLogger(_PACKAGES[0]).isEnabledFor(logging.INFO)
    return "" if shown else "; -v shows where"


@contextlib.contextmanager
def log_lines() -> Iterator[None]:
    """Show what the libraries log and warn of, as lines on stderr; all is left as it was found."""
    handler = _Lines()
    loggers = [logging.getLogger(name) for name in _PACKAGES]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _warned
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)


def _warned(message: Warning | str, *_: Any, **__: Any) -> None:
    """Log a warning by its message alone, without the path and the line of code that Python would show."""
    logging.getLogger(__name__).warning("%s", message)


class _Lines(logging.Handler):
    """Writes to the stderr of the moment, and never control characters of a report."""

    def emit(self, record: logging.LogRecord) -> None:
        lines = [record.getMessage()]
        if record.exc_info:
            lines += "".join(traceback.format_exception(*record.exc_info)).splitlines()
        sys.stderr.writelines(f"dateline: {_printable(line)}\n" for line in lines)


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str, float | None], None]]:
    """Return a function that shows a stage, with a bar where its share is known, on stderr and on a terminal only."""
    began, shown_at, width = time.monotonic(), 0.0, 0

    def update(stage: str, share: float | None = None) -> None:
        nonlocal shown_at, width
        now = time.monotonic()
        if not shows_progress() or now - shown_at < _EVERY_S:
            return
        shown_at = now
        line = f"{stage}{_bar(share)}  {_clock(now - began)}"
        click.echo(f"\r{line:<{width}}", err=True, nl=False)
        width = len(line)

    try:
        yield update
    finally:
        if width:
            click.echo(f"\r{'':<{width}}\r", err=True, nl=False)


def shows_progress() -> bool:
    """Return whether progress would be seen: on a terminal, without `-q`, and without `-v`, whose lines tell more."""
    context = click.get_current_context(silent=True)
    return sys.stderr.isatty() and (context is None or context.meta.get(_KEY, 0) == 0)


def each(items: Iterable[T], *, name: str, total: int | None) -> Iterator[T]:
    """Hand items on, and show how many have been taken and dealt with: "12 of 40 reports"."""
    with progress() as update:
        update(name, None)
        thing = name.removesuffix("s")
        for done, item in enumerate(items, 1):
            yield item
            count = (
                f"{done:,} of {counted(total, thing, style=',')}"
                if total
                else counted(done, thing, style=",")
            )
            update(count, min(1.0, done / total) if total else None)


def _bar(share: float | None) -> str:
    if share is None:
        return ""
    filled = round(_BAR * share)
    return f"  [{'#' * filled}{'-' * (_BAR - filled)}] {share:4.0%}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"
