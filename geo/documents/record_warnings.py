"""Warnings about a source's records: the first few one by one, the rest as one number."""

from __future__ import annotations

import logging

_log = logging.getLogger(__name__)
_AT_MOST = 3


class RecordWarnings:
    """Warnings of one source about values read otherwise than written: the first ones, and the count of the rest.

    A table of a hundred thousand rows with an unclear date each must not bury what else is said.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._counts: dict[str, int] = {}

    def add(self, kind: str, where: str, what: str) -> None:
        """Warn of one record; the fourth and later of a kind are logged with `-v` only.

        A lone surrogate, of an id or a file's name that is not UTF-8, is logged as a question mark: not every handler
        can write it.
        """
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        line = f"{where}: {what}".encode("utf-8", "replace").decode("utf-8")
        _log.log(logging.WARNING if count <= _AT_MOST else logging.INFO, "%s", line)

    def close(self) -> None:
        """Log how many warnings were held back, by kind."""
        for kind, count in self._counts.items():
            if count > _AT_MOST:
                _log.warning("%s: %s: %d more like these", self._source, kind, count - _AT_MOST)
        self._counts.clear()
