"""Every place that the reports mention, with the number of mentions, and the mentions that events are linked with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from maps.basemap import unit_of
from maps.layers import layer
from maps.payload import ALTERNATIVES, degrees

if TYPE_CHECKING:
    from gazetteer.place import Place
    from geo.records import Mention
    from maps.payload import Tables


@layer("places")
def places(tables: Tables) -> dict[str, Any]:
    """Give the places with their counts, and how each linked mention was understood."""
    counts = Counter(mention.place.id for mention in tables.found.mention_records if mention.place)
    return {
        "places": [_place(place, counts[place.id], unit_of(place)) for place in tables.places],
        "mentions": [_mention(mention, tables) for mention in tables.mentions],
    }


def _place(place: Place, count: int, unit: str) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "label": place.label,
        "kind": place.kind,
        "lon": degrees(place.lon),
        "lat": degrees(place.lat),
        "unit": unit,
        "count": count,
    }


def _mention(mention: Mention, tables: Tables) -> dict[str, Any]:
    others = [c for c in mention.candidates if mention.place is None or c.place.id != mention.place.id]
    return {
        "text": mention.text,
        "role": mention.role,
        "place": tables.place(mention),
        "score": round(mention.score, 2),
        "reason": mention.reason,
        "within": mention.within,
        "others": [[c.place.label, c.place.kind, round(c.score, 2)] for c in others[:ALTERNATIVES]],
    }
