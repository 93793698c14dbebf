"""Repeated sentences of a report: the network reads each once, and its output holds for all.

Else a sentence would be its own context: the copy changes what is made of the words, and an event of the sentence
that stands there once can be lost where it stands there twice.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geo.nlp.encoder.windows import EncoderTokens

    Spans = Sequence[tuple[int, int]]

_LEAST: Final = 4
"""Tokens of a sentence at least: what is shorter ("Advertisement.") takes its sense from where it stands."""


class Distinct:
    """The tokens of a report without the sentences that stood there before, and the way back to all of them.

    Parameters
    ----------
    tokens
        Of the report, in order.
    sentences
        Character offsets of its sentences, in order.

    Attributes
    ----------
    tokens, sentences
        Those that are left.
    """

    def __init__(self, tokens: EncoderTokens, sentences: Spans) -> None:
        self.tokens, self.sentences = tokens, sentences
        self._again = _repeats(tokens, sentences)
        if not self._again:
            return
        source = np.arange(len(tokens))
        for first, last, original in self._again:
            source[first:last] = np.arange(original, original + last - first)
        self._kept = np.flatnonzero(source == np.arange(len(tokens)))
        self._rows = np.searchsorted(self._kept, source)
        again = {tokens[first].start for first, _, _ in self._again}
        self.tokens = tokens.of(self._kept.tolist())
        self.sentences = [
            span
            for span in sentences
            if tokens.starts[min(tokens.beginning_at(span[0]), len(tokens) - 1)] not in again
        ]

    @property
    def rows(self) -> list[int]:
        """For each token of the report, the index of its first occurrence among those that are left."""
        return self._rows.tolist() if self._again else list(range(len(self.tokens)))

    def expanded(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return a row a token of the report; those of a repeated sentence are the rows of its first occurrence."""
        return rows[self._rows] if self._again else rows

    def expanded_ranges(self, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return ranges of the tokens that are left as ranges of all tokens."""
        if not self._again:
            return list(ranges)
        return sorted({*_runs(self._kept, ranges), *_copies(self._again, self._kept, ranges)})


def _repeats(tokens: EncoderTokens, sentences: Spans) -> list[tuple[int, int, int]]:
    """Return the tokens `[first, last)` of each repeated sentence, and the first token of its first occurrence."""
    seen: dict[tuple[str, ...], int] = {}
    again = []
    for start, end in sentences:
        first, last = tokens.beginning_at(start), tokens.beginning_at(end)
        if last - first < _LEAST:
            continue
        original = seen.setdefault(tuple(token.text for token in tokens[first:last]), first)
        if original != first:
            again.append((first, last, original))
    return again


def _runs(kept: NDArray[np.intp], windows: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the windows by the numbers of all tokens, cut where a sentence was left out."""
    for first, last in windows:
        part = kept[first:last]
        for run in np.split(part, np.flatnonzero(np.diff(part) != 1) + 1):
            yield int(run[0]), int(run[-1]) + 1


def _copies(
    repeated: Sequence[tuple[int, int, int]], kept: NDArray[np.intp], windows: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the repeated sentences whose first occurrence was scored, cut as that was."""
    firsts = [first for first, _ in windows]
    for first, last, original in repeated:
        at, end = (int(np.searchsorted(kept, i)) for i in (original, original + last - first))
        for n in range(max(0, bisect_left(firsts, at + 1) - 1), len(windows)):
            low, high = max(at, windows[n][0]), min(end, windows[n][1])
            if windows[n][0] >= end:
                break
            if low < high:
                yield first + low - at, first + high - at
