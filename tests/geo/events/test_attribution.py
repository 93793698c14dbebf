"""The fields of an event from all its mentions."""

import datetime
from dataclasses import replace

import pytest
import shapely

from geo.events.attribution import attribute
from geo.records import FieldScores, PlaceLink, When

MONDAY, TUESDAY = datetime.date(2024, 7, 15), datetime.date(2024, 7, 16)


def day(date, text):
    return When(start=date, end=date, granularity="day", text=text, rule="weekday")


@pytest.fixture
def at(make_event, make_mention):
    """Return a function that makes an event at a place of some kind and size."""

    def made(name, lon, radius, *, role="literal", inferred=False, start=0, **known):
        mention = make_mention(
            text=name, start=start, role=role, geometry=shapely.Point(lon, 31.4), radius_m=radius
        )
        link = PlaceLink(mention=mention, role="location", inferred=inferred)
        event = make_event(where=mention.geometry, radius_m=radius, places=(link,), **known)
        return replace(event, evidence={"where": f"It is {name}."})

    return made


def test_the_most_precise_own_place_wins_whatever_is_likelier(at):
    wide = at("Gaza", 34.4, 20_000.0, score=0.9)
    precise = at("southern Gaza", 34.3, 8_000.0, score=0.5, start=50)
    for events in ([wide, precise], [precise, wide]):
        made = attribute(events)
        assert made.where is precise.where
        assert made.evidence["where"] == "It is southern Gaza."
        assert [link.mention.text for link in made.places] == ["southern Gaza", "Gaza"]


@pytest.mark.parametrize("told", [{"role": "embedded"}, {"inferred": True}], ids=["nickname", "inferred"])
def test_a_place_inside_a_name_or_of_another_sentence_comes_last(at, told):
    small = at("Gaza", 34.4, 100.0, score=0.9, **told)
    stated = at("southern Gaza", 34.3, 8_000.0, score=0.5, start=50)
    assert attribute([small, stated]).where is stated.where


def test_of_days_that_contradict_the_surest_stays_and_the_other_is_kept(make_event):
    unsure = make_event(score=0.9, when=day(MONDAY, "Monday"), scores=FieldScores(type=0.9, day=0.3))
    sure = make_event(score=0.5, when=day(TUESDAY, "Tuesday"), scores=FieldScores(type=0.5, day=0.9))
    for events in ([unsure, sure], [sure, unsure]):
        made = attribute(events)
        assert made.when == sure.when
        assert made.other_dates == (unsure.when,)
        assert "gives a different date, “Monday”" in made.evidence["when"]


def test_three_mentions_are_one_choice_and_not_two(at):
    events = [
        at(name, 34.3, size, start=n) for n, (name, size) in enumerate((("A", 9e3), ("B", 1e3), ("C", 5e3)))
    ]
    assert attribute(events).where is events[1].where
    assert attribute(events[:1]) is events[0]
