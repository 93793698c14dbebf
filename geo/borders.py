"""Which border a report means by "the Lebanese border", "the border with Chad" or "along the border".

A border needs two sides. The second is named beside it, or stands in the sentence, or is the neighbour that the report
speaks of most; when nothing decides, the country's whole land border is meant, and the reason says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.place import Place
    from geo.records import Mention

REACH = 90  # characters on either side of a mention that are read

_SIDE = r"(?:(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?)"
_BORDER = r"(?:border|frontier|boundary)"
_RIGHT = re.compile(
    rf"(?:['’‘]s?)?\s+(?:{_SIDE}\s+)?(?:land\s+)?{_BORDER}(?:s|lands?|line)?\b"
    r"(?!\s+(?:guard|patrol|polic|force|collie))",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"\b(?:(?:its|the|their|a|shared|common)\s+){{0,3}}(?:\w+\s+)?{_BORDER}s?\s+(?:with|to|of|into)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:the\s+)?{_BORDER}s?\s+(?:(?:area|region|line|zone)\s+)?(?:between|separating|dividing)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\s*(?:[-–—/]|\band\b|\bfrom\b)\s*(?:the\s+)?\Z", re.IGNORECASE)
_WITH = re.compile(
    r"(?:['’‘]s?)?\s+(?:\w+\s+)?(?:border|frontier|boundary)s?\s+with\s+(?:the\s+)?\Z", re.IGNORECASE
)
_BARE = re.compile(
    r"\b(?:along|at|near|across|on|over|from|crossed|beyond)\s+(?:both\s+sides\s+of\s+)?the\s+(border|frontier)\b"
    r"(?!\s*(?:with|between|of|to\s+(?:the\s+)?(?-i:[A-Z])\w*|patrol|guard|police|wall|town|crossing|force|agent|security|control|village|region|area|post)"
    r"\b|['’-])",
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
    """Key under which `gazetteer.areas` holds the borders of a place: `LB`, `gaza-strip`; `None` for other places."""
    if place is None:
        return None
    if place.kind == "country":
        return place.country
    if place.kind == "region" and place.id.startswith("dateline:"):
        return place.id.removeprefix("dateline:")
    return None


def border_of(text: str, mentions: Sequence[Mention], i: int, sides: Sides) -> Mention | None:
    """Read the border phrase that mention `i` stands in; `None` when it stands in none."""
    mention = mentions[i]
    key = sides.keys[i]
    if key is None or mention.role == "embedded":
        return None
    left = text[max(0, mention.start - REACH) : mention.start]
    right = _RIGHT.match(text, mention.end, mention.end + REACH)
    paired = _paired(text, mentions, i, sides, left)
    if paired:
        other, start, end = paired
        return _line(mention, (key, other), "both sides are named", start, end)
    before = _LEFT.search(left)
    second = i > 0 and sides.keys[i - 1] is not None and _second_of_pair(text, mentions, i)
    if second or not (right or before):
        return None
    start = mention.start - len(left) + before.start() if before else _with_article(text, mention.start)
    end = right.end() if right else mention.end
    neighbour, why = _neighbour(mentions, i, key, sides)
    if neighbour:
        return _line(mention, (key, neighbour), why, start, end)
    return _whole(mention, key, start, end)


def bare_borders(
    text: str, mentions: Sequence[Mention], sides: Sides, sentences: Sequence[tuple[int, int]]
) -> list[Mention]:
    """Make mentions of "the border" where the sentence's earlier places leave no doubt which one is meant."""
    found = []
    starts = [mention.start for mention in mentions]
    for begin, finish in sentences:
        for match in _BARE.finditer(text, begin, finish):
            start, end = match.span(1)
            here = range(bisect_left(starts, begin), bisect_left(starts, start))
            near = [
                (i, key)
                for i in here
                if mentions[i].role != "embedded" and (key := sides.keys[i] or _country(mentions[i]))
            ]
            pair = _clear_pair(near, mentions, sides)
            if pair is None or any(mentions[i].phrase_end > start for i in here):
                continue
            like = mentions[near[-1][0]]
            bare = replace(
                like, text=text[start:end], start=start, end=end, role="literal", candidates=(), within=None,
                score=round(like.score * 0.8, 3),
            )  # fmt: skip
            line = _line(bare, pair[:2], pair[2], start - 4, end)
            if line is not None:
                found.append(line)
    return found


def _country(mention: Mention) -> str | None:
    return mention.place.country or None if mention.place else None


def _clear_pair(
    near: Sequence[tuple[int, str]], mentions: Sequence[Mention], sides: Sides
) -> tuple[str, str, str] | None:
    keys = list(dict.fromkeys(key for _, key in reversed(near)))
    for a in keys:
        for b in keys:
            if a != b and b in _neighbours(a):
                return a, b, "both sides stand in the sentence"
    named = [key for i, key in near if mentions[i].role in ("literal", "metonymic") and sides.keys[i]]
    if not named or len(set(named)) != 1:
        return None
    other = _most_spoken_of(named[-1], sides)
    return (
        (named[-1], other, "the sentence is about one side, the report mostly about this neighbour")
        if other
        else None
    )


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
    if other == sides.keys[i] or len(between) > 40:
        return None
    start = _with_article(text, mention.start)
    if _WITH.fullmatch(between):
        return other, start, after.end
    pair = _PAIR.fullmatch(between)
    opening = _BETWEEN.search(left)
    if pair and opening:
        return other, mention.start - len(left) + opening.start(), after.end
    closing = _RIGHT.match(text, after.end, after.end + REACH)
    if (
        pair
        and closing
        and (not between.strip().isalpha() or "border" in closing.group())
        and between.strip() != "from"
    ):
        return other, start, closing.end()
    return None


def _second_of_pair(text: str, mentions: Sequence[Mention], i: int) -> bool:
    before = mentions[i - 1]
    between = text[before.end : mentions[i].start]
    return bool(before.place and before.place.kind == "border") or (
        len(between) < 40 and bool(_WITH.fullmatch(between))
    )


def _neighbour(mentions: Sequence[Mention], i: int, key: str, sides: Sides) -> tuple[str | None, str]:
    """Choose the other side: one that stands nearest in the sentence, else what the report speaks of most."""
    neighbours = _neighbours(key)
    sentence = mentions[i].sentence
    near = [
        (abs(j - i), other)
        for j in range(max(0, i - 12), min(len(mentions), i + 13))
        if j != i and mentions[j].sentence == sentence and mentions[j].role != "embedded"
        and (other := sides.keys[j] or _country(mentions[j])) in neighbours
    ]  # fmt: skip
    if near:
        other = min(near)[1]
        return other, "the sentence names this neighbour"
    return _most_spoken_of(key, sides), "the neighbour that the report speaks of most"


def _most_spoken_of(key: str, sides: Sides) -> str | None:
    counts = sorted(
        ((sides.report[other], other) for other in _neighbours(key) if sides.report[other]), reverse=True
    )
    if not counts or (len(counts) > 1 and counts[0][0] < 1.5 * counts[1][0]):
        return None
    return counts[0][1]


def _neighbours(key: str) -> tuple[str, ...]:
    from gazetteer import areas

    try:
        return areas.neighbours(key)
    except LookupError:
        return ()


def _with_article(text: str, start: int) -> int:
    return start - 4 if text[max(0, start - 4) : start].lower() == "the " else start


def _line(mention: Mention, sides: tuple[str, str], why: str, start: int, end: int) -> Mention | None:
    from gazetteer import areas

    try:
        place = areas.border_place(*sides)
    except LookupError:
        return None
    return replace(
        mention, place=place, geometry=place.geometry, radius_m=_width_m(), phrase_start=start, phrase_end=end,
        reason=f"{place.name}: {why}",
    )  # fmt: skip


def _whole(mention: Mention, key: str, start: int, end: int) -> Mention | None:
    lines = _all_borders(key)
    if lines is None:
        return None
    label = mention.place.name if mention.place else key
    return replace(
        mention, geometry=lines, radius_m=_width_m(), phrase_start=start, phrase_end=end,
        reason=f"the whole land border of {label}: nothing in the report says which neighbour's",
    )  # fmt: skip


def _all_borders(key: str) -> BaseGeometry | None:
    import shapely

    from gazetteer import areas

    pieces = []
    for other in _neighbours(key):
        try:
            pieces.append(areas.border(key, other))
        except LookupError:
            continue
    return shapely.line_merge(shapely.union_all(pieces)) if pieces else None


def _width_m() -> float:
    """Metres on either side of a border that news calls "on the border"."""
    return 5_000.0
