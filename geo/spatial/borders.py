"""Which border a report means by "the Lebanese border", "the border with Chad" or "along the border".

A border needs two sides. The second is named beside it, or stands in the sentence, or is the neighbour that the report
speaks of most; when nothing decides, the country's whole land border is meant, or the side of it that the text names
("Ukraine's northern border"), and the reason says so. What happens on a border is given 5 km on either side, near
it 20 km, at a distance from it that distance.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.spatial import measures
from geo.spatial.phrases import REACH, SIDE, metres_in_words, with_article
from geo.wording import as_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Place
    from geo.records import Mention

ON_M = 5_000.0  # what news calls "on the border"
NEAR_M = 20_000.0  # and "near the border"

_BORDER = r"(?:border|frontier|boundary)"
_NO_PLACE = (
    r"(?:guards?|patrols?|polic\w+|forces?|colli\w+|agen\w+|officers?|officials?|disputes?|rows?|talks|tax\w*|bills?|deals?|laws?"
    r"|agreements?|treat\w+|minist\w+|security|controls?|checks|services?|commission\w*|protection|troops)"
)
_RIGHT = re.compile(
    rf"(?:['’‘]s?)?\s+(?:(?:far\s+)?(?P<side>{SIDE})\s+)?(?:(?:land|international|common|shared|disputed|porous|long|volatile|tense|de\s+facto)\s+){{0,2}}"
    rf"{_BORDER}(?:s|lands?|line)?\b(?!\s+{_NO_PLACE}\b)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"\b(?:(?:its|the|their|his|a|shared|common)\s+){{0,3}}(?:(?!cross)(?P<side>{SIDE})\s+|\w+\s+)?{_BORDER}s?\s+"
    r"(?:(?:area|region|line|zone|fence|wall|crossing|post)s?\s+)?(?:with|to|of|into)\s+(?:the\s+|neighbou?ring\s+)?\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:the\s+)?{_BORDER}s?\s+(?:(?:area|region|line|zone|fence|wall|crossing|post|point|strip)s?\s+)?"
    r"(?:between|separating|dividing|that\s+(?:separates|divides))\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\s*(?:[-–—/]|\band\b|\bfrom\b)\s*(?:the\s+)?\Z", re.IGNORECASE)
_WITH = re.compile(
    rf"(?:['’‘]s?\s+(?:[\w-]+\s+){{0,2}}|\s+(?:{SIDE}\s+)?){_BORDER}s?\s+with\s+(?:the\s+|neighbou?ring\s+)?\Z",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*,?\s+(?:and|or)\s+(?:the\s+)?\Z|,\s+\Z")
_NEAR = re.compile(r"\b(?:near|close\s+to|not\s+far\s+from|towards?)\s+(?:the\s+)?\Z", re.IGNORECASE)
_FROM = re.compile(
    rf"\b{measures.DISTANCE}\s+(?:(?:to\s+the\s+)?{SIDE}\s+of|(?:away\s+)?from|of|inside|short\s+of|beyond|off)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sides:
    """How often the report speaks of each country or territory, by the keys of `gazetteer.areas`."""

    report: Counter[str]
    keys: tuple[str | None, ...]  # of each mention


def sides_of(mentions: Sequence[Mention]) -> Sides:
    """Count countries and territories over the mentions of a report."""
    keys = tuple(area_key(mention.place) for mention in mentions)
    report = Counter(key for key in keys if key)
    # What lies in a country speaks for it, less than its own name does.
    for mention in mentions:
        place = mention.place
        if place is not None and place.country and area_key(place) is None:
            report[place.country] += 1
    return Sides(report, keys)


def area_key(place: Place | None) -> str | None:
    """Return the key of a place's borders in `gazetteer.areas`: `LB`, `gaza-strip`; `None` for other places."""
    if place is None:
        return None
    if place.kind == "country":
        return place.country
    if place.kind == "region" and place.id.startswith("dateline:"):
        return place.id.removeprefix("dateline:")
    return None


def border_of(text: str, mentions: Sequence[Mention], i: int, sides: Sides) -> Mention | None:
    """Read the border phrase of mention `i`; `None` when it is in none."""
    mention = mentions[i]
    key = sides.keys[i]
    if key is None or mention.role == "embedded":
        return None
    left = text[max(0, mention.start - REACH) : mention.start]
    right = _RIGHT.match(text, mention.end, mention.end + REACH)
    paired = _paired(text, mentions, i, sides, left)
    if paired:
        other, start, end = paired
        return line_of(text, mention, (key, other), "both sides are named in the text", (start, end))
    before = _LEFT.search(left)
    second = i > 0 and sides.keys[i - 1] is not None and _second_of_pair(text, mentions, i)
    if second or not (right or before):
        return None
    start = mention.start - len(left) + before.start() if before else with_article(text, mention.start)
    end = right.end() if right else mention.end
    neighbour, why, guessed = _neighbour(text, mentions, i, key, sides, with_other=before is not None)
    side = right["side"] if right else None
    if neighbour and not (side and guessed):
        return line_of(text, mention, (key, neighbour), why, (start, end))
    return _whole(text, mention, key, side, (start, end))


def country_of(mention: Mention) -> str | None:
    """Return the alpha-2 code of the country that a mention lies in; `None` when there is none."""
    return mention.place.country or None if mention.place else None


def _paired(
    text: str, mentions: Sequence[Mention], i: int, sides: Sides, left: str
) -> tuple[str, int, int] | None:
    """Read `the border between A and B`, `A-B border`, `A's border with B`: the other side, start and end."""
    after = mentions[i + 1] if i + 1 < len(mentions) else None
    other = sides.keys[i + 1] if after else None
    if after is None or other is None:
        return None
    mention = mentions[i]
    between = text[mention.end : after.start]
    if other == sides.keys[i] or len(between) > 50:
        return None
    start = with_article(text, mention.start)
    if _WITH.fullmatch(between):
        return other, start, after.end
    pair = _PAIR.fullmatch(between)
    opening = _BETWEEN.search(left)
    if pair and opening:
        return other, mention.start - len(left) + opening.start(), after.end
    closing = _RIGHT.match(text, after.end, after.end + REACH)
    if pair and closing and between.strip() != "from":
        return other, start, closing.end()
    return None


def _second_of_pair(text: str, mentions: Sequence[Mention], i: int) -> bool:
    before = mentions[i - 1]
    between = text[before.end : mentions[i].start]
    return bool(before.place and before.place.kind == "border" and before.phrase_end >= mentions[i].end) or (
        len(between) < 50 and bool(_WITH.fullmatch(between))
    )


def _neighbour(
    text: str, mentions: Sequence[Mention], i: int, key: str, sides: Sides, *, with_other: bool
) -> tuple[str | None, str, bool]:
    """Choose the other side: the nearest in the sentence, else the one that the report mentions most, a guess."""
    neighbours = neighbours_of(key)
    sentence = mentions[i].sentence
    # "The border with Georgia and Azerbaijan" is a third country's with both.
    listed = (
        i + 1
        if with_other
        and i + 1 < len(mentions)
        and _LISTED.match(text, mentions[i].end, mentions[i + 1].start)
        else i
    )
    near = [
        (abs(j - i), other)
        for j in range(max(0, i - 12), min(len(mentions), i + 13))
        if j not in (i, listed) and mentions[j].sentence == sentence and mentions[j].role != "embedded"
        and (other := sides.keys[j] or country_of(mentions[j])) in neighbours
    ]  # fmt: skip
    if near:
        other = min(near)[1]
        return other, "the sentence names this neighbour", False
    if len(neighbours) == 1:
        return neighbours[0], "this is its only neighbour on land", False
    return most_spoken_of(key, sides), "of its neighbours, the report names this one most", True


def most_spoken_of(key: str, sides: Sides) -> str | None:
    """Return the neighbour of an area that the report mentions half as often again as any other."""
    counts = sorted(
        ((sides.report[other], other) for other in neighbours_of(key) if sides.report[other]), reverse=True
    )
    if not counts or (len(counts) > 1 and counts[0][0] < 1.5 * counts[1][0]):
        return None
    return counts[0][1]


@lru_cache(maxsize=512)
def neighbours_of(key: str) -> tuple[str, ...]:
    """Return the neighbours on land, none for an area without outlines."""
    from gazetteer import areas

    try:
        return areas.neighbours(key)
    except LookupError:
        return ()


def reach_of(text: str, start: int) -> tuple[float, str, int]:
    """Read the words before a border phrase: metres on either side, the rule in words, where the phrase starts."""
    left = text[max(0, start - REACH) : start]
    match = _FROM.search(left)
    if match is not None:
        amount = measures.distance(match)
        metres = max(ON_M, amount.metres * (1 + amount.spread))
        words = " ".join(match.group().split())
        return (
            metres,
            f"The uncertainty is {metres_in_words(metres)} on either side, after “{words}”.",
            start - len(left) + match.start(),
        )
    if _NEAR.search(left):
        return NEAR_M, f"The uncertainty is {metres_in_words(NEAR_M)} on either side, after “near”.", start
    return ON_M, f"The uncertainty is {metres_in_words(ON_M)} on either side.", start


def line_of(
    text: str, mention: Mention, sides: tuple[str, str], why: str, span: tuple[int, int]
) -> Mention | None:
    """Return the mention with the line between two sides and the phrase; `None` where they share no land border."""
    from gazetteer import areas

    try:
        place = areas.border_place(*sides)
    except LookupError:
        return None
    radius_m, reach, start = reach_of(text, span[0])
    return replace(
        mention, place=place, geometry=place.geometry, radius_m=radius_m, phrase_start=start, phrase_end=span[1],
        reason=f"The {place.name}: {why}. {reach}", meaning=_border_words(place.name),
    )  # fmt: skip


def _whole(text: str, mention: Mention, key: str, side: str | None, span: tuple[int, int]) -> Mention | None:
    lines = _all_borders(key)
    if lines is None:
        return None
    label = mention.place.name if mention.place else key
    sided = _side_of(key, side.lower()) if side else None
    radius_m, reach, start = reach_of(text, span[0])
    meaning = (
        f"the land border of {label} that looks {side}"
        if sided is not None
        else f"the whole land border of {label}"
    )
    how = f"the land border of {label} on its {side} side" if sided is not None else meaning
    return replace(
        mention, geometry=lines if sided is None else sided, radius_m=radius_m, phrase_start=start, phrase_end=span[1],
        meaning=meaning,
        reason=f"{as_sentence(how)} Nothing in the report says with which neighbour. {reach}",
    )  # fmt: skip


@lru_cache(maxsize=128)
def _side_of(key: str, side: str) -> BaseGeometry | None:
    from gazetteer import areas
    from gazetteer.areas import sides

    whole = _all_borders(key)
    if whole is None:
        return None
    try:
        found = sides.facing(whole, areas.territory(key), side)
    except (LookupError, ValueError):
        return None
    return None if found.is_empty else found


@lru_cache(maxsize=128)
def _all_borders(key: str) -> BaseGeometry | None:
    import shapely

    from gazetteer import areas

    pieces = []
    for other in neighbours_of(key):
        try:
            pieces.append(areas.border(key, other))
        except LookupError:
            continue
    return shapely.line_merge(shapely.union_all(pieces)) if pieces else None


def _border_words(name: str) -> str:
    """Return the name of a border in words: "the border of Israel and Lebanon"."""
    return f"the border of {name.removesuffix(' border').replace('–', ' and ', 1)}"
