"""The page in another language, made up for the test: one file of words is all that it takes."""

import json
import re

import pytest

from maps.event_map import EventMap
from maps.strings import load_strings

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


def backwards(text):
    """Turn a text round, but for what is filled in."""
    return "".join(
        part if part.startswith("{") else part[::-1] for part in reversed(re.split(r"(\{\w+\})", text))
    )


@pytest.fixture
def mirrored(tmp_path):
    """Give a file of English backwards, from right to left, with the numbers and dates of Egypt."""
    table = {key: backwards(text) for key, text in load_strings().items()}
    table |= {"page.language": "ar", "page.locale": "ar-EG", "page.direction": "rtl"}
    path = tmp_path / "mirrored.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    return path


def test_every_word_of_the_page_comes_from_the_file(show, found, mirrored):
    page = show(EventMap(found, language=mirrored, title="٣"))
    assert page.locator("html").get_attribute("lang") == "ar"
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator(".event").first.click()
    page.locator(".panel .choices button").first.click()
    page.locator(".narrow summary").click()
    seen = set(re.findall(r"[A-Za-z]{4,}", page.locator("body").inner_text()))
    labels = page.evaluate(
        """() => [...document.querySelectorAll("[aria-label], [title], [placeholder]")]
            .flatMap((one) => ["aria-label", "title", "placeholder"].map((name) => one.getAttribute(name) ?? ""))"""
    )
    seen |= {part for label in labels for part in re.findall(r"[A-Za-z]{4,}", label)}
    english = {
        part for key, text in load_strings().items() if key not in ("map.credits", "page.name") for part in re.findall(r"[A-Za-z]{4,}", re.sub(r"\{\w+\}", "", text))
    }  # fmt: skip
    from_data = set(re.findall(r"[A-Za-z]{4,}", " ".join(text_of(found))))
    assert sorted((seen & english) - from_data) == []


def text_of(found):
    """Yield what is data and stays as it is: titles, names, reasons, sentences, sources of changes."""
    import gazetteer

    for event in found:
        yield from (actor.name for actor in (*event.actors, *event.recipients))
        yield event.sentence
        yield from (event.when.text, event.when.rule, *event.evidence, *event.evidence.values())
    for report in found.reports:
        yield report.title
    for mention in found.mention_records:
        yield from (mention.place.label, mention.place.kind, mention.reason)
    for change in gazetteer.commands.changes():
        yield from (change.source, change.territory)


def test_numbers_and_dates_are_those_of_the_language(show, found, mirrored):
    page = show(EventMap(found, language=mirrored))
    assert "٩" in page.locator("p.count").inner_text()
    assert "٢٠٢١" in page.locator("output.day").inner_text()


def test_from_right_to_left_nothing_lies_upon_another(show, found, mirrored):
    page = show(EventMap(found, language=mirrored), width=1280, height=800)
    boxes = [
        page.locator(name).first.bounding_box()
        for name in (".side", ".panel", ".leaflet-control-zoom", ".leaflet-control-scale")
    ]
    assert boxes[0]["x"] > 640
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            apart = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
            assert apart or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.locator("input.slider").focus()
    before = page.evaluate("Dateline.app.state.get('day')")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("Dateline.app.state.get('day')") == before - 1


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=str)
@pytest.mark.parametrize("language", ["en", "ar", "he"])
def test_the_label_of_the_change_is_where_the_map_has_left_room_for_it(show, found, language, size):
    page = show(EventMap(found, language=language), width=size[0], height=size[1])
    page.wait_for_timeout(600)
    stage, tag = page.locator(".folium-map").bounding_box(), page.locator(".tag").bounding_box()
    left, top, *_ = page.evaluate("Dateline.app.tagBox")
    assert [tag["x"] - stage["x"], tag["y"] - stage["y"]] == pytest.approx([left, top], abs=1)


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "he", "ru", "uk"])
def test_on_a_phone_that_lies_the_head_fits_in_every_language(show, found, language):
    page = show(EventMap(found, language=language), width=844, height=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 844
    assert page.locator("h1").bounding_box()["width"] > 60
    menu = page.locator(".head .languages").bounding_box()
    assert menu["x"] >= 0 and menu["x"] + menu["width"] <= 844


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_a_date_that_ends_with_a_full_stop_gets_no_second_one(show, found, language):
    page = show(EventMap(found, language=language))
    text = page.evaluate(
        "Dateline.app.commands.changes.map((change) => Dateline.app.commands.sentence(change)).join(' ')"
    )
    assert text.count("2021")
    assert ".." not in text
