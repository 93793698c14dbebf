"""Lemmas, looked up by part of speech and ending."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from geo.nlp import lemmatiser
from geo.nlp.lemmatiser import Lemmas, decide, endings, inflected


def test_the_table_goes_to_disk_and_back(tmp_path):
    table = Lemmas({"NNS": {"": (1, ""), "ies": (3, "y")}, "JJ": {"^israeli": (7, "Israeli")}})
    table.to_disk(tmp_path / "lemmas")
    assert Lemmas().from_disk(tmp_path / "lemmas").table == table.table


@pytest.mark.parametrize("tag", ["", "NN", "NNS", "??"])
@given(word=st.text(max_size=80))
def test_every_word_has_a_lemma(tag, word):
    table = Lemmas({"NNS": {"": (1, ""), "ies": (3, "y")}, "NN": {"": (9, "")}})
    assert bool(table.lemma(word, tag)) == bool(word)


TABLE = {"NNS": {"": (1, ""), "ies": (3, "y"), "^men": (3, "man")}, "NN": {}, "NNP": {"": (0, "")}}


def test_the_longest_ending_decides_and_a_whole_word_is_the_longest(check_rows):
    def check(row):
        word, tag, lemma = row
        assert Lemmas(TABLE).lemma(word, tag) == lemma

    check_rows(
        [
            ("Camps", "NNS", "camp"), ("Cities", "NNS", "city"), ("men", "NNS", "man"), ("omens", "NNS", "omen"),
            ("MEN", "NNS", "man"), ("Rain", "NN", "rain"), ("Rain", "??", "rain"), ("Gao", "NNP", "Gao"), ("", "NN", ""),
        ],
        check,
    )  # fmt: skip


def test_a_lemma_is_never_empty():
    assert Lemmas({"NN": {"": (9, "")}}).lemma("ox", "NN") == "ox"


def test_endings_of_a_form():
    assert endings("armies") == ["^armies", "rmies", "mies", "ies", "es", "s", ""]
    assert lemmatiser.LONGEST_ENDING == 5


def test_without_a_row_nothing_changes():
    assert decide({}, "men") == (0, "")
    assert decide({"en": (1, "x")}, "men") == (1, "x")


def test_names_keep_their_case():
    assert [inflected("GAO", tag) for tag in ("NNP", "NNPS", "NN", "")] == ["GAO", "GAO", "gao", "gao"]


def test_a_doc_gets_its_lemmas():
    doc = Doc(spacy.blank("en").vocab, words=["Men", "left", "Gao"], tags=["NNS", "VBD", "NNP"])
    assert [token.lemma_ for token in Lemmas(TABLE)(doc)] == ["man", "left", "Gao"]


def test_noise_fills_no_memory(monkeypatch):
    monkeypatch.setattr(lemmatiser, "_REMEMBERED", 3)
    table = Lemmas(TABLE)
    assert [table.lemma(f"camp{n}s", "NNS") for n in range(9)] == [f"camp{n}" for n in range(9)]
    assert len(table._known) <= 3


def test_an_endless_word_is_not_looked_up():
    assert Lemmas(TABLE).lemma("a" * 59 + "s", "NNS") == "a" * 59
    assert Lemmas(TABLE).lemma("a" * 60 + "s", "NNS") == "a" * 60 + "s"
