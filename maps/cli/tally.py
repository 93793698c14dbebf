"""Counts the reports of one run, and says what became of it: which failed, how many, and with which exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from maps.cli.console import fault, hint_at_log

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.errors import GeoError

T = TypeVar("T")

SOME_FAILED = 3
"""Exit status of a run that has written what could be read, as `rsync` has 23: a script can go on with it or not."""

EXIT_STATUS = """\b
Exit status:
  0  every report was read, with or without events
  1  an error ended the run, or no report could be read; no file is left half-written
  2  wrong usage
  3  written, but some reports could not be read (or joined): each is named on stderr"""


class Tally:
    """Counts the failures of a run (as `on_error`), and prints each in one line."""

    def __init__(self) -> None:
        self._given = self._unread = self._failed = 0
        self._apart = self._faulty = False

    def __call__(self, error: GeoError) -> None:
        """Print and count one failure."""
        from geo.errors import MergeFailed, ReadingError

        fault(str(error))
        self._faulty |= error.__cause__ is not None
        if isinstance(error, MergeFailed):
            self._apart = True
            return
        self._failed += 1
        self._unread += isinstance(error, ReadingError)

    def given(self, reports: Iterable[T]) -> Iterator[T]:
        """Yield reports, counting them."""
        for report in reports:
            self._given += 1
            yield report

    def check(self) -> None:
        """End the run where no report could be read at all, before anything is written.

        Raises
        ------
        click.exceptions.Exit
            With status 1.
        """
        if self._failed < self._total:
            return
        if self._failed > 1:
            fault(f"none of the {self._total:,} reports could be read")
        if self._failed:
            raise click.exceptions.Exit(1)

    def finish(self) -> int:
        """Print how many reports were read if some failed, and return the exit status of a run that has written."""
        if self._failed:
            read = self._total - self._failed
            hint = hint_at_log() if self._faulty else ""
            fault(f"{read:,} of {self._total:,} reports read, {self._failed:,} failed{hint}")
        return SOME_FAILED if self._failed or self._apart else 0

    @property
    def _total(self) -> int:
        return self._given + self._unread
