"""How the fields of two events compare: what is unknown agrees with all, a part of a name with the whole."""

import datetime

import pytest

from geo.events.field_comparison import (
    intervals_meet,
    is_dated,
    participants_match,
    participants_share_name,
    tolls,
)
from geo.records import Actor, When

MONDAY, TUESDAY = datetime.date(2024, 5, 13), datetime.date(2024, 5, 14)


def when(start=None, end=None):
    return When(start=start, end=end, granularity="open", text=None, rule="")


def actors(*names, country=""):
    return tuple(Actor(text=name, start=0, end=1, name=name, country=country) for name in names)


def test_open_intervals_meet_what_they_may_hold():
    before, after = when(end=MONDAY), when(start=TUESDAY)
    assert not intervals_meet(before, after)
    assert intervals_meet(before, when(start=MONDAY, end=MONDAY))
    assert intervals_meet(when(), after)
    assert not is_dated(when())
    assert is_dated(before)


@pytest.mark.parametrize(
    ("ours", "theirs", "match", "share"),
    [
        (actors("Ana Ruiz"), actors("Ruiz"), True, True),
        (actors("Ana Ruiz"), actors("Tom Beck"), False, False),
        (actors("Ana Ruiz"), actors("soldiers"), True, False),
        (actors("soldiers"), actors("soldiers"), True, True),
        (actors("Egypt", country="EG"), actors("Cairo", country="EG"), True, False),
    ],
    ids=["surname", "two-people", "name-and-description", "one-description", "one-country"],
)
def test_participants(ours, theirs, match, share):
    assert participants_match(ours, theirs) is match
    assert participants_share_name(ours, theirs) is share


def test_small_tolls_are_the_same_by_chance(make_event):
    assert tolls(make_event()) == set()
