"""Who reads the units: this process, several of it, or a Dask cluster. What is written does not depend on it.

Each driver runs the same function, `geo.corpus.unit.read_unit`, over tasks as they are asked for, and says which are
done, in any order. A process that is killed takes nothing with it: its unit is read again, and a report at which
processes die time and again becomes a failed one.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import sys
from collections import Counter, deque
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Protocol

from geo.corpus import rows
from geo.corpus.unit import Task, failed_place, read_place, read_unit, write_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.corpus.settings import Settings

_log = logging.getLogger(__name__)
_AHEAD: Final = 3
"""Tasks a process that are handed out before they are needed."""
_TRIES: Final = 3
"""Processes that may die at a unit before its reports are read one by one."""
_KILLED: Final = "the process that read it was killed each time: too little memory, or a fault in a library"


class Driver(Protocol):
    """Runs tasks."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Yield each task when its rows are written."""


@dataclass(frozen=True, slots=True)
class Serial:
    """Reads in this process."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Yield each task when its rows are written, in order."""
        for task in tasks:
            read_unit(task)
            yield task


@dataclass(frozen=True, slots=True)
class Processes:
    """Reads in several processes of this machine.

    Where the system can fork, the weights and gazetteers are loaded once and shared; elsewhere each process loads its
    own.
    """

    jobs: int

    def run(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Yield each task when its rows are written, as they come."""
        left = iter(tasks)
        first = next(left, None)
        if first is None:
            return
        context = _context()
        if context.get_start_method() == "fork":
            warm(first.settings)
        try:
            yield from self._run(deque([first]), left, context)
        finally:
            gc.unfreeze()

    def _run(self, waiting: deque[Task], left: Iterator[Task], context: Any) -> Iterator[Task]:
        deaths: Counter[str] = Counter()
        while waiting:
            running: dict[Future[str], Task] = {}
            try:
                with ProcessPoolExecutor(self.jobs, mp_context=context) as pool:
                    while True:
                        waiting.extend(islice(left, max(0, self.jobs * _AHEAD - len(running) - len(waiting))))
                        while waiting and len(running) < self.jobs * _AHEAD:
                            running[pool.submit(read_unit, waiting[0])] = waiting[0]
                            waiting.popleft()
                        if not running:
                            return
                        for future in wait(running, return_when=FIRST_COMPLETED).done:
                            future.result()
                            yield running.pop(future)
            except BrokenProcessPool:
                _log.warning("a process that read reports was killed; what it had under way is read again")
                for task in running.values():  # which of them it died of is not known
                    deaths[task.unit.name] += 1
                    if deaths[task.unit.name] >= _TRIES:
                        read_apart(task)
                waiting.extendleft(reversed(running.values()))


def _context() -> Any:
    # On macOS the system's own libraries do not bear it.
    forks = sys.platform != "darwin" and "fork" in multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if forks else "spawn")


def warm(settings: Settings) -> None:
    """Load what reading needs, before processes are forked, and keep the collector from touching it.

    What the collector walks over is written to, and a page that is written to is no longer shared.
    """
    nlp = settings.pipeline()
    settings.fingerprint()
    nlp(_WARM_TEXT)
    gc.collect()
    gc.freeze()


_WARM_TEXT: Final = "Soldiers shelled a village near Goma on Monday, and the army denied it in Kinshasa."


@dataclass(frozen=True, slots=True)
class Dask:
    """Reads on the workers of a Dask client, which must see the folder of the corpus at the same path."""

    client: Any

    def run(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Yield each task when its rows are written, as they come."""
        from distributed import KilledWorker, as_completed

        left = iter(tasks)
        ahead = _AHEAD * max(1, sum(self.client.nthreads().values()))
        running: dict[str, Task] = {}

        def submit(count: int) -> list[Any]:
            made = []
            for task in islice(left, count):
                future = self.client.submit(
                    read_unit, task, key=f"read-{task.unit.name}", retries=_TRIES, pure=True
                )
                running[future.key] = task
                made.append(future)
            return made

        waiting: Any = as_completed(submit(ahead))  # type: ignore[no-untyped-call]
        for future in waiting:
            task = running.pop(future.key)
            if future.status == "error":
                if not isinstance(future.exception(), KilledWorker):
                    future.result()  # which raises it
                read_apart(task)
            future.release()
            for each in submit(1):
                waiting.add(each)
            yield task


def read_apart(task: Task) -> None:
    """Read each report of a unit in a process of its own; one that ends its process becomes a failed report."""
    pieces = []
    for place in task.unit.places:
        with ProcessPoolExecutor(1, mp_context=_context()) as pool:
            try:
                pieces.append(pool.submit(read_place, task, place).result())
            except BrokenProcessPool:
                pieces.append(failed_place(task, place, _KILLED))
    write_unit(task, rows.joined(pieces))
