"""Pictures of a map file: `python docs/screenshots.py map.html docs/pictures`, at a desk, in the dark, on a phone."""

import argparse
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def main() -> None:
    """Open the map offline once for each picture and write them as PNG."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("map", type=Path, help="an HTML file that maps.save wrote")
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--chromium", default=CHROMIUM)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    shots = {
        "map": (DESK, "light", 1.0, as_it_opens),
        "map-dark": (DESK, "dark", 1.0, as_it_opens),
        "map-phone": (PHONE, "light", 2.0, as_it_opens),
        "map-event": (DESK, "light", 1.0, open_event),
        "swipe": (DESK, "light", 1.0, compare),
        "map-world": (DESK, "light", 1.0, zoom_out),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=given.chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (size, scheme, ratio, prepare) in shots.items():
            context = browser.new_context(viewport=size, color_scheme=scheme, device_scale_factor=ratio)
            context.set_offline(True)
            page = context.new_page()
            page.goto(given.map.resolve().as_uri())
            page.wait_for_selector("html[data-ready]", state="attached")
            prepare(page)
            page.wait_for_timeout(900)
            page.screenshot(path=given.out / f"{name}.png")
            context.close()
        browser.close()


def as_it_opens(_page: Page) -> None:
    """Leave the page alone."""


def open_event(page: Page) -> None:
    """Show the first event that has a place."""
    page.locator(".event").first.click()


def compare(page: Page) -> None:
    """Lay the day before the change of command that the page names beside the day of it."""
    if page.locator(".spotlight .show").count():
        page.locator(".spotlight .show").click()
        page.wait_for_timeout(2500)  # it plays from the day before
        page.locator("[data-stage=both]").click()


def zoom_out(page: Page) -> None:
    """Show the world."""
    page.evaluate("Dateline.app.map.setView([28, 15], 2, { animate: false }) && null")


if __name__ == "__main__":
    main()
