"""Runs the bundled weights: windows in, what the three heads say of each token out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from geo.tagger.decode import ROLES, TAGS, log_softmax

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.tagger.windows import Token, Window

INPUTS: Final = ("ids", "shapes", "gaps", "known", "listed")
_SMALL = (0, 4, 5)  # shapes of words in small letters, numbers and signs


class Run(Protocol):
    """Scores of one window: input arrays of shape (1, pieces), output (1, pieces, 13)."""

    def __call__(self, inputs: dict[str, NDArray[np.int64]]) -> NDArray[np.float32]:
        """Run the network."""
        ...


@dataclass(frozen=True, slots=True)
class Scores:
    """Log-probabilities of a report's tokens, one row a token: `places` and `names` (tokens, 5), `roles` (tokens, 3).

    `windows` are the ranges of tokens `[first, last)` that were scored; elsewhere everything is outside.
    """

    places: NDArray[np.float32]
    names: NDArray[np.float32]
    roles: NDArray[np.float32]
    windows: Sequence[tuple[int, int]]


def score(windows: Sequence[Window], tokens: Sequence[Token], run: Run) -> Scores:
    """Score the windows of a report.

    One window at a time: what a sentence gets then depends on its own window alone, not on what is read beside it
    (quantised activations share a scale in a batch), and a window is enough work to keep a core busy. A window without
    a capital and without a name that the gazetteer knows has nothing to find and is left out.
    """
    found = np.zeros((len(tokens), 2 * TAGS + len(ROLES)), dtype=np.float32)
    found[:, (0, TAGS)] = 1000.0  # outside
    scored = []
    for window in windows:
        if all(t.known == 0 and t.shape in _SMALL for t in tokens[window.first : window.last]):
            continue
        inputs = {name: np.array([getattr(window, name)], dtype=np.int64) for name in INPUTS}
        found[window.first : window.last] = run(inputs)[0][window.heads]
        scored.append((window.first, window.last))
    places, names, roles = np.split(found, (TAGS, 2 * TAGS), axis=1)
    return Scores(log_softmax(places), log_softmax(names), log_softmax(roles), scored)


@cache
def bundled() -> Run:
    """Open the bundled weights, once a process.

    One thread: reports are small, and whoever reads many runs several processes.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    with resources.as_file(resources.files("geo").joinpath("model/tagger/tagger.onnx")) as path:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(inputs: dict[str, NDArray[np.int64]]) -> NDArray[np.float32]:
        scores: NDArray[np.float32] = session.run(None, inputs)[0]
        return scores

    return run
