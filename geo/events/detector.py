"""Event detection: which words are triggers and of which type, by layers on top of the tagger's second.

The tagger encodes a report anyhow; the hidden states of its lower layers are the input of a second, smaller network
that detects triggers (Doddington et al. 2004). It sees meaning where lists of words see spelling:
`geo/model/events/CARD.md` describes its training data and scores.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from geo.nlp import onnx_sessions
from geo.nlp.encoder.network import log_softmax
from geo.plover import ROOTS
from geo.spans import EventWord

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.nlp.encoder.encoding import Encoding
    from geo.nlp.encoder.windows import EncoderToken

LEAST: Final = 0.02
"""Triggers of a lower probability than this are dropped: no later step reads them."""


class Detect(Protocol):
    """Scores of one window: what the tagger's second layer says, shape (1, pieces, 384), to (1, pieces, 17)."""

    def __call__(self, hidden: NDArray[np.float32]) -> NDArray[np.float32]:
        """Run the network."""
        ...


@cache
def bundled() -> Detect:
    """Open the bundled weights, once a process."""
    with resources.as_file(resources.files("geo").joinpath("model/events/detector.onnx")) as path:
        return opened(path)


def opened(path: Path) -> Detect:
    """Open the weights of a file."""
    session = onnx_sessions.session(path)

    def detect(hidden: NDArray[np.float32]) -> NDArray[np.float32]:
        scores: NDArray[np.float32] = session.run(None, {"hidden": hidden})[0]
        return scores

    return detect


def event_words(encoding: Encoding, detect: Detect) -> tuple[EventWord, ...]:
    """Return the words of a report that may tell of an event, sorted by start."""
    found = np.zeros((encoding.size, 1 + len(ROOTS)), dtype=np.float32)
    for window, hidden in encoding.hidden_states():
        found[window.first : window.last] = detect(hidden)[0][window.heads]
    return tuple(words_of(encoding.tokens, encoding.expanded(found)))


def words_of(tokens: Sequence[EncoderToken], scores: NDArray[np.float32]) -> Iterator[EventWord]:
    """Yield the words that may tell of an event.

    Parameters
    ----------
    tokens
        Of a report.
    scores
        Of its tokens, shape (tokens, 17), not normalised.
    """
    chances = np.exp(log_softmax(scores))
    for i in np.flatnonzero(1 - chances[:, 0] >= LEAST).tolist():
        token = tokens[i]
        yield EventWord(start=token.start, end=token.end, chances=tuple(chances[i, 1:].round(4).tolist()))
