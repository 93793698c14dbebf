"""From scores a token to spans: the best sequence of begin, inside and outside in each window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.nlp.encoder.network import log_softmax

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geo.nlp.encoder.encoding import Encoding

PLACE_LABELS: Final = ("PLACE", "DEMONYM")
NAME_LABELS: Final = ("PERSON", "ORG")
ROLES: Final = ("literal", "metonymic", "embedded")
TAGS: Final = 5
"""Tags of a head: outside, begin and inside of the first label, begin and inside of the second."""
_NEVER = -1e4
_OUTSIDE = 1000.0


@dataclass(frozen=True, slots=True)
class Scores:
    """Log-probabilities of a report's tokens, one row a token: `places` and `names` (tokens, 5), `roles` (tokens, 3).

    `windows` are the ranges of tokens `[first, last)` that were scored, in which names are read; elsewhere everything
    is outside.
    """

    places: NDArray[np.float32]
    names: NDArray[np.float32]
    roles: NDArray[np.float32]
    windows: Sequence[tuple[int, int]]


def scores_of(encoding: Encoding) -> Scores:
    """Return the log-probabilities of the encoder's scores."""
    found, ranges = encoding.scores()
    read = np.zeros(len(found), dtype=bool)
    for first, last in ranges:
        read[first:last] = True
    logits = found.copy()
    for tag in (0, TAGS):
        logits[~read, tag] = _OUTSIDE
    places, names, roles = np.split(logits, (TAGS, 2 * TAGS), axis=1)
    return Scores(log_softmax(places), log_softmax(names), log_softmax(roles), ranges)


def best_tags(scores: NDArray[np.float32]) -> list[int]:
    """Return the best tags in which an inside follows its own begin or inside (Viterbi 1967).

    Parameters
    ----------
    scores
        Log-probabilities, shape (tokens, `TAGS`).
    """
    tags: list[int] = scores.argmax(axis=1).tolist()
    if all(tag not in (2, 4) or (i > 0 and tags[i - 1] in (tag, tag - 1)) for i, tag in enumerate(tags)):
        return tags
    total = scores[0] + np.array([0, 0, _NEVER, 0, _NEVER], dtype=np.float32)
    back: list[NDArray[np.intp]] = []
    for row in scores[1:]:
        paths = total[:, None] + _TRANSITIONS
        best = paths.argmax(axis=0)
        back.append(best)
        total = paths[best, np.arange(TAGS)] + row
    tag = int(total.argmax())
    tags = [tag]
    for best in reversed(back):
        tag = int(best[tag])
        tags.append(tag)
    return tags[::-1]


def spans_of(tags: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (first, last, label) of each run, `last` exclusive, `label` 0 or 1."""
    i = 0
    while i < len(tags):
        if tags[i] not in (1, 3):
            i += 1
            continue
        end = i + 1
        while end < len(tags) and tags[end] == tags[i] + 1:
            end += 1
        yield i, end, (tags[i] - 1) // 2
        i = end


def _transitions() -> NDArray[np.float32]:
    table = np.zeros((TAGS, TAGS), dtype=np.float32)
    for begin in (1, 3):
        table[:, begin + 1] = _NEVER
        table[[begin, begin + 1], begin + 1] = 0
    return table


_TRANSITIONS: Final = _transitions()
