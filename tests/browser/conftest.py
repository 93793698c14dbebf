"""A real Chromium with the network cut, and a small set of events to show in it."""

import datetime
import os
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from geo.event_set import EventSet
from geo.records import Actor, PlaceLink, Report, When

CHROMIUM = Path("/usr/bin/chromium")


def pytest_collection_modifyitems(items):
    """Give tests in a browser a second try in CI, where Chromium shares two cores with other tests; pytest counts these."""
    if os.environ.get("CI"):
        for item in items:
            if item.path.parent == Path(__file__).parent:
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists() and not os.environ.get("CI"):
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


class Tab:
    """A tab that may not reach the network, with all that went wrong in it.

    A tab of its own is most of what a test of the page costs: Chromium starts a process for it and reads our script anew.
    """

    def __init__(self, chromium, **options):
        self.options = options
        self.context = chromium.new_context(**options)
        self.context.set_default_timeout(20_000)
        self.context.set_offline(True)
        self.context.route(
            "**/*",
            lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort(),
        )
        self.page = self.context.new_page()
        self.page.evaluate = self._evaluate(self.page.evaluate)
        self.wrong = []
        self.page.on("console", lambda message: complain(message, self.wrong))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on(
            "request",
            lambda request: (
                request.url.startswith(("file:", "data:", "blob:")) or self.wrong.append(request.url)
            ),
        )

    @staticmethod
    def _evaluate(evaluate):
        """Return `evaluate`, after which the page has drawn what a change of its state asks for.

        The page draws once a frame; on a machine with other work the frame comes later than the next line of a test.
        """

        def evaluate_and_draw(expression, arg=None):
            result = evaluate(expression, arg)
            if "state.set(" in expression:
                evaluate(
                    "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
                )
            return result

        return evaluate_and_draw

    def clear(self):
        """Leave nothing of a test to the next one."""
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.goto("about:blank")
        # "null" is what the machine prefers, not the tab.
        features = ("color_scheme", "reduced_motion", "forced_colors")
        self.page.emulate_media(media="null", **{name: self.options.get(name, "null") for name in features})
        self.page.mouse.move(0, 0)
        self.wrong.clear()


@pytest.fixture(scope="module")
def shared_tabs(chromium):
    """Return the tabs that the tests of a module use one after the other, by their options."""
    tabs = {}
    yield tabs
    for tab in tabs.values():
        tab.context.close()


@pytest.fixture
def open_page(chromium, shared_tabs, tmp_path):
    """Give a function that opens a document offline; after the test no request and no error may have happened.

    The first page of a test is in a tab that earlier tests have used; with `fresh`, in one that nobody has.
    """
    shared, own = [], []

    def opened(document, *, width=1440, height=900, fragment="", fresh=False, **options):
        path = tmp_path / "map.html"
        path.write_text(document, encoding="utf-8", newline="\n")
        if fresh or shared:
            tab = Tab(chromium, **options)
            own.append(tab)
        else:
            key = repr(sorted(options.items()))
            if key not in shared_tabs:
                shared_tabs[key] = Tab(chromium, **options)
            tab = shared_tabs[key]
            shared.append((key, tab))
        tab.page.set_viewport_size({"width": width, "height": height})
        tab.page.goto(path.as_uri() + fragment)
        return tab.page

    yield opened
    from playwright.sync_api import Error

    wrong = [each for tab in (*own, *(tab for _, tab in shared)) for each in tab.wrong]
    for tab in own:
        tab.context.close()
    for key, tab in shared:
        try:
            tab.clear()
        except Error:  # whatever a test did to it: the next one gets a new tab
            del shared_tabs[key]
            tab.context.close()
    assert wrong == []


def complain(message, wrong):
    """Keep what the console reports, but for the advice on reading a canvas, which only these tests do."""
    if message.type in ("error", "warning") and "willReadFrequently" not in message.text:
        wrong.append(message.text)


@pytest.fixture
def show(open_page):
    """Give a function that opens a map and waits until it is there."""

    def shown(made, **options):
        page = open_page(made.document(), **options)
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    return shown


@pytest.fixture
def found(make_event, make_mention):
    """Give nine events in three towns of the Levant, of several types, on different days, one of them without a place."""
    towns = [
        replace(make_mention().place, id=f"t{n}", name=name, lon=lon, lat=lat, country=country)
        for n, (name, lon, lat, country) in enumerate(
            [("Amman", 35.93, 31.95, "JO"), ("Haifa", 34.99, 32.82, "IL"), ("عكا", 35.07, 32.93, "IL")]
        )
    ]
    events = []
    for n, root in enumerate(
        ("PROTEST", "ASSAULT", "AID", "CONSULT", "ASSAULT", "AGREE", "ACCUSE", "RETREAT", "REQUEST")
    ):
        town = towns[n % 3]
        said = make_mention(text=town.name, start=100 * n, end=100 * n + len(town.name), place=town)
        day = datetime.date(2020, 11, 1) + datetime.timedelta(days=30 * n)
        actor = Actor(
            text="They", start=0, end=4, name=("Harbour Union", "Orchard League")[n % 2], country="JO"
        )
        events.append(
            make_event(
                id=f"e{n}",
                type=root,
                status=("actual", "future", "negated")[n % 3],
                actors=(actor,),
                where=None if n == 8 else shapely.Point(town.lon, town.lat),
                radius_m=None if n == 8 else 6000.0,
                places=() if n == 8 else (PlaceLink(mention=said, role="location"),),
                when=When(start=day, end=day, granularity="day", text="then", rule="written date"),
            )
        )
    links = tuple(link.mention for event in events for link in event.places)
    return EventSet((Report(id="r1", text="A report.", title="A year in three towns"),), tuple(events), links)


@pytest.fixture(scope="session")
def until():
    """Give a function that waits in a page until an expression is true: Playwright's needs eval, which our policy forbids."""

    def wait(page, condition, *, patience_ms=20_000):
        page.evaluate(
            f"""() => new Promise((resolve, reject) => {{
                const end = performance.now() + {patience_ms};
                const look = () => {{
                    if ({condition}) resolve();
                    else if (performance.now() > end) reject(new Error("it never came true"));
                    else setTimeout(look, 20);
                }};
                look();
            }})"""
        )

    return wait
