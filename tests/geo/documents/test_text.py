"""A document's text: front matter, HTML or prose, with offsets that hold."""

import datetime
import json

from geo.documents.single import report_from_text

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
