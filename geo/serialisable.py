"""Records as plain values that JSON takes."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any


class Serialisable:
    """Lets srsly, and with it spaCy's `Doc.to_json`, write a record."""

    __slots__ = ()

    def toDict(self) -> dict[str, Any]:  # noqa: N802 (the name that srsly's ujson looks for)
        """Return the record's fields as plain values."""
        made: dict[str, Any] = {
            field.name: _plain(getattr(self, field.name))
            for field in dataclasses.fields(self)  # type: ignore[arg-type]
        }
        return made


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value
