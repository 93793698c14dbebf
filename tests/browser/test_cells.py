"""Squares with counts, where there are more events than a page holds: sums, filters, the way nearer, and words."""

import datetime
from dataclasses import replace

import pytest
import shapely

from geo.event_set import EventSet
from geo.records import When
from maps import cells
from maps.event_map import EventMap

DAY = datetime.date(2024, 7, 1)


@pytest.fixture
def many(make_event, monkeypatch):
    """300 events around Gaza and Kyiv, of which the page has 40."""
    monkeypatch.setattr(cells, "MOST_EVENTS", 250)
    monkeypatch.setattr(cells.sample, "__kwdefaults__", {"size": 40, "zoom": 9})
    made = []
    for n in range(300):
        when = When(
            start=DAY + datetime.timedelta(n % 30),
            end=DAY + datetime.timedelta(n % 30),
            granularity="day",
            text="",
            rule="",
        )
        lon, lat = ((34.3 + n % 5 / 20, 31.3 + n % 7 / 20), (30.5 + n % 3 / 10, 50.4))[n % 6 == 0]
        event = replace(
            make_event(),
            id=f"{n:012x}",
            type=("AID", "PROTEST", "ASSAULT")[n % 3],
            when=when,
            where=shapely.Point(lon, lat),
            score=n / 300,
        )
        made.append(event)
    return EventMap(EventSet((), tuple(made), ()), title="Many")


def shown(page):
    return page.evaluate(
        "Dateline.app.cells.at(Dateline.app.map.getZoom(), Dateline.app.state).reduce((sum, { count }) => sum + count, 0)"
    )


@pytest.mark.parametrize("zoom", [2, 5, 8, 11, 13])
def test_at_every_zoom_the_squares_have_all_events(show, many, zoom):
    page = show(many)
    page.evaluate("z => Dateline.app.map.setView([31.5, 34.5], z, {animate: false})", zoom)
    assert shown(page) == 300


def test_time_and_types_choose_what_is_counted(show, many):
    page = show(many)
    assert "300 events" in page.locator(".head").inner_text()
    assert "40" in page.locator(".side .cells p").first.inner_text()
    page.evaluate("Dateline.app.state.set({ day: Dateline.dates.parse('2024-07-10') })")
    assert shown(page) == 100
    page.evaluate("Dateline.app.state.set({ window: 1 })")
    assert shown(page) == 10
    page.evaluate("Dateline.app.state.set({ window: 0, day: Dateline.app.state.range.to })")
    aid = page.locator(".panel label", has_text="Aid delivered")
    assert "100" in aid.inner_text() or "100" in aid.locator("..").inner_text()
    aid.click()
    assert shown(page) == 200


def test_a_click_tells_what_a_square_has_and_leads_nearer(show, many):
    page = show(many)
    page.evaluate("Dateline.app.map.setView([31.4, 34.4], 5, {animate: false})")
    spot = page.evaluate(
        """() => {
          const { app } = Dateline;
          const cell = app.cells.at(app.map.getZoom(), app.state).reduce((a, b) => (a.count > b.count ? a : b));
          const at = app.map.latLngToContainerPoint([Dateline.projection.toLat(cell.y + cell.side / 2), Dateline.projection.toLon(cell.x + cell.side / 2)]);
          const box = app.map.getContainer().getBoundingClientRect();
          return [box.left + at.x, box.top + at.y, cell.count];
        }"""
    )
    page.mouse.click(*spot[:2])
    card = page.locator(".card.cell")
    assert card.locator("h2").inner_text() == f"{spot[2]} events"
    assert card.locator(".types li").count() == 3
    before = page.evaluate("Dateline.app.map.getZoom()")
    card.get_by_role("button", name="Zoom in").click()
    page.wait_for_function("z => Dateline.app.map.getZoom() === z + 2", arg=before)


def test_squares_are_reached_without_a_pointer_and_lead_to_sentences(show, many, until):
    page = show(many)
    page.evaluate("Dateline.app.map.setView([31.4, 34.4], 7, {animate: false})")
    page.locator(".side .cells summary").focus()
    page.keyboard.press("Enter")
    first = page.locator(".side .cells li button").first
    first.focus()
    page.keyboard.press("Enter")
    card = page.locator(".card.cell")
    card.wait_for()
    card.locator(".named button").first.click()
    until(page, "Dateline.app.state.get('selected') >= 0")
    page.locator(".leaflet-popup blockquote, .leaflet-popup .sentence, .leaflet-popup .card").first.wait_for()
