"""Every place that the reports mention, with the number of mentions, and the mentions that events are linked with."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from maps.basemap import unit_of
from maps.layers import layer
from maps.packing import Pool, column
from maps.payload import ALTERNATIVES, degrees

LONGEST_PHRASE = 120  # characters

if TYPE_CHECKING:
    from geo.records import Candidate, Mention
    from maps.payload import Tables


@layer("places")
def places(tables: Tables) -> dict[str, Any]:
    """Return the places with their counts, and how each linked mention was understood."""
    counts = Counter(mention.place.id for mention in tables.event_set.mention_records if mention.place)
    rows = list(tables.places)
    return {
        "places": {
            "id": [place.id for place in rows],
            "name": [place.name for place in rows],
            "label": [place.label for place in rows],
            "kind": [place.kind for place in rows],
            "country": [place.country for place in rows],
            "admin1": [place.admin1 for place in rows],
            "unit": [unit_of(place) for place in rows],
            "lon": column(degrees(place.lon) for place in rows),
            "lat": column(degrees(place.lat) for place in rows),
            "count": column(counts[place.id] for place in rows),
        },
        "mentions": _mentions(tables),
    }


def _mentions(tables: Tables) -> dict[str, Any]:
    rows = list(tables.mentions)
    texts: Pool[str | None] = Pool()
    roles: Pool[str] = Pool()
    others = [_others(mention) for mention in rows]
    flat = [candidate for row in others for candidate in row]
    return {
        "text": column(texts[mention.text] for mention in rows),
        "phrase": column(texts[_phrase(mention, tables)] for mention in rows),
        "meaning": column(texts[mention.meaning or None] for mention in rows),
        "within": column(texts[mention.within] for mention in rows),
        "texts": list(texts),
        "role": column(roles[mention.role] for mention in rows),
        "roles": list(roles),
        "place": column(tables.place(mention) for mention in rows),
        "score": column(round(mention.score * 100) for mention in rows),
        "reason": column(tables.notes[mention.reason] for mention in rows),
        "others": {
            "counts": column(map(len, others)),
            "label": column(tables.notes[f"{c.place.label} [{c.place.kind}]"] for c in flat),
            "score": column(round(candidate.score * 100) for candidate in flat),
        },
    }


def _phrase(mention: Mention, tables: Tables) -> str | None:
    """Return the report's words that locate, where they are more than the name: "southern Gaza"."""
    if (mention.phrase_start, mention.phrase_end) == (mention.start, mention.end):
        return None
    text = tables.texts.get(mention.report, "")[mention.phrase_start : mention.phrase_end]
    return " ".join(text[:LONGEST_PHRASE].split()) or None


def _others(mention: Mention) -> tuple[Candidate, ...]:
    """Return the best places that the mention was not taken to mean."""
    others = (c for c in mention.candidates if mention.place is None or c.place.id != mention.place.id)
    return tuple(islice(others, ALTERNATIVES))  # without others no new object: there are many mentions
