"""What lies off a place: "20 km north of Aleppo", "two hours' drive from Nairobi", "near Larnaca", "Beirut's suburbs".

How far each may be wrong:

* With a direction: the eight winds leave 22.5° either way, a sideways error of 0.38 of the distance (half of that
  where the text uses sixteen); whether the way
  was measured from the middle or the edge of the town, half its radius; what the words leave open ("about", "a few",
  a range), that share of the distance.
* Without a direction: anywhere within that distance.
* By the time that a journey takes: half of the distance, for roads are good or bad.
* "North of", "near" and "outside" without a distance: 10 km (5 km at a facility), or one and a half times the radius.
* "The suburbs", "the outskirts" of a town: a ring around its radius; on a named side, as wide as the radius.

The sum of these errors follows Wieczorek, Guo and Hijmans (2004), "The point-radius method for georeferencing
locality descriptions and calculating associated uncertainty", doi:10.1080/13658810412331280211.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from geo.geodesy import destination, size_m
from geo.spatial import measures
from geo.spatial.extents import area_of, edge, is_area, is_line
from geo.spatial.phrases import (
    BEARING,
    CLASS_OF,
    NEAR_AT_LEAST_M,
    SIDE,
    bearing_of,
    bearing_words,
    metres_in_words,
    town_of,
)

if TYPE_CHECKING:
    from geo.records import Mention
    from geo.spatial.measures import Amount
    from geo.spatial.phrases import SpatialPhrase

ASIDE = math.sin(math.radians(22.5))  # of the distance, what one of eight winds leaves open
HALF_ASIDE = math.sin(math.radians(11.25))  # and one of sixteen: "north-northeast"
_AWAY = (
    rf"\s+(?:(?:by\s+road\s+)?(?:(?:just|due|directly|to\s+the)\s+)?(?P<direction>{BEARING})\s+(?:of|from)"
    r"|from|outside(?:\s+of)?|away\s+from|off|beyond|short\s+of|inland\s+(?:of|from)|upriver\s+from|(?:up|down)stream\s+(?:of|from)"
    r"|(?:up|down)\s+the\s+(?:coast|road)\s+from|offshore\s+from)\s+"
    rf"(?:(?:the\s+)?(?:border|coast|cent(?:re|er)|outskirts|edge|heart|southern\s+edge)\s+of\s+)?{CLASS_OF}\Z"
)
_DISTANCE = re.compile(rf"{measures.DISTANCE}{_AWAY}", re.IGNORECASE)
_JOURNEY = re.compile(rf"\b(?:about\s+|some\s+)?{measures.JOURNEY}{_AWAY}", re.IGNORECASE)
_TOWARDS = re.compile(
    r"(?<!the )(?<![\w-])(?:(?P<just>just|immediately|directly)\s+|due\s+|to\s+the\s+)?"
    rf"(?P<direction>{BEARING})\s+of\s+{CLASS_OF}\Z",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?P<word>near(?:\s+to)?|close\s+to|(?:just\s+)?outside(?:\s+of)?|(?:the\s+)?vicinity\s+of|surroundings\s+of"
    r"|not\s+far\s+from|next\s+to|adjacent\s+to|in\s+and\s+around|(?:areas?|countryside|hills|villages|forests?|fields)\s+around|around|on\s+the\s+approaches\s+to|at\s+the\s+gates\s+of"
    rf"|environs\s+of|beside)\s+{CLASS_OF}\Z",
    re.IGNORECASE,
)
_RING = r"(?:outskirts|suburbs?|outlying\s+(?:areas|districts)|periphery|environs|hinterland|edge)"
_OUTSKIRTS = re.compile(
    rf"\b(?:(?:a|an|the|its)\s+)?(?:(?P<side>{SIDE})\s+)?(?:(?!of\b)[a-z-]+\s+)?{_RING}\s+(?:(?P<beyond>{SIDE})\s+)?of\s+{CLASS_OF}\Z",
    re.IGNORECASE,
)
_OUTSKIRTS_RIGHT = re.compile(
    rf"(?:['’]s?)?\s+(?:(?P<side>{SIDE})\s+)?(?:(?!of\b)[a-z-]+\s+)?{_RING}\b(?!\s+of\b)", re.IGNORECASE
)
_TO_THERE = re.compile(r"\s+to\s+(?:the\s+)?[A-Z]")
_POINTS = frozenset({"settlement", "facility"})


def distance(phrase: SpatialPhrase) -> Mention | None:
    """Read "20 km north of Aleppo" and "an hour's drive from Lyon"; `None` when there is no distance."""
    match = _DISTANCE.search(phrase.left)
    if match is not None:
        return _away(phrase, match, measures.distance(match))
    match = _JOURNEY.search(phrase.left)
    return None if match is None else _away(phrase, match, measures.journey(match))


def _away(phrase: SpatialPhrase, match: re.Match[str], amount: Amount) -> Mention | None:
    import shapely

    place = town_of(phrase.mention, phrase.place)
    phrase = phrase.at(place)
    start = phrase.start_of(match)
    words = " ".join(phrase.text[start : phrase.mention.end].split())
    bearing = bearing_of(match["direction"])
    area = area_of(place)
    if ("capital of" in words and place.kind != "settlement") or (
        bearing is None and phrase.after(_TO_THERE)
    ):
        return None  # of some other place; "109 miles from Paredes to Baltanás" is a way
    if bearing is None:
        if place.kind in ("country", "continent") or is_area(area):
            return None if size_m(area) > 20 * amount.metres else phrase.located(
                area, radius_m=amount.metres * (1 + amount.spread), start=start,
                meaning=words, how=f"“{words}”: {place.name} and what lies within that distance of its edge.",
            )  # fmt: skip
        return phrase.located(
            shapely.Point(place.lon, place.lat),
            radius_m=max(amount.metres * (1 + amount.spread), place.radius_m),
            start=start,
            meaning=words,
            how=f"“{words}”: no direction is stated, so it may be anywhere within that distance.",
        )
    lon, lat = edge(place, bearing)
    # An area's edge is long: what lies south of Cuba lies south of any stretch of it.
    own = size_m(area) / 4 if is_area(area) and place.kind not in _POINTS else place.radius_m / 2
    aside = ASIDE if len(bearing_words(match["direction"])) < 3 else HALF_ASIDE
    radius_m = max(1_000.0, amount.metres * (aside + amount.spread) + own)
    point = destination(lon=lon, lat=lat, bearing=bearing, metres=min(amount.metres, 15_000_000.0))
    return phrase.located(
        shapely.Point(point),
        radius_m=radius_m,
        start=start,
        meaning=words,
        how=f"“{words}”, measured from {'the edge of ' if (lon, lat) != (place.lon, place.lat) else ''}{place.name}.",
    )


def towards(phrase: SpatialPhrase) -> Mention | None:
    """Read "north of Aleppo" without a distance."""
    import shapely

    match = _TOWARDS.search(phrase.left)
    if match is None or phrase.mention.role == "demonym" or len(match["direction"]) < 4:
        return None
    bearing = bearing_of(match["direction"])
    place = town_of(phrase.mention, phrase.place)
    if bearing is None or place.kind in ("continent", "border", "command"):
        return None
    if "capital of" in match.group() and place.kind != "settlement":
        return None
    phrase = phrase.at(place)
    reach = _near_m(phrase) if place.kind in _POINTS else max(10_000.0, 0.3 * place.radius_m)
    if match["just"]:
        reach /= 2
    lon, lat = edge(place, bearing)
    point = destination(lon=lon, lat=lat, bearing=bearing, metres=reach)
    direction = " ".join(match["direction"].lower().split())
    meaning = f"{direction} of {place.name}"
    how = f"{meaning}: no distance is stated, so {metres_in_words(reach)} is assumed."
    return phrase.located(
        shapely.Point(point), radius_m=reach, start=phrase.start_of(match), meaning=meaning, how=how
    )


def near(phrase: SpatialPhrase) -> Mention | None:
    """Read "near", "close to", "outside", "around" a place that has surroundings in news: no country, no province."""
    match = _NEAR.search(phrase.left)
    if match is None or phrase.mention.role == "demonym":
        return None
    place = town_of(phrase.mention, phrase.place)
    if place.kind not in NEAR_AT_LEAST_M:
        return None
    phrase = phrase.at(place)
    word = " ".join(match["word"].lower().split())
    area = area_of(place)
    # What has no outline here is somewhere around its point; what has one is nearer by.
    reach = (
        _near_m(phrase)
        if is_area(area) or is_line(area) or place.kind in _POINTS
        else 10_000.0 + place.radius_m
    )
    return phrase.located(
        area,
        radius_m=reach,
        start=phrase.start_of(match),
        meaning=f"the surroundings of {place.name}",
        how=f"The surroundings of {place.name} (“{word}”): no distance is stated.",
    )


def outskirts(phrase: SpatialPhrase) -> Mention | None:
    """Read "the southern suburbs of Beirut", "a suburb of Lyon", "Lima's outskirts"."""
    match = _OUTSKIRTS.search(phrase.left)
    after = None if match else phrase.after(_OUTSKIRTS_RIGHT)
    found = match or after
    if found is None or phrase.mention.role == "demonym":
        return None
    place = town_of(phrase.mention, phrase.place)
    if place.kind != "settlement":
        return None
    import shapely

    phrase = phrase.at(place)
    side = found["side"] or (match["beyond"] if match else None)
    bearing = bearing_of(side)
    ring = max(2_000.0, place.radius_m)
    start = phrase.start_of(match) if match else None
    end = after.end() if after else None
    if bearing is None:
        return phrase.located(
            shapely.Point(place.lon, place.lat),
            radius_m=1.5 * ring,
            start=start,
            end=end,
            meaning=f"the edge of {place.name}",
            how=f"The edge of {place.name}: its side is not stated.",
        )
    point = destination(lon=place.lon, lat=place.lat, bearing=bearing, metres=ring)
    meaning = f"the {side.lower()} edge of {place.name}"  # type: ignore[union-attr]
    how = f"{meaning}: {metres_in_words(ring)} from its centre."
    return phrase.located(shapely.Point(point), radius_m=ring, start=start, end=end, meaning=meaning, how=how)


def _near_m(phrase: SpatialPhrase) -> float:
    return max(
        NEAR_AT_LEAST_M.get(phrase.place.kind, 10_000.0),
        1.5 * phrase.place.radius_m if phrase.place.kind in _POINTS else 0.0,
    )
