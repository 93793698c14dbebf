"""Runs the bundled weights: windows in, what the three heads say of each token out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from geo.nlp import onnx_sessions
from geo.toponyms.tagger.decoding import ROLES, TAGS, log_softmax

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.events.detector import Detect
    from geo.toponyms.tagger.windows import Token, Window

INPUTS: Final = ("ids", "shapes", "gaps", "known", "listed")
HIDDEN: Final = "layers.1.norm_2.out"
"""What the second of the six layers says of each piece: the input of `geo.events.detector`."""
_EVENTS: Final = 17
_SMALL = (0, 4, 5)  # shapes of words in small letters, numbers and signs


class Run(Protocol):
    """Scores of one window: input arrays of shape (1, pieces), outputs (1, pieces, 13) and (1, pieces, 384).

    The second output is what the network's second layer says, for `geo.events.detector`.
    """

    def __call__(
        self, inputs: dict[str, NDArray[np.int64]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Run the network."""
        ...


@dataclass(frozen=True, slots=True)
class Scores:
    """Log-probabilities of a report's tokens, one row a token: `places` and `names` (tokens, 5), `roles` (tokens, 3).

    `windows` are the ranges of tokens `[first, last)` that were scored, in which names are read; elsewhere everything
    is outside. `events` are the detector's scores, shape (tokens, 17), not normalised; `None` where it was not asked.
    """

    places: NDArray[np.float32]
    names: NDArray[np.float32]
    roles: NDArray[np.float32]
    windows: Sequence[tuple[int, int]]
    events: NDArray[np.float32] | None = None


def score(
    windows: Sequence[Window], tokens: Sequence[Token], run: Run, detect: Detect | None = None
) -> Scores:
    """Score the windows of a report.

    One window at a time: what a sentence gets then depends on its own window alone, not on what is read beside it
    (quantised activations share a scale in a batch), and a window is enough work to keep a core busy. A window without
    a capital and without a name that the gazetteer knows holds no name: there only events are looked for, by `detect`.
    """
    found = np.zeros((len(tokens), 2 * TAGS + len(ROLES)), dtype=np.float32)
    found[:, (0, TAGS)] = 1000.0  # outside
    events = np.zeros((len(tokens), _EVENTS), dtype=np.float32) if detect is not None else None
    scored = []
    for window in windows:
        nameless = all(t.known == 0 and t.shape in _SMALL for t in tokens[window.first : window.last])
        if nameless and detect is None:
            continue
        inputs = {name: np.array([getattr(window, name)], dtype=np.int64) for name in INPUTS}
        scores, hidden = run(inputs)
        if events is not None and detect is not None:
            events[window.first : window.last] = detect(hidden)[0][window.heads]
        if not nameless:
            found[window.first : window.last] = scores[0][window.heads]
            scored.append((window.first, window.last))
    places, names, roles = np.split(found, (TAGS, 2 * TAGS), axis=1)
    return Scores(log_softmax(places), log_softmax(names), log_softmax(roles), scored, events)


@cache
def bundled() -> Run:
    """Open the bundled weights, once a process."""
    weights = resources.files("geo").joinpath("model/tagger/tagger.onnx").read_bytes()
    session = onnx_sessions.session(weights + also_output(HIDDEN))

    def run(inputs: dict[str, NDArray[np.int64]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        scores, hidden = session.run(["scores", HIDDEN], inputs)
        return scores, hidden

    return run


def also_output(name: str) -> bytes:
    """Return the bytes that make a value inside an ONNX model one of its outputs when appended to the model's own.

    ONNX files are protocol buffers, in which what stands twice is merged: a second graph that has nothing but an output
    adds that output to the first. So the weights stay as they were trained, in one file, and are not written twice.
    Field numbers after onnx.proto: ModelProto.graph 7, GraphProto.output 12; of types, 1 is a 32-bit float.
    """
    return onnx_sessions.field(7, onnx_sessions.field(12, onnx_sessions.value(name, 1)))
