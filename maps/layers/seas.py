"""The seas of the US combatant commands, by date, as far as their limits are described."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazetteer import commands
from gazetteer.commands import sea_topology as command_waters
from maps.layers import layer
from maps.payload import iso

if TYPE_CHECKING:
    from gazetteer.commands import Sea
    from maps.payload import Tables


@layer("seas")
def seas(tables: Tables) -> dict[str, Any] | None:
    """Return the parts of the sea, each with the rows that hold it, and what is known of each row."""
    if tables.commands == "never":
        return None
    return {"topology": command_waters.topology(), "rows": [_row(sea) for sea in commands.seas()]}


def _row(sea: Sea) -> dict[str, Any]:
    return {
        "name": sea.name,
        "command": sea.command,
        "from": iso(sea.valid_from),
        "fromConfidence": sea.from_confidence,
        "to": iso(sea.valid_to),
        "limit": sea.limit,
        "drawn": bool(sea.shape),
        "approximate": sea.approximate,
        "confidence": sea.confidence,
        "source": sea.source,
        "note": sea.note,
    }
