"""A page gives its article and the day that it states; blocks stay apart, and boxes about other articles go."""

import datetime
import json

import pytest

from geo.documents.html import html_text
from geo.documents.single import report_from_text
from geo.errors import UnreadableReport

PUBLISHED = datetime.date(2023, 5, 9)

DAY = datetime.date(2019, 8, 23)
PROSE = (
    "Rescuers reached the village of Taliouine on Sunday after the road from Agadir was cleared of rocks. "
    * 3
)


def page(head="", body=f"<article><p>{PROSE}</p></article>"):
    return report_from_text(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>")


BLOCKS = [
    "<p>Two died in Tyre</p><p>One in Acre</p>", "<div>Two died in Tyre<div>One in Acre</div></div>", "<ul><li>Two died in Tyre<li>One in Acre</ul>",
    "<h2>Two died in Tyre</h2>One in Acre", "<table><tr><td>Two died in Tyre<tr><td>One in Acre</table>", "Two died in Tyre<br><br>One in Acre<br>",
    "<p>Two died\n in Tyre</p>\n\n<p>One in <b>Ac</b>re</p>", "<section><p>Two died in Tyre</section><footer>x</footer><p>One in Acre",
]  # fmt: skip


@pytest.mark.parametrize("piece", BLOCKS)
def test_blocks_become_line_breaks(piece):
    assert report_from_text(piece).text == html_text(piece) == "Two died in Tyre\n\nOne in Acre"


def test_cells_of_a_row_are_not_joined():
    assert html_text("<table><tr><th>New<th>York</tr></table>") == "New | York"


def test_paragraphs_of_an_article_stay_apart():
    assert (
        f"{PROSE.strip()}\n\nTwo died in Tyre\n\nOne in Acre"
        in page("", f"<article><p>{PROSE}</p>{BLOCKS[0]}</article>").text
    )


BOXES = [
    "<p>Read more: Quake in Nepal</p>", "<div><strong>READ ALSO:</strong> <a href=x>Quake in Nepal</a></div>", "<p><a href=x>Read more about the quake in Nepal</a></p>",
    "<aside>Related: <a href=x>Quake in Nepal</a></aside>", "<h3>Related stories</h3><ul><li><a href=x>Quake in Nepal</a><li><a href=y>Fire in Nepal</a></ul>",
    "<p>See also: Quake in Nepal</p>", "<p><em>(Read more: <a href=x>Quake in Nepal</a>)</em></p>", "<p>Also Read | <a>Quake in Nepal</a></p>",
    "<p>Nine fled.<br>Read more: <a href=x>Quake in Nepal</a></p>", "<p>More on this story: <a href=x>Quake in Nepal</a></p>",
]  # fmt: skip


@pytest.mark.parametrize("box", BOXES)
def test_boxes_about_other_articles_are_not_the_report(box):
    whole = page("", f"<article><p>{PROSE}</p>{box}<p>The village has 900 people.</p></article>").text
    piece = report_from_text(f"<p>{PROSE}</p>{box}<p>The village has 900 people.</p>").text
    for read in (whole, piece):
        assert "Nepal" not in read and "900 people" in read and "Taliouine" in read


def test_prose_that_begins_like_a_box_stays():
    for said in (
        "Read more slowly, teachers told pupils in Nepal.",
        "Related deaths in Nepal rose to nine.",
        "Watch towers in Nepal were manned.",
    ):
        assert said in report_from_text(f"<p>{PROSE}</p><p>{said}</p>").text


@pytest.mark.parametrize(
    "body", ["<div id=root></div>", "<p>Please subscribe.</p>", "<noscript>Switch scripts on.</noscript>"]
)
def test_the_article_for_machines_where_the_page_shows_none(body):
    told = {
        "@type": "NewsArticle",
        "datePublished": "2019-08-23",
        "articleBody": f"&lt;p&gt;{PROSE}&lt;/p&gt;Nine were hurt.",
    }
    report = page(f'<script type="application/ld+json">{json.dumps(told)}</script>', body)
    assert report.text == f"{PROSE.strip()}\n\nNine were hurt."
    assert report.published == DAY


def test_hostile_pages():
    deep = "<div>" * 20_000 + "Rain in Goma" + "</div>" * 20_000
    assert report_from_text(deep).text == "Rain in Goma"
    assert report_from_text(f"<html><body>{deep}").text == "Rain in Goma"
    assert report_from_text("<p>Rain in Goma").text == "Rain in Goma"
    assert report_from_text("<!-- a -->" * 300 + "<p>Rain in Goma</p>").text == "Rain in Goma"
    assert (
        report_from_text(
            "<?xml version='1.0' encoding='koi8-r'?><html><body><p>Rain in Goma</p></body></html>"
        ).text
        == "Rain in Goma"
    )
    assert (
        "alert" not in report_from_text("<p>Rain</p><script>alert('Paris')</script><style>p{}</style>").text
    )
    with pytest.raises(UnreadableReport, match="no text in this HTML"):
        report_from_text("<html><body><script>alert(1)</script></body></html>")


def test_html_keeps_the_article_and_drops_scripts():
    paragraph = "Rescuers reached the village of Amizmiz on Sunday after the road from Marrakesh was cleared of rocks. "
    page = f"""<!doctype html><html><head><title>Quake</title>
    <meta property="article:published_time" content="2023-05-09T08:00:00Z"></head>
    <body><nav>Home Sport</nav><article><p>{paragraph * 3}</p></article><script>alert('Paris')</script></body></html>"""
    report = report_from_text(page)
    assert "Amizmiz" in report.text
    assert "alert" not in report.text
    assert report.published == PUBLISHED


def test_html_without_a_stated_date_has_none():
    page = (
        "<html><body><p>"
        + "On 3 March 2021 the ferry left Patras for Brindisi with ninety people. " * 4
        + "</p></body></html>"
    )
    assert report_from_text(page).published is None
