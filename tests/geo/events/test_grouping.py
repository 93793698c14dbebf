"""A mention joins the group that it agrees with best, unless something rules it out."""

from dataclasses import replace

import pytest

from geo.events.grouping import GROUPS, Grouping
from geo.events.mention_features import NAMES
from geo.events.same_event import PairScorer

SHARED = NAMES.index("same trigger")


@pytest.fixture
def scorer():
    """Give a scorer that asks for the same trigger alone."""
    hidden = [0.0] * (len(NAMES) + 1)
    hidden[SHARED] = 2.0
    model = {"features": NAMES, "hidden": [hidden], "out": [8.0, -4.0], "least": 0.5, "least of words": 0.5}
    return PairScorer(model | {"rarities": {}})


@pytest.fixture
def told(make_event):
    """Return a function that makes events of these triggers."""

    def made(*words):
        event = make_event()
        return [replace(event, mentions=(replace(event.mentions[0], text=word),)) for word in words]

    return made


def grouped(events, scorer, *, keys=lambda event: ["all"], can_join=lambda event, group: True, **known):
    found = Grouping(can_join, lambda one, other: 0.0, scorer, **known)
    return [found.add(event, keys(event)) for event in events]


def test_the_likeliest_group_is_joined(told, scorer):
    assert grouped(told("raid", "talk", "raid", "talks", "visit"), scorer) == [0, 1, 0, 1, 2]


def test_one_member_can_keep_an_event_out(told, scorer):
    def one_at_a_time(event, group):
        return len(group) < 2

    assert grouped(told("raid", "raid", "raid"), scorer, can_join=one_at_a_time) == [0, 0, 1]


def test_events_without_a_common_key_are_not_compared(told, scorer):
    events = told("raid", "raid")
    assert grouped(events, scorer, keys=lambda event: [id(event)]) == [0, 1]


def test_what_is_sure_is_joined_whatever_the_scorer_says(told, scorer):
    assert grouped(told("flood", "water"), scorer, is_sure=lambda event, group: True) == [0, 0]


def test_a_bucket_is_searched_from_its_end(told, scorer):
    others = told(*(f"act{n}x" for n in range(GROUPS)))
    first, last = told("raid", "raid")
    assert grouped([first, *others, last], scorer)[-1] == GROUPS + 1
    assert grouped([first, *others[1:], last], scorer)[-1] == 0
