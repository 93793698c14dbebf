"""Why this place: the features as sentences, and by how much it led."""

import pytest

from geo.records import Candidate
from geo.resolution import ranker
from geo.resolution.context_features import JOINT
from geo.resolution.explanation import CLAUSES, observations, why
from geo.resolution.features import OWN
from geo.resolution.outlet_profile import OUTLET

CAPITAL = "it is a national capital"


def test_every_feature_that_a_candidate_can_have_has_a_clause():
    of_none = {name for name in ranker.FEATURES if name.startswith("none")}
    assert set(ranker.FEATURES) - set(CLAUSES) == of_none


@pytest.fixture
def candidate(match):
    """Return a function that makes a candidate with its points."""
    return lambda name, kind="settlement", **points: Candidate(
        place=match(name, kind, country="US", admin1=name).place, score=0.5, features=points
    )


def test_clauses_are_of_features_that_exist():
    kinds = {name for name in CLAUSES if name.startswith("is ")}
    assert set(CLAUSES) - kinds <= {*OWN, *JOINT, *OUTLET}


def test_the_largest_gains_are_said_first_and_three_at_most(candidate):
    points = {
        "container follows": 3.0, "places within 60 km": 2.0, "place near it close by": 1.0, "capital": 0.5,
        "population": 0.05,
    }  # fmt: skip
    said = why(candidate("Salem", **points), candidate("Salem2"))
    assert said.startswith(
        "Salem, US was chosen over the runner-up, Salem2, US. For it: its state or country follows"
    )
    assert [each.rpartition(" (")[2] for each in said.partition("For it: ")[2].split(";")] == [
        "+3.0)",
        "+2.0)",
        "+1.0).",
    ]


def test_points_that_both_have_decide_nothing(candidate):
    said = why(candidate("Salem", capital=2.0), candidate("Salem2", capital=2.0))
    assert CAPITAL not in said
    assert said.endswith("Both are about equally probable; the gazetteer lists it first.")


def test_what_both_have_is_more_so_for_one(candidate):
    said = why(candidate("Salem", capital=2.0), candidate("Salem2", capital=1.0))
    assert said.endswith(f"For it: {CAPITAL}, more so than for the runner-up (+1.0).")
    said = why(candidate("Salem", isolated=-1.0), candidate("Salem2", isolated=-2.0))
    assert "lies near the runner-up, more so than for it (+1.0)" in said


@pytest.mark.parametrize(("points", "is_said"), [(0.09, False), (0.1, True)])
def test_less_than_a_tenth_of_a_point_is_not_worth_a_word(candidate, points, is_said):
    assert (CAPITAL in why(candidate("Salem", capital=points), candidate("Salem2"))) == is_said


def test_what_speaks_against_it_is_said_last(candidate):
    said = why(candidate("Salem", capital=2.0), candidate("Salem2", **{"only candidate": 1.0}))
    assert said.endswith("Against it: the runner-up is the only place of this name (-1.0).")
    said = why(candidate("Salem", capital=2.0, isolated=-1.0), candidate("Salem2"))
    assert said.endswith("Against it: no other place of the report lies near the chosen place (-1.0).")
    assert why(candidate("Salem", capital=2.0), candidate("Salem2", capital=0.09)).endswith("(+1.9).")


def test_what_counts_against_the_other_is_said_of_the_other(candidate):
    said = why(candidate("Salem"), candidate("Salem2", isolated=-1.5))
    assert "no other place of the report lies near the runner-up (+1.5)" in said


def test_points_of_kind_and_size_are_one_where_the_kinds_differ(candidate):
    town = candidate("Georgia", **{"is settlement": 1.0, "population": 2.5})
    state = candidate("Georgia", "admin1", **{"is admin1": 0.5, "population of a division": 1.0})
    size = "a city or town of this size is more likely to be meant than a state or province"
    assert f"For it: {size} (+2.0)." in why(town, state)
    assert f"Against it: {size} (-2.0)." in why(state, town)
    assert "(city or town) was chosen over the runner-up, " in why(town, state)
    assert "of this size" not in why(town, candidate("Georgia2", population=1.0))


def test_the_order_of_the_features_changes_nothing(candidate):
    points = {
        "places within 60 km": 1.0, "place near it close by": 1.0, "capital": 1.0, "is settlement": 0.1, "population": 0.2,
    }  # fmt: skip
    first = why(candidate("A", **points), candidate("B", "country"))
    again = why(candidate("A", **dict(reversed(points.items()))), candidate("B", "country"))
    assert first == again
    assert observations(candidate("A", **points)) == observations(
        candidate("A", **dict(reversed(points.items())))
    )


def test_observations_are_ordered_by_weight_and_small_ones_summed(candidate):
    points = {"capital": 0.5, "isolated": -1.5, "places within 60 km": 2.0, "first": 0.06, "rank": 0.03}
    speaks_for, against = observations(candidate("A", **points))
    assert [each.rpartition(" (")[2] for each in speaks_for] == ["+2.00)", "+0.50)", "+0.09)"]
    assert speaks_for[-1] == "smaller observations (+0.09)"
    assert against == ["no other place of the report lies near it (-1.50)"]
