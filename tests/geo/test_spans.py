"""What the recogniser hands on is immutable, names its fields, and has the docstring's defaults."""

import dataclasses
import pickle

import pytest

from geo.spans import EventWord, NamedSpan, Toponym

MADE = [
    Toponym(start=0, end=4, text="Lima"),
    NamedSpan(start=0, end=3, text="Ana", label="PERSON"),
    EventWord(start=0, end=4, chances=(0.5,) * 16),
]


@pytest.mark.parametrize("span", MADE, ids=lambda span: type(span).__name__)
def test_spans_are_values(span):
    assert pickle.loads(pickle.dumps(span)) == span and hash(span) == hash(dataclasses.replace(span))
    with pytest.raises(dataclasses.FrozenInstanceError):
        span.start = 5
    with pytest.raises(TypeError, match="positional"):
        type(span)(0, 4)


def test_a_toponym_is_a_sure_location_unless_something_else_is_said():
    toponym = MADE[0]
    assert (toponym.role, toponym.role_score, toponym.within, toponym.score, toponym.reason) == (
        "literal",
        1.0,
        None,
        1.0,
        "",
    )


def test_names_and_triggers_are_packed_with_a_doc_and_toponyms_are_not():
    assert [hasattr(span, "toDict") for span in MADE] == [False, True, True]
