"""Words into pieces: longest first, without accents and case, bounded for noise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.nlp import wordpiece

WORDS = ["[UNK]", "un", "##aff", "##able", "a", "##a", "mali", "##an", "zurich"]


@pytest.fixture(scope="module")
def vocabulary():
    return wordpiece.Vocabulary(WORDS)


def spelled(vocabulary, word):
    return [WORDS[i] if i < len(WORDS) else "?" for i in vocabulary.cut(word)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("unaffable", ["un", "##aff", "##able"]),
        ("Malian", ["mali", "##an"]),
        ("Zürich", ["zurich"]),
        ("ZÜRICH", ["zurich"]),
        ("aaa", ["a", "##a", "##a"]),
    ],
)
def test_longest_pieces_first(vocabulary, word, expected):
    assert spelled(vocabulary, word) == expected


def test_a_word_with_an_unknown_part_is_unknown_as_a_whole(vocabulary):
    assert vocabulary.cut("unq") == (wordpiece.UNKNOWN,)


def test_noise_is_cut_short(vocabulary):
    assert len(vocabulary.cut("a" * 5000)) == wordpiece.MOST


def test_the_bundled_vocabulary_is_berts():
    bundled = wordpiece.load()
    assert bundled.cut("jerusalem") == bundled.cut("JERUSALEM")
    assert len(bundled.cut("jerusalem")) == 1
    assert len(bundled.cut("Nabatieh")) > 1


@given(st.text(min_size=1, max_size=60))
def test_every_word_has_pieces(word):
    cut = wordpiece.Vocabulary(WORDS).cut(word)
    assert 1 <= len(cut) <= wordpiece.MOST
