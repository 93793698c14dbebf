"""The word of a trigger of which the arguments are asked."""

from geo.events.reader.party_candidates import trigger_word
from geo.plover import ROOTS
from geo.spans import EventWord


def test_the_likeliest_word_of_a_trigger(found):
    text = "Police arrested nine men."
    (match,) = found(text)
    start = text.index("arrested")
    word = EventWord(start=start, end=start + 8, chances=(0.05,) * len(ROOTS), arguments=())
    other = EventWord(start=0, end=6, chances=(0.06,) * len(ROOTS), arguments=())
    assert trigger_word(match, [other, word]) == word
    assert trigger_word(match, [other]) is None
