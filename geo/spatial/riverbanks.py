"""Banks of rivers: "the east bank of the Dnieper".

A bank is drawn at the town that the sentence names beside the river, on that side. Without one it is a strip of 10 km
on that side of the river's line; "left" and "right" depend on the current, which is not known here, so that they are
the line. Of a river without a line nothing better than its place is known, and the reason says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo import geodesy
from geo.spatial.extents import area_of, is_line
from geo.spatial.phrases import SIDE, bearing_of, metres_in_words, town_of
from geo.spatial.rivers import swept

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

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

_DEEP_M = 10_000.0


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
    line = area_of(phrase.place)
    if town is None and is_line(line):
        return _strip(phrase, line, side, start, end)
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


def _strip(
    phrase: SpatialPhrase, line: BaseGeometry, side: str, start: int | None, end: int | None
) -> Mention:
    bearing = bearing_of(side)
    if bearing is None:
        return phrase.located(
            line, radius_m=_DEEP_M, start=start, end=end, meaning=f"a bank of {phrase.place.name}",
            how=f"A bank of {phrase.place.name}, anywhere along it.",
        )  # fmt: skip
    return phrase.located(
        swept(line, bearing, _DEEP_M), radius_m=_DEEP_M / 5, start=start, end=end,
        meaning=f"the {side} bank of {phrase.place.name}",
        how=f"The {side} bank of {phrase.place.name}, {metres_in_words(_DEEP_M)} deep, anywhere along it.",
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
