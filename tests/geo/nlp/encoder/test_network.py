"""The encoder's weights: one file, of which a value inside is an output too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from geo.nlp.encoder import network


def inputs(pieces):
    return {name: np.ones((1, pieces), dtype=np.int64) for name in network.INPUTS}


@pytest.mark.parametrize("pieces", [1, 7, 64])
def test_scores_and_hidden_states_of_a_window(pieces):
    scores, hidden = network.bundled()(inputs(pieces))
    assert scores.shape == (1, pieces, network.OUTPUTS)
    assert hidden.shape == (1, pieces, 384)
    assert scores.dtype == hidden.dtype == np.float32
    assert np.isfinite(scores).all()


def test_the_same_window_has_the_same_scores():
    first, second = (network.bundled()(inputs(9)) for _ in range(2))
    assert all((one == other).all() for one, other in zip(first, second, strict=True))


def test_each_input_counts():
    plain = network.bundled()(inputs(9))[0]
    for name in network.INPUTS:
        changed = inputs(9)
        changed[name][0, 4] = 2
        assert (network.bundled()(changed)[0] != plain).any(), name


def test_a_value_that_is_not_in_the_model_is_no_output():
    from importlib import resources

    from geo.nlp import onnx_sessions

    weights = resources.files("geo").joinpath("model/tagger/tagger.onnx").read_bytes()
    with pytest.raises(Exception, match="nowhere"):
        onnx_sessions.session(weights + network.also_output("nowhere"))


@given(arrays.arrays(np.float32, (3, 5), elements=st.floats(-100, 100, width=32)))
def test_log_softmax_is_a_distribution(scores):
    found = network.log_softmax(scores)
    assert (found <= 0).all()
    assert np.exp(found).sum(axis=-1) == pytest.approx(1, abs=1e-4)
    assert network.log_softmax(scores + 7) == pytest.approx(found, abs=1e-4)
