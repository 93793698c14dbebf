"""Hashtags are read as words; what is found in them stands where it stands in the text."""

import pytest

from geo.nlp.hashtags import hashtags_apart
from geo.nlp.misreadings import seen_as


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Shells hit #KhanYounis and #Gaza", "Shells hit Khan Younis and Gaza"),
        ("#PortSudan", "Port Sudan"),
        ("#USAid #G20", "USAid G20"),
        ("#lebanon", "lebanon"),
        ("#Köln", "Köln"),
    ],
)
def test_capitals_part_the_words_of_a_hashtag(text, read):
    seen = seen_as(text)
    assert seen.text == read
    for word in read.split():
        start = read.index(word)
        assert text[seen.start(start) : seen.end(start + len(word))] == word


@pytest.mark.parametrize("text", ["flat #12", "C# and F#", "&#8217;", "page.html#KhanYounis", "##", "no tag"])
def test_what_is_no_hashtag(text):
    assert list(hashtags_apart(text)) == []
