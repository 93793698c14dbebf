"""Banks of rivers: "the east bank of the Dnieper".

A river has no line in the gazetteer: its bank is drawn at the town that the sentence names beside it, on that side;
without one, nothing better than the river is known, and the reason says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo import geodesy
from geo.spatial.extents import area_of
from geo.spatial.phrases import SIDE, bearing_of, town_of

if TYPE_CHECKING:
    from gazetteer.place import Place
    from geo.records import Mention
    from geo.spatial.phrases import SpatialPhrase

_BANK = re.compile(
    rf"\b(?:(?:the|its|their|both|a)\s+)?(?P<side>{SIDE}|left|right|opposite|far)?\s*(?-i:bank)(?P<both>s)?\s+of\s+(?:the\s+)?(?:river\s+)?\Z",
    re.IGNORECASE,
)
_BANK_RIGHT = re.compile(
    rf"(?:['’]s)?\s+(?:river\s+)?(?P<side>{SIDE}|left|right)\s+bank(?P<both>s)?\b", re.IGNORECASE
)


def bank(phrase: SpatialPhrase) -> Mention | None:
    """Read "the east bank of the Dnieper"."""
    match = _BANK.search(phrase.left)
    after = None if match else phrase.after(_BANK_RIGHT)
    found = match or after
    if found is None or phrase.place.kind != "water":
        return None
    start = phrase.start_of(match) if match else None
    end = after.end() if after else None
    side = (found["side"] or "").lower()
    town = _town_beside(phrase)
    if town is None:
        return phrase.located(
            area_of(phrase.place), radius_m=phrase.place.radius_m, start=start, end=end,
            meaning=f"a bank of {phrase.place.name}",
            how=f"A bank of {phrase.place.name}, anywhere along it: the gazetteer has no line of this river.",
        )  # fmt: skip
    import shapely

    bearing = bearing_of(side)
    reach = max(5_000.0, town.radius_m)
    point = (town.lon, town.lat)
    if bearing is not None:
        point = geodesy.destination(lon=town.lon, lat=town.lat, bearing=bearing, metres=reach / 2)
    meaning = f"the {side + ' ' if side else ''}bank of {phrase.place.name} at {town.name}"
    return phrase.located(
        shapely.Point(point), radius_m=2 * reach, start=start, end=end,
        meaning=meaning, how=f"{meaning}, which the sentence names.",
    )  # fmt: skip


def _town_beside(phrase: SpatialPhrase) -> Place | None:
    from geo.resolution.resolver import km

    near = []
    for j in range(max(0, phrase.i - 4), min(len(phrase.mentions), phrase.i + 5)):
        other = phrase.mentions[j]
        if other.place is None or j == phrase.i or other.sentence != phrase.mention.sentence:
            continue
        town = town_of(other, other.place)
        reach_km = phrase.place.radius_m / 1_000 + 50
        if (
            town.kind == "settlement"
            and other.role == "literal"
            and km(town, phrase.place.lon, phrase.place.lat) < reach_km
        ):
            near.append((abs(j - phrase.i), town))
    return min(near, key=lambda pair: pair[0])[1] if near else None
