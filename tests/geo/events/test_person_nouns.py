"""Nouns that denote people, and nouns that are only spelled so."""

import pytest

from geo.events.person_nouns import is_human, is_of_people


@pytest.mark.parametrize(
    "word", ["soldiers", "raiders", "islamists", "gunmen", "they", "envoy", "protesters"]
)
def test_people(word):
    assert is_human(word)


@pytest.mark.parametrize("word", ["lorries", "trailers", "rivers", "waters", "market", "bomb", "tankers"])
def test_no_people(word):
    assert not is_human(word)


@pytest.mark.parametrize(
    ("head", "expected"), [("officials", True), ("envoy", True), ("market", False), ("", False)]
)
def test_heads_of_phrases(head, expected):
    assert is_of_people(head) is expected
