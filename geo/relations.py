"""Geometry for what reports say about places: areas, borders, parts, distances, coasts.

A mention's own words stay the toponym; `phrase_start` and `phrase_end` take in the words that locate ("southern
Gaza", "20 km north of Aleppo"), and `geometry` and `radius_m` say where that is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.borders import REACH, bare_borders, border_of, sides_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry
    from spacy.tokens import Doc

    from gazetteer.place import Place
    from gazetteer.store import Gazetteer
    from geo.records import Mention

NEAR_M = 10_000.0  # what "near" and "outside" a town reach at least
OFFSHORE_M = 50_000.0  # what "off the coast" reaches
BEARINGS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip

_DIRECTION = r"(?:north|south)[- ]?(?:east|west)|north|south|east|west"
_PART = re.compile(
    rf"\b(?:(?P<adjective>(?:(?:{_DIRECTION})(?:ern)?|central|upper|lower)(?:ernmost)?)[ -]"
    rf"|(?:the\s+)?(?P<noun>(?:far\s+)?(?:{_DIRECTION}|center|centre)(?:ern)?)"
    r"(?:\s+(?:part|region|half|side|area|tip|edge))?s?\s+of\s+)"
    r"(?:the\s+)?\Z",
    re.IGNORECASE,
)
_NUMBER = (
    r"\d{1,4}(?:[.,]\d{1,3})?|a|one|two|three|four|five|six|seven|eight|nine|ten|a dozen|twelve|fifteen|twenty|thirty"
    r"|forty|fifty|a hundred|several|a few"
)
_DISTANCE = re.compile(
    rf"\b(?P<number>{_NUMBER})[ -](?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s|m)\b"
    r"(?:\s*\([^()]{1,30}\))?"
    rf"\s+(?:(?:to\s+the\s+)?(?P<direction>{_DIRECTION})(?:ern)?\s+(?:of|from)|from|outside|away\s+from|off)\s+"
    r"(?:the\s+)?(?:(?:city|town|village|capital|port|border|coast|centre|center)\s+(?:of\s+)?)?\Z",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    rf"\b(?:just\s+)?(?P<direction>{_DIRECTION})\s+of\s+(?:the\s+)?(?:(?:city|town|village|capital)\s+of\s+)?\Z",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:near|close\s+to|around|outside|outskirts\s+of|vicinity\s+of|surroundings\s+of|not\s+far\s+from|suburbs?\s+of)\s+(?:the\s+)?"
    r"(?:(?:city|town|village|capital)\s+of\s+)?\Z",
    re.IGNORECASE,
)
_OFF_COAST = re.compile(
    rf"\b(?P<off>off\s+)?(?:the\s+)?(?:(?P<side>(?:{_DIRECTION})(?:ern)?)\s+)?(?:coast(?:line)?|shores?)\s+of\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_COAST_RIGHT = re.compile(
    r"(?:['’]s)?\s+(?:(?P<side>\w+ern|north|south|east|west)\s+)?coast(?:line)?\b", re.IGNORECASE
)
_ROAD = re.compile(
    r"\b(?:road|highway|route|motorway|railway|line|stretch|corridor|halfway|midway|half-way)\b[^.;!?]{0,30}\bbetween\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_UNITS_M = {"k": 1_000.0, "mi": 1_609.344, "m": 1.0}
_WORDS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "a dozen": 12, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "a hundred": 100, "several": 5, "a few": 3,
}  # fmt: skip


def relate(doc: Doc, mentions: Sequence[Mention], *, gazetteer: Gazetteer) -> list[Mention]:  # noqa: ARG001
    """Give each resolved mention the geometry of its phrase, and add mentions for a clear "the border".

    Parameters
    ----------
    doc
        The report.
    mentions
        Sorted by start, resolved as far as they can be.
    gazetteer
        Not needed by the rules so far; part of the interface of a component.

    Returns
    -------
    list of Mention
        Sorted by start; those that were given, in order, and the added ones.
    """
    text = doc.text
    sides = sides_of(mentions)
    related: list[Mention] = list(mentions)
    for i, mention in enumerate(mentions):
        if mention.place is None:
            continue
        related[i] = (
            border_of(text, related, i, sides) or _located(text, related, i) or _plain(mention, mention.place)
        )
    sentences = [(sent.start_char, sent.end_char) for sent in doc.sents] if len(doc) else []
    added = bare_borders(text, related, sides, sentences)
    return sorted([*related, *added], key=lambda mention: (mention.start, mention.end))


def area_of(place: Place) -> BaseGeometry:
    """Area of a place where the gazetteer has one, else its point; WGS 84 lon/lat."""
    import shapely

    from gazetteer import areas

    try:
        area = areas.geometry(place)
    except LookupError:
        area = None
    return area if area is not None else shapely.Point(place.lon, place.lat)


def _plain(mention: Mention, place: Place) -> Mention:
    return replace(mention, geometry=area_of(place), radius_m=place.radius_m)


def _located(text: str, mentions: Sequence[Mention], i: int) -> Mention | None:
    """Try the kinds of phrases, the most specific first; each reads the words before the mention."""
    mention = mentions[i]
    place = mention.place
    if place is None or mention.role in ("embedded", "demonym"):
        return None
    left = text[max(0, mention.start - REACH) : mention.start]
    for reader in (_distance, _coast, _part, _towards, _near):
        found = reader(mention, place, left, text)
        if found is not None:
            return found
    return _between(mentions, i, left, text)


def _distance(mention: Mention, place: Place, left: str, text: str) -> Mention | None:
    match = _DISTANCE.search(left)
    if match is None or place.kind in ("country", "continent"):
        return None
    number = match["number"].lower()
    amount = float(_WORDS[number]) if number in _WORDS else float(number.replace(",", "."))
    unit = match["unit"].lower()
    metres = amount * _UNITS_M["k" if unit.startswith("k") else "mi" if unit.startswith("mi") else "m"]
    direction = _bearing(match["direction"])
    start = mention.start - len(left) + match.start()
    words = text[start : mention.end]
    if direction is None:
        return _at(
            mention,
            place,
            start,
            bearing=None,
            metres=0.0,
            radius_m=max(metres, place.radius_m),
            reason=f"within the distance of “{words}”",
        )
    return _at(
        mention,
        place,
        start,
        bearing=direction,
        metres=metres,
        radius_m=max(metres * 0.25, 1_000.0),
        reason=f"measured from {place.name}: “{words}”",
    )


def _towards(mention: Mention, place: Place, left: str, text: str) -> Mention | None:  # noqa: ARG001
    match = _TOWARDS.search(left)
    if match is None or place.kind not in ("settlement", "facility"):
        return None
    reach = max(NEAR_M, 1.5 * place.radius_m)
    start = mention.start - len(left) + match.start()
    direction = match["direction"].lower()
    return _at(
        mention,
        place,
        start,
        bearing=_bearing(direction),
        metres=reach,
        radius_m=reach,
        reason=f"{direction} of {place.name}, distance not said",
    )


def _near(mention: Mention, place: Place, left: str, text: str) -> Mention | None:  # noqa: ARG001
    match = _NEAR.search(left)
    if match is None or place.kind not in ("settlement", "facility", "landform", "admin2"):
        return None
    start = mention.start - len(left) + match.start()
    return _at(
        mention,
        place,
        start,
        bearing=None,
        metres=0.0,
        radius_m=max(NEAR_M, 1.5 * place.radius_m),
        reason=f"the surroundings of {place.name}",
    )


def _part(mention: Mention, place: Place, left: str, text: str) -> Mention | None:
    match = _PART.search(left)
    if match is None:
        return None
    noun = match["noun"]
    direction = (match["adjective"] or noun or "").lower().replace("far ", "").strip()
    direction = {"center": "central", "centre": "central", "upper": "north", "lower": "south"}.get(
        direction, direction
    )
    start = mention.start - len(left) + match.start()
    if noun and text[start : start + 4].lower() != "the " and "part" not in match.group():
        return None  # "north of Israel" is outside it, "the north of Israel" inside
    from gazetteer import areas

    try:
        part = areas.part(area_of(place), direction)
    except (LookupError, ValueError, TypeError):
        bearing = _bearing(direction)
        if bearing is None or place.kind == "water":
            return None
        half = place.radius_m / 2
        return _at(
            mention,
            place,
            start,
            bearing=bearing,
            metres=half,
            radius_m=half,
            reason=f"{direction} side of {place.name}",
        )
    reason = f"{direction} part of {place.name}"
    return replace(
        mention, geometry=part, radius_m=place.radius_m / 2, phrase_start=start, reason=_join(reason, mention)
    )


def _coast(mention: Mention, place: Place, left: str, text: str) -> Mention | None:
    match = _OFF_COAST.search(left)
    after = None if match else _COAST_RIGHT.match(text, mention.end, mention.end + 30)
    if (match is None and after is None) or place.kind not in ("country", "region"):
        return None
    from gazetteer import areas
    from geo.borders import area_key

    try:
        line: BaseGeometry = areas.coast(area_key(place) or "")
    except LookupError:
        return None
    side = (match or after)["side"]  # type: ignore[index]
    line = _side_of(line, place, side)
    start = mention.start - len(left) + match.start() if match else mention.start
    off = bool(match and match["off"]) or left.lower().rstrip(" the").endswith("off")
    return replace(
        mention,
        geometry=line,
        radius_m=OFFSHORE_M if off else NEAR_M,
        phrase_start=start,
        phrase_end=after.end() if after else mention.end,
        reason=_join(
            f"{'off ' if off else ''}the {side + ' ' if side else ''}coast of {place.name}", mention
        ),
    )


def _side_of(line: BaseGeometry, place: Place, side: str | None) -> BaseGeometry:
    if not side:
        return line
    import shapely

    from gazetteer import areas

    try:
        part = areas.part(area_of(place), side)
    except (LookupError, ValueError, TypeError):
        return line
    cut = shapely.intersection(line, shapely.box(*part.bounds))
    return line if cut.is_empty else cut


def _between(mentions: Sequence[Mention], i: int, left: str, text: str) -> Mention | None:
    """Read `the road between A and B`: the straight line, as wide as roads stray from it."""
    match = _ROAD.search(left)
    if match is None or i + 1 >= len(mentions):
        return None
    mention, after = mentions[i], mentions[i + 1]
    if text[mention.end : after.start].strip() != "and" or mention.place is None or after.place is None:
        return None
    from geo.resolver import km

    apart = km(mention.place, after.place.lon, after.place.lat)
    if not 0 < apart < 800 or "country" in (mention.place.kind, after.place.kind):
        return None
    import shapely

    line = shapely.LineString([(mention.place.lon, mention.place.lat), (after.place.lon, after.place.lat)])
    return replace(
        mention,
        geometry=line,
        radius_m=max(apart * 150, 2_000.0),
        phrase_start=mention.start - len(left) + match.start(),
        phrase_end=after.end,
        reason=_join(f"between {mention.place.name} and {after.place.name}", mention),
    )


def _at(
    mention: Mention,
    place: Place,
    start: int,
    *,
    bearing: float | None,
    metres: float,
    radius_m: float,
    reason: str,
) -> Mention:
    import shapely
    from geopy.distance import geodesic

    lon, lat = place.lon, place.lat
    if bearing is not None and metres:
        there = geodesic(meters=metres).destination((lat, lon), bearing)
        lon, lat = there.longitude, there.latitude
    return replace(
        mention,
        geometry=shapely.Point(lon, lat),
        radius_m=radius_m,
        phrase_start=start,
        reason=_join(reason, mention),
    )


def _bearing(direction: str | None) -> float | None:
    """Degrees clockwise from north; `None` for no direction."""
    if not direction:
        return None
    return BEARINGS.get(re.sub(r"ern(?:most)?\Z|[- ]", "", direction.lower().replace("ern", "")))


def _join(reason: str, mention: Mention) -> str:
    return f"{reason}; {mention.reason}" if mention.reason else reason
