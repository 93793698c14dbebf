"""A report as the encoder sees it: nothing is lost, nothing is too long, and what the gazetteer knows is marked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.place import NameMatch, Place
from geo.nlp import sentences, wordpiece
from geo.nlp.encoder import windows
from geo.nlp.tokens import TokenView


def match(kind, *, name_kind="official", population=0):
    place = Place(
        id="test:x", name="X", kind=kind, lon=0.0, lat=0.0, country="KE", population=population, radius_m=1.0
    )
    return NameMatch(place=place, name_kind=name_kind)


@pytest.fixture(scope="module")
def vocabulary():
    return wordpiece.load()


def cut(text, vocabulary, known=None):
    tokens = windows.tokens_of(TokenView(text), known or {})
    return tokens, list(windows.split_into_windows(tokens, sentences.split(text), vocabulary))


def test_tokens_keep_their_offsets_and_shapes():
    tokens = windows.tokens_of(TokenView("The U.S. sent 3 MiG-29s.\nOK"), {})
    assert [t.text for t in tokens] == [
        "The", "U", ".", "S", ".", "sent", "3", "MiG", "-", "29s", ".", "OK",
    ]  # fmt: skip
    assert tokens.shapes == [1, 7, 5, 7, 5, 0, 4, 3, 5, 6, 5, 2]
    assert tokens.gaps == [2, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 2]


def test_names_of_the_gazetteer_are_marked_longest_first():
    text = "in New York City today"
    known = {(3, 11): (match("admin1"),), (3, 16): (match("settlement", population=8_000_000),)}
    assert windows.tokens_of(TokenView(text), known).known == [0, 13, 14, 14, 0]


@pytest.mark.parametrize(
    ("matches", "expected"),
    [
        ((), 0),
        ((match("country", name_kind="demonym"),), 1),
        ((match("country"),), 2),
        ((match("settlement", population=300), match("country")), 2),
        ((match("settlement", population=300_000),), 7),
        ((match("settlement", population=30_000),), 8),
        ((match("settlement", population=30),), 9),
        ((match("settlement", population=300_000, name_kind="alternate"),), 10),
        ((match("facility"), match("settlement", population=30)), 5),
    ],
)
def test_classes_of_names(matches, expected):
    assert windows.class_of(matches) == expected
    assert 2 * expected < windows.CLASSES


def test_windows_hold_whole_sentences(vocabulary):
    text = " ".join(f"Sentence number {i} has exactly eight words here." for i in range(60))
    tokens, found = cut(text, vocabulary)
    assert len(found) > 3
    assert all(tokens[window.last - 1].text == "." for window in found)


def test_a_window_is_of_one_piece(vocabulary):
    for window in cut("Fighting near Nabatieh.", vocabulary)[1]:
        sizes = {len(getattr(window, name)) for name in ("ids", "shapes", "gaps", "known", "listed")}
        assert sizes == {len(window.ids)}
        assert window.ids[0] == wordpiece.CLS
        assert window.ids[-1] == wordpiece.SEP


@settings(max_examples=60)
@given(st.text(alphabet="aB. \n,é中ع9-'’", max_size=3000))
def test_every_token_is_in_one_window_and_windows_are_bounded(text):
    vocabulary = wordpiece.Vocabulary(["[UNK]", "a", "##a", "b", "##b"])
    tokens, found = cut(text, vocabulary)
    assert [i for window in found for i in range(window.first, window.last)] == list(range(len(tokens)))
    assert all(len(window.ids) <= windows.PIECES + 2 for window in found)
    assert all(window.last - window.first <= windows.WORDS for window in found)
    assert all(len(window.heads) == window.last - window.first for window in found)


def test_a_megabyte_without_spaces_is_read(vocabulary):
    tokens, found = cut("Xy" * 500_000, vocabulary)
    assert sum(window.last - window.first for window in found) == len(tokens)
