"""Numbers as reports spell them, and the bounds that their words set."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.nlp.numbers import NUMBER, bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least nine", (9, None)),
        ("more than 1,200", (1201, None)),
        ("fewer than forty-two", (None, 41)),
        ("20 to 30", (20, 30)),
        ("half a million", (500_000, 500_000)),
        ("tens of thousands of", (20_000, None)),
        ("a dozen", (12, 12)),
        ("about 40", (40, 40)),
    ],
)
def test_bounds(text, expected):
    assert bounds(text) == expected


def test_more_bounds(check_rows):
    def check(row):
        text, expected = row
        assert bounds(text) == expected

    check_rows(
        [
            ("40", (40, 40)), ("about 40", (40, 40)), ("1,200", (1200, 1200)), ("1.5 million", (1_500_000,) * 2),
            ("3bn", (3_000_000_000,) * 2), ("2 lakh", (200_000,) * 2), ("a hundred", (100, 100)), ("half a dozen", (6, 6)),
            ("two dozen", (24, 24)), ("ninety-nine", (99, 99)), ("no fewer than 3", (3, None)),
            ("over 3", (4, None)), ("in excess of 3", (4, None)), ("up to 3", (None, 3)), ("nearly 3", (None, 3)),
            ("no more than 3", (None, 3)), ("under 3", (None, 2)), ("less than 3", (None, 2)), ("between 30 and 20", (20, 30)),
            ("20-30", (20, 30)), ("dozens", (24, None)), ("dozens of", (24, None)), ("scores", (40, None)),
            ("hundreds of thousands of", (200_000, None)), ("thousands", (2_000, None)), ("At  Least\nNine", (9, None)),
            ("0", (0, 0)), ("", (None, None)),
        ],
        check,
    )  # fmt: skip


def test_what_is_a_number(check_rows):
    def check(row):
        text, number = row
        found = re.search(rf"\b(?:{NUMBER})", text, re.IGNORECASE)
        assert (found and found[0].strip()) == number

    check_rows(
        [
            ("killed at least nine people", "at least nine"),
            ("killed between 20 and 30 people", "between 20 and 30"),
            ("killed some 1,200 people", "some 1,200"),
            ("killed more than half a million people", "more than half a million"),
            ("killed tens of thousands of people", "tens of thousands of"),
            ("killed people", None),
            ("killed tens", None),
        ],
        check,
    )


@given(st.integers(0, 10**9))
def test_a_number_with_separators_is_itself(number):
    assert bounds(f"{number:,}") == bounds(str(number)) == (number, number)


@given(st.integers(1, 10**6), st.sampled_from(["at least", "more than", "up to", "fewer than", "about"]))
def test_bounds_never_cross(number, words):
    low, high = bounds(f"{words} {number}")
    assert (low, high) != (None, None)
    assert low is None or high is None or low <= high
