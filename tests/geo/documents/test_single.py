"""One text that a caller gives: a report, or one clear sentence."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.documents.single import report_from_text
from geo.errors import BadPublished, ReadingError, UnreadableReport

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
