"""Records as plain values that JSON takes."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any


class Plain:
    """What lets srsly, and with it spaCy's `Doc.to_json`, write a record."""

    __slots__ = ()

    def toDict(self) -> dict[str, Any]:  # noqa: N802 (the name that srsly's ujson looks for)
        """Return the record as plain values: an event or a mention as `dateline events` and `places` write it."""
        from geo.io.geojson import event_object, mention_object
        from geo.records import Event, Mention

        if isinstance(self, Event):
            return event_object(self, simplified=True)
        if isinstance(self, Mention):
            return mention_object(self)
        made: dict[str, Any] = {
            field.name: _plain(getattr(self, field.name))
            for field in dataclasses.fields(self)  # type: ignore[arg-type]
        }
        return made


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value
