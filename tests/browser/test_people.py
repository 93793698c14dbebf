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
        page.wait_for_function("() => document.getAnimations().every((each) => each.playState !== 'running')")
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


FOCUS = "document.activeElement.className.split(' ')[0]"


def dialog(page):
    """Give the name of the open dialog that has the focus, as assistive technology hears it."""
    page.wait_for_function("() => document.activeElement.matches('[role=dialog] *')")
    return page.evaluate(
        "(box => document.getElementById(box.getAttribute('aria-labelledby')).textContent)"
        "(document.activeElement.closest('[role=dialog]'))"
    )


def test_a_card_can_be_read_and_left_by_keyboard(show, found):
    page = show(EventMap(found))
    row = page.locator(".event").nth(1)
    title = row.locator("strong").inner_text()
    row.focus()
    page.keyboard.press("Enter")
    assert dialog(page) == title
    assert page.evaluate(FOCUS) == "card"
    assert page.locator(".leaflet-popup-close-button").get_attribute("aria-label") == "Close"
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup", state="detached")
    assert page.evaluate("document.activeElement.querySelector('strong').textContent") == title


def test_a_card_without_a_place_gives_the_focus_back_too(show, found):
    page = show(EventMap(found))
    page.locator(".event").last.focus()
    page.keyboard.press("Enter")
    assert dialog(page) == page.locator(".event").last.locator("strong").inner_text()
    assert page.locator(".dock").get_attribute("role") == "dialog"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === [...document.querySelectorAll('.event')].at(-1)")


def test_a_row_that_was_made_anew_gets_the_focus_back(show, found):
    page = show(EventMap(found))
    page.locator(".event").nth(2).click()
    dialog(page)
    chosen = page.evaluate("Dateline.app.state.get('selected')")
    page.evaluate("Dateline.app.state.set({ score: 0.01 })")  # the list is built anew
    page.wait_for_timeout(150)
    page.keyboard.press("Escape")
    assert page.evaluate("Number(document.activeElement.dataset.event)") == chosen


def test_the_page_takes_no_focus_that_nobody_gave_it(show, found):
    made = EventMap(found)
    page = show(made)
    page.locator(".event").first.click()
    page.wait_for_function("() => location.hash.includes('event=')")
    again = show(made, fragment=page.evaluate("location.hash"))
    again.wait_for_selector(".leaflet-popup .card")
    assert again.evaluate("document.activeElement === document.body")


def test_marks_are_reached_and_opened_by_keyboard(show, found):
    page = show(EventMap(found))
    page.locator(".folium-map").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) == "mark-keys"

    def read():
        return page.locator(".mark-keys [role=option]").inner_text()

    first, met = read(), set()
    sizes = page.evaluate(
        "Dateline.app.clusters.at(Dateline.app.map.getZoom()).map((one) => (one.isDisc ? 1 : one.size))"
    )
    for _ in range(sum(sizes)):
        met.add(read())
        active = page.locator(".mark-keys").get_attribute("aria-activedescendant")
        assert page.locator(f"#{active}").count() == 1
        page.keyboard.press("n")
    assert len(met) == sum(sizes) > 2
    assert read() == first
    page.keyboard.press("ArrowUp")
    chosen = read()
    # The ring lies on the mark that it is about: a click there opens what Enter opens.
    x, y = page.evaluate(
        "(({ left, top }) => [left, top])(document.querySelector('.mark-key').getBoundingClientRect())"
    )
    page.keyboard.press("Enter")
    if "events" not in chosen:
        assert dialog(page) == chosen.splitlines()[0]
        page.keyboard.press("Escape")
        page.wait_for_selector(".leaflet-popup", state="detached")
        assert page.evaluate(FOCUS) == "mark-keys"
        assert read() == chosen
        page.mouse.click(x, y)
        assert dialog(page) == chosen.splitlines()[0]


def test_arrows_lead_from_mark_to_mark(show, found):
    page = show(EventMap(found))
    page.locator(".folium-map").focus()
    page.keyboard.press("n")
    assert page.evaluate(FOCUS) == "mark-keys"
    spot = "(({ left, top }) => [left, top])(document.querySelector('.mark-key').getBoundingClientRect())"
    page.keyboard.press("Home")
    for key, axis, sign in (("ArrowDown", 1, 1), ("ArrowUp", 1, -1)):
        before = page.evaluate(spot)
        page.keyboard.press(key)
        after = page.evaluate(spot)
        assert (after[axis] - before[axis]) * sign > 0


@pytest.mark.parametrize(("name", "wanted"), [("list of events", "event"), ("map", "folium-map")])
def test_skip_links_lead_past_the_controls(show, found, name, wanted):
    page = show(EventMap(found))
    page.keyboard.press("Tab")
    link = page.get_by_role("button", name=f"Skip to the {name}")
    while not link.evaluate("(one) => one === document.activeElement"):
        page.keyboard.press("Tab")
    box = link.bounding_box()
    assert box["width"] > 50 and box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUS) == wanted


def test_a_mark_tells_its_event_to_the_pointer(show, found):
    page = show(EventMap(found))
    page.locator(".folium-map").focus()
    page.keyboard.press("n")
    while "events" in page.locator(".mark-key strong").inner_text():
        page.keyboard.press("n")
    title = page.locator(".mark-key strong").inner_text()
    x, y = page.evaluate(
        "(({ left, top }) => [left, top])(document.querySelector('.mark-key').getBoundingClientRect())"
    )
    page.locator(".event").first.focus()
    page.mouse.move(x - 40, y - 40)
    page.mouse.move(x, y)
    page.wait_for_selector(".leaflet-tooltip.words")
    assert page.locator(".leaflet-tooltip.words strong").inner_text() == title
    page.mouse.move(5, 5)
    page.wait_for_selector(".leaflet-tooltip.words", state="detached")


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
    page.keyboard.press("Tab")  # the keyboard is in use
    page.locator(".event").first.focus()
    style = page.evaluate(
        "(({ className }, { outlineOffset, outlineWidth }) => [className, outlineOffset, outlineWidth])"
        "(document.activeElement, getComputedStyle(document.activeElement))"
    )
    assert style == ["event", "-3px", "3px"]
