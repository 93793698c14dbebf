"""Whether a report is about sport, films or books, where teams attack and heroes are killed without any event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.events.ontology import word_class
from geo.plover import roots_with

if TYPE_CHECKING:
    from spacy.tokens import Doc

FIGURATIVE: Final = roots_with("figure")
"""Roots whose everyday words sport and stories use for something else."""

_FEWEST: Final = 3
"""Sentences below which nothing is said of the whole."""
_SHARE: Final = 0.4


def is_play(doc: Doc) -> bool:
    """Return whether a report is about sport or art: two sentences of five, and twice as often as police and courts.

    Examples
    --------
    >>> from geo.language import load
    >>> is_play(load()("The film won. Its director slept. The actor sang. An opera is next."))
    True
    """
    playing, grave = word_class("@sport") | word_class("@culture"), word_class("@grave")
    sentences = played = serious = 0
    # A sentence repeated word for word counts once.
    for sentence in dict.fromkeys(
        tuple(token.lower_ for token in sentence if not token.is_space) for sentence in doc.sents
    ):
        words = set(sentence)
        sentences += 1
        played += not playing.isdisjoint(words)
        serious += not grave.isdisjoint(words)
    return sentences >= _FEWEST and played >= _SHARE * sentences and played > 2 * serious
