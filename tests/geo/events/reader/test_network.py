"""The reader's weights and the heads that score its states."""

import numpy as np
import pytest

from geo.events.reader import network

RANDOM = np.random.default_rng(15)


@pytest.fixture(scope="module")
def bundled():
    return network.bundled()


@pytest.fixture
def states(bundled):
    hidden = RANDOM.normal(size=(1, 9, 384)).astype(np.float32)
    assert bundled.detect(hidden).shape == (1, 9, 17)
    return bundled.encode(hidden)[0]


def test_roles_of_each_word_are_probabilities(bundled, states):
    triggers, sentences = np.array([1, 4]), np.array([0] * 5 + [1] * 4)
    words = np.array([0, 2, 3, 8])
    roles = bundled.roles(states, triggers, words, sentences)
    assert roles.shape == (2, 4, len(network.ROLES))
    assert roles.sum(-1) == pytest.approx(np.ones((2, 4)), abs=1e-4)
    assert bundled.roles(states, triggers[:1], words[1:2], sentences) == pytest.approx(
        roles[:1, 1:2], abs=1e-5
    )


def test_far_words_are_scored_as_the_farthest(bundled, states):
    near = bundled._row("dist", np.array([network.FARTHEST_WORD]), network.FARTHEST_WORD)
    far = bundled._row("dist", np.array([network.FARTHEST_WORD + 50]), network.FARTHEST_WORD)
    assert (near == far).all()


def test_statuses_are_probabilities(bundled, states):
    assert bundled.statuses(states).sum(-1) == pytest.approx(np.ones(9), abs=1e-4)


def test_links_end_with_none(bundled, states):
    from geo.events.reader.mention_pairs import FEATURES

    anaphors, antecedents = bundled.anaphors(states), bundled.antecedents(states)
    candidates = np.stack(
        [antecedents[[0, 0, 0]], antecedents[[2, 1, 0]]]
    )  # of the second phrase, and the fourth
    allowed = np.array([[True, False, False], [True, True, True]])
    chances = bundled.links(
        anaphors[[1, 3]], candidates, np.zeros((2, 3, FEATURES), dtype=np.float32), allowed
    )
    assert chances.shape == (2, 4)
    assert chances.sum(-1) == pytest.approx(np.ones(2), abs=1e-4)
    assert (chances > 0).tolist() == [[True, False, False, True], [True] * 4]


def test_layers_of_heads_are_what_they_are_without_blocks(bundled):
    for rows in (0, 1, 15, 16, 40):
        values = RANDOM.normal(size=(rows, 128)).astype(np.float32)
        plain = values @ bundled._heads["mid.weight"].T + bundled._heads["mid.bias"]
        assert bundled._linear("mid", values) == pytest.approx(plain, abs=1e-4)


def test_weights_of_a_folder_open(tmp_path):
    from importlib import resources

    folder = resources.files("geo").joinpath("model/events")
    for name in ("detector.onnx", "reader.onnx", "heads.npz"):
        (tmp_path / name).write_bytes(folder.joinpath(name).read_bytes())
    assert network.opened(tmp_path).statuses(np.zeros((1, 384), dtype=np.float32)).shape == (1, 6)
