"""How reasons quote, list and end."""

import pytest

from geo.wording import as_sentence, listed, quoted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Lima", "“Lima”"),
        (" north of\n\tLima ", "“north of Lima”"),
        ("Li\x1b[2Jma", "“Li [2Jma”"),
        ("", "“”"),
    ],
    ids=["a name", "lines", "control characters", "nothing"],
)
def test_quotations_are_on_one_line(text, wanted):
    assert quoted(text) == wanted


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("a full date", "A full date."),
        ("It is where?", "It is where?"),
        ("He said “no.”", "He said “no.”"),
        ("", ""),
    ],
    ids=["a phrase", "a question", "a quotation that ends", "nothing"],
)
def test_phrases_become_sentences(phrase, wanted):
    assert as_sentence(phrase) == wanted


@pytest.mark.parametrize("count", range(4))
def test_lists_end_with_and(count):
    assert listed(["a", "b", "c"][:count]) == ["", "a", "a and b", "a, b and c"][count]
