"""Texts as other media write them, with the offsets of the copy."""

import random

import pytest

from training.text_noise import written_as

TEXT = "Two men were shot dead in Saint-Étienne on 3 May; police in Lyon held a suspect. " * 20


@pytest.mark.parametrize(
    ("kind", "change"), [("lower", str.lower), ("upper", str.upper)], ids=["lower", "upper"]
)
def test_other_letters_at_the_same_offsets(kind, change):
    copy, at = written_as(TEXT, kind, random.Random(1))
    assert copy == change(TEXT)
    assert [at(i) for i in range(0, len(TEXT), 50)] == list(range(0, len(TEXT), 50))


def test_a_letter_that_is_two_in_capitals_stays():
    assert written_as("Straße", "upper", random.Random(1))[0] == "STRAßE"


def test_offsets_of_misread_text_move_with_the_letters():
    copy, at = written_as(TEXT, "ocr", random.Random(3))
    assert at(0) == 0
    assert at(len(TEXT)) == len(copy)
    offsets = [at(i) for i in range(len(TEXT) + 1)]
    assert offsets == sorted(offsets)
    start = TEXT.index("Lyon")
    same = sum(copy[at(i) : at(i + 1)] == TEXT[i] for i in range(len(TEXT)))
    assert 0.9 < same / len(TEXT) < 0.99
    assert len(copy[at(start) : at(start + 4)]) in range(2, 8)


def test_misread_words_can_keep_their_number():
    copy, _ = written_as(TEXT, "ocr", random.Random(3), rate=0.3, whole_words=True)
    assert len(copy.split(" ")) == len(TEXT.split(" "))
    assert copy != TEXT
