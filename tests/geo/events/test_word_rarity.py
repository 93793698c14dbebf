"""Rare words weigh more than common ones, and unknown ones most."""

import pytest

from geo.events.word_rarity import LEVELS, WordRarity

RARITY = WordRarity({"0": "the", str(LEVELS // 2): "army town"})


def test_what_is_in_no_level_is_the_rarest():
    assert [RARITY(word) for word in ("the", "army", "Qasr")] == [0.0, 0.5, 1.0]
    assert RARITY.sum(("the", "army", "Qasr")) == 1.5


def test_the_cosine_is_one_of_the_same_words_and_nothing_of_none():
    assert RARITY.cosine(frozenset({"army", "Qasr"}), frozenset({"Qasr", "army"})) == pytest.approx(1)
    assert (
        RARITY.cosine(frozenset({"the"}), frozenset({"the"}))
        == RARITY.cosine(frozenset(), frozenset({"army"}))
        == 0
    )
    rare = RARITY.cosine(frozenset({"Qasr", "army"}), frozenset({"Qasr", "town"}))
    assert rare > RARITY.cosine(frozenset({"Qasr", "army"}), frozenset({"Deir", "army"})) > 0
