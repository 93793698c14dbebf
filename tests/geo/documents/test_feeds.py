"""RSS and Atom: an entry a report."""

import datetime

import pytest

from geo.documents import feeds
from geo.errors import NotAReport, UnreadableReport

DAY = datetime.date(2019, 8, 23)


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.txt"])
def test_a_feed(read, name, samples):
    reports, _ = read(name, samples.rss)
    assert [(r.id, r.text, r.title, r.published, r.source) for r in reports] == [
        ("g1", "Two died in Tyre\n\nOne in Acre", "Out", DAY, "Lake Post"), ("a:2", "Rain in Goma", "Rain in Goma", None, "Lake Post")
    ]  # fmt: skip
    assert reports[0].url == "https://example.org/a"
    [entry] = read("a.atom", samples.atom)[0]
    assert (entry.text, entry.published) == ("Troops left Mosul.", DAY)


@pytest.mark.parametrize("name", ["a.xml", "a.txt"])
def test_xml_that_is_no_feed(read, name):
    with pytest.raises(NotAReport, match="no RSS or Atom feed"):
        read(name, "<?xml version='1.0'?><svg><text>Paris</text></svg>")


def rss(*items, title="Lake Post"):
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


@pytest.mark.parametrize(
    ("head", "is_one"),
    [(b"<rss>", True), (b"<feed xmlns='x'>", True), (b"<rdf:RDF>", True), (b"<RSS version='2.0'>", True),
     ("<rss>".encode("utf-16"), True), (b"<svg/>", False), (b"<feedback>", False), (b"", False), (b"rss", False)],
)  # fmt: skip
def test_what_begins_a_feed(head, is_one):
    assert feeds.is_feed(head) == is_one


def test_the_content_goes_before_the_summary_and_that_before_the_title(read):
    content = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Title.</title>{}</entry></feed>'
    for inside, text in (
        ("<summary>Summary.</summary><content>Content.</content>", "Content."),
        ("<summary>Summary.</summary><content> </content>", "Summary."), ("", "Title."),
    ):  # fmt: skip
        assert [report.text for report in read("a.atom", content.format(inside))[0]] == [text]


def test_the_day_is_that_of_publication_and_not_of_the_last_change(read):
    entry = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Rain.</title>{}</entry></feed>'
    dates = "<updated>2019-09-01T00:00:00Z</updated><published>2019-08-23T00:00:00Z</published>"
    [report] = read("a.atom", entry.format(dates))[0]
    assert report.published == DAY
    [report] = read("b.atom", entry.format("<published>soon</published><updated>2019-08-23</updated>"))[0]
    assert report.published is None


def test_entries_without_a_text_are_reported_and_those_of_one_id_stay_apart(read):
    items = [
        "<item><guid>g</guid><title>One</title></item>",
        "<item><guid>h</guid></item>",
        "<item><guid>g</guid><title>Two</title></item>",
    ]
    reports, errors = read("a.rss", rss(*items))
    assert [(report.id, report.text) for report in reports] == [("g", "One"), ("g#2", "Two")]
    assert len(errors) == 1 and ":2: empty" in errors[0]
    with pytest.raises(UnreadableReport, match="a feed without entries that have a text"):
        read("b.rss", rss())


def test_links_and_titles_of_an_entry_are_plain(read):
    item = "<item><title>&lt;b&gt;Out&lt;/b&gt; &amp; in</title><link>javascript:alert(1)</link></item>"
    [report] = read("a.rss", rss(item))[0]
    assert (report.url, report.text) == (None, "Out & in")


def test_a_feed_reads_no_other_file(read, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the key is 4711", encoding="utf-8")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    [report] = read(
        "a.rss", rss("<item><title>Rain &x;</title></item>").replace("<rss", f"{doctype}<rss", 1)
    )[0]
    assert report.text == "Rain"


def test_entities_of_entities_do_not_fill_the_memory(read):
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = rss("<item><title>Rain &a9;</title></item>", "<item><title>Snow</title></item>")
    reports, _ = read("a.rss", bomb.replace("<rss", f"<!DOCTYPE rss [{entities}]><rss", 1))
    assert reports[-1].text == "Snow" and sum(len(report.text) for report in reports) < 100
