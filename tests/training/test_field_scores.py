"""What the scores of fields are learned from: which found events are right in what, and their features."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from geo.events.confidence import Scorer
from geo.records import Actor, FieldScores
from training import field_scores
from training.codings import CodedEvent, CodedMention, CodedReport, Party
from training.field_scores import FeatureRecorder, FieldRow

MODEL = {"detector": {"bias": 0.0}, "listed": {"bias": 2.0}, "least": 0.0, "least alone": 0.0}
TEXT = "Wardens fined two anglers in Kinshasa on Tuesday. Later they fined Rossi."


def span(words):
    return TEXT.index(words), TEXT.index(words) + len(words)


def coded(trigger, actors=(), recipients=(), **more):
    known = {"roots": ("COERCE",), "status": "actual", "optional": False, "times": (), "places": ()}
    sides = (tuple(Party(span(words), None) for words in side) for side in (actors, recipients))
    return CodedEvent(mentions=(CodedMention(span(trigger), *sides),), **(known | more))


def report(*events):
    return CodedReport("r1", TEXT, None, events, ())


def gold(event, **more):
    """Return an event in the scorer's format; here dates and places are right or wrong as it says."""
    return {
        "trigger": list(event.mentions[0].trigger), "also": [], "roots": list(event.roots), "optional": event.optional,
        "status": "actual", "date": True, "where": True,
    } | more  # fmt: skip


def _parties(ours, theirs):
    pairs = [(ours[side], [one["name"] for one in theirs[side]]) for side in ("actors", "recipients")]
    right = sum(name in [one["name"] for one in mine] for mine, names in pairs for name in names)
    reached = sum(one["name"] in names for mine, names in pairs for one in mine)
    return right, sum(len(names) for _, names in pairs), reached, sum(len(mine) for mine, _ in pairs)


RULES = SimpleNamespace(
    root=lambda event: event["type"],
    weigh=lambda event, _sentences, found, _day: float(event["trigger"][0] == found["start"]),
    assign=lambda weights: {
        i: j for i, row in enumerate(weights) for j, weight in enumerate(row) if weight > 0
    },
    date_agrees=lambda date, *_: date,
    place_agrees=lambda where, _: where,
    parties=_parties,
)


@pytest.fixture
def found(make_event):
    """Return a function that makes an event of the text as it was found."""

    def made(trigger="fined", actors=("Wardens",), recipients=("two anglers",), **fields):
        start, end = span(trigger)
        people = [
            tuple(Actor(text=name, start=0, end=1, name=name) for name in side)
            for side in (actors, recipients)
        ]
        mention = replace(make_event().mentions[0], start=start, end=end)
        known = {"type": "COERCE", "start": start, "end": end, "mentions": (mention,)}
        return make_event(actors=people[0], recipients=people[1], **(known | fields))

    return made


def verdict(event, made, **more):
    (pair,) = field_scores.judged(
        report(event), {"events": [gold(event, **more)], "published": None, "sentences": []}, [made], RULES
    )
    assert pair[0] is made
    return pair[1]


FINED = coded("fined", actors=["Wardens"], recipients=["two anglers"])


def test_an_event_that_is_right_in_everything_is_right_as_a_whole(found):
    assert verdict(FINED, found()) == {"day": True, "place": True, "parties": True, "whole": True}


@pytest.mark.parametrize(
    ("wrong", "fields", "more"),
    [
        ("parties", {"recipients": ()}, {}),
        ("parties", {"actors": ("Wardens", "Rossi")}, {}),
        ("day", {}, {"date": False}),
        ("place", {}, {"where": False}),
    ],
    ids=["a party is missing", "a party too many", "another day", "another place"],
)
def test_one_wrong_field_makes_the_whole_wrong_and_no_other(found, wrong, fields, more):
    right = verdict(FINED, found(**fields), **more)
    assert {name for name, value in right.items() if not value} == {wrong, "whole"}


def test_of_the_fields_of_another_type_or_of_no_event_nothing_is_said(found):
    assert verdict(FINED, found(type="AID")) == {"whole": False}
    assert verdict(FINED, found(trigger="they")) == {"whole": False}


def test_optional_events_are_left_out(found):
    event = replace(FINED, optional=True)
    coding = {"events": [gold(event)], "published": None, "sentences": []}
    assert list(field_scores.judged(report(event), coding, [found()], RULES)) == []


def test_features_are_found_again_by_the_scores_that_an_event_has():
    recorder = FeatureRecorder(MODEL)
    assert isinstance(recorder, Scorer)
    scores = recorder.rescored(FieldScores(type=0.9), {"day": {"stated": 1.0}, "place": {"none": 1.0}})
    again = recorder.rescored(scores, {"day": {"completed": 1.0}})
    assert recorder.features(scores.day) == {"stated": 1.0}
    assert recorder.features(again.day) == {"completed": 1.0}
    assert recorder.features(again.place) == {"none": 1.0}
    assert again.type == 0.9


@pytest.fixture
def rows_of_sixty():
    """Rows of events whose parties are right where the reader is sure, and whose days are right where stated."""
    rows = []
    for n in range(60):
        sure, stated = n % 2 == 0, n % 3 == 0
        seen = {
            "parties": {"chance": 2.0 if sure else -2.0},
            "day": {"stated": float(stated)},
            "place": {"stated": 1.0},
        }
        right = {"parties": sure, "day": stated or n % 5 == 0, "place": n % 10 != 0}
        rows.append(FieldRow(n, 0.9, seen, right | {"whole": all(right.values())}))
    return rows


def test_weights_follow_what_was_right(rows_of_sixty):
    weights = field_scores.fit_fields(rows_of_sixty)
    assert set(weights) == {"parties", "day", "place", "whole"}
    assert weights["parties"]["chance"] > 0.5
    assert weights["day"]["stated"] > 0.5
    assert weights["whole"]["parties"] > 0 and weights["whole"]["day"] > 0
    scorer = Scorer(MODEL | {"fields": weights})
    assert (
        scorer.score_field("parties", {"chance": 2.0}) > 0.8 > scorer.score_field("parties", {"chance": -2.0})
    )


def test_rows_of_a_field_leave_out_events_of_which_the_coding_says_nothing(rows_of_sixty):
    rows = [
        replace(rows_of_sixty[0], right={"parties": True}),
        replace(rows_of_sixty[1], right={"day": False}),
    ]
    some = field_scores.rows_of_fields(rows, field_scores.fit_fields(rows_of_sixty))
    assert [(name, [right for *_, right in each]) for name, each in some.items()] == [
        ("parties", [True]), ("day", [False]), ("place", []), ("whole", []),
    ]  # fmt: skip


def test_a_surer_field_never_makes_the_whole_less_sure():
    rows = [
        (n, {"day": 1.0 if n % 2 else -1.0, "place": -1.0 if n % 2 else 1.0}, bool(n % 2)) for n in range(40)
    ]
    weights = field_scores.fit_rising(rows)
    assert weights["day"] > 0.5
    assert weights.get("place", 0.0) >= 0
