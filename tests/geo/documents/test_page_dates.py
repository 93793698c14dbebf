"""The day that a page states, shows or has in its address; none is made up."""

import datetime
import json

import lxml.html
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


def tree(head="", body=""):
    return lxml.html.document_fromstring(f"<html><head>{head}</head><body>{body}<p>x</p></body></html>")


def script(data):
    return (
        f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'
    )


def test_linked_data_has_articles_first_and_leaves_out_what_is_not_json():
    head = (
        script({"@type": "WebSite", "n": 1}) + script("{broken") + script("[" * 100_000) + script("null;")
        + script([{"@type": "NewsArticle", "n": 2}, {"@graph": [{"@type": ["Thing", "BlogPosting"], "n": 3}]}])
        + "<script>{}</script>"
    )  # fmt: skip
    found = page_dates.linked_data(tree(head))
    assert [each.get("n") for each in found] == [2, 3, 1, None]


def test_linked_data_ends():
    def nested(depth):
        data = {"@type": "NewsArticle"}
        for _ in range(depth):
            data = {"@graph": [data]}
        return [each for each in page_dates.linked_data(tree(script(data))) if "@type" in each]

    assert [len(nested(depth)) for depth in (0, 2, 3, 50)] == [1, 1, 0, 0]
    assert len(page_dates.linked_data(tree(script([{"n": n} for n in range(500)])))) == 200


def stated(head="", body=""):
    page = tree(head, body)
    return page_dates.stated_days(page, page_dates.linked_data(page))


def meta(name, day, key="name"):
    return f'<meta {key}="{name}" content="{day}">'


def test_statements_of_publication_go_before_other_dates():
    head = (
        meta("date", "1")
        + meta("DatePublished", "2")
        + meta("timestamp", "3")
        + script({"datePublished": "4"})
    )
    assert stated(head) == [("JSON-LD", "4"), ("DatePublished", "2")]
    assert stated(meta("date", " 1 ") + meta("dc.date", "")) == [("date", "1")]
    assert stated(meta("description", "2019-08-23") + meta("modified", "2")) == []
    assert len(stated(meta("pubdate", "1") * 20)) == 8


@pytest.mark.parametrize("key", ["property", "name", "itemprop", "http-equiv"])
def test_the_name_of_a_statement_may_be_in_any_attribute(key):
    assert stated(meta("pubdate", "1", key)) == [("pubdate", "1")]


def test_what_is_shown_counts_where_nothing_is_stated():
    shown = '<time datetime="2019-08-23">Friday</time><span class="date">22 August 2019</span>'
    assert stated("", shown) == [("<time>", "2019-08-23")]
    assert stated(meta("pubdate", "1"), shown) == [("pubdate", "1")]
    assert stated("", '<p class="post-date x">  22 August\n 2019 </p>') == [("the page", "22 August 2019")]
    for nothing in ('<p class="update">22 August 2019</p>', '<p class="date">no figures here</p>', '<p class="date">1/2</p>',
                    f'<p class="date">{"22 August 2019 " * 9}</p>'):  # fmt: skip
        assert stated("", nothing) == []


@pytest.mark.parametrize(
    ("address", "day"),
    [("/2019/08/23/rocks", "2019-08-23"), ("/a/2019-8-3-rocks", "2019-8-3"), ("/2019/08/rocks", None), ("/1819/08/23/x", None),
     ("/20190823/x", None), ("/2019/08/23", "2019-08-23")],
)  # fmt: skip
def test_the_day_of_an_address(address, day):
    for head in (
        f'<link rel="canonical" href="https://example.org{address}">',
        f'<meta property="og:url" content="https://example.org{address}">',
    ):
        assert stated(head) == ([("its address", day)] if day else [])
