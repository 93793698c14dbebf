"""The page for everybody: axe finds nothing, the keyboard gets everywhere, motion can be switched off."""

import importlib.resources
from dataclasses import replace

import pytest
import shapely

from geo.event_set import EventSet
from geo.records import PlaceLink
from maps.event_map import EventMap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

SIZES = [(1440, 900), (390, 844)]
STATES = {
    "as it opens": "0",
    "everything unfolded": "document.querySelectorAll('details').forEach((one) => (one.open = true))",
    "an event": "document.querySelector('.event').click()",
    "two days": "document.querySelector('.swipe-controls input[type=checkbox]').click()",
    "nothing found": "Dateline.app.state.set({ query: 'no such word' })",
    "a word misspelt": "Dateline.app.state.set({ query: 'Hiafa' })",
}


@pytest.fixture(scope="module")
def axe():
    return (
        importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_axe_finds_nothing(show, found, axe, size, scheme):
    page = show(EventMap(found), width=size[0], height=size[1], color_scheme=scheme)
    page.evaluate(f"{axe}; 0")
    for state, act in STATES.items():
        page.evaluate(act)
        page.wait_for_timeout(250)
        # A popup that still fades in is paler than it will be, the longer the busier the machine is.
        page.wait_for_function("document.getAnimations().every((each) => each.playState !== 'running')")
        wrong = page.evaluate(
            "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map("
            "({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0].html} ${nodes[0].failureSummary}`))"
        )
        assert wrong == [], state


def test_axe_sees_what_is_wrong(show, found, axe):
    """The test above can fail."""
    page = show(EventMap(found))
    page.evaluate(
        f"{axe}; document.querySelector('.play').removeAttribute('aria-label'); document.querySelector('.play').textContent = ''; 0"
    )
    wrong = page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))")
    assert "button-name" in wrong


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_the_keyboard_walks_round_and_is_always_seen(show, found, size):
    page = show(EventMap(found), width=size[0], height=size[1])
    walked, unseen = [], []
    for _ in range(140):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (one === document.body) return null;
                const box = one.getBoundingClientRect(), look = getComputedStyle(one);
                const key = `${one.tagName}.${one.className} ${one.getAttribute("aria-label") ?? one.textContent.slice(0, 40)}`;
                const shown = look.outlineStyle !== "none" && box.width > 0
                    && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
                return [key, shown];
            }"""
        )
        if at is None:
            break
        walked.append(at[0])
        if not at[1]:
            unseen.append(at[0])
    else:
        raise AssertionError("the walk does not end")
    assert unseen == []
    met = " ".join(walked)
    for part in (
        "export",
        "Filter events",
        "event ",
        "slider",
        "play",
        "SELECT",
        "INPUT",
        "leaflet-control-zoom",
        "folium-map",
    ):
        assert part in met, part


def test_the_map_itself_obeys_arrows_and_signs(show, found):
    page = show(EventMap(found))
    page.locator(".folium-map").focus()
    before = page.evaluate("[Dateline.app.map.getCenter().lng, Dateline.app.map.getZoom()]")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    page.keyboard.press("+")
    page.wait_for_timeout(500)
    after = page.evaluate("[Dateline.app.map.getCenter().lng, Dateline.app.map.getZoom()]")
    assert after[0] > before[0] and after[1] > before[1]


def test_a_card_can_be_read_and_left_by_keyboard(show, found):
    page = show(EventMap(found))
    page.locator(".event").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".leaflet-popup .card")
    assert page.locator(".leaflet-popup-close-button").get_attribute("aria-label") == "Close"
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup", state="detached")
    assert page.evaluate("document.activeElement.className") == "event"


def test_less_motion_is_respected(show, found):
    page = show(EventMap(found), reduced_motion="reduce")
    page.evaluate("Dateline.app.map.setView([10, 10], 4, { animate: false }) && null")
    page.locator(".event").first.click()
    page.wait_for_timeout(60)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((one) => {
            const { transitionDuration, animationDuration } = getComputedStyle(one);
            return [transitionDuration, animationDuration].some((text) => text.split(",").some((part) => parseFloat(part) > 0));
        }).map((one) => one.className)"""
    )
    assert moving == []
    assert page.evaluate("Dateline.app.map.options.zoomAnimation") is False
    assert page.evaluate("Dateline.app.map.options.fadeAnimation") is False


def test_names_from_right_to_left_keep_their_order(show, make_event, make_mention):
    town = replace(make_mention().place, name="عكا", lon=35.07, lat=32.93, country="IL")
    said = make_mention(text="عكا", place=town)
    sentence = "قال مسؤولون إن 12 شخصا أصيبوا في عكا."
    event = make_event(
        where=shapely.Point(35.07, 32.93), places=(PlaceLink(mention=said, role="location"),), sentence=sentence,
        mentions=(replace(make_event().mentions[0], sentence=sentence, text="أصيبوا"),),
    )  # fmt: skip
    page = show(EventMap(EventSet((), (event,), (said,))))
    page.locator(".event").click()
    for part in (".card blockquote", ".card mark.trigger"):
        assert page.evaluate(f"getComputedStyle(document.querySelector('{part}')).direction") == "rtl"
    assert page.locator(".card mark.trigger").inner_text() == "أصيبوا"
    assert page.evaluate("getComputedStyle(document.querySelector('.card')).direction") == "ltr"


def test_the_ring_around_a_focused_event_is_whole(show, found):
    """The list cuts off what reaches out of it."""
    page = show(EventMap(found))
    page.locator(".narrow summary").focus()
    page.keyboard.press("Tab")
    style = page.evaluate(
        "(({ className }, { outlineOffset, outlineWidth }) => [className, outlineOffset, outlineWidth])"
        "(document.activeElement, getComputedStyle(document.activeElement))"
    )
    assert style == ["event", "-3px", "3px"]
