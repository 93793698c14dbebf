"""Rivers, canals and other places that are lines: "along the Litani", "east of the Dnipro", "10 km from the Tigris".

What lies on a line is given 5 km on either side. A side of it ("south of the Litani") is what is reached from the line
in that direction: in the country that the line runs through and the report speaks of most, up to its border; with
"just", or without such a country, 10 km or 50 km deep. Where the phrase goes on with an area ("along the Dnipro in
Kherson region"), that part is meant.

Of a river English says "the": "the Dnipro" is not the city, "across the Jordan" not the country.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from geo.geodesy import destination, size_m
from geo.spatial import measures
from geo.spatial.extents import area_of, is_area, is_line
from geo.spatial.phrases import BEARING, bearing_of, metres_in_words

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Place
    from geo.records import Mention
    from geo.spatial.phrases import SpatialPhrase

ON_M = 5_000.0
"""Metres on either side of a line that "on" and "along" reach."""
_JUST_M = 10_000.0
_DEEP_M = 50_000.0
_KM_AWAY = 200.0
_RIVER = r"(?:the\s+)?(?:river\s+|canal\s+)?"
_ALONG = re.compile(
    rf"\b(?:all\s+)?(?P<word>along|alongside|up\s+and\s+down|on\s+both\s+sides\s+of|on\s+either\s+side\s+of|across)\s+{_RIVER}\Z",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"(?<!the )(?<![\w-])(?P<all>everything\s+|areas?\s+|villages\s+|land\s+)?(?P<just>just|immediately|directly)?"
    rf"\s*(?:to\s+the\s+)?(?P<direction>{BEARING})\s+of\s+{_RIVER}\Z",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    rf"{measures.DISTANCE}\s+(?:(?:just\s+|due\s+|to\s+the\s+)?(?P<direction>{BEARING})\s+(?:of|from)|(?:away\s+)?from|off|beyond|of)\s+{_RIVER}\Z",
    re.IGNORECASE,
)
_IN = re.compile(
    r"(?:\s+(?:river|canal))?\s+(?:in|through|inside|within)\s+(?:the\s+)?(?:[a-z-]+\s+)?\Z", re.IGNORECASE
)
_THE = re.compile(r"(?:^|\W)the\s\Z", re.IGNORECASE)
# What goes on after a name that stands for itself; "the Paris attacks" is no river.
_NAME_ENDS = re.compile(
    r"\s*(?:[.,;:!?)”\"—–]|\Z)|['’]s\s+(?:banks?|waters?|course|mouth|delta|bridges?)\b"
    r"|\s+(?:and|or|but|in|on|at|to|from|of|near|as|where|which|that|was|were|is|are|had|has|by|with|after|before|since|during|into|between"
    r"|when|while|overnight|until|towards?|river|burst|flooded|rose|flows?)\b",
    re.IGNORECASE,
)
_ACROSS_WATER = re.compile(
    r"\b(?:banks?\s+of|along|across|crossed|crossing|cross|over|down|up|sides?\s+of)\s+the\s\Z", re.IGNORECASE
)


def named_river(phrase: SpatialPhrase) -> Place | None:
    """Return the river that "the" before a name of a town, state or country makes it; `None` where there is none.

    The river has to run near another place of the report.
    """
    place = phrase.place
    if place.kind not in ("settlement", "admin1", "admin2", "country") or phrase.mention.role != "literal":
        return None
    if not _THE.search(phrase.left) or phrase.after(_NAME_ENDS) is None:
        return None
    if place.kind == "country" and not _ACROSS_WATER.search(phrase.left):
        return None
    name = phrase.mention.text
    rivers = {
        match.place.id: match.place
        for spelt in (name, f"{name} River", f"River {name}")
        for match in phrase.gazetteer.match(spelt)
        if match.place.kind == "water" and match.name_kind != "demonym"
    }
    near = [(away, river.id) for river in rivers.values() if (away := _nearest_km(phrase, river)) < _KM_AWAY]
    return rivers[min(near)[1]] if near else None


def along(phrase: SpatialPhrase) -> Mention | None:
    """Read "along the Litani": the line, or what of it lies in the area that the phrase goes on to name."""
    match = _ALONG.search(phrase.left)
    line = area_of(phrase.place)
    if match is None or not is_line(line):
        return None
    part, where, end = _within(phrase, line)
    words = f"along {phrase.place.name}{where}"
    return phrase.located(
        part, radius_m=ON_M, start=phrase.start_of(match), end=end, meaning=words,
        how=f"{words}, {metres_in_words(ON_M)} on either side.",
    )  # fmt: skip


def beside(phrase: SpatialPhrase) -> Mention | None:
    """Read "east of the Dnipro" and "10 km south of the Litani"; `None` where the place is no line."""
    if phrase.place.kind not in ("water", "border", "region") or phrase.mention.role == "demonym":
        return None
    line = area_of(phrase.place)
    if not is_line(line):
        return None
    match = _DISTANCE.search(phrase.left)
    if match is not None:
        return _at_distance(phrase, line, match)
    match = _SIDE.search(phrase.left)
    bearing = bearing_of(match["direction"]) if match and len(match["direction"]) > 3 else None
    if match is None or bearing is None:
        return None
    direction = " ".join(match["direction"].lower().split())
    meaning = f"{direction} of {phrase.place.name}"
    country = None if match["just"] else _country(phrase, line)
    if country is None:
        deep = _JUST_M if match["just"] else _DEEP_M
        return phrase.located(
            swept(line, bearing, deep), radius_m=deep / 5, start=phrase.start_of(match), meaning=meaning,
            how=f"{meaning}: no distance is stated, so {metres_in_words(deep)} is assumed.",
        )  # fmt: skip
    import shapely

    area = area_of(country)
    side = shapely.intersection(swept(line, bearing, size_m(area)), area)
    side = shapely.union_all([part for part in shapely.get_parts(side) if is_area(part)])
    if side.is_empty:
        return None
    return phrase.located(
        side, radius_m=max(ON_M, size_m(side) / 10), start=phrase.start_of(match),
        meaning=f"{meaning} in {country.name}",
        how=f"{meaning}, up to the border of {country.name}: what is reached from the line in that direction.",
    )  # fmt: skip


def swept(line: BaseGeometry, bearing: float, metres: float) -> BaseGeometry:
    """Return the area that a line passes over when it is moved.

    Parameters
    ----------
    line
        WGS 84 degrees.
    bearing
        Degrees clockwise from north.
    metres
        How far, measured at the middle of the line's extent; at most to the poles and to ±180°.
    """
    import numpy as np
    import shapely

    west, south, east, north = line.bounds
    middle = ((west + east) / 2, (south + north) / 2)
    lon, lat = destination(lon=middle[0], lat=middle[1], bearing=bearing, metres=min(metres, 4_000_000.0))
    shift = np.array([(lon - middle[0] + 180) % 360 - 180, lat - middle[1]])
    pieces: list[BaseGeometry] = []
    for part in shapely.get_parts(shapely.simplify(line, 0.005)):
        corners = shapely.get_coordinates(part)
        moved = np.clip(corners + shift, [-180, -90], [180, 90])
        rings = np.stack([corners[:-1], corners[1:], moved[1:], moved[:-1]], axis=1)
        pieces += [shapely.make_valid(piece) for piece in np.atleast_1d(np.asarray(shapely.polygons(rings)))]
    whole = shapely.union_all(pieces)
    return shapely.union_all([part for part in shapely.get_parts(whole) if is_area(part)])


def _at_distance(phrase: SpatialPhrase, line: BaseGeometry, match: re.Match[str]) -> Mention:
    from shapely import affinity

    amount = measures.distance(match)
    start = phrase.start_of(match)
    words = " ".join(phrase.text[start : phrase.mention.end].split())
    bearing = bearing_of(match["direction"])
    if bearing is None:
        return phrase.located(
            line, radius_m=max(1_000.0, amount.metres * (1 + amount.spread)), start=start, meaning=words,
            how=f"“{words}”: the line and what lies within that distance of it.",
        )  # fmt: skip
    west, south, east, north = line.bounds
    lon, lat = destination(
        lon=(west + east) / 2,
        lat=(south + north) / 2,
        bearing=bearing,
        metres=min(amount.metres, 4_000_000.0),
    )
    moved = affinity.translate(line, xoff=lon - (west + east) / 2, yoff=lat - (south + north) / 2)
    return phrase.located(
        moved, radius_m=max(1_000.0, amount.metres * (0.38 + amount.spread)), start=start, meaning=words,
        how=f"“{words}”, measured from the line: nothing says at which stretch of it.",
    )  # fmt: skip


def _within(phrase: SpatialPhrase, line: BaseGeometry) -> tuple[BaseGeometry, str, int | None]:
    """Return the part of a line in the area that the next mention names, how to say so, and where the phrase ends."""
    import shapely

    gap, after = phrase.gap(), phrase.next
    if gap is None or after is None or after.place is None or not _IN.fullmatch(gap):
        return line, "", None
    area = area_of(after.place)
    if not is_area(area):
        return line, "", None
    part = shapely.intersection(line, area)
    if part.is_empty or not is_line(part):
        return line, "", None
    return part, f" in {after.place.name}", after.end


def _country(phrase: SpatialPhrase, line: BaseGeometry) -> Place | None:
    """Return the country that a line runs through and the report speaks of most, those of the sentence first."""
    import shapely

    here: Counter[str] = Counter()
    for mention in phrase.mentions:
        if mention.place is not None and mention.place.country:
            here[mention.place.country] += 100 if mention.sentence == phrase.mention.sentence else 1
    for code, _ in sorted(here.items(), key=lambda pair: (-pair[1], pair[0])):
        place = _place_of(phrase, code)
        if place is not None and shapely.intersects(area_of(place), line):
            return place
    return None


def _place_of(phrase: SpatialPhrase, alpha2: str) -> Place | None:
    from gazetteer import countries
    from gazetteer.errors import PlaceNotFound, UnknownCountry

    try:
        return phrase.gazetteer.get(f"geonames:{countries.get(alpha2).geonameid}")
    except (PlaceNotFound, UnknownCountry):
        return None


def _nearest_km(phrase: SpatialPhrase, river: Place) -> float:
    """Return the distance in km from a river to the nearest other place of the report; 0 inside an area."""
    import shapely

    line = area_of(river)
    best = float("inf")
    for mention in phrase.mentions:
        place = mention.place
        if place is None or mention is phrase.mention or mention.text == phrase.mention.text:
            continue
        shape = (
            area_of(place)
            if place.kind in ("country", "admin1", "region")
            else shapely.Point(place.lon, place.lat)
        )
        best = min(best, float(shapely.distance(line, shape)) * 111.0)
    return best
