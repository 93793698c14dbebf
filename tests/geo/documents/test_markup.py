"""What is HTML, and what only looks like it."""

import pytest

from geo.documents import markup
from geo.documents.single import report_from_text


def test_what_is_not_html():
    for prose in ("Rain < snow <p", "a <- b", "x <3 y", "Prices rose <br> once.", "<3"):
        assert report_from_text(prose).text == prose


HTML = [
    "<p>Rain.</p>", "  <DIV class=a>Rain</DIV>", "<!doctype html><html>", "<?xml version='1.0'?>\n<html>", "<!-- a --><p>Rain",
    "\ufeff<html>", "<br/>Rain", "Rain.<br>Snow.</p>", "<h1>Rain</h1>", "<img src='a>b'>",
]  # fmt: skip
PROSE = [
    "Rain.",
    "<rain>",
    "x < 3 <p",
    "<p",
    "< p>Rain",
    "Rain.</p>",
    "<!-- a comment only -->",
    "<svg/>",
    "",
    "<3",
    "<pre",
    "a <b>b</b> c",
]


def test_html_begins_with_a_tag_or_has_two_ends_of_blocks():
    assert [text for text in HTML if not markup.is_html(text)] == []
    assert [text for text in PROSE if markup.is_html(text)] == []


def test_only_the_beginning_is_looked_at():
    assert markup.is_html("x" * 3990 + "<br><br>") is True
    assert markup.is_html("x" * 3995 + "<br><br>") is False
    assert markup.is_page("x" * 4001 + "<html>") is False


def test_a_page_is_whole():
    assert [text for text in HTML if markup.is_page(text)] == [
        "<!doctype html><html>",
        "<?xml version='1.0'?>\n<html>",
        "\ufeff<html>",
    ]
    assert (
        markup.is_page("<BODY bgcolor=white>")
        and not markup.is_page("<bodyguard>")
        and not markup.is_page("<header>")
    )


@pytest.mark.parametrize("unit", ["<!--", "<!-- a -->", "<?xml ", "<p ", "< ", "<p" * 3])
def test_hostile_beginnings_are_judged(unit):
    assert markup.is_html(unit * 1000 + "Rain.") is False
