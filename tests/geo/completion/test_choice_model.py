"""The conditional logit: probabilities of choices, and the likeliest key."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.completion.choice_model import Choice, most_probable, probabilities, weights


def choice(item, key=None, **features):
    return Choice(item=item, key=key, features=features)


def test_odds_are_the_exponentials_of_the_summed_weights():
    choices = [choice(None), choice("a", near=1.0), choice("b", near=2.0, far=1.0, unknown=9.0)]
    chances = probabilities(choices, {"near": math.log(3), "far": math.log(2)})
    assert chances == pytest.approx([1 / 22, 3 / 22, 18 / 22])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_probabilities_sum_to_one_and_keep_the_order(points):
    chances = probabilities([choice(n, here=value) for n, value in enumerate(points)], {"here": 1.0})
    assert sum(chances) == pytest.approx(1)
    assert chances[points.index(max(points))] == max(chances)


def test_of_no_choices_there_are_no_probabilities():
    assert probabilities([], {"a": 1.0}) == []


def test_choices_of_one_key_count_together():
    choices = [choice(None), choice("a", "monday"), choice("b", "monday"), choice("c", "friday")]
    chosen, chance = most_probable(choices, [0.3, 0.2, 0.25, 0.25])
    assert (chosen.item, chance) == ("b", pytest.approx(0.45))


def test_among_equals_the_first_is_chosen():
    choices = [choice("a", 1), choice("b", 2)]
    assert most_probable(choices, [0.5, 0.5])[0].item == "a"


def test_choices_and_probabilities_belong_together():
    with pytest.raises(ValueError, match="shorter"):
        most_probable([choice("a"), choice("b")], [1.0])
    with pytest.raises(ValueError, match="empty"):
        most_probable([], [])


@pytest.mark.parametrize("name", ["dates", "places"])
def test_the_bundled_weights_are_finite_and_loaded_once(name):
    known = weights(name)
    assert weights(name) is known and len(known) > 20
    assert all(math.isfinite(value) for value in known.values())


def test_weights_of_another_name_are_not_there():
    with pytest.raises(FileNotFoundError):
        weights("moods")
