"""Mentions of one event merge, other events stay apart, and nothing that was told is lost."""

import datetime
from itertools import permutations

import pytest
import shapely

from geo.events.coreference import merge, same_event


def of(events, root):
    return [event for event in events if event.type == root]


def test_one_attack_told_three_times(code):
    text = (
        "The general described the recent strike targeting Omar Hadi. "
        "The strike targeting Hadi and Musa Ali was a surprise. "
        "The army confirmed on Sunday that Ali was killed in the air strike near Idlib."
    )
    (event,) = of(code(text, people=["Omar Hadi", "Hadi", "Musa Ali", "Ali"]), "ASSAULT")
    assert len(event.mentions) >= 3
    assert event.places[0].mention.text == "Idlib"
    assert event.when.end == datetime.date(2024, 7, 14)
    assert event.mode == "aerial"


def test_killed_and_wounded_in_an_attack_is_one(code):
    text = "Gunmen killed five soldiers and wounded ten civilians in an attack in Mosul on Monday."
    (event,) = of(code(text), "ASSAULT")
    assert len(event.mentions) >= 2


def test_a_definite_noun_takes_up_what_was_told(code):
    text = "A car bomb exploded in Mosul on Monday. Al-Shabaab claimed responsibility for the attack."
    (event,) = of(code(text), "ASSAULT")
    assert [actor.name for actor in event.actors] == ["Al-Shabaab"]
    assert len(event.mentions) == 2


def test_a_headline_and_its_story(code):
    text = "Soldiers arrested in Lima\n\nPolice arrested two soldiers in Lima on Monday."
    (event,) = of(code(text), "COERCE")
    assert event.when.start == datetime.date(2024, 7, 15)


def test_other_places_are_other_events(code):
    text = "A car bomb exploded in Mosul on Monday. A car bomb exploded in Lahore on Monday."
    assert len(of(code(text), "ASSAULT")) == 2


def test_other_days_are_other_events(code):
    text = "Warplanes bombed Aleppo on Monday. Warplanes bombed Aleppo on Saturday."
    assert len(of(code(text), "ASSAULT")) == 2


def test_other_victims_are_other_events(code):
    text = "Police arrested Omar Hadi in Lima. Police arrested Musa Ali in Lima."
    assert len(of(code(text, people=["Omar Hadi", "Musa Ali"]), "COERCE")) == 2


def test_a_war_swallows_no_single_attack(code):
    text = "The war against al-Shabaab in Somalia goes on. An air strike on al-Shabaab near Mogadishu came on Monday."
    assert len(of(code(text), "ASSAULT")) == 2


def test_across_reports(code):
    text = "A car bomb exploded in Mosul on Monday, killing nine soldiers."
    again = "Iraqi police spoke of the car bomb that exploded in Mosul on Monday."
    far = "A car bomb exploded in Lahore on Monday."
    events = [
        e
        for name, t in (("a", text), ("b", again), ("c", far))
        for e in code(t, report=name)
        if e.type == "ASSAULT"
    ]
    merged = merge(events)
    assert len(merged) == 2
    assert {mention.report for mention in merged[0].mentions} == {"a", "b"}


def test_undated_events_of_two_reports_stay_apart(code):
    events = [e for name in "ab" for e in code("A car bomb exploded in Mosul.", report=name)]
    assert len(merge(events)) == 2


def test_no_mention_is_lost_and_merging_is_idempotent(code):
    text = (
        "Gunmen killed five soldiers in Mosul on Monday. The attack wounded ten. Police arrested two soldiers in Lima. "
        "Gunmen killed two farmers in Mosul on Monday. Kenya and Peru signed a treaty in Nairobi in 2019."
    )
    events = code(text)
    assert merge(events) == events
    starts = [mention.start for event in events for mention in event.mentions]
    assert len(starts) == len(set(starts))


def test_order_of_reports_changes_no_number(code):
    parts = [
        code(text, report=name)
        for name, text in (
            ("a", "A car bomb exploded in Mosul on Monday."),
            ("b", "The car bomb in Mosul on Monday killed nine soldiers."),
            ("c", "Police arrested two soldiers in Lima on Monday."),
        )
    ]
    counts = {len(merge([event for part in order for event in part])) for order in permutations(parts)}
    assert len(counts) == 1


def test_negated_is_not_the_same(code):
    (yes,) = code("Police arrested two soldiers in Lima on Monday.")
    (no,) = code("Police did not arrest two soldiers in Lima on Monday.")
    assert not same_event(yes, no)
    assert same_event(yes, yes)


def test_empty():
    assert merge([]) == []


def test_parties_are_kept_once(make_event):
    event = make_event()
    (merged,) = merge([event, event])
    assert merged.actors == event.actors
    assert len(merged.mentions) == len(event.mentions)


def test_neighbours_are_not_one_place(code):
    found = code("Jets bombed depots in Syria on Monday. Jets bombed camps in Iraq on Monday.")
    assert len([event for event in found if event.type == "ASSAULT"]) == 2


def test_two_days_told_of_one_killing_are_one_event_that_keeps_both(code):
    first = "Gunmen killed Ana Lopez in Lima on Monday."
    second = "On Sunday gunmen killed Ana Lopez in Lima, the mayor said."
    (event,) = code(f"{first} {second}", people=("Ana Lopez",))
    assert len(event.mentions) == 2
    assert event.when.text != event.other_dates[0].text
    assert {event.when.text, event.other_dates[0].text} == {"Monday", "Sunday"}
    assert "different date" in event.evidence["when"]


def test_attacks_of_two_days_on_one_town_are_two(code):
    found = code("Gunmen attacked soldiers in Lima on Monday. Gunmen attacked soldiers in Lima on Sunday.")
    assert [event.other_dates for event in found] == [(), ()]


@pytest.mark.parametrize(
    ("lat", "step", "same"),
    [
        (70.0, (1.0, 0.0), True),  # 38 km to the east, a degree of longitude
        (70.0, (0.0, 0.4), True),  # 45 km to the north
        (70.0, (1.6, 0.0), False),  # 61 km
        (5.0, (0.49, 0.0), False),  # 54 km
        (5.0, (0.4, 0.0), True),
    ],
)
@pytest.mark.parametrize("lon", [20.0, 179.8])
def test_how_near_two_places_are_is_measured_in_metres(make_event, lon, lat, step, same):
    east = (lon + step[0] + 180) % 360 - 180
    first = make_event(where=shapely.Point(lon, lat))
    second = make_event(where=shapely.Point(east, lat + step[1]))
    assert same_event(first, second) == same
