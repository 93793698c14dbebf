"""The scorer of pairs: its form, and what its weights have learned."""

import pytest

from geo.events.mention_features import NAMES, features, view
from geo.events.same_event import PairScorer, bundled
from geo.records import EventMention

MODEL = {"features": NAMES, "hidden": [[0.0] * len(NAMES) + [1.0]], "out": [2.0, -1.0], "least": 0.5,
         "least of words": 0.6, "rarities": {"1": "the"}}  # fmt: skip


def test_probabilities_are_those_of_the_network():
    scorer = PairScorer(MODEL)
    (chance,) = scorer.probabilities([[0.0] * len(NAMES)])
    assert chance == pytest.approx(0.6279, abs=1e-4)  # 1 / (1 + e^-(2 tanh 1 - 1))
    assert scorer.probabilities([]) == []
    assert scorer.rarity("the") == 0.05


def test_weights_of_other_features_are_refused():
    with pytest.raises(ValueError, match=r"training/same_event\.py"):
        PairScorer(MODEL | {"features": NAMES[1:]})


def test_a_reference_is_likelier_than_another_act(make_event):
    def chance(sentence, trigger, at):
        other = EventMention(report="r", start=at, end=at + 6, text=trigger, sentence=sentence)
        seen = [view(each, event) for each in (first, other)]
        row = features(*seen, rarity=bundled().rarity, reports=1.0)
        return bundled().probabilities([row])[0]

    event = make_event(where=None, when=None, type="ASSAULT", mode="")
    told = "Gunmen attacked a bank in Aleppo."
    first = EventMention(report="r", start=7, end=15, text="attacked", sentence=told)
    reference = chance("The attack on the bank shocked Aleppo.", "attack", 38)
    assert reference > 0.5 > chance("Rebels shelled a school in Lahore.", "shelled", 500)
