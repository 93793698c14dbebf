"""Corpora: `corpus read`, `corpus stats`, `corpus decide`, `corpus history`."""

from __future__ import annotations

import contextlib
import importlib
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.plurals import counted
from maps.cli.console import fault, note, progress
from maps.cli.group import dateline
from maps.cli.output import rows_as, with_output, write
from maps.cli.reports import how, with_reports
from maps.cli.tally import EXIT_STATUS, SOME_FAILED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.errors import GeoError

_LOCAL = "local"
_VERDICTS = {"same": True, "apart": False, "undecided": None}
_CHANGE = ("kind", "old", "new", "at", "why", "revision")
_IN_TABLE = 12
"""Rows of a kind that a table for people has."""


@dateline.group("corpus")
def corpus_() -> None:
    """Read archives of reports into a folder that grows and opens as it is; and look at it.

    \b
    Examples:
      dateline corpus read archive.jsonl -o corpus/ --jobs 4
      dateline corpus stats corpus/
    """  # noqa: D301


@corpus_.command("read", epilog=EXIT_STATUS)
@with_reports
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(),
    required=True,
    help="The folder, made where there is none.",
)
@click.option("--jobs", metavar="N", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Read on the workers of a Dask cluster, tcp://host:port, or of one that is started here: local. "
    "Needs dateline[dask].",
)
@click.option(
    "--renew", is_flag=True, help="Read again what another version, or one with other settings, has read."
)
def read_(
    sources: tuple[str, ...], output: str, *, jobs: int, dask: str | None, renew: bool, **reading: Any
) -> int:
    """Read reports into a corpus: a folder of GeoParquet files, one row a report, mention, event and link.

    What the corpus has already is not read again, and a run that was killed goes on where it was. A report whose text
    has changed replaces the former one.

    \b
    Examples:
      dateline corpus read archive/ -o corpus/
      dateline corpus read "2024/*.jsonl.gz" -o corpus/ --jobs 4
    """  # noqa: D301
    from geo.corpus.corpus import read
    from geo.documents.reading import Unread

    if jobs > 1 and dask and dask != _LOCAL:
        raise click.UsageError(
            "--jobs is the number of processes of this machine: it does not go with a cluster's address"
        )
    unread, failed = Unread(), 0

    def failing(error: GeoError) -> None:
        nonlocal failed
        failed += 1
        fault(str(error))

    with progress() as update, _client(dask, jobs) as client:
        update("reports", None)
        corpus = read(
            [sys.stdin.buffer if source == "-" else source for source in sources],
            output,
            jobs=jobs,
            client=client,
            renew=renew,
            unread=unread,
            on_error=failing,
            on_progress=lambda done, total: update(
                f"{done:,} of {counted(total, 'report', style=',')}", done / max(total, 1)
            ),
            **{name: reading[name] for name in ("model", "fast", "gazetteer")},
            **how(reading),
        )
    if unread:
        fault(str(unread))
    if outdated := corpus.outdated:
        were, them = ("was", "it") if outdated == 1 else ("were", "them")
        other = f"{were} read by another version or with other settings: --renew reads {them} again"
        note(f"{counted(outdated, 'report', style=',')} {other}")
    note(f"{output}: {repr(corpus).strip('<>').partition(': ')[2]}")
    return SOME_FAILED if failed else 0


@corpus_.command("stats")
@click.argument("folder", metavar="CORPUS", type=click.Path())
@click.option(
    "--most",
    metavar="N",
    type=click.IntRange(1),
    help="Rows of a kind at most, the greatest numbers first; what is left is one row. 12 in a table, else all.",
)
@with_output("table", "jsonl")
def stats(folder: str, output: str | None, *, overwrite: bool, form: str, most: int | None) -> int:
    """Count what a corpus holds: reports, failed ones by cause, languages, sources, events by type, month and country.

    \b
    Examples:
      dateline corpus stats corpus/
      dateline corpus stats corpus/ --format jsonl > stats.jsonl
    """  # noqa: D301
    import geo.corpus
    from geo.corpus.summary import counts, shortened

    found = counts(geo.corpus.open(folder))
    most = most or (_IN_TABLE if form == "table" else None)
    rows = [asdict(each) for each in (shortened(found, most) if most else found)]
    write(rows_as(rows, form, output), output, overwrite=overwrite)
    return 0


@corpus_.command("decide")
@click.argument("folder", metavar="CORPUS", type=click.Path())
@click.argument("verdict", metavar="same|apart|undecided", type=click.Choice(list(_VERDICTS)))
@click.argument("one", metavar="EVENT-OR-ACCOUNT")
@click.argument("other", metavar="EVENT-OR-ACCOUNT")
@click.option("--who", "by", metavar="NAME", default="", help="Who decides.")
@click.option("--why", metavar="TEXT", default="", help="The reason, for people.")
def decide_(folder: str, *, verdict: str, one: str, other: str, by: str, why: str) -> int:
    """Say that two events are the same, or are to stay apart; undecided takes that back.

    An event is given by its id, and stands for its first account. An account is what one report tells: the report's
    id, @, and the offset at which that begins. The decision holds for all reports to come.
    Printed is which event each is of now.

    \b
    Examples:
      dateline corpus decide corpus/ same r1@7 r2@2 --who "A. Editor"
      dateline corpus decide corpus/ undecided r1@7 r2@2
    """  # noqa: D301
    from geo.corpus.judging import decide

    events = decide(Path(folder), one, other, same=_VERDICTS[verdict], by=by, why=why)
    rows = [{"given": name, "event": event} for name, event in zip((one, other), events, strict=True)]
    write(rows_as(rows, "table"), None)
    return 0


@corpus_.command("history")
@click.argument("folder", metavar="CORPUS", type=click.Path())
@click.argument("event", metavar="[EVENT]", required=False)
@with_output("table", "jsonl")
def history_(folder: str, event: str | None, output: str | None, *, overwrite: bool, form: str) -> int:
    """List which events were merged, split and removed, the first change first; or what became of one event.

    \b
    Examples:
      dateline corpus history corpus/
    """  # noqa: D301
    from geo.corpus.judging import history

    rows = [asdict(each) for each in history(Path(folder), event)]
    shown = [row | {"new": " ".join(row["new"])} for row in rows] if form == "table" else rows
    write(rows_as(shown, form, output, header=_CHANGE), output, overwrite=overwrite)
    return 0


@contextlib.contextmanager
def _client(address: str | None, jobs: int) -> Iterator[Any]:
    """Connect to a Dask cluster, or start one, for the length of a block; nothing where none is asked for."""
    if address is None:
        yield None
        return
    from geo.errors import CorpusError

    try:
        clusters: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise CorpusError("--dask", "needs Dask: pip install 'dateline[dask]'") from error
    if address != _LOCAL:
        try:
            client = clusters.Client(address, timeout="10s")
        except (OSError, ValueError) as error:
            raise CorpusError(address, f"no Dask scheduler answers ({error})") from error
        with client:
            yield client
        return
    workers = jobs if jobs > 1 else None
    with (
        clusters.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
        clusters.Client(cluster) as client,
    ):
        yield client
