"""Twenty thousand events: the list makes the rows that are seen, and stays linked with the map."""

import datetime

import pytest
import shapely

from geo.event_set import EventSet
from geo.records import Report, When
from maps.basemap import EMPTY, Basemap
from maps.event_map import EventMap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

COUNT = 20_000
FIRST = datetime.date(1970, 1, 1)  # event n is on day n: the list shows them backwards


@pytest.fixture
def page(show, make_event):
    def event(n):
        day = FIRST + datetime.timedelta(days=n)
        return make_event(
            id=f"{n:012x}",
            when=When(start=day, end=day, granularity="day", text=f"day {n}", rule="written date"),
            where=shapely.Point(n % 40 - 20, n // 40 % 40 - 20),
            sentence=f"Somebody treated {'needles' if n == 123 else 'people'} there.",
        )

    found = EventSet((Report(id="r1", text="A report."),), tuple(event(n) for n in range(COUNT)), ())
    return show(EventMap(found, basemap=Basemap(world=EMPTY)))


def rows(page):
    """Give the events of the rows that are made, and the numbers of those that are seen whole."""
    return page.evaluate(
        """() => {
            const box = document.querySelector(".list").getBoundingClientRect();
            const top = document.querySelector(".list .heading").getBoundingClientRect().bottom;
            const made = [...document.querySelectorAll(".event")];
            const seen = made.filter((one) => one.getBoundingClientRect().top >= top - 1 && one.getBoundingClientRect().bottom <= box.bottom + 1);
            return [made, seen].map((list) => list.map((one) => Number(one.dataset.event)));
        }"""
    )


def scroll(page, share):
    page.evaluate(
        "(share) => { const list = document.querySelector('.list'); list.scrollTop = share * list.scrollHeight; }",
        share,
    )
    page.wait_for_timeout(150)


def current(page):
    return page.locator(".event[aria-current=true]").evaluate_all(
        "(all) => all.map((one) => Number(one.dataset.event))"
    )


def test_only_rows_that_are_seen_are_made(page):
    assert page.locator("p.count").inner_text() == "20,000 of 20,000 events shown"
    for share in (0, 0.3, 0.7, 1):
        scroll(page, share)
        made, seen = rows(page)
        assert 8 <= len(seen) < len(made) < 60
        assert made == list(range(made[0], made[0] - len(made), -1))
        assert abs(seen[0] - (1 - share) * COUNT) < 30
        first = page.locator("li.row").first
        assert first.get_attribute("aria-posinset") == str(COUNT - made[0])
        assert first.get_attribute("aria-setsize") == str(COUNT)


def test_rows_and_signs_stay_linked(page):
    scroll(page, 0.5)
    chosen = rows(page)[1][3]
    page.locator(f'.event[data-event="{chosen}"]').click()
    assert f"day {chosen}" in page.locator(".leaflet-popup .card").inner_text()
    assert current(page) == [chosen]
    page.evaluate("Dateline.app.select(777)")
    assert current(page) == [777]
    assert 777 in rows(page)[1]
    scroll(page, 0)
    assert current(page) == []
    page.evaluate("Dateline.app.select(Dateline.app.events.count - 1)")
    assert current(page) == [COUNT - 1]


def test_arrow_keys_walk_past_the_rows_that_were_made(page):
    made, _ = rows(page)
    page.locator(".event").first.focus()
    for _ in range(len(made) + 5):
        page.keyboard.press("ArrowDown")
    focused = "Number(document.activeElement.dataset.event)"
    assert page.evaluate(focused) == COUNT - 1 - len(made) - 5
    assert page.evaluate(focused) in rows(page)[1]
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == COUNT - len(made) - 5


def test_whoever_scrolls_away_from_a_row_goes_on_from_it(page):
    page.locator(".event").first.focus()
    scroll(page, 0.5)
    assert page.evaluate("document.activeElement.className") == "list"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("Number(document.activeElement.dataset.event)") == COUNT - 2


def test_a_word_finds_the_one_event_that_has_it(page):
    scroll(page, 0.9)
    page.get_by_label("Filter events by words").fill("NEEDLE")
    page.wait_for_timeout(300)
    assert rows(page)[0] == [123]
    page.get_by_label("Filter events by words").fill("")
    page.wait_for_timeout(300)
    assert page.locator("p.count").inner_text() == "20,000 of 20,000 events shown"
    assert len(rows(page)[0]) > 8


def test_paper_has_the_first_rows_and_says_how_many_there_are_besides(page):
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".event").count() == 400
    assert page.locator(".list").get_by_text("and 19,600 more").count() == 1
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".event").count() < 60
