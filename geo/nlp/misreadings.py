"""Misreadings: the slips of an optical character reader, corrected before anything else reads the text.

A noisy channel after Kernighan, Church and Gale (1990): what stands there is a word of the encoder's vocabulary (which
is in the order of its words' frequency) with one letter misread, left out or doubled, with a space too few or too many,
or a word that the vocabulary lacks. Words within one letter are found by their deletions (Garbe 2012), so that the time
is linear in the length of a text. Only a text is touched of whose words so many are none that it must be scanned.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from geo.documents.normalisation import NormalisedText, normalised
from geo.nlp import wordpiece
from geo.nlp.hashtags import hashtags_apart
from geo.nlp.words import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MISREAD: Final = 0.1
"""Share of words in small letters that are none, each counted once, in a text that is corrected; news has .02."""
_SAMPLE: Final = 3_000  # words that are looked at to tell whether a text was scanned
_ENOUGH: Final = 40  # words in small letters by which that can be told
_CAPITALISED: Final = 0.03
"""Share of capitalised words in a text that is corrected: print has capitals."""
_ENGLISH: Final = 0.1
"""Share of function words of English in a text that is corrected; it has .25 or more, with slips .2."""
_FUNCTION_WORDS: Final = frozenset(
    {"the", "of", "and", "in", "to", "a", "for", "that", "on", "was", "with", "by", "at"}
)
_SHORT: Final = 3  # letters of a word that is looked at
_LONG: Final = 40

_ALIKE: Final = frozenset(
    frozenset((letter, other))
    for letter, others in {
        "a": "eo", "b": "h68", "c": "eogd", "d": "lo", "e": "of", "f": "tp", "g": "q96", "h": "nb", "i": "l1jtr",
        "l": "1t", "m": "nw", "n": "uir", "o": "0q", "p": "qr", "r": "tkn", "s": "58", "t": "7l", "u": "vnw", "v": "yw",
        "x": "k", "y": "v", "z": "2",
    }.items()
    for other in others
)  # fmt: skip
"""Letters and digits that print makes readers take for one another."""
_THIN: Final = frozenset("il1trjc")
"""Letters that specks and broken strokes are taken for."""
_COST: Final = {
    "alike": math.log(0.4), "other": math.log(0.01), "missing": math.log(0.1), "thin": math.log(0.2),
    "extra": math.log(0.01), "lost space": math.log(0.3), "space": math.log(0.5),
}  # fmt: skip
"""Logarithms of how often a word that is misread is misread so."""
_NO_WORD: Final = -13.5
"""Logarithm of the frequency of each word that the vocabulary lacks, in small letters; names are likelier."""
_NO_NAME: Final = -10.5
_CLOSE: Final = 5
"""Letters beyond which each makes it less likely that a word has another one within one letter by chance."""
_A_LETTER: Final = 0.3
_OWN: Final = 200
"""Words of a report by which the frequency of its own words is counted."""
_WITH_DIGITS: Final = -4.0
_COMMON: Final = math.log(1 / 3_000)
"""Frequency of a word before which a space may be lost: "inLondon", "ofthe"."""
_VERY_COMMON: Final = -5.5
_AT_CAPITAL: Final = -5.0
_NEVER: Final = -99.0
_TWO_WORDS: Final = 3.0
"""What two frequencies are worth more than one: words that stand together are likelier than by chance."""
_LAST_UNUSED: Final = 1_990  # the vocabulary's first entries are no words
_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(
    r"\d+(?:st|nd|rd|th|s|m|k|km|kg|mm|cm|am|pm|bn|ft)?|[a-z]{1,3}\d+[a-z]?|\d+[a-z]{1,2}"
)
_HYPHENATED: Final = re.compile(r"([^\W\d_]{2,})-[ \t]*\n[ \t]*([^\W\d_]{2,})")
_ENDINGS: Final = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "ness", "ment", "al", "able", "ism", "ist")
_OPENINGS: Final = (
    "un",
    "re",
    "non",
    "anti",
    "pre",
    "over",
    "out",
    "under",
    "mis",
    "dis",
    "in",
    "counter",
    "inter",
    "co",
)

Change = tuple[int, int, str]
"""Characters `[start, end)` and what is to be read there."""


@lru_cache(maxsize=1)  # each component of a pipeline asks for the text that it is given
def seen_as(text: str) -> NormalisedText | None:
    """Return a text as it is to be read; `None` where that is the text itself.

    It is normalised, misreadings are corrected, and hashtags are words.
    """
    seen = normalised(text)
    plain = text if seen is None else seen.text
    changes = [*corrections(plain)] or [*hashtags_apart(plain)]
    return seen if not changes else NormalisedText.chained(seen, NormalisedText(plain, iter(changes)))


def corrections(text: str) -> Iterator[Change]:
    """Yield what is to be read otherwise in a text, in order.

    Examples
    --------
    >>> list(corrections("Two men were held in Lima."))
    []
    """
    words = list(_WORD.finditer(text))
    lower = [word.group().lower() for word in words]
    if not is_misread([word.group() for word in words[:_SAMPLE]]):
        return
    counts = Counter(lower)
    # A slip hardly comes twice; a word that does is one, of this report.
    own = {w: n for w, n in counts.items() if n > 1 and len(w) > _SHORT and w.isalpha() and not is_word(w)}
    own_index = _deletions(own)
    last = 0
    joined = {match.start(2): match for match in _HYPHENATED.finditer(text)}
    for i, word in enumerate(words):
        if word.start() < last:
            continue
        match = joined.get(word.start())
        if match is not None and is_word((match[1] + match[2]).lower()):
            yield match.end(1), match.start(2), ""
            last = match.end(2)
            continue
        if lower[i] in own or not _may_be_wrong(word.group(), lower[i]):
            continue
        change = _with_next(text, words, lower, i) or _corrected(word, lower[i], own, own_index)
        if change is not None:
            yield change
            last = change[1]


def is_misread(words: Sequence[str]) -> bool:
    """Return whether so many words of an English text are none that it must have been read by a machine."""
    if len(words) < _ENOUGH:
        return False
    small = [word for word in words if len(word) >= _SHORT and word.isascii() and word.islower()]
    different = {word for word in small if not is_word(word)}
    if len(small) < _ENOUGH or len(different) < MISREAD * len(small):
        return False
    if sum(word[0].isupper() for word in words) < _CAPITALISED * len(words):
        return False  # names in small letters are no words either
    return sum(word in _FUNCTION_WORDS for word in words) >= _ENGLISH * len(words)


@lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Return whether a word in small letters is one of the vocabulary's, or made of these."""
    known = _frequencies()
    if word in known:
        return True
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) >= _SHORT and stem != word:
            doubled = stem[-1] == stem[-2] and stem[:-1] in known
            if (
                stem in known
                or f"{stem}e" in known
                or doubled
                or (stem[-1] == "i" and f"{stem[:-1]}y" in known)
            ):
                return True
    for opening in _OPENINGS:
        rest = word.removeprefix(opening)
        if len(rest) > _SHORT and rest != word and rest in known:
            return True
    whole = range(4, len(word) - 3)
    return any(word[:i] in known and word[i:] in known for i in whole)


def within_one_letter(word: str, index: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the words of an index that differ from a word in one letter, which is another, missing, or too many."""
    found = set(index.get(word, ()))
    for i in range(len(word)):
        found.update(index.get(word[:i] + word[i + 1 :], ()))
    return {other for other in found if other != word and _slip(other, word) is not None}


def _slip(word: str, read: str) -> str | None:
    """Return the kind of slip by which a word is read as another; `None` where it is not one slip."""
    same = next(
        (i for i, (a, b) in enumerate(zip(word, read, strict=False)) if a != b), min(len(word), len(read))
    )
    if len(word) == len(read):
        if word[same + 1 :] != read[same + 1 :]:
            return None
        return "alike" if frozenset((word[same], read[same])) in _ALIKE else "other"
    if len(word) == len(read) + 1:
        return "missing" if word[same + 1 :] == read[same:] else None
    if len(word) + 1 == len(read) and word[same:] == read[same + 1 :]:
        return "thin" if read[same] in _THIN else "extra"
    return None


def _may_be_wrong(word: str, lower: str) -> bool:
    if not _SHORT <= len(word) <= _LONG or not word.isascii() or _NUMBER.fullmatch(lower):
        return False
    if word.isupper() and len(word) <= 5:  # an abbreviation
        return False
    return not is_word(lower) or not word.isalpha()


def _corrected(
    word: re.Match[str], lower: str, own: Mapping[str, int], own_index: Mapping[str, Sequence[str]]
) -> Change | None:
    """Return the likeliest reading of what is no word; `None` where it is likeliest a word that is not known."""
    text, frequencies = word.group(), _frequencies()
    best, points = "", _NO_WORD if text[0].islower() else _NO_NAME
    points -= _A_LETTER * max(len(text) - _CLOSE, 0)
    if not text.isalpha():
        points += _WITH_DIGITS
    elif len(text) == _SHORT:
        points += 1.5
    for other in within_one_letter(lower, _index()):
        likely = frequencies[other] + _COST[_slip(other, lower) or "other"]
        if likely > points:
            best, points = other, likely
    for other in within_one_letter(lower, own_index):
        likely = math.log(own[other] / _OWN) + _COST[_slip(other, lower) or "other"]
        if likely > points:
            best, points = other, likely
    parted = _parted(text, lower)
    if parted is not None and parted[1] > points:
        at = word.start() + parted[0]
        return at, at, " "
    if not best:
        return None
    return word.start(), word.end(), _cased(best, text)


def _parted(text: str, lower: str) -> tuple[int, float] | None:
    """Return where a space was lost in what is no word, and how likely that is."""
    frequencies = _frequencies()
    found: list[tuple[int, float]] = []
    for i in range(1, len(text)):
        left, right = (frequencies.get(part, _NEVER) for part in (lower[:i], lower[i:]))
        if text[i - 1].islower() and text[i].isupper():
            if i > 1 and left > _COMMON:
                found.append((i, _AT_CAPITAL))  # "inLondon", whatever the name
            continue
        short = (part for part, size in ((left, i), (right, len(text) - i)) if size <= _SHORT - 1)
        if min(left, right) > _NEVER and all(part > _VERY_COMMON for part in short):
            found.append((i, left + right + _COST["lost space"] + _TWO_WORDS))
    return max(found, key=lambda part: part[1], default=None)


def _with_next(text: str, words: Sequence[re.Match[str]], lower: Sequence[str], i: int) -> Change | None:
    """Return the space that a reader saw inside a word: "Lon don"."""
    if i + 1 >= len(words) or text[words[i].end() : words[i + 1].start()] != " ":
        return None
    if lower[i] + lower[i + 1] in _frequencies():
        return words[i].end(), words[i + 1].start(), ""
    return None


def _cased(word: str, like: str) -> str:
    if like.isupper():
        return word.upper()
    return word.capitalize() if like[0].isupper() else word


@cache
def _frequencies() -> Mapping[str, float]:
    """Return the logarithm of each word's frequency, by Zipf's law from its rank; names of people are rare words."""
    found = {
        piece: -math.log(max(rank - _LAST_UNUSED, 1))
        for rank, piece in enumerate(wordpiece.load().pieces)
        if piece.isalpha() and piece.isascii() and len(piece) > 1
    }
    rare = -math.log(40_000)
    for listed in ("given_names", "surnames"):
        for name in lexicon(listed):
            found.setdefault(name.lower(), rare)
    return found | {"a": -math.log(10)}


@cache
def _index() -> Mapping[str, Sequence[str]]:
    return _deletions(word for word in _frequencies() if len(word) >= _SHORT)


def _deletions(words: Iterable[str]) -> dict[str, list[str]]:
    """Index words by themselves and by what is left of them without one letter."""
    index: dict[str, list[str]] = {}
    for word in words:
        for key in {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
            index.setdefault(key, []).append(word)
    return index
