"""How rare words are in news: inverse document frequencies of stems, 0 to 1."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LEVELS: Final = 20
"""Steps from the commonest stem to the rarest."""
_SETS: Final = 20_000
"""Sets whose weight is kept: one is compared with many."""


class WordRarity:
    """Rarity of stems.

    Parameters
    ----------
    stems
        By each level below `LEVELS` the stems that are so rare, with blanks between; all others are the rarest.
    """

    def __init__(self, stems: Mapping[str, str]) -> None:
        self._levels = {each: int(level) / LEVELS for level, words in stems.items() for each in words.split()}
        self._squared = {each: level**2 for each, level in self._levels.items()}
        self._squares_of_set = lru_cache(maxsize=_SETS)(self._squares)
        self.weight = lru_cache(maxsize=_SETS)(self.sum)

    def __call__(self, stem: str) -> float:
        """Return how rare a stem is, 0 to 1.

        Examples
        --------
        >>> WordRarity({"1": "the of"})("the"), WordRarity({})("the")
        (0.05, 1.0)
        """
        return self._levels.get(stem, 1.0)

    def sum(self, stems: Iterable[str]) -> float:
        """Return the summed rarity of some stems."""
        known = self._levels.get
        return sum([known(each, 1.0) for each in stems])

    def cosine(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return the cosine of two sets of stems, each weighed by its rarity; 0 where they share none."""
        shared = self._squares(one & other)
        squares = self._squares_of_set
        return shared / math.sqrt(squares(one) * squares(other)) if shared else 0.0

    def _squares(self, stems: Iterable[str]) -> float:
        known = self._squared.get
        return sum([known(each, 1.0) for each in stems])
