"""The reader's weights: two sets of layers upon the tagger's second layer, and the heads that score states.

One set detects triggers, the other reads arguments: trained together, triggers lost four points of F1. The layers run
in onnxruntime with eight-bit weights; the heads are a few small matrices, kept in 16 bits and multiplied by numpy.
`geo/model/events/CARD.md` describes the training data and the scores.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.nlp import onnx_sessions
from geo.nlp.encoder.network import log_softmax

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.intp]
    Layers = Callable[[Floats], Floats]

ROLES: Final = ("none", "actor", "recipient", "place", "destination", "origin", "time")
STATUSES: Final = ("actual", "historical", "future", "hypothetical", "negated", "none")
_MOST_PRODUCTS: Final = 262_144
"""Products up to which OpenBLAS stays in one thread (`interface/gemm.c`)."""
_PAIRS: Final = 1024
"""Pairs of a trigger and a word that are scored at once."""
OUTSIDE, BEGINS, INSIDE = range(3)
"""Classes of a word: outside of noun phrases, the first word of one, a later one."""
FARTHEST_WORD: Final = 48
FARTHEST_SENTENCE: Final = 3


class Network:
    """Scores of the words of a window.

    Parameters
    ----------
    detect
        From the tagger's second layer (1, pieces, 384) to the scores of triggers (1, pieces, 17), not normalised.
    encode
        From the same to the states (1, pieces, 384) from which the heads score arguments.
    heads
        Weights by name, as `training.reader` writes them: each layer has `.weight` (outputs, inputs) and `.bias`.
    """

    def __init__(self, detect: Layers, encode: Layers, heads: Mapping[str, NDArray[Any]]) -> None:
        self.detect, self.encode = detect, encode
        self._heads = {name: np.asarray(values, dtype=np.float32) for name, values in heads.items()}

    def with_detector(self, detect: Layers) -> Network:
        """Return the network with another detector of triggers."""
        return Network(detect, self.encode, self._heads)

    def phrase_classes(self, states: Floats) -> NDArray[np.intp]:
        """Return for each word (words, 384) whether it is outside of, begins or is inside a noun phrase."""
        classes: Integers = self._linear("np", states).argmax(-1)
        return classes

    def statuses(self, states: Floats) -> Floats:
        """Return the probabilities of `STATUSES` for triggers (triggers, 384)."""
        return np.exp(log_softmax(self._linear("status", states)))

    def roles(self, states: Floats, triggers: Integers, words: Integers, sentences: Integers) -> Floats:
        """Return the probabilities of `ROLES` of some words for each trigger, shape (triggers, words, 7).

        Parameters
        ----------
        states
            Of all words of a window, shape (words of the window, 384).
        triggers, words
            Which of them are triggers, and which may take part.
        sentences
            The number of each word's sentence.
        """
        predicates, others = self._linear("pred", states[triggers]), self._linear("word", states[words])
        found = np.empty((len(triggers), len(words), len(ROLES)), dtype=np.float32)
        step = max(1, _PAIRS // max(1, len(words)))  # what stays in the processor's cache
        for some in (slice(i, i + step) for i in range(0, len(triggers), step)):
            at = triggers[some, None]
            mixed = predicates[some, None] + others
            mixed += self._row("dist", words - at, FARTHEST_WORD)
            mixed += self._row("sent", sentences[words] - sentences[at], FARTHEST_SENTENCE)
            np.maximum(mixed, 0, out=mixed)
            mixed += predicates[some, None] * others
            middle = self._linear("mid", mixed.reshape(-1, mixed.shape[-1]))
            scores = self._linear("roles", np.tanh(middle, out=middle))
            found[some] = np.exp(log_softmax(scores)).reshape(found[some].shape)
        return found

    def anaphors(self, states: Floats) -> Floats:
        """Return vectors of heads of noun phrases (phrases, 384) as what refers to another, (phrases, 128)."""
        return self._linear("ana", states)

    def antecedents(self, states: Floats) -> Floats:
        """Return vectors of heads of noun phrases (phrases, 384) as what is referred to, (phrases, 128)."""
        return self._linear("ante", states)

    def links(
        self, anaphors: Floats, antecedents: Floats, features: Floats, allowed: NDArray[np.bool_]
    ) -> Floats:
        """Return the probabilities that anaphors refer to each of their candidates, and last to none of them.

        Parameters
        ----------
        anaphors, antecedents, features
            Vectors of the anaphors, (anaphors, 128), of the candidates of each, (anaphors, candidates, 128), and what
            `geo.events.reader.mention_pairs` says of each pair.
        allowed
            Which candidates there are, (anaphors, candidates).

        Returns
        -------
        numpy.ndarray
            Shape (anaphors, candidates + 1).
        """
        pairs = self._linear("pf", features.reshape(-1, features.shape[-1])).reshape(antecedents.shape)
        pairs += antecedents
        pairs += anaphors[:, None]
        np.maximum(pairs, 0, out=pairs)
        scores = self._linear("po", pairs.reshape(-1, pairs.shape[-1])).reshape(allowed.shape)
        none = self._linear("null", np.maximum(anaphors, 0))
        found: Floats = np.concatenate([np.where(allowed, scores, -np.inf), none], axis=1)
        return np.exp(log_softmax(found))

    def _linear(self, name: str, values: Floats) -> Floats:
        """Apply a linear layer to rows, in blocks.

        OpenBLAS starts threads for larger products, which wait busily afterwards: they cost more than they save. NumPy
        multiplies a stack of blocks one by one.
        """
        weights, bias = self._heads[f"{name}.weight"], self._heads[f"{name}.bias"]
        step = max(1, _MOST_PRODUCTS // weights.size)
        whole = len(values) - len(values) % step
        result = np.empty((len(values), len(weights)), dtype=np.float32)
        if whole:
            blocks = values[:whole].reshape(-1, step, values.shape[-1])
            np.matmul(blocks, weights.T, out=result[:whole].reshape(-1, step, len(weights)))
        if whole < len(values):
            np.matmul(values[whole:], weights.T, out=result[whole:])
        result += bias
        return result

    def _row(self, name: str, steps: Integers, most: int) -> Floats:
        rows: Floats = self._heads[f"{name}.weight"][steps.clip(-most, most) + most]
        return rows


@cache
def bundled() -> Network:
    """Open the bundled weights, once a process."""
    with resources.as_file(resources.files("geo").joinpath("model/events")) as folder:
        return opened(folder)


def opened(folder: Path) -> Network:
    """Open the weights of a folder, as `training.detector` and `training.reader` write them."""
    with np.load(folder / "heads.npz") as heads:
        return Network(layers(folder / "detector.onnx"), layers(folder / "reader.onnx"), dict(heads))


def layers(model: bytes | Path) -> Layers:
    """Open an ONNX model of one input, `hidden`, and one output."""
    session = onnx_sessions.session(model)

    def run(hidden: Floats) -> Floats:
        values: Floats = session.run(None, {"hidden": hidden})[0]
        return values

    return run
