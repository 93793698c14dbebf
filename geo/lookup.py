"""Which runs of a report's words the gazetteer knows: one batch of look-ups that recogniser and tagger share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.words import cues, joined, runs_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.place import NameMatch
    from gazetteer.store import Gazetteer
    from geo.words import Word

Lookup = dict[tuple[int, int], "tuple[NameMatch, ...]"]
"""Word ranges `[first, last)` that the gazetteer knows, with its answers."""

_LINKS = frozenset(["of", "the", "and", "on", "in", "under", "by", "a", "&", "s"])
_LONGEST = 6  # words of a place's name
_FEW_CAPITALS = 0.02  # share of capitalised words under which a text is written without capitals


def read_words(text: str, sentences: Sequence[tuple[int, int]]) -> list[Word]:
    """Cut a text into words; in a text without capitals every word that is not a common one may begin a name."""
    words = words_of(text, sentences)
    if sum(word.capital for word in words) >= _FEW_CAPITALS * len(words):
        return words
    return [
        word._replace(capital=word.capital or (word.text.isalpha() and word.text not in cues("common_words")))
        for word in words
    ]


def look_up(text: str, words: Sequence[Word], gazetteer: Gazetteer) -> Lookup:
    """Ask the gazetteer for every run of words that may be a name."""
    asked: dict[tuple[int, int], str] = {}
    for run_first, run_last in runs_of(words):
        for first in range(run_first, run_last):
            if words[first].text in ("The", "A", "An") and (words[first].opens or words[first].gap != " "):
                continue
            begin = (
                first - 1
                if first and words[first - 1].text in cues("particles") and joined(words, first)
                else first
            )
            for start in {begin, first}:
                for last in _ends(words, first):
                    asked[start, last] = " ".join(text[words[start].start : words[last - 1].end].split())
    answers: Mapping[str, tuple[NameMatch, ...]] = gazetteer.match_many(set(asked.values()))
    return {span: answers[name] for span, name in asked.items() if answers.get(name)}


def by_offsets(words: Sequence[Word], lookup: Lookup) -> dict[tuple[int, int], tuple[NameMatch, ...]]:
    """Key the answers by characters instead of words."""
    return {(words[first].start, words[last - 1].end): found for (first, last), found in lookup.items()}


def _ends(words: Sequence[Word], first: int) -> Iterable[int]:
    ends = []
    last = first + 1
    while True:
        if words[last - 1].capital or words[last - 1].text.isdigit():
            ends.append(last)
        if last >= len(words) or last - first >= _LONGEST or not joined(words, last):
            return ends
        if words[last].text in cues("site_nouns"):
            ends.append(last + 1)
        if (
            not words[last].capital
            and words[last].text not in _LINKS
            and words[last].text not in cues("particles")
        ):
            return ends
        last += 1
