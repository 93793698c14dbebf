"""Runs of words that may be names, and the lists of cue words in geo/nlp/lexicons."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.word_lists import lists_in, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.nlp.tokens import Token

_SPACE = frozenset({" ", "\n", "\xa0", " \n", "  ", "-", "‐", "–", "\u2011"})
_POINT_SPACE = frozenset({". ", ".", ".\n", ".\xa0"})
_TABLES = ("prepositions", "reporting_verbs")
LONGEST_RUN = 40
"""Words of a run of capitalised words; a headline in capitals may have some, noise has thousands."""


def joined(words: Sequence[Token], i: int) -> bool:
    """Return whether word `i` may belong to the same name as word `i - 1`."""
    if i <= 0 or i >= len(words):
        return False
    word, before = words[i], words[i - 1]
    if before.possessive:
        return False
    if word.gap == ", ":
        return word.text in ("D.C.", "DC")  # one name with its comma: "Washington, D.C."
    if word.gap in _SPACE:
        return not (word.opens and "\n" in word.gap)
    return word.gap in _POINT_SPACE and (
        before.lower in lexicon("name_abbreviations")
        or (len(before.text) == 1 and before.capital and word.gap != ".\n")
    )


def runs_of(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield maximal runs of capitalised words as index ranges; particles inside a run belong to it."""
    i = 0
    while i < len(words):
        if not words[i].capital:
            i += 1
            continue
        end = i + 1
        while end < len(words) and end - i < LONGEST_RUN and joined(words, end):
            if words[end].capital:
                end += 1
                continue
            bridge = end
            while (
                bridge < len(words)
                and bridge - end < 3
                and words[bridge].text in lexicon("particles")
                and joined(words, bridge)
            ):
                bridge += 1
            if bridge > end and bridge < len(words) and words[bridge].capital and joined(words, bridge):
                end = bridge + 1
                continue
            break
        yield i, end
        i = end


@cache
def lexicon(name: str) -> frozenset[str]:
    """Return a list of cue words: a file of `geo/nlp/lexicons`, or a list of one of its tables."""
    for table in _TABLES:
        lists = lists_in(f"nlp/lexicons/{table}.csv")
        if name in lists:
            return lists[name]
    return words_in(f"nlp/lexicons/{name}.txt")
