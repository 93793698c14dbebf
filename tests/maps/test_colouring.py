"""Colours by a column and words under the pointer: what was asked for, for every event, or a clear error."""

import re

import numpy as np
import pandas as pd
import pytest

from geo.conversion import as_event_set
from geo.event_set import EventSet
from maps.colouring import PALETTE, RAMP, REST, SHAPES, hexadecimal, paint_of, tooltip_of
from maps.errors import UnknownColour, UnknownColumn, UnknownShape
from maps.event_map import EventMap
from maps.strings import WEB


@pytest.fixture
def found(make_event):
    kinds = [("AID", "actual"), ("PROTEST", "future"), ("AID", "actual"), ("AGREE", "negated")]
    return EventSet(
        [make_event(id=str(n), type=t, status=s, mode="", score=n / 4) for n, (t, s) in enumerate(kinds)]
    )


def seen(paint):
    """Give the label and colour of each event."""
    return [(paint["kinds"][n]["label"], paint["kinds"][n]["light"]) for n in paint["of"].tolist()]


def test_without_a_wish_the_page_has_its_own_colours(found):
    assert paint_of(found, found, color=None, by=None) is None


def test_one_colour_for_all(found):
    paint = paint_of(found, found, color="Crimson", by=None)
    assert seen(paint) == [("", "#dc143c")] * 4 and not paint["title"]


def test_the_commoner_values_of_a_column_have_a_colour_each(found):
    paint = paint_of(found, found, color=None, by="status")
    assert paint["title"] == "status"
    assert [label for label, _ in seen(paint)] == ["actual", "future", "actual", "negated"]
    assert seen(paint)[0][1] == PALETTE[0] and len({colour for _, colour in seen(paint)}) == 3


def test_values_may_be_given_colours_and_the_rest_get_others(found):
    paint = paint_of(found, found, color={"AID": PALETTE[0], "NOVEL": "#123456"}, by="type")
    colours = dict(seen(paint))
    assert colours["AID"] == PALETTE[0] and PALETTE[0] not in (colours["PROTEST"], colours["AGREE"])
    assert "NOVEL" not in [kind["label"] for kind in paint["kinds"]], "no event has it"


def test_missing_values_and_what_is_beyond_the_palette_are_grey(found):
    assert set(seen(paint_of(found, found, color=None, by="mode"))) == {("–", REST)}
    many = EventSet(tuple(found) * 5)
    table = many.events.assign(mine=[f"v{n}" for n in range(20)])
    labels = [label for label, colour in seen(paint_of(table, as_event_set(table), color=None, by="mine"))]
    assert labels.count("…") == 20 - len(PALETTE)


def test_numbers_of_many_values_have_a_ramp(found):
    many = EventSet(tuple(found) * 5)
    table = many.events.assign(risk=[*np.linspace(0, 10, 19), None])
    paint = paint_of(table, as_event_set(table), color=None, by="risk")
    colours = [colour for _, colour in seen(paint)]
    assert colours[0] == RAMP[0] and colours[18] == RAMP[-1] and colours[19] == REST
    assert seen(paint)[0][0] == "0 to 2"
    assert [RAMP.index(colour) for colour in colours[:19]] == sorted(RAMP.index(c) for c in colours[:19])
    few = table.assign(risk=[1, 2] * 10)
    assert {label for label, _ in seen(paint_of(few, as_event_set(few), color=None, by="risk"))} == {"1", "2"}


def test_words_under_the_pointer(found):
    table = found.events.assign(seen=pd.Timestamp("2024-05-03 14:30"), note=["<b>x</b>", "", None, "y" * 999])
    made = tooltip_of(table, found, ["type", "score", "seen", "note", "when_start"])
    rows = [[words[n] for n in made["of"][str(at)].tolist()] for at, words in enumerate(made["words"])]
    assert made["names"] == ["type", "score", "seen", "note", "when_start"]
    assert rows[0] == ["AID", "PROTEST", "AID", "AGREE"]
    assert rows[1] == ["0", "0.25", "0.5", "0.75"]
    assert rows[2][0] == "2024-05-03 14:30" and rows[4][0] == "2023-05-09"
    assert rows[3][:3] == ["<b>x</b>", "–", "–"] and len(rows[3][3]) == 300
    assert tooltip_of(found, found, "place")["names"] == ["place"]


def test_an_unknown_column_is_told_with_the_known_ones(found):
    for wish in ({"column": "geometry"}, {"column": "colour"}, {"tooltip": ["colour"]}):
        with pytest.raises(
            UnknownColumn, match=r"the table of events has no column .*, but id, report, type"
        ):
            EventMap(found, **wish)


@pytest.mark.parametrize("colour", ["reddish", "#12", "", "rgb(1,2,3)", "</script>", {"AID": "red"}])
def test_what_is_no_colour_is_told(found, colour):
    with pytest.raises(UnknownColour, match="is no colour here"):
        EventMap(found, color=colour)


def test_one_colour_does_not_go_with_a_column(found):
    with pytest.raises(UnknownColour, match="maps values to colours"):
        EventMap(found, color="red", column="type")


@pytest.mark.parametrize(
    ("name", "code"), [("DarkSlateGrey", "#2f4f4f"), (" #0Af ", "#00aaff"), ("grey", "#808080")]
)
def test_names_of_colours(name, code):
    assert hexadecimal(name) == code


def test_an_empty_set_takes_all_wishes():
    EventMap(EventSet(), column="score", tooltip=["type"]).document()
    EventMap(EventSet(), color="red").document()


def test_values_may_have_shapes_of_their_own(found):
    paint = paint_of(found, found, color=None, by="status", shape={"actual": "cross", "future": "star"})
    shapes = {kind["label"]: kind.get("shape") for kind in paint["kinds"]}
    assert shapes == {"actual": "cross", "future": "star", "negated": None}


@pytest.mark.parametrize(
    ("shape", "by"), [({"actual": "blob"}, "status"), ({"actual": "star"}, None)], ids=str
)
def test_a_wrong_shape_is_told(found, shape, by):
    with pytest.raises(UnknownShape, match="no shape here"):
        paint_of(found, found, color=None, by=by, shape=shape)


def test_shapes_are_those_that_the_page_draws():
    script = (WEB / "js/marks.js").read_text(encoding="utf-8")
    assert set(SHAPES) - {"circle"} == set(
        re.findall(r"^  (\w+): (?:regular|star|plus)\(", script, re.MULTILINE)
    )
