"""Input of the encoder: windows of whole sentences; each segment with its shape and its gazetteer class."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.nlp.tokens import Tokens
from geo.nlp.wordpiece import CLS, SEP
from geo.nlp.words import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazetteer.place import NameMatch
    from geo.nlp.tokens import TokenView
    from geo.nlp.wordpiece import Vocabulary

WORDS: Final = 128
"""Words of a window at most."""
PIECES: Final = 254
"""Pieces of a window at most, the two marks at its ends not counted."""

SHAPES: Final = 9  # eight shapes and the marks at a window's ends
GAPS: Final = 4
CLASSES: Final = 21  # nothing, and begin or inside of ten kinds of places
LISTS: Final = 11

_LISTS = (  # the first list that has the word counts
    ("given_names", 1), ("surnames", 2), ("titles", 3), ("org_heads", 4), ("facility_heads", 5), ("geo_heads", 6),
    ("org_openers", 7), ("speech_verbs", 8), ("directions", 9), ("common_words", 10),
)  # fmt: skip
_KINDS = {
    "country": 2,
    "continent": 2,
    "admin1": 3,
    "region": 4,
    "water": 4,
    "landform": 4,
    "facility": 5,
    "admin2": 6,
}


class EncoderTokens(Tokens):
    """The segments of a report with the features that the encoder reads: one column a feature.

    Attributes
    ----------
    shapes
        Capitals and digits, `geo.nlp.tokens.shape_of`.
    gaps
        What stands before it: nothing (0), white space (1), a line break or the start of the report (2).
    known
        What the gazetteer knows it as, `class_of`: 0 for nothing, else twice the class, less one where the name begins.
    listed
        The list of cue words it stands in, 0 for none.
    """

    shapes: list[int]
    gaps: list[int]
    known: list[int]
    listed: list[int]

    def of(self, indices: Sequence[int]) -> EncoderTokens:
        """Return some of the tokens with their features."""
        some = EncoderTokens(self[i] for i in indices)
        for column in ("shapes", "gaps", "known", "listed"):
            values = getattr(self, column)
            setattr(some, column, [values[i] for i in indices])
        return some


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `[first, last)` of a report as the encoder's input; lists of equal length, one entry a piece.

    `heads` are the indices of each token's first piece.
    """

    first: int
    last: int
    ids: list[int]
    shapes: list[int]
    gaps: list[int]
    known: list[int]
    listed: list[int]
    heads: list[int]


def tokens_of(view: TokenView, lookup: Mapping[tuple[int, int], tuple[NameMatch, ...]]) -> EncoderTokens:
    """Return the segments of a report with their features.

    Parameters
    ----------
    view
        Of the report.
    lookup
        Spans of characters that the gazetteer knows, with its answers.
    """
    lists = _lists()
    tokens = EncoderTokens(view.segments())
    tokens.shapes = [token.shape for token in tokens]
    tokens.gaps = [2 if "\n" in token.gap else int(token.gap != "") for token in tokens]
    tokens.gaps[:1] = [2] * len(tokens[:1])
    tokens.known = _known(tokens, lookup)
    tokens.listed = [lists.get(token.lower, 0) for token in tokens]
    return tokens


def split_into_windows(
    tokens: EncoderTokens, sentences: Sequence[tuple[int, int]], vocabulary: Vocabulary
) -> Iterator[Window]:
    """Pack whole sentences into windows of at most `WORDS` words and `PIECES` pieces."""
    pieces = [vocabulary.cut(token.text) for token in tokens]
    ends = [tokens.beginning_at(end) for _, end in sentences]
    first = 0
    while first < len(tokens):
        room = _room(pieces, first)
        whole = bisect_right(ends, room)
        last = ends[whole - 1] if whole and ends[whole - 1] > first else room
        yield _window(tokens, pieces, first, last)
        first = last


def lines_apart(
    tokens: EncoderTokens, sentences: Sequence[tuple[int, int]], ranges: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Split ranges of tokens where a sentence begins on a line of its own: no name goes on there."""
    first_words = (tokens.beginning_at(start) for start, _ in sentences)
    breaks = [i for i in first_words if i < len(tokens) and tokens.gaps[i] == 2]
    parts: list[tuple[int, int]] = []
    for first, last in ranges:
        inside = breaks[bisect_right(breaks, first) : bisect_left(breaks, last)]
        edges = [first, *inside, last]
        parts += itertools.pairwise(edges)
    return parts


def _room(pieces: Sequence[tuple[int, ...]], first: int) -> int:
    """Return the token up to which a window that begins at `first` has room."""
    size = 0
    last = first
    while last < len(pieces) and last - first < WORDS and size + len(pieces[last]) <= PIECES:
        size += len(pieces[last])
        last += 1
    return last


def _window(tokens: EncoderTokens, pieces: Sequence[tuple[int, ...]], first: int, last: int) -> Window:
    window = Window(first, last, [CLS], [SHAPES - 1], [GAPS - 1], [0], [0], [])
    for i in range(first, last):
        more = len(pieces[i]) - 1
        window.heads.append(len(window.ids))
        window.ids.extend(pieces[i])
        window.shapes.extend([tokens.shapes[i]] * (more + 1))
        window.gaps.extend([tokens.gaps[i], *[GAPS - 1] * more])
        window.known.extend([tokens.known[i]] * (more + 1))
        window.listed.extend([tokens.listed[i]] * (more + 1))
    for values, mark in (
        (window.ids, SEP),
        (window.shapes, SHAPES - 1),
        (window.gaps, GAPS - 1),
        (window.known, 0),
        (window.listed, 0),
    ):
        values.append(mark)
    return window


def class_of(matches: Iterable[NameMatch]) -> int:
    """Return the class of a name by the best place of that name, 1 to 10; 0 for none.

    Demonyms 1, countries 2, first-level divisions 3, regions and waters 4, facilities 5, counties 6, and settlements
    by size: 100,000 people 7, 10,000 people 8, smaller 9, known by another name only 10.
    """
    best = 0
    rank = 0.0
    for match in matches:
        place = match.place
        if match.name_kind == "demonym":
            found, weight = 1, 6.0
        elif place.kind in _KINDS:
            found = _KINDS[place.kind]
            weight = 7.0 - found / 2
        elif match.name_kind in ("alternate", "bare"):
            found, weight = 10, 1.0
        else:
            size = max(place.population, 1)
            found = 7 if size >= 100_000 else 8 if size >= 10_000 else 9
            weight = 12.0 - found
        if weight > rank:
            best, rank = found, weight
    return best


def _known(tokens: Tokens, lookup: Mapping[tuple[int, int], tuple[NameMatch, ...]]) -> list[int]:
    """Mark tokens by the longest names that the gazetteer knows, from left to right."""
    marks = [0] * len(tokens)
    at = 0
    for start, end in sorted(lookup, key=lambda span: (span[0], -span[1])):
        if start < at:
            continue
        found = class_of(lookup[start, end][:6])
        for i in tokens.covered(start, end):
            marks[i] = 2 * found - 1 + (tokens[i].start > start) if found else 0
        at = end
    return marks


@cache
def _lists() -> Mapping[str, int]:
    listed: dict[str, int] = {}
    for name, number in _LISTS:
        for word in lexicon(name):
            listed.setdefault(word.lower(), number)
    return listed
