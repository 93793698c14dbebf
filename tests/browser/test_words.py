"""Events in words on the page: the same titles as in Python, places as the report means them, rows with room for one line."""

import csv
import datetime
import io
import itertools
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import shapely

from geo.event_set import EventSet
from geo.plover import MODES
from geo.records import Actor, PlaceLink
from maps.basemap import EMPTY, Basemap
from maps.event_map import EventMap
from maps.strings import load_strings
from maps.titles import title, with_labels

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def people(*names):
    return tuple(Actor(text=name, start=0, end=1, name=name) for name in names)


def test_the_page_words_every_type_as_python_does(show, make_event, make_mention):
    codes = [(root, mode) for root, modes in MODES.items() for mode in ["", *modes.split()]]
    border = replace(make_mention(), meaning="the border of Here and There")
    sides = [
        {"actors": people("Ann", "Ben", "Ann"), "recipients": people("{actors}")},
        {"actors": people("Ann", "Ben", "Cem", "Dan", "Eve"), "recipients": ()},
        {"actors": (), "recipients": people("ann’s men", "Ben")},
        {"actors": (), "recipients": ()},
        {"actors": (), "recipients": (), "places": (PlaceLink(mention=border, role="location"),)},
        {"actors": (), "recipients": (), "places": (), "where": None},
    ]
    statuses = ["actual", "historical", "future", "hypothetical", "negated"]
    events = tuple(
        make_event(id=f"e{n}", type=root, mode=mode, status=status, **side)
        for n, ((root, mode), side, status) in enumerate(
            ((code, side, statuses[(n + m) % 5]) for n, code in enumerate(codes) for m, side in enumerate(sides))
        )
    )  # fmt: skip
    mentions = tuple(link.mention for event in events for link in event.places)
    page = show(EventMap(EventSet((), events, mentions), basemap=Basemap(world=EMPTY)))
    titles = page.evaluate(
        "() => Array.from({ length: Dateline.app.events.count }, (_, n) => [Dateline.app.events.get('id', n), Dateline.app.events.get('title', n)])"
    )
    wanted = {event.id: title(event, load_strings("en")) for event in events}
    assert {name: made for name, made in titles if made != wanted[name]} == {}
    assert len(titles) == len(codes) * 6 > 300


@pytest.fixture
def page(show, found, make_mention):
    """Give a page of `found` whose first event is at a border, which its report calls otherwise."""
    first, *rest = found
    said = replace(
        first.places[0].mention, text="Jordanian", meaning="the border of Jordan and Israel", report="r1",
        reason="a border that is named after one side", geometry=shapely.LineString([(35.5, 31.8), (35.6, 32.4)]),
    )  # fmt: skip
    first = replace(
        first, places=(PlaceLink(mention=said, role="location"),), where=said.geometry, mode="strike",
        acled="Peaceful protest", evidence={"where": "in its sentence"},
    )  # fmt: skip
    mentions = [said, *(link.mention for event in rest for link in event.places)]
    return show(EventMap(EventSet(found.reports, (first, *rest), tuple(mentions))))


def card(page, name):
    page.evaluate(
        "(id) => Dateline.app.select(Array.from({ length: Dateline.app.events.count }, (_, n) => n).find((n) => Dateline.app.events.get('id', n) === id))",
        name,
    )
    page.wait_for_selector(".card .kind")
    return page.locator(".card")


def test_the_card_has_words_first_and_codes_small(page):
    shown = card(page, "e0")
    kind = shown.locator(".kind")
    assert kind.inner_text().startswith("Strike")
    assert kind.locator("code").inner_text() == "PLOVER PROTEST strike · ACLED Peaceful protest"
    sizes = [
        page.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)", one.element_handle())
        for one in (kind, kind.locator("code"))
    ]
    assert sizes[1] < sizes[0]


def test_the_card_says_what_the_report_means_by_a_phrase(page):
    places = card(page, "e0").locator("dd", has_text="At")
    assert places.first.inner_text() == "At Jordanian: the border of Jordan and Israel"
    assert "the border of Jordan and Israel" in page.locator(".event[aria-current=true] small").inner_text()


@pytest.mark.parametrize("size", [(1440, 900), (844, 390), (390, 844)], ids=["desk", "lying-phone", "phone"])
def test_rows_are_low_and_tell_the_rest_beside_them(show, found, size):
    long = "Sultan of the Orchard League and of all the harbours that lie between the two seas and the desert"
    events = tuple(
        replace(event, actors=people(long), sentence="The whole sentence of the report.") for event in found
    )
    page = show(
        EventMap(EventSet(found.reports, events, tuple(found.mention_records))), width=size[0], height=size[1]
    )
    heights = page.locator("li.row").evaluate_all("(rows) => rows.map((row) => row.offsetHeight)")
    assert len(heights) >= 3 and max(heights) <= 48
    page.keyboard.press("Tab")  # the keyboard is in use
    row = page.locator(".event").nth(1)
    row.focus()
    tip = page.locator(f"#{row.get_attribute('aria-describedby')}")
    assert tip.get_attribute("role") == "tooltip"
    assert "The whole sentence of the report." in tip.inner_text()
    assert long in tip.inner_text()
    box, at = tip.bounding_box(), row.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= size[0]
    assert box["y"] >= 0 and box["y"] + box["height"] <= size[1]
    apart = (
        box["x"] >= at["x"] + at["width"]
        or box["y"] >= at["y"] + at["height"]
        or box["y"] + box["height"] <= at["y"]
    )
    assert apart  # the row itself stays to be seen
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    assert row.get_attribute("aria-describedby") is None
    assert page.evaluate("document.activeElement.className") == "event"


def test_the_pointer_may_go_onto_what_it_called_up(show, found):
    page = show(EventMap(found))
    row = page.locator(".event").nth(2)
    row.hover()
    tip = page.locator(".row-tip")
    tip.wait_for(state="visible")
    box = tip.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10, steps=4)
    page.wait_for_timeout(400)
    assert tip.is_visible()
    page.mouse.move(900, 500)
    tip.wait_for(state="hidden")


def exported(page, kind):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Export {kind}").click()
    return Path(waiting.value.path()).read_text(encoding="utf-8-sig")


def test_exports_say_where_how_precisely_why_and_under_whom(page, found):
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(exported(page, "CSV"), newline=""))}
    first = rows["e0"]
    assert (first["place"], first["place_words"]) == ("Amman", "the border of Jordan and Israel")
    assert first["reason"] == "in its sentence; a border that is named after one side"
    assert first["label"] == "Strike by workers"
    # e1 is in Israel in December 2020, e4 in March 2021; e8 has no place.
    assert [rows[name]["command"] for name in ("e1", "e4", "e8")] == ["EUCOM", "CENTCOM", ""]
    assert [rows["e1"][name] for name in ("place_id", "country", "admin1")] == [
        "t1",
        "IL",
        found[1].places[0].mention.place.admin1,
    ]
    assert [
        rows["e8"][name] for name in ("place", "place_id", "country", "precision", "geo_precision", "reason")
    ] == [""] * 6
    features = {one["id"]: one["properties"] for one in json.loads(exported(page, "GeoJSON"))["features"]}
    assert features["e4"]["command"] == ["CENTCOM"]
    assert features["e8"]["precision"] is None


def test_exports_have_the_columns_of_python(page, found):
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(exported(page, "CSV"), newline=""))}
    frame = found.events.set_index("id")
    labels = with_labels(
        {name: frame[name].astype(object).fillna("").to_numpy() for name in ("type", "mode")}
    )["label"]
    wrong = []
    for (name, row), kind in itertools.islice(zip(frame.iterrows(), labels, strict=True), 1, None):
        told = {
            "label": kind,
            **{key: row[key] for key in ("precision", "geo_precision", "place", "place_id", "country")},
        }
        for key, value in told.items():
            text = "" if pd.isna(value) else str(value)
            if rows[name][key] != text.removesuffix(".0"):
                wrong.append((name, key, rows[name][key], text))
    assert wrong == []


def test_a_page_says_when_it_was_made_where_it_is_made_again_and_again(show, found):
    made = datetime.datetime(2026, 12, 1, 5, 27, tzinfo=datetime.UTC)
    page = show(EventMap(found, basemap=Basemap(world=EMPTY), made=made))
    time = page.locator("header.head time")
    assert time.get_attribute("datetime") == "2026-12-01T05:27:00+00:00"
    assert "Made" in time.inner_text() and "Dec 2026" in time.inner_text()
    again = show(EventMap(found, basemap=Basemap(world=EMPTY)))
    assert again.locator("header.head time").count() == 0
