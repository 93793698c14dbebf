"""Number words of English."""

import pytest
import spacy

from geo import numerals
from geo.events.clauses import read_sentence
from geo.events.triggers import mark


def test_number_words_are_complete():
    assert list(numerals.UNITS.values()) == list(range(1, 20))
    assert list(numerals.TENS.values()) == list(range(20, 100, 10))
    assert list(numerals.ORDINALS.values()) == list(range(1, 32))


def test_words_up_to_a_number_ascend():
    assert numerals.up_to(10) == tuple(numerals.UNITS)[:10]
    assert numerals.up_to(19) == tuple(numerals.UNITS)
    assert numerals.up_to(99) == (*numerals.UNITS, *numerals.TENS)
    assert numerals.up_to(0) == ()


def test_an_indefinite_plural_means_two_of_its_scale_at_least():
    scales = {f"{word}s": value for word, value in numerals.SCALES.items()} | {"tens": 10, "scores": 20}
    assert {word: 2 * scales[word] for word in numerals.INDEFINITE} == dict(numerals.INDEFINITE)


def test_the_tables_cannot_be_changed():
    with pytest.raises(TypeError):
        numerals.UNITS["zero"] = 0


def test_every_number_word_counts_as_a_number_of_a_trigger():
    text = " ".join((*numerals.UNITS, *numerals.TENS))
    (sentence,) = read_sentence(0, spacy.blank("en")(text)[:])
    assert mark(sentence, actors=(), places=(), people=()).positions["@number"] == frozenset(range(27))
