"""Which runs of a report's words the gazetteer knows: one batch of look-ups that recogniser and tagger share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.nlp.tokens import Tokens
from geo.nlp.words import joined, lexicon, runs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.place import NameMatch
    from gazetteer.store import Gazetteer
    from geo.nlp.tokens import Token, TokenView

Lookup = dict[tuple[int, int], "tuple[NameMatch, ...]"]
"""Word ranges `[first, last)` that the gazetteer knows, with its answers."""

_LINKS = frozenset(["of", "the", "and", "on", "in", "under", "by", "a", "&", "s"])
_LONGEST = 6  # words of a place's name
_LONGEST_LISTED = 9  # words of one that the gazetteer is asked for word by word
_POSSESSIVE = 2  # characters of its ending
_BRIDGES = frozenset({" ", ", ", "/", "' ", "’ ", "'", "’"})  # " " after a possessive
_FEW_CAPITALS = 0.02  # share of capitalised words under which a text is written without capitals


def read_words(view: TokenView, sentences: Sequence[tuple[int, int]]) -> Tokens:
    """Return the words of names; in a text without capitals every word but function words may begin a name."""
    words = view.names([start for start, _ in sentences])
    if sum(word.capital for word in words) >= _FEW_CAPITALS * len(words):
        return words
    none = lexicon("function_words")
    return Tokens(
        word._replace(capital=word.capital or (word.text.isalpha() and word.text not in none))
        for word in words
    )


def look_up(text: str, words: Sequence[Token], gazetteer: Gazetteer) -> Lookup:
    """Look up every run of words that may be a name."""
    asked: dict[tuple[int, int], str] = {}
    for run_first, run_last in runs_of(words):
        for first in range(run_first, run_last):
            article = words[first].text in ("The", "A", "An")
            if words[first].text == "THE" or (article and (words[first].opens or words[first].gap != " ")):
                continue  # in capitals every article is
            begin = (
                first - 1
                if first and words[first - 1].text in lexicon("particles") and joined(words, first)
                else first
            )
            for start in {begin, first}:
                for last in _ends(text, words, first, gazetteer):
                    asked[start, last] = " ".join(text[words[start].start : words[last - 1].end].split())
    answers: Mapping[str, tuple[NameMatch, ...]] = gazetteer.match_many(set(asked.values()))
    found = {span: answers[name] for span, name in asked.items() if answers.get(name)}
    return {
        (first, last): matches
        for (first, last), matches in found.items()
        if _is_whole(words[last - 1], matches[0])
        # In a text without capitals "north" begins "north carolina", and is no place by itself.
        and not (
            last - first == 1
            and words[first].text.islower()
            and words[first].lower in lexicon("common_words")
        )
    }


def _is_whole(ending: Token, match: NameMatch) -> bool:
    """Return whether a small word or a number at the end belongs to a name: a site's, or one that is spelled so.

    "Aida refugee camp" and "Area 51" are whole, and "Lachin corridor" as well; "Nyanza province" and "Cork city" are
    Nyanza and Cork, and the 2 of "Lens 0 Marseille 2" is a score.
    """
    if ending.capital or ending.gap == "-" or match.own or match.place.kind == "facility":
        return True
    return not ending.text.isdigit() and match.place.name.endswith(f" {ending.text}")


def by_offsets(words: Sequence[Token], lookup: Lookup) -> dict[tuple[int, int], tuple[NameMatch, ...]]:
    """Index the answers by characters instead of words."""
    return {(words[first].start, words[last - 1].end): found for (first, last), found in lookup.items()}


def _ends(text: str, words: Sequence[Token], first: int, gazetteer: Gazetteer) -> Iterable[int]:
    """Yield where a name that begins at `first` may end.

    Capitalised words and links go on by themselves. Past them ("Aida refugee camp", "St. Peter's Square", "Parliament
    House, Canberra") a name goes on for as long as the gazetteer has one that begins so.
    """
    last = first + 1
    while True:
        word = words[last - 1]
        if word.capital or word.text.isdigit() or word.gap == "-":  # "Gyeonggi-do"
            yield last
        if last >= len(words) or last - first >= _LONGEST_LISTED:
            return
        if not (last - first < _LONGEST and joined(words, last) and _goes_on(words[last])):
            # Two endings may be in one name: "British Columbia's Children's Hospital".
            end = words[last].end + (_POSSESSIVE if words[last].possessive else 0)
            begun = " ".join(text[words[first].start : end].split())
            if not _bridged(words, last) or not gazetteer.begins(begun):
                return
            yield last + 1
        last += 1


def _goes_on(word: Token) -> bool:
    return word.capital or word.text in _LINKS or word.text in lexicon("particles")


def _bridged(words: Sequence[Token], i: int) -> bool:
    """Return whether words `i - 1` and `i` may be of one listed name, across a comma, a stroke or a possessive too."""
    return joined(words, i) or (not words[i].opens and words[i].gap in _BRIDGES)
