"""Runs of words that may be names, and the lists of cue words."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.nlp.tokens import TokenView
from geo.nlp.words import LONGEST_RUN, joined, lexicon, runs_of


@pytest.fixture(scope="session")
def runs(name_words):
    """Return a function that gives the runs of capitalised words of a text."""

    def found(text):
        words = name_words(text)
        return [text[words[first].start : words[last - 1].end] for first, last in runs_of(words)]

    return found


def test_runs_of_capitalised_words(runs, check_rows):
    def check(row):
        text, expected = row
        assert runs(text) == expected

    check_rows(
        [
            ("rain fell on New York today", ["New York"]),
            ("the mayor of Rio de Janeiro left", ["Rio de Janeiro"]),
            ("he left Khan Younis; Rafah too", ["Khan Younis", "Rafah"]),
            ("in Paris, Texas, and Lyon", ["Paris", "Texas", "Lyon"]),
            ("in Washington, D.C., too", ["Washington, D.C."]),
            ("Kenya's Rift Valley", ["Kenya", "Rift Valley"]),
            ("in St. Louis and Mt. Elgon", ["St. Louis", "Mt. Elgon"]),
            ("George W. Bush left", ["George W. Bush"]),
            ("Left Kyiv. Left Lviv.", ["Left Kyiv", "Left Lviv"]),
            ("Port\nSudan and New\n\nYork", ["Port\nSudan", "New", "York"]),
            ("Two hurt in Sidon\nOne in Acre", ["Two", "Sidon", "One", "Acre"]),
            ("Deir ez-Zor burned", ["Deir ez-Zor"]),
            ("He met nobody at all here", ["He"]),
            ("", []),
        ],
        check,
    )


def test_a_particle_at_the_end_of_a_run_is_no_part_of_it(runs):
    assert runs("he met Ana de all people") == ["Ana"]


def test_a_run_of_noise_is_cut(runs):
    assert LONGEST_RUN == 40
    found = runs("he said " + "Kyiv " * (2 * LONGEST_RUN + 5))
    assert [len(run.split()) for run in found] == [LONGEST_RUN, LONGEST_RUN, 5]


def test_the_first_word_goes_on_nothing(name_words):
    words = name_words("New York")
    assert [joined(words, i) for i in (-1, 0, 1, 2)] == [False, False, True, False]


@given(st.text(st.sampled_from("Aa bé.-’'\n,dD"), max_size=80))
def test_runs_begin_with_capitals_and_do_not_overlap(text):
    from geo.nlp import name_lookup, sentences

    words = name_lookup.read_words(TokenView(text), sentences.split(text))
    found = list(runs_of(words))
    assert all(first < last for first, last in found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))
    assert all(words[first].capital for first, _ in found)
    assert {i for i, word in enumerate(words) if word.capital} <= {
        i for first, last in found for i in range(first, last)
    }


def test_lists_of_cue_words_have_no_comments_or_blanks(check_rows):
    from importlib import resources

    names = [path.name.removesuffix(".txt") for path in (resources.files("geo") / "nlp/lexicons").iterdir()]
    names = [name for name in names if "." not in name]
    assert "titles" in names

    def check(name):
        words = lexicon(name)
        assert words
        assert not any(word.startswith("#") or word != word.strip() or not word for word in words)

    check_rows(names, check)


def test_no_such_list():
    with pytest.raises(FileNotFoundError):
        lexicon("horoscopes")
