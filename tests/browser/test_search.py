"""The search: its language among real events, hints when nothing is found, and no wait for whoever types."""

import datetime
from dataclasses import replace

import pytest
import shapely

from geo.event_set import EventSet
from geo.records import Report, When
from maps.basemap import EMPTY, Basemap
from maps.event_map import EventMap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

HELD = """(query) => {
    Dateline.app.state.set({ query });
    return Array.from(Dateline.app.state.held).flatMap((held, n) => (held ? [Dateline.app.events.get("id", n)] : []));
}"""


@pytest.fixture
def page(show, found):
    """Events e0 to e8, 30 days apart from November 2020: see `found`."""
    sentences = [
        "They said so.",
        "Aid came to the old port.",
        "The aides of the port left.",
        "Nétanyahou spoke.",
    ]
    events = tuple(replace(e, sentence=sentences[n % 4]) for n, e in enumerate(found))
    reports = (replace(found.reports[0], source="Harbour Times"),)
    return show(EventMap(EventSet(reports, events, tuple(found.mention_records))))


QUERIES = {
    "aid": "1 2 5 6",  # AID is the type of e2, "They said so" no hit
    '"aid"': "1 2 5",
    '"the port"': "2 6",
    "netanyahou": "3 7",
    "port haifa": "1",
    "aides OR spoke": "2 3 6 7",
    "port -aid": "",
    'port -"aid"': "6",
    "actor:harbour -port": "0 4 8",
    "place:haifa": "1 4 7",
    "place:harbour": "",
    "type:assault": "1 4",
    'report:"harbour times"': "0 1 2 3 4 5 6 7 8",
    "status:denied": "2 5 8",
    "country:JO": "0 3 6",
    "country:israel": "1 2 4 5 7",
    "command:centcom": "0 3 4 5 6 7",  # Israel's since 2021-01-15
    "command:eucom": "1 2",
    "on:2020-12-31": "2",
    "on:2020": "0 1 2",
    "after:2021-03 before:2021-05": "4 5 6",
    "-after:2020-12": "0",
}


def test_queries_hold_the_events_that_they_say(page):
    wrong = {}
    for query, wanted in QUERIES.items():
        held = page.evaluate(HELD, query)
        if held != [f"e{n}" for n in wanted.split()]:
            wrong[query] = held
    assert wrong == {}


def hint(page, query):
    page.get_by_label("Filter events by words").fill(query)
    page.wait_for_timeout(250)
    return page.locator(".hints").inner_text()


def test_a_name_like_it_is_proposed_and_taken(page):
    assert "Nothing matches “hiafa”. Did you mean:" in hint(page, "hiafa")
    page.get_by_role("button", name="Haifa", exact=True).click()
    page.wait_for_timeout(250)
    assert page.get_by_label("Filter events by words").input_value() == "Haifa"
    assert page.locator("p.count").inner_text() == "3 of 9 events shown"
    assert page.locator(".hints").inner_text() == ""


def test_a_proposal_keeps_the_rest_of_the_query(page):
    hint(page, "actor:Orchrad port")
    page.get_by_role("button", name="Orchard", exact=True).click()
    assert page.get_by_label("Filter events by words").input_value() == "actor:Orchard port"


def test_what_is_not_found_together_says_what_to_leave_out(page):
    assert "without spoke: 4 events" in hint(page, "port spoke").replace("\n", " ")
    page.get_by_role("button", name="without spoke: 4 events").click()
    page.wait_for_timeout(250)
    assert page.locator("p.count").inner_text() == "4 of 9 events shown"


def test_what_filters_and_time_hide_is_said_and_can_be_shown(page):
    page.evaluate("Dateline.app.state.set({ day: Dateline.app.state.range.from, actor: 'Harbour Union' })")
    assert hint(page, "haifa").startswith("3 events match, but other filters or the chosen time hide them.")
    page.get_by_role("button", name="Show all that match").click()
    page.wait_for_timeout(250)
    assert page.locator("p.count").inner_text() == "3 of 9 events shown"
    assert page.get_by_label("Filter events by words").input_value() == "haifa"


def test_no_date_is_said(page):
    assert "“after:tuesday” is not a date." in hint(page, "after:tuesday")


@pytest.mark.parametrize("way", ["Enter", "button"])
def test_the_map_frames_what_is_found(page, way):
    page.evaluate("Dateline.app.map.setView([0, 0], 3, { animate: false }) && null")
    page.get_by_label("Filter events by words").fill("haifa")
    page.wait_for_timeout(250)
    if way == "Enter":
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Zoom to these events").click()
    page.wait_for_timeout(600)
    assert page.evaluate("Dateline.app.map.getBounds().contains([32.82, 34.99])")
    assert page.evaluate("Dateline.app.map.getZoom()") >= 7


def test_the_button_is_there_only_while_something_is_filtered(page):
    button = page.get_by_role("button", name="Zoom to these events")
    assert button.count() == 0
    hint(page, "haifa")
    assert button.count() == 1
    hint(page, "no such word")
    assert button.count() == 0


def test_the_examples_of_the_help_find_something(page):
    page.locator(".search .help summary").click()
    page.locator(".help .proposal").first.wait_for()
    examples = page.locator(".help .proposal").all_inner_texts()
    assert len(examples) >= 8
    found_nothing = [query for query in examples if not page.evaluate(HELD, query)]
    assert found_nothing == []
    page.locator(".help .proposal").first.focus()
    page.keyboard.press("Escape")
    assert page.locator(".help .proposal").first.is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


COUNT = 60_000


def test_the_first_word_among_many_events_blocks_nobody(show, make_event):
    """Nothing is unpacked when the word comes: the search goes on between tasks, and the list stays until it ends."""
    first = datetime.date(1970, 1, 1)

    def event(n):
        day = first + datetime.timedelta(days=n % 9000)
        sentence = f"Somebody treated {'needles' if n == 123 else 'people'} at the crossing number {n * 7919 % COUNT} of the long road."
        return make_event(
            id=f"{n:012x}", where=shapely.Point(n % 40 - 20, n // 40 % 40 - 20), sentence=sentence,
            when=When(start=day, end=day, granularity="day", text="then", rule="written date"),
        )  # fmt: skip

    found = EventSet((Report(id="r1", text="A report."),), tuple(event(n) for n in range(COUNT)), ())
    page = show(EventMap(found, basemap=Basemap(world=EMPTY)))
    pieces = page.evaluate(
        """async () => {
            const { state } = Dateline.app;
            const { sentences } = Dateline.app.events;
            const opened = [];
            const open = sentences.lowered.bind(sentences);
            sentences.blocks.forEach((block) => block && (block.lower = null)); // what was idly made ready is not
            let piece = 0;
            const ticks = new MessageChannel();
            const busy = (until) => { while (performance.now() < until); };
            // A slow machine: each block takes as long as a whole call may.
            sentences.lowered = (at) => { opened.push(piece); busy(performance.now() + 15); return open(at); };
            const done = new Promise((resolve) => state.on("searching", (goesOn) => goesOn || resolve()));
            ticks.port1.onmessage = () => { piece++; ticks.port2.postMessage(0); };
            ticks.port2.postMessage(0);
            state.set({ query: "needles" });
            const during = state.shown;
            await done;
            ticks.port1.close();
            return { during, shown: state.shown, pieces: new Set(opened).size, blocks: sentences.blocks.length };
        }"""
    )
    assert pieces["shown"] == 1
    assert pieces["during"] == COUNT  # the search had not ended within the call
    assert pieces["blocks"] > 5
    assert pieces["pieces"] >= 3  # other tasks had their turn in between
