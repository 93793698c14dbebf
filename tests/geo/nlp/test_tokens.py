"""The token view of a report: what each reading splits and keeps, and that all of them lie in one text."""

import gc
import itertools
import re
import weakref

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from geo.nlp.tokens import WORD, Token, Tokens, TokenView, sentence_words, shape_of, view_of

NLP = spacy.blank("en")
READINGS = [TokenView.segments, TokenView.words, TokenView.names]
TEXTS = st.text(alphabet="aBé中ع9² .\n'’ʼ-_“,", max_size=200) | st.text(max_size=80)
NAME = re.compile(r"(?:[^\W\d_]\.){2,6}(?![^\W_])|[^\W_]+(?:['’‘`´][^\W_]+){0,4}")
"""What a word of a name is, written as a pattern; runs of over 60 characters aside."""


def spelled(tokens):
    return [token.text for token in tokens]


def test_the_four_readings_of_one_text():
    text = "The U.S.-led cease-fire in “N'Djamena's” port"
    view = TokenView(text)
    assert spelled(view.segments()) == [
        "The", "U", ".", "S", ".", "-", "led", "cease", "-", "fire", "in", "“", "N", "'", "Djamena", "'", "s", "”",
        "port",
    ]  # fmt: skip
    assert spelled(view.words()) == [
        "The", "U", "S", "led", "cease", "fire", "in", "N", "Djamena", "s", "port",
    ]  # fmt: skip
    assert spelled(view.names()) == ["The", "U.S.", "led", "cease", "fire", "in", "N'Djamena", "port"]
    assert spelled(sentence_words(NLP(text)[:])) == [
        "The", "U.S.-led", "ceasefire", "in", "N'Djamena", "'s", "port",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S. troops", ["U.S.", "troops"]),
        ("U.S.A", ["U", "S", "A"]),  # the last letter has no full stop: no abbreviation
        ("a.b.c.d.e.f.g.", ["a", "b.c.d.e.f.g."]),  # six letters at most
        ("4.5. of", ["4", "5", "of"]),
        ("A. Smith", ["A", "Smith"]),
        ("Rafa'a'b'c'd'e", ["Rafa'a'b'c'd", "e"]),
        ("Côte d’Ivoire", ["Côte", "d’Ivoire"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
    ],
)
def test_the_words_of_names(text, expected):
    assert spelled(TokenView(text).names()) == expected


def test_a_possessive_ending_is_left_out_of_a_name_and_kept_elsewhere():
    view = TokenView("Assad’s men and Texas' own")
    word = view.names()[0]
    assert (word.text, word.end, word.possessive) == ("Assad", len("Assad"), True)
    assert [word.text for word in view.words()][:2] == ["Assad", "s"]


def test_the_gap_of_a_word_is_what_stands_before_it():
    assert [word.gap for word in TokenView(" A, b\nc's d").names()] == [" ", ", ", "\n", " "]
    assert [segment.gap for segment in TokenView("A, b").segments()] == ["", "", " "]


def test_sentences_open_with_their_first_word_of_a_name():
    words = TokenView("“No.” He left. – 9 men").names([0, 6, 15])
    assert [word.text for word in words if word.opens] == ["No", "He", "9"]


def test_words_of_scripts_without_capitals_may_begin_names():
    assert [word.capital for word in TokenView("Lima iPhone غزة 東京 9").names()] == [
        True,
        False,
        True,
        True,
        False,
    ]
    assert [word.capital for word in TokenView("Lima iPhone غزة 東京 9").words()] == [
        True, False, False, False, False,
    ]  # fmt: skip


def test_words_of_a_sentence_have_straight_apostrophes_and_the_tags_of_the_doc():
    doc = NLP("They don’t\nrun")
    doc[3].pos_ = "SPACE"
    doc[4].pos_ = "VERB"
    words = sentence_words(doc[:])
    assert [(word.lower, word.tag) for word in words] == [
        ("they", ""),
        ("do", ""),
        ("n't", ""),
        ("run", "VERB"),
    ]
    assert [word.i for word in words] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an air-strike on", ["an", "airstrike", "on"]),  # papers write it as one word, too
        ("a co-pilot of", ["a", "co", "pilot", "of"]),
        ("Lima - Callao", ["Lima", "-", "Callao"]),
        ("-", ["-"]),
    ],
)
def test_hyphens_inside_words_are_no_words(text, expected):
    assert spelled(sentence_words(NLP(text)[:])) == expected


@given(TEXTS)
def test_every_token_is_where_it_says(text):
    for reading in READINGS:
        tokens = reading(TokenView(text))
        assert all(text[token.start : token.end] == token.text for token in tokens)
        assert all(token.lower == token.text.lower() for token in tokens)
        assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))


@given(TEXTS)
def test_segments_hold_all_that_is_not_space(text):
    segments = TokenView(text).segments()
    assert "".join(spelled(segments)) == "".join(text.split())
    assert all(token.text.isalnum() or len(token.text) == 1 for token in segments)


@given(TEXTS)
def test_the_groups_of_segments_are_the_words_that_the_patterns_say(text):
    view = TokenView(text)
    assert spelled(view.words()) == WORD.findall(text)
    starts = [match.start() for match in NAME.finditer(text)]
    if max(map(len, WORD.findall(text)), default=0) <= 60:
        assert view.names().starts == starts


def test_a_run_without_end_is_cut_for_the_encoder_alone():
    view = TokenView("x" * 130)
    assert [len(token.text) for token in view.segments()] == [60, 60, 10]
    assert spelled(view.words()) == ["x" * 130]


def test_tokens_are_found_by_offsets():
    tokens = TokenView("ab cd  ef").words()
    assert tokens.span(0, 9) == (0, 3)
    assert tokens.span(1, 4) == (0, 2)  # parts of two words
    assert tokens.span(5, 7) == (2, 2)  # white space
    assert list(tokens.covered(3, 5)) == [1]
    assert [tokens.at(offset) for offset in (0, 2, 3, 6, 99)] == [0, 0, 1, 1, 2]
    assert [tokens.beginning_at(offset) for offset in (0, 1, 3, 6, 99)] == [0, 1, 1, 2, 3]
    assert Tokens().span(0, 9) == (0, 0)


@pytest.mark.parametrize(
    ("word", "wordlike"), [("a", True), ("9", True), ("'s", True), ("--", False), ("_", False)]
)
def test_what_holds_a_letter_is_wordlike(word, wordlike):
    assert Token(word, word, 0, len(word)).wordlike is wordlike


def test_shapes():
    words = ["small", "Capital", "ALL", "mIxed", "1984", "%", "MiG29", "A"]
    assert [shape_of(word) for word in words] == [0, 1, 2, 3, 4, 5, 6, 7]


def test_a_text_has_one_object_for_all_occurrences_of_a_word():
    first, _, second = TokenView("again and again").words()
    assert first.text is second.text
    assert first.lower is second.lower


def test_a_doc_is_cut_once_and_its_view_goes_with_it():
    doc = NLP("Rain fell in Lima.")
    view = view_of(doc)
    assert view_of(doc) is view
    assert view_of(NLP("Rain fell in Lima.")) is not view
    gone = weakref.ref(view)
    del doc, view
    gc.collect()
    assert gone() is None
