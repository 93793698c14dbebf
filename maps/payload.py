"""An `EventSet` as the columns that the page reads.

Rows that are named again and again (reports, places, mentions, shapes) are tables of their own; events name them by
index. Everything is packed as gzipped JSON in base64, which a script of the page unpacks without the network.
"""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from maps.layers import all_layers

if TYPE_CHECKING:
    import datetime
    from collections.abc import Hashable, Iterator, Sequence

    from gazetteer.place import Place
    from geo.event_set import EventSet
    from geo.records import Event, Mention
    from maps.basemap import Basemap

Row = TypeVar("Row")

DECIMALS = 5  # of a degree: about a metre, finer than any place of a gazetteer
ALTERNATIVES = 4  # places that a popup names beside the chosen one


@dataclass(slots=True)
class Index(Generic[Row]):
    """Rows without repeats, each known by a key."""

    rows: list[Row] = field(default_factory=list)
    _at: dict[Hashable, int] = field(default_factory=dict)

    def add(self, key: Hashable, row: Row) -> int:
        """Give the row's index; a key that is known keeps its first row."""
        if key not in self._at:
            self._at[key] = len(self.rows)
            self.rows.append(row)
        return self._at[key]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


@dataclass(slots=True)
class Tables:
    """What the layers build from: the events and the indexed rows that they name."""

    found: EventSet
    basemap: Basemap
    events: Sequence[Event]
    places: Index[Place] = field(default_factory=Index)
    mentions: Index[Mention] = field(default_factory=Index)

    @classmethod
    def of(cls, found: EventSet, basemap: Basemap) -> Tables:
        """Index the places of all mentions, and the mentions that events are linked with."""
        tables = cls(found=found, basemap=basemap, events=list(found))
        for mention in found.mention_records:
            tables.place(mention)
        for event in tables.events:
            for link in event.places:
                tables.place(link.mention)
                tables.mention(link.mention)
        return tables

    def place(self, mention: Mention) -> int:
        """Give the index of the mention's place, -1 when it is unresolved."""
        return -1 if mention.place is None else self.places.add(mention.place.id, mention.place)

    def mention(self, mention: Mention) -> int:
        """Give the index of the mention."""
        return self.mentions.add((mention.report, mention.start, mention.end, mention.role), mention)


def build(found: EventSet, *, title: str, basemap: Basemap) -> dict[str, Any]:
    """Give everything that the page shows, as JSON values."""
    tables = Tables.of(found, basemap)
    layers = {layer.name: layer.build(tables) for layer in all_layers()}
    return {
        "title": title,
        "reports": [
            {
                "id": report.id, "title": report.title, "source": report.source, "url": report.url,
                "published": iso(report.published),
            }
            for report in found.reports
        ],
        "basemap": basemap.as_json(),
        "layers": {name: data for name, data in layers.items() if data is not None},
    }  # fmt: skip


def pack(payload: dict[str, Any]) -> str:
    """Give the payload as gzipped JSON in base64; the same payload gives the same text."""
    text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    # A lone surrogate (from a report in a broken encoding) cannot be UTF-8: it becomes a question mark.
    packed = gzip.compress(text.encode("utf-8", "replace"), compresslevel=6, mtime=0)
    return base64.b64encode(packed).decode("ascii")


def unpack(packed: str) -> dict[str, Any]:
    """Undo `pack`, for tests and for people who look into a page."""
    payload: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed)))
    return payload


def degrees(value: float) -> float:
    """Round a coordinate to what the page draws."""
    return round(value, DECIMALS)


def iso(day: datetime.date | None) -> str | None:
    """Give a day as YYYY-MM-DD, `None` for none."""
    return day.isoformat() if day else None
