"""Corrections of recognised names: titles before them, words behind them, and the abbreviations that a report defines.

>>> abbreviations("The Syrian Arab Red Crescent (SARC) sent aid.")
{'SARC': 'Syrian Arab Red Crescent'}
>>> abbreviations("")
{}
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.actors.dictionaries import role_nouns
from geo.dates.calendar_words import WEEKDAYS
from geo.nlp.grammar import FUNCTION_WORDS
from geo.nlp.words import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.nlp.tokens import Tokens
    from geo.spans import NamedSpan

_DEFINED: Final = re.compile(r"\s\(((?=[A-Z])[A-Za-z]*[A-Z][A-Za-z]*)\)")
_WORD: Final = re.compile(r"[\w.'’-]+")
_SMALL: Final = frozenset(
    {"of", "the", "and", "for", "to", "in", "on", "de", "la", "del", "da", "al", "against"}
)
_LONGEST: Final = 120
"""Characters of a name before its abbreviation."""
_TITLES: Final = frozenset({"title", "generic", "group"})
_SHORTEST: Final = 2
"""Words of a name that a title was cut from: "Justice Malala" and "Major Garrett" are given names."""


def trimmed(words: Tokens, names: Iterable[NamedSpan]) -> list[NamedSpan]:
    """Return names without the titles before people and without what is behind a name: "Ana Ruiz Thursday said"."""
    return [each for name in names if (each := _trimmed(words, name)) is not None]


def _trimmed(words: Tokens, name: NamedSpan) -> NamedSpan | None:
    first, last = words.span(name.start, name.end)
    if first >= last:
        return name
    begin, end = first, last
    while end - begin > 1 and _is_behind(words, end, name.label):
        end -= 1
    if name.label == "PERSON":
        begin = _after_titles(words, begin, end)
    if (begin, end) == (first, last):
        return name
    plain = [word.text for word in words[begin:end]]
    noun = role_nouns().longest(plain, 0, len(plain))
    if noun is not None and noun[0] == len(plain):
        return None  # "judges of" are people without a name
    start = words[begin].start if begin > first else name.start
    stop = words[end - 1].end if end < last else name.end
    return replace(name, start=start, end=stop, text=name.text[start - name.start : stop - name.start])


def _is_behind(words: Tokens, last: int, label: str) -> bool:
    """Return whether the last word of a name is none of it: a day, a conjunction, the verb of a headline."""
    word = words[last - 1]
    following = words[last] if last < len(words) else None
    goes_on = following is not None and following.capital and following.gap == " "
    if word.text.islower():  # but "Securities and | Exchange Commission" may be one name
        return word.gap == " " and word.lower in FUNCTION_WORDS and not goes_on
    if label != "PERSON":
        return False
    return word.lower in WEEKDAYS or (goes_on and _is_verb(word.lower))


def _is_verb(word: str) -> bool:
    """Return whether a word is a verb of an actor: "approves", "condemned"."""
    verbs = lexicon("agent_verbs")
    return word in verbs or (word.endswith("s") and not verbs.isdisjoint((word[:-1] + "d", word[:-1] + "ed")))


def _after_titles(words: Tokens, first: int, last: int) -> int:
    """Return where a person's name begins behind titles: "General Qamar Javed Bajwa"."""
    plain = [word.text for word in words[first:last]]
    at = 0
    while at < len(plain):
        step = role_nouns().longest(plain, at, len(plain))
        if step is None or step[1].kind not in _TITLES or len(plain) - at - step[0] < _SHORTEST:
            break
        at += step[0]
    return first + at


def abbreviations(text: str) -> dict[str, str]:
    """Return the abbreviations that a text defines in parentheses behind a name, with that name.

    Parameters
    ----------
    text
        The report.
    """
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        name = _defined(text[max(0, match.start() - _LONGEST) : match.start()], match[1])
        if name:
            found.setdefault(match[1], name)
    return found


def _defined(before: str, short: str) -> str:
    """Return the words at the end of a text whose initials an abbreviation is; empty when they are not."""
    letters = [letter for letter in short if letter.isupper()]
    at = len(before)
    needed = len(letters) - 1
    for word in reversed(list(_WORD.finditer(before))):
        if before[word.end() : at].strip():
            return ""  # punctuation ends the name
        at = word.start()
        if word[0] in _SMALL:
            continue
        if not word[0][:1].isupper() or word[0][:1].upper() != letters[needed]:
            return ""
        if needed == 0:
            return before[at:]
        needed -= 1
    return ""
