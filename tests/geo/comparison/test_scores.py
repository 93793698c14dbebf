"""Agreements: what makes a pair better, and what makes nothing up."""

import numpy as np
import pytest

from geo.comparison.candidates import Pairs
from geo.comparison.scores import Weights, agreements_of, similarity


def score(a, b, *, metres=0.0, gap_m=0.0, gap_days=0, type_=1.0, days=2, weights=None):
    pairs = Pairs(np.array([0]), np.array([0]), np.array([metres]), np.array([gap_m]), np.array([gap_days]))
    types = np.array([[type_]], dtype=np.float32)
    return agreements_of(pairs, a, b, types, days=days, metres=30_000.0, weights=weights or Weights())


@pytest.fixture
def point(make_events):
    return make_events((0, 1.0, 1.0))


def test_the_same_day_place_and_type_is_one(point):
    assert score(point, point).score[0] == 1


def test_each_agreement_falls_with_what_is_between(point):
    assert score(point, point, gap_days=1).time[0] == pytest.approx(2 / 3)
    assert score(point, point, gap_days=2).time[0] == pytest.approx(1 / 3)
    assert score(point, point, gap_m=15_000.0).space[0] == pytest.approx(0.5)
    assert score(point, point, type_=0.7).score[0] == pytest.approx(0.7 ** (1 / 3), abs=1e-6)


def test_nothing_makes_up_for_another_type(point):
    assert score(point, point, type_=0.0).score[0] == 0


def test_what_is_vague_is_worth_less_down_to_half(make_events, point):
    month, week = make_events((0, 30, 1.0, 1.0, 0.0, "AID")), make_events((0, 6, 1.0, 1.0, 0.0, "AID"))
    assert 0.5 <= score(month, point).time[0] < score(week, point).time[0] < 1
    wide, town = make_events((0, 0, 1.0, 1.0, 1e6, "AID")), make_events((0, 0, 1.0, 1.0, 5e3, "AID"))
    assert score(wide, point).space[0] == 0.5 and 0.9 < score(town, point).space[0] < 1


def test_the_nearer_of_two_within_the_circles_is_better(make_events):
    wide = make_events((0, 0, 1.0, 1.0, 2e4, "AID"))
    assert score(wide, wide, metres=1_000.0).space[0] > score(wide, wide, metres=20_000.0).space[0]


def test_a_weight_of_nothing_leaves_an_agreement_out(point):
    assert score(point, point, type_=0.0, weights=Weights(type=0)).score[0] == 1


def test_actors_count_where_they_are_weighed_and_known(make_events):
    a, b = (
        make_events((0, 1.0, 1.0), actors=["Red Brigade"]),
        make_events((0, 1.0, 1.0), actors=["Blue Guard"]),
    )
    nobody = make_events((0, 1.0, 1.0))
    weights = Weights(actors=1)
    assert score(a, b).score[0] == 1
    assert score(a, b, weights=weights).score[0] == pytest.approx(0.2**0.25, abs=1e-6)
    assert score(a, nobody, weights=weights).score[0] == 1


def test_words_that_all_armies_share_are_no_likeness():
    assert similarity("Military Forces of Chad", "Military Forces of Sudan") == 0.2
    assert similarity("Military Forces of Chad", "Chad army") == 1.0
