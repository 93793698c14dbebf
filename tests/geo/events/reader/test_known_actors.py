"""The actors of a report by their offsets, and noun phrases with what is written in one with them."""

from geo.events.reader.known_actors import KnownActors, has_name
from geo.records import Actor
from geo.spans import EventArgument

TEXT = "A 26-year-old met Ana Ruiz and Beck."
ANA = Actor(text="Ana Ruiz", start=18, end=26, name="Ana Ruiz")


def phrase(words):
    start = TEXT.index(words)
    return EventArgument(start=start, end=start + len(words), actor=0.9, recipient=0.0)


def test_actors_lists_and_whole_words():
    known = KnownActors(TEXT, [ANA])
    assert known.at(20) == ANA
    assert known.at(27) is None
    assert known.are_listed(phrase("Ana Ruiz"), phrase("Beck"))
    assert known.whole(phrase("old")).start == TEXT.index("26")
    assert has_name(ANA)
