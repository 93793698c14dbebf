"""The features of the scores of an event's fields."""

import datetime
from dataclasses import replace

import pytest

from geo.events import field_features
from geo.events.reader.parties import Parties
from geo.records import Actor, PlaceLink, When


def actor(name, **more):
    return Actor(text=name, start=0, end=len(name), name=name, **more)


def when(first=None, last=None, granularity="unknown", text=None):
    return When(start=first, end=last, granularity=granularity, text=text, rule="x")


MONDAY = datetime.date(2024, 7, 15)


def said(features):
    """Return the names of the flags that are up."""
    return {name for name, value in features.items() if value == 1.0}


@pytest.mark.parametrize(
    ("parties", "flags"),
    [
        (Parties((), ()), {"none", "no actor", "no recipient"}),
        (Parties((), (), chance=0.5), {"read", "none", "no actor", "no recipient"}),
        (Parties((actor("the union"),), (actor("them"),), chance=0.5), {"read", "pronoun"}),
        (Parties((actor("Lima"),), (), chance=0.5, supported=True), {"read", "from rules", "no recipient"}),
        (Parties((actor("Rossi", why="inferred from the title"),), (), chance=0.5), {"read", "inferred", "no recipient"}),
    ],
    ids=["no reader, nobody", "nobody", "pronoun", "from rules", "inferred"],
)  # fmt: skip
def test_flags_of_participants(parties, flags):
    assert said(field_features.of_participants(parties)) == flags


def test_a_pronoun_whose_referent_is_known_is_a_name():
    he = Actor(text="he", start=0, end=2, name="Anna Rossi", why="pronoun of Anna Rossi")
    assert not field_features.of_participants(Parties((he,), ()))["pronoun"]


def test_the_probability_of_the_parties_counts_as_log_odds():
    low, half, high = (
        field_features.of_participants(Parties((), (), chance=p))["chance"] for p in (0.1, 0.5, 0.9)
    )
    assert low == pytest.approx(-high) and half == 0 < high


@pytest.mark.parametrize(
    ("features", "flags"),
    [
        (field_features.of_day(when(MONDAY, MONDAY, "day"), stated=True, nearby=1), {"stated", "day"}),
        (field_features.of_day(when(MONDAY, MONDAY, "day"), stated=False, nearby=2), {"inferred", "day", "several nearby"}),
        (field_features.of_day(when(MONDAY, None, "open"), stated=True, nearby=1), {"stated", "open"}),
        (field_features.of_day(when(MONDAY, MONDAY, "day"), stated=False, nearby=0, chance=0.6), {"completed", "day", "none nearby"}),
        (field_features.of_day(when(), stated=True, nearby=1), {"unknown"}),
        (field_features.of_day(when(text="Friday"), stated=True, nearby=1), {"unknown", "unread words"}),
    ],
    ids=["stated", "inferred", "open", "completed", "unknown", "unread"],
)  # fmt: skip
def test_flags_of_a_day(features, flags):
    assert said(features) == flags


def test_flags_of_a_place(make_mention):
    mention = make_mention()
    stated = PlaceLink(mention=mention, role="location")
    near = replace(stated, mention=replace(mention, phrase_start=mention.start - 5))
    guessed = replace(stated, inferred=True)
    assert said(field_features.of_place(stated, nearby=1)) == {"stated", "literal"}
    assert said(field_features.of_place(near, nearby=2)) == {
        "stated",
        "literal",
        "relation",
        "several nearby",
    }
    assert said(field_features.of_place(guessed, nearby=0)) == {"inferred", "literal", "none nearby"}
    assert said(field_features.of_place(guessed, nearby=0, chance=0.7)) == {
        "completed",
        "literal",
        "none nearby",
    }
    assert said(field_features.of_place(replace(stated, role="origin"), nearby=1)) == {
        "stated",
        "literal",
        "other role",
    }
    assert said(field_features.of_place(None, nearby=1, chance=0.7)) == {"none"}
    assert said(field_features.of_place(None, remote=True, nearby=1)) == {"none", "remote"}


def test_a_doubtful_geocoding_speaks_against_a_place(make_mention):
    sure, doubtful = (
        field_features.of_place(PlaceLink(mention=make_mention(score=score), role="location"), nearby=1)
        for score in (0.9, 0.3)
    )
    assert sure["geocoding"] > 0 > doubtful["geocoding"]
