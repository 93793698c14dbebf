"""Links from events to their places: ways from origin to destination, and the homes of actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maps.layers import layer

if TYPE_CHECKING:
    from maps.payload import Tables


@layer("links")
def links(tables: Tables) -> dict[str, Any]:
    """Give one row an event and a place of it: event, mention, role, whether inferred, why."""
    rows = [(n, link) for n, event in enumerate(tables.events) for link in event.places]
    return {
        "event": [n for n, _ in rows],
        "mention": [tables.mention(link.mention) for _, link in rows],
        "role": [link.role for _, link in rows],
        "inferred": [int(link.inferred) for _, link in rows],
        "reason": [link.reason for _, link in rows],
    }
