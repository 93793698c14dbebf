"""Tiles of a user's own in the page, read from memory with the network cut."""

import importlib.util
from pathlib import Path

import pytest

from maps.event_map import EventMap

spec = importlib.util.spec_from_file_location(
    "archive_files", Path(__file__).parents[1] / "maps/archive_files.py"
)
archive_files = importlib.util.module_from_spec(spec)
spec.loader.exec_module(archive_files)

HERE = {"lon": 34.45, "lat": 31.5}


def go(page, zoom):
    page.evaluate("z => Dateline.app.map.setView([31.5, 34.45], z, {animate: false})", zoom)


def colours(page, selector):
    """Colours in the middle of the tiles that are drawn, canvases and pictures alike."""
    return page.evaluate(
        """selector => [...document.querySelectorAll(selector)].map((one) => {
          const canvas = document.createElement("canvas");
          canvas.width = one.width; canvas.height = one.height;
          const pen = canvas.getContext("2d");
          pen.drawImage(one, 0, 0);
          return [0.25, 0.75].map((x) => [...pen.getImageData(x * one.width, 0.25 * one.height, 1, 1).data].join());
        })""",
        selector,
    )


def test_vector_tiles_are_drawn_in_the_page_s_colours(show, found, tmp_path):
    archive = archive_files.make(tmp_path / "own.pmtiles", **HERE)
    page = show(EventMap(found, basemap=archive))
    go(page, 12)
    page.wait_for_function(
        "document.querySelectorAll('.leaflet-tile-pane canvas.leaflet-tile-loaded').length"
    )
    page.wait_for_timeout(500)
    sea, land = page.evaluate("['--sea', '--land'].map((name) => Dateline.app.looks.colour(name))")
    rgb = [",".join(str(int(one[n : n + 2], 16)) for n in (1, 3, 5)) + ",255" for one in (sea, land)]
    shown = colours(page, ".leaflet-tile-pane canvas.leaflet-tile-loaded")  # a quarter of a tile each
    assert [rgb[0]] * 2 in shown
    assert [rgb[1]] * 2 in shown
    assert page.evaluate("Dateline.app.hasTiles")


def test_raster_tiles_are_drawn_too(show, found, tmp_path):
    archive = archive_files.make(tmp_path / "own.pmtiles", **HERE, raster=True)
    page = show(EventMap(found, basemap=archive))
    go(page, 11)
    page.wait_for_selector(".leaflet-tile-pane img.leaflet-tile-loaded")
    assert ["200,30,30,255"] * 2 in colours(page, ".leaflet-tile-pane img.leaflet-tile-loaded")


def test_the_credit_is_shown_as_text_whatever_it_says(show, found, tmp_path):
    archive = archive_files.make(
        tmp_path / "own.pmtiles",
        **HERE,
        credit='Ink &lt;img src=x onerror="document.title=1"&gt; <b>maps</b>',
    )
    page = show(EventMap(found, basemap=archive))
    shown = page.locator(".leaflet-control-attribution")
    assert '<img src=x onerror="document.title=1"> maps' in shown.inner_text()
    assert shown.locator("img").count() == 0


@pytest.mark.parametrize("zoom", [pytest.param(14, id="last"), pytest.param(15, id="none")])
def test_the_map_goes_two_zooms_beyond_the_tiles(show, found, tmp_path, zoom):
    archive = archive_files.make(tmp_path / "own.pmtiles", **HERE)
    page = show(EventMap(found, basemap=archive))
    go(page, zoom)
    assert page.evaluate("Dateline.app.map.getZoom()") == 14


def test_away_from_the_archive_our_own_names_show(show, found, tmp_path):
    page = show(EventMap(found, basemap=archive_files.make(tmp_path / "own.pmtiles", **HERE)))
    go(page, 9)
    assert page.evaluate("Dateline.app.hasTiles")
    page.evaluate("Dateline.app.map.setView([48, 2], 9, {animate: false})")
    assert not page.evaluate("Dateline.app.hasTiles")
