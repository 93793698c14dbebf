"""One text that a caller gives: a report, or one clear sentence."""

import datetime
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.documents import single
from geo.documents.ids import id_of_text
from geo.documents.metadata import Names
from geo.documents.single import report_from_text
from geo.errors import BadPublished, ReadingError, UnreadableReport
from geo.records import Report

DAY = datetime.date(2023, 5, 9)


@pytest.mark.parametrize("text", [None, 5, float("nan"), ["Rebels attacked Goma."]])
def test_what_is_no_text_is_a_clear_error(text):
    with pytest.raises(TypeError, match="a text is a string or bytes, not "):
        report_from_text(text)


def test_the_reports_own_date_wins_over_the_given_one():
    assert report_from_text("---\ndate: 2023-05-09\n---\nx", published="2020-01-01").published == DAY
    assert report_from_text("x", published="2023-05-09").published == DAY
    assert report_from_text("x").published is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\x7fELF\x00\x00", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"<html><body></body></html>", "no text"),
    ],
)
def test_bad_texts_are_one_sentence(data, why):
    with pytest.raises(UnreadableReport, match=why) as raised:
        report_from_text(data)
    assert "\n" not in str(raised.value)


def test_encodings_that_can_be_told_are_read():
    assert report_from_text("Malmö".encode("utf-16")).text == "Malmö"
    assert report_from_text("Malmö".encode("utf-8-sig")).text == "Malmö"
    assert report_from_text("Kraków".encode("cp1250"), encoding="cp1250").text == "Kraków"
    with pytest.raises(UnreadableReport, match="not ASCII at byte 3"):
        report_from_text("Åre ööö".encode()[2:], encoding="ascii")
    with pytest.raises(UnreadableReport, match="no encoding"):
        report_from_text(b"x", encoding="klingon")


def test_unsafe_links_are_dropped():
    assert report_from_text("---\nurl: javascript:alert(1)\n---\nx").url is None
    assert report_from_text("---\nurl: https://example.org/a\n---\nx").url == "https://example.org/a"


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_gives_a_report_or_our_error(text):
    try:
        report = report_from_text(text)
    except ReadingError as error:
        assert "\n" not in str(error)
    except BadPublished:
        pass
    else:
        assert report.text.strip()


def test_a_report_without_an_id_is_named_after_its_text():
    plain, framed = report_from_text("Rain."), report_from_text("---\ntitle: T\n---\nRain.")
    assert plain.id == framed.id == id_of_text("Rain.") and re.fullmatch("text-[0-9a-f]{12}", plain.id)
    assert report_from_text("Rain.", report_id="mine").id == "mine"
    assert id_of_text("\ud83d") != id_of_text("\udc00"), "half a character has an id too"


def test_what_the_caller_says_goes_before_the_text_but_for_the_day():
    text = "---\ntitle: Its own\nsource: Wire\ndate: 2023-05-09\n---\nRain."
    report = report_from_text(text, title="Mine", source="Post", published="2020-01-01")
    assert (report.title, report.source, report.published) == ("Mine", "Post", DAY)
    report = report_from_text(text)
    assert (report.title, report.source) == ("Its own", "Wire")


def test_references_of_a_string_stay_and_those_of_bytes_are_read():
    assert report_from_text("S&atilde;o").text == "S&atilde;o"
    assert report_from_text(b"S&atilde;o").text == "São"


@pytest.mark.parametrize(
    ("month", "day", "known"),
    [(None, "2023-05-09", ("2023-05-09", None)), ("2023-05", "2023-05-09", ("2023-05-09", None)),
     ("2023-04", "2023-05-09", (None, "2023-04-01")), ("2023-05", None, (None, "2023-05-01")), (None, None, (None, None))],
)  # fmt: skip
def test_a_day_is_filled_in_where_the_month_agrees(month, day, known):
    def date(text):
        return datetime.date.fromisoformat(text) if text else None

    report = Report(id="a", text="x", published_month=date(f"{month}-01") if month else None)
    done = single.finished(report, date(day), Names())
    assert (done.published, done.published_month) == tuple(map(date, known))


def test_ids_are_made_unique_and_a_report_that_needs_nothing_is_itself():
    names, report = Names(), Report(id="a", text="x", published=DAY)
    assert single.finished(report, None, names) is report
    assert single.finished(report, datetime.date(2020, 1, 1), names) == replace(report, id="a#2")
