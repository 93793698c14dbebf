"""Distances in a text: sentences, words, clauses and paragraphs between an event and a date or place."""

import math
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.completion.text_distance import WIDTH, ReportLayout, distance, share_participant, where
from geo.records import Actor

TEXT = "Rain fell. Nine fled, because the dam broke.\nSnow fell."
STARTS = [0, 11, 45]


def span(words, text=TEXT):
    start = text.index(words)
    return SimpleNamespace(start=start, end=start + len(words))


@pytest.fixture
def layout(make_event):
    """Return the layout of TEXT with an event at "fled"."""
    return ReportLayout(TEXT, STARTS, [_event_at(make_event, span("fled"))])


def _event_at(make_event, at):
    (mention,) = make_event().mentions
    return make_event(
        mentions=(type(mention)(report="r", start=at.start, end=at.end, text="x", sentence="x"),)
    )


def test_sentences_have_numbers_and_bounds(layout):
    assert [layout.sentence(at) for at in (0, 10, 11, 44, 45, 999)] == [0, 0, 1, 1, 2, 2]
    assert [layout.bounds(number) for number in range(3)] == [(0, 11), (11, 45), (45, len(TEXT))]
    assert ReportLayout("Rain", [], []).bounds(0) == (0, 4)
    assert ReportLayout("  Rain", [2], []).sentence(0) == 0


def test_counts_of_sentences_are_negative_where_the_thing_comes_first(layout):
    assert [layout.apart(span("fled"), span(words)) for words in ("Rain", "dam", "Snow")] == [-1, 0, 1]


def test_the_text_about_an_event_stays_in_its_sentence(layout):
    assert layout.before(span("broke")) == "Nine fled, because the dam "
    assert layout.around(span("broke")) == TEXT[11:45]
    long = ReportLayout("x" * 2000, [0], [])
    middle = SimpleNamespace(start=1000, end=1001)
    assert (len(long.before(middle)), len(long.around(middle))) == (60, 2 * WIDTH + 1)


def features(layout, event, thing):
    return dict(layout.between(event, thing))


def test_between_an_event_and_a_word_of_its_sentence(layout):
    found = features(layout, span("Nine"), span("dam"))
    assert found["same sentence"] == 1.0 and found["here, ahead"] == 0.0
    assert found["here, words between"] == math.log1p(3)  # fled because the
    assert (
        found["here, punctuation between"],
        found["here, clause between"],
        found["here, events between"],
    ) == (1, 1, 1)
    back = features(layout, span("broke"), span("Nine"))
    assert (back["here, ahead"], back["here, opens"], back["opening"]) == (1, 1, 1)
    near = features(layout, span("dam"), span("broke"))
    assert (
        near["here, words between"],
        near["here, clause between"],
        near["here, events between"],
        near["here, opens"],
    ) == (0, 0, 0, 0)


def test_between_sentences_only_paragraphs_count(layout):
    found = features(layout, span("fled"), span("Snow"))
    assert found == {
        "1 after": 1.0,
        "other paragraph": 1.0,
        "paragraphs between": math.log1p(1),
        "opening": 0.0,
    }
    found = features(layout, span("fled"), span("Rain"))
    assert found == {"1 before": 1.0, "other paragraph": 0.0, "paragraphs between": 0.0, "opening": 1.0}


@given(st.integers(-50, 50))
def test_every_distance_has_one_class_and_words(apart):
    assert distance(apart) in {
        "same sentence", "1 before", "2 before", "3 to 4 before", "5 to 8 before", "far before", "1 after", "2 after", "far after",
    }  # fmt: skip
    spelled = ["the same", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    count = spelled[abs(apart)] if abs(apart) < len(spelled) else str(abs(apart))
    assert f"{count} sentence" in where(apart)
    assert ("sentences" in where(apart)) == (abs(apart) > 1)
    assert (where(apart) == where(-apart)) == (apart == 0)


def test_classes_of_distances():
    assert [distance(n) for n in (-9, -8, -5, -4, -3, -2, -1, 0, 1, 2, 3)] == [
        "far before", "5 to 8 before", "5 to 8 before", "3 to 4 before", "3 to 4 before", "2 before", "1 before",
        "same sentence", "1 after", "2 after", "far after",
    ]  # fmt: skip


def test_a_participant_is_shared_in_whatever_part(make_event):
    def actor(name):
        return Actor(text=name, start=0, end=1, name=name)

    one = make_event(actors=(actor("Hamas"),), recipients=(actor("Israel"),))
    assert share_participant(one, make_event(recipients=(actor("Hamas"),)))
    assert not share_participant(one, make_event(actors=(actor("hamas"),)))
    assert not share_participant(make_event(), make_event())
