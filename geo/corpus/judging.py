"""What people say of the events of a corpus: whether two are one; and what became of events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.corpus import manifest, periods
from geo.corpus.clusters.clusters import Clusters
from geo.corpus.clusters.decisions import AccountRef
from geo.corpus.lock import locked
from geo.corpus.manifest import CLUSTERS
from geo.corpus.outlets import Sources
from geo.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.corpus.clusters.clusters import Change


def decide(
    folder: Path, one: str, other: str, *, same: bool | None, by: str = "", why: str = ""
) -> tuple[str | None, str | None]:
    """Say whether two events are one, write the tables that this changes, and return the ids of the events of both.

    Parameters
    ----------
    folder
        Of the corpus.
    one, other
        An event by its id, which stands for its first account; or an account: the id of a report and the offset at
        which what tells of the event begins, `r2@15`.
    same
        The decision; `None` takes back what was decided of the two.
    by, why
        Who decides, and the reason.

    Raises
    ------
    CorpusError
        The folder is no corpus, another process is writing to it, it has no such event or account, or both are one
        account.
    DecisionConflict
        Earlier decisions say the contrary.
    """
    manifest.read(folder)  # before a lock would make a folder
    with locked(folder), Clusters.open(folder / CLUSTERS) as clusters:
        manifest.finish(folder, clusters.tag)
        known = manifest.read(folder)
        first, second = (_account(folder, clusters, name) for name in (one, other))
        if first == second:
            raise CorpusError(str(folder), f"{one} and {other} are one account: name another account")
        clusters.decide(first, second, same=same, by=by, why=why)
        sources = Sources(folder / "reports" / f"{name}.parquet" for name in known.parts)
        periods.put_in_force(folder, replace(known), known=known, clusters=clusters, sources=sources)
        return clusters.event_of(first), clusters.event_of(second)


def history(folder: Path, event: str | None = None) -> Iterator[Change]:
    """Yield what was merged, split and removed, in that order: all, or what an event has to do with.

    Raises
    ------
    CorpusError
        The folder is no corpus, or has no such event and never had one.
    """
    manifest.read(folder)
    with Clusters.open(folder / CLUSTERS, readonly=True) as clusters:
        found = False
        for change in clusters.history():
            if event is None or event == change.old or event in change.new:
                found = True
                yield change
        if event is not None and not found and not any(clusters.accounts([event])):
            raise CorpusError(str(folder), f"it has no event {event}, and had none")


def _account(folder: Path, clusters: Clusters, name: str) -> AccountRef:
    """Return the account that is meant by the id of an event, or by a report and an offset."""
    for _, events in clusters.accounts([name]):
        return AccountRef.of(events[0])
    report, _, start = name.rpartition("@")
    for event in clusters.of_report(report) if start.isdecimal() else ():
        if event.start == int(start):
            return AccountRef.of(event)
    raise CorpusError(str(folder), f"it has no event and no account {name}")
