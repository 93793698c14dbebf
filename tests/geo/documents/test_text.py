"""A document's text: front matter, HTML or prose, with offsets that hold."""

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.documents.markup import is_html
from geo.documents.record_warnings import RecordWarnings
from geo.documents.single import report_from_text
from geo.documents.text import from_text
from geo.errors import UnreadableReport

DAY = datetime.date(2019, 8, 23)
PROSE = (
    "Rescuers reached the village of Taliouine on Sunday after the road from Agadir was cleared of rocks. "
    * 3
)
PUBLISHED = datetime.date(2023, 5, 9)


def test_markdown_with_html_in_it_stays_markdown(read):
    text = "<p align=center><img src=x></p>\n\n# Mosul\n\n- Troops left\n- Two were hurt"
    assert [report.text for report in read("a.md", text)[0]] == [text]
    assert [report.text for report in read("b.md", "<p>Troops left</p>\n<p>Two were hurt</p>\n")[0]] == [
        "Troops left\n\nTwo were hurt"
    ]


def test_references_to_characters_in_text_files(read):
    [report] = read("a.txt", "S&atilde;o Paulo &amp; Malm&#246;; AT&T; R&D &bogus; &lt;p&gt;")[0]
    assert report.text == "São Paulo & Malmö; AT&T; R&D &bogus; <p>"
    [record] = read("a.jsonl", json.dumps({"text": "S&atilde;o Paulo"}))[0]
    assert record.text == "S&atilde;o Paulo", "offsets are those of the caller's own field"


def test_front_matter_goes_before_the_page(warned):
    whole = "---\ndate: 2019-08-23\ntitle: Mine\n---\n<html><head>{}</head><body><p>{}</p></body></html>"
    report = report_from_text(
        whole.format('<meta property="article:published_time" content="2018-01-01">', PROSE)
    )
    assert (report.published, report.title) == (DAY, "Mine")
    assert "---" not in report.text
    assert warned() == ["article:published_time says 2018-01-01, date 2019-08-23: date is taken"]


def test_front_matter_is_read_and_is_not_text():
    report = report_from_text(
        "---\ntitle: 'Flood: day two'\ndate: 2023-05-09\nsource: Wire\n---\nWater rose.\n"
    )
    assert (report.title, report.published, report.source) == ("Flood: day two", PUBLISHED, "Wire")
    assert report.text == "Water rose.\n"


def test_a_rule_of_dashes_is_no_front_matter():
    text = "---\nA line of prose, with no field.\n---\nMore.\n"
    assert report_from_text(text).text == text


def test_unclosed_front_matter_stays_text():
    assert report_from_text("---\ntitle: x\nno end").text.startswith("---")


def read_text(text, **more):
    return from_text(text, "a", where="a.txt", warnings=RecordWarnings("a.txt"), **more)


def test_line_ends_are_one_character_and_a_mark_goes():
    assert read_text("\ufeffRain\r\nfell\rin Goma").text == "Rain\nfell\nin Goma"
    assert read_text("\r\n---\r\ntitle: T\r\n---\r\nRain").title == "T"


def test_front_matter_is_fields_comments_and_blanks_and_not_more_than_fifty_lines():
    assert read_text("---\n# note\n\nTitle :  T \nurl: https://example.org/a\n---\nRain").title == "T"
    for lines, is_front in ((50, True), (51, False)):
        text = "---\n" + "a: b\n" * (lines - 1) + "title: T\n---\nRain"
        assert (read_text(text).title == "T") == is_front
        assert (read_text(text).text == "Rain") == is_front


def test_fields_of_front_matter():
    report = read_text('---\nid: mine\ntitle: "T"\nlink: https://example.org/a\ndate: 2019-08-23\n---\nRain')
    assert (report.id, report.title, report.url, report.published) == ("a", "T", "https://example.org/a", DAY)
    report = read_text("---\nurl: https://example.org/b\nlink: https://example.org/a\n---\nRain")
    assert report.url == "https://example.org/b"


def test_dates_of_front_matter_that_contradict_are_warned_of(warned):
    assert read_text("---\ndate: 2020-01-01\npublished: 2019-08-23\n---\nRain").published == DAY
    assert warned() == ["date says 2020-01-01, published 2019-08-23: published is taken"]


@pytest.mark.parametrize("text", ["", " \n\t", "---\ntitle: T\n---\n", "---\n---\n", "\ufeff"])
def test_front_matter_alone_is_no_report(text):
    with pytest.raises(UnreadableReport, match=r"a\.txt: empty"):
        read_text(text)


def test_the_suffix_says_that_it_is_html_or_markdown():
    assert read_text("Rain <i>fell</i>", suffix=".html").text == "Rain fell"
    assert read_text("Rain <i>fell</i>").text == "Rain <i>fell</i>"
    markdown = "<b>Rain</b>\n\nfell *in* Goma"
    assert read_text(markdown, suffix=".md").text == markdown
    assert read_text(markdown).text == "Rain fell *in* Goma"


def test_references_stay_where_offsets_are_the_caller_s():
    assert read_text("a &amp; b &#x41; &#0; &nosuch;", plain=True).text == "a &amp; b &#x41; &#0; &nosuch;"
    assert read_text("a &amp; b &#x41; &nosuch; &#12345678;").text == "a & b A &nosuch; &#12345678;"


@given(st.text(max_size=80))
def test_prose_of_a_string_keeps_its_offsets(text):
    prose = "Rain " + text.replace("\r", " ").replace("\ufeff", " ")
    if not is_html(prose):
        assert read_text(prose, plain=True).text == prose
