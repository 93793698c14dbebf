"""Whether two mentions are of one event: what must agree, and what speaks for it."""

import datetime
from dataclasses import replace

import pytest
import shapely

from geo.events.event_identity import can_be_same
from geo.records import Actor, Event, EventMention, Figure, When

MONDAY, TUESDAY = datetime.date(2024, 7, 15), datetime.date(2024, 7, 16)


def when(start=None, end=None, granularity="open"):
    return When(start=start, end=end, granularity=granularity, text=None, rule="as the test says")


def day(date):
    return when(date, date, "day")


def actor(name):
    return Actor(text=name, start=0, end=len(name), name=name)


def event(text="attack", *, sentence="A sentence.", report="r", **known):
    mention = EventMention(report=report, start=0, end=len(text), text=text, sentence=sentence)
    given = {
        "id": "x", "report": report, "type": "ASSAULT", "mode": "", "acled": "", "status": "actual", "actors": (),
        "recipients": (), "when": when(), "where": None, "radius_m": None, "places": (), "sentence": sentence,
        "start": 0, "end": len(text), "score": 0.5, "mentions": (mention,), "evidence": {},
    }  # fmt: skip
    return Event(**given | known)


ONE = event("attack", sentence="The attack was long.", when=day(MONDAY), recipients=(actor("Omar Hadi"),))
OTHER = event("raid", sentence="The raid was long.", when=day(MONDAY), recipients=(actor("Omar Hadi"),))


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "COERCE"},
        {"status": "negated"},
        {"status": "future"},
        {"when": day(MONDAY + datetime.timedelta(days=9))},
    ],
    ids=["type", "negated", "future", "day"],
)
def test_what_contradicts_parts_them(changes):
    assert not can_be_same(ONE, replace(OTHER, **changes))


def test_what_is_not_known_rules_nothing_out():
    assert can_be_same(ONE, OTHER)
    assert can_be_same(event("attack", sentence="One."), event("raid", sentence="Two.", type=""))


def test_places_of_one_event_are_within_fifty_kilometres_and_half_of_that_across_reports():
    def at(lat, **known):
        return replace(OTHER, where=shapely.Point(0, lat), **known)

    here = replace(ONE, where=shapely.Point(0, 0))
    degree_km = 110.6
    assert can_be_same(here, at(49 / degree_km))
    assert not can_be_same(here, at(51 / degree_km))
    mention = replace(OTHER.mentions[0], report="s")
    assert can_be_same(here, at(24 / degree_km, report="s", mentions=(mention,)))
    assert not can_be_same(here, at(26 / degree_km, report="s", mentions=(mention,)))


def test_neighbouring_days_are_of_one_event_only_for_one_person_or_toll():
    later = replace(OTHER, when=day(TUESDAY))
    assert can_be_same(ONE, later)
    assert not can_be_same(ONE, replace(later, when=day(MONDAY + datetime.timedelta(days=4))))
    soldiers = (actor("soldiers"),)
    assert not can_be_same(replace(ONE, recipients=soldiers), replace(later, recipients=soldiers))
    assert not can_be_same(replace(ONE, type="PROTEST"), replace(later, type="PROTEST"))


@pytest.mark.parametrize(("toll", "same"), [(4, False), (5, True)])
def test_a_small_toll_is_the_same_by_chance(toll, same, code):
    (stated,) = code("A car bomb exploded in Mosul.")
    figure = Figure(kind="killed", low=toll, high=toll, unit="", text=str(toll), start=0, end=1, report="r")
    first = replace(stated, figures=(figure,), when=day(MONDAY))
    second = replace(stated, figures=(figure,), when=day(TUESDAY))
    assert can_be_same(first, second) is same


def test_a_war_is_no_single_attack():
    war = event("war", when=day(MONDAY), recipients=ONE.recipients)
    assert not can_be_same(war, event("strike", when=day(MONDAY), recipients=ONE.recipients))
