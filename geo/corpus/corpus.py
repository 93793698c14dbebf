"""The doors of `geo.corpus`: read a source into a corpus, and look at one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geo.corpus import manifest
from geo.corpus.settings import Settings
from geo.errors import CorpusError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import geopandas as gpd
    import pandas as pd
    import pyarrow.dataset as ds

    from geo.corpus.drivers import Driver
    from geo.corpus.manifest import Manifest
    from geo.documents.reading import Columns, Unread
    from geo.errors import GeoError
    from geo.event_set import EventSet
    from geo.records import Event

    Table = Literal["reports", "mentions", "events", "links"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of reports that were read: `geo.corpus.open` opens one, `geo.corpus.read` makes it.

    Attributes
    ----------
    path
        The folder.
    manifest
        What it consists of.
    """

    path: Path
    manifest: Manifest

    def __repr__(self) -> str:
        known = self.manifest
        return (
            f"<Corpus {self.path}: {known.total('reports'):,} reports ({known.total('failed'):,} failed), "
            f"{known.total('mentions'):,} mentions, {known.events:,} events>"
        )

    @property
    def outdated(self) -> int:
        """How many reports another version of Dateline, or other settings, have read: `renew` reads them again."""
        settings = self.manifest.settings
        now = Settings(**{**settings, "gazetteer": tuple(settings.get("gazetteer", ()))}).fingerprint()
        return sum(count for reader, count in self.manifest.readers().items() if reader != now)

    @property
    def reports(self) -> pd.DataFrame:
        """One row a report, with its text; `error` says why nothing was found in one that failed."""
        return self.frame("reports")

    @property
    def mentions(self) -> gpd.GeoDataFrame:
        """One row a mention; outlines are simplified to a hundredth of their extent."""
        return self._table("mentions")

    @property
    def events(self) -> gpd.GeoDataFrame:
        """One row an event, however many reports tell it."""
        return self._table("events")

    @property
    def links(self) -> gpd.GeoDataFrame:
        """One row an event and one of its places."""
        return self._table("links")

    def files(self, table: Table) -> list[Path]:
        """Return the files of a table, in order."""
        return [self.path / name for name in self.manifest.files() if name.startswith(f"{table}/")]

    def dataset(self, table: Table, where: str | None = None) -> ds.Dataset:
        """Open a table as a pyarrow dataset: what it is asked for is read file by file.

        Parameters
        ----------
        table
            Its name.
        where
            A condition (`geo.corpus.filters`): the rows that meet it, without reading row groups in which none can.

        Raises
        ------
        BadFilter
            The condition is none, or names a column that the table has not.
        """
        import pyarrow.dataset as ds

        from geo.corpus.filters import parse
        from geo.corpus.parts import file_schema

        files = self.files(table)
        whole = ds.dataset(files, format="parquet") if files else ds.dataset(file_schema(table).empty_table())
        if where is None:
            return whole
        condition = parse(where, whole.schema)
        return (condition.prune(whole) if files else whole).filter(condition.expression)

    def frame(
        self, table: Table, *, where: str | None = None, columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Return a table as a GeoDataFrame in EPSG:4326; that of reports, which has no geometry, as a DataFrame.

        Parameters
        ----------
        table
            Its name.
        where
            A condition that the rows are to meet: `country = 'SDN' and when_start >= '2023-04-15'`.
        columns
            Those to read, by default all; the geometry always comes with them.

        Raises
        ------
        BadFilter
            The condition is none, or names a column that the table has not.
        """
        if table == "reports":
            found: pd.DataFrame = self.dataset(table, where).to_table(columns and list(columns)).to_pandas()
            return found
        return self._table(table, where=where, columns=columns)

    def _table(
        self, table: Table, *, where: str | None = None, columns: Sequence[str] | None = None
    ) -> gpd.GeoDataFrame:
        import geopandas as gpd
        import shapely

        dataset = self.dataset(table, where)
        names = [name for name in dataset.schema.names if name != "bbox"]
        wanted = names if columns is None else [*(name for name in columns if name != "geometry"), "geometry"]
        rows = dataset.to_table(columns=wanted)
        shapes = shapely.from_wkb(rows["geometry"].to_numpy())
        return gpd.GeoDataFrame(rows.drop_columns(["geometry"]).to_pandas(), geometry=shapes, crs="EPSG:4326")

    def stats(self) -> pd.DataFrame:
        """Return how much the corpus holds, a number a row (`geo.corpus.summary`), in flat memory."""
        import pandas as pd

        from geo.corpus.summary import Count, counts

        columns = [field.name for field in fields(Count)]
        return pd.DataFrame(list(counts(self)), columns=columns).astype({"count": "Int64"})

    def event_records(self, where: str | None = None) -> Iterator[Event]:
        """Yield the events one by one, with their mentions and evidence: memory does not grow with their number.

        Parameters
        ----------
        where
            A condition on the rows of the table of events.

        Raises
        ------
        BadFilter
            The condition is none, or names a column that the table has not.
        """
        from geo.corpus.event_sets import event_records

        return event_records(self, where)

    def event_set(self, where: str | None = None, *, ids: Iterable[str] | None = None) -> EventSet:
        """Return events with the reports that tell of them, and all mentions in those; in memory is what is chosen.

        Parameters
        ----------
        where
            A condition on the rows of the table of events; without it the set holds all reports, failed ones too.
        ids
            The events of these ids instead.

        Returns
        -------
        EventSet
            Rejected candidates of places are not kept in a corpus, and outlines are simplified.

        Raises
        ------
        BadFilter
            The condition is none, or names a column that the table has not.
        """
        from geo.corpus.event_sets import event_set

        return event_set(self, where, ids)


def open(path: str | Path) -> Corpus:  # noqa: A001 (as rasterio.open)
    """Open a corpus.

    Raises
    ------
    CorpusError
        The folder is none, or one of a later version.
    """
    folder = Path(path)
    return Corpus(folder, manifest.read(folder))


def read(
    source: Any,
    path: str | Path,
    *,
    jobs: int = 1,
    client: Any = None,
    driver: Driver | None = None,
    model: str | None = None,
    fast: bool = False,
    gazetteer: Iterable[str | Path] = (),
    published: datetime.date | str | None = None,
    encoding: str | None = None,
    columns: Columns | None = None,
    renew: bool = False,
    unread: Unread | None = None,
    on_error: Callable[[GeoError], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Corpus:
    """Read the reports of a source into a corpus; those that it has already are not read again.

    What is written depends on the reports alone: not on their order, on the number of processes or machines, or on how
    often the run was killed and begun again.

    Parameters
    ----------
    source
        A path or several, where `*`, `?`, `[...]` and `**` are patterns: files and folders as for `geo.read`; a table
        with a column `text` and where they are there `id`, `published`, `title`, `source` and `url`, as a DataFrame of
        pandas, GeoPandas, Polars, Dask or dask_geopandas, or as whatever gives Arrow batches; a Series of texts; or any
        iterable of paths, open binary files, `Report`s and mappings with these keys. A file is called by its path in
        the folder or pattern, an entry of a feed by its address, a record without an id by its text.
    path
        The folder of the corpus, which is made where there is none. A report with an id that it has replaces that one,
        a failure replaces none; what a file that is read again says replaces its former failures.
    jobs
        Processes on this machine.
    client
        A `distributed.Client`, whose workers read instead; they must see `path` under the same name.
    driver
        Whoever else reads, instead of both: it runs `geo.corpus.unit.read_unit` over tasks.
    model, fast, gazetteer
        As for `geo.language.load`. Each report is read by itself, as with `outlets=False`.
    published, encoding, columns, unread
        As for `geo.documents.reading.read_reports`.
    renew
        Read those reports again that another version of Dateline, or one with other settings, has read.
    on_error
        Called with each error of what cannot be read; without it they are warnings of the log. Either way there is a
        row of `reports` with the error.
    on_progress
        Called with how many reports are read so far, and how many are to be read.

    Returns
    -------
    Corpus
        As it is then.

    Raises
    ------
    CorpusError
        The folder holds something else, another process is writing to it, or pyarrow is not installed.
    ColumnMissing
        A table has no column of texts.
    BadPublished
        `published` is no date.
    """
    from geo.documents.dates import as_date

    folder = Path(path)
    _check_pyarrow(folder)
    as_date(published)  # a wrong date is told before hours of reading
    from geo.corpus.reading import Update

    settings = Settings(
        model=model, fast=fast, gazetteer=tuple(str(Path(each).absolute()) for each in gazetteer)
    )
    update = Update(folder=folder, settings=settings, driver=driver or _driver(jobs, client), renew=renew)
    if on_progress is not None:
        update.on_progress = on_progress
    how = {
        "published": published,
        "encoding": encoding,
        "columns": columns,
        "unread": unread,
        "on_error": on_error,
    }
    return Corpus(folder, update.read(source, **how))


def _driver(jobs: int, client: Any) -> Driver:
    from geo.corpus.drivers import Dask, Processes, Serial

    if client is not None:
        return Dask(client)
    return Processes(jobs) if jobs > 1 else Serial()


def _check_pyarrow(folder: Path) -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise CorpusError(str(folder), "a corpus needs pyarrow: pip install 'dateline[parquet]'") from error
