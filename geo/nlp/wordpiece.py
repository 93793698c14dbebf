"""WordPiece: words into the pieces of the encoder's vocabulary.

The vocabulary is BERT's uncased one (30,522 pieces, Apache 2.0); case comes back as a feature (`windows.shape_of`).
"""

from __future__ import annotations

import gzip
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CLS: Final = 101
SEP: Final = 102
UNKNOWN: Final = 100
MASK: Final = 103
MOST: Final = 8
"""Pieces that a word is given at most; noise has words of hundreds."""
_LONGEST = 40  # characters of a word that are looked at


class Vocabulary:
    """Cuts words into pieces; remembers the words it has cut, so that a corpus costs a look-up a word.

    Parameters
    ----------
    pieces
        The vocabulary in the order of its ids; `##` begins a piece that continues a word.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = pieces
        self._ids: Mapping[str, int] = {piece: i for i, piece in enumerate(pieces)}
        self.cut = lru_cache(maxsize=50_000)(self._cut)

    def _cut(self, word: str) -> tuple[int, ...]:
        """Split a word by the longest matching piece first; `[UNK]` where none matches."""
        folded = fold(word)[:_LONGEST]
        found: list[int] = []
        at = 0
        while at < len(folded):
            for end in range(len(folded), at, -1):
                piece = self._ids.get(folded[at:end] if at == 0 else f"##{folded[at:end]}")
                if piece is not None:
                    found.append(piece)
                    at = end
                    break
            else:
                return (UNKNOWN,)
        return tuple(found[:MOST]) or (UNKNOWN,)


def fold(word: str) -> str:
    """Lower a word and strip its accents, as the vocabulary's words were."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


def load() -> Vocabulary:
    """Read the bundled vocabulary."""
    packed = resources.files("geo").joinpath("model/tagger/vocabulary.txt.gz").read_bytes()
    return Vocabulary(gzip.decompress(packed).decode("utf-8").split("\n"))
