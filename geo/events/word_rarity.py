"""How rare words are in news: inverse document frequencies of stems, 0 to 1."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

LEVELS: Final = 20
"""Steps from the commonest stem to the rarest."""


class WordRarity:
    """Rarity of stems.

    Parameters
    ----------
    stems
        By each level below `LEVELS` the stems that are so rare, with blanks between; all others are the rarest.
    """

    def __init__(self, stems: Mapping[str, str]) -> None:
        self._levels = {each: int(level) / LEVELS for level, words in stems.items() for each in words.split()}

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
        return sum(map(self, stems))

    def cosine(self, one: AbstractSet[str], other: AbstractSet[str]) -> float:
        """Return the cosine of two sets of stems, each weighed by its rarity; 0 where they share none."""
        shared = self._squares(one & other)
        return shared / math.sqrt(self._squares(one) * self._squares(other)) if shared else 0.0

    def _squares(self, stems: Iterable[str]) -> float:
        return sum(self(each) ** 2 for each in stems)
