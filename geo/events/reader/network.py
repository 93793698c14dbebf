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
        # One trigger at a time: BLAS would start threads for the product of all, which cost more than they save.
        for n, (at, predicate) in enumerate(zip(triggers.tolist(), predicates, strict=True)):
            mixed = predicate + others + self._row("dist", words - at, FARTHEST_WORD)
            mixed += self._row("sent", sentences[words] - sentences[at], FARTHEST_SENTENCE)
            mixed = np.maximum(mixed, 0) + predicate * others
            found[n] = np.exp(log_softmax(self._linear("roles", np.tanh(self._linear("mid", mixed)))))
        return found

    def anaphors(self, states: Floats) -> Floats:
        """Return vectors of heads of noun phrases (phrases, 384) as what refers to another, (phrases, 128)."""
        return self._linear("ana", states)

    def antecedents(self, states: Floats) -> Floats:
        """Return vectors of heads of noun phrases (phrases, 384) as what is referred to, (phrases, 128)."""
        return self._linear("ante", states)

    def links(self, anaphor: Floats, antecedents: Floats, features: Floats) -> Floats:
        """Return the probabilities that an anaphor refers to each of its candidates, and last to none of them."""
        pairs = np.maximum(anaphor[None] + antecedents + self._linear("pf", features), 0)
        none = self._linear("null", np.maximum(anaphor, 0)[None])[:, 0]
        scores = np.concatenate([self._linear("po", pairs)[:, 0], none])
        chances: Floats = np.exp(log_softmax(scores[None]))[0]
        return chances

    def _linear(self, name: str, values: Floats) -> Floats:
        """Apply a linear layer to rows, some at a time.

        OpenBLAS starts threads for larger products, which wait busily afterwards: they cost more than they save.
        """
        weights, bias = self._heads[f"{name}.weight"], self._heads[f"{name}.bias"]
        step = max(1, _MOST_PRODUCTS // weights.size)
        if len(values) <= step:
            return values @ weights.T + bias
        parts = [values[i : i + step] @ weights.T for i in range(0, len(values), step)]
        result: Floats = np.concatenate(parts) + bias
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
