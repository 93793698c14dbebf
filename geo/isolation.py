"""Isolates failures: one inside a report costs that report alone; it is reported, logged, and the rest goes on.

`documents` is the one place where failures of the pipeline are caught. spaCy hands what a component raises to that
component's error handler; ours (`install_error_handler`) keeps the error with the doc that `documents` gave, and raises
it for any other doc, as spaCy's own does. A handler that the caller set stays, and what it leaves out counts as failed.
"""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo.errors import ReportFailed, reason
from geo.nlp.docs import make_doc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from geo.errors import GeoError
    from geo.records import Report

_log = logging.getLogger(__name__)
_GUARD: Final = "dateline.guard"
_DROPPED: Final = "the pipeline's own error handler left it out"


def install_error_handler(nlp: Language) -> None:
    """Keep failures of docs of `documents` from ending their stream; for other docs nothing changes."""
    from spacy.util import raise_error

    if nlp.default_error_handler is raise_error:
        nlp.default_error_handler = _keep
    for _, component in nlp.pipeline:
        if getattr(component, "get_error_handler", _none)() is raise_error:
            component.set_error_handler(_keep)  # type: ignore[attr-defined]


def _none() -> None:
    return None


def _keep(stage: str, component: Any, docs: Sequence[Doc] | None, error: Exception) -> None:
    """Record an error for the docs that it is about; raise it where one of them is not watched."""
    del component
    guards: list[Any] = [doc.user_data.get(_GUARD) for doc in docs or ()]
    if not guards or None in guards:
        raise error
    for guard in guards:
        guard.append(_Caught(stage, error, shared=len(guards) > 1))


class _Caught(NamedTuple):
    """What ended the reading of a report; `shared` when it ended that of others too, as in a component's batch."""

    stage: str
    error: Exception
    shared: bool = False


@dataclass(slots=True)
class _UnderWay:
    """A report that is being read, as its doc has it, and what its components raised."""

    report: Report
    caught: list[_Caught] = field(default_factory=list)


class _IsolatedRun:
    """One stream of reports through a pipeline."""

    def __init__(self, nlp: Language, reports: Iterable[Report], failed: Callable[[GeoError], None]) -> None:
        self.nlp, self.failed = nlp, failed
        self.reports = iter(reports)
        self.unread: Exception | None = None
        self.under_way: deque[_UnderWay] = deque()

    def docs(self) -> Iterator[Doc]:
        """Yield the docs to be read; reports that cannot be handed out end the stream, after those before them."""
        while True:
            try:
                report = next(self.reports)
            except StopIteration:
                return
            except Exception as error:  # noqa: BLE001 - raised again when what was read before is out
                self.unread = error
                return
            entry = _UnderWay(report)
            self.under_way.append(entry)
            try:
                doc = make_doc(self.nlp, report)
            except Exception as error:  # noqa: BLE001 - a report's failure is recorded, whatever it is
                entry.caught.append(_Caught("tokenizer", error))
                continue
            entry.report = doc._.report
            doc.user_data[_GUARD] = entry.caught
            yield doc

    def read(self) -> Iterator[tuple[Report, Doc]]:
        """Yield each report with its doc, in order."""
        stream = self.nlp.pipe(self.docs())
        while True:
            try:
                doc = next(stream, None)
            except Exception as error:  # noqa: BLE001 - a component that knows of no error handler
                yield from self._one_by_one(error)
                stream = self.nlp.pipe(self.docs())
                continue
            report = None if doc is None else doc._.report
            while self.under_way and self.under_way[0].report is not report:
                entry = self.under_way.popleft()
                yield from self._lost(entry.report, entry.caught)
            if doc is None:
                break
            self.under_way.popleft()
            del doc.user_data[_GUARD]
            yield doc._.report, doc
        if self.unread is not None:
            raise self.unread

    def _lost(self, report: Report, caught: Sequence[_Caught]) -> Iterator[tuple[Report, Doc]]:
        """Report why a report failed; read it again alone where others were lost with it."""
        if not caught:
            self.failed(ReportFailed(report.id, "pipeline", _DROPPED))
            return
        stage, error, shared = caught[0]
        if shared:
            yield from documents([report], nlp=self.nlp, failed=self.failed)
            return
        failure = ReportFailed(report.id, stage, reason(error))
        failure.__cause__ = error
        self.failed(failure)

    def _one_by_one(self, error: Exception) -> Iterator[tuple[Report, Doc]]:
        """Read the reports that were under way when a component failed, each alone: one of them is the culprit."""
        lost, self.under_way = self.under_way, deque()
        if not lost:  # it does not come from a report
            raise error
        for entry in lost:
            yield from self._lost(entry.report, [_Caught("pipeline", error, shared=len(lost) > 1)])


def documents(
    reports: Iterable[Report], *, nlp: Language, failed: Callable[[GeoError], None]
) -> Iterator[tuple[Report, Doc]]:
    """Run a pipeline over reports as they come; one that fails is passed to `failed` and left out.

    The others come out as they would without it. What a third-party component fails at in a batch is read again
    report by report.
    """
    install_error_handler(nlp)
    return _IsolatedRun(nlp, reports, failed).read()
