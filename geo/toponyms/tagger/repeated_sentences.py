"""Sentences that a report tells again, word for word: the network reads each once, and what it says holds for all.

Else a sentence would be its own context: the copy changes what is made of the words, and an event of the sentence
that stands there once can be lost where it stands there twice.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.toponyms.tagger.network import Scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from geo.toponyms.tagger.windows import Token

    Spans = Sequence[tuple[int, int]]

_LEAST: Final = 4
"""Tokens of a sentence at least: what is shorter ("Advertisement.") takes its sense from where it stands."""


def score_once(
    tokens: Sequence[Token], sentences: Spans, score: Callable[[Sequence[Token], Spans], Scores]
) -> Scores:
    """Score the tokens of a report, each sentence once.

    Parameters
    ----------
    tokens
        Of the report, in order.
    sentences
        Character offsets of its sentences, in order.
    score
        Scores some tokens and their sentences; it is called once.
    """
    told = _told_again(tokens, sentences)
    if not told:
        return score(tokens, sentences)
    source = np.arange(len(tokens))
    for first, last, original in told:
        source[first:last] = np.arange(original, original + last - first)
    kept = np.flatnonzero(source == np.arange(len(tokens)))
    again = {tokens[first].start for first, _, _ in told}
    starts = [token.start for token in tokens]
    once = score(
        [tokens[i] for i in kept.tolist()],
        [
            span
            for span in sentences
            if starts[min(bisect_left(starts, span[0]), len(starts) - 1)] not in again
        ],
    )
    rows = np.searchsorted(kept, source)
    windows = sorted({*_runs(kept, once.windows), *_copies(told, kept, once.windows)})
    events = None if once.events is None else once.events[rows]
    return Scores(once.places[rows], once.names[rows], once.roles[rows], windows, events)


def _told_again(tokens: Sequence[Token], sentences: Spans) -> list[tuple[int, int, int]]:
    """Return the tokens `[first, last)` of each sentence that was told before, and the first token of that telling."""
    starts = [token.start for token in tokens]
    seen: dict[tuple[str, ...], int] = {}
    again = []
    for start, end in sentences:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
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
    told: Sequence[tuple[int, int, int]], kept: NDArray[np.intp], windows: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the sentences told again of which the first telling was scored, cut as that was."""
    firsts = [first for first, _ in windows]
    for first, last, original in told:
        at, end = (int(np.searchsorted(kept, i)) for i in (original, original + last - first))
        for n in range(max(0, bisect_left(firsts, at + 1) - 1), len(windows)):
            low, high = max(at, windows[n][0]), min(end, windows[n][1])
            if windows[n][0] >= end:
                break
            if low < high:
                yield first + low - at, first + high - at
