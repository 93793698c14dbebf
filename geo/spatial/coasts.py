"""Coasts, what lies off them, seas, and the banks of rivers.

* "The coast of Yemen" is its line, and 10 km on either side; "off the coast" 50 km: a little more than the contiguous
  zone of 24 nautical miles (UN Convention on the Law of the Sea, article 33), which news calls so.
* "The west coast" are the stretches from which the sea lies to the west; "the Black Sea coast" those on that sea.
* Off a town or an island it is the water within that distance; with a sea ("in the Red Sea off Hodeidah") the water
  of that sea.
* A river has no line in the gazetteer: "the east bank of the Dnieper" is drawn at the town that the sentence names
  beside it, on that side; without one, nothing better than the river is known, and the reason says so.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from geo import geodesy
from geo.spatial import measures
from geo.spatial.borders import area_key
from geo.spatial.extents import area_of, is_area
from geo.spatial.phrases import CLASS_OF, SIDE, bearing_of, metres_in_words, town_of, with_article

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Place
    from geo.records import Mention
    from geo.spatial.phrases import SpatialPhrase

COAST_M = 10_000.0
_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
OFFSHORE_M = 50_000.0
_ON_SEA_M = 20_000.0  # a coast that is no further from a sea's area looks on that sea
_COASTS_DIFFER_M = 3_000.0  # between the outlines of a division and of its country

_COAST = r"(?:coasts?|coastlines?|shores?|shorelines?|seaboard|littoral|seashore|(?:coastal\s+|territorial\s+)?waters)"
_FAR = rf"(?P<far>{measures.DISTANCE}\s+)?"
_COAST_WORD = re.compile("coast|shore|seaboard|littoral|waters", re.IGNORECASE)
"""Without one of these `_LEFT`, which may begin at any word, is not worth trying."""
_LEFT = re.compile(
    rf"(?:\b{measures.DISTANCE}\s+)?(?:\b(?P<off>(?:just\s+)?off|from)\s+)?(?:\b(?:the|its|a)\s+)?"
    rf"(?:\b(?P<side>{SIDE})\s+|\b(?!off\b|on\b|along\b|the\b|in\b|to\b|from\b|at\b|hit\b)[\w-]+\s+)?\b(?P<coast>{_COAST})\s+(?:of|off)\s+{CLASS_OF}\Z",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    rf"(?:['’]s?)?\s+(?:(?P<side>{SIDE})\s+|(?:mainland|rugged|whole|entire)\s+)?(?P<coast>{_COAST})\b(?!\s+(?:guards?|of\s+(?:the\s+)?[A-Z]|off\b))",
    re.IGNORECASE,
)
_OFF_BEFORE = re.compile(
    rf"(?:\b{measures.DISTANCE}\s+)?\b(?P<off>(?:just\s+)?off|from)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_OFF = re.compile(rf"(?:\b{measures.DISTANCE}\s+)?\b(?P<off>(?:just\s+)?off)\s+{CLASS_OF}\Z", re.IGNORECASE)
_SEAFARING = re.compile(
    r"\b(?:seas?|waters?|ships?|boats?|vessels?|tankers?|ferr(?:y|ies)|sail\w*|sank|sink\w*|sunk|capsiz\w+|shipwreck\w*|wrecks?|drown\w*|fish\w*|trawlers?|navy|naval"
    r"|warships?|frigates?|submarines?|pirates?|piracy|coastguards?|coast\s+guards?|offshore|oil\s+rigs?|platforms?|gas\s+fields?|migrants?|dingh(?:y|ies)|rescue\w*|islands?|quakes?|earthquakes?|tsunamis?"
    r"|anchored|reefs?|whales?|sharks?|yachts?|ports?|cargo|freighters?|helicopters?|cyclones?|hurricanes?|storms?|typhoons?|cables?|gulf|strait|ocean|nautical)\b",
    re.IGNORECASE,
)
_PARTICLE = re.compile(
    r"\b(?:cut|cuts|cutting|seal\w*|took|take\w*|taking|call\w*|set|sets|show\w*|kick\w*|lay|laid|pay|paid|fight|fought|fend\w*|ward\w*|wrote|break|broke|come|came|far|well"
    r"|better|worse|day|days|face|spin|stand|trade|tip|block\w*|cordon\w*|rip\w*|wip\w*|turn\w*|fell|fall\w*|living|get|got|drive|drove|road|street)\s+\Z",
    re.IGNORECASE,
)
_SEAWARDS = re.compile(r"\b(?:off|waters)\b", re.IGNORECASE)
_SEA_COAST = re.compile(rf"\s+(?P<coast>{_COAST})\b(?!\s+guards?)", re.IGNORECASE)
_TO_OWNER = re.compile(rf"\s+(?:of|off|in)\s+{CLASS_OF}\Z", re.IGNORECASE)
_OWNER = re.compile(r"(?:['’]s?)?\s+(?:[a-z-]+\s+)?\Z")
_SEA_OFF = re.compile(
    rf"\s*,?\s+(?:\w+\s+)?(?:{measures.DISTANCE}\s+)?(?:just\s+)?off\s+(?:the\s+)?(?:(?:coast|shores?|port|city|town|island)\s+(?:city\s+)?of\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
_BANK = re.compile(
    rf"\b(?:(?:the|its|their|both|a)\s+)?(?P<side>{SIDE}|left|right|opposite|far)?\s*(?-i:bank)(?P<both>s)?\s+of\s+(?:the\s+)?(?:river\s+)?\Z",
    re.IGNORECASE,
)
_BANK_RIGHT = re.compile(
    rf"(?:['’]s)?\s+(?:river\s+)?(?P<side>{SIDE}|left|right)\s+bank(?P<both>s)?\b", re.IGNORECASE
)


def coast(phrase: SpatialPhrase) -> Mention | None:
    """Read "the coast of Yemen", "Gaza's coast", "off the Libyan coast", "the Black Sea coast of Turkey"."""
    sea = _own_sea(phrase)
    if sea is not None:
        return sea
    match = _LEFT.search(phrase.left) if _COAST_WORD.search(phrase.left) else None
    after = None if match else phrase.after(_RIGHT)
    if match is None and after is None:
        return None
    if match is not None:
        if (
            match["coast"].lower() == "waters"
            and not (match["off"] or match["side"])
            and "the" not in match.group()
        ):
            return None
        found, start, end = match, phrase.start_of(match), phrase.mention.end
        if match["off"] == "from" and not match["low"]:
            start += len("from ")
    else:
        assert after is not None
        before = _OFF_BEFORE.search(phrase.left)
        if before is not None and before["off"] == "from" and not before["low"]:
            before = None
        article = with_article(phrase.text, phrase.mention.start)
        found, start, end = after, phrase.start_of(before) if before else article, after.end()
    return _on_coast(phrase, found["side"], start, end)


def off(phrase: SpatialPhrase) -> Mention | None:
    """Read "off Hodeidah" where ships, fish or earthquakes are spoken of."""
    match = _OFF.search(phrase.left) if "off" in phrase.left.lower() else None
    mention = phrase.mention
    if match is None or mention.role in ("embedded", "demonym"):
        return None
    if not match["low"] and (
        _PARTICLE.search(phrase.left[: match.start("off")]) or not _SEAFARING.search(mention.sentence)
    ):
        return None
    return _on_coast(phrase, None, phrase.start_of(match), mention.end)


def sea_off(phrase: SpatialPhrase) -> Mention | None:
    """Read "the Red Sea off Hodeidah", for the sea: its water near what follows."""
    gap, after = phrase.gap(), phrase.next
    if phrase.place.kind != "water" or gap is None or after is None or after.place is None:
        return None
    match = _SEA_OFF.fullmatch(gap)
    if match is None:
        return None
    reach = _reach(gap)
    water = _water_off(town_of(after, after.place), reach, phrase.place)
    if water is None:
        return None
    meaning = f"the water of {phrase.place.name} within {metres_in_words(reach)} of {after.place.name}"
    return phrase.located(
        water,
        radius_m=max(2_000.0, reach / 5),
        meaning=meaning,
        how=f"{meaning}.",
        start=with_article(phrase.text, phrase.mention.start),
        end=after.end,
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


def _own_sea(phrase: SpatialPhrase) -> Mention | None:
    """Read the coast that a sea and a country name together: for either, the stretch of the country's line on it."""
    gap, after = phrase.gap(), phrase.next
    mention = phrase.mention
    if after is not None and after.place is not None and gap is not None:
        if phrase.place.kind == "water":
            coast = phrase.after(_SEA_COAST)
            if coast is not None and _TO_OWNER.fullmatch(phrase.text, coast.end(), after.start):
                start = with_article(phrase.text, mention.start)
                return _on_sea(phrase, after.place, phrase.place, start, after.end)
        elif after.place.kind == "water" and _OWNER.fullmatch(gap):
            coast = _SEA_COAST.match(phrase.text, after.end)
            if coast is not None:
                return _on_sea(phrase, phrase.place, after.place, mention.start, coast.end())
    before = phrase.before
    if before is not None and before.place is not None and 0 <= mention.start - before.end <= 60:
        if before.place.kind == "water":
            coast = _SEA_COAST.match(phrase.text, before.end, mention.start)
            if coast is not None and _TO_OWNER.fullmatch(phrase.text, coast.end(), mention.start):
                return _on_sea(
                    phrase, phrase.place, before.place, with_article(phrase.text, before.start), mention.end
                )
        elif phrase.place.kind == "water" and _OWNER.fullmatch(phrase.text, before.end, mention.start):
            coast = phrase.after(_SEA_COAST)
            if coast is not None:
                return _on_sea(phrase, before.place, phrase.place, before.start, coast.end())
    return None


def _on_sea(phrase: SpatialPhrase, owner: Place, sea: Place, start: int, end: int) -> Mention | None:
    line = _coast_of(owner)
    if line is None:
        return None
    cut = _stretch_on(owner, sea)
    reach = _offshore(phrase, start)
    meaning = f"the coast of {owner.name} on {sea.name}"
    how = f"{meaning}." if cut is not None else f"{meaning}: which stretch of its coast that is is not known."
    return phrase.located(
        line if cut is None else cut, radius_m=reach, start=start, end=end, meaning=meaning, how=how
    )


@lru_cache(maxsize=128)
def _stretch_on(owner: Place, sea: Place) -> BaseGeometry | None:
    """Return the stretch of a coast within 50 km of a sea's area; without an area, the one that faces its middle."""
    import shapely

    line, area = _coast_of(owner), area_of(sea)
    if line is None:
        return None
    if is_area(area):
        cut = line.intersection(geodesy.buffer(shapely.simplify(area, 0.05), OFFSHORE_M))
    else:
        cut = _towards_ocean(line, owner, sea)
    return None if cut.is_empty or cut.geom_type not in ("LineString", "MultiLineString") else cut


def _towards_ocean(line: BaseGeometry, owner: Place, sea: Place) -> BaseGeometry:
    """Return the stretches that face an ocean's middle, by the three nearest bearings, and no sea with an area."""
    import shapely

    from gazetteer.areas import sides

    land = area_of(owner)
    if not isinstance(land, shapely.Polygon | shapely.MultiPolygon):
        return line
    turn = round(geodesy.bearing(owner.lon, owner.lat, sea.lon, sea.lat) / 45)
    winds = [_WINDS[(turn + step) % 8] for step in (-1, 0, 1)]
    cut = shapely.union_all([sides.facing(line, land, wind) for wind in winds])
    near = [
        geodesy.buffer(area, _ON_SEA_M) for area in _seas_at(cut.bounds if not cut.is_empty else line.bounds)
    ]
    rest = shapely.line_merge(cut.difference(shapely.union_all(near))) if near else cut
    return rest if isinstance(rest, shapely.LineString | shapely.MultiLineString) else cut


def _seas_at(bounds: tuple[float, float, float, float]) -> list[BaseGeometry]:
    """Return the coarse areas of the seas that have one and whose bounding box meets a box."""
    import shapely

    from gazetteer.areas import shapes, territories

    box = shapely.box(*bounds)
    return [
        shapely.simplify(area_of(territories.addition(row["id"])), 0.05)
        for row in territories.additions()
        if row["kind"] == "water"
        and (frame := shapes.frame(row["shape"]))
        and shapely.box(*frame).intersects(box)
    ]


def _on_coast(phrase: SpatialPhrase, side: str | None, start: int, end: int) -> Mention | None:
    """Return the line of a coast or, off a town or an island, the water near it."""
    words = phrase.text[start:end]
    is_off = bool(_SEAWARDS.search(words)) or measures.read_amount(words) is not None
    place = town_of(phrase.mention, phrase.place) if is_off else phrase.place
    line = _coast_of(place)
    if line is None and place.kind == "landform" and is_area(area_of(place)) and (side or not is_off):
        line = area_of(place).boundary
    if line is None:
        return _near_shore(phrase, is_off=is_off, side=side, start=start, end=end)
    qualifier = ""
    if side:
        cut = _facing(place, side.lower())
        line, qualifier = (line, "") if cut is None else (cut, f"{side.lower()} ")
    reach = _offshore(phrase, start) if is_off else COAST_M
    meaning = f"{'off ' if is_off else ''}the {qualifier}coast of {place.name}"
    how = f"{meaning}: the line of the coast."
    return phrase.located(line, radius_m=reach, start=start, end=end, meaning=meaning, how=how)


def _near_shore(
    phrase: SpatialPhrase, *, is_off: bool, side: str | None, start: int, end: int
) -> Mention | None:
    place = town_of(phrase.mention, phrase.place)
    if place.kind not in ("settlement", "facility", "landform", "region", "admin1", "admin2"):
        return None
    phrase = phrase.at(place)
    reach = _reach(phrase.text[start : phrase.mention.start]) if is_off else COAST_M
    before = phrase.before
    sea = (
        before.place
        if before is not None and before.place is not None and before.place.kind == "water"
        and _SEA_OFF.fullmatch(phrase.text[before.end : phrase.mention.start])
        else None
    )  # fmt: skip
    water = _water_off(place, reach, sea)
    if water is None:
        return None
    qualifier = f" of {sea.name}" if sea is not None else ""
    where = f"{side.lower()} of it" if side else "of it"
    meaning = f"{'off' if is_off else 'on'} the coast of {place.name}"
    return phrase.located(
        water, radius_m=max(2_000.0, reach / 5), start=start, end=end,
        meaning=meaning, how=f"{meaning}: the water{qualifier} within {metres_in_words(reach)} {where}.",
    )  # fmt: skip


@lru_cache(maxsize=256)
def _water_off(place: Place, reach_m: float, sea: Place | None) -> BaseGeometry | None:
    """Return the water within a distance of a place's edge; of a sea where one is given that has an area."""
    import shapely

    from gazetteer.areas import sides

    shore = _coast_of(place)
    if shore is not None:
        shape = geodesy.buffer(shapely.simplify(shore, 0.05), reach_m)
        water = shape.difference(area_of(place))
    else:
        around = sides.waters(lon=place.lon, lat=place.lat, reach_m=reach_m + min(place.radius_m, 100_000.0))
        if around is None:
            return None
        water = around
    if sea is not None and is_area(area_of(sea)):
        cut = water.intersection(area_of(sea))
        water = cut if not cut.is_empty else water
    return water if is_area(water) and not water.is_empty else None


@lru_cache(maxsize=256)
def _coast_of(place: Place) -> BaseGeometry | None:
    """Return the coastline of a country, a territory or a province: its stretch of the country's."""
    import shapely

    from gazetteer import areas

    try:
        if place.kind in ("country", "region"):
            return areas.coast(area_key(place) or "")
        if place.kind == "admin1" and place.country and is_area(area := area_of(place)):
            around = geodesy.buffer(shapely.simplify(area, 0.01), _COASTS_DIFFER_M)
            cut = areas.coast(place.country).intersection(around)
            return (
                cut
                if geodesy.length_m(cut) > COAST_M and cut.geom_type in ("LineString", "MultiLineString")
                else None
            )
    except LookupError:
        return None
    return None


@lru_cache(maxsize=128)
def _facing(place: Place, side: str) -> BaseGeometry | None:
    import shapely

    from gazetteer.areas import sides

    area = area_of(place)
    if not isinstance(area, shapely.Polygon | shapely.MultiPolygon):
        return None
    line = _coast_of(place) or area.boundary
    found = sides.facing(line, area, side)
    return None if found.is_empty else found


def _offshore(phrase: SpatialPhrase, start: int) -> float:
    """Return the distance off a coast: as stated, else `OFFSHORE_M` off it and `COAST_M` on it."""
    words = phrase.text[max(0, start - 12) : phrase.mention.end]
    return _reach(words) if _SEAWARDS.search(words) or measures.read_amount(words) is not None else COAST_M


def _reach(words: str) -> float:
    amount = measures.read_amount(words)
    return OFFSHORE_M if amount is None else max(2_000.0, amount.metres * (1 + max(0.1, amount.spread)))
