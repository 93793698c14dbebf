"""Online tiles in a browser: asked for from one host, over our outlines, which stay where no tile comes."""

from io import BytesIO

import pytest
from matplotlib.image import imread

from maps.event_map import EventMap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

HOST = "https://server.arcgisonline.com/"


def opened(chromium, tmp_path, found, answer):
    path = tmp_path / "map.html"
    EventMap(found, tiles="Esri.WorldGrayCanvas").save(path)
    context = chromium.new_context(viewport={"width": 900, "height": 700})
    asked = []

    def route(route):
        url = route.request.url
        if url.startswith("file:"):
            route.continue_()
            return
        asked.append(url)
        answer(route)

    context.route("**/*", route)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    page.evaluate(
        "Dateline.app.map.setView([31, 36.5], 8, { animate: false }); for (const { name } of Dateline.app.layers) if (name !== 'basemap') Dateline.app.state.toggle('hiddenLayers', name, true)"
    )
    page.wait_for_timeout(800)
    box = page.locator(".folium-map").bounding_box()
    image = (imread(BytesIO(page.screenshot()))[:, :, :3] * 255).round().astype(int)
    colour = tuple(
        int(v) for v in image[int(box["y"] + box["height"] * 0.6), int(box["x"] + box["width"] * 0.3)]
    )
    named = page.locator(".leaflet-control-attribution").inner_text()
    context.close()
    return asked, colour, named


def red_tile():
    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", (256, 256), (200, 30, 30)).save(stream, "PNG")
    return stream.getvalue()


def test_tiles_cover_the_outlines_and_name_their_provider(chromium, tmp_path, found):
    tile = red_tile()
    asked, colour, named = opened(
        chromium, tmp_path, found, lambda route: route.fulfill(body=tile, content_type="image/png")
    )
    assert asked and all(url.startswith(HOST) for url in asked)
    assert colour == (200, 30, 30)
    assert "Esri" in named and "Natural Earth" in named


def test_without_a_network_the_outlines_show(chromium, tmp_path, found):
    asked, colour, _ = opened(chromium, tmp_path, found, lambda route: route.abort())
    assert asked
    assert min(colour) > 200
