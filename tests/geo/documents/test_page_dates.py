"""The day that a page states, shows or has in its address; none is made up."""

import datetime

import pytest

from geo.documents import page_dates
from geo.documents.single import report_from_text

DAY = datetime.date(2019, 8, 23)


PROSE = (
    "Rescuers reached the village of Taliouine on Sunday after the road from Agadir was cleared of rocks. "
    * 3
)


def page(head="", body=f"<article><p>{PROSE}</p></article>"):
    return report_from_text(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>")


STATED = [
    '<meta property="article:published_time" content="{}">', '<meta name="pubdate" content="{}">', '<meta itemprop="datePublished" content="{}">',
    '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}"}}</script>',
    '<script type="application/ld+json">{{"@graph": [{{"@type": "WebSite"}}, {{"@type": ["Report"], "datePublished": "{}"}}]}};</script>',
]  # fmt: skip


@pytest.mark.parametrize("head", STATED)
def test_the_day_that_a_page_states(head, warned):
    for value in (
        "2019-08-23T23:50:00-07:00",
        "August 23, 2019",
        "1566554400",
        "20190823T101500Z",
        "Fri, 23 Aug 2019 10:15:00 GMT",
    ):
        assert page(head.format(value)).published == DAY
    assert warned() == []
    for value in ("2019-08", "05/08/2019", "9:43 PM, D", "2019"):
        assert page(head.format(value)).published is None, "nothing is made up"
    assert len(warned()) == 4


@pytest.mark.parametrize(
    "shown",
    ['<time datetime="2019-08-23T10:00">Friday</time>', "<time>23 August 2019</time>", '<span class="entry-date small">August 23, 2019</span>',
     '<p class="published">Published 23 Aug 2019, 10:15</p>', '<span itemprop="datePublished">23 Aug 2019</span>'],
)  # fmt: skip
def test_the_day_that_a_page_shows(shown):
    assert page("", f"<article><h1>Rocks</h1>{shown}<p>{PROSE}</p></article>").published == DAY


def test_the_day_in_the_address_and_none_from_prose():
    assert page('<link rel="canonical" href="https://example.org/2019/08/23/rocks">').published == DAY
    assert page("", f"<article><p>On 23 August 2019 it rained. {PROSE}</p></article>").published is None


def test_statements_that_contradict_are_told_and_the_first_is_taken(warned):
    report = page(STATED[0].format("2020-01-01") + STATED[3].format("2019-08-23"))
    assert report.published == DAY
    assert warned() == ["article:published_time says 2020-01-01, JSON-LD 2019-08-23: JSON-LD is taken"]


def test_dates_of_metadata_have_the_names_that_pages_use():
    assert {"article:published_time", "pubdate", "dc.date.issued", "parsely-pub-date"} <= page_dates._META
