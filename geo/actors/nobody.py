"""Capitalised words that name nobody: "None", "BREAKING", "GMT", "Capt.", "Christmas"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.nlp.words import lexicon
from geo.word_lists import words_in

if TYPE_CHECKING:
    from collections.abc import Sequence


def names_nobody(words: Sequence[str]) -> bool:
    """Return whether none of the words of a name is one that somebody or something that acts has.

    Words of the calendar are not looked at: a person may be called April.

    Examples
    --------
    >>> names_nobody(["Capt"]), names_nobody(["Capt", "Okello"]), names_nobody([])
    (True, False, True)
    """
    return all(len(word) == 1 or word.casefold().rstrip(".") in _words() for word in words)


@cache
def _words() -> frozenset[str]:
    openers = {word.casefold() for word in lexicon("sentence_openers")}
    return words_in("actors/never_actors.txt") | (openers - _PEOPLE)


_PEOPLE = frozenset({"authorities", "officials", "people", "police", "residents", "witnesses", "will"})
"""Openers of sentences that are people or a name."""
