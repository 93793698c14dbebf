"""The encoder's weights: pieces of a window in, the last and the second layer's values of each piece out."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from geo.nlp import onnx_sessions

if TYPE_CHECKING:
    from numpy.typing import NDArray

INPUTS: Final = ("ids", "shapes", "gaps", "known", "listed")
HIDDEN: Final = "layers.1.norm_2.out"
"""What the second of the six layers says of each piece: the input of `geo.events.reader`."""
OUTPUTS: Final = 13
"""Scores of a piece: five tags of places, five of people and organisations, three roles."""


class Run(Protocol):
    """Scores of one window: input arrays of shape (1, pieces), outputs (1, pieces, 13) and (1, pieces, 384).

    The second output is what the network's second layer says, for `geo.events.reader`.
    """

    def __call__(
        self, inputs: dict[str, NDArray[np.int64]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Run the network."""
        ...


LAST: Final = "layers.5.norm_2.out"
"""What the last of the layers says of each piece."""
STATES: Final = 384 + 384 + OUTPUTS
"""Values of a piece that `bundled_states` gives."""


@cache
def _session() -> Any:
    weights = resources.files("geo").joinpath("model/tagger/tagger.onnx").read_bytes()
    return onnx_sessions.session(weights + also_output(HIDDEN) + also_output(LAST))


@cache
def bundled_states() -> Run:
    """Open the bundled weights as what gives all that is said of a piece as its hidden state.

    In a row: the second layer, the last layer, the scores; `STATES` values.
    """
    session = _session()

    def run(inputs: dict[str, NDArray[np.int64]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        scores, second, last = session.run(["scores", HIDDEN, LAST], inputs)
        return scores, np.concatenate([second, last, scores], axis=-1)

    return run


@cache
def bundled() -> Run:
    """Open the bundled weights, once a process."""
    session = _session()

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


def log_softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Normalise the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result
