"""Features of pairs of mentions for coreference: how an anaphor and a candidate antecedent look and how far apart.

After the features of mention-ranking models (Lee et al. 2017; Durrett and Klein 2013): distance, the words that both
have in common, and the kinds of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.nlp.tokens import Token

    Integers = NDArray[np.intp]

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
_DISTANCES: Final = np.array([1, 2, 3, 4, 5, 9])
"""Sentences from which on the next bucket of distances begins."""


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
    count = len(candidates)
    zeros = np.zeros(count, dtype=np.intp)
    return features_of_pairs([anaphor, *candidates], zeros, np.arange(1, count + 1), np.arange(count))


def features_of_pairs(
    mentions: Sequence[NounPhrase], anaphors: Integers, candidates: Integers, nearer: Integers
) -> NDArray[np.float32]:
    """Return the features of pairs of mentions, one row a pair, shape (pairs, `FEATURES`).

    Parameters
    ----------
    mentions
        Of a report.
    anaphors, candidates
        The numbers of the two mentions of each pair.
    nearer
        How many candidates are nearer to the anaphor.
    """
    rows = np.zeros((len(anaphors), FEATURES), dtype=np.float32)
    every = np.arange(len(anaphors))
    names: dict[object, int] = {}  # numbers for words, to compare them at once
    columns = np.array(
        [
            (
                each.sentence, each.pronoun, each.capital, each.plural, len(each.words) > 1, max(len(each.content), 1),
                each.words[0] == "the", each.words[0] in ("a", "an"), names.setdefault(each.head, len(names)),
                names.setdefault(each.words, len(names)),
            )
            for each in mentions
        ],
        dtype=np.intp,
    ).T  # fmt: skip
    contents = [each.content for each in mentions]
    ours, theirs = columns[:, anaphors], columns[:, candidates]
    sentence, pronoun, capital, plural, long, size, definite, indefinite, head, words = range(len(columns))
    apart = ours[sentence] - theirs[sentence]
    shared = np.array(
        [len(contents[i] & contents[k]) for i, k in zip(anaphors.tolist(), candidates.tolist(), strict=True)]
    )
    same_pronoun = ours[pronoun] == theirs[pronoun]
    rows[every, np.searchsorted(_DISTANCES, apart, side="right")] = 1
    rows[:, 7] = np.log1p(nearer) / 4
    rows[:, 8] = ours[head] == theirs[head]
    rows[:, 9], rows[:, 10] = shared / ours[size], shared / theirs[size]
    rows[:, 11] = ours[words] == theirs[words]
    rows[every, 12 + ours[pronoun]] = 1
    rows[:, 22] = theirs[pronoun] > 0
    rows[:, 23] = (ours[pronoun] > 0) & same_pronoun
    rows[:, 24] = (ours[pronoun] > 0) & (theirs[pronoun] > 0) & ~same_pronoun
    rows[:, 25], rows[:, 26] = ours[capital], theirs[capital]
    rows[:, 27] = ours[capital] & theirs[capital]
    rows[:, 28] = ours[plural] == theirs[plural]
    rows[:, 29], rows[:, 30] = ours[definite], theirs[indefinite]
    rows[:, 31] = apart == 0
    rows[:, 32], rows[:, 33] = theirs[long], ours[long]
    return rows
