"""Features of pairs of mentions for coreference: how an anaphor and a candidate antecedent look and how far apart.

After the features of mention-ranking models (Lee et al. 2017; Durrett and Klein 2013): distance, the words that both
have in common, and the kinds of both.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.nlp.tokens import Token

CANDIDATES: Final = 50
"""Mentions before an anaphor that are candidates for its antecedent."""
FEATURES: Final = 34
_PRONOUNS: Final = {
    word: number
    for number, words in enumerate(
        (
            "he him his himself", "she her hers herself", "it its itself", "they them their themselves", "i me my",
            "we us our", "you your", "who which that", "this these those",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_EMPTY: Final = frozenset({"the", "a", "of", "'", "s", "and"})
_FAR: Final = (5, 9)
"""Sentences from which on a distance is far, and very far."""


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase: its tokens `[first, last)` of the report, its words and the number of its sentence.

    Attributes
    ----------
    content
        Its words without articles and the like.
    pronoun
        Which kind of pronoun it is, 0 for none.
    capital, plural
        Whether its last word has a capital, and looks like a plural.
    """

    first: int
    last: int
    words: tuple[str, ...]
    sentence: int
    content: frozenset[str]
    pronoun: int
    capital: bool
    plural: bool

    @property
    def head(self) -> str:
        """Its last word, folded."""
        return self.words[-1]


def mention(tokens: Sequence[Token], first: int, last: int, sentence: int) -> NounPhrase:
    """Return tokens `[first, last)` as a mention."""
    words = tuple(token.lower for token in tokens[first:last])
    head = words[-1]
    return NounPhrase(
        first,
        last,
        words,
        sentence,
        content=frozenset(words) - _EMPTY,
        pronoun=_PRONOUNS.get(head, 0) if len(words) == 1 else 0,
        capital=tokens[last - 1].text[:1].isupper(),
        plural=head.endswith("s") and not head.endswith("ss"),
    )


def features(anaphor: NounPhrase, candidates: Sequence[NounPhrase]) -> NDArray[np.float32]:
    """Return the features of an anaphor with each candidate, the nearest first; shape (candidates, `FEATURES`)."""
    rows = np.zeros((len(candidates), FEATURES), dtype=np.float32)
    ours = anaphor.content
    for k, other in enumerate(candidates):
        row = rows[k]
        apart = anaphor.sentence - other.sentence
        row[_bucket(apart)] = 1
        row[7] = math.log1p(k) / 4
        theirs = other.content
        shared = len(ours & theirs)
        row[8] = anaphor.head == other.head
        row[9], row[10] = shared / max(len(ours), 1), shared / max(len(theirs), 1)
        row[11] = anaphor.words == other.words
        row[12 + anaphor.pronoun] = 1
        pronouns = bool(anaphor.pronoun), bool(other.pronoun)
        row[22] = pronouns[1]
        row[23] = pronouns[0] and anaphor.pronoun == other.pronoun
        row[24] = all(pronouns) and anaphor.pronoun != other.pronoun
        row[25], row[26] = anaphor.capital, other.capital
        row[27] = anaphor.capital and other.capital
        row[28] = anaphor.plural == other.plural
        row[29], row[30] = anaphor.words[0] == "the", other.words[0] in ("a", "an")
        row[31] = apart == 0
        row[32], row[33] = len(other.words) > 1, len(anaphor.words) > 1
    return rows


def _bucket(apart: int) -> int:
    if apart < _FAR[0]:
        return min(max(apart, 0), 4)
    return 5 if apart < _FAR[1] else 6
