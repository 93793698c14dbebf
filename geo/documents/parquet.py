"""Parquet to reports, a row each, row group by row group; only the columns that a report is made of are read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from geo.documents.fields import column_names, wanted_columns
from geo.documents.json_records import from_record
from geo.documents.office import check, first_line
from geo.errors import UnreadableReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from geo.documents.source import Source
    from geo.records import Report

MARK: Final = b"PAR1"
"""What a Parquet file begins with."""
_ROWS: Final = 256
"""Of a batch: a few megabytes of articles."""


def read_parquet(source: Source) -> Iterator[Report]:
    """Read a report a row.

    Raises
    ------
    NotAReport
        There is no column of texts, or pyarrow is not installed.
    UnreadableReport
        The file is broken, or holds no report.
    """
    check(source, ".parquet")
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream: Any = source.stream if source.stream.seekable() else io.BytesIO(source.whole())
    try:
        file = pq.ParquetFile(stream, pre_buffer=False)
        header = file.schema_arrow.names
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _broken(source, error) from error
    names = column_names(header, source)
    wanted = dict(zip(names, header, strict=True))
    chosen = {name: wanted[name] for name in wanted_columns(source.columns) if name in wanted}
    batches = _batches(file, list(chosen.values()), source)
    rows = (dict(zip(chosen, row, strict=True)) for batch in batches for row in cells(batch, chosen.values()))
    yield from source.records(enumerate(rows, 1), from_record, nothing="holds no report")


def _batches(file: Any, columns: list[str], source: Source) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    try:
        for group in range(file.num_row_groups):  # each by itself: asked for all, it reads ahead
            yield from file.iter_batches(_ROWS, row_groups=[group], columns=columns)
    except (pa.ArrowException, OSError, ValueError) as error:
        source.refuse(_broken(source, error))


def _broken(source: Source, error: Exception) -> UnreadableReport:
    return UnreadableReport(source.path, f"a broken Parquet file ({first_line(error)})")


def cells(batch: pa.RecordBatch, columns: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a batch as values of Python, in the order of some columns; a cell that is no value is `None`.

    Text that is not UTF-8, which writers need not check, is read with its wrong bytes replaced.
    """
    yield from zip(*(_values(batch.column(name)) for name in columns), strict=True)


def _values(column: pa.Array) -> list[Any]:
    try:
        return list(column.to_pylist())
    except Exception:  # noqa: BLE001 (one day out of range, one wrong byte: found cell by cell)
        return [_value(cell) for cell in column]


def _value(cell: Any) -> Any:
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        return cell.as_buffer().to_pybytes().decode("utf-8", "replace")
    except Exception:  # noqa: BLE001 (whatever it is, it is neither a text nor a day)
        return None
