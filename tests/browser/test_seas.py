"""The commands' waters on the page: whose they are on a day, where they end, and what is said of them."""

import pytest
import shapely

from geo.event_set import EventSet
from geo.records import Report
from maps.event_map import EventMap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

TINT = """([lon, lat, pane]) => {
    const { map } = Dateline.app;
    const canvas = map.getPane(pane).querySelector("canvas");
    const at = map.latLngToContainerPoint([lat, lon]);
    const box = canvas.getBoundingClientRect(), home = map.getContainer().getBoundingClientRect();
    const { data } = canvas.getContext("2d").getImageData(at.x + home.x - box.x - 9, at.y + home.y - box.y - 9, 18, 18);
    const sum = [0, 0, 0, 0];
    for (let i = 0; i < data.length; i += 4) {
        for (let n = 0; n < 3; n++) sum[n] += data[i + n] * data[i + 3];
        sum[3] += data[i + 3];
    }
    return sum[3] ? [...sum.slice(0, 3).map((value) => value / sum[3]), sum[3] / 324] : null;
}"""
"""The mean colour of a pane around a point, by how much there is of it, and the mean opacity, 0 to 255."""


def tint(page, lon, lat, pane="dateline-areas"):
    return page.evaluate(TINT, [lon, lat, pane])


def whose(page, lon, lat, pane="dateline-areas"):
    """Name the commands whose colour it is."""
    found = tint(page, lon, lat, pane)
    if found is None:
        return set()
    styles = page.evaluate("[...Dateline.app.commands.styles.values()].map(({ id, light }) => [id, light])")

    def apart(light):
        wanted = (int(light[at : at + 2], 16) for at in (1, 3, 5))
        return sum(abs(value - other) for value, other in zip(found, wanted, strict=False))

    nearest = min(styles, key=lambda style: apart(style[1]))[1]
    return {name for name, light in styles if light == nearest}


def look(page, lon, lat, zoom, day):
    page.evaluate(
        """([lon, lat, zoom, day]) => {
            const { map, state } = Dateline.app;
            map.setView([lat, lon], zoom, { animate: false });
            state.reach(Dateline.dates.parse(day));
            state.set({ day: Dateline.dates.parse(day), told: null });
        }""",
        [lon, lat, zoom, day],
    )
    page.wait_for_timeout(250)


def click(page, lon, lat):
    at = page.evaluate(
        """([lon, lat]) => {
            const { x, y } = Dateline.app.map.latLngToContainerPoint([lat, lon]);
            const box = Dateline.app.map.getContainer().getBoundingClientRect();
            return [x + box.x, y + box.y];
        }""",
        [lon, lat],
    )
    page.mouse.click(*at)
    page.wait_for_timeout(400)


@pytest.fixture
def at_sea(make_event):
    """Give an event in the Red Sea, where no country is."""
    event = make_event(where=shapely.Point(38.5, 20.5), radius_m=3000.0, places=())
    return EventSet((Report(id="r1", text="A ship."),), (event,), ())


def test_waters_show_paler_than_land(show, found):
    page = show(EventMap(found))
    look(page, 52, 20, 4, "2021-01-16")
    assert whose(page, 62, 15) == {"CENTCOM"}
    sea, land = tint(page, 62, 15), tint(page, 46, 22)
    assert 5 < sea[3] < land[3] / 1.5


def test_waters_change_with_the_slider(show, found):
    page = show(EventMap(found))
    look(page, -10, 0, 4, "2008-09-30")
    assert whose(page, -12, -4) == {"EUCOM"}
    page.evaluate("Dateline.app.state.set({ day: Dateline.dates.parse('2008-10-01') })")
    page.wait_for_timeout(250)
    assert whose(page, -12, -4) == {"AFRICOM"}
    look(page, -10, 0, 4, "1990-01-01")
    assert whose(page, -12, -4) == {"LANTCOM", "USACOM", "JFCOM"}  # one colour for successors
    look(page, -10, 0, 4, "1975-01-01")
    assert tint(page, -12, -4) is None


def test_both_sides_of_the_swipe_have_their_waters(show, found):
    page = show(EventMap(found))
    look(page, -10, 0, 4, "2021-01-16")
    days = "({ left: Dateline.dates.parse('2008-09-30'), right: Dateline.dates.parse('2008-10-01') })"
    page.evaluate(f"Dateline.app.state.set({{ swipe: {days} }})")
    page.wait_for_timeout(250)
    assert whose(page, -12, -4) == {"EUCOM"}
    assert whose(page, -12, -4, "dateline-areas-right") == {"AFRICOM"}


@pytest.mark.parametrize("zoom", [3, 7])
def test_land_keeps_clear_of_the_waters(show, found, zoom):
    """Their shapes reach over land; the land of the finer cut is taken out of them too."""
    page = show(EventMap(found))
    page.evaluate("Dateline.app.state.toggle('hiddenLayers', 'commands', true)")
    look(page, 36, 32, zoom, "2021-01-16")
    assert tint(page, 39, 32) is None  # Jordan
    assert tint(page, 33.0, 33.2) is not None  # between Haifa and Cyprus


def test_the_antimeridian_is_no_limit(show, found):
    page = show(EventMap(found))
    look(page, 180, 10, 4, "2021-01-16")
    west, seam, east = (tint(page, lon, 10)[3] for lon in (178, 180, 182))
    assert seam == pytest.approx(west, abs=2)
    assert seam == pytest.approx(east, abs=2)


def test_waters_can_be_switched_off_with_their_command_or_alone(show, found):
    page = show(EventMap(found))
    look(page, 62, 15, 5, "2021-01-16")
    page.locator(".panel label", has_text="Command areas at sea").locator("input").uncheck()
    page.wait_for_timeout(250)
    assert tint(page, 62, 15) is None
    page.locator(".panel label", has_text="Command areas at sea").locator("input").check()
    page.wait_for_timeout(250)
    assert tint(page, 62, 15) is not None
    page.locator(".panel label", has_text="CENTCOM").locator("input").uncheck()
    page.wait_for_timeout(250)
    assert tint(page, 62, 15) is None


def test_a_click_at_sea_tells_the_limits_and_what_is_not_sure(show, found):
    page = show(EventMap(found))
    look(page, 55, 15, 4, "2021-01-16")
    click(page, 60, 12)
    told = page.locator(".leaflet-popup .card").inner_text()
    for words in ("Arabian Sea", "CENTCOM", "west of 68 E", "stand-in", "likely", "Source: VOA"):
        assert words in told
    click(page, 64, 3)  # it closes the popup, and asks for nothing else
    assert page.locator(".leaflet-popup .card").count() == 0
    click(page, 46, 22)  # land
    assert page.locator(".leaflet-popup .card h2").inner_text() == "Saudi Arabia"


def test_the_panel_says_in_words_what_is_drawn(show, found):
    page = show(EventMap(found))
    page.locator(".panel summary", has_text="What is described of the seas").click()
    listed = page.locator("dl.waters")
    listed.locator("dt").first.wait_for()
    assert "Red Sea: with the Gulfs of Suez and Aqaba" in listed.inner_text()
    assert "Arctic Ocean: shared with EUCOM on a line that is not published; not drawn" in listed.inner_text()
    look(page, 0, 0, 3, "1990-01-01")
    assert listed.locator("dt").all_inner_texts() == ["CENTCOM", "EUCOM", "LANTCOM", "PACOM"]


def test_an_event_at_sea_has_its_command(show, at_sea):
    page = show(EventMap(at_sea))
    page.locator(".event").first.click()
    told = page.locator(".leaflet-popup .card").inner_text()
    assert "CENTCOM" in told
    assert "Red Sea: with the Gulfs of Suez and Aqaba" in told


def test_a_command_that_shows_only_at_sea_is_named_there(show, found):
    page = show(EventMap(found))
    look(page, -150, -30, 5, "2021-01-16")
    view = "Dateline.viewOf(5, ...(({ x, y }) => [x, y])(Dateline.app.map.getPixelBounds().min), ...(({ x, y }) => [x, y])(Dateline.app.map.getSize()), { x: 0, y: 0 })"
    assert page.evaluate(f"Dateline.findCommandSpots(Dateline.app, {view}).map(({{ id }}) => id)") == [
        "INDOPACOM"
    ]


def test_two_days_side_by_side_have_the_commands_of_both(show, found):
    page = show(EventMap(found))
    listed = page.locator(".panel fieldset", has_text="Commands on this day").last.locator("label.toggle")
    assert "PACOM" not in listed.all_inner_texts()
    days = "({ left: Dateline.dates.parse('1990-01-01'), right: Dateline.dates.parse('2021-01-16') })"
    page.evaluate(f"Dateline.app.state.set({{ swipe: {days} }})")
    assert {"PACOM", "INDOPACOM"} <= set(listed.all_inner_texts())


def test_names_at_the_edge_are_whole_or_left_out(show, found):
    """Half of a name would be read as another."""
    page = show(EventMap(found), width=390, height=844)
    cut = page.evaluate(
        """() => {
            const { app } = Dateline, { map } = app;
            map.setView([31.9, 35.3], 7, { animate: false });
            const { x, y } = map.getSize(), margin = { x: 60, y: 60 }, { min } = map.getPixelBounds();
            const view = Dateline.viewOf(7, min.x - 60, min.y - 60, x + 120, y + 120, margin);
            const spans = [];
            const canvas = document.createElement("canvas").getContext("2d");
            canvas.fillText = (text, at) => spans.push([at, at + canvas.measureText(text).width]);
            app.layers.find(({ name }) => name === "labels").draw(app, canvas, view);
            return [spans.length, spans.filter(([from, to]) => [60, 60 + x].some((edge) => from < edge && edge < to)).length];
        }"""
    )
    assert cut[0] > 3
    assert cut[1] == 0
