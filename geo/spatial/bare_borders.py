"""Borders in a report without a country beside them: "along the border", "the Durand Line"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.spatial import named_lines
from geo.spatial.borders import country_of, line_of, most_spoken_of, neighbours_of, reach_of
from geo.spatial.phrases import with_article
from geo.wording import as_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Mention
    from geo.spatial.borders import Sides

_LOOKED_BACK = 30  # mentions of the sentence before a bare "the border"
_BARE = re.compile(
    r"\b(?:along|at|near|across|on|over|from|crossed|beyond)\s+(?:both\s+sides\s+of\s+)?the\s+(border|frontier)\b"
    r"(?!\s*(?:with|between|of|to\s+(?:the\s+)?(?-i:[A-Z])\w*|patrol|guard|police|wall|town|crossing|force|agent|security|control|village|region|area|post)"
    r"\b|['’-])",
    re.IGNORECASE,
)


def lines_and_bare_borders(
    text: str, mentions: Sequence[Mention], sides: Sides, sentences: Sequence[tuple[int, int]]
) -> list[Mention]:
    """Add mentions of lines by their names, and of "the border" where the sentence's earlier places leave no doubt."""
    starts = [mention.start for mention in mentions]
    named = named_lines.find(text, sides) if mentions else []
    related = _take_names(text, mentions, starts, named, sentences)
    found = []
    for begin, finish in sentences:
        for match in _BARE.finditer(text, begin, finish):
            start, end = match.span(1)
            last = bisect_left(starts, start)
            here = range(max(bisect_left(starts, begin), last - _LOOKED_BACK), last)
            near = [
                (i, key)
                for i in here
                if mentions[i].role != "embedded" and (key := sides.keys[i] or country_of(mentions[i]))
            ]
            pair = _clear_pair(near, mentions, sides)
            if pair is None or any(related[i].phrase_end > start for i in here):
                continue
            like = mentions[near[-1][0]]
            bare = replace(
                like, text=text[start:end], start=start, end=end, role="literal", candidates=(), within=None,
                score=round(like.score * 0.8, 3),
            )  # fmt: skip
            line = line_of(text, bare, pair[:2], pair[2], (start - 4, end))
            if line is not None:
                found.append(line)
    return [*related, *found]


def _take_names(
    text: str,
    mentions: Sequence[Mention],
    starts: Sequence[int],
    named: Sequence[tuple[int, int, named_lines.NamedLine]],
    sentences: Sequence[tuple[int, int]],
) -> list[Mention]:
    """Add the named lines: on the mention of that name where there is one, else as a new mention."""
    related = list(mentions)
    added: list[Mention] = []
    for start, end, line in named:
        place = named_lines.place_of(line)
        i = max(0, bisect_left(starts, start) - 1)
        own = [
            j for j in range(i, min(i + 3, len(related))) if related[j].start < end and start < related[j].end
        ]
        if place is None or len(own) > 1:
            continue
        meaning = f"the line between {' and '.join(map(_label, line.sides))}"
        reason = f"{as_sentence(meaning)} Source: {line.source}."
        if own:
            base = related[own[0]]
            if base.end > end or base.start < start or base.role == "embedded":
                continue  # the name of something that is called after the line
            base = replace(base, text=text[start:end], start=start, end=end)
        else:
            near = mentions[i]
            at = bisect_left(sentences, (start + 1, start + 1)) - 1
            sentence = text[slice(*sentences[at])].strip() if at >= 0 else near.sentence
            base = replace(
                near, text=text[start:end], start=start, end=end, role="literal", candidates=(), within=None,
                score=0.7, sentence=sentence,
            )  # fmt: skip
        radius_m, reach, begin = reach_of(text, with_article(text, start))
        taken = replace(
            base, place=place, geometry=place.geometry, radius_m=radius_m, candidates=(),
            phrase_start=begin, phrase_end=max(base.end, end), reason=f"{reason} {reach}",
            meaning=meaning,
        )  # fmt: skip
        if own:
            related[own[0]] = taken
        else:
            added.append(taken)
    return [*related, *added]


def _label(side: str) -> str:
    from gazetteer import areas

    return areas.label(side)


def _clear_pair(
    near: Sequence[tuple[int, str]], mentions: Sequence[Mention], sides: Sides
) -> tuple[str, str, str] | None:
    keys = list(dict.fromkeys(key for _, key in reversed(near)))
    for a in keys:
        for b in keys:
            if a != b and b in neighbours_of(a):
                return a, b, "the sentence names both sides"
    named = [key for i, key in near if mentions[i].role in ("literal", "metonymic") and sides.keys[i]]
    if not named or len(set(named)) != 1:
        return None
    other = most_spoken_of(named[-1], sides)
    return (
        (named[-1], other, "the sentence is about one side, the report mostly about this neighbour")
        if other
        else None
    )
