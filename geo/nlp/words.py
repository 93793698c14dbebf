"""The words of a report as the rules see them, and the lists of cue words in geo/nlp/lexicons."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geo.word_lists import lists_in, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# "U.S.", "D.C."; a word with apostrophes inside ("N'Djamena", "Sana’a"); hyphens separate words.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,6}(?![^\W_])|[^\W_]{1,60}(?:['’‘ʼ`´][^\W_]{1,60}){0,4}")
_APOSTROPHES = frozenset("'’‘ʼ`´")
_SPACE = frozenset({" ", "\n", "\xa0", " \n", "  ", "-", "‐", "–", "\u2011"})
_POINT_SPACE = frozenset({". ", ".", ".\n", ".\xa0"})
_TABLES = ("prepositions", "reporting_verbs")
LONGEST_RUN = 40
"""Words of a run of capitalised words; a headline in capitals may have some, noise has thousands."""


class ReportWord(NamedTuple):  # made in a third of the time of a frozen dataclass, for each word of a text
    """A word with its offsets, the characters before it, and features of its shape and position."""

    start: int
    end: int
    text: str
    gap: str  # between the previous word and this one, at most three characters, else "\0"
    possessive: bool
    capital: bool
    opens: bool  # the first word of its sentence

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()


def words_of(text: str, sentences: Sequence[tuple[int, int]]) -> list[ReportWord]:
    """Split a text into words; a possessive ending is left out of the word and recorded."""
    starts = iter([start for start, _ in sentences])
    next_start = next(starts, None)
    words: list[ReportWord] = []
    last_end = 0
    opens = False
    for match in _WORD.finditer(text):
        start, end = match.span()
        while next_start is not None and next_start <= start:
            next_start, opens = next(starts, None), True
        body = text[start:end]
        possessive = body[-1] in "sS" and body[-2:-1] in _APOSTROPHES
        if possessive and len(body) > 2:
            body = body[:-2]
        gap = text[last_end:start] if start - last_end <= 3 else "\0"
        words.append(ReportWord(start, start + len(body), body, gap, possessive, _is_capital(body), opens))
        last_end = end
        opens = False
    return words


def joined(words: Sequence[ReportWord], i: int) -> bool:
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
        before.lower in cues("name_abbreviations")
        or (len(before.text) == 1 and before.capital and word.gap != ".\n")
    )


def runs_of(words: Sequence[ReportWord]) -> Iterator[tuple[int, int]]:
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
                and words[bridge].text in cues("particles")
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
def cues(name: str) -> frozenset[str]:
    """Return a list of cue words: a file of `geo/nlp/lexicons`, or a list of one of its tables."""
    for table in _TABLES:
        lists = lists_in(f"nlp/lexicons/{table}.csv")
        if name in lists:
            return lists[name]
    return words_in(f"nlp/lexicons/{name}.txt")


def _is_capital(word: str) -> bool:
    first = word[0]
    if first.isupper() or first.istitle():
        return True
    # "d'Ivoire", "iPhone" begin small; scripts without case have no capitals and count as names.
    return first.isalpha() and not first.islower() and not first.isupper()
