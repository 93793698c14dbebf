"""The layers of the page: each has its switch, draws on a full set and on an empty one, and those that are off come when asked."""

import re
from dataclasses import replace

import pytest

from geo.event_set import EventSet
from geo.records import Actor
from maps.event_map import EventMap
from maps.offline import WEB

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

SCRIPTS = sorted((WEB / "js/layers").glob("*.js"))
BEYOND = {
    "cells",  # of sets that are too large for a mark each: see test_cells.py
    "counterparts",  # of events that are compared with another source: see test_comparison.py
}
NAMES = [re.search(r'^layer\("(\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE)[1] for path in SCRIPTS]
OFF = {
    path.stem
    for path in SCRIPTS
    if re.search(r"^\s*off: true", path.read_text(encoding="utf-8"), re.MULTILINE)
}

ONLY = """(name) => {
    const { state, layers } = Dateline.app;
    state.set({ hiddenLayers: new Set(layers.map((layer) => layer.name).filter((other) => other !== name)) });
}"""
INK = """() => {
    let count = 0;
    for (const canvas of Dateline.app.map.getContainer().querySelectorAll("canvas.leaflet-zoom-animated")) {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        for (let n = 3; n < data.length; n += 4) count += data[n] > 0;
    }
    return count;
}"""


def ink(page, name):
    page.evaluate(ONLY, name)
    page.evaluate("Dateline.app.state.emit('theme')")
    page.wait_for_timeout(200)
    return page.evaluate(INK)


@pytest.fixture
def acting(found):
    """Give events whose actors and recipients come from told countries, from a lent one, and from nowhere."""
    jordan, israel, lent = (
        Actor(text="x", start=0, end=1, name=name, country=code, inferred=inferred)
        for name, code, inferred in (("A", "JO", False), ("B", "IL", False), ("C", "SY", True))
    )
    sides = [
        ((jordan,), (israel,)),
        ((jordan,), (israel,)),
        ((israel,), (jordan,)),
        ((lent,), (israel,)),
        ((jordan,), (jordan,)),
    ]
    events = tuple(
        replace(event, actors=actors, recipients=recipients, type="ASSAULT")
        for event, (actors, recipients) in zip(found, sides, strict=False)
    )
    return EventSet(found.reports, events, found.mention_records)


def test_every_layer_has_a_file_of_its_name_and_a_switch(show, found):
    assert [path.stem for path in SCRIPTS] == NAMES
    page = show(EventMap(found))
    switched = page.evaluate("Dateline.app.layers.filter(({ label }) => label).map(({ name }) => name)")
    assert set(switched) == set(NAMES) - {"basemap"} - BEYOND
    rows = page.locator(".panel fieldset", has_text="Layers").last.locator("label.toggle")
    assert rows.count() == len(switched)
    shown = page.evaluate("[...Dateline.app.state.get('hiddenLayers')]")
    assert set(shown) == OFF
    assert page.locator(".panel label", has_text="Density of mentions").locator("input").is_checked() is False


def test_every_layer_draws_on_a_full_set_and_on_an_empty_one(show, acting):
    page = show(EventMap(acting), width=900, height=600)
    page.locator(".event").first.click()
    page.wait_for_timeout(400)  # its popup moves the map
    page.evaluate("Dateline.app.map.setView([31.9, 35.6], 8, { animate: false }) && null")
    drawn = {name: ink(page, name) for name in NAMES if name not in BEYOND}
    # Links need a choice, and what moved is drawn with the areas that it moved between.
    assert [name for name, count in drawn.items() if not count] in (
        [],
        ["links"],
        ["spotlight"],
        ["links", "spotlight"],
    )
    empty = show(EventMap(EventSet()), width=900, height=600)
    nothing = {name: ink(empty, name) for name in NAMES if name not in BEYOND}
    assert {name for name, count in nothing.items() if count} <= {"basemap", "commands", "labels", "seas"}


def test_flows_count_who_acts_upon_whom(show, acting):
    page = show(EventMap(acting))
    flows = page.evaluate("Dateline.flowsOf(Dateline.app).map(({ names, count }) => [...names, count])")
    assert sorted(flows) == [["ISR", "JOR", 1], ["JOR", "ISR", 2]]
    page.evaluate("Dateline.app.state.set({ day: Dateline.app.events.first(0) })")
    page.wait_for_timeout(100)
    flows = page.evaluate("Dateline.flowsOf(Dateline.app).map(({ names, count }) => [...names, count])")
    assert flows == [["JOR", "ISR", 1]]


def test_the_density_is_where_the_mentions_are(show, found):
    page = show(EventMap(found), width=900, height=600)
    page.evaluate("Dateline.app.map.setView([32.3, 35.5], 8, { animate: false }) && null")
    ink(page, "density")
    there, elsewhere = (
        page.evaluate(
            """([lon, lat]) => {
                const { map } = Dateline.app;
                const canvas = map.getPane("dateline-overlay").querySelector("canvas");
                const at = map.latLngToContainerPoint([lat, lon]);
                const box = canvas.getBoundingClientRect(), home = map.getContainer().getBoundingClientRect();
                return canvas.getContext("2d").getImageData(at.x + home.x - box.x, at.y + home.y - box.y, 1, 1).data[3];
            }""",
            spot,
        )
        for spot in ((35.03, 32.87), (36.3, 32.9))
    )
    assert there > 100
    assert elsewhere == 0


def test_a_permalink_keeps_layers_that_are_not_as_usual(show, found):
    made = EventMap(found)
    page = show(made)
    page.locator(".panel label", has_text="Density of mentions").locator("input").check()
    page.locator(".panel label", has_text="Mentioned places").locator("input").uncheck()
    page.wait_for_timeout(400)
    fragment = page.evaluate("location.hash")
    assert "withLayer=density" in fragment and "withoutLayer=places" in fragment
    again = show(made, fragment=fragment)
    assert set(again.evaluate("[...Dateline.app.state.get('hiddenLayers')]")) == {*OFF, "places"} - {
        "density"
    }
    assert again.locator(".panel label", has_text="Density of mentions").locator("input").is_checked()
