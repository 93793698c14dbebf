"""Links from events to their places: ways from origin to destination, and the homes of actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maps.layers import layer
from maps.packing import Pool, column

if TYPE_CHECKING:
    from maps.payload import Tables


@layer("links")
def links(tables: Tables) -> dict[str, Any]:
    """Return for each event its places: mention, role, whether inferred, why."""
    rows = [link for event in tables.events for link in event.places]
    roles: Pool[str] = Pool()
    return {
        "counts": column(len(event.places) for event in tables.events),
        "mention": column(tables.mention(link.mention) for link in rows),
        "role": column(roles[link.role] for link in rows),
        "roles": list(roles),
        "inferred": column(int(link.inferred) for link in rows),
        "reason": column(tables.notes[link.reason] for link in rows),
    }
