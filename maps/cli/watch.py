"""`watch`: a map that is made anew as reports arrive."""

from __future__ import annotations

import datetime
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.plurals import counted
from maps.cli.console import fault, note
from maps.cli.corpus_source import with_where
from maps.cli.group import dateline
from maps.cli.output import with_output
from maps.cli.reports import how, with_reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.corpus import Corpus
    from geo.corpus.arrivals import Arrivals
    from geo.errors import GeoError

_LOOKS = 10
"""How often `--once` looks for files to stop growing."""
EXIT_STATUS = """\b
Exit status:
  0  ended by Ctrl-C, or with --once by itself; what could not be read is named on stderr
  1  an error before anything was read
  2  wrong usage"""


@dateline.command(epilog=EXIT_STATUS)
@click.argument("source", metavar="FOLDER|FILE", type=click.Path())
@with_reading
@with_where
@with_output(required=True, what="The HTML file to make, and to make anew.")
@click.option(
    "--corpus",
    "corpus_folder",
    metavar="FOLDER",
    type=click.Path(),
    help="Where what was read is kept, as by 'corpus read'; by default beside the map, with its name and '.corpus'.",
)
@click.option(
    "--every",
    metavar="SECONDS",
    type=click.FloatRange(0.1),
    default=1.0,
    show_default=True,
    help="How often to look.",
)
@click.option("--once", is_flag=True, help="Read what is there now, make the map, and end.")
@click.option("--title", help="Heading of the map.")
@click.option(
    "--language",
    metavar="CODE",
    default="en",
    show_default=True,
    help="Of the map: a code, or a file of words.",
)
def watch(
    source: str,
    output: str,
    *,
    overwrite: bool,
    corpus_folder: str | None,
    every: float,
    once: bool,
    title: str | None,
    language: str,
    where: str | None,
    **reading: Any,
) -> int:
    """Read what arrives in a folder, or in a feed's file, and make the map anew within seconds.

    A file is read when it has stopped growing, and again when it has changed. What was read is kept in a corpus, so
    that nothing is read twice, also when the watch is ended and begun again.

    \b
    Examples:
      dateline watch reports/ -o map.html --once
    """  # noqa: D301
    from geo.corpus import Corpus, manifest
    from geo.corpus.arrivals import Arrivals
    from geo.corpus.manifest import Manifest
    from geo.documents.dates import as_date
    from maps.files import check_writable
    from maps.page_format import check_page
    from maps.strings import load_strings

    path = Path(output)
    folder = Path(corpus_folder) if corpus_folder else path.with_suffix(".corpus")
    check_page(output)
    load_strings(language)
    as_date(reading["published"])
    Corpus(folder, Manifest()).dataset("events", where)
    # A map beside its corpus is one that an earlier watch made.
    check_writable(path, overwrite=overwrite or manifest.is_corpus(folder))
    arrivals = Arrivals(source, without=(path, folder))
    if not arrivals.source.exists():
        raise FileNotFoundError(2, "there is no such folder or file", source)
    page = {"where": where, "title": title, "language": language}
    watched = Watch(arrivals=arrivals, folder=folder, output=path, reading=reading, page=page)
    try:
        if once:
            watched.once(every)
        else:
            watched.forever(every)
    except KeyboardInterrupt:
        note(f"{output}: the watch is ended")
    return 0


@dataclass(kw_only=True)
class Watch:
    """A folder or file that is watched, a corpus that grows with it, and a map that shows the corpus.

    Attributes
    ----------
    arrivals
        What is new.
    folder
        Of the corpus.
    output
        The map's file.
    reading
        The options of reading, as a command has them.
    page
        Options of `maps.save`.
    """

    arrivals: Arrivals
    folder: Path
    output: Path
    reading: Mapping[str, Any]
    page: Mapping[str, Any]
    _drawn: bool = False
    _said: str = ""
    _wakes: threading.Event = field(default_factory=threading.Event)

    def once(self, every: float) -> None:
        """Read what is there, after files that grow have stopped, and make the map."""
        self.round()
        for _ in range(_LOOKS):
            if not self.arrivals.has_unsettled:
                break
            self._wakes.wait(every)
            self.round()

    def forever(self, every: float) -> None:
        """Look again and again, until an interrupt."""
        self.round()
        note(f"{self.output}: watching {self.arrivals.source}; Ctrl-C ends it")
        while not self._wakes.wait(every):
            self.round()

    def round(self) -> bool:
        """Look once, read what is new, and make the map anew if there was anything; return whether it was made.

        What is wrong with a file is told, and the others are read. What keeps the corpus or the map from being written
        is told once, and tried again in the next round.
        """
        from gazetteer.errors import WordedError

        files = []
        try:
            files = self.arrivals.look()
            if not files and self._drawn:
                return False
            corpus = self._read(files)
            self._draw(corpus)
        except (WordedError, OSError) as error:
            self.arrivals.forget(files)
            if not self._drawn:
                raise
            self._report(str(error))
            return False
        self._said = ""
        return True

    def _read(self, files: list[Any]) -> Corpus:
        import geo.corpus

        options = {name: self.reading[name] for name in ("model", "fast", "gazetteer")}
        return geo.corpus.read(files, self.folder, on_error=_failed, **options, **how(dict(self.reading)))

    def _draw(self, corpus: Corpus) -> None:
        from maps.corpus_events import drawn_of_corpus
        from maps.event_map import EventMap

        made = datetime.datetime.now(datetime.UTC)
        page = {name: value for name, value in self.page.items() if name != "where"}
        found = drawn_of_corpus(corpus, self.page["where"])
        EventMap(found, made=made, **page).save(self.output, overwrite=True)
        self._drawn = True
        reports = counted(corpus.manifest.total("reports"), "report", style=",")
        events = counted(corpus.dataset("events", self.page["where"]).count_rows(), "event", style=",")
        note(f"{made.astimezone():%H:%M:%S}  {self.output}: {reports}, {events}")

    def _report(self, why: str) -> None:
        """Print an error, unless it is that of the round before."""
        if why != self._said:
            fault(why)
        self._said = why


def _failed(error: GeoError) -> None:
    fault(str(error))
