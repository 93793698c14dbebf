"""A headless Chromium that draws our page: found on this machine, driven by playwright, cut off from the network.

playwright is an extra, `dateline[png]`: it brings a driver of fifty megabytes. None of its own browsers is needed or
downloaded; the Chromium, Chrome or Edge that is installed draws.
"""

from __future__ import annotations

import base64
import os
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maps.errors import BrowserFailed, MissingExtra, NoBrowser

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
)
"""Looked for in this order, by name on the path or as a file."""

LEAST_WIDTH, LEAST_HEIGHT, MOST_RATIO = 320, 240, 8

_ARGUMENTS = ("--disable-gpu", "--proxy-server=http://127.0.0.1:9", "--host-resolver-rules=MAP * ~NOTFOUND")
"""Whatever the page or the browser itself would ask for finds no way out; playwright switches its services off."""

_READY = "document.documentElement?.dataset.ready === 'true' || Boolean(document.querySelector('.failure'))"
_DRAWN = "typeof Dateline !== 'undefined' && Boolean(Dateline.app)"
_PICTURE = "Dateline.picture(Dateline.app, {ratio}).then((canvas) => canvas.toDataURL('image/png'))"


def find(browser: str | None = None) -> str:
    """Return the path of a Chromium, Chrome or Edge.

    Parameters
    ----------
    browser
        A name or a path, to take that one and no other.

    Raises
    ------
    NoBrowser
        When there is none.
    MissingExtra
        When there is no playwright that could drive it.
    """
    names = (browser,) if browser else NAMES
    found = next((path for name in names if (path := shutil.which(os.path.expandvars(name)))), None)
    if found is None:
        raise NoBrowser(names)
    if find_spec("playwright") is None:
        raise MissingExtra("a picture of the page", "playwright", "png")
    return found


def picture(
    document: str,
    *,
    browser: str | None = None,
    width: int = 1440,
    height: int = 900,
    ratio: float = 2.0,
    dark: bool = False,
    timeout_s: float = 120.0,
) -> bytes:
    """Draw our page's map with title, legend and sources: the picture that its own "Export PNG" makes.

    Parameters
    ----------
    document
        The page, as `EventMap.document` gives it.
    browser
        Name or path of a Chromium, Chrome or Edge; by default the first that is found.
    width, height
        Pixels of the window that the page is laid out in, at least 320 by 240.
    ratio
        Pixels of the picture for one of the page, up to 8.
    dark
        Take the colours for a dark ground.
    timeout_s
        Seconds that starting the browser and making the page ready may take, each.

    Returns
    -------
    bytes
        A PNG file.

    Raises
    ------
    ValueError
        When a size is none that the page can be laid out in.
    NoBrowser
        When there is no Chromium.
    MissingExtra
        When there is no playwright.
    BrowserFailed
        When it does not start, or the page is not ready in time.
    """
    if not (
        isinstance(width, int) and isinstance(height, int) and width >= LEAST_WIDTH and height >= LEAST_HEIGHT
    ):
        raise ValueError(
            f"a page is at least {LEAST_WIDTH} by {LEAST_HEIGHT} whole pixels, not {width!r} by {height!r}"
        )
    if not (isinstance(ratio, int | float) and 0 < ratio <= MOST_RATIO):
        raise ValueError(f"a pixel of the page is up to {MOST_RATIO} of the picture, not {ratio!r}")
    name = find(browser)
    settings: dict[str, Any] = {
        "viewport": {"width": width, "height": height},
        "color_scheme": "dark" if dark else "light",
        "offline": True,
    }
    # A thread of its own: playwright refuses to run beside an event loop, and a notebook has one.
    with (
        tempfile.TemporaryDirectory(prefix="dateline-", ignore_cleanup_errors=True) as folder,
        ThreadPoolExecutor(1) as thread,
    ):
        path = Path(folder) / "map.html"
        path.write_text(document, encoding="utf-8", newline="\n")
        return thread.submit(_drawn, name, path, settings, ratio, timeout_s * 1_000).result()


def _drawn(browser: str, path: Path, settings: dict[str, Any], ratio: float, timeout_ms: float) -> bytes:
    from playwright.sync_api import Error, TimeoutError, sync_playwright  # noqa: A004 - its name

    # What a browser keeps beside its profile (crash reports, a settings store) stays out of the user's folders.
    environment: dict[str, str | float | bool] = {
        **os.environ,
        "XDG_CONFIG_HOME": str(path.parent),
        "XDG_CACHE_HOME": str(path.parent),
    }
    # Chromium refuses to run its sandbox as root; the page's own policy still holds.
    sandbox = not hasattr(os, "geteuid") or os.geteuid() != 0
    try:
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(
                executable_path=browser,
                args=_ARGUMENTS,
                env=environment,
                chromium_sandbox=sandbox,
                timeout=timeout_ms,
            )
            with started:
                page = started.new_context(**settings).new_page()
                page.set_default_timeout(timeout_ms)
                page.goto(f"{path.as_uri()}#story=0")  # the whole map, not the first step
                return _picture_of(page, browser, ratio, timeout_ms)
    except TimeoutError:
        raise BrowserFailed(browser, "the page was not ready in time") from None
    except Error as error:
        raise BrowserFailed(browser, _reason(error.message)) from None


def _picture_of(page: Page, browser: str, ratio: float, timeout_ms: float) -> bytes:
    deadline = time.monotonic() + timeout_ms / 1_000
    while not page.evaluate(_READY):  # playwright's own waiting needs eval, which the page's policy forbids
        if time.monotonic() > deadline:
            raise BrowserFailed(browser, "the page was not ready in time")
        page.wait_for_timeout(50)
    if not page.evaluate(_DRAWN):
        raise BrowserFailed(browser, "the page could not be shown")
    url: str = page.evaluate(_PICTURE.format(ratio=ratio))
    return base64.b64decode(url.partition(",")[2])


def _reason(message: str) -> str:
    """Return in one line why a browser failed: what its log says, or else playwright."""
    first, *log = message.splitlines()
    logged = [line.partition("[err] ")[2] for line in log if "[err] " in line]
    stated = [line for line in logged if "FATAL" in line or "sandbox" in line.lower()]
    summary = "it ended at once" if "has been closed" in first else first
    return f"{summary} ({stated[-1][:200]})" if stated else summary
