"""Islands: "the island of Socotra", "Lesbos island"; their outline is the piece of land that their point lies on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.geodesy import size_m
from geo.spatial.extents import area_of, is_area
from geo.spatial.phrases import with_article

if TYPE_CHECKING:
    from geo.records import Mention
    from geo.spatial.phrases import SpatialPhrase

_WORD = r"(?:islands?|isles?|islets?|archipelago|atoll)"
_LEFT = re.compile(rf"\b(?:the\s+(?:[\w’'-]+\s+){{0,2}}?)?{_WORD}\s+of\s+\Z", re.IGNORECASE)
_RIGHT = re.compile(rf"\s+{_WORD}\b(?!\s+of\b)", re.IGNORECASE)
_SIZES_M = (
    4_000.0,
    15_000.0,
    50_000.0,
    150_000.0,
)  # tried in turn where the gazetteer has a town's radius only
_KINDS = frozenset({"settlement", "admin1", "admin2", "landform", "region"})


def island(phrase: SpatialPhrase) -> Mention | None:
    """Read a phrase that makes a place an island; `None` where it does not, or no island is there."""
    match = _LEFT.search(phrase.left)
    after = phrase.after(_RIGHT)
    place = phrase.place
    if (match is None and after is None) or place.kind not in _KINDS:
        return None
    from gazetteer.areas import sides

    area = area_of(place)
    if not is_area(area):
        sizes = ([place.radius_m] if place.kind == "landform" else []) + list(_SIZES_M)
        tried = (sides.island(lon=place.lon, lat=place.lat, radius_m=size) for size in sizes)
        found = next((outline for outline in tried if outline is not None), None)
        if found is None:
            return None
        area = found
    return phrase.located(
        area,
        radius_m=max(500.0, size_m(area) / 100),
        meaning=f"the island of {place.name}",
        how=f"The island of {place.name}, by its outline.",
        start=phrase.start_of(match) if match else with_article(phrase.text, phrase.mention.start),
        end=after.end() if after else None,
    )
