"""What is HTML, and what only looks like it."""

from geo.documents.single import report_from_text


def test_what_is_not_html():
    for prose in ("Rain < snow <p", "a <- b", "x <3 y", "Prices rose <br> once.", "<3"):
        assert report_from_text(prose).text == prose
