"""The page in a real Chromium with the network cut: what a reader sees and does."""

import csv
import datetime
import io
import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from gazetteer.place import Place
from geo.event_set import EventSet
from geo.records import Actor, Event, EventMention, FieldScores, Mention, PlaceLink, Report, When
from maps.event_map import EventMap

pytestmark = [
    pytest.mark.browser,
    pytest.mark.enable_socket,
]  # Playwright talks to its own browser over a local socket

HOSTILE = [
    "<script>window.hacked = 1</script>",
    "</script><script>window.hacked = 1</script>",
    "</script><!--",
    "<img src=x onerror='window.hacked = 1'>",
    "<svg onload='window.hacked = 1'>",
    '"><iframe srcdoc="<script>parent.hacked = 1</script>">',
    "{{ 7 * 7 }} {% raw %} ${window.hacked = 1} `",
    "\u202egnp.exe \u0000 \u2028",
]


def place(name, lon, lat, country="", kind="settlement", **changed):
    return Place(
        id=f"test:{name}", name=name, kind=kind, lon=lon, lat=lat, country=country, radius_m=6000, **changed
    )


AMMAN = place("Amman", 35.93, 31.95, "JO")
BAGHDAD = place("Baghdad", 44.39, 33.34, "IQ")
HAIFA = place("Haifa", 34.99, 32.82, "IL")
SUVA = place("Suva", 178.44, -18.14, "FJ")
APIA = place("Apia", -171.77, -13.83, "WS")


def mention(where, role="literal", within=None):
    first = 1000 + round(where.lon)  # a span of its own in the report
    return Mention(
        text=where.name, start=first, end=first + len(where.name), role=role, place=where, score=0.8, reason="the only one",
        geometry=shapely.Point(where.lon, where.lat), radius_m=where.radius_m, phrase_start=first,
        phrase_end=first + len(where.name), within=within, report="r",
    )  # fmt: skip


def day(text):
    value = datetime.date.fromisoformat(text)
    return When(start=value, end=value, granularity="day", text=text, rule="written date")


UNDATED = When(start=None, end=None, granularity="unknown", text=None, rule="no date in the sentence")


def make_events():
    def event(name, root, when, links=(), where=None, **changed):
        sentence = f"Somebody {name} there."
        trigger = EventMention(report="r", start=9, end=9 + len(name), text=name, sentence=sentence)
        values = {
            "id": name, "report": "r", "type": root, "mode": "", "acled": "", "status": "actual", "actors": (),
            "recipients": (), "when": when, "where": where, "radius_m": 6000.0 if where else None,
            "places": tuple(links), "sentence": sentence, "start": 9, "end": 9 + len(name), "score": 0.8,
            "mentions": (trigger,), "evidence": {},
        }  # fmt: skip
        return Event(**(values | changed))

    def at(where):
        return {
            "links": [PlaceLink(mention=mention(where), role="location")],
            "where": shapely.Point(where.lon, where.lat),
        }

    way = [
        PlaceLink(mention=mention(AMMAN), role="origin"),
        PlaceLink(mention=mention(BAGHDAD), role="destination"),
    ]
    home = [
        *at(HAIFA)["links"],
        PlaceLink(mention=mention(BAGHDAD, "embedded", "Baghdad Brigade"), role="actor"),
    ]
    return (
        event("marched", "PROTEST", day("2020-11-02"), **at(AMMAN)),
        event("shelled", "ASSAULT", day("2021-03-04"), home, at(HAIFA)["where"]),
        event("drove", "COOPERATE", day("2020-12-24"), way, at(BAGHDAD)["where"]),
        event("phoned", "CONSULT", day("2021-02-01")),
        event("warned", "THREATEN", UNDATED, **at(BAGHDAD), status="negated"),
        event("patrolled", "MOBILIZE", day("2021-01-20"), where=shapely.box(35, 32, 35.5, 32.5)),
    )


def event_set(events, reports=None):
    reports = reports or (
        Report(id="r", text="Somebody marched there.", title="A report", url="https://example.org/r"),
    )
    return EventSet(reports, tuple(events), tuple(link.mention for event in events for link in event.places))


def ready(page):
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


@pytest.fixture(scope="module")
def document():
    return EventMap(event_set(make_events()), title="Six events").document()


@pytest.fixture
def page(open_page, document):
    return ready(open_page(document))


def move_slider(page, date):
    page.evaluate(
        """(date) => {
            const slider = document.querySelector("input.slider");
            slider.value = Dateline.dates.parse(date);
            slider.dispatchEvent(new Event("input"));
        }""",
        date,
    )
    page.wait_for_timeout(150)


def colour_at(page, lon, lat, pane="dateline-areas"):
    """Mean colour of the canvas of a pane around a point: the hatch of the area there."""
    return page.evaluate(
        """([lon, lat, pane]) => {
            const { map } = Dateline.app;
            const canvas = map.getPane(pane).querySelector("canvas");
            const at = map.latLngToContainerPoint([lat, lon]);
            const box = canvas.getBoundingClientRect(), home = map.getContainer().getBoundingClientRect();
            const { data } = canvas.getContext("2d").getImageData(at.x + home.x - box.x - 8, at.y + home.y - box.y - 8, 16, 16);
            let [r, g, b, n] = [0, 0, 0, 0];
            for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 60) { r += data[i]; g += data[i + 1]; b += data[i + 2]; n += 1; }
            return n ? [r / n, g / n, b / n].map(Math.round) : null;
        }""",
        [lon, lat, pane],
    )


def is_blue(colour):
    return colour[2] > colour[0] + 30


def test_the_page_opens_with_all_its_parts(page):
    assert page.title() == "Six events"
    assert page.locator("h1").inner_text() == "Six events"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator(".event").count() == 6
    assert page.locator("p.count").inner_text() == "6 of 6 events shown"
    assert page.locator("main .folium-map").count() == 1
    for words in ("Without a place", "On the map, without a date"):
        assert page.locator(".list").get_by_text(words, exact=True).count() == 1


def test_the_slider_stands_at_the_end_and_the_view_holds_the_events(page):
    assert page.evaluate("Dateline.app.state.get('day') === Dateline.app.state.range.to")
    assert page.evaluate("Dateline.app.map.getBounds().contains([[31.95, 35.93], [33.34, 44.39]])")


def test_the_slider_turns_israel_from_one_command_to_the_other(page):
    page.evaluate("Dateline.app.map.setView([31, 35], 8, { animate: false })")
    move_slider(page, "2021-01-14")
    before = colour_at(page, 34.9, 30.7)
    assert page.locator(".tag").inner_text() == "Israel: EUCOM"
    move_slider(page, "2021-01-15")
    after = colour_at(page, 34.9, 30.7)
    assert is_blue(before)
    assert not is_blue(after)
    assert page.locator(".tag").inner_text() == "Israel: EUCOM → CENTCOM, 15 Jan 2021"
    told = page.locator("p.change").inner_text()
    assert "Israel moved from EUCOM to CENTCOM on 15 Jan 2021." in told
    assert "Operational on 1 Sept 2021." in told
    assert "Source:" in told
    assert page.locator(".tick").count() >= 1


@pytest.mark.parametrize("zoom", [3, 5, 8])
@pytest.mark.parametrize("move", ["change", "pan"])
def test_areas_that_are_drawn_in_part_look_as_if_drawn_whole(page, zoom, move):
    page.evaluate(f"Dateline.app.map.setView([31, 33], {zoom}, {{ animate: false }})")
    move_slider(page, "2021-01-14")
    moved, different = page.evaluate(
        """async (move) => {
            const { map, state } = Dateline.app;
            const rest = () => new Promise((done) => setTimeout(done, 400));
            const canvas = map.getPane("dateline-areas").querySelector("canvas");
            const areas = () => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            const differ = (one, other) => one.reduce((sum, value, at) => sum + (Math.abs(value - other[at]) > 24), 0);
            const before = areas();
            if (move === "change") state.set({ day: Dateline.dates.parse("2021-01-16") });
            else for (const way of [[180, 0], [0, 170], [-190, -160], [150, 120]]) map.panBy(way, { animate: false });
            await rest();
            const inPart = areas();
            const moved = differ(before, inPart);
            state.toggle("hiddenLayers", "commands", true);
            await rest();
            state.toggle("hiddenLayers", "commands", false);
            await rest();
            return [moved, differ(inPart, areas())];
        }""",
        move,
    )
    assert moved > 300
    assert different < 100


def test_a_change_in_the_list_moves_the_slider(page, until):
    page.locator(".panel .choices button", has_text="Israel: EUCOM").first.click()
    assert page.locator("output.day").inner_text() == "14 Jan 2021"
    until(page, "document.querySelector('output.day').textContent === '15 Jan 2021'")
    others = page.locator(".panel details:has(.choices)")
    others.locator("summary").click()
    others.locator("button").last.click()
    until(page, "Dateline.app.state.get('day') === Dateline.app.state.get('told').day")


def test_two_days_can_be_compared(page):
    page.evaluate("Dateline.app.map.setView([31, 35], 8, { animate: false })")
    page.get_by_label("Compare two days").check()
    page.wait_for_timeout(200)
    assert is_blue(colour_at(page, 34.9, 30.7))
    assert not is_blue(colour_at(page, 34.9, 30.7, "dateline-areas-right"))
    captions = [text.split() for text in page.locator(".swipe .caption").all_inner_texts()]
    assert captions == [["14", "Jan", "2021", "EUCOM"], ["15", "Jan", "2021", "CENTCOM"]]
    bar = page.locator(".swipe")
    where = bar.bounding_box()["x"]
    bar.focus()
    page.keyboard.press("ArrowLeft")
    assert bar.bounding_box()["x"] < where
    page.get_by_label("Compare two days").uncheck()
    assert page.locator(".swipe").count() == 0


def test_the_bar_lies_on_what_is_told_to_have_changed(page):
    page.evaluate("Dateline.app.map.setView([31, 33], 7, { animate: false })")
    page.locator(".panel .choices button", has_text="Israel: EUCOM").first.click()
    page.wait_for_timeout(400)
    page.get_by_label("Compare two days").check()
    at, bar = page.evaluate(
        """() => {
            const { map } = Dateline.app;
            return [map.latLngToContainerPoint(Dateline.app.territory.unitSpot("ISR")).x, document.querySelector(".swipe").offsetLeft];
        }"""
    )
    assert bar == pytest.approx(at, abs=4)
    page.get_by_label("Compare two days").uncheck()
    page.evaluate("Dateline.app.map.setView([10, -80], 4, { animate: false })")
    page.get_by_label("Compare two days").check()
    middle = page.evaluate("(Dateline.app.map.getSize().x - Dateline.app.viewport.covered()) / 2")
    assert page.evaluate("document.querySelector('.swipe').offsetLeft") == pytest.approx(middle, abs=4)


def test_an_event_without_a_date_is_there_on_every_day_when_asked_for(page):
    move_slider(page, "2020-11-01")
    assert page.locator(".event").count() == 0
    page.evaluate("Dateline.app.state.set({ undatedEveryDay: true })")
    page.wait_for_timeout(150)
    assert page.locator(".event").all_inner_texts()[0].startswith("Did not happen: Threat")
    page.get_by_label("Events without a date").uncheck()
    page.wait_for_timeout(150)
    assert page.locator(".event").count() == 0


def test_the_list_and_the_map_are_linked_both_ways(page):
    page.locator(".event", has_text="Attack").click()
    card = page.locator(".leaflet-popup .card")
    assert "Haifa" in card.inner_text()
    assert "the only one" in card.locator(".why dl").text_content()
    assert "part of the name Baghdad Brigade: the home of an actor" in card.inner_text()
    assert card.locator("mark.trigger").inner_text() == "shelled"
    assert card.locator("a").get_attribute("href") == "https://example.org/r"
    page.locator(".leaflet-popup-close-button").click()
    page.wait_for_timeout(400)
    spot = page.evaluate(
        """() => {
            const at = Dateline.app.map.latLngToContainerPoint([31.95, 35.93]);
            const home = Dateline.app.map.getContainer().getBoundingClientRect();
            return [at.x + home.x, at.y + home.y];
        }"""
    )
    page.mouse.click(*spot)
    page.wait_for_selector(".leaflet-popup")
    assert "Protest" in page.locator(".event[aria-current=true]").inner_text()


def test_titles_name_who_did_what_to_whom(open_page):
    doer, other = (Actor(text="x", start=0, end=1, name=name) for name in ("Red Cross", "Blue Star"))
    crowd = tuple(Actor(text="x", start=0, end=1, name=f"Party {n}") for n in range(6))
    base = make_events()[2]
    events = [
        replace(base, id=str(n), mode=mode, actors=actors, recipients=recipients)
        for n, (mode, actors, recipients) in enumerate(
            [
                ("third-party", (doer, doer), ()),
                ("", crowd, ()),
                ("", (doer,), (other,)),
                ("", (), (other,)),
                ("", (), ()),
            ]
        )
    ]
    page = ready(open_page(EventMap(event_set(events)).document()))
    assert page.locator(".event strong").all_inner_texts() == [
        "Red Cross cooperated",
        "Party 0, Party 1, Party 2 and 3 more cooperated",
        "Red Cross cooperated with Blue Star",
        "Cooperation with Blue Star",
        "Cooperation: Baghdad",  # where it is shown, at the end of its way
    ]


def test_an_unfolded_card_stays_on_the_map(page):
    page.locator(".event", has_text="Attack").click()
    page.locator(".leaflet-popup .why summary").click()
    page.wait_for_timeout(600)
    card, stage = (page.locator(name).bounding_box() for name in (".leaflet-popup", ".folium-map"))
    assert card["y"] >= stage["y"]
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup", state="detached")


def test_the_card_heads_evidence_with_its_words_and_says_the_rule_of_a_date_once(open_page):
    reasons = {"when": "“Friday”: a rule.", "status": "Reported as a fact.", "radius_m": "Edited by hand."}
    first, second = (
        replace(make_events()[0], id=name, evidence=given) for name, given in (("a", reasons), ("b", {}))
    )
    second = replace(second, when=replace(second.when, rule="a rule"))
    page = ready(open_page(EventMap(event_set([first, second])).document()))
    headings = []
    for n in range(2):
        page.evaluate(f"Dateline.app.select({n})")
        headings.append(page.locator(".card .why dt").all_text_contents())
        page.keyboard.press("Escape")
        page.wait_for_selector(".card", state="detached")
    assert [text for text in headings[0] if text in ("When", "Status", "radius_m", "date")] == [
        "When",
        "Status",
        "radius_m",
    ]
    assert [text for text in headings[1] if text in ("When", "Status", "radius_m", "date")] == ["date"]


def test_an_event_without_a_place_points_nowhere(page):
    page.locator(".event", has_text="Talks").click()
    assert page.locator(".leaflet-popup").count() == 0
    assert "phoned" in page.locator(".dock .card").inner_text()
    page.locator(".dock .close").click()
    assert page.locator(".dock").is_hidden()


def test_words_filter_the_list_the_map_and_the_counts(page):
    page.get_by_label("Filter events by words").fill("shel haifa")
    page.wait_for_timeout(200)
    assert page.locator(".event").count() == 1
    assert page.evaluate("Dateline.app.clusters.spots.length") == 1
    page.get_by_label("Filter events by words").fill("nothing like it")
    page.wait_for_timeout(200)
    assert page.locator(".list").get_by_text("No event passes the filters.").count() == 1


def test_types_and_layers_can_be_switched_off(page):
    page.locator(".panel label", has_text="Protest").locator("input").uncheck()
    page.wait_for_timeout(150)
    assert page.locator(".event").count() == 5
    page.evaluate("Dateline.app.map.setView([31, 35], 8, { animate: false })")
    assert colour_at(page, 34.9, 30.7)
    page.locator(".panel label", has_text="Command areas on land").locator("input").uncheck()
    page.wait_for_timeout(150)
    assert colour_at(page, 34.9, 30.7) is None


def test_export_is_rfc_7946(page):
    page.get_by_label("Filter events by words").fill("some")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export GeoJSON").click()
    made = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert made["type"] == "FeatureCollection"
    shapes = {feature["id"]: feature["geometry"] for feature in made["features"]}
    assert shapes["phoned"] is None
    assert shapes["drove"]["coordinates"] == [44.39, 33.34]
    area = shapely.geometry.shape(shapes["patrolled"])
    assert area.is_valid
    assert area.exterior.is_ccw


def exported(page, kind):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Export {kind}").click()
    return Path(waiting.value.path()).read_bytes()


def test_the_table_holds_the_filtered_events(page, until):
    page.get_by_label("Filter events by words").fill("phoned")
    until(page, "document.querySelectorAll('.event').length === 1")
    (row,) = csv.DictReader(io.StringIO(exported(page, "CSV").decode("utf-8-sig"), newline=""))
    assert (row["id"], row["type"], row["start"], row["lon"]) == ("phoned", "CONSULT", "2021-02-01", "")
    assert (row["sentence"], row["url"]) == ("Somebody phoned there.", "https://example.org/r")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("x","y"),\n"z"', " =1", "＝1"],
)
def test_the_table_starts_no_formula(open_page, text):
    actor = Actor(text=text, start=0, end=1, name=text)
    event = replace(make_events()[0], id=text, sentence=text, actors=(actor,))
    report = Report(id="r", text=text, source=text, title=text, url=text)
    page = ready(open_page(EventMap(event_set([event], (report,))).document()))
    content = exported(page, "CSV").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    for name in ("id", "sentence", "actors", "source", "url"):
        assert row[name] == f"'{text}"
    assert float(row["lon"]) == AMMAN.lon
    features = json.loads(exported(page, "GeoJSON"))["features"]
    assert features[0]["id"] == text


@pytest.fixture(scope="module")
def mixed():
    """Give a document of four events with actors, two sources, three reports and different scores."""
    names = [("Harbour Union", 0.9), ("Harbour Union", 0.5), ("Orchard League", 0.7), ("Port Police", 0.3)]
    events = [
        replace(
            base, id=f"e{n}", report=f"r{min(n, 2)}", score=score, actors=(Actor(text=name, start=0, end=1, name=name),)
        )
        for n, (base, (name, score)) in enumerate(zip(make_events(), names, strict=False))
    ]  # fmt: skip
    sources = ["Quay Post", "Quay Post", "Hill Herald"]
    reports = [
        Report(id=f"r{n}", text="Somebody.", title=f"Report {n}", source=s) for n, s in enumerate(sources)
    ]
    return EventMap(event_set(events, tuple(reports)), title="Mixed").document()


def shown(page):
    page.wait_for_timeout(150)
    return set(page.evaluate("Dateline.featureCollection(Dateline.app).features.map(({ id }) => id)"))


def test_actors_reports_and_confidence_filter(open_page, mixed):
    page = ready(open_page(mixed))
    page.locator(".narrow summary").click()
    assert page.get_by_label("Actor").locator("option").all_inner_texts() == [
        "everyone", "Harbour Union (2)", "Orchard League (1)", "Port Police (1)"
    ]  # fmt: skip
    page.get_by_label("Actor").select_option("Harbour Union")
    assert shown(page) == {"e0", "e1"}
    assert page.locator("p.count").inner_text() == "2 of 4 events shown"
    assert page.locator(".panel label", has_text="Cooperation").locator(".number").inner_text() == "0"
    page.get_by_label("Confidence at least").fill("0.6")
    assert shown(page) == {"e0"}
    assert page.locator(".narrow summary").inner_text() == "Filters (2 on)"
    page.get_by_role("button", name="Reset filters").click()
    assert shown(page) == {"e0", "e1", "e2", "e3"}
    assert page.get_by_label("Actor").input_value() == ""
    assert page.locator(".narrow summary").inner_text() == "Filters"
    page.get_by_label("Report").select_option(label="all of Quay Post (2)")
    assert shown(page) == {"e0", "e1"}
    page.get_by_label("Report").select_option(label="Report 2 (2)")
    assert shown(page) == {"e2", "e3"}


@pytest.fixture(scope="module")
def scored():
    """Give a document of four events: the type of the first is the surest, the second is the surest as a whole."""
    wholes = (0.2, 0.7, 0.45, None)
    events = [
        replace(
            base, id=f"e{n}", score=0.9 - n / 10,
            scores=FieldScores() if whole is None else FieldScores(type=0.9 - n / 10, parties=0.75, day=0.85, place=0.95, whole=whole),
        )
        for n, (base, whole) in enumerate(zip(make_events(), wholes, strict=False))
    ]  # fmt: skip
    return EventMap(event_set(events), title="Scored").document()


def test_the_confidence_filter_is_of_the_whole_event_and_of_its_type_where_no_more_is_known(
    open_page, scored
):
    page = ready(open_page(scored))
    page.locator(".narrow summary").click()
    slider = page.get_by_label("Confidence at least (whole event)")
    hint = page.locator(f"#{slider.get_attribute('aria-describedby')}")
    assert "actors, date and place are all right" in hint.inner_text()
    assert slider.bounding_box()["width"] >= 100, "its label leaves no room for it"
    slider.fill("0.5")
    assert shown(page) == {"e1", "e3"}
    slider.fill("0.65")
    assert shown(page) == {"e1"}


@pytest.mark.parametrize(
    ("event", "told"),
    [(1, "0.7 as a whole: type 0.8, actors 0.75, date 0.85, place 0.95"), (3, "0.6")],
    ids=["all fields", "the type alone"],
)
def test_a_card_tells_the_score_of_each_field(open_page, scored, event, told):
    page = ready(open_page(scored))
    page.evaluate(f"Dateline.app.select({event})")
    assert page.locator(".card details.why dd").last.text_content() == told


def test_exported_events_have_the_scores_of_their_fields(open_page, scored):
    page = ready(open_page(scored))
    rows = list(csv.DictReader(io.StringIO(exported(page, "CSV").decode("utf-8-sig"), newline="")))
    by_id = {
        row["id"]: [row[f"score_{name}"] for name in ("parties", "day", "place", "whole")] for row in rows
    }
    assert by_id["e0"] == ["0.75", "0.85", "0.95", "0.2"]
    assert by_id["e3"] == [""] * 4
    features = json.loads(exported(page, "GeoJSON"))["features"]
    assert {each["id"]: each["properties"]["score_whole"] for each in features}["e1"] == 0.7


def test_the_filters_obey_the_keyboard(open_page, mixed):
    page = ready(open_page(mixed))
    page.locator(".search .help summary").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in ("place", "country", "command", "actor"):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("Dateline.app.state.get('actor')") == "Harbour Union"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("Dateline.app.state.get('score')") == pytest.approx(0.6)
    assert shown(page) == {"e0"}
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert len(shown(page)) == 4


def test_a_permalink_keeps_every_filter(open_page, mixed, until):
    page = ready(open_page(mixed))
    page.locator(".narrow summary").click()
    page.get_by_label("Actor").select_option("Harbour Union")
    page.get_by_label("Report").select_option("source:Quay Post")
    page.get_by_label("Confidence at least").fill("0.3")
    page.locator(".panel label", has_text="Attack").locator("input").uncheck()
    for name in ("Links to places", "CENTCOM"):
        page.locator(".panel label", has_text=name).locator("input").uncheck()
    page.get_by_label("Events without a date").uncheck()
    until(page, "location.hash.includes('undated=0')")
    assert shown(page) == {"e0"}
    again = ready(open_page(mixed, fragment=page.evaluate("location.hash")))
    assert shown(again) == {"e0"}
    assert again.locator(".narrow summary").inner_text() == "Filters (5 on)"
    assert again.get_by_label("Actor").input_value() == "Harbour Union"
    assert not again.get_by_label("Events without a date").is_checked()
    for name in ("Attack or fighting", "Links to places", "CENTCOM"):
        assert not again.locator(".panel label", has_text=name).locator("input").is_checked()
    for name in ("Names", "EUCOM", "Protest"):
        assert again.locator(".panel label", has_text=name).locator("input").is_checked()
    hidden = set(again.evaluate("[...Dateline.app.state.get('hiddenLayers')]"))
    assert hidden == {"links", "flows", "density"}  # the last two are off at first
    assert again.evaluate("[...Dateline.app.state.get('hiddenCommands')]") == ["CENTCOM"]


def test_figures_stand_on_the_card_when_there_are_any(open_page):
    from geo.records import Figure

    nine = Figure(kind="killed", low=9, high=None, text="At least nine people", start=0, end=20)
    march, attack = make_events()[:2]
    page = ready(open_page(EventMap(event_set([march, replace(attack, figures=(nine,))])).document()))
    page.locator(".event", has_text="Protest").click()
    assert "Figures" not in page.locator(".card").inner_text()
    page.locator(".leaflet-popup-close-button").click()
    page.wait_for_selector(".leaflet-popup", state="detached")
    page.locator(".event", has_text="Attack").click()
    assert "killed: At least nine people" in page.locator(".card").inner_text()
    assert "nine" in json.loads(exported(page, "GeoJSON"))["features"][1]["properties"]["figures"]


def test_a_permalink_brings_the_view_back(open_page, document, until):
    page = ready(open_page(document))
    page.get_by_label("Filter events by words").fill("some")
    move_slider(page, "2021-01-16")
    page.evaluate("Dateline.app.map.setView([33, 36], 7, { animate: false })")
    until(page, "location.hash.includes('view=7')")
    again = ready(open_page(document, fragment=page.evaluate("location.hash")))
    assert again.locator("output.day").inner_text() == "16 Jan 2021"
    assert again.get_by_label("Filter events by words").input_value() == "some"
    assert again.evaluate("Dateline.app.map.getZoom()") == 7


@pytest.mark.parametrize(
    "fragment",
    [
        "#day=not-a-day&view=x/y/z",
        "#view=99/999/999",
        "#%",
        "#swipe=1&event=__proto__",
        "#actor=nobody&report=x&score=7&without=X&withoutStatus=y&withoutLayer=z,basemap&withoutCommand=NONE",
    ],
)
def test_a_broken_permalink_does_no_harm(open_page, document, fragment):
    page = ready(open_page(document, fragment=fragment))
    assert page.locator(".event").count() >= 1


def test_the_map_follows_two_fingers(page):
    """The canvases are stretched while a pinch goes on, around the point that stays, and drawn when it ends."""
    placed = """() => {
        const canvas = Dateline.app.map.getPane("dateline-overlay").querySelector("canvas").getBoundingClientRect();
        const home = Dateline.app.map.getContainer().getBoundingClientRect();
        return [canvas.width, canvas.x + canvas.width / 2 - home.x - home.width / 2];
    }"""
    page.evaluate("Dateline.app.map.setView([32, 36], 5, { animate: false })")
    page.wait_for_timeout(300)
    width, _ = page.evaluate(placed)
    page.evaluate("Dateline.app.map._move(Dateline.app.map.getCenter(), 5.5, { pinch: true })")
    wider, off = page.evaluate(placed)
    assert wider == pytest.approx(width * 2**0.5, rel=0.01)
    assert abs(off) < 3
    page.evaluate("Dateline.app.map._moveEnd(true)")
    page.wait_for_timeout(300)
    assert page.evaluate(placed)[0] == width


def test_play_runs_to_the_end(page, until):
    move_slider(page, "2021-02-25")
    page.get_by_role("button", name="Play").click()
    until(page, "Dateline.app.state.get('day') === Dateline.app.state.range.to")
    assert page.get_by_role("button", name="Play").count() == 1


def test_the_keyboard_reaches_everything(page):
    reached = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.className.split(' ')[0] || document.activeElement.type")
        )
    assert {"export", "search", "event", "slider", "play", "tick", "checkbox", "period", "undated"} <= reached
    page.locator(".event").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".event").nth(1).get_attribute("aria-current") == "true"


def test_a_way_over_the_antimeridian_takes_the_short_side(open_page):
    links = [
        PlaceLink(mention=mention(SUVA), role="origin"),
        PlaceLink(mention=mention(APIA), role="destination"),
    ]
    base = make_events()[2]
    ferry = replace(base, places=tuple(links), where=shapely.Point(APIA.lon, APIA.lat))
    page = ready(open_page(EventMap(event_set([ferry])).document()))
    page.evaluate(
        """() => {
            for (const name of ["basemap", "commands", "labels", "events", "places", "uncertainty"]) Dateline.app.state.toggle("hiddenLayers", name, true);
            Dateline.app.map.setView([-16, 0], 2, { animate: false });
        }"""
    )
    page.wait_for_timeout(300)
    assert colour_at(page, 0, -16, "dateline-overlay") is None
    painted = page.evaluate(
        """() => {
            const canvas = Dateline.app.map.getPane("dateline-overlay").querySelector("canvas");
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let i = 3; i < data.length; i += 4) count += data[i] > 0;
            return count;
        }"""
    )
    assert 0 < painted < 2000


@pytest.mark.parametrize(
    "where",
    [shapely.LineString([(178, -18), (-172, -14)]), shapely.box(170, -20, 190, -10)],
    ids=["line", "area"],
)
def test_a_shape_over_the_antimeridian_does_not_run_across_the_map(open_page, where):
    event = replace(make_events()[0], where=where, radius_m=None)
    page = ready(open_page(EventMap(event_set([event])).document()))
    page.evaluate(
        """() => {
            const { map, state, layers } = Dateline.app;
            state.set({ hiddenLayers: new Set(layers.map(({ name }) => name).filter((name) => name !== "uncertainty")) });
            map.setView([-16, 0], 2, { animate: false });
        }"""
    )
    page.wait_for_timeout(300)
    assert all(colour_at(page, lon, -16, "dateline-overlay") is None for lon in range(-150, 151, 30))
    if where.geom_type == "Polygon":  # its rim is there, the cut through it is no rim
        assert colour_at(page, -170, -15, "dateline-overlay") is not None
        page.evaluate("Dateline.app.map.setView([-16, 180], 5, { animate: false })")
        page.wait_for_timeout(300)
        assert colour_at(page, 180, -15, "dateline-overlay") is None
    else:
        assert colour_at(page, -176, -15.6, "dateline-overlay") is not None
    assert page.evaluate("Dateline.app.events.x[0] / 256 < 0.03 || Dateline.app.events.x[0] / 256 > 0.97")


def test_no_outline_runs_across_the_map(page):
    """Segments longer than 40 degrees would be smears over ±180°."""
    longest = page.evaluate(
        """() => Math.max(...Dateline.app.world.arcs.flatMap(({ points, runs }) => runs.flatMap(([from, to]) => {
            const steps = [0];
            for (let i = from + 1; i < to; i++) steps.push(Math.abs(points[2 * i] - points[2 * i - 2]));
            return steps;
        })))"""
    )
    assert longest < 256 * 40 / 360


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(open_page, text):
    actor = Actor(text=text, start=0, end=1, name=text, country=text, role=text)
    bad = replace(AMMAN, name=text, admin1=text)
    said = replace(mention(bad), text=text, reason=text, within=text, role="embedded")
    event = replace(
        make_events()[0], id=text, type=text, mode=text, acled=text, actors=(actor,), recipients=(actor,), sentence=text,
        when=replace(UNDATED, text=text, rule=text), places=(PlaceLink(mention=said, role="location", reason=text),),
        mentions=(EventMention(report=text, start=0, end=1, text=text, sentence=text),) * 2, report=text, evidence={text: text},
    )  # fmt: skip
    report = Report(id=text, text=text, title=text, source=text, url="javascript:window.hacked=1")
    page = ready(open_page(EventMap(event_set([event], (report,)), title=text).document()))
    page.locator(".event").first.click()
    for summary in page.locator(".card summary").all():
        summary.click()
    page.evaluate(
        "Dateline.app.viewport.popup(Dateline.placeCard(Dateline.app, Dateline.app.places.places[0]), 150, 100)"
    )
    assert page.evaluate("window.hacked") is None
    assert page.locator(".card a").count() == 0
    assert page.locator("iframe").count() == 0


def test_an_empty_set_says_so(open_page):
    page = ready(open_page(EventMap(EventSet()).document()))
    assert page.get_by_text("No events were found in these reports.").count() == 1


def test_it_works_in_a_sandboxed_frame(open_page):
    frame = EventMap(event_set(make_events()), title="Framed", height=500)._repr_html_()
    page = open_page(f"<!DOCTYPE html><meta charset=utf-8><body>{frame}{frame}</body>")
    for n in range(2):
        inner = page.frame_locator("iframe").nth(n)
        inner.locator(".event").first.wait_for()
        assert inner.locator(".event").count() == 6
    assert page.locator("iframe").first.bounding_box()["height"] >= 500


def test_folium_layers_of_the_user_are_drawn(open_page):
    import folium

    made = EventMap(event_set(make_events()))
    folium.Marker([33, 38], popup="My own <b>note</b>", tooltip="mine").add_to(made)
    folium.GeoJson({"type": "LineString", "coordinates": [[36, 32], [40, 34]]}, name="A line").add_to(made)
    page = ready(open_page(made.document()))
    page.locator(".leaflet-marker-icon[src^=data]").click()
    assert page.locator(".leaflet-popup b").inner_text() == "note"
    assert page.locator("path.leaflet-interactive").count() == 1


def test_a_frame_in_a_pop_up_shows_and_runs_nothing(chromium, tmp_path):
    import folium

    inside = "<b>shown</b><script>document.body.append('ran')</script><img src=https://example.org/x.png>"
    made = EventMap(event_set(make_events()))
    folium.Marker([33, 38], popup=folium.Popup(folium.IFrame(inside, width=200, height=80))).add_to(made)
    made.save(tmp_path / "map.html")
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    asked = []
    context.route("**/*", lambda route: asked.append(route.request.url) or route.continue_())
    page = context.new_page()
    page.goto((tmp_path / "map.html").as_uri())
    page.locator(".leaflet-marker-icon[src^=data]").click()
    body = page.frame_locator(".leaflet-popup iframe").locator("body")
    assert body.locator("b").inner_text() == "shown"
    page.wait_for_timeout(300)
    assert "ran" not in body.inner_text()
    assert [url for url in asked if url.startswith("http")] == []
    context.close()


def test_colours_by_a_column_and_words_under_the_pointer(open_page, until):
    found = event_set(make_events())
    table = found.events.assign(side=[f"<i>{n}</i>" for n in range(len(found))])
    made = EventMap(table, column="status", color={"actual": "#112233"}, tooltip=["side", "type"])
    page = ready(open_page(made.document()))
    legend = page.locator(".panel fieldset.paint")
    assert legend.locator("legend").text_content() == "status"
    assert set(legend.locator("label.toggle span[dir]").all_text_contents()) == set(found.events["status"])
    looks = page.evaluate(
        "Array.from({ length: Dateline.app.events.count }, (_, n) => Dateline.app.looks.look(n).colour)"
    )
    assert [colour == "#112233" for colour in looks] == (found.events["status"] == "actual").tolist()
    page.evaluate(
        "Dateline.app.viewport.fit([Dateline.app.events.placed.indexOf(1)], { animate: false, maxZoom: 11 })"
    )
    page.wait_for_timeout(300)
    n, x, y = page.evaluate("""() => { const app = Dateline.app; const n = app.events.placed.indexOf(1);
        const [dx, dy] = Dateline.signOffset(app, app.map.getZoom(), n); const { x, y } = app.events;
        const spot = app.map.latLngToContainerPoint(Dateline.projection.latLng(Dateline.projection.toLon(x[n]), Dateline.projection.toLat(y[n])));
        const box = app.map.getContainer().getBoundingClientRect(); return [n, box.x + spot.x + dx, box.y + spot.y + dy]; }""")
    page.mouse.move(x, y)
    words = page.locator(".leaflet-tooltip.words")
    words.wait_for()
    assert words.locator("td").all_text_contents() == [f"<i>{n}</i>", found[n].type]
    page.mouse.move(x + 200, y + 120)
    until(page, "!document.querySelector('.leaflet-tooltip.words')")


def test_folium_s_icons_and_heat_maps_are_drawn(open_page):
    import folium
    from folium.plugins import HeatMap

    made = EventMap(event_set(make_events()))
    folium.Marker([33, 38], popup="here", icon=folium.Icon(color="darkred", icon="star")).add_to(made)
    HeatMap([[33, 38, 1], [34, 39, 1]], radius=40).add_to(made)
    page = open_page(f"<!DOCTYPE html><meta charset=utf-8><body>{made._repr_html_()}</body>")  # packed, too
    inner = page.frame_locator("iframe")
    pin = inner.locator(".dateline-pin svg")
    assert (
        pin.locator("path").get_attribute("fill") == "#a23336" and pin.locator("text").text_content() == "★"
    )
    pin.click()
    assert inner.locator(".leaflet-popup").inner_text().startswith("here")
    heat = inner.locator("canvas.leaflet-heatmap-layer")
    heat.wait_for(state="attached")
    warm = """canvas => { const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, n) => n % 4 === 3 && value > 0).length }"""
    deadline = time.monotonic() + 15
    while not heat.evaluate(warm) and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert heat.evaluate(warm) > 100


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568), (844, 390)])
def test_phones_scroll_only_downwards(open_page, document, width, height):
    page = ready(open_page(document, width=width, height=height, has_touch=True))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".folium-map").bounding_box()["height"] > 150
    page.locator(".event").first.scroll_into_view_if_needed()
    assert page.locator(".event").first.is_visible()


def test_the_dark_page_is_dark(open_page, document, until):
    page = ready(open_page(document, color_scheme="dark"))
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, ground.removeprefix("rgb(").removesuffix(")").split(","))) < 150
    land = page.evaluate("Dateline.app.looks.colour('--land')")
    page.emulate_media(color_scheme="light")
    until(page, f"Dateline.app.looks.colour('--land') !== '{land}'")
