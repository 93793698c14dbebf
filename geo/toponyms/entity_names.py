"""Names of people and organisations, so that Austin and the Khan Younis Brigade are not taken for places.

A person is what follows a title or begins with a given name; the surname is then carried through the report. An
organisation is what ends in a word like *Brigade* or begins like *University of*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.nlp.words import joined, lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.nlp.tokens import Token

_LONGEST_NAME = 5  # words of a person's name, particles included
STRONG = 2.5  # place weight from which a given name is also a well-known place (Jordan, Austin is below)
_SURNAME_LIKE = frozenset(
    {
        "Hill",
        "Lake",
        "Woods",
        "Forest",
        "Hall",
        "Temple",
        "Park",
        "Beach",
        "Ridge",
        "Parish",
        "Falls",
        "Point",
    }
)


@dataclass(frozen=True, slots=True)
class EntityName:
    """A name as a range of word indices."""

    first: int
    last: int  # exclusive
    label: Literal["PERSON", "ORG", "FACILITY"]
    closed: bool = False  # a known organisation: nothing inside it is a place


def find_names(
    words: Sequence[Token], runs: Sequence[tuple[int, int]], weigh: Callable[[int, int], float]
) -> list[EntityName]:
    """Find people, organisations and named sites among runs of capitalised words.

    Parameters
    ----------
    words
        The report's words.
    runs
        Index ranges of capitalised words.
    weigh
        How well known the place is that words `[i, j)` name; 0 or less for none.

    Returns
    -------
    list of EntityName
        In order, not overlapping. Surnames of people named in full are found wherever they stand alone.
    """
    names: list[EntityName] = []
    for first, last in runs:
        names.extend(_in_run(words, first, last, weigh))
    names.extend(_carried(words, runs, names, weigh))
    return sorted(names, key=lambda name: name.first)


def _in_run(
    words: Sequence[Token], first: int, last: int, weigh: Callable[[int, int], float]
) -> list[EntityName]:
    known = _known(words, first, last)
    if known:
        around = ((first, known.first), (known.last, last))
        return [known, *(name for a, b in around if a < b for name in _in_run(words, a, b, weigh))]
    names: list[EntityName] = []
    titles = lexicon("titles")
    while first < last and words[first].text in lexicon("sentence_openers"):
        first += 1  # "The Israel Defense Forces", "In New York"
    of_state = (
        first + 1 < last and first > 0 and words[first].text == "State" and words[first - 1].text == "of"
    )
    first += of_state  # "Secretary of State Ana Ruiz"
    at = first
    titled = (
        0 < first < last
        and words[first].gap == " "
        and words[first - 1].lower in titles
        and not words[first].opens
    )
    for i in range(first, last + 1):
        if i < last and not (words[i].lower in titles and _is_title(words, i, last)):
            continue
        if i > at:
            names.extend(_in_segment(words, at, i, last, titled=titled, weigh=weigh))
            titled = False
        if i < last:
            titled = True
        at = i + 1
    return names


def _known(words: Sequence[Token], first: int, last: int) -> EntityName | None:
    """Find the first organisation of `organisations.txt` in a run."""
    for i in range(first, last):
        for j in range(min(last, i + 3), i, -1):
            if " ".join(word.text for word in words[i:j]) in lexicon("organisations"):
                return EntityName(i, j, "ORG", closed=True)
    return None


def _is_title(words: Sequence[Token], i: int, last: int) -> bool:
    """Return whether a title word is one: inside a longer name it is not ("King County", "General Hospital")."""
    tail = words[last - 1].text
    return tail == words[i].text or not (_is_head(tail) and i + 1 < last)


def _is_head(word: str) -> bool:
    return word in lexicon("org_heads") or word in lexicon("facility_heads") or word in lexicon("geo_heads")


def _in_segment(
    words: Sequence[Token],
    first: int,
    last: int,
    run_end: int,
    *,
    titled: bool,
    weigh: Callable[[int, int], float],
) -> list[EntityName]:
    opening = _opened(words, first, last, run_end)
    if opening:
        return [opening]
    sites = [i for i in range(first + 1, last) if words[i].text in lexicon("facility_heads")]
    heads = [i for i in range(first, last) if words[i].text in lexicon("org_heads")]
    if sites and sites[-1] == last - 1:
        return [EntityName(first, last, "FACILITY")]
    if heads and (heads[-1] > first or titled) and heads[-1] + 3 > last:
        return [EntityName(first, heads[-1] + 1, "ORG")] if heads[-1] > first else []
    if sites:
        return [EntityName(first, sites[-1] + 1, "FACILITY")]
    if not titled:
        site = _geographic(words, first, last, weigh)
        if site:
            return [site]
    person = _person(words, first, last, titled=titled, weigh=weigh)
    return [person] if person else []


def _geographic(
    words: Sequence[Token], first: int, last: int, weigh: Callable[[int, int], float]
) -> EntityName | None:
    """Match `Boone County`, `Lake Cumberland`: the longest part in the gazetteer, else up to the last such word."""
    heads = [i for i in range(first, last) if words[i].text in lexicon("geo_heads")]
    if not heads or last - first < 2:
        return None
    if (
        words[first].text in lexicon("given_names")
        and last - first == 2
        and words[last - 1].text in _SURNAME_LIKE
    ):
        return None if weigh(first, last) <= 0 else EntityName(first, last, "FACILITY")
    if heads == [first]:
        return EntityName(first, min(last, first + 3), "FACILITY")
    known = [i + 1 for i in heads if i > first and weigh(first, i + 1) > 0]
    return EntityName(first, known[-1] if known else heads[-1] + 1, "FACILITY")


def _opened(words: Sequence[Token], first: int, last: int, run_end: int) -> EntityName | None:
    """Match `University of X`, `Ministry of X and Y`: opener, preposition and the capitalised words after it."""
    if last != run_end or words[last - 1].text not in lexicon("org_openers") or last + 1 >= len(words):
        return None
    if words[last].text not in ("of", "for") or words[last].gap != " " or words[last - 1].possessive:
        return None
    end = last + 1
    while end < len(words) and joined(words, end) and end - last < 8:
        following = words[end].text
        linked = (
            following in ("of", "and", "the", "for", "&") and end + 1 < len(words) and joined(words, end + 1)
        )
        if not words[end].capital and not (
            linked and (words[end + 1].capital or words[end + 1].text == "the")
        ):
            break
        end += 1
    while end > last and not words[end - 1].capital:
        end -= 1
    return EntityName(first, end, "ORG") if end > last + 1 else None


def _person(
    words: Sequence[Token], first: int, last: int, *, titled: bool, weigh: Callable[[int, int], float]
) -> EntityName | None:
    end = min(last, first + _LONGEST_NAME)
    if titled and words[first].capital:
        lone_place = end - first == 1 and words[first - 1].text.islower() and weigh(first, end) >= STRONG
        return None if lone_place else EntityName(first, end, "PERSON")
    # A demonym or a country before the name ("Israeli Yoav Gallant") is not part of it.
    for i in range(first, max(first + 1, end - 1)):
        if words[i].text in lexicon("given_names") and end - i >= 2:
            if any(weigh(i, j) >= 1.0 for j in range(i + 2, end + 1)):
                return None
            if weigh(i, i + 1) >= STRONG and weigh(i + 1, i + 2) > 0 and not _speaks(words, end):
                return None
            return EntityName(i, end, "PERSON")
    known = any(weigh(i, j) > 0 for i in range(first, end) for j in range(i + 1, end + 1))
    if (
        2 <= end - first <= 3
        and end == last
        and _speaks(words, last)
        and (not known or weigh(first, first + 1) < 1)
    ):
        return (
            None
            if any(weigh(i, end) >= 1 for i in range(first, end - 1))
            else EntityName(first, end, "PERSON")
        )
    return None


def _speaks(words: Sequence[Token], i: int) -> bool:
    return (
        i < len(words)
        and words[i].gap in (" ", ", ")
        and (
            words[i].text in lexicon("speech_verbs")
            or words[i].text == "who"
            or (words[i].gap == ", " and words[i].text.isdigit())
        )
    )


def _carried(
    words: Sequence[Token],
    runs: Sequence[tuple[int, int]],
    names: Sequence[EntityName],
    weigh: Callable[[int, int], float],
) -> list[EntityName]:
    """Return surnames (and given names) alone of people named in full."""
    surnames = {words[name.last - 1].text for name in names if name.label == "PERSON"}
    taken = {i for name in names for i in range(name.first, name.last)}
    carried = []
    for first, last in runs:
        free = [i for i in range(first, last) if i not in taken]
        if len(free) != 1 or words[free[0]].text not in surnames:
            continue
        i = free[0]
        before = words[i - 1].lower if i else ""
        if last - first == 1 and before in lexicon("locative_prepositions") and weigh(i, i + 1) > 0:
            continue
        carried.append(EntityName(i, i + 1, "PERSON"))
    return carried
