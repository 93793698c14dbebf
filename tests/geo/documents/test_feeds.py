"""RSS and Atom: an entry a report."""

import datetime

import pytest

from geo.errors import NotAReport

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
