"""The tables of actors: organisations and people the world knows, and the nouns and titles of actors.

`actors.csv`, `leaders.csv` and `roles.csv` are read once, on first use. A phrase is looked up word by word; words are
what `geo.nlp.tokens.WORD` finds, so that "U.S. Central Command" is four of them.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, Literal, TypeVar

from gazetteer import countries
from gazetteer.errors import UnknownCountry
from geo.nlp.tokens import WORD
from geo.word_lists import words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Kind = Literal["title", "group", "body", "generic", "modifier", "demonym"]

ROLES = frozenset({"GOV", "MIL", "REB", "CVL", "IGO", "NGO", "COP", "JUD", "LEG", "OPP", "MED", "BUS"})
"""Sector codes of PLOVER that the tables may hold."""

GUESTS: Final = words_in("actors/guests.txt")
"""Words for people who are abroad, or of several countries."""

_DATA = Path(__file__).parent
_LETTERS: Final = str.maketrans("ıłŁđĐøØ", "ilLdDoO")
"""Letters that Unicode does not decompose."""
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A row of `actors.csv` or `leaders.csv`: canonical name, ISO alpha-2 country or "", PLOVER sector, who it is."""

    name: str
    country: str
    role: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun, title or modifier of `roles.csv`.

    `kind` is `title` (an office, may stand before a name), `group` (people), `body` (an organisation), `generic`
    (takes its sector from the words before it: "army officials"), `modifier` (may stand between a demonym and its
    noun) or `demonym` (of no one country: "Arab").
    """

    noun: str
    role: str
    kind: Kind


class PhraseTable(Generic[_Value]):
    """Looks up the longest phrase that starts at a word; time grows with the phrase, not with the table.

    A phrase without capitals matches in any case, one word with capitals only as it stands, several words with capitals
    when what matches has a capital too.
    """

    def __init__(self, phrases: Iterable[tuple[str, _Value]]) -> None:
        self._entries: dict[tuple[str, ...], list[tuple[tuple[str, ...], _Value]]] = {}
        self._longest: dict[str, int] = {}
        for phrase, value in phrases:
            words = tuple(WORD.findall(phrase))
            key = tuple(word.casefold() for word in words)
            self._entries.setdefault(key, []).append((words, value))
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def begins(self, word: str) -> bool:
        """Return whether a phrase begins with a word: the quick question before `longest`."""
        return word.casefold() in self._longest

    def longest(self, words: Sequence[str], at: int, limit: int) -> tuple[int, _Value] | None:
        """Find the longest phrase that starts at word `at` and ends by word `limit`: its number of words, its value."""
        most = self._longest.get(words[at].casefold(), 0) if at < limit else 0
        for length in range(min(most, limit - at), 0, -1):
            found = tuple(words[at : at + length])
            for phrase, value in self._entries.get(tuple(word.casefold() for word in found), ()):
                if _case_agrees(phrase, found):
                    return length, value
        return None


def _case_agrees(phrase: tuple[str, ...], found: tuple[str, ...]) -> bool:
    if phrase == found:
        return True
    joined = "".join(phrase)
    if joined == joined.lower():
        return True
    if len(phrase) == 1 and (joined.isupper() or not found[0][:1].isupper()):
        return False  # "WHO" is never "who", "Congress" is never "congress"
    return any(word[:1].isupper() for word in found)


@cache
def known_actors() -> PhraseTable[KnownActor]:
    """Read the organisations of `actors.csv`, under every name."""
    phrases: list[tuple[str, KnownActor]] = []
    for row in _rows("actors.csv"):
        actor = KnownActor(row["name"], _alpha2(row["country"]), row["role"], row["description"])
        phrases += [(name, actor) for name in (row["name"], *_split(row["aliases"]))]
    return PhraseTable(phrases)


@cache
def known_outlets() -> frozenset[str]:
    """Return the names of the news outlets of `actors.csv`."""
    return frozenset(row["name"] for row in _rows("actors.csv") if row["role"] == "MED")


@cache
def leaders() -> Mapping[str, KnownActor]:
    """Read the people of `leaders.csv`: leaders of states, parties, armed groups and international organisations.

    A report that the whole world reads says "President Vladimir Putin" and never whose. Keys are names and aliases by
    `folded`. An alias of one word ("Putin") is of somebody whom no other bearer is taken for unless their full name is
    told. What somebody is, and was on the day, the report says: the table tells it where the report does not.
    """
    found: dict[str, KnownActor] = {}
    for row in _rows("leaders.csv"):
        person = KnownActor(row["name"], _alpha2(row["country"]), row["role"], row["description"])
        for name in (row["name"], *_split(row["aliases"])):
            found[folded(name)] = person
    return found


@cache
def descriptions() -> Mapping[str, KnownActor]:
    """Return the actors of both tables that have a description, by canonical name."""
    return {
        row["name"]: KnownActor(row["name"], _alpha2(row["country"]), row["role"], row["description"])
        for row in (*_rows("actors.csv"), *_rows("leaders.csv"))
        if row["description"]
    }


def folded(name: str) -> str:
    """Return a name by which spellings of it are equal: without case, accents and punctuation.

    Examples
    --------
    >>> folded("Recep Tayyip Erdoğan"), folded("KIM JONG-UN"), folded("")
    ('recep tayyip erdogan', 'kim jong un', '')
    """
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(WORD.findall(name)).casefold()


@cache
def role_nouns() -> PhraseTable[RoleNoun]:
    """Read the titles and nouns of `roles.csv`, with their forms."""
    return PhraseTable(_role_phrases(modifiers=False))


@cache
def modifiers() -> PhraseTable[RoleNoun]:
    """Read the words that may occur between a demonym and its noun."""
    return PhraseTable(_role_phrases(modifiers=True))


def _role_phrases(*, modifiers: bool) -> Iterable[tuple[str, RoleNoun]]:
    for row in _rows("roles.csv"):
        if (row["kind"] == "modifier") == modifiers:
            # A test walks over the rows and their kinds.
            noun = RoleNoun(row["noun"], row["role"], row["kind"])  # type: ignore[arg-type]
            for form in (row["noun"], *_split(row["forms"])):
                yield form, noun


def _alpha2(code: str) -> str:
    """Return the two-letter code of a table's three-letter one, which PLOVER and CAMEO write; empty for none."""
    return countries.get(code).alpha2 if code else ""


def country_code(country: str) -> str:
    """Return a country's ISO alpha-2 code, empty for none."""
    try:
        return countries.get(country).alpha2
    except UnknownCountry:
        return ""


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]
