"""What fails: a record of each failure, and work of which one failing item spoils nothing else."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeVar

from geo.errors import MergeFailed, ReadingError, reason
from geo.records import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.errors import GeoError

T = TypeVar("T")
R = TypeVar("R")

_log = logging.getLogger(__name__)


class Failures:
    """Records each failure, and calls `on_error`; without that it is a warning in the log.

    Parameters
    ----------
    on_error
        Called with each error, as it happens; what it raises ends the run.
    """

    def __init__(self, on_error: Callable[[GeoError], None] | None = None) -> None:
        self.records: list[Failure] = []
        self._on_error = on_error

    @classmethod
    def of(cls, on_error: Callable[[GeoError], None] | None) -> Failures:
        """Return `on_error` where it keeps records already, else what keeps them for it."""
        return on_error if isinstance(on_error, Failures) else cls(on_error)

    def __call__(self, error: GeoError) -> None:
        """Record one failure."""
        self.records.append(record_of(error))
        if error.__cause__ is not None:
            _log.info("%s", error, exc_info=error.__cause__)
        if self._on_error is not None:
            self._on_error(error)
        else:
            _log.warning("%s", error)


def record_of(error: GeoError) -> Failure:
    """Return the record of an error."""
    stage = "reading" if isinstance(error, ReadingError) else getattr(error, "stage", "merging")
    where, why = getattr(error, "where", ""), getattr(error, "why", "") or str(error)
    return Failure(where=where, stage=stage, why=why.removeprefix(f"{where}: "))


def merge_or_keep(
    work: Callable[[Sequence[T]], list[T]], items: Sequence[T], failed: Callable[[GeoError], None]
) -> list[T]:
    """Return what `work` joins; where it fails, report the failure and return the items as they are."""
    try:
        return work(items)
    except Exception as error:  # noqa: BLE001 - the items are worth more than their being joined
        failure = MergeFailed(reason(error))
        failure.__cause__ = error
        failed(failure)
        return list(items)


def map_each(work: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T]) -> list[R | Exception]:
    """Return what `work` makes of items together, one result an item; an item that it fails at has its error instead.

    The other items come out as if that one were not there. Only a failure costs more than one call.

    Examples
    --------
    >>> map_each(lambda some: [sum(some) / each for each in some], [1, 0, 3])
    [4.0, ZeroDivisionError('division by zero'), 1.3333333333333333]
    """
    if not items:
        return []
    try:
        return list(work(items))
    except Exception as error:  # noqa: BLE001 - handed on with the item that it is about
        if len(items) == 1:
            return [error]
    alone = [map_each(work, [item])[0] for item in items]
    good = [item for item, result in zip(items, alone, strict=True) if not isinstance(result, Exception)]
    if len(good) == len(items):  # they fail only together
        return alone
    again = iter(map_each(work, good))
    return [result if isinstance(result, Exception) else next(again) for result in alone]
