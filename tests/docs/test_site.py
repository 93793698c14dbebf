"""The site builds without a warning, is whole without a network, and has every public name."""

import functools
import http.server
import importlib
import os
import re
import shutil
import subprocess
import sys
import threading
import types
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
LOADING = {"src", "srcset", "poster", "data"}

pytestmark = pytest.mark.slow
pytest.importorskip("mkdocs", reason="the extra 'docs' is not installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", out],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return out


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append((tag, given))
        self.ids |= {given[name] for name in ("id", "name") if given.get(name)}


@pytest.fixture(scope="module")
def pages(site):
    return {path: Tags(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_nothing_is_loaded_from_elsewhere(site, pages):
    for path, page in pages.items():
        for tag, given in page.tags:
            loaded = [given[name] for name in LOADING & set(given) if given[name]]
            if tag == "link":
                loaded.append(given["href"])
            for url in loaded:
                assert not urlsplit(url).netloc, (path.name, tag, url)
            assert "ping" not in given
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        for url in re.findall(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", text):
            assert not urlsplit("".join(url)).netloc, (sheet.name, url)


def test_no_page_tells_others_who_follows_a_link(pages):
    assert pages
    for path, page in pages.items():
        if path.name != "404.html":
            assert ("meta", {"name": "referrer", "content": "no-referrer"}) in page.tags
        for tag, given in page.tags:
            if tag == "a" and urlsplit(given.get("href") or "").netloc:
                assert urlsplit(given["href"]).scheme == "https", given


def test_every_link_within_the_site_leads_somewhere(pages):
    for path, page in pages.items():
        if path.name == "404.html":  # its links count from the root of a server
            continue
        for tag, given in page.tags:
            href = given.get("href")
            if tag != "a" or not href or urlsplit(href).netloc:
                continue
            url = urlsplit(urljoin(path.as_uri(), href))
            target = Path(url.path)
            assert target.exists(), (path.name, href)
            if url.fragment and target in pages:
                assert url.fragment in pages[target].ids, (path.name, href)


@pytest.mark.parametrize("package", ["gazetteer", "geo", "maps"])
def test_every_public_name_is_in_the_reference(package, site, pages):
    ids = pages[site / "reference" / f"{package}.html"].ids
    module = importlib.import_module(package)
    for name in module.__all__:
        public = getattr(module, name)
        if isinstance(public, types.ModuleType):
            assert any(found.startswith(f"{public.__name__}.") for found in ids), name
        else:
            assert f"{public.__module__}.{name}" in ids, name


@pytest.mark.browser
@pytest.mark.enable_socket  # the browser talks to a server on this machine
@pytest.mark.skipif(not shutil.which("chromium") and not os.environ.get("CI"), reason="needs Chromium")
def test_a_browser_asks_for_nothing_from_elsewhere(site):
    from playwright.sync_api import sync_playwright

    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}"
    asked, wrong = [], []
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page()
            page.on("request", lambda request: asked.append(request.url))
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
            for name in ("index.html", "reference/columns.html", "reference/geo.html"):
                page.goto(f"{home}/{name}")
            page.wait_for_load_state("networkidle")
            page.get_by_placeholder("Search").click()
            page.keyboard.type("gazetteer", delay=20)
            page.wait_for_selector(".md-search-result__link")
            browser.close()
    finally:
        server.shutdown()
        server.server_close()
    assert asked and not [url for url in asked if not url.startswith((home, "data:", "blob:"))]
    assert not wrong
