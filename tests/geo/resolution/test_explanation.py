"""Why this place: the features in words, and by how much it led."""

import pytest

from geo.records import Candidate
from geo.resolution import ranker
from geo.resolution.context_features import JOINT
from geo.resolution.explanation import AGAINST, FOR, why
from geo.resolution.features import OWN
from geo.resolution.outlet_profile import OUTLET


def test_every_feature_that_can_count_has_words():
    size = {name for name in ranker.FEATURES if name.startswith(("is ", "none"))}
    silent = set(ranker.FEATURES) - set(FOR) - set(AGAINST) - size
    assert not silent


@pytest.fixture
def candidate(match):
    """Return a function that makes a candidate with its points."""
    return lambda name, kind="settlement", **points: Candidate(
        place=match(name, kind, country="US", admin1=name).place, score=0.5, features=points
    )


def test_words_are_of_features_that_exist():
    assert {*FOR, *AGAINST} <= {*OWN, *JOINT, *OUTLET}


def test_the_largest_gains_are_told_first_and_three_at_most(candidate):
    points = {"beside its area": 3.0, "near 60": 2.0, "close by": 1.0, "capital": 0.5, "people": 0.05}
    told = why(candidate("Salem", **points), candidate("Salem2"))
    gains = told.partition(": ")[2]
    assert [each.rpartition(" (")[2] for each in gains.split(", ")] == ["+3.0)", "+2.0)", "+1.0)"]
    assert gains.startswith(FOR["beside its area"])


def test_points_that_both_have_decide_nothing(candidate):
    told = why(candidate("Salem", capital=2.0), candidate("Salem2", capital=2.0))
    assert FOR["capital"] not in told
    assert "about as likely" in told


@pytest.mark.parametrize(("points", "is_told"), [(0.09, False), (0.1, True)])
def test_less_than_a_tenth_of_a_point_is_not_worth_a_word(candidate, points, is_told):
    assert (FOR["capital"] in why(candidate("Salem", capital=points), candidate("Salem2"))) == is_told


def test_what_speaks_against_it_is_told_last(candidate):
    told = why(candidate("Salem", capital=2.0), candidate("Salem2", people=1.0))
    assert told.endswith(f"{FOR['people']} (1.0)")
    assert why(candidate("Salem", capital=2.0), candidate("Salem2", people=0.09)).endswith("(+2.0)")


def test_what_counts_against_the_other_is_said_of_the_other(candidate):
    told = why(candidate("Salem"), candidate("Salem2", **{"far from all": -1.5}))
    assert AGAINST["far from all"] in told
    assert "+1.5" in told


def test_points_of_kind_and_size_are_one_where_the_kinds_differ(candidate):
    town = candidate("Georgia", **{"is settlement": 1.0, "people": 2.5})
    state = candidate("Georgia", "admin1", **{"is admin1": 0.5, "its people": 1.0})
    assert "a town rather than a state or province (+2.0)" in why(town, state)
    assert "against it: a town rather than a state or province (2.0)" in why(
        state, candidate("Georgia", **{"is settlement": 1.0, "people": 2.5})
    )
    assert "a town rather than" not in why(town, candidate("Georgia2", people=1.0))


def test_without_any_points_it_is_the_first_of_the_gazetteer(candidate):
    told = why(candidate("Salem"), candidate("Salem2"))
    assert told.startswith("Salem, US rather than Salem2, US: about as likely")


def test_the_order_of_the_features_changes_nothing(candidate):
    points = {"near 60": 1.0, "close by": 1.0, "capital": 1.0, "is settlement": 0.1, "people": 0.2}
    first = why(candidate("A", **points), candidate("B", "country"))
    again = why(candidate("A", **dict(reversed(points.items()))), candidate("B", "country"))
    assert first == again
