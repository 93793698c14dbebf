"""Capitalised words that are no names of participants: "None", "BREAKING", "GMT", "Capt.", "Christmas"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from geo.nlp.words import lexicon
from geo.word_lists import words_in

if TYPE_CHECKING:
    from collections.abc import Sequence


_INITIALS: Final = re.compile(r"\w|(?:\w\.)+")


def is_non_name(words: Sequence[str]) -> bool:
    """Return whether no word of a supposed name can be part of the name of a participant.

    Words of the calendar are not looked at: a person may be called April.

    Examples
    --------
    >>> is_non_name(["Capt"]), is_non_name(["Capt", "Okello"]), is_non_name([])
    (True, False, True)
    """
    return all(_INITIALS.fullmatch(word) or word.casefold().rstrip(".") in _words() for word in words)


@cache
def _words() -> frozenset[str]:
    openers = {word.casefold() for word in lexicon("sentence_openers")}
    return words_in("actors/non_names.txt") | (openers - _PEOPLE)


_PEOPLE = frozenset({"authorities", "officials", "people", "police", "residents", "witnesses", "will"})
"""Openers of sentences that are people or a name."""
