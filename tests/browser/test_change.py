"""The change of command at first sight: what is named, how it is shown, and what leads to it, by clicks at coordinates."""

import datetime
import itertools
import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import shapely
from matplotlib.image import imread

import geo
from geo.event_set import EventSet
from geo.records import PlaceLink, Report, When
from maps.event_map import EventMap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

SIZES = [(1440, 900), (1366, 650), (1280, 640), (844, 390), (390, 844)]
LEVANT = [("Haifa", 34.99, 32.82, "IL"), ("Be'er Sheva", 34.79, 31.25, "IL"), ("Amman", 35.93, 31.95, "JO")]
AFRICA = [("Nairobi", 36.82, -1.29, "KE"), ("Abuja", 7.49, 9.06, "NG"), ("Lagos", 3.39, 6.45, "NG")]
PUNJAB = [("Lahore", 74.34, 31.55, "PK"), ("Delhi", 77.23, 28.65, "IN"), ("Dhaka", 90.41, 23.81, "BD")]
COUNTY = [("Marion", -83.13, 40.59, "US"), ("Lima", -84.11, 40.74, "US")]


@pytest.fixture
def happened(make_event, make_mention):
    """Give a function that makes a report of events in towns, one a month from a day on, of one area each or a whole country."""

    def made(towns, first, text="A report.", areas=()):
        published = datetime.date.fromisoformat(first)
        events = []
        for n, (name, lon, lat, country) in enumerate(towns):
            place = replace(make_mention().place, id=f"t{n}", name=name, lon=lon, lat=lat, country=country)
            said = make_mention(text=name, start=50 * n, end=50 * n + len(name), place=place)
            day = published + datetime.timedelta(days=30 * n)
            when = When(start=day, end=day, granularity="day", text="then", rule="written date")
            where = areas[n] if n < len(areas) else shapely.Point(lon, lat)
            link = PlaceLink(mention=said, role="location")
            events.append(
                make_event(
                    id=f"e{n}", type="CONSULT", where=where, radius_m=3000.0, places=(link,), when=when
                )
            )
        mentions = tuple(link.mention for event in events for link in event.places)
        return EventSet((Report(id="r1", text=text, published=published),), tuple(events), mentions)

    return made


@pytest.fixture
def levant(happened):
    return happened(LEVANT, "2020-10-01")


def settle(page):
    page.wait_for_timeout(450)


def until_day(page, day):
    """Wait for the slider's day; Playwright's own way needs eval, which the page's policy forbids."""
    for _ in range(200):
        if page.locator("output.day").inner_text() == day:
            return
        page.wait_for_timeout(50)
    raise AssertionError(day)


def sentence(page):
    settle(page)
    line = page.locator(".spotlight .change strong")
    return " ".join(line.inner_text().split()) if page.locator(".spotlight").is_visible() else ""


def test_reports_about_the_middle_east_name_israels_move(show, levant):
    page = show(EventMap(levant))
    assert sentence(page) == "Israel moved from EUCOM to CENTCOM on 15 Jan 2021."
    rest = page.locator(".spotlight .note").inner_text()
    assert "Operational on 1 Sept 2021." in rest
    assert "Not sure for Palestine (West Bank and Gaza)." in rest
    assert "Source: DoD statement 2021-01-15" in rest


def test_a_source_of_several_territories_is_named_once(show, levant):
    page = show(EventMap(levant))
    sources = page.evaluate("Dateline.app.commands.changes.map(({ source }) => source.split('; '))")
    assert max(map(len, sources)) > 2
    assert [names for names in sources if len(set(names)) < len(names)] == []


COVERED = """() => {
    const { app } = Dateline, scale = 2 ** app.map.getZoom(), { min } = app.map.getPixelBounds();
    const [left, top, right, bottom] = app.tagBox, [x1, y1, x2, y2] = app.leader;
    const struck = (x, y) => {
        for (let t = 0; t <= 1; t += 0.02) if (Math.hypot(x - x1 - t * (x2 - x1), y - y1 - t * (y2 - y1)) < 12) return true;
        return false;
    };
    return app.clusters.at(app.map.getZoom()).map(({ x, y }) => [x * scale - min.x, y * scale - min.y])
        .filter(([x, y]) => (x > left && x < right && y > top && y < bottom) || struck(x, y)).length;
}"""


@pytest.mark.parametrize("size", [(1280, 640), (1366, 650)], ids=str)
def test_neither_the_label_nor_its_line_lies_on_events(show, size):
    found = geo.read(Path(__file__).parents[2] / "seeds")
    page = show(EventMap(found), width=size[0], height=size[1])
    settle(page)
    assert page.locator(".tag").is_visible()
    assert page.evaluate(COVERED) == 0


@pytest.mark.parametrize("size", [(390, 844), (844, 390)], ids=str)
def test_on_a_small_map_no_label_lies_on_an_event(show, size):
    """It is dropped where every free spot is taken: the sentence above the map says the same."""
    found = geo.read(Path(__file__).parents[2] / "seeds")
    page = show(EventMap(found), width=size[0], height=size[1])
    settle(page)
    for zoom in (3.5, 4.5, 5.5):
        page.evaluate(f"Dateline.app.map.setView([32, 35], {zoom}, {{ animate: false }})")
        settle(page)
        if page.locator(".tag").count():
            assert page.evaluate(UPON) == 0, zoom


UPON = """() => {
    const { app } = Dateline, scale = 2 ** app.map.getZoom(), { min } = app.map.getPixelBounds();
    const [left, top, right, bottom] = app.tagBox;
    return app.clusters.at(app.map.getZoom()).map(({ x, y, reach }) => [x * scale - min.x, y * scale - min.y, reach])
        .filter(([x, y]) => x > left - 20 && x < right + 20 && y > top - 15 && y < bottom + 15).length;
}"""


def test_reports_about_africa_name_its_own_command(show, happened):
    page = show(EventMap(happened(AFRICA, "2007-11-01")))
    told = sentence(page)
    assert told.startswith("Kenya, Nigeria and 5")
    assert told.endswith("more moved to AFRICOM on 1 Oct 2008, from EUCOM (45), CENTCOM (8), PACOM (5).")


def test_what_is_in_view_counts_not_what_is_in_the_set(show, happened):
    page = show(EventMap(happened([*LEVANT[:1], *AFRICA], "2015-03-01")))
    assert "AFRICOM" in sentence(page)
    page.evaluate("Dateline.app.map.setView([32.5, 35], 7, { animate: false }) && null")
    assert sentence(page).startswith("Israel moved")


def test_an_announcement_without_an_event_there_names_the_nearest_change_of_its_commands(show, happened):
    text = "Africa Command takes over from European Command and Central Command."
    towns = [("Stuttgart", 9.18, 48.78, "DE"), ("Washington", -77.04, 38.9, "US")]
    page = show(EventMap(happened(towns, "2007-02-06", text=text)))
    assert "moved to AFRICOM on 1 Oct 2008" in sentence(page)
    page.locator(".spotlight .show").click()
    until_day(page, "1 Oct 2008")
    settle(page)
    width, left, right = page.evaluate(
        """() => {
            const { map } = Dateline.app, x = (lon) => map.latLngToContainerPoint([0, lon]).x;
            return [map.getSize().x - Dateline.app.viewport.covered(), x(-17.5), x(51.4)]; // Dakar, Ras Hafun
        }"""
    )
    assert 0 < left < right < width
    assert right - left > width / 4  # the islands an ocean away do not count


def test_where_nobody_had_it_before_it_is_named_if_nothing_moved(show, happened):
    kyiv = [("Kyiv", 30.52, 50.45, "UA")]
    page = show(EventMap(happened(kyiv, "1999-01-01"), commands="always"))
    assert sentence(page) == "Ukraine and 5 more came to EUCOM on 1 Oct 1998 (before: no command)."


def test_reports_far_from_any_change_name_none(show, happened):
    page = show(EventMap(happened(PUNJAB, "2019-05-01"), commands="always"))
    assert sentence(page) == ""
    assert page.locator(".spotlight").is_hidden()


@pytest.mark.parametrize(
    ("news", "mode", "drawn"),
    [
        ((COUNTY, "2019-05-01", "A fair in Ohio."), "auto", False),
        ((COUNTY, "2003-05-01", "A fair in Ohio."), "auto", False),
        ((COUNTY, "2019-05-01", "A fair, said U.S. Northern Command."), "auto", True),
        ((COUNTY, "2019-05-01", "A fair in Ohio."), "always", True),
        ((PUNJAB, "2019-05-01", "A fair."), "auto", False),
        ((LEVANT, "2020-10-01", "A fair."), "auto", True),
        ((LEVANT, "1950-10-01", "A fair."), "auto", False),
    ],
)
def test_areas_are_drawn_when_they_matter(show, happened, news, mode, drawn):
    page = show(EventMap(happened(*news), commands=mode))
    hidden = page.evaluate("[...Dateline.app.state.get('hiddenLayers')]")
    assert ("commands" in hidden) is not drawn
    assert page.locator(".panel").get_by_text("Commands on this day", exact=True).is_visible() is drawn
    if drawn:
        return
    assert page.locator(".tick").count() == 0
    page.locator(".panel label", has_text="Command areas on land").locator("input").check()
    assert page.locator(".panel").get_by_text("Commands on this day", exact=True).is_visible()


def test_never_leaves_them_out_of_the_file(show, levant):
    made = EventMap(levant, commands="never")
    page = show(made)
    assert page.evaluate("Dateline.app.commands === null && !('seas' in Dateline.app.data.layers)")
    assert page.locator(".panel label", has_text="Command areas").count() == 0
    assert len(made.document()) < len(EventMap(levant).document()) - 15_000


MOVED = """() => {
    const { app } = Dateline, { map } = app;
    const unit = app.world.units[app.world.byKey.get("ISR")], scale = 2 ** map.getZoom(), { min } = map.getPixelBounds();
    return unit.box.map((value, n) => value * scale - (n % 2 ? min.y : min.x));
}"""


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_change_is_seen_in_one_click_without_scrolling(show, levant, width, height):
    page = show(EventMap(levant), width=width, height=height)
    assert "from EUCOM to CENTCOM on 15 Jan 2021" in sentence(page)
    box = page.locator(".spotlight .show").bounding_box()
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert 0 < middle[1] < height and 0 < middle[0] < width
    assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).className", middle) == "show"
    page.mouse.click(*middle)
    assert page.locator("output.day").inner_text() == "14 Jan 2021"
    until_day(page, "15 Jan 2021")
    settle(page)
    left, top, right, bottom = page.evaluate(MOVED)
    stage = page.locator(".folium-map").bounding_box()
    assert right - left >= 195  # Israel alone; with the West Bank it is as wide
    assert left > 0 and right < stage["width"]
    assert top < stage["height"] / 2 < bottom
    assert stage["y"] + stage["height"] <= height
    for name in (".spotlight .change", ".stages .end", ".time .slider"):
        shown = page.locator(name).bounding_box()
        assert shown["y"] + shown["height"] <= height and shown["x"] + shown["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_before_after_and_side_by_side_by_keyboard(show, levant):
    page = show(EventMap(levant), reduced_motion="reduce")
    settle(page)
    page.locator(".spotlight .show").focus()
    page.keyboard.press("Enter")
    assert (
        page.locator("output.day").inner_text() == "15 Jan 2021"
    )  # without a play for who wants less motion
    stages = page.locator(".stages button")
    page.locator("[data-stage=before]").focus()
    page.keyboard.press("Space")
    assert page.locator("output.day").inner_text() == "14 Jan 2021"
    assert page.evaluate("document.activeElement.dataset.stage") == "before"
    assert stages.first.get_attribute("aria-pressed") == "true"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".swipe").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".swipe").count() == 0
    assert page.locator(".spotlight .show").is_visible()


TICKS = """() => [...document.querySelectorAll(".tick")].map((tick) => {
    const box = (part) => { const { x, y, width, height } = part.getBoundingClientRect(); return [x, y, width, height]; };
    const label = tick.querySelector("span");
    return { line: box(tick.querySelector("i")), label: label.hidden ? null : box(label), text: label.textContent, title: tick.title };
})"""
HIT = """([x, y]) => {
    const tick = document.elementFromPoint(x, y)?.closest(".tick");
    return tick ? [...document.querySelectorAll(".tick")].indexOf(tick) : -1;
}"""


@pytest.mark.parametrize(("width", "height"), [*SIZES, (1024, 768), (320, 568)])
def test_every_tick_and_label_leads_to_its_own_change(show, happened, width, height):
    """Forty years of events in places whose command changed on nine days."""
    towns = [*LEVANT, *AFRICA, ("Nuuk", -51.72, 64.18, "GL"), ("Beirut", 35.5, 33.89, "LB")]
    found = happened([*towns, ("Victoria", 55.45, -4.62, "SC"), ("Beijing", 116.4, 39.9, "CN")], "2024-07-01")
    early = replace(
        next(iter(found)),
        id="early",
        when=When(
            start=datetime.date(1983, 1, 1),
            end=datetime.date(1983, 1, 1),
            granularity="day",
            text="",
            rule="",
        ),
    )
    page = show(
        EventMap(EventSet(found.reports, (*found, early), found.mention_records)), width=width, height=height
    )
    settle(page)
    if height < 600:
        page.locator(".time").scroll_into_view_if_needed()
    ticks = page.evaluate(TICKS)
    assert len(ticks) >= 4
    assert any(tick["label"] for tick in ticks)
    for n, tick in enumerate(ticks):
        x, y, wide, high = tick["line"]
        spots = [[x + wide / 2, y + share * high] for share in (0.2, 0.5, 0.9)]
        if tick["label"]:
            x, y, wide, high = tick["label"]
            spots += [[x + share * wide, y + high / 2] for share in (0.02, 0.3, 0.7, 0.98)]
        assert [page.evaluate(HIT, spot) for spot in spots] == [n] * len(spots), tick["text"]
    labels = sorted((tick["label"] for tick in ticks if tick["label"]), key=lambda label: label[0])
    for (x, _, wide, _), (other, *_) in itertools.pairwise(labels):
        assert x + wide < other
    (israel,) = [tick for tick in ticks if "Israel moved" in tick["title"]]
    x, y, wide, high = israel["label"] or israel["line"]
    page.mouse.click(x + wide / 2, y + high / 2)
    until_day(page, "15 Jan 2021")
    assert page.evaluate("Dateline.app.spotlight.current().units.includes('ISR')")
    settle(page)
    left, _, right, _ = page.evaluate(MOVED)
    assert 0 < left < right < page.locator(".folium-map").bounding_box()["width"]


def mean(page, box):
    """Give the mean colour that a reader sees of a box of degrees: west, south, east, north."""
    spots = page.evaluate(
        """([west, south, east, north]) => {
            const { map } = Dateline.app, home = map.getContainer().getBoundingClientRect();
            const [a, b] = [[north, west], [south, east]].map((at) => map.latLngToContainerPoint(at));
            return [a.x + home.x, a.y + home.y, b.x + home.x, b.y + home.y].map(Math.round);
        }""",
        box,
    )
    image = imread(BytesIO(page.screenshot()))[:, :, :3] * 255
    left, top, right, bottom = spots
    assert right - left > 20 and bottom - top > 20
    return image[top:bottom, left:right].reshape(-1, 3).mean(axis=0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_israel_has_the_colour_of_its_command_with_events_on(show, happened, scheme):
    """Country-wide events of every class lie over Israel; the areas that never moved say what each colour is."""
    israel = shapely.Polygon(
        [(34.27, 31.2), (34.95, 29.5), (35.45, 31.1), (35.55, 32.5), (35.1, 33.05), (34.5, 31.6)]
    )
    towns = [("Israel", 34.8, 31.0, "IL")] * 4 + [("Israel", 34.9, 31.2, "IL")] * 3
    found = happened(towns, "2020-06-01", areas=[israel] * 7)
    types = ("CONSULT", "ASSAULT", "AID", "REQUEST", "AGREE", "ACCUSE", "COOPERATE")
    events = tuple(replace(event, type=root) for event, root in zip(found, types, strict=True))
    page = show(
        EventMap(EventSet(found.reports, events, found.mention_records)), height=1200, color_scheme=scheme
    )
    for layer in ("labels", "spotlight"):  # the names, and the outline of what moved
        page.evaluate(f"Dateline.app.state.toggle('hiddenLayers', '{layer}', true)")

    def colours(day):
        page.evaluate(f"Dateline.app.state.reach(Dateline.dates.parse('{day}'))")
        page.evaluate(f"Dateline.app.state.set({{ day: Dateline.dates.parse('{day}') }})")
        page.evaluate("Dateline.app.map.setView([33, 35], 7, { animate: false }) && null")
        page.wait_for_timeout(900)
        negev = mean(page, (34.68, 30.2, 35.0, 30.65))
        return (
            negev,
            mean(page, (36.6, 30.2, 38.6, 31.6)),
            mean(page, (32.6, 34.75, 33.3, 35.1)),
        )  # Jordan, Cyprus

    apart = lambda one, other: float(abs(one - other).sum())  # noqa: E731
    before, central, european = colours("2021-01-14")
    after, central_after, _ = colours("2021-01-16")
    assert apart(central, european) > 40
    assert apart(before, european) < apart(before, central) / 2
    assert apart(after, central_after) < apart(after, european) / 2


def test_each_side_of_the_swipe_has_the_events_of_its_day(show, levant):
    page = show(EventMap(levant))
    page.evaluate("Dateline.app.map.setView([32, 35.3], 8, { animate: false }) && null")
    page.evaluate(
        "Dateline.app.state.set({ swipe: { left: Dateline.dates.parse('2020-10-15'), right: Dateline.dates.parse('2020-12-15') } })"
    )
    settle(page)
    marks = """(pane) => {
        const { app } = Dateline, { map } = app;
        const canvas = map.getPane(pane).querySelector("canvas"), box = canvas.getBoundingClientRect(), home = map.getContainer().getBoundingClientRect();
        return [[34.99, 32.82], [34.79, 31.25], [35.93, 31.95]].map(([lon, lat]) => {
            const at = map.latLngToContainerPoint([lat, lon]);
            const { data } = canvas.getContext("2d").getImageData(at.x + home.x - box.x - 1, at.y + home.y - box.y - 1, 3, 3);
            return data[2] > 150 && data[0] < 60; // the ink of a talk
        });
    }"""
    assert page.evaluate(marks, "dateline-overlay") == [True, False, False]
    assert page.evaluate(marks, "dateline-overlay-right") == [True, True, True]
    # A click asks the side that it is on: left of the bar Be'er Sheva is a place that is mentioned, and has no event yet.
    for share, quotes in ((0.95, 0), (0.03, 1)):
        page.evaluate(f"Dateline.app.sides.share = {share}; Dateline.app.map.fire('move')")
        spot = page.evaluate(
            """() => {
                const at = Dateline.app.map.latLngToContainerPoint([31.25, 34.79]), home = Dateline.app.map.getContainer().getBoundingClientRect();
                return [at.x + home.x, at.y + home.y];
            }"""
        )
        page.mouse.click(*spot)
        settle(page)
        assert page.locator(".leaflet-popup article.card").count() == 1
        assert page.locator(".leaflet-popup blockquote").count() == quotes
        page.keyboard.press("Escape")
        page.wait_for_timeout(500)
        page.evaluate("Dateline.app.map.setView([32, 35.3], 8, { animate: false }) && null")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_both_sides_are_named_and_the_bar_hides_no_country(show, levant, width, height):
    page = show(EventMap(levant), width=width, height=height, reduced_motion="reduce")
    settle(page)
    page.locator(".spotlight .show").click()
    page.locator("[data-stage=both]").click()
    settle(page)
    stage = page.locator(".folium-map").bounding_box()
    for side, words in (("left", ["14 Jan 2021", "EUCOM"]), ("right", ["15 Jan 2021", "CENTCOM"])):
        caption = page.locator(f".swipe .caption.{side}")
        assert caption.inner_text().split("\n") == words
        box = caption.bounding_box()
        assert box["x"] >= stage["x"] and box["x"] + box["width"] <= stage["x"] + stage["width"]
        corners = [
            [box["x"] + 8, box["y"] + box["height"] / 2],
            [box["x"] + box["width"] - 8, box["y"] + box["height"] / 2],
        ]
        for corner in corners:
            assert page.evaluate(
                "([x, y]) => Boolean(document.elementFromPoint(x, y).closest('.caption'))", corner
            )
    left, _, right, _ = page.evaluate(MOVED)
    grip = page.locator(".swipe .grip").bounding_box()
    assert grip["width"] < (right - left) / 3
    assert page.locator(".swipe").bounding_box()["width"] <= 4
    # A country that is small in view stands whole beside the bar.
    page.locator("[data-stage=after]").click()
    page.evaluate("Dateline.app.map.setView([31.5, 35], 4, { animate: false }) && null")
    settle(page)
    page.locator("[data-stage=both]").click()
    _, _, right, _ = page.evaluate(MOVED)
    assert page.evaluate("document.querySelector('.swipe').offsetLeft") > right


def test_the_picture_has_the_sentence_both_days_and_only_the_commands_in_view(show, levant):
    page = show(EventMap(levant), reduced_motion="reduce")
    settle(page)
    page.locator(".spotlight .show").click()
    page.locator("[data-stage=both]").click()
    settle(page)
    written = page.evaluate(
        """async () => {
            const kept = CanvasRenderingContext2D.prototype.fillText, texts = [];
            CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) { texts.push(text); return kept.call(this, text, ...rest); };
            await Dateline.picture(Dateline.app, 1);
            const pictured = texts.splice(0);
            window.dispatchEvent(new Event("beforeprint"));
            CanvasRenderingContext2D.prototype.fillText = kept;
            window.dispatchEvent(new Event("afterprint"));
            return [pictured, texts];
        }"""
    )
    for texts in written:
        assert "Israel moved from EUCOM to CENTCOM on 15 Jan 2021." in texts
        assert any(text.startswith("Until 14 Jan 2021: EUCOM. From 15 Jan 2021: CENTCOM.") for text in texts)
        assert {"14 Jan 2021 · EUCOM", "15 Jan 2021 · CENTCOM"} <= set(texts)
        heading = texts.index("COMMANDS ON THIS DAY")
        listed = texts[heading + 1 : texts.index("LAYERS")]
        assert listed == ["CENTCOM", "EUCOM"]


def click_at(page, lon, lat):
    spot = page.evaluate(
        """([lon, lat]) => {
            const at = Dateline.app.map.latLngToContainerPoint([lat, lon]), home = Dateline.app.map.getContainer().getBoundingClientRect();
            return [at.x + home.x, at.y + home.y];
        }""",
        [lon, lat],
    )
    page.mouse.click(*spot)
    settle(page)
    return page.locator(".leaflet-popup .card")


def test_a_click_on_land_tells_its_commands_through_time_with_sources(show, levant):
    page = show(EventMap(levant))
    page.evaluate("Dateline.app.map.setView([31, 35], 7, { animate: false }) && null")
    settle(page)
    card = click_at(page, 34.85, 30.5)
    assert card.locator("h2").inner_text() == "Israel"
    rows = [" ".join(text.split()) for text in card.locator("li").all_inner_texts()]
    assert rows[0].startswith(
        "CENTCOM since 15 Jan 2021 Operational on 1 Sept 2021. Source: DoD statement 2021-01-15"
    )
    assert rows[1].startswith("EUCOM since 1 Jan 1983 or earlier, until 14 Jan 2021")
    assert rows[2] == "not recorded before 1 Jan 1983"
    assert card.locator("li.now").inner_text().startswith("EUCOM")  # the slider's day is in 2020


def test_before_the_table_begins_nothing_is_recorded(show, happened):
    page = show(EventMap(happened(LEVANT, "1975-03-01"), commands="always"))
    page.locator(".event").first.click()
    settle(page)
    told = page.locator(".leaflet-popup .card").inner_text()
    assert "not recorded (" in told
    assert "no command" not in told
    page.keyboard.press("Escape")
    assert page.locator(".panel").get_by_text("Not recorded before 1 Jan 1983.").is_visible()
    assert (
        page.evaluate("Dateline.app.commands.told('CHN', Dateline.dates.parse('1983-03-01'))") == "no command"
    )
    assert (
        page.evaluate("Dateline.app.commands.told('POL', Dateline.dates.parse('1985-03-01'))")
        == "not recorded"
    )


def test_a_change_in_the_list_is_shown_as_the_spotlight_shows_it(show, levant):
    page = show(EventMap(levant), reduced_motion="reduce")
    page.locator(".panel details:has(.choices) summary").click()
    page.locator(".panel .choices button", has_text="Greenland: EUCOM → NORTHCOM").click()
    assert sentence(page) == "Greenland moved from EUCOM to NORTHCOM on 17 Jun 2025."
    assert page.locator("[data-stage=after]").get_attribute("aria-pressed") == "true"
    seen = json.loads(page.evaluate("JSON.stringify(Dateline.app.map.getBounds())"))
    assert seen["_southWest"]["lat"] < 62
    assert seen["_northEast"]["lat"] > 80
    page.locator("[data-stage=end]").click()
    assert sentence(page).startswith("Israel moved")


def test_a_link_shows_the_change_that_was_shown(show, levant):
    made = EventMap(levant)
    page = show(made, reduced_motion="reduce")
    page.locator(".panel details:has(.choices) summary").click()
    page.locator(".panel .choices button", has_text="Greenland: EUCOM → NORTHCOM").click()
    page.wait_for_timeout(500)
    again = show(made, fragment=page.evaluate("location.hash"))
    assert sentence(again) == "Greenland moved from EUCOM to NORTHCOM on 17 Jun 2025."
    assert again.locator("[data-stage=after]").get_attribute("aria-pressed") == "true"


def test_the_outline_has_the_colours_of_both_commands(show, levant):
    page = show(EventMap(levant), reduced_motion="reduce")
    settle(page)
    page.locator(".spotlight .show").click()
    page.wait_for_timeout(900)
    inked = page.evaluate(
        """() => {
            const { app } = Dateline;
            const canvas = app.map.getPane("dateline-change").querySelector("canvas");
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return ["EUCOM", "CENTCOM"].map((id) => {
                const [r, g, b] = [1, 3, 5].map((at) => parseInt(app.looks.commandColour(id).slice(at, at + 2), 16));
                let count = 0;
                for (let n = 0; n < data.length; n += 4) if (data[n + 3] > 250 && Math.abs(data[n] - r) + Math.abs(data[n + 1] - g) + Math.abs(data[n + 2] - b) < 6) count++;
                return count;
            });
        }"""
    )
    assert min(inked) > 1500
    page.locator(".panel label", has_text="What moved").locator("input").uncheck()
    page.wait_for_timeout(300)
    assert page.locator(".tag").count() == 0
