"""Records as plain values: the keys that programs count on, with nothing lost."""

import json
from dataclasses import replace

import pytest
import shapely

from geo.json_objects import disagree, event_object, figures_object, mention_object
from geo.records import Actor, FieldScores, Figure, PlaceLink


def test_objects_have_the_contracts_keys(make_event, make_mention):
    assert list(event_object(make_event()))[:4] == ["id", "report", "type", "mode"]
    wanted = {"id", "report", "type", "mode", "status", "actors", "recipients", "when", "where", "places", "sentence",
              "start", "end", "score", "also"}  # fmt: skip
    assert wanted <= set(event_object(make_event()))
    wanted = {"report", "start", "end", "text", "role", "place_id", "name", "lon", "lat", "country", "kind", "score",
              "role_score", "radius_m", "geometry_type", "reason"}  # fmt: skip
    assert wanted <= set(mention_object(make_mention()))
    unresolved = mention_object(make_mention(place=None, geometry=None))
    assert {
        unresolved[key]
        for key in ("place_id", "name", "lon", "lat", "country", "kind", "score", "geometry_type")
    } == {None}
    json.dumps([event_object(make_event()), mention_object(make_mention())])


def figure(low, high, kind="killed", unit="", text="x"):
    return Figure(kind=kind, low=low, high=high, text=text, start=0, end=1, unit=unit, report="r1")


@pytest.mark.parametrize(
    ("figures", "differ"),
    [
        ([], False), ([(9, 9)], False), ([(9, 9), (9, 9)], False), ([(9, 9), (10, 10)], True), ([(9, None), (10, 10)], False),
        ([(9, None), (8, 8)], True), ([(None, 9), (9, None)], False), ([(None, 8), (9, None)], True), ([(None, None), (9, 9)], False),
        ([(5, 9), (7, 12), (8, 20)], False), ([(5, 9), (7, 12), (10, 20)], True),
    ],
)  # fmt: skip
def test_figures_disagree_when_their_intervals_have_nothing_in_common(figures, differ):
    assert disagree([figure(*each) for each in figures]) == differ
    assert disagree([figure(*each) for each in reversed(figures)]) == differ


def test_figures_of_different_units_do_not_disagree():
    assert not disagree([figure(5, 5, unit="homes"), figure(9, 9, unit="cars")])
    assert disagree([figure(5, 5, unit="homes"), figure(9, 9, unit="cars"), figure(6, 6, unit="homes")])


def test_figures_are_grouped_by_kind_with_the_further_ones_beside(make_event):
    event = make_event(
        figures=(
            figure(9, 9),
            figure(5, 5, "amount", "USD"),
            figure(10, 10),
            figure(6, 6, "amount", "USD"),
            figure(7, 7, "amount", ""),
            figure(2, None, "wounded"),
        )
    )
    found = figures_object(event)
    assert list(found) == ["killed", "amount", "wounded"]
    assert (
        found["killed"]["low"],
        found["killed"]["conflict"],
        [each["low"] for each in found["killed"]["also"]],
    ) == (9, True, [10])
    assert found["amount"]["unit"] == "USD" and [each["unit"] for each in found["amount"]["also"]] == [
        "USD",
        None,
    ]
    assert found["amount"]["conflict"] is False, "several sums are no contradiction"
    assert (
        "unit" not in found["killed"] and "also" not in found["wounded"] and found["wounded"]["high"] is None
    )
    assert figures_object(make_event()) == {}


def test_an_event_is_plain_values_that_json_takes(make_event, make_mention):
    link = PlaceLink(mention=make_mention(), role="location", inferred=True, reason="why")
    actor = Actor(
        text="the Kenyan police", start=3, end=9, name="police", country="KE", role="COP", inferred=True,
        why="named", description="The national police",
    )  # fmt: skip
    event = make_event(
        places=(link,),
        actors=(actor,),
        recipients=(replace(actor, country="", role=""),),
        score=0.12345,
        radius_m=1234.6,
    )
    made = json.loads(json.dumps(event_object(event)))
    assert made["actors"] == [{"text": "the Kenyan police", "name": "police", "country": "KE", "iso3": "KEN", "role": "COP",
                               "inferred": True, "why": "named", "description": "The national police", "start": 3, "end": 9}]  # fmt: skip
    assert [made["recipients"][0][name] for name in ("country", "iso3", "role")] == [None, None, None]
    assert (
        event_object(make_event(actors=(Actor(text="x", start=0, end=1, name="x"),)))["actors"][0]["why"]
        is None
    )
    assert (made["score"], made["radius_m"], made["mode"], made["acled"]) == (0.123, 1235, None, None)
    assert made["when"] == {
        "start": "2023-05-09",
        "end": "2023-05-09",
        "granularity": "day",
        "text": "Tuesday",
        "rule": "weekday",
    }
    assert made["where"] == {"type": "Point", "coordinates": [15.3136, -4.3276]}
    [place] = made["places"]
    assert (place["place_id"], place["role"], place["inferred"], place["reason"]) == (
        "geonames:2314302",
        "location",
        True,
        "why",
    )
    assert made["also"] == [] and made["reports"] == 1


def test_further_mentions_name_their_report_where_it_is_another(make_event):
    (main,) = make_event().mentions
    made = event_object(make_event(mentions=(main, replace(main, start=99), replace(main, report="r2"))))
    assert [("report" in each, each.get("report")) for each in made["also"]] == [(False, None), (True, "r2")]
    assert made["reports"] == 2


def test_outlines_are_simplified_only_when_asked_for(make_event):
    island = shapely.Point(1, 2).buffer(3, quad_segs=64)
    event = make_event(where=island)
    whole, simple = event_object(event), event_object(event, simplified=True)
    assert "where_tolerance_deg" not in whole and simple["where_tolerance_deg"] > 0
    assert len(simple["where"]["coordinates"][0]) < len(whole["where"]["coordinates"][0]) == 257
    assert event_object(event, where="given")["where"] == "given"
    assert event_object(make_event(where=None), simplified=True)["where"] is None


def test_a_mention_is_rounded_and_unresolved_ones_are_null(make_mention):
    place = replace(make_mention().place, lon=1.23456789, admin1="", country="")
    made = mention_object(make_mention(place=place, score=0.98765, radius_m=15.7))
    assert [made[name] for name in ("lon", "score", "radius_m", "admin1", "country", "iso3")] == [
        1.234568,
        0.988,
        16,
        None,
        None,
        None,
    ]
    assert (
        mention_object(make_mention(place=None, score=0.5, radius_m=None, geometry=None))["radius_m"] is None
    )


def test_scores_of_fields_are_given_by_name_and_unknown_ones_are_null(make_event):
    scores = FieldScores(type=0.9, parties=0.25, day=0.5, whole=0.125)
    assert event_object(make_event(scores=scores))["scores"] == {
        "type": 0.9, "parties": 0.25, "day": 0.5, "place": None, "whole": 0.125,
    }  # fmt: skip
