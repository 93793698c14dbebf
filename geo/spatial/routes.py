"""Between two places: "the road from Kaduna to Abuja", "the Mombasa-Nairobi highway", "halfway between A and B".

Roads are not drawn here: a straight line stands for them, and 15 % of its length on either side for how far they stray
from it, by our own judgement: an arc that bulges so far is 6 % longer than its chord, the rest of what roads are longer
are bends.
Midway is the middle, give or take a fifth of the way. Between two countries it is the shortest line from coast to
coast, and only where the text speaks of water.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.geodesy import length_m, shortest_line
from geo.spatial.extents import area_of, is_area
from geo.spatial.phrases import CLASS_OF, town_of, with_article

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Place
    from geo.records import Mention
    from geo.spatial.phrases import SpatialPhrase

LONGEST_KM = 1_500.0  # no road of news is longer
_WAY = (
    r"(?:roads?|highways?|freeway|expressway|routes?|motorway|autoroute|autobahn|turnpike|interstate|railways?|railroad|(?<!county\s)(?<!state\s)(?<!city\s)(?<!front\s)line|track|stretch|corridor"
    r"|pipelines?|canal|axis|pass|bridge|tunnel|tramway|metro\s+line|supply\s+line)"
)
_PLACED = (
    r"(?:half-?\s?way|mid-?way|somewhere|located|lies|lay|lying|situated|sited|nestled|sandwiched|wedged|area|areas|strip|district|region|villages?|towns?|city|checkpoint|crossing"
    r"|countryside|territory|valley|mountains?|hills|desert|forest|plain|border|camp|junction|island|front\s*line|no-man['’]s\s+land"
    r"|ferry|train|bus|coach|convoy|ship|boat|vessel|plane|helicopter|trucks?|lorry|travelling|traveling|driving|sailing)"
)
_WATER = (
    r"(?:sea|seas|strait|straits|waters|channel|gulf|narrows|ferry|ship|boat|vessel|cable|sailing"
    r"|passage|shipping\s+lane)"
)
_BETWEEN = re.compile(
    rf"\b(?P<cue>{_WAY}|{_PLACED}|{_WATER})\b[^.;:!?]{{0,30}}?\bbetween\s+{CLASS_OF}\Z", re.IGNORECASE
)
_FROM = re.compile(
    rf"\b(?P<cue>{_WAY}|on\s+the\s+way|en\s+route|midway|half-?\s?way)\b[^.;:!?]{{0,30}}?\bfrom\s+{CLASS_OF}\Z",
    re.IGNORECASE,
)
_LINKING = re.compile(
    rf"\b(?P<cue>{_WAY})\b[^.;:!?]{{0,25}}?\b(?:link(?:s|ing)?|connect(?:s|ing)?|join(?:s|ing)?)\s+{CLASS_OF}\Z",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\s+(?:(?:toll|main|coastal|desert|national|international|federal|provincial|high-speed|trunk|ring|super)\s+)?"
    rf"(?P<cue>{_WAY}|train|bus|ferry|flight\s+path|road)\b",
    re.IGNORECASE,
)
_AND = re.compile(rf"\s*,?\s+(?:and|with)\s+{CLASS_OF}\Z", re.IGNORECASE)
_TO = re.compile(rf"\s*,?\s+(?:to|towards?|and)\s+{CLASS_OF}\Z", re.IGNORECASE)
_DASH = re.compile(r"\s*[-–—/]\s*\Z|\s+to\s+\Z")
_OPEN = re.compile(rf"\bbetween\s+{CLASS_OF}\Z", re.IGNORECASE)
# What is between two cities without being there.
_NO_GROUND = re.compile(
    r"\b(?:match|game|derby|final|talks?|meetings?|summit|relations?|ties|tensions?|deal|agreement|treaty|pact|trade|wars?|rivalry|disput\w*"
    r"|differen\w+|cho[io]\w*|gap|compar\w+|contest|partner\w*|cooperation|dialogue|contacts?|calls?|letters?|alternat\w+|divid\w+|split|shar\w+"
    r"|flights?|fl[yi]\w*|commut\w+|travel\w*|transfer\w*|mov\w+|communicat\w+|negotiat\w+|friction|links?|balance|distinction|merger)"
    r"\b[^.;:!?]{0,60}\Z",
    re.IGNORECASE,
)
_LONGEST_OPEN_KM = 120.0
_HALFWAY = re.compile(r"half|mid", re.IGNORECASE)
_TOWNS = frozenset({"settlement", "facility", "landform", "water", "admin2"})


def between(phrase: SpatialPhrase) -> Mention | None:
    """Read a phrase that locates something between the mention and the next; `None` when it is in none."""
    gap = phrase.gap()
    after = phrase.next
    if gap is None or after is None or after.place is None or after.role == "embedded":
        return None
    cue, start, end = _cue(phrase, gap)
    if cue is None:
        return _ground(phrase, gap)
    if phrase.mention.role == "embedded":
        return None
    first, second = town_of(phrase.mention, phrase.place), town_of(after, after.place)
    if re.search(rf"\b{_WATER}\b", cue, re.IGNORECASE) and not {first.kind, second.kind} <= _TOWNS:
        return _over_water(phrase, second, (start, end))
    return _road(phrase, first, second, cue, (start, end))


def _ground(phrase: SpatialPhrase, gap: str) -> Mention | None:
    """Read "fighting between Kupiansk and Lyman": two towns of one region name the ground between them."""
    from geo.resolution.resolver import km

    after = phrase.next
    match = _OPEN.search(phrase.left) if _AND.fullmatch(gap) else None
    if (
        match is None
        or after is None
        or after.place is None
        or _NO_GROUND.search(phrase.left[: match.start()])
    ):
        return None
    if phrase.mention.role != "literal" or after.role != "literal":
        return None
    first, second = town_of(phrase.mention, phrase.place), town_of(after, after.place)
    if first.kind != "settlement" or second.kind != "settlement":
        return None
    if km(first, second.lon, second.lat) > _LONGEST_OPEN_KM:
        return None
    return _road(phrase, first, second, "between", (phrase.start_of(match), after.end))


def _cue(phrase: SpatialPhrase, gap: str) -> tuple[str | None, int, int]:
    """Return the word that makes it a route, and where the phrase starts and ends."""
    after = phrase.next
    if after is None:
        return None, 0, 0
    for pattern, joint in ((_BETWEEN, _AND), (_FROM, _TO), (_LINKING, _AND)):
        # The joint first: few gaps are one, and the words before are a longer search.
        joined = joint.fullmatch(gap) or (pattern is _LINKING and _TO.fullmatch(gap))
        match = _last(pattern, phrase.left) if joined else None
        if match is not None:
            return match["cue"], phrase.start_of(match), after.end
    closing = phrase.after(_NAMED, at=after.end) if _DASH.fullmatch(gap) else None
    if closing is None:
        return None, 0, 0
    start = phrase.mention.start
    return closing["cue"], with_article(phrase.text, start), closing.end()


def _last(pattern: re.Pattern[str], left: str) -> re.Match[str] | None:
    """Match with the nearest cue: "a bus fell off the road between" is about the road."""
    match = found = pattern.search(left)
    while match is not None:
        found = match
        match = pattern.search(left, match.start() + 1)
    return found


def _road(
    phrase: SpatialPhrase, first: Place, second: Place, cue: str, span: tuple[int, int]
) -> Mention | None:
    from geo.resolution.resolver import km

    apart = km(first, second.lon, second.lat)
    if not 0 < apart < LONGEST_KM or not {first.kind, second.kind} <= _TOWNS | {"admin1"}:
        return None
    import shapely

    from geo.antimeridian import split_at_antimeridian

    line = shapely.LineString([(first.lon, first.lat), (_near(first.lon, second.lon), second.lat)])
    phrase = phrase.at(first)
    names = f"between {first.name} and {second.name}"
    if _HALFWAY.match(cue):
        return phrase.located(
            split_at_antimeridian(line.interpolate(0.5, normalized=True)),
            radius_m=max(2_000.0, 200 * apart), start=span[0], end=span[1],
            meaning=f"midway {names}", how=f"The point midway {names}, which are {apart:.0f} km apart.",
        )  # fmt: skip
    return phrase.located(
        split_at_antimeridian(line), radius_m=max(2_000.0, 150 * apart), start=span[0], end=span[1],
        meaning=names, how=f"The straight line of {apart:.0f} km {names}; a road deviates from it.",
    )  # fmt: skip


def _near(lon: float, other: float) -> float:
    """Return the second longitude unwrapped from the first, the shorter way round."""
    return other - 360 * round((other - lon) / 360)


def _over_water(phrase: SpatialPhrase, second: Place, span: tuple[int, int]) -> Mention | None:
    from shapely import affinity

    from geo.antimeridian import split_at_antimeridian

    one, other = _mainland(area_of(phrase.place)), _mainland(area_of(second))
    if not (is_area(one) or is_area(other)):
        return None
    ways = (shortest_line(one, affinity.translate(other, xoff=turn)) for turn in (0, 360, -360))
    length, line = min(((length_m(way), way) for way in ways), key=lambda found: found[0])
    if not 0 < length < LONGEST_KM * 1_000:
        return None
    return phrase.located(
        split_at_antimeridian(line), radius_m=max(20_000.0, length / 2), start=span[0], end=span[1],
        meaning=f"the water between {phrase.place.name} and {second.name}",
        how=f"The shortest way over the water between {phrase.place.name} and {second.name}.",
    )  # fmt: skip


def _mainland(area: BaseGeometry) -> BaseGeometry:
    """Drop small pieces: Ceuta is not where Spain ends."""
    import shapely

    pieces = shapely.get_parts(area)
    largest = max(piece.area for piece in pieces)
    return shapely.union_all([piece for piece in pieces if piece.area >= largest / 10])
