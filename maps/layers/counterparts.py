"""Where another source has the same event: a line from the event to that place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maps.layers import layer
from maps.packing import column
from maps.payload import degrees

if TYPE_CHECKING:
    from maps.payload import Tables


@layer("counterparts")
def counterparts(tables: Tables) -> dict[str, Any]:
    """Return the events that have a counterpart elsewhere, by number, and where that is."""
    numbers = [number for number, event in enumerate(tables.events) if event.id in tables.counterparts]
    points = [tables.counterparts[tables.events[number].id] for number in numbers]
    return {
        "event": column(numbers),
        "lon": column(degrees(lon) for lon, _ in points),
        "lat": column(degrees(lat) for _, lat in points),
    }
