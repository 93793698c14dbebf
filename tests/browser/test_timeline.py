"""The time line: real clicks and drags at coordinates, at every size of screen."""

import datetime
import importlib.resources
import itertools
from dataclasses import replace

import pytest
import shapely

from geo.event_set import EventSet
from geo.records import Actor, PlaceLink, Report, When
from maps.event_map import EventMap

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

SIZES = [(1440, 900), (1366, 650), (1280, 640), (844, 390), (390, 844)]
FIRST = datetime.date(2024, 5, 18)
PUBLISHED = datetime.date(2024, 7, 16)
UNDATED = When(start=None, end=None, granularity="unknown", text=None, rule="no date in the sentence")
HAIFA = ("Haifa", 34.99, 32.82, "IL")


def day_of(date):
    return (date - datetime.date(1970, 1, 1)).days


@pytest.fixture
def weeks(make_event, make_mention):
    """Give sixteen events of two months in Israel, whose command changed in 2021: dated, lasting, and undated."""
    name, lon, lat, country = HAIFA
    place = replace(make_mention().place, id="t0", name=name, lon=lon, lat=lat, country=country)

    def event(n, when, **changed):
        said = make_mention(text=name, start=50 * n, end=50 * n + len(name), place=place)
        actor = Actor(
            text="They", start=0, end=4, name=("Harbour Union", "Orchard League")[n % 2], country="IL"
        )
        link = PlaceLink(mention=said, role="location")
        return make_event(
            id=f"e{n}",
            type=("CONSULT", "ASSAULT", "AID")[n % 3],
            where=shapely.Point(lon, lat),
            radius_m=3000.0,
            places=(link,),
            actors=(actor,),
            when=when,
            **changed,
        )

    def dated(start, length=0):
        granularity = "day" if length == 0 else "range"
        end = start + datetime.timedelta(days=length)
        return When(start=start, end=end, granularity=granularity, text="then", rule="written date")

    days = [FIRST + datetime.timedelta(days=5 * n) for n in range(12)]
    events = [event(n, dated(date)) for n, date in enumerate(days)]
    events += [event(12, dated(days[2], 12)), event(13, dated(days[4], 9))]
    events += [event(14, UNDATED), event(15, UNDATED, status="future")]
    mentions = tuple(link.mention for one in events for link in one.places)
    report = Report(id="r1", text="A report.", title="Two months", published=PUBLISHED)
    return EventSet((report,), tuple(events), mentions)


def state(page, name):
    return page.evaluate("(name) => Dateline.app.state.get(name)", name)


def shown(page):
    return page.evaluate("[...Dateline.app.state.visible].flatMap((one, n) => (one ? [n] : []))")


def spot(page, date, share=0.8):
    """Give the pixel of a day of the chart, some way down from its top."""
    box = page.locator(".time .chart").bounding_box()
    x = page.evaluate(
        """([day, width]) => { const { from, to } = Dateline.app.time.span; return 7 + (day + 0.5 - from) / (to - from) * (width - 14); }""",
        [day_of(date), box["width"]],
    )
    return box["x"] + x, box["y"] + share * box["height"]


def drag(page, start, end):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, start[1], steps=4)
    page.mouse.move(*end, steps=4)
    page.mouse.up()
    page.wait_for_timeout(80)


def span(page):
    return page.evaluate("[Dateline.app.time.span.from, Dateline.app.time.span.to]")


def labels(page, kind):
    return page.evaluate(
        """(kind) => [...document.querySelectorAll(`.time .axis .${kind}`)].flatMap((one) => {
            const { left, right } = one.getBoundingClientRect();
            return one.classList.contains("unnamed") ? [] : [[one.textContent, left, right]];
        })""",
        kind,
    )


@pytest.mark.parametrize(("width", "height"), SIZES, ids=str)
def test_two_months_are_wide_although_a_change_was_long_ago(show, weeks, width, height):
    page = show(EventMap(weeks), width=width, height=height)
    page.wait_for_timeout(200)
    first, last = spot(page, FIRST)[0], spot(page, PUBLISHED)[0]
    chart = page.locator(".time .chart").bounding_box()
    assert last - first > 0.7 * chart["width"]
    assert page.locator(".tick").count() >= 1  # the change of 2021 has its place on the strip
    tick = page.locator(".tick i").last.bounding_box()
    frame = page.locator(".time .frame").bounding_box()
    assert tick["x"] < frame["x"]
    box = page.locator(".time").bounding_box()
    assert box["height"] <= 0.3 * height
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    small, large = labels(page, "minor"), labels(page, "major")
    assert len(small) >= 4
    assert height < 500 or [text for text, *_ in large][-1] == "July 2024"
    for row in (small, large):
        for (_, _, right), (_, left, _) in itertools.pairwise(row):
            assert right < left


def test_labels_are_years_months_or_days_by_zoom(show, weeks):
    page = show(EventMap(weeks))
    page.wait_for_timeout(200)
    assert {text for text, *_ in labels(page, "minor")} <= {str(n) for n in range(1, 32)}
    for _ in range(3):
        page.get_by_role("button", name="Show more time").click()
    page.wait_for_timeout(100)
    assert {"Feb", "May", "Jun"} <= {text for text, *_ in labels(page, "minor")}
    assert "2024" in {text for text, *_ in labels(page, "major")}
    page.get_by_role("button", name="Show all events").click()  # from where it is to all events
    page.get_by_role("button", name="Show all events").click()  # and to the whole history
    page.wait_for_timeout(100)
    assert {"Jan", "Jul"} <= {text for text, *_ in labels(page, "minor")}
    assert {"2021", "2022", "2023", "2024"} <= {text for text, *_ in labels(page, "major")}


@pytest.mark.parametrize(("width", "height"), SIZES, ids=str)
def test_a_drag_chooses_a_period_and_its_ends_move(show, weeks, width, height):
    page = show(EventMap(weeks), width=width, height=height)
    page.wait_for_timeout(200)
    page.locator(".time").scroll_into_view_if_needed()
    begin, end = datetime.date(2024, 5, 27), datetime.date(2024, 6, 8)
    drag(page, spot(page, begin), spot(page, end))
    assert (state(page, "day"), state(page, "window")) == (day_of(end), 13)
    # Events 2 to 4 are of these days; 12 lasts from the 28th of May, 13 begins on the 7th of June.
    assert shown(page) == [2, 3, 4, 12, 13]
    x, y = page.evaluate(
        "() => { const { x, y, height } = document.querySelector('.time .start').getBoundingClientRect(); return [x + 1, y + height / 2]; }"
    )
    drag(page, (x, y), spot(page, begin + datetime.timedelta(days=4)))
    assert (state(page, "day"), state(page, "window")) == (day_of(end), 9)
    # Its middle moves it as a whole.
    drag(page, spot(page, end - datetime.timedelta(days=4)), spot(page, end + datetime.timedelta(days=6)))
    assert (state(page, "day"), state(page, "window")) == (day_of(end) + 10, 9)


def test_a_click_chooses_a_day_and_the_thumb_moves_it(show, weeks):
    page = show(EventMap(weeks))
    page.wait_for_timeout(200)
    wanted = FIRST + datetime.timedelta(days=12)
    page.mouse.click(*spot(page, wanted))
    assert (state(page, "day"), state(page, "window")) == (day_of(wanted), 0)
    assert page.locator("output.day").inner_text() == "30 May 2024"
    thumb = page.locator(".time .thumb").bounding_box()
    y = thumb["y"] + thumb["height"] / 2
    page.wait_for_timeout(100)
    drag(page, (spot(page, wanted)[0], y), (spot(page, wanted + datetime.timedelta(days=9))[0], y))
    assert state(page, "day") == day_of(wanted) + 9
    assert page.evaluate("document.activeElement.className") == "slider"


def test_dates_are_typed_and_empty_is_everything(show, weeks):
    page = show(EventMap(weeks))
    page.get_by_label("First day of the period").fill("2024-06-01")
    page.get_by_label("Last day of the period").fill("2024-06-20")
    assert (state(page, "day"), state(page, "window")) == (day_of(datetime.date(2024, 6, 20)), 20)
    assert "1 Jun 2024 – 20 Jun 2024" in page.locator("select.period").locator("option:checked").inner_text()
    page.get_by_label("First day of the period").fill("")
    assert (state(page, "day"), state(page, "window")) == (day_of(datetime.date(2024, 6, 20)), 0)


def test_on_a_phone_the_dates_are_among_the_options(show, weeks):
    page = show(EventMap(weeks), width=390, height=844)
    field = page.get_by_label("First day of the period")
    assert not field.is_visible()
    page.locator(".time .more summary").click()
    field.fill("2024-06-01")
    assert state(page, "window") == 46
    box = page.locator(".time .options").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.keyboard.press("Escape")
    assert not field.is_visible()


def test_presets(show, weeks):
    page = show(EventMap(weeks))
    period = page.locator("select.period")
    for days in (7, 30, 90, 365):
        period.select_option(str(days))
        assert (state(page, "day"), state(page, "window")) == (day_of(PUBLISHED), days)
    assert span(page)[1] - span(page)[0] > 365
    period.select_option("reports")
    last = FIRST + datetime.timedelta(days=55)
    assert (state(page, "day"), state(page, "window")) == (day_of(last), 56)
    assert shown(page) == [*range(14), 14]  # what is undated is taken to be of the month before the report
    period.select_option("0")
    assert state(page, "window") == 0


def test_the_slider_obeys_the_keyboard(show, weeks):
    page = show(EventMap(weeks))
    slider = page.get_by_role("slider", name="Date")
    slider.focus()
    end = day_of(PUBLISHED)
    for key, moved in (("ArrowLeft", 1), ("ArrowDown", 2), ("ArrowRight", 1), ("PageDown", 8), ("PageUp", 1)):
        page.keyboard.press(key)
        assert state(page, "day") == end - moved, key
    page.keyboard.press("Shift+ArrowLeft")
    assert state(page, "day") == day_of(FIRST) + 55  # the last day that has an event
    assert slider.get_attribute("aria-valuetext") == "12 Jul 2024"
    page.keyboard.press("End")
    assert state(page, "day") == end
    page.keyboard.press("Home")
    assert state(page, "day") == page.evaluate("Dateline.app.state.range.from")
    assert span(page)[0] <= state(page, "day")  # the chart goes with it
    page.keyboard.press("End")
    before = span(page)
    page.keyboard.press("+")
    assert span(page)[1] - span(page)[0] < before[1] - before[0]
    page.keyboard.press("Space")
    assert page.get_by_role("button", name="Pause").count() == 1
    page.keyboard.press("Space")
    assert page.get_by_role("button", name="Play").count() == 1


def test_the_beginning_of_a_period_is_a_slider_too(show, weeks):
    page = show(EventMap(weeks))
    page.locator("select.period").select_option("30")
    page.wait_for_timeout(100)
    handle = page.get_by_role("slider", name="Beginning of the period")
    handle.focus()
    page.keyboard.press("ArrowLeft")
    assert (state(page, "day"), state(page, "window")) == (day_of(PUBLISHED), 31)
    assert handle.get_attribute("aria-valuetext") == "16 Jun 2024"
    assert int(handle.get_attribute("aria-valuenow")) == day_of(PUBLISHED) - 30


def test_the_wheel_zooms_where_the_pointer_is(show, weeks):
    page = show(EventMap(weeks))
    page.wait_for_timeout(200)
    under = FIRST + datetime.timedelta(days=15)
    before = spot(page, under)
    length = span(page)[1] - span(page)[0]
    page.mouse.move(*before)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(150)
    assert span(page)[1] - span(page)[0] < 0.8 * length
    assert spot(page, under) == pytest.approx(before, abs=1.5)
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(150)
    assert span(page)[1] - span(page)[0] > 2 * length


def test_the_frame_on_the_strip_moves_the_chart(show, weeks):
    page = show(EventMap(weeks))
    page.wait_for_timeout(200)
    frame = page.locator(".time .frame").bounding_box()
    y = frame["y"] + frame["height"] / 2
    before = span(page)
    drag(page, (frame["x"] + frame["width"] / 2, y), (frame["x"] + frame["width"] / 2 - 200, y))
    after = span(page)
    assert after[0] < before[0] - 60
    assert after[1] - after[0] == pytest.approx(before[1] - before[0])
    # A press elsewhere on the strip brings it there.
    strip = page.locator(".time .overview").bounding_box()
    page.mouse.click(strip["x"] + strip["width"] - 12, y)
    assert span(page)[0] > after[0] + 60


def test_play_by_event_stops_at_days_that_have_one(show, weeks):
    page = show(EventMap(weeks))
    page.locator(".time .more summary").click()
    page.get_by_label("Speed").select_option("4")
    page.get_by_label("Play", exact=True).locator("visible=true").last.select_option("event")
    page.keyboard.press("Escape")
    page.evaluate(
        """() => { const { state } = Dateline.app; window.seen = []; state.set({ day: state.range.to - 22 }); state.on("day", (day) => window.seen.push(day)); }"""
    )
    page.locator(".time .play").click()
    for _ in range(100):
        if page.get_by_role("button", name="Pause").count() == 0:
            break
        page.wait_for_timeout(50)
    start = day_of(FIRST)
    assert page.evaluate("window.seen") == [start + 40, start + 45, start + 50, start + 55, day_of(PUBLISHED)]


def test_undated_events_are_near_their_report_or_on_every_day_when_asked_for(show, weeks):
    page = show(EventMap(weeks))
    month_before = PUBLISHED - datetime.timedelta(days=30)
    for date, expected in (
        (PUBLISHED, [14, 15]),
        (PUBLISHED - datetime.timedelta(days=1), [14]),  # what is announced comes after its report
        (month_before, [14]),
        (month_before - datetime.timedelta(days=1), []),
        (datetime.date(2021, 1, 20), []),
    ):
        page.evaluate(
            "(day) => { const { state } = Dateline.app; state.reach(day); state.set({ day }); }", day_of(date)
        )
        assert [n for n in shown(page) if n >= 14] == expected, date
    button = page.locator(".time .undated")
    assert "2" in button.inner_text()
    assert "30 days before their report" in button.get_attribute("title")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert shown(page) == [14, 15]
    page.locator(".list").get_by_text(
        "On the map, without a date", exact=True
    ).wait_for()  # one, or it is an error
    assert button.get_attribute("aria-pressed") == "true"
    page.wait_for_timeout(400)
    assert "undated=all" in page.evaluate("location.hash")
    button.click()
    assert shown(page) == []


def test_lasting_events_are_bars_when_days_are_wide(show, weeks):
    page = show(EventMap(weeks))
    page.wait_for_timeout(200)
    pixel = """([day, y]) => {
        const canvas = document.querySelector(".time .histogram");
        const { from, to } = Dateline.app.time.span;
        const x = 7 + (day + 0.5 - from) / (to - from) * (canvas.clientWidth - 14);
        return [...canvas.getContext("2d").getImageData(x, y, 1, 1).data];
    }"""
    # Between the days on which anything begins, three pixels below the top, there is only what lasts.
    inside, outside = day_of(FIRST) + 13, day_of(FIRST) + 33
    assert page.evaluate(pixel, [inside, 3])[3] > 200
    assert page.evaluate(pixel, [outside, 3])[3] == 0
    for _ in range(3):
        page.get_by_role("button", name="Show more time").click()
    page.wait_for_timeout(100)
    assert page.evaluate(pixel, [inside, 3])[3] == 0


@pytest.mark.parametrize(("width", "height"), SIZES, ids=str)
def test_lanes_by_type_and_by_actor(show, weeks, width, height):
    page = show(EventMap(weeks), width=width, height=height)
    page.locator(".time .more summary").click()
    page.get_by_label("Lanes").select_option("actor")
    page.wait_for_timeout(150)
    assert page.locator(".time .lanes span").all_inner_texts() == ["Harbour Union · 8", "Orchard League · 8"]
    page.get_by_label("Lanes").select_option("type")
    page.wait_for_timeout(150)
    assert page.locator(".time .lanes span").first.inner_text().endswith("· 6")
    assert page.locator(".time").bounding_box()["height"] <= 0.3 * height
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_link_keeps_the_time(show, weeks):
    page = show(EventMap(weeks))
    page.evaluate(
        "(day) => { const { state, time } = Dateline.app; time.frame(day, day + 20); state.set({ day: day + 18, window: 9 }); time.setLanes('actor'); }",
        day_of(FIRST),
    )
    page.wait_for_timeout(400)
    fragment = page.evaluate("location.hash")
    kept = span(page)
    again = show(EventMap(weeks), fragment=fragment)
    assert (state(again, "day"), state(again, "window")) == (day_of(FIRST) + 18, 9)
    assert span(again) == pytest.approx(kept, abs=0.51)
    assert again.evaluate("Dateline.app.time.lanes") == "actor"


@pytest.mark.parametrize(
    "fragment",
    [
        "#window=-4",
        "#window=1e9",
        "#window=x",
        "#time=2024-01-01",
        "#time=2030-01-01/1999-01-01",
        "#lanes=__proto__",
    ],
)
def test_a_broken_link_changes_nothing(show, weeks, fragment):
    page = show(EventMap(weeks), fragment=fragment)
    assert (state(page, "day"), state(page, "window")) == (day_of(PUBLISHED), 0)
    assert page.evaluate(
        "Dateline.app.time.span.from === Dateline.app.time.opening.from && Dateline.app.time.lanes === ''"
    )


def open_trends(page, by="type"):
    page.get_by_role("button", name="Trends", exact=True).click()
    page.get_by_label("Count by").select_option(by)
    page.wait_for_timeout(200)


def series(page):
    return page.locator(".trends .series").evaluate_all(
        "(all) => all.map((one) => [one.querySelector('.name').textContent, one.querySelector('.number').textContent])"
    )


@pytest.mark.parametrize(("width", "height"), SIZES, ids=str)
def test_trends_show_each_series_on_one_scale(show, weeks, width, height):
    page = show(EventMap(weeks), width=width, height=height)
    open_trends(page, "actor")
    assert series(page) == [["Harbour Union", "8 events"], ["Orchard League", "8 events"]]
    page.get_by_label("Count by").select_option("place")
    page.wait_for_timeout(150)
    assert [count for _, count in series(page)] == ["16 events"]
    page.get_by_label("Count by").select_option("command")
    page.wait_for_timeout(150)
    assert series(page)[0] == ["CENTCOM", "16 events"]
    panel = page.locator(".trends").bounding_box()
    assert panel["x"] >= 0 and panel["x"] + panel["width"] <= width
    assert panel["y"] >= 0
    assert page.locator(".trends header").bounding_box()["y"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert "no time" in page.locator(".trends .note").first.inner_text()
    page.keyboard.press("Escape")
    assert not page.locator(".trends").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Trends"


def test_a_series_is_a_filter_that_a_second_press_takes_off(show, weeks):
    page = show(EventMap(weeks))
    open_trends(page, "actor")
    first = page.locator(".trends .series").first
    first.click()
    assert state(page, "actor") == "Harbour Union"
    assert shown(page) == [*range(0, 14, 2), 14]
    page.wait_for_timeout(150)
    assert first.get_attribute("aria-pressed") == "true"
    # The others keep their counts: this is what a press on them would show.
    assert series(page) == [["Harbour Union", "8 events"], ["Orchard League", "8 events"]]
    page.locator(".trends .series").nth(1).click()
    assert state(page, "actor") == "Orchard League"
    page.locator(".trends .series").nth(1).click()
    assert state(page, "actor") == ""
    page.get_by_label("Count by").select_option("type")
    page.wait_for_timeout(150)
    page.locator(".trends .series").first.click()
    assert shown(page) == [0, 3, 6, 9, 12, 15]
    page.locator(".trends .series").first.click()
    assert len(shown(page)) == 16


def test_trends_follow_filters_and_the_period(show, weeks):
    page = show(EventMap(weeks))
    open_trends(page, "type")
    pixels = """() => {
        const canvas = document.querySelector(".trends .series canvas");
        const { width, height } = canvas;
        const { data } = canvas.getContext("2d").getImageData(0, 0, width - 26, height);
        let painted = 0;
        for (let n = 3; n < data.length; n += 4) if (data[n]) painted++;
        return painted;
    }"""
    before = page.evaluate(pixels)
    page.locator("select.period").select_option("30")
    page.wait_for_timeout(150)
    assert page.evaluate(pixels) > before + 100  # the period is highlighted
    page.evaluate("Dateline.app.state.set({ actor: 'Harbour Union' })")
    page.wait_for_timeout(150)
    assert sorted(count for _, count in series(page)) == ["2 events", "3 events", "3 events"]


def test_trends_say_which_days_count_and_a_wide_table_shows_its_bar(show, weeks):
    page = show(EventMap(weeks), width=844, height=600)
    open_trends(page, "type")
    page.evaluate(f"Dateline.app.state.set({{ day: {day_of(FIRST)} }})")
    assert "All days count here" in page.locator(".trends .note").first.inner_text()
    page.locator(".trends input[type=checkbox]").click()
    table = page.locator(".trends .scroll")
    table.locator("table").wait_for()
    wide, room, bar = table.evaluate(
        "(box) => [box.scrollWidth, box.clientWidth, getComputedStyle(box, '::-webkit-scrollbar').height]"
    )
    assert wide > room
    assert bar == "10px"  # a browser without a head draws none
    table.evaluate("(box) => box.scrollTo(1e4, 0)")
    last = page.locator(".trends thead th").last.bounding_box()
    box = table.bounding_box()
    assert last["x"] + last["width"] <= box["x"] + box["width"] + 1


def test_trends_as_a_table_have_the_same_counts(show, weeks):
    page = show(EventMap(weeks), width=390, height=844)
    open_trends(page, "actor")
    page.get_by_label("As a table").check()
    page.wait_for_timeout(150)
    table = page.locator(".trends table")
    head = table.locator("thead th").all_inner_texts()
    assert head[0] == "actor" and head[-3:] == ["at other times", "no date", "all"]
    for row in table.locator("tbody tr").all():
        *counts, total = [int(text.replace("–", "0")) for text in row.locator("td").all_inner_texts()]
        assert total == 8 == sum(counts)
        assert counts[-1] == 1  # without a date
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_axe_finds_nothing_in_time_and_trends(show, weeks, size, scheme):
    axe = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page = show(EventMap(weeks), width=size[0], height=size[1], color_scheme=scheme)
    page.evaluate(f"{axe}; 0")
    for act in (
        "Dateline.app.state.set({ window: 20 })",
        "document.querySelector('.time .more').open = true",
        "Dateline.app.time.setLanes('type')",
        "document.querySelector('.time .more').open = false; document.querySelector('.time .trend').click()",
        "document.querySelector('.trends input[type=checkbox]').click()",
    ):
        page.evaluate(act)
        page.wait_for_timeout(250)
        wrong = page.evaluate(
            "axe.run('.time', { resultTypes: ['violations'] }).then(({ violations }) => violations.map("
            "({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`))"
        )
        assert wrong == [], act


def test_the_pointer_reads_the_columns(show, weeks):
    page = show(EventMap(weeks))
    page.wait_for_timeout(200)
    page.mouse.move(*spot(page, FIRST + datetime.timedelta(days=5)))
    assert page.locator(".time .hover").inner_text() == "23 May 2024: 1 event"
    page.mouse.move(*spot(page, FIRST + datetime.timedelta(days=6)))
    assert page.locator(".time .hover").inner_text() == "24 May 2024: 0 events"
    page.mouse.move(10, 10)
    assert not page.locator(".time .hover").is_visible()


def test_a_year_is_a_band_not_a_column_at_its_first_week(show, weeks):
    """An event of a whole year is counted in no week: each of its weeks says that it goes on."""
    first, *rest = weeks
    year = replace(
        first.when, start=datetime.date(2020, 1, 1), end=datetime.date(2020, 12, 31), granularity="year"
    )
    found = EventSet(weeks.reports, (replace(first, when=year), *rest), weeks.mention_records)
    page = show(EventMap(found))
    page.evaluate("Dateline.app.time.set({ from: 18230, to: 18680 })")
    page.wait_for_timeout(300)
    for date in (datetime.date(2020, 1, 1), datetime.date(2020, 7, 1)):
        page.mouse.move(*spot(page, date))
        assert page.locator(".time .hover").inner_text().endswith(": 0 events, and 1 that last longer")


def test_two_days_side_by_side_have_each_their_period(show, weeks):
    page = show(EventMap(weeks))
    left, right = FIRST + datetime.timedelta(days=12), FIRST + datetime.timedelta(days=42)
    page.evaluate(
        "([left, right]) => Dateline.app.state.set({ window: 8, swipe: { left, right } })",
        [day_of(left), day_of(right)],
    )
    of = "(side) => Dateline.app.sides.on(side, () => [...Dateline.app.state.visible].flatMap((one, n) => (one ? [n] : [])))"
    # Events 12 and 13 last until the 9th and the 16th of June.
    assert page.evaluate(of, "left") == [1, 2, 12]
    assert page.evaluate(of, "right") == [7, 8, 14]


def test_a_picture_is_taken_of_any_period(show, weeks):
    page = show(EventMap(weeks))
    page.evaluate("Dateline.app.state.set({ window: 13 })")
    assert page.evaluate("Dateline.picture(Dateline.app, 1).then(({ width }) => width)") > 500
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".printed canvas").is_visible()
    assert not page.locator(".time").is_visible()


def test_from_right_to_left_a_change_still_reads_from_where_to_where(show, weeks):
    page = show(EventMap(weeks), fragment="#lang=ar")
    page.wait_for_timeout(200)
    label = page.locator(".tick span").last
    assert "←" in label.inner_text()
    assert label.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    assert page.locator(".time .track").evaluate("(one) => getComputedStyle(one).direction") == "ltr"


@pytest.mark.parametrize("language", ["ar", "fr", "ru", "uk"])
@pytest.mark.parametrize(("width", "height"), [(1280, 640), (844, 390), (390, 844)], ids=str)
def test_the_time_line_has_its_place_in_every_language(show, weeks, language, width, height):
    page = show(EventMap(weeks), width=width, height=height, fragment=f"#lang={language}")
    page.wait_for_timeout(150)
    assert page.locator(".time").bounding_box()["height"] <= 0.3 * height
    for box in (one.bounding_box() for one in page.locator(".time .controls > *:visible").all()):
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
    page.locator(".time .more summary").click()
    options = page.locator(".time .options").bounding_box()
    assert options["x"] >= 0 and options["x"] + options["width"] <= width
