"""A story on the page: told step by step, made and saved there, printed, and time as a moving picture."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from maps.event_map import EventMap
from maps.story import read_story, story_data
from maps.story.document import parse

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


TEXT = """# Three towns

## The first day

day: 2020-11-20
place: Haifa; Amman

There was *one* protest. See [the plan](https://example.org/plan).

## Israel moves

change: Israel 2021

**From** European to Central Command.

## Only aid

types: AID
view: 8/32.4/35.3
"""


@pytest.fixture
def story():
    return parse(TEXT)


def value(page, name):
    return page.evaluate(f"Dateline.app.state.get('{name}')")


def day(page):
    return page.evaluate("Dateline.dates.iso(Dateline.app.state.get('day'))")


def bounds(page):
    return page.evaluate("Dateline.app.map.getBounds().toBBoxString().split(',').map(Number)")


def panel(page):
    return page.get_by_role("region", name="Story", exact=True)


def saved(page, button, **options):
    with page.expect_download(**options) as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_page_with_a_story_opens_with_its_first_step(show, found, story):
    page = show(EventMap(found, story=story))
    expect(panel(page).get_by_role("heading", name="The first day")).to_be_visible()
    expect(panel(page).get_by_text("1 of 3")).to_be_visible()
    assert not page.locator(".list").is_visible()
    assert day(page) == "2020-11-20"
    west, south, east, north = bounds(page)
    assert west < 34.99  # Haifa
    assert east > 35.93  # Amman
    assert south < 31.95
    assert north > 32.82
    assert page.evaluate("Dateline.app.state.shown") == 1


def test_next_and_back_show_what_each_step_says_and_nothing_of_the_others(show, found, story):
    page = show(EventMap(found, story=story), reduced_motion="reduce")
    following = panel(page).get_by_role("button", name="Next")
    following.click()
    assert day(page) == "2021-01-15"
    assert page.evaluate("Dateline.app.state.get('told').name").startswith("Israel")
    expect(page.locator(".spotlight")).to_contain_text("moved from")
    west, _, east, _ = bounds(page)
    assert west < 34.3
    assert east > 35.6
    following.click()
    assert value(page, "told") is None
    assert (
        page.evaluate(
            "[...Dateline.app.state.get('hiddenTypes')].map((n) => Dateline.app.events.types[n].id).includes('AID')"
        )
        is False
    )
    assert page.evaluate("Dateline.app.state.get('hiddenTypes').size") == 7
    assert page.evaluate("Dateline.app.map.getZoom()") == 8
    following.focus()
    page.keyboard.press("Enter")  # there is no further one
    expect(panel(page).get_by_text("3 of 3")).to_be_visible()
    assert following.evaluate("(button) => button === document.activeElement")
    panel(page).get_by_role("button", name="Back").click()
    assert page.evaluate("Dateline.app.state.get('hiddenTypes').size") == 0


def test_the_keyboard_turns_the_pages(show, found, story):
    page = show(EventMap(found, story=story))
    panel(page).get_by_role("button", name="Next").focus()
    for key, step in [
        ("ArrowRight", 2),
        ("End", 3),
        ("ArrowLeft", 2),
        ("Home", 1),
        ("ArrowLeft", 1),
        ("PageDown", 2),
    ]:
        page.keyboard.press(key)
        expect(panel(page).get_by_text(f"{step} of 3")).to_be_visible()


def test_a_step_is_chosen_from_the_list_of_all(show, found, story):
    page = show(EventMap(found, story=story))
    panel(page).get_by_text("All steps").click()
    panel(page).get_by_role("button", name="Only aid").click()
    expect(panel(page).get_by_role("heading", name="Only aid")).to_be_visible()
    assert panel(page).locator("[aria-current=step]").text_content() == "Only aid"


def test_the_address_leads_to_a_step_and_a_link_to_a_view_does_not_begin_the_story(show, found, story):
    made = EventMap(found, story=story)
    page = show(made, fragment="#story=3")
    expect(panel(page).get_by_role("heading", name="Only aid")).to_be_visible()
    assert page.evaluate("Dateline.app.map.getZoom()") == 8
    page = show(made, fragment="#view=7/32/35&day=2021-02-01")
    assert not panel(page).is_visible()
    assert day(page) == "2021-02-01"
    page.get_by_role("button", name="Tell the story").click()
    expect(panel(page).get_by_text("1 of 3")).to_be_visible()
    assert not page.get_by_role("button", name="Tell the story").is_visible()


def test_what_a_reader_moves_within_a_step_stays_in_the_address(show, found, story):
    page = show(EventMap(found, story=story), fragment="#story=2&view=9/31.5/34.9&day=2021-03-01")
    expect(panel(page).get_by_text("2 of 3")).to_be_visible()
    assert (page.evaluate("Dateline.app.map.getZoom()"), day(page)) == (9, "2021-03-01")


def test_back_returns_to_the_step_before(show, found, story, until):
    page = show(EventMap(found, story=story), reduced_motion="reduce")
    until(page, "location.hash.includes('story=1')")
    panel(page).get_by_role("button", name="Next").click()
    until(page, "location.hash.includes('story=2')")
    page.go_back()
    expect(panel(page).get_by_text("1 of 3")).to_be_visible()
    assert day(page) == "2020-11-20"
    assert value(page, "told") is None


def test_only_a_change_that_the_step_names_is_named(show, found, story):
    page = show(EventMap(found, story=story), reduced_motion="reduce")
    assert page.evaluate("Dateline.app.spotlight.best") is not None
    assert page.evaluate("Dateline.app.spotlight.current()") is None
    assert not page.locator(".spotlight").is_visible()
    panel(page).get_by_role("button", name="Next").click()
    assert page.evaluate("Dateline.app.spotlight.current().name").startswith("Israel")
    panel(page).get_by_role("button", name="Next").click()
    panel(page).get_by_role("button", name="Leave the story").click()
    expect(page.locator(".spotlight")).to_be_visible()


def test_leaving_the_story_brings_the_list_back(show, found, story):
    page = show(EventMap(found, story=story))
    panel(page).get_by_role("button", name="Leave the story").click()
    assert not panel(page).is_visible()
    expect(page.locator(".list")).to_be_visible()
    assert day(page) == "2020-11-20"  # the map stays as it is


def test_the_text_is_markdown_and_nothing_else(show, found):
    hostile = (
        "## <img src=x onerror=alert(1)>\n\n<script>alert(2)</script> [a](javascript:alert(3)) *b* "
        '[c](https://example.org/"onmouseover=alert(4)) ![d](https://example.org/e.png) **[f](https://example.org/g)**\n'
    )
    page = show(EventMap(found, story=parse(hostile)))
    step = panel(page).locator(".step")
    assert step.locator("img, script").count() == 0
    links = step.locator("a").evaluate_all("(all) => all.map((a) => [a.href, a.rel, a.target])")
    assert [link[0] for link in links] == ["https://example.org/e.png", "https://example.org/g"]
    assert {tuple(link[1:]) for link in links} == {("noopener noreferrer", "_blank")}
    assert "<script>alert(2)</script> [a](javascript:alert(3))" in step.text_content()


def test_a_story_is_made_on_the_page_and_saved_as_the_file_that_is_read(show, found, tmp_path):
    page = show(EventMap(found, title="Three towns"))
    page.evaluate(
        """() => {
            const { app } = Dateline;
            app.state.set({ day: Dateline.dates.parse("2021-02-01"), query: "aid", hiddenStatuses: new Set(["negated"]) });
            app.map.setView([32.4, 35.3], 8, { animate: false });
        }"""
    )
    page.locator("details.share > summary").click()
    page.locator(".share").get_by_role("button", name="Add this view as a step").click()
    heading = panel(page).get_by_label("Heading of this step")
    assert heading.evaluate("(field) => field === document.activeElement")
    page.keyboard.type("First view")  # the heading is selected
    panel(page).get_by_label("Text of this step").fill("Some *words*.")
    expect(panel(page).locator(".step em")).to_have_text("words")
    page.evaluate("Dateline.app.state.set({ query: '', day: Dateline.dates.parse('2021-01-01') })")
    panel(page).get_by_role("button", name="Add this view as a step").click()
    heading.fill("Second view")
    panel(page).get_by_role("button", name="Move up").click()
    expect(panel(page).get_by_text("1 of 2")).to_be_visible()
    name, data = saved(page, "Save the story as a file")
    assert name == "story.md"
    (tmp_path / name).write_bytes(data)
    made = read_story(tmp_path / name)
    assert (made.title, [step.heading for step in made.steps]) == (
        "Three towns",
        ["Second view", "First view"],
    )
    assert made.steps[1].text == "Some *words*."
    link = story_data(made, found)["steps"][1]["link"]
    page = show(EventMap(found, story=made), fragment="#story=2")
    assert value(page, "query") == "aid"
    assert day(page) == "2021-02-01"
    assert page.evaluate("[...Dateline.app.state.get('hiddenStatuses')]") == ["negated"]
    assert "view=8" in link


def test_a_step_is_taken_anew_and_deleted(show, found, story):
    page = show(EventMap(found, story=story), fragment="#story=3")
    page.evaluate("Dateline.app.map.setView([31, 34], 6, { animate: false }) && null")
    panel(page).get_by_text("Edit the story").click()
    panel(page).get_by_role("button", name="Take this view for the step").click()
    _, data = saved(page, "Save the story as a file")
    assert "view: 6/31/34" in data.decode().replace(".000", "")
    assert "change: Israel 2021" in data.decode()  # what was not taken anew is as the file had it
    panel(page).get_by_role("button", name="Delete this step").click()
    expect(panel(page).get_by_text("2 of 2")).to_be_visible()


@pytest.mark.parametrize("size", [(1440, 900), (1366, 650), (844, 390), (390, 844)], ids=str)
def test_text_buttons_and_map_are_on_one_screen(show, found, story, size):
    page = show(EventMap(found, story=story), width=size[0], height=size[1])
    for shown in (
        panel(page).locator("h2"),
        panel(page).get_by_role("button", name="Next"),
        page.locator(".folium-map"),
    ):
        box = shown.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size[1]
    map_box = page.locator(".folium-map").bounding_box()
    assert map_box["width"] * map_box["height"] > 0.33 * size[0] * size[1]
    box = panel(page).get_by_role("button", name="Next").bounding_box()
    hit = page.evaluate(
        f"document.elementFromPoint({box['x'] + box['width'] / 2}, {box['y'] + box['height'] / 2}).textContent"
    )
    assert hit == "Next"


def test_a_figure_tells_the_story_when_it_is_asked_to(show, found, story):
    page = show(EventMap(found, story=story), width=700, height=450, fragment="#embed")
    assert not panel(page).is_visible()
    page = show(EventMap(found, story=story), width=700, height=450, fragment="#embed&story=2")
    expect(panel(page).get_by_role("heading", name="Israel moves")).to_be_visible()
    west, south, east, north = bounds(page)
    assert (west, south) < (34.3, 29.5)
    assert north > 33.2
    assert (
        page.evaluate("Dateline.app.map.getZoom()") >= 6
    )  # framed in the figure, not in the page that it was
    assert east > 35.6


def test_paper_has_a_page_for_each_step_and_the_map_stays(show, found, story):
    pypdf = pytest.importorskip("pypdf")
    from io import BytesIO

    page = show(EventMap(found, story=story), fragment="#story=2", reduced_motion="reduce")
    before = [bounds(page), day(page), page.evaluate("Dateline.app.state.get('told').name")]
    pages = pypdf.PdfReader(BytesIO(page.pdf(format="A4"))).pages
    assert len(pages) == 3
    for printed, step in zip(pages, story.steps, strict=True):
        text = printed.extract_text().replace("ﬁ", "fi")
        assert step.heading in text
        assert printed.images
    assert "1 of 3" in pages[0].extract_text()
    assert [bounds(page), day(page), page.evaluate("Dateline.app.state.get('told').name")] == before


def test_axe_finds_nothing_in_a_story_that_is_edited(show, found, story):
    import importlib.resources

    axe = (
        importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    )
    page = show(EventMap(found, story=story), reduced_motion="reduce")
    panel(page).get_by_text("All steps").click()
    panel(page).get_by_text("Edit the story").click()
    page.locator("details.share > summary").click()
    page.evaluate(f"{axe}; 0")
    wrong = page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map("
        "({ id, nodes }) => [id, nodes.map(({ html }) => html)]))"
    )
    assert wrong == [], json.dumps(wrong, indent=1)


def test_the_headings_of_a_first_step_with_the_storys_title_are_in_order(show, found):
    page = show(EventMap(found, story=parse("# Three towns\n\nHow it began.\n\n## Haifa\n\nA town.\n")))
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3')].filter((one) => one.checkVisibility()).map(({ tagName }) => tagName)"
    )
    assert levels[:2] == ["H1", "H2"]


def test_a_title_of_one_endless_word_leaves_the_way_out_on_the_screen(show, found):
    page = show(EventMap(found, story=parse(f"# {'A' * 300}\n\n## Haifa\n\nA town.\n")))
    side, close = page.locator(".side").bounding_box(), page.locator(".story .close").bounding_box()
    assert close["x"] + close["width"] <= side["x"] + side["width"]


def gif_frames(data):
    """Count the pictures of a GIF, block by block."""
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    count = 0

    def after_blocks(at):
        while data[at]:
            at += data[at] + 1
        return at + 1

    while data[at] != 0x3B:
        if data[at] == 0x21:
            at = after_blocks(at + 2)
        else:
            assert data[at] == 0x2C
            count += 1
            packed = data[at + 9]
            at = after_blocks(at + 11 + (3 << ((packed & 7) + 1) if packed & 0x80 else 0))
    return count


def video_frames(data):
    """Count the pictures of a WebM file: the blocks, simple or in groups, in the clusters of its segment."""
    parents, blocks = {b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75", b"\xa0"}, {b"\xa1", b"\xa3"}
    at = count = 0
    while at < len(data):
        length = 9 - data[at].bit_length()
        name, at = data[at : at + length], at + length
        width = 9 - data[at].bit_length()
        size, at = int.from_bytes(data[at : at + width]) & ((1 << 7 * width) - 1), at + width
        count += name in blocks
        at += 0 if name in parents else size
    return count


def test_time_becomes_a_gif(show, found):
    page = show(EventMap(found, title="A title"), width=1000, height=700)
    page.evaluate("Dateline.app.state.set({ day: Dateline.dates.parse('2021-02-01') })")
    page.locator("details.share > summary").click()
    name, data = saved(page, "Save time as GIF", timeout=120_000)
    assert name == "map.gif"
    assert data.startswith(b"GIF89a")
    assert gif_frames(data) > 20
    expect(page.locator(".share").get_by_text("Saved:")).to_be_visible()
    assert day(page) == "2021-02-01"  # the slider is where it was


def test_time_becomes_a_video(show, found):
    page = show(EventMap(found), width=1000, height=700)
    page.locator("details.share > summary").click()
    name, data = saved(page, "Save time as video", timeout=120_000)
    assert name == "map.webm"
    assert data.startswith(b"\x1a\x45\xdf\xa3")  # EBML
    assert video_frames(data) > 20


def test_a_recording_is_cancelled(show, found):
    page = show(EventMap(found), width=1000, height=700)
    before = day(page)
    page.locator("details.share > summary").click()
    page.get_by_role("button", name="Save time as GIF").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".share").get_by_text("nothing was saved")).to_be_visible()
    assert day(page) == before
    assert not page.get_by_role("button", name="Cancel").is_visible()
