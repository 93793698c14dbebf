"""How English news spells the names of places where Arabic is written: further keys for towns and divisions.

GeoNames has the scholarly romanisation and some others (Al Ḩasakah, Hasaka), a report writes Hassakeh. What romanisers
choose between is small: with or without the article, a final *-a*, *-ah* or *-eh*, *ay*, *ai* or *ei*, *u*, *ou* or
*oo*, *aw*, *au* or *ou*, a consonant once or twice. A spelling becomes a name of the place only where no place of the
world has it as its own, so that no name changes what it means.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gazetteer.build.store_file import Row

_CODES = "AE BH DZ EG EH IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE"
COUNTRIES = frozenset(_CODES.split())
MIN_POPULATION = 10_000
"""Smaller towns have no further spellings: their names are those of people too often."""

_SHORTEST = 5
_ENDINGS = ("iyah", "iyya", "iya", "ieh", "iyeh"), ("ah", "a", "eh")
_CHOICES = ("ay", "ai", "ei"), ("aw", "au", "ou"), ("u", "ou", "oo"), ("i", "e")
_DOUBLE = re.compile(r"(?<=[aeiou])([bdfklmnqrstz])(\1?)(?=[aeiou])")
_DIPHTHONG = re.compile("[aeo][iuwy]|[iu][ae]|oo")
_PEOPLE = """
    ahmad ahmed abdullah ali amina bakr fatima habib hadi hakim hamid hasan hassan husain hussein ibrahim ismail jamal
    karim khalid khalil mahdi mahmud mahmoud mansur mansour mohamed mohammed muhammad muhammed mukhtar musa mustafa
    nasir nasser omar osman othman rahman rashid saleh salem salih salim sayyid sharif sulaiman sulayman suleiman
    tariq umar yusuf zayed zaid
"""
_ORDINARY = frozenset(_PEOPLE.split())
"""Given names and titles, which a report spells in the same many ways."""


def add_spellings(rows: Iterable[Row]) -> None:
    """Add the spellings of the news to the names of towns and divisions where Arabic is written."""
    by_key = {str(row.slug or row.geonameid): row for row in rows}
    places = (
        (key, norm, row.population)
        for key, row in by_key.items()
        if row.country in COUNTRIES
        and (row.kind == "admin1" or (row.kind == "settlement" and row.population >= MIN_POPULATION))
        # What is official sounds like the name: each is a romanisation of its own, and has its own neighbours.
        for norm in sorted({fold(name) for name, kind in row.names if kind == "official"})
    )
    taken = {fold(name) for row in by_key.values() for name, _ in row.names}
    for key, forms in further(places, taken).items():
        by_key[key].names.extend((form, "alternate") for form in forms)


def spellings(norm: str) -> Iterator[str]:
    """Yield other English spellings of a folded name, without the name itself.

    Examples
    --------
    >>> {"hasakeh", "hassakah", "al hasaka"} <= set(spellings("al hasakah"))
    True
    >>> list(spellings("tyre"))
    []
    """
    bare = norm.removeprefix("al ")
    if not norm.isascii() or len(bare) < _SHORTEST:
        return
    found = {
        f"{article}{form}"
        for ending in _with_endings(bare)
        for form in {ending, *_with_choice(ending), *_with_double(ending)}
        for article in ("", "al ")
        if not article or norm != bare
    }
    yield from sorted(form for form in found - {norm} if len(form) >= _SHORTEST and form not in _ORDINARY)


def further(places: Iterable[tuple[str, str, int]], taken: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Choose the spellings that each place gets.

    Parameters
    ----------
    places
        Key, folded name and population of each, in any order.
    taken
        Folded names that any place of the world has.

    Returns
    -------
    mapping
        Spellings by key; where places contend for one, it is the largest's.
    """
    names = set(taken)
    chosen: dict[str, list[str]] = defaultdict(list)
    for key, norm, _ in sorted(places, key=lambda place: (-place[2], place[0])):
        for form in spellings(norm):
            if form not in names:
                names.add(form)
                chosen[key].append(form)
    return {key: tuple(forms) for key, forms in chosen.items()}


def _with_endings(bare: str) -> set[str]:
    for endings in _ENDINGS:
        for ending in sorted(endings, key=len, reverse=True):
            if bare.endswith(ending) and len(bare) > len(ending) + 2:
                return {bare[: -len(ending)] + other for other in endings}
    return {bare}


def _with_choice(form: str) -> Iterator[str]:
    """Change the one vowel of its kind in the name."""
    for choices in _CHOICES:
        for one, other in itertools.permutations(choices, 2):
            if form.count(one) == 1 and not (len(one) == 1 and _DIPHTHONG.search(form)):
                yield form.replace(one, other)


def _with_double(form: str) -> Iterator[str]:
    for found in _DOUBLE.finditer(form):
        letter = found[1] if found[2] else found[1] * 2
        yield form[: found.start()] + letter + form[found.end() :]
