"""How sure an event is: its features, and the weights that score them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.events import confidence
from geo.events.confidence import Scorer
from geo.events.trigger_fusion import DETECTED
from geo.records import FieldScores


def test_scores_grow_with_what_speaks_for_an_event():
    alone = {"seen": 0.0, "chance": 0.0}
    assert confidence.bundled().score({"seen": 3.0, "chance": 3.0}) > confidence.bundled().score(alone)
    assert confidence.bundled().score({**alone, "listed": 1.0}) > confidence.bundled().score(alone)
    assert (
        0
        <= confidence.bundled().score({"seen": -5.0, "chance": -5.0, "negated": 1.0})
        < confidence.bundled().least
    )


MODEL = {
    "detector": {"bias": -1.0, "seen": 1.0, "listed": 2.0, "placed": 0.5, "COERCE": 0.0},
    "listed": {"bias": 0.0, "actors": 1.0},
    "fields": {
        "day": {"bias": 0.0, "stated": 2.0},
        "whole": {"bias": -1.0, "type": 1.0, "parties": 1.0, "day": 1.0, "place": 1.0},
    },
    "least": 0.5,
    "least alone": 0.25,
}


@pytest.fixture(scope="session")
def arrest(found):
    (match,) = found("Police arrested two men in Lima.")
    return match


@pytest.fixture
def features(make_event):
    """Return a function that gives the features of a match about which nothing is known but what is given."""
    unknown = make_event(when=None).when

    def made(match, **changed):
        known = {
            "root": "COERCE",
            "actors": (),
            "recipients": (),
            "placed": False,
            "when": unknown,
            "status": "actual",
        }
        return confidence.features(match, **(known | changed))

    return made


def test_features_of_a_listed_trigger(arrest, features):
    assert features(arrest) == {
        "listed": 1.0, "specific": 0.0, "mode": 1.0, "noun": 0.0, "COERCE": 1.0,
        "actors": 0.0, "recipients": 0.0, "placed": 0.0, "dated": 0.0, "actual": 0.0,
    }  # fmt: skip


def test_each_thing_that_is_known_is_a_feature(arrest, actor, features, make_event, check_rows):
    someone = actor("Police left.", "Police")
    dated = make_event().when

    def check(row):
        name, changed = row
        assert features(arrest, **changed)[name] == 1.0

    check_rows(
        [
            ("actors", {"actors": (someone,)}),
            ("recipients", {"recipients": (someone,)}),
            ("placed", {"placed": True}),
            ("dated", {"when": dated}),
            ("dated", {"when": replace(dated, start=None)}),
            ("dated", {"when": replace(dated, end=None)}),
            ("negated", {"status": "negated"}),
            ("ASSAULT", {"root": "ASSAULT"}),
        ],
        check,
    )


def test_a_trigger_of_several_words_or_with_a_condition_is_specific(found, features):
    (match,) = found("They accused the men of theft.")
    assert features(match)["specific"] == 1.0
    alone = replace(match, trigger=DETECTED)
    assert features(alone)["specific"] == 0.0


def test_probabilities_of_the_detector_are_log_odds_that_stay_finite(arrest, features, check_rows):
    def check(row):
        chance, odds = row
        found = features(replace(arrest, chance=chance, seen=chance))
        assert found["chance"] == found["seen"] == pytest.approx(odds, abs=1e-3)
        assert found["listed and seen"] == found["seen"]

    check_rows(
        [(0.5, 0.0), (0.9, 2.197), (0.0, -5.298), (1.0, 5.298), (0.004, -5.294), (0.006, -5.110)], check
    )


def test_without_a_detector_there_are_no_probabilities(arrest, features):
    assert "seen" not in features(arrest)
    assert "seen" not in features(replace(arrest, chance=0.5))
    detected = features(replace(arrest, trigger=DETECTED, chance=0.9, seen=0.9))
    assert detected["listed and seen"] == 0.0


def test_a_score_is_the_logistic_of_the_weights(check_rows):
    scorer = Scorer(MODEL)

    def check(row):
        seen, score = row
        assert scorer.score(seen) == score

    check_rows(
        [
            ({}, 0.5),  # the weights of a report without a detector
            ({"actors": 1.0}, 0.731),
            ({"seen": 1.0}, 0.5),
            ({"seen": 0.0}, 0.269),
            ({"seen": 0.0, "unknown feature": 9.0}, 0.269),
        ],
        check,
    )
    assert (scorer.least, scorer.least_alone) == (0.5, 0.25)


def test_a_trigger_is_hopeless_if_even_a_place_would_not_save_it(arrest):
    scorer = Scorer(MODEL)
    seen = replace(arrest, trigger=DETECTED, chance=0.5, seen=0.5)
    assert scorer.score({"seen": 0.0, "placed": 1.0}) == 0.378
    assert not scorer.is_hopeless(seen, 0.378)
    assert scorer.is_hopeless(seen, 0.379)
    assert not scorer.is_hopeless(arrest, 1.0), "no detector judged it"


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_likelier_word_never_scores_less(one, other):
    low, high = sorted((one, other))
    scorer = confidence.bundled()
    scores = [
        scorer.score({"seen": confidence.log_odds(chance), "chance": confidence.log_odds(chance)})
        for chance in (low, high)
    ]
    assert 0 <= scores[0] <= scores[1] <= 1


def test_a_field_is_scored_by_its_own_weights():
    scorer = Scorer(MODEL)
    assert scorer.score_field("day", {"stated": 1.0}) == pytest.approx(0.881)
    assert scorer.score_field("day", {"stated": 0.0, "of no weight": 9.0}) == 0.5
    assert scorer.score_field("place", {"stated": 1.0}) is None


def test_a_field_that_changed_is_scored_anew_and_the_whole_with_it():
    scorer = Scorer(MODEL)
    before = scorer.with_whole(FieldScores(type=0.9, parties=0.6, day=0.5, place=0.8))
    after = scorer.rescored(before, {"day": {"stated": 1.0}})
    assert (after.type, after.parties, after.day, after.place) == (0.9, 0.6, 0.881, 0.8)
    assert after.whole is not None and before.whole is not None and after.whole > before.whole


@given(parts=st.tuples(*[st.floats(0, 1)] * 4))
def test_the_whole_is_no_surer_than_its_least_sure_field(parts):
    made = Scorer(MODEL).with_whole(FieldScores(**dict(zip(confidence.PARTS, parts, strict=True))))
    assert made.whole is not None and 0 <= made.whole <= min(parts)


@pytest.mark.parametrize("unknown", confidence.PARTS)
def test_a_field_of_which_nothing_is_known_leaves_the_whole_unknown(unknown):
    known = FieldScores(type=0.9, parties=0.9, day=0.9, place=0.9, whole=0.9)
    assert Scorer(MODEL).with_whole(replace(known, **{unknown: None})).whole is None


def test_fields_edited_by_hand_are_sure(make_event):
    scores = FieldScores(type=0.6, parties=0.5, day=0.4, place=0.3, whole=0.1)
    event = make_event(score=0.6, scores=scores)
    made = confidence.edited_scores(event, ("type", "when", "mode"))
    assert (made.type, made.parties, made.day, made.place) == (1.0, 0.5, 1.0, 0.3)
    assert made == confidence.bundled().with_whole(made)
    assert confidence.edited_scores(event, ("status", "radius_m")) == scores
    assert confidence.edited_scores(replace(event, score=0.2), ("score",)).type == 0.2
    sure = make_event(scores=replace(scores, parties=1.0))
    assert confidence.edited_scores(sure, ("type", "when", "where")) == FieldScores(
        type=1, parties=1, day=1, place=1, whole=1
    )


def test_events_of_an_earlier_version_stay_unscored_but_for_what_was_edited(make_event):
    assert confidence.edited_scores(make_event(), ("where",)) == FieldScores(place=1.0)


def test_the_bundled_weights_score_every_field():
    for name in ("parties", "day", "place", "whole"):
        assert confidence.bundled().score_field(name, {}) is not None
