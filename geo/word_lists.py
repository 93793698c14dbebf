"""Word lists in data files, each read once a process.

A list is a text file with one word a line. Lists that share words are columns of one table instead: a CSV file whose
column `lists` names, for each word, the lists that hold it. Lines that begin with `#` are comments.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def lines_in(path: str) -> list[str]:
    """Return the lines of a file in the package `geo`, without comments, empty lines and white space around.

    >>> lines_in("nlp/lexicons/storm_heads.txt")[:2]
    ['cyclone', 'depression']
    """
    text = files("geo").joinpath(path).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words_in(path: str) -> frozenset[str]:
    """Return the words of a list, by its path in the package `geo`."""
    return frozenset(lines_in(path))


@cache
def lists_in(path: str) -> Mapping[str, frozenset[str]]:
    """Return the lists of a table, by its path in the package `geo`.

    >>> sorted(lists_in("nlp/lexicons/prepositions.csv"))[:2]
    ['at_words', 'directive_prepositions']
    """
    found: dict[str, set[str]] = {}
    for line in lines_in(path)[1:]:
        word, lists = line.split(",")
        for name in lists.split():
            found.setdefault(name, set()).add(word)
    return MappingProxyType({name: frozenset(words) for name, words in found.items()})
