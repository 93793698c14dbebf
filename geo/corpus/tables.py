"""Tables as records: of DataFrames of several libraries, and of whatever gives Arrow batches, a piece at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.documents.columns import is_frame
from geo.documents.fields import wanted_columns
from geo.errors import ColumnMissing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.documents.source import Columns

_ROWS: Final = 1_024
"""Made values of Python at once."""
_OF_TABLES: Final = ("to_batches", "read_next_batch", "collect_schema")
"""What Arrow's tables, data sets and readers, and Polars' frames have."""


def is_table(source: object) -> bool:
    """Return whether this is a table with named columns: pandas', Polars', Dask's, Arrow's, DuckDB's.

    Examples
    --------
    >>> import pandas as pd
    >>> is_table(pd.DataFrame({"text": ["Rain fell."]})), is_table(["a.txt"]), is_table(pd.Series(["Rain fell."]))
    (True, False, False)
    """
    return any(hasattr(source, name) for name in _OF_TABLES) or is_frame(source)


def records_of(table: Any, columns: Columns) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as they come, with the columns that a report is made of.

    One of Dask is computed partition by partition.

    Raises
    ------
    ColumnMissing
        It has no column of texts.
    """
    import pandas as pd

    if hasattr(table, "collect_schema"):  # Polars, also what is not collected yet
        chosen = _chosen(table.collect_schema().names(), columns)
        frame = table.select(chosen)
        yield from _of_polars(frame.collect() if hasattr(frame, "collect") else frame)
    elif hasattr(table, "partitions"):  # Dask
        frame = table[_chosen(list(table.columns), columns)]
        for part in frame.partitions:
            yield from _of_pandas(part.compute())
    elif isinstance(table, pd.DataFrame):
        yield from _of_pandas(pd.DataFrame(table)[_chosen(list(table.columns), columns)])
    else:
        yield from _of_arrow(table, columns)


def _chosen(has: Sequence[Any], columns: Columns) -> list[str]:
    names = list(has)
    if columns.text not in names:
        raise ColumnMissing(columns.text, ", ".join(map(str, names[:12])))
    return [name for name in dict.fromkeys(wanted_columns(columns)) if name in names]


def _of_pandas(frame: Any) -> Iterator[dict[str, Any]]:
    for first in range(0, len(frame), _ROWS):
        yield from frame.iloc[first : first + _ROWS].to_dict("records")


def _of_polars(frame: Any) -> Iterator[dict[str, Any]]:
    yield from frame.iter_rows(named=True, buffer_size=_ROWS)


def _of_arrow(table: Any, columns: Columns) -> Iterator[dict[str, Any]]:
    """Yield the rows of an Arrow table, a data set, a reader, or what streams batches by Arrow's C interface."""
    import pyarrow as pa

    from geo.documents.parquet import cells

    if hasattr(table, "schema") and hasattr(table, "to_batches"):
        chosen = _chosen(table.schema.names, columns)
        pieces = table.select(chosen) if hasattr(table, "select") else table
        batches = pieces.to_batches() if hasattr(table, "select") else table.to_batches(columns=chosen)
    else:
        batches = pa.RecordBatchReader.from_stream(table)
        chosen = _chosen(batches.schema.names, columns)
    for batch in batches:
        for first in range(0, batch.num_rows, _ROWS):
            piece = batch.slice(first, _ROWS)
            yield from (dict(zip(chosen, row, strict=True)) for row in cells(piece, chosen))
