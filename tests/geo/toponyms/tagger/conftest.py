"""Tokens of texts as the encoder reads them, and what a network might say of them."""

from dataclasses import dataclass

import numpy as np
import pytest

from gazetteer import store
from geo.nlp import name_lookup, sentences
from geo.nlp.encoder import windows
from geo.toponyms.tagger.decoding import Scores


@dataclass
class Tagged:
    """A text, its tokens, what a network says of them, and what the gazetteer knows."""

    text: str
    tokens: object
    scores: Scores
    known: dict

    def span(self, words, at=0):
        """Return the tokens `[first, last)` of words of the text, from an offset on."""
        start = self.text.index(words, at)
        inside = [i for i, token in enumerate(self.tokens) if start <= token.start < start + len(words)]
        return inside[0], inside[-1] + 1


@pytest.fixture(scope="session")
def tagged():
    """Return a function that makes a text with the probabilities of its words.

    `places`, `demonyms`, `people` and `organisations` are words of the text with how likely they are; `literal` words
    are surely locations. Everything else is outside.
    """

    def made(text, *, places=(), demonyms=(), people=(), organisations=(), literal=()):
        words = name_lookup.read_words(text, sentences.split(text))
        known = name_lookup.by_offsets(words, name_lookup.look_up(text, words, store.default()))
        found = Tagged(text, windows.tokens_of(text, known), None, known)
        rows = {name: np.full((len(found.tokens), 5), 0.001) for name in ("places", "names")}
        for row in rows.values():
            row[:, 0] = 0.996
        for name, spans, begin in (
            ("places", places, 1), ("places", demonyms, 3), ("names", people, 1), ("names", organisations, 3),
        ):  # fmt: skip
            for sought, chance in dict(spans).items():
                first, last = found.span(sought)
                for i in range(first, last):
                    rows[name][i] = (1 - chance) / 4
                    rows[name][i, 0] = 1 - chance
                    rows[name][i, begin + (i > first)] = chance
        roles = np.full((len(found.tokens), 3), 0.1)
        roles[:, 1] = 0.8
        for sought in literal:
            first, last = found.span(sought)
            roles[first:last] = (0.8, 0.1, 0.1)
        found.scores = Scores(
            np.log(rows["places"]).astype(np.float32), np.log(rows["names"]).astype(np.float32),
            np.log(roles).astype(np.float32), [(0, len(found.tokens))],
        )  # fmt: skip
        return found

    return made
