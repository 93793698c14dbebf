"""Distances and journeys in words: how many metres, and how open the words leave it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.spatial import measures


@pytest.mark.parametrize(
    ("words", "metres", "spread"),
    [
        ("1,200 km", 1_200_000, 0),
        ("a couple of miles", 3_218.7, 0.6),
        ("between 20 and 30 km", 25_000, 0.2),
        ("twenty-five miles", 40_233.6, 0),
        ("about 3.5 kilometres", 3_500, 0.1),
        ("12 nautical miles", 22_224, 0),
        ("0 km", 0, 0),
    ],
)
def test_distances_in_words(words, metres, spread):
    amount = measures.read_amount(words)
    assert amount.metres == pytest.approx(metres, rel=1e-4)
    assert amount.spread == pytest.approx(spread)


def test_no_distance():
    assert measures.read_amount("a long way") is None
    assert measures.read_amount("") is None


def test_units(check_rows):
    def check(row):
        words, metres = row
        assert measures.read_amount(words).metres == pytest.approx(metres, rel=1e-9)

    check_rows(
        [
            ("5 km", 5_000), ("5 kms", 5_000), ("5 kilometers", 5_000), ("5km", 5_000), ("5-kilometre", 5_000),
            ("5 miles", 8_046.72), ("5 mi", 8_046.72), ("5 nm", 9_260), ("5 nmi", 9_260), ("5 nautical miles", 9_260),
            ("5 m", 5), ("500 metres", 500), ("5 yards", 4.572), ("5 feet", 1.524), ("1 foot", 0.3048),
            ("a mile", 1_609.344), ("half a mile", 804.672), ("a dozen miles", 19_312.128), ("ninety-nine km", 99_000),
            ("1,234,567.5 km", 1_234_567_500),
        ],
        check,
    )  # fmt: skip


def test_what_the_words_leave_open(check_rows):
    def check(row):
        words, spread = row
        assert measures.read_amount(words).spread == pytest.approx(spread)

    check_rows(
        [
            ("20 km", 0.0), ("about 20 km", 0.1), ("at least 20 km", 0.1), ("a few km", 0.6), ("20 to 30 km", 0.2),
            ("19 to 21 km", 0.05), ("about 19 to 21 km", 0.1), ("a few to 30 km", 9 / 11), ("a few to 4 km", 0.6), ("20 to 20 km", 0.0),
        ],
        check,
    )  # fmt: skip


def test_a_number_inside_another_is_none(check_rows):
    def check(words):
        assert measures.read_amount(words) is None

    check_rows(["v1.20 km", "20", "km", "20 kmh", "20 minutes", "twenty", "x20 km"], check)


def journey(words):
    return measures.journey(re.fullmatch(measures.JOURNEY, words))


def test_journeys(check_rows):
    def check(row):
        words, km = row
        amount = journey(words)
        assert amount.metres == pytest.approx(km * 1_000)
        assert amount.spread == 0.5

    check_rows(
        [
            ("two hours' drive", 120), ("two-hour drive", 120), ("hour's drive", 60), ("half an hour's drive", 30),
            ("two and a half hours' drive", 150), ("30 minutes' walk", 2.5),             ("20-minute boat ride", 10), ("one hour flight", 700), ("three hours train ride", 240), ("hour ferry ride", 30),
            ("90 mins bus ride", 90),
        ],
        check,
    )  # fmt: skip


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_a_range_is_its_middle_and_reaches_to_both_ends(one, other):
    low, high = sorted((one, other))
    amount = measures.read_amount(f"{low} to {high} km")
    assert amount.metres * (1 - amount.spread) == pytest.approx(low * 1_000)
    assert amount.metres * (1 + amount.spread) == pytest.approx(high * 1_000)
