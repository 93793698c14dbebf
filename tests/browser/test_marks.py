"""Marks that do not lie: how precisely a place is known, what stands for many events, and the list that follows the map."""

import datetime
from dataclasses import replace

import pytest
import shapely

from gazetteer import areas, find
from geo.event_set import EventSet
from geo.records import PlaceLink, Report, When
from maps.basemap import EMPTY, Basemap
from maps.event_map import EventMap
from maps.strings import load_strings

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

SIZES = {"1440x900": (1440, 900), "1366x650": (1366, 650), "844x390": (844, 390), "390x844": (390, 844)}
ISRAEL = shapely.Polygon([(34.2, 31.3), (34.9, 29.5), (35.5, 31.5), (35.6, 33.1), (35.1, 33.1)])


@pytest.fixture
def at(make_event, make_mention):
    """Give a function that makes an event at a place: its name, kind, geometry and radius."""
    made = []

    def event(name, kind, where, *, radius_m, day=1, **fields):
        centre = where.representative_point()
        place = replace(
            make_mention().place,
            id=f"p:{name}",
            name=name,
            kind=kind,
            lon=centre.x,
            lat=centre.y,
            country=fields.pop("country", "IL"),
            admin1="",
            radius_m=radius_m,
        )
        n = len(made)
        said = replace(
            make_mention(text=name, start=100 * n, end=100 * n + len(name), place=place),
            geometry=where,
            radius_m=radius_m,
            phrase_start=100 * n,
            phrase_end=100 * n + len(name),
        )
        when = When(
            start=datetime.date(2024, 7, day),
            end=datetime.date(2024, 7, day),
            granularity="day",
            text="then",
            rule="written date",
        )
        made.append(
            make_event(
                id=f"{n:012x}",
                where=where,
                radius_m=radius_m,
                places=(PlaceLink(mention=said, role="location"),),
                when=when,
                **({"type": "ASSAULT", "actors": ()} | fields),
            )
        )
        return made[-1]

    return event


@pytest.fixture
def page_of(show):
    """Give a function that shows events on outlines of nothing, as the marks are all that is looked at."""

    def shown(events, **options):
        links = tuple(link.mention for event in events for link in event.places)
        found = EventSet((Report(id="r1", text="A report.", title="Marks"),), tuple(events), links)
        return show(EventMap(found, basemap=Basemap(world=EMPTY)), **options)

    return shown


@pytest.fixture
def levels(at):
    """Give one event of each level in Israel."""
    return [
        at("Ashdod Port", "facility", shapely.Point(34.65, 31.82), radius_m=900.0, day=1),
        at("Ofaqim", "settlement", shapely.Point(34.62, 31.31), radius_m=2000.0, day=2),
        at("Safed", "admin2", shapely.Point(35.5, 32.96), radius_m=20_000.0, day=3),
        at("Southern District", "admin1", shapely.Point(34.9, 30.6), radius_m=80_000.0, day=4),
        at("Israel", "country", ISRAEL, radius_m=210_000.0, day=5),
    ]


POINT = """(n) => {
    const { app, signOffset } = Dateline;
    const zoom = app.map.getZoom(); const { x, y } = app.events; const { min } = app.map.getPixelBounds();
    const [dx, dy] = signOffset(app, zoom, n);
    const box = app.map.getContainer().getBoundingClientRect();
    return [box.x + x[n] * 2 ** zoom - min.x + dx, box.y + y[n] * 2 ** zoom - min.y + dy];
}"""


def point_of(page, n):
    """Give the pixels of the window at which an event has its own mark."""
    return page.evaluate(POINT, n)


def on_map(page, x, y):
    """Whether the map is what lies at a pixel, not a panel or a popup upon it."""
    return page.evaluate(
        "([x, y]) => { const at = document.elementFromPoint(x, y);"
        " return !!at && !!at.closest('.folium-map') && !at.closest('.panel, .leaflet-popup, .leaflet-control'); }",
        [x, y],
    )


def uncovered(page, n):
    """Return the pixel of an event once the map has come to rest and nothing lies upon it there."""
    for _ in range(20):
        settled(page)
        x, y = point_of(page, n)
        if on_map(page, x, y):
            return x, y
    raise AssertionError(f"event {n} at {x}, {y} is covered")


def settled(page):
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 350)))")


def test_every_level_is_said_by_row_card_and_filter(page_of, levels):
    page = page_of(levels)
    rows = page.locator(".event small").all_inner_texts()
    for said in (
        "Ashdod Port (exact)",
        "Ofaqim (town)",
        "Safed (district)",
        "Southern District (region)",
        "In Israel, nowhere nearer",
    ):
        assert sum(said in row for row in rows) == 1, (said, rows)
    switches = page.locator("fieldset", has_text="Precision of places").locator("label")
    assert switches.all_inner_texts() == [
        "exact\n1",
        "town\n1",
        "district\n1",
        "region\n1",
        "country\n1",
    ]
    page.evaluate("Dateline.app.select(2)")
    card = page.locator(".leaflet-popup .card").last
    assert "Safed (district), within 20 km" in card.inner_text()
    page.evaluate("Dateline.app.select(4)")
    page.locator(".leaflet-popup .card", has_text="nowhere nearer").wait_for()
    assert "In Israel, nowhere nearer, within 210 km" in card.inner_text()
    switches.nth(4).locator("input").uncheck()
    page.wait_for_timeout(400)
    assert page.locator(".event").count() == 4
    assert "withoutPrecision=country" in page.url


SHARE = """([n, from, to]) => {
    // Of the pixels between two radii around a mark: which share has the colour of its type.
    const { app, signOffset } = Dateline;
    const canvas = document.querySelector(".leaflet-dateline-overlay-pane canvas");
    const zoom = app.map.getZoom(); const { x, y } = app.events; const { min } = app.map.getPixelBounds();
    const [dx, dy] = signOffset(app, zoom, n);
    const [map, own] = [app.map.getContainer(), canvas].map((one) => one.getBoundingClientRect());
    const [cx, cy] = [map.x - own.x + x[n] * 2 ** zoom - min.x + dx, map.y - own.y + y[n] * 2 ** zoom - min.y + dy];
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(app.looks.look(n).colour.slice(at, at + 2), 16));
    const box = Math.ceil(to) + 1;
    const { data } = canvas.getContext("2d").getImageData(Math.round(cx) - box, Math.round(cy) - box, 2 * box, 2 * box);
    let [all, hits] = [0, 0];
    for (let i = 0; i < 2 * box; i++) for (let j = 0; j < 2 * box; j++) {
        const away = Math.hypot(Math.round(cx) - box + i + 0.5 - cx, Math.round(cy) - box + j + 0.5 - cy);
        if (away < from || away > to) continue;
        const at = 4 * (j * 2 * box + i);
        all++;
        if (Math.hypot(data[at] - red, data[at + 1] - green, data[at + 2] - blue) < 90 && data[at + 3] > 128) hits++;
    }
    return hits / all;
}"""


def test_only_what_has_a_point_is_a_filled_one(page_of, at):
    page = page_of(
        [
            at("Ofaqim", "settlement", shapely.Point(34.62, 31.31), radius_m=2000.0, type="CONSULT"),
            at("Safed", "admin2", shapely.Point(35.5, 32.96), radius_m=20_000.0, type="CONSULT"),
            at("Israel", "country", ISRAEL, radius_m=210_000.0, type="CONSULT"),
        ]
    )
    page.evaluate(
        "Dateline.app.state.set({ hiddenLayers: new Set(['uncertainty', 'places', 'links', 'labels']) })"
    )
    settled(page)
    inner = [page.evaluate(SHARE, [n, 0, 4.5]) for n in range(3)]
    ring = [page.evaluate(SHARE, [n, 9, 14]) for n in range(3)]
    assert inner[0] > 0.95 and inner[1] > 0.95 and 0.2 < inner[2] < 0.8
    assert ring[0] < 0.02 and ring[1] > 0.1 and 0.1 < ring[2] < 0.5
    middle = page.evaluate("[Dateline.app.events.x[2], Dateline.app.events.y[2]].map((v) => v)")
    lon, lat = page.evaluate(
        "([x, y]) => [Dateline.projection.toLon(x), Dateline.projection.toLat(y)]", middle
    )
    assert ISRAEL.contains(shapely.Point(lon, lat))
    assert shapely.Point(lon, lat).distance(ISRAEL.exterior) > 0.9 * max(
        shapely.Point(34.6 + 0.05 * i, 30 + 0.1 * j).distance(ISRAEL.exterior)
        for i in range(20)
        for j in range(30)
        if ISRAEL.contains(shapely.Point(34.6 + 0.05 * i, 30 + 0.1 * j))
    )


def test_no_mark_of_a_point_is_moved(page_of, at):
    """Towns 40 km apart are one disc until they have room, never petals at a place that is not theirs."""
    towns = [
        at(f"Town {n}", "settlement", shapely.Point(34.6 + 0.2 * n, 31.5), radius_m=2000.0) for n in range(3)
    ]
    page = page_of([*towns, at("Town 0", "settlement", shapely.Point(34.6, 31.5), radius_m=2000.0)])
    for zoom in (3, 5, 7, 9, 11):
        page.evaluate(f"Dateline.app.map.setView([31.5, 34.8], {zoom}, {{ animate: false }})")
        homes = page.evaluate(
            """() => Array.from({ length: 4 }, (_, n) => {
                const { app, signOffset } = Dateline; const zoom = app.map.getZoom();
                const home = app.clusters.holding(zoom, n);
                return [home.isDisc, home.size, home.spots.length, home.isDisc ? 0 : Math.hypot(...signOffset(app, zoom, n))];
            })"""
        )
        for is_disc, size, spots, away in homes:
            assert is_disc == (spots > 1), homes
            assert away <= (0 if size == 1 else 8), homes
    assert [size for _, size, _, _ in homes] == [2, 1, 1, 2]


def test_a_country_makes_room_for_points_and_keeps_a_line_to_its_middle(page_of, at):
    towns = [
        at("Beersheba", "settlement", shapely.Point(34.79, 31.25), radius_m=2000.0, day=n + 1)
        for n in range(9)
    ]
    page = page_of([*towns, at("Israel", "country", ISRAEL, radius_m=210_000.0, type="CONSULT")], width=1440)
    page.evaluate("Dateline.app.map.setView([31, 35], 5, { animate: false })")
    state = page.evaluate(
        """() => {
            const { app } = Dateline; const zoom = app.map.getZoom(); const scale = 2 ** zoom;
            const [own, towns] = [app.clusters.holding(zoom, 9), app.clusters.holding(zoom, 0)];
            const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) * scale;
            return { wide: own.wide, apart: apart(own, towns), room: own.reach + towns.reach,
                     moved: Math.hypot(own.x - own.homeX, own.y - own.homeY) * scale, reach: own.reach,
                     towns: Math.hypot(towns.x - towns.homeX, towns.y - towns.homeY) };
        }"""
    )
    assert state["wide"] and state["towns"] == 0
    assert state["apart"] >= state["room"]
    assert 0 < state["moved"] <= 84


@pytest.fixture
def crowd(at):
    """Give 180 events in Gaza, and 12 in Haifa."""
    gaza, haifa = shapely.Point(34.46, 31.5), shapely.Point(34.99, 32.82)
    return [
        *(at("Gaza", "settlement", gaza, radius_m=4000.0, day=n % 28 + 1, country="PS") for n in range(180)),
        *(at("Haifa", "settlement", haifa, radius_m=4000.0, day=n % 28 + 1) for n in range(12)),
    ]


def disc_of(page, n):
    """Give the pixels of the window of the disc that holds an event."""
    return page.evaluate(
        """(n) => {
            const { app } = Dateline; const zoom = app.map.getZoom();
            const { x, y } = app.clusters.holding(zoom, n); const { min } = app.map.getPixelBounds();
            const box = app.map.getContainer().getBoundingClientRect();
            return [box.x + x * 2 ** zoom - min.x, box.y + y * 2 ** zoom - min.y];
        }""",
        n,
    )


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_disc_of_one_place_opens_its_list(page_of, crowd, size):
    page = page_of(crowd, width=size[0], height=size[1])
    x, y = disc_of(page, 0)
    assert on_map(page, x, y)
    page.mouse.click(x, y)
    heading = page.get_by_role("heading", name="180 events at Gaza")
    heading.wait_for()
    assert heading.evaluate("(one) => one === document.activeElement")
    box = heading.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= size[1]
    settled(page)
    assert page.evaluate("Dateline.app.state.listedCount") == 180
    assert page.evaluate("Dateline.app.state.shown") == 192  # the map keeps all
    assert page.locator(".event").first.get_attribute("data-event") is not None
    assert page.locator("li.row").first.get_attribute("aria-setsize") == "180"
    # Down to the last one, by keyboard.
    page.locator(".event").first.focus()
    for _ in range(179):
        page.keyboard.press("ArrowDown")
    assert page.locator(":focus").locator("xpath=..").get_attribute("aria-posinset") == "180"
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup .card").last.wait_for()
    page.get_by_role("button", name="← All events").click()
    settled(page)
    assert page.evaluate("Dateline.app.state.listedCount") == 192
    assert heading.is_hidden()
    assert page.evaluate("document.activeElement.classList.contains('folium-map')")


def test_the_list_follows_what_is_in_view(page_of, crowd):
    page = page_of(crowd)
    page.evaluate("Dateline.app.map.setView([31.5, 34.46], 10, { animate: false })")
    outside = page.locator(".extent .outside")
    outside.wait_for()
    assert outside.inner_text() == "12 events outside this view · Show all"
    page.get_by_label("Only what is in view").check()
    settled(page)
    assert page.locator("p.count").inner_text() == "180 of 192 events shown"
    assert page.evaluate("Dateline.app.state.shown") == 192
    page.evaluate("Dateline.app.map.setView([32.82, 34.99], 10, { animate: false })")
    settled(page)
    assert page.locator("p.count").inner_text() == "12 of 192 events shown"
    assert "Haifa" in page.locator(".event small").first.inner_text()
    page.get_by_role("button", name="Show all", exact=True).click()
    settled(page)
    assert page.locator("p.count").inner_text() == "192 of 192 events shown"
    assert outside.is_hidden() and not page.get_by_label("Only what is in view").is_checked()


def test_places_countries_and_commands_filter(show, at):
    events = [
        at("Haifa", "settlement", shapely.Point(34.99, 32.82), radius_m=4000.0, day=1),
        at("Haifa", "settlement", shapely.Point(34.99, 32.82), radius_m=4000.0, day=2),
        at("Amman", "settlement", shapely.Point(35.93, 31.95), radius_m=4000.0, day=3, country="JO"),
        at("Berlin", "settlement", shapely.Point(13.4, 52.52), radius_m=4000.0, day=4, country="DE"),
    ]
    links = tuple(link.mention for event in events for link in event.places)
    page = show(EventMap(EventSet((Report(id="r1", text=""),), tuple(events), links), commands="always"))
    page.locator(".narrow summary").click()
    menus = {
        name: page.locator(".narrow label", has=page.get_by_text(name, exact=True)).locator("select")
        for name in ("Place", "Country", "Command")
    }
    page.locator("option", has_text="Haifa, IL (2)").wait_for(state="attached")
    assert menus["Place"].locator("option").all_inner_texts() == [
        "everywhere",
        "Haifa, IL (2)",
        "Amman, JO (1)",
        "Berlin, DE (1)",
    ]
    assert menus["Country"].locator("option").all_inner_texts()[1] == "Israel (2)"
    assert menus["Command"].locator("option").all_inner_texts() == [
        "all commands",
        "CENTCOM (3)",
        "EUCOM (1)",
    ]
    for menu, choice, count in (
        ("Place", "Haifa, IL (2)", 2),
        ("Country", "Jordan (1)", 1),
        ("Command", "CENTCOM (3)", 3),
    ):
        menus[menu].select_option(label=choice)
        settled(page)
        assert page.locator("p.count").inner_text() == f"{count} of 4 events shown"
        assert page.locator(".narrow summary").inner_text() == "Filters (1 on)"
        address = page.url
        page.get_by_role("button", name="Reset filters").click()
        settled(page)
        assert page.locator("p.count").inner_text() == "4 of 4 events shown"
        assert menu.lower() + "=" in address


COUNT_DRAWS = """
    window.draws = [];
    const own = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "width");
    Object.defineProperty(HTMLCanvasElement.prototype, "width", { ...own, set(value) {
        const pane = this.parentElement?.className.match(/leaflet-(dateline-[a-z-]+)-pane/)?.[1];
        if (pane) window.draws.push(pane);
        own.set.call(this, value);
    } });
"""


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_is_drawn_twice_before_the_page_stands(chromium, tmp_path, found, size):
    path = tmp_path / "map.html"
    EventMap(found).save(path)
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.add_init_script(COUNT_DRAWS)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_timeout(500)
    drawn = page.evaluate("window.draws")
    context.close()
    assert sorted(drawn) == [f"dateline-{name}" for name in ("areas", "change", "ground", "overlay")]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_chosen_event_is_seen_by_its_own_mark(page_of, at, size):
    """Towns a few kilometres apart, two events each, and eleven at one spot: whatever is chosen, its mark answers."""
    towns = [
        at(
            f"Town {n // 2}",
            "settlement",
            shapely.Point(34.4 + 0.05 * (n // 2), 31.4),
            radius_m=2000.0,
            day=n + 1,
        )
        for n in range(8)
    ]
    many = [
        at("Haifa", "settlement", shapely.Point(34.99, 32.82), radius_m=4000.0, day=n + 1) for n in range(11)
    ]
    page = page_of([*towns, *many], width=size[0], height=size[1])
    for n in (0, 5, 7, 8, 18):
        page.evaluate("Dateline.app.map.setView([32, 34.8], 6, { animate: false })")
        assert page.evaluate("(n) => Dateline.app.clusters.holding(6, n).isDisc", n)
        page.evaluate("(n) => Dateline.app.select(n)", n)
        page.locator(".leaflet-popup .card").last.wait_for()
        x, y = uncovered(page, n)
        page.keyboard.press("Escape")
        page.evaluate("(n) => Dateline.app.state.set({ selected: n })", n)  # the card is gone, the mark stays
        page.mouse.click(x, y)
        page.locator(".leaflet-popup .card").last.wait_for()
        assert page.evaluate("Dateline.app.state.get('selected')") == n
        page.keyboard.press("Escape")


NAMES = """async ([lat, lon, zoom]) => {
    const drawn = new Map();
    const kept = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
        drawn.set(text, [x + this.measureText(text).width / 2, y]);
        return kept.call(this, text, x, y);
    };
    const { app } = Dateline;
    app.map.setView([lat, lon], zoom, { animate: false });
    await new Promise((done) => setTimeout(done, 500));
    CanvasRenderingContext2D.prototype.fillText = kept;
    const names = Object.fromEntries(drawn);
    return { names };
}"""


def test_a_name_belongs_to_its_own_mark(page_of, at):
    """The mark of a part of a region is not named like the region, whose own events stand beside it with its name."""
    where = shapely.Point(34.35, 31.3)
    south = at("Gaza Strip", "admin1", where, radius_m=8000.0, day=1)
    said = replace(south.places[0].mention, meaning="southern part of Gaza Strip")
    south = replace(south, places=(PlaceLink(mention=said, role="location"),))
    page = page_of([south], width=1440)
    drawn = page.evaluate(NAMES, [31.3, 34.4, 7])
    assert "southern part of Gaza Strip" in drawn["names"]
    assert "Gaza Strip" not in drawn["names"]


def test_two_regions_that_share_a_symbol_are_both_named(page_of, at):
    here, there = shapely.Point(34.35, 31.3), shapely.Point(34.6, 31.3)
    page = page_of(
        [
            at("Gaza Strip", "admin1", here, radius_m=80_000.0, day=1),
            at("Negev", "admin1", there, radius_m=80_000.0, day=2),
        ]
    )
    assert "Gaza Strip and Negev" in page.evaluate(NAMES, [31.3, 34.4, 5])["names"]


SHOW_LINE = """([n, from, to]) => {
    const { app } = Dateline;
    app.state.set({ hiddenLayers: new Set(app.layers.map(({ name }) => name).filter((name) => name !== "uncertainty")) });
    app.select(n);
    app.map.setView([(from[1] + to[1]) / 2, (from[0] + to[0]) / 2], 7, { animate: false });
}"""
SHARE_OF_LINE = """([n, from, to]) => {
    const { map } = Dateline.app;
    const canvas = map.getPane("dateline-overlay").querySelector("canvas");
    const [drawn, shown] = [canvas.getBoundingClientRect(), map.getContainer().getBoundingClientRect()];
    const ratio = canvas.width / drawn.width;
    const [wide, high] = from[0] === to[0] ? [7, 1] : [1, 7]; // across the line
    let painted = 0;
    for (let step = 0; step < 200; step++) {
        const [lon, lat] = from.map((start, axis) => start + ((to[axis] - start) * step) / 200);
        const at = map.latLngToContainerPoint([lat, lon]);
        const corner = [(shown.x + at.x - drawn.x) * ratio - (wide >> 1), (shown.y + at.y - drawn.y) * ratio - (high >> 1)];
        const { data } = canvas.getContext("2d").getImageData(...corner, wide, high);
        painted += data.some((value, i) => i % 4 === 3 && value > 120);
    }
    return painted / 200;
}"""


def test_an_outline_that_is_not_known_is_dashed_and_the_card_says_so(show, make_event, make_mention):
    """The eastern border of Chad, a straight line, is painted all along; of the northern limit of the Sahel a part is."""
    mentions = [
        replace(make_mention(text=name, place=find(name)), geometry=areas.geometry(find(name)), radius_m=1.0)
        for name in ("Chad", "Sahel")
    ]
    events = [
        make_event(
            id=f"e{n}",
            where=mention.geometry,
            radius_m=1.0,
            places=(PlaceLink(mention=mention, role="location"),),
        )
        for n, mention in enumerate(mentions)
    ]
    page = show(EventMap(EventSet((), tuple(events), tuple(mentions)), basemap=Basemap(world=EMPTY)))
    assert page.evaluate("[...Dateline.app.uncertainty.exact]") == [1, 0]
    shares, says_so = [], []
    for line in ([0, [23.982, 17.5], [23.982, 19]], [1, [6, 17.5], [11, 17.5]]):
        page.evaluate(SHOW_LINE, line)
        page.wait_for_timeout(300)
        shares.append(page.evaluate(SHARE_OF_LINE, line))
        said = page.evaluate("[...document.querySelectorAll('dd')].map((dd) => dd.textContent)")
        says_so.append(load_strings("en")["edge.approximate"] in said)
    assert shares[0] > 0.95
    assert 0.3 < shares[1] < 0.95
    assert says_so == [False, True]
