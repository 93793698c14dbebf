"""Events of a corpus for a map: records where a page holds them all, else counts made of the columns of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.corpus.corpus import Corpus
from maps import cells
from maps.cells import NO_DAY, Columns, Crowd

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from geo.conversion import Events
    from geo.event_set import EventSet

_BATCH: Final = 65_536
_NAMES: Final = ("id", "type", "when_start", "when_end", "lon", "lat", "score")


def drawn(events: Events | Corpus | Crowd, where: str | None) -> Events | Crowd:
    """Return what a map draws of events: those of a corpus that meet a condition, others as they are.

    Raises
    ------
    ValueError
        There is a condition, and no corpus.
    BadFilter
        The condition is none, or names a column that the table of events has not.
    """
    if not isinstance(events, Corpus):
        if where is not None:
            raise ValueError("where= chooses events of a corpus (geo.corpus.open)")
        return events
    return drawn_of_corpus(events, where)


def drawn_of_corpus(corpus: Corpus, where: str | None = None) -> EventSet | Crowd:
    """Return the events of a corpus that meet a condition as records, or counted where a page does not hold them."""
    if corpus.dataset("events", where).count_rows() <= cells.MOST_EVENTS:
        return corpus.event_set(where)
    return crowd_of(corpus, where)


def crowd_of(corpus: Corpus, where: str | None = None) -> Crowd:
    """Count the events of a corpus by the columns of its files, and choose those that a page lists.

    In memory are six numbers and the id of each event, and the records of those that are listed.
    """
    columns, ids = columns_of(corpus, where)
    listed = corpus.event_set(ids=ids.take(cells.sample(columns)).to_pylist())
    reports = None if where is not None else corpus.manifest.total("reports")
    return Crowd(counts=cells.count(columns), listed=listed, reports=reports)


def columns_of(corpus: Corpus, where: str | None = None) -> tuple[Columns, pa.ChunkedArray]:
    """Return what counting needs of the events of a corpus, and their ids."""
    import pyarrow as pa

    types: dict[str, int] = {}
    pieces: list[tuple[NDArray[Any], ...]] = []
    ids: list[pa.Array] = []
    for batch in corpus.dataset("events", where).to_batches(columns=list(_NAMES), batch_size=_BATCH):
        ids.append(batch["id"].cast(pa.large_string()))
        pieces.append(
            (*(_numbers(batch[name]) for name in ("lon", "lat", "score")), _days(batch), _types(batch, types))
        )
    lon, lat, score, day, kind = (
        map(np.concatenate, zip(*pieces, strict=True)) if pieces else [np.zeros(0)] * 5
    )
    made = Columns(
        lon=lon,
        lat=lat,
        day=day.astype(np.int32),
        type=kind.astype(np.int32),
        score=np.nan_to_num(score).astype(np.float32),
        types=tuple(types),
    )
    return made, pa.chunked_array(ids, pa.large_string())


def _numbers(column: pa.Array) -> NDArray[np.float64]:
    """Return numbers, NaN for a missing one."""
    found: NDArray[np.float64] = column.to_numpy(zero_copy_only=False).astype(np.float64)
    return found


def _days(batch: pa.RecordBatch) -> NDArray[np.int32]:
    """Return days since 1970-01-01 of first days, of last ones where only these are known."""
    import pyarrow.compute as pc

    days = pc.coalesce(batch["when_start"], batch["when_end"]).to_numpy(zero_copy_only=False)
    days = days.astype("datetime64[D]")
    return np.where(np.isnat(days), NO_DAY, days.astype(np.int64)).astype(np.int32)


def _types(batch: pa.RecordBatch, types: dict[str, int]) -> NDArray[np.int32]:
    """Return numbers of types; new ones are added to the known."""
    encoded = batch["type"].dictionary_encode()
    numbers = [types.setdefault(name, len(types)) for name in encoded.dictionary.to_pylist()]
    found: NDArray[np.int32] = np.array(numbers, np.int32)[encoded.indices.to_numpy(zero_copy_only=False)]
    return found
