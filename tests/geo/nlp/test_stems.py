"""Inflected forms of a word have one stem, other words have others."""

import pytest

from geo.nlp.stems import stem


@pytest.mark.parametrize(
    "forms",
    [
        "kill kills killed killing killings", "shoot shot shooting", "body bodies", "use used uses", "die died dies",
        "fire fired firing", "attack Attack attack's attack’s", "stop stopped stopping", "agree agreed agrees",
    ],
    ids=lambda forms: forms.split()[0],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(forms):
    assert len(set(map(stem, forms.split()))) == 1


def test_short_words_and_other_words_stay_apart():
    assert stem("as") == "as"
    assert len(set(map(stem, ("kill", "bill", "red", "read", "boss", "bus", "")))) == 7
