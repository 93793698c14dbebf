"""Which source each report of a corpus states, as an Arrow table: a dictionary of a million ids takes much memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Sources:
    """The sources of reports.

    Parameters
    ----------
    files
        Those of the table of reports.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        read = [pq.read_table(path, columns=["id", "source"]) for path in files]
        table = (
            pa.concat_tables(read)
            if read
            else pa.table({"id": pa.array([], pa.string()), "source": pa.array([], pa.string())})
        )
        table = table.filter(table["source"].is_valid())
        self._ids = table["id"].combine_chunks()
        self._sources = table["source"].combine_chunks().dictionary_encode()

    def of(self, reports: Iterable[str]) -> list[str | None]:
        """Return the source of each of some reports."""
        import pyarrow as pa

        at = pa.compute.index_in(pa.array(list(reports), pa.string()), self._ids)
        found: list[str | None] = self._sources.take(at).to_pylist()
        return found
