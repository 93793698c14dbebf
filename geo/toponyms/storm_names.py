"""Names of storms and of wildfires, which are no places: Hurricane Florence, Cyclone Gombe, the Dixie Fire.

A storm's name stands behind its kind; alone elsewhere in the report it is the storm too ("Florence weakened"), unless
the words around it are those of a place ("in Florence", "Florence, South Carolina"). A wildfire's name stands before
"Fire".
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from geo.dates.calendar_words import MONTH_NAMES, WEEKDAYS
from geo.nlp.words import joined, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.nlp.name_lookup import Lookup
    from geo.nlp.tokens import Token
    from geo.spans import NamedSpan, Toponym

_CALENDAR: Final = frozenset(name.capitalize() for name in (*WEEKDAYS, *MONTH_NAMES)) - {"May"}
"""Capitalised words behind "storm" that are no name: "the storm Friday"."""
_FIRE_WORDS: Final = 3
"""Words of a wildfire's name before "Fire": the North Complex Fire."""


def without_storms(
    toponyms: list[Toponym], names: list[NamedSpan], words: Sequence[Token], lookup: Lookup
) -> tuple[list[Toponym], list[NamedSpan]]:
    """Drop toponyms and people that are the names of storms and wildfires.

    Parameters
    ----------
    toponyms, names
        What was recognised, each sorted by start.
    words
        Of the report.
    lookup
        The runs of words that the gazetteer knows.
    """
    spans = [(words[first].start, words[last - 1].end) for first, last in _named(words, lookup)]
    if not spans:
        return toponyms, names
    inside = [name for name in names if not _meets(name, spans)]
    return [each for each in toponyms if not _meets(each, spans)], inside


def _meets(item: Toponym | NamedSpan, spans: Sequence[tuple[int, int]]) -> bool:
    at = (
        bisect_left(spans, item.end, key=lambda span: span[0]) - 1
    )  # the last that begins before the item ends
    return at >= 0 and spans[at][1] > item.start


def _named(words: Sequence[Token], lookup: Lookup) -> Iterator[tuple[int, int]]:
    """Yield the names of storms and fires as ranges of words, in order."""
    storms = {i for i in range(1, len(words)) if _is_storm(words, i)}
    called = {words[i].text for i in storms}
    containers = _containers(lookup)
    for i, word in enumerate(words):
        if i in storms:
            yield i - 1, i + 1
        elif word.text in called and not _is_place(words, i, containers):
            yield i, i + 1
        elif word.text == "Fire" and (first := _fire(words, i)) < i:
            yield first, i + 1


def _is_storm(words: Sequence[Token], i: int) -> bool:
    """Return whether a word names the storm whose kind is right before it."""
    word, head = words[i], words[i - 1]
    if not word.capital or word.gap != " " or head.lower not in lexicon("storm_heads") or head.possessive:
        return False
    if head.lower == "depression" and not (i > 1 and words[i - 2].lower == "tropical"):
        return False
    if word.text in _CALENDAR or not word.text.isalpha():
        return False
    return not any(
        word.text in lexicon(heads) for heads in ("org_heads", "facility_heads", "geo_heads", "site_heads")
    )


def _is_place(words: Sequence[Token], i: int, containers: Mapping[int, bool]) -> bool:
    """Return whether a word that is a storm's name elsewhere is a place here."""
    before = words[i - 1] if i else None
    if before is not None and before.lower in lexicon("locative_prepositions") and words[i].gap == " ":
        return not words[i].possessive  # "in Florence", but "in Florence's path"
    if before is not None and before.lower == "of" and i > 1 and words[i - 2].lower in lexicon("geo_nouns"):
        return True
    after = words[i + 1] if i + 1 < len(words) else None
    if after is None:
        return False
    return (after.gap == ", " and containers.get(i + 1, False)) or (
        after.gap == " " and after.text in lexicon("geo_nouns")
    )


def _containers(lookup: Lookup) -> dict[int, bool]:
    """Return for the first words of known names whether they are of a country or a division."""
    kinds = ("country", "admin1", "region")
    found: dict[int, bool] = {}
    for (first, _), matches in lookup.items():
        found[first] = found.get(first, False) or any(match.place.kind in kinds for match in matches[:1])
    return found


def _fire(words: Sequence[Token], at: int) -> int:
    """Return the first word of a wildfire's name that ends in "Fire" at `at`; `at` itself for none."""
    if (
        at + 1 < len(words)
        and joined(words, at + 1)
        and (words[at + 1].capital or words[at + 1].lower == "of")
    ):
        return at  # "the Paris Fire Brigade", "the Great Fire of London"
    first = at
    while first > 0 and at - first < _FIRE_WORDS and joined(words, first) and words[first - 1].capital:
        if words[first - 1].lower == "the":
            break
        first -= 1
    article = first > 0 and words[first - 1].lower == "the"
    return first if article else at
