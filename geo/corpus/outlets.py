"""Which source each report of a corpus states, as an Arrow table: a dictionary of a million ids takes much memory."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pyarrow as pa


class Sources:
    """The sources of reports; the files are read when the first is asked for.

    Parameters
    ----------
    files
        Those of the table of reports.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = files

    @cached_property
    def _columns(self) -> tuple[pa.Array, pa.DictionaryArray]:
        """The ids of the reports that state a source, and the sources."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        read = [pq.read_table(path, columns=["id", "source"]) for path in self._files]
        table = (
            pa.concat_tables(read)
            if read
            else pa.table({"id": pa.array([], pa.string()), "source": pa.array([], pa.string())})
        )
        table = table.filter(table["source"].is_valid())
        return table["id"].combine_chunks(), table["source"].combine_chunks().dictionary_encode()

    def of(self, reports: Iterable[str]) -> list[str | None]:
        """Return the source of each of some reports."""
        import pyarrow as pa

        ids, sources = self._columns
        at = pa.compute.index_in(pa.array(list(reports), pa.string()), ids)
        found: list[str | None] = sources.take(at).to_pylist()
        return found
