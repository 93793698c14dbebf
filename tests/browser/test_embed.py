"""The page as a figure within another page, and what sends it on: a link, and the code of the figure."""

import re

import pytest
from playwright.sync_api import expect

from maps.event_map import EventMap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


SHARE = "Share"
TEXT = "<p>Before the figure.</p>{frame}" + "<p>And after it.</p>" * 80


@pytest.fixture
def host(open_page, found, tmp_path):
    """Give a function that shows the map in a frame of another page, and returns that page and the frame."""

    def shown(frame, *, title="A title", **options):
        EventMap(found, title=title).save(tmp_path / "figure.html")
        page = open_page(TEXT.format(frame=frame), **options)
        inner = page.frames[1]
        inner.wait_for_selector("html[data-ready]", state="attached")
        return page, inner

    return shown


def share(page):
    page.locator("details.share > summary").click()
    return page.locator(".share .sheet")


@pytest.mark.parametrize("size", [(700, 450), (390, 500), (1100, 620)], ids=str)
def test_a_figure_is_its_map_with_title_and_slider(show, found, size):
    page = show(
        EventMap(found, title="Three towns"), width=size[0], height=size[1], fragment="#embed&day=2021-01-20"
    )
    share_of_map = page.evaluate(
        """() => {
            const { width, height } = document.querySelector(".folium-map").getBoundingClientRect();
            return width * height / (innerWidth * innerHeight);
        }"""
    )
    assert share_of_map >= 0.7
    assert page.get_by_role("heading", name="Three towns").is_visible()
    assert page.get_by_role("slider", name="Date").is_visible()
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert not page.locator(".list").is_visible()
    assert not page.get_by_role("button", name="Export PNG").is_visible()


def test_the_wheel_scrolls_the_page_around_a_figure(host, until):
    page, frame = host('<iframe src="figure.html#embed" width="700" height="450"></iframe>')
    zoom = "Dateline.app.map.getZoom()"
    before = frame.evaluate(zoom)
    page.mouse.move(350, 250)
    page.mouse.wheel(0, 240)
    until(page, "scrollY > 100")
    assert frame.evaluate(zoom) == before
    assert frame.get_by_text("Hold Ctrl and scroll").is_visible()
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    until(page, "scrollY === 0")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    until(frame, f"{zoom} > {before}")
    page.keyboard.up("Control")
    assert page.evaluate("scrollY") == 0


def test_the_whole_page_wheels_as_it_did(show, found, until):
    page = show(EventMap(found))
    before = page.evaluate("Dateline.app.map.getZoom()")
    page.mouse.move(700, 400)
    page.mouse.wheel(0, -240)
    until(page, f"Dateline.app.map.getZoom() > {before}")


def test_one_finger_scrolls_the_page_around_a_figure(show, found):
    page = show(EventMap(found), width=390, height=500, fragment="#embed", has_touch=True, is_mobile=True)
    assert page.evaluate("Dateline.app.map.dragging.enabled()") is False
    assert "pan-y" in page.evaluate("getComputedStyle(document.querySelector('.folium-map')).touchAction")
    assert page.evaluate("Dateline.app.map.touchZoom.enabled()") is True


def test_a_figure_leads_to_the_whole_page_with_what_it_shows(show, found):
    page = show(EventMap(found), width=700, height=450, fragment="#embed&day=2021-01-20&view=7/32/35")
    page.evaluate("Dateline.app.state.set({ query: 'aid' })")
    link = page.get_by_role("link", name="Open the whole page")
    link.hover()
    address = link.get_attribute("href")
    assert "embed" not in address
    assert "day=2021-01-20" in address
    assert "q=aid" in address
    assert link.get_attribute("target") == "_blank"
    assert "noopener" in link.get_attribute("rel")


def test_a_figure_stays_one_when_its_address_is_written(show, found, until):
    page = show(EventMap(found), width=700, height=450, fragment="#embed")
    page.evaluate("Dateline.app.state.set({ query: 'aid' })")
    until(page, "location.hash.includes('q=aid')")
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.locator("html.embed").count() == 1


def test_the_link_is_that_of_what_is_shown(show, found):
    page = show(EventMap(found), permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("Dateline.app.state.set({ query: 'aid' })")
    sheet = share(page)
    sheet.get_by_role("button", name="Copy link").click()
    sheet.get_by_text("The link is copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == sheet.get_by_label("Link to what the map shows").input_value()
    assert copied.startswith("file:")
    assert "q=aid" in copied


def test_the_code_of_a_file_puts_it_beside_another_page(host, show, found, tmp_path):
    page = show(EventMap(found, title='Aid & "help" </iframe>'), fragment="#day=2021-01-20")
    sheet = share(page)
    assert sheet.get_by_text("Put the file on a web server").is_visible()
    field = sheet.get_by_label("Code for another page")
    expect(field).to_have_value(re.compile(r'src="map\.html#embed&amp;'))
    code = field.input_value()
    assert str(tmp_path) not in code
    code = code.replace("map.html", "figure.html")
    around, frame = host(code, title='Aid & "help" </iframe>')
    assert around.locator("iframe").get_attribute("title") == 'Aid & "help" </iframe>'
    assert frame.locator("html.embed").count() == 1
    assert frame.evaluate("Dateline.dates.iso(Dateline.app.state.get('day'))") == "2021-01-20"


SANDBOX = '<iframe sandbox="allow-scripts" allow="" src="figure.html" width="900" height="600"></iframe>'


def test_a_sandbox_copies_without_permission(host):
    page, frame = host(SANDBOX)
    frame.locator("details.share > summary").click()
    frame.get_by_role("button", name="Copy embed code").click()
    frame.get_by_text("The code is copied.").wait_for()
    page.evaluate("document.body.append(document.createElement('textarea'))")
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    assert page.locator("textarea").input_value().startswith('<iframe src="figure.html#embed&amp;')


def test_what_cannot_be_copied_is_selected(host):
    _, frame = host(SANDBOX)
    frame.locator("details.share > summary").click()
    frame.evaluate(
        """() => {
            document.execCommand = () => false; // as where a browser refuses both ways
            Object.defineProperty(navigator, "clipboard", { value: undefined });
        }"""
    )
    frame.get_by_role("button", name="Copy embed code").click()
    frame.get_by_text("It is selected").wait_for()
    field = "document.activeElement"
    selected = frame.evaluate(f"{field}.value.slice({field}.selectionStart, {field}.selectionEnd)")
    assert selected.startswith("<iframe ")
    assert selected.endswith("</iframe>")


def test_the_menu_closes_by_escape_and_beside_it(show, found):
    page = show(EventMap(found))
    sheet = share(page)
    assert sheet.is_visible()
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    assert page.evaluate("document.activeElement.textContent") == SHARE
    share(page)
    page.mouse.click(100, 500)
    assert not sheet.is_visible()
