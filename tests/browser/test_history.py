"""Back undoes: a choice, a filter and a jump to a day are steps of the history; pans, sliders and letters are not."""

import pytest

from maps.event_map import EventMap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

REST = 400  # milliseconds until a change is in the history


@pytest.fixture
def page(show, found):
    page = show(EventMap(found), fresh=True)  # a tab's history is no longer than 50 steps
    page.wait_for_timeout(REST)
    return page


def steps(page):
    return page.evaluate("history.length")


def count(page):
    return page.locator("p.count").inner_text()


def test_back_closes_an_event_and_forward_opens_it(page):
    view = page.evaluate("Dateline.app.map.getCenter()")
    before = steps(page)
    page.locator(".event").nth(1).click()
    page.wait_for_timeout(REST)
    assert steps(page) == before + 1
    chosen = page.evaluate("Dateline.app.state.get('selected')")
    assert chosen >= 0
    page.go_back()
    page.wait_for_selector(".leaflet-popup", state="detached")
    assert page.evaluate("Dateline.app.state.get('selected')") == -1
    assert page.evaluate("Dateline.app.map.getCenter()") == pytest.approx(view, abs=0.01)
    page.go_forward()
    page.wait_for_selector(".leaflet-popup .card")
    assert page.evaluate("Dateline.app.state.get('selected')") == chosen


def test_back_takes_a_filter_off_and_keeps_the_one_before(page):
    whole = count(page)
    page.evaluate("Dateline.app.state.toggle('hiddenTypes', 0, true)")
    page.wait_for_timeout(REST)
    one = count(page)
    page.evaluate("Dateline.app.state.set({ actor: Dateline.app.events.names[0] })")
    page.wait_for_timeout(REST)
    assert len({whole, one, count(page)}) == 3
    page.go_back()
    page.wait_for_timeout(REST)
    assert count(page) == one
    page.go_back()
    page.wait_for_timeout(REST)
    assert count(page) == whole
    assert page.evaluate("Dateline.app.state.active()") == []


def test_a_search_is_one_step_however_many_letters_it_has(page):
    before, whole = steps(page), count(page)
    page.get_by_label("Filter events by words").focus()
    for letter in "haifa":
        page.keyboard.type(letter)
        page.wait_for_timeout(REST)
    assert steps(page) == before + 1
    assert count(page) != whole
    page.go_back()
    page.wait_for_timeout(REST)
    assert count(page) == whole
    assert page.get_by_label("Filter events by words").input_value() == ""


def test_sliders_and_pans_make_no_steps_but_are_in_the_address(page):
    before = steps(page)
    page.locator("input.slider").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(REST)
    page.evaluate("Dateline.app.map.setView([10, 10], 4, { animate: false }) && null")
    page.wait_for_timeout(REST)
    assert steps(page) == before
    assert "view=4%2F10.000%2F10.000" in page.evaluate("location.hash")


def test_a_jump_to_a_day_is_a_step(page):
    before = page.evaluate("Dateline.app.state.get('day')")
    page.evaluate("Dateline.app.state.set({ day: Dateline.app.state.range.from })")
    page.wait_for_timeout(REST)
    page.go_back()
    page.wait_for_timeout(REST)
    assert page.evaluate("Dateline.app.state.get('day')") == before
