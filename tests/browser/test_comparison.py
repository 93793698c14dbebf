"""The map of a comparison in Chromium: layers to switch, lines to the reference, and what a card says."""

import importlib.resources

import pandas as pd
import pytest

import geo
from maps.comparison import comparison_map

COLUMNS = ("id", "day", "lon", "lat", "type", "place", "text")
OURS = pd.DataFrame(
    [
        ("a", "2024-05-13", 29.20, -1.70, "ASSAULT", "Goma", "<img src=x onerror=alert(1)>"),
        ("b", "2024-05-20", 29.22, -1.68, "ASSAULT", "Goma", "More shots"),
        ("c", None, 28.86, -2.50, "ASSAULT", "Bukavu", "Some day"),
    ],
    columns=COLUMNS,
)
THEIRS = pd.DataFrame(
    [
        ("x", "2024-05-13", 29.05, -1.60, "Battles: Armed clash", "Sake", "<b>Fighting</b>"),
        ("y", "2024-07-01", 28.86, -2.50, "Protests: Peaceful protest", "Bukavu", "A march"),
    ],
    columns=COLUMNS,
)
LINES = """() => { const { app, viewOf } = Dateline; const calls = [];
  const context = new Proxy({}, { get: (_, name) => (...given) => calls.push([name, ...given]), set: () => true });
  const layer = app.layers.find(({ name }) => name === "counterparts");
  layer.draw(app, context, { copies: [0], scale: 4096, left: app.events.x[0] * 4096 - 500, top: app.events.y[0] * 4096 - 500, width: 1000, height: 1000 });
  return calls.filter(([name]) => name === "lineTo").length; }"""


@pytest.fixture
def page(show):
    return show(comparison_map(geo.compare(OURS, THEIRS)))


def switch(page, label):
    return page.locator(".panel fieldset.paint label.toggle", has_text=label)


def test_outcomes_are_switches_with_counts(page):
    rows = page.locator(".panel fieldset.paint label.toggle")
    assert [" ".join(text.split()) for text in rows.all_inner_texts()] == [
        "Matched 1", "Only found 1", "Only in the reference 1", "Not compared 1",
    ]  # fmt: skip
    switch(page, "Matched").locator("input").uncheck()
    page.wait_for_function("Dateline.app.state.shown === 3")
    page.wait_for_url("**withoutValue=0*")
    assert page.locator(".event").count() == 3
    page.evaluate("Dateline.app.state.clear()")
    page.wait_for_function("Dateline.app.state.shown === 4")
    assert switch(page, "Matched").locator("input").is_checked()


def test_a_link_keeps_what_is_switched_off(open_page):
    document = comparison_map(geo.compare(OURS, THEIRS)).document()
    page = open_page(document, fragment="#withoutValue=1,3,99,x")
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("Dateline.app.state.shown") == 2
    assert not switch(page, "Only found").locator("input").is_checked()


def test_marks_have_the_shape_of_their_outcome_and_types_none(page):
    shapes = page.evaluate("Array.from({ length: 4 }, (_, n) => Dateline.app.looks.look(n).shape).sort()")
    assert shapes == ["circle", "cross", "square", "triangle"]
    types = page.locator(".panel fieldset", has_text="Types of event")
    assert types.locator("canvas.mark, svg").count() == 0


def test_a_line_leads_to_where_the_reference_has_it_while_its_event_shows(page):
    assert page.evaluate(LINES) == 2, "a halo and a line"
    switch(page, "Matched").locator("input").uncheck()
    page.wait_for_function("Dateline.app.state.shown === 3")
    assert page.evaluate(LINES) == 0
    assert page.locator(".panel label.toggle", has_text="Where the reference has it").count() == 1


def test_a_page_without_a_reference_has_no_such_layer(show, found):
    from maps.event_map import EventMap

    page = show(EventMap(found))
    assert page.locator(".panel label.toggle", has_text="Where the reference has it").count() == 0


def test_a_card_says_what_the_reference_has_as_text(page):
    page.locator(".event", has_text="13 May 2024").first.click()
    card = page.locator(".leaflet-popup .card")
    card.locator("details.why summary").click()
    assert "table x: Battles: Armed clash, 2024-05-13, Sake, 20." in card.inner_text()
    assert "<b>Fighting</b>" in card.inner_text() and "<img src=x onerror=alert(1)>" in card.inner_text()
    assert card.locator("img[src=x], b:text('Fighting')").count() == 0


def test_axe_finds_nothing(page):
    script = (
        importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    )
    page.evaluate(f"{script}; 0")
    found = page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id }) => id))"
    )
    assert found == []
