"""Words with a capital that name nobody."""

import pytest

from geo.actors.non_names import is_non_name
from geo.word_lists import words_in


@pytest.mark.parametrize(
    "name",
    [
        "None",
        "BREAKING",
        "GMT",
        "Capt.",
        "Lt Gen",
        "Christmas",
        "Meanwhile",
        "P A",
        "P.A.",
        "Others",
        "NAFTA",
        "Inc",
    ],
)
def test_nobody(name):
    assert is_non_name(name.split())


@pytest.mark.parametrize("name", ["Okello", "Capt. Okello", "April", "Will", "Stevens Inc", "NATO", "Police"])
def test_somebody(name):
    assert not is_non_name(name.split())


def test_the_list_is_in_lower_case_and_sorted_nowhere_twice():
    assert all(word == word.casefold() and " " not in word for word in words_in("actors/non_names.txt"))


@pytest.mark.parametrize(
    "marked",
    [
        "[o GMT] fell.",
        "[p Capt] spoke.",
        "[o BREAKING] It rained.",
        "[o FILE] A pier.",
        "[p None] came.",
        "[o NAFTA] ended.",
    ],
)
def test_what_a_recogniser_takes_for_a_name_and_is_none(read, marked):
    assert read(marked) == []
