"""The features of pairs of mentions."""

import numpy as np
import pytest

from geo.events.reader.mention_pairs import FEATURES, features, mention
from geo.nlp.tokens import TokenView


def made(text: str, sentence: int = 0):
    tokens = TokenView(text).segments()
    return mention(tokens, 0, len(tokens), sentence)


def test_there_is_a_row_for_each_candidate():
    rows = features(made("he", 2), [made("the minister", 1), made("Ana Vargas")])
    assert rows.shape == (2, FEATURES)
    assert rows.dtype == np.float32
    assert features(made("he"), []).shape == (0, FEATURES)


@pytest.mark.parametrize(
    ("apart", "column"), [(0, 0), (1, 1), (4, 4), (5, 5), (8, 5), (9, 6), (40, 6)], ids=str
)
def test_distances_fall_into_one_bucket(apart, column):
    (row,) = features(made("he", 50), [made("Ana Vargas", 50 - apart)])
    assert row[:7].nonzero()[0].tolist() == [column]


def test_words_in_common_count():
    (same, other) = features(made("the rebel commander"), [made("a rebel"), made("the army")])
    assert same[9] == pytest.approx(0.5)
    assert other[9] == 0


@pytest.mark.parametrize(
    ("first", "second", "agree"), [("he", "him", True), ("he", "she", False), ("they", "their", True)]
)
def test_pronouns_agree_or_do_not(first, second, agree):
    (row,) = features(made(first), [made(second)])
    assert (row[23], row[24]) == (float(agree), float(not agree))
