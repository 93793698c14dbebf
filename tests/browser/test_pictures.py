"""The map as a picture: from the button on the page, on paper, and from the command line."""

import asyncio
import http.server
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import folium
import pytest
from matplotlib.image import imread

from maps import browser
from maps.cli import run
from maps.errors import BrowserFailed, FileExists, NoBrowser
from maps.event_map import EventMap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def pixels(content):
    """Give the size of a PNG and a function of x, y that gives its colour."""
    image = (imread(BytesIO(content))[:, :, :3] * 255).round().astype(int)
    return image.shape[1], image.shape[0], lambda x, y: tuple(image[y, x])


def downloaded(page):
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export PNG").click()
    assert waiting.value.suggested_filename.endswith(".png")
    return Path(waiting.value.path()).read_bytes()


def colour_of(page, name):
    text = page.evaluate(f"Dateline.app.looks.colour('{name}')")
    return tuple(int(text[n : n + 2], 16) for n in (1, 3, 5))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_gives_map_legend_title_and_sources(show, found, scheme):
    page = show(EventMap(found, title="A title"), width=1000, height=700, color_scheme=scheme)
    page.evaluate("Dateline.app.map.setView([32.5, 34.0], 8, { animate: false }) && null")
    page.evaluate("Dateline.app.state.toggle('hiddenLayers', 'seas', true)")
    width, height, at = pixels(downloaded(page))
    box = page.locator(".folium-map").bounding_box()
    assert width > 2 * box["width"] + 400
    assert height > 2 * box["height"]
    assert at(2, 2) == colour_of(page, "--paper")
    # The sea west of the coast: in the left part of the map, below its upper edge.
    assert at(2 * 60, 2 * 110) == colour_of(page, "--sea")
    inked = lambda x0, x1, y0, y1: any(  # noqa: E731
        at(x, y) != colour_of(page, "--paper") for x in range(x0, x1, 3) for y in range(y0, y1, 2)
    )
    assert inked(32, 200, 30, 70)  # the title
    assert inked(int(2 * box["width"]) + 80, width - 20, 140, 300)  # the legend
    assert inked(32, 300, int(2 * (64 + box["height"])) + 14, height - 10)  # the sources


def test_the_waters_take_no_land_out_of_the_picture(show, found):
    page = show(EventMap(found), width=1000, height=700)
    page.evaluate(
        """() => {
            const { map, state } = Dateline.app;
            for (const name of ["commands", "labels", "events", "places"]) state.toggle("hiddenLayers", name, true);
            map.setView([31.0, 36.5], 8, { animate: false });
        }"""
    )
    box = page.locator(".folium-map").bounding_box()
    _, _, at = pixels(downloaded(page))
    spots = [
        at(2 * 16 + int(box["width"]) + x, 2 * 64 + int(box["height"]) + y)
        for x in (-9, 0, 9)
        for y in (-9, 0, 9)
    ]
    assert colour_of(page, "--land") in spots  # Jordan, between the lines of its divisions


def test_a_name_gives_way_to_the_label_of_a_change_in_the_picture_too(show, found):
    page = show(EventMap(found))
    free = page.evaluate(
        """() => {
            const { app } = Dateline, { map } = app;
            map.setView([31.5, 35], 6, { animate: false });
            app.tagBox = [0, 0, ...(({ x, y }) => [x, y])(map.getSize())];
            const { x, y } = map.getSize(), { min } = map.getPixelBounds();
            const view = { ...Dateline.viewOf(6, min.x, min.y, x, y, { x: 0, y: 0 }), bare: true };
            const labels = app.layers.find(({ name }) => name === "labels");
            return [false, true].map((tagged) => {
                let written = 0;
                const canvas = document.createElement("canvas").getContext("2d");
                canvas.fillText = () => written++;
                labels.draw(app, canvas, { ...view, tagged });
                return written;
            });
        }"""
    )
    assert free[0] > 3
    assert free[1] == 0


def test_what_a_folium_user_added_is_in_the_picture(show, found):
    made = EventMap(found)
    folium.GeoJson(
        {"type": "Polygon", "coordinates": [[[30, 30], [33, 30], [33, 33], [30, 33], [30, 30]]]},
        style_function=lambda _: {"color": "#00ff00", "fillColor": "#00ff00", "fillOpacity": 1},
    ).add_to(made)
    page = show(made, width=1000, height=700)
    page.evaluate("Dateline.app.map.setView([31.5, 31.5], 7, { animate: false }) && null")
    box = page.locator(".folium-map").bounding_box()
    _, _, at = pixels(downloaded(page))
    middle = at(2 * 16 + int(box["width"]), 2 * 64 + int(box["height"]))
    assert middle[1] > 240 and middle[0] < 20


def test_paper_has_a_light_picture_and_the_list(show, found):
    page = show(EventMap(found), color_scheme="dark")
    page.evaluate(
        """() => { window.addEventListener("beforeprint", () => {
            const canvas = document.querySelector(".printed canvas");
            const { data } = canvas.getContext("2d").getImageData(4, 4, 1, 1);
            window.seen = { width: canvas.width, corner: [...data] };
        }) }"""
    )
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    seen = page.evaluate("window.seen")
    assert seen["width"] > 2000
    assert seen["corner"][:3] == [255, 255, 255]
    assert page.locator(".printed canvas").count() == 0
    assert colour_of(page, "--paper") != (255, 255, 255)
    page.emulate_media(media="print")
    assert page.locator(".stage").is_hidden()
    assert page.locator(".event").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.fixture
def one_browser():
    there = any(Path(name).exists() for name in ("/usr/bin/chromium", "/usr/bin/google-chrome"))
    if not there and not os.environ.get("CI"):
        pytest.skip("no Chromium")


def test_a_file_is_made_by_an_installed_browser(one_browser, found, tmp_path):
    path = tmp_path / "map.png"
    EventMap(found).save_png(path, width=900, height=600, ratio=1)
    width, height, at = pixels(path.read_bytes())
    assert 600 < width < 1000 and height > 400
    assert at(1, 1) == (255, 255, 255)
    with pytest.raises(FileExists):
        EventMap(found).save_png(path)
    EventMap(found).save_png(path, width=900, height=600, ratio=1, dark=True, overwrite=True)
    assert max(pixels(path.read_bytes())[2](1, 1)) < 60
    assert [child.name for child in tmp_path.iterdir()] == ["map.png"]


def test_without_a_browser_one_line_tells_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(browser, "NAMES", ("no-such-browser",))
    report = tmp_path / "report.txt"
    report.write_text("Soldiers attacked a village near Mosul.")
    assert run(["map", str(report), "--png", str(tmp_path / "map.png")]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "needs Chromium" in told and "--figure" in told
    assert not (tmp_path / "map.png").exists()
    with pytest.raises(NoBrowser, match="mine"):
        browser.find("mine")


def test_without_playwright_one_line_tells_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(browser, "find_spec", lambda name: None)
    report = tmp_path / "report.txt"
    report.write_text("Soldiers attacked a village near Mosul.")
    assert run(["map", str(report), "--png", str(tmp_path / "map.png"), "--browser", sys.executable]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "a picture of the page needs playwright: pip install 'dateline[png]'" in told
    assert not (tmp_path / "map.png").exists()


def test_a_notebooks_event_loop_is_no_hindrance(one_browser, found, tmp_path):
    """playwright's plain interface refuses to run where a loop runs."""

    async def cell():
        EventMap(found).save_png(tmp_path / "map.png", width=900, height=600, ratio=1)

    with ThreadPoolExecutor(1) as thread:  # this one has the loop of the tests' own playwright
        thread.submit(lambda: asyncio.run(cell())).result()
    assert pixels((tmp_path / "map.png").read_bytes())[0] > 600


def test_the_browser_finds_no_way_to_the_network(one_browser, monkeypatch):
    """Even a page without our policy reaches no server, on this machine or elsewhere."""
    asked = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        ask = f"fetch('http://localhost:{server.server_port}/', {{{{ mode: 'no-cors' }}}})"
        answer = f"/* {{ratio}} */ {ask}.then(() => 'reached', () => 'refused').then((end) => 'data:,' + btoa(end))"
        monkeypatch.setattr(browser, "_READY", "true")
        monkeypatch.setattr(browser, "_DRAWN", "true")
        monkeypatch.setattr(browser, "_PICTURE", answer)
        assert browser.picture("<p>A page.") == b"refused"
        server.shutdown()
    assert asked == []


def test_a_browser_that_gives_none_leaves_no_file(found, tmp_path):
    with pytest.raises(BrowserFailed, match="ended at once"):
        EventMap(found).save_png(tmp_path / "map.png", browser="false")
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_never_stands_is_given_up(one_browser):
    with pytest.raises(BrowserFailed, match="in time"):
        browser.picture("<p>Nothing here.", timeout_s=6)
