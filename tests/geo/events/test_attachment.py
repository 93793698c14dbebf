"""Which preposition governs a phrase, which trigger it belongs to: sentences with hand-made positions."""

import pytest
import spacy

from geo.events.attachment import governor
from geo.events.clauses import read_sentence

NLP = spacy.blank("en")


def governed(text, name):
    """Return the preposition that governs a name in a sentence."""
    sentence = read_sentence(0, NLP.make_doc(text)[:])[0]
    [first] = [word.i for word in sentence.words if word.text == name]
    preposition, at = governor(sentence, first)
    assert at == (first if not preposition else at)
    return preposition


@pytest.mark.parametrize(("between", "preposition"), [(0, "near"), (6, "near"), (7, "")])
def test_a_preposition_reaches_over_six_words(between, preposition):
    adjectives = (
        ["the", "quiet", "little", "dusty", "remote", "northern", "market"][-between:] if between else []
    )
    text = " ".join(["Gunmen waited near", *adjectives, "Aleppo."])
    assert governed(text, "Aleppo") == preposition


def test_what_ends_a_phrase_lets_no_preposition_through(check_rows):
    def check(row):
        text, name, preposition = row
        assert governed(text, name) == preposition

    check_rows(
        [
            ("Police arrested nine men in the northern town of Idlib.", "Idlib", "in"),
            ("Police arrested nine men in the outskirts of Idlib.", "Idlib", "in"),
            ("Police arrested the mayor of Idlib.", "Idlib", "of"),
            ("The emir spoke on Monday Egypt said.", "Egypt", ""),
            ("In at least nine towns Egypt won.", "Egypt", "in"),
            ("At least nine Egypt fans sang.", "Egypt", ""),
            ("More than 40 Egypt fans sang.", "Egypt", ""),
            ("Up to 300 Egypt fans sang.", "Egypt", ""),
            ("Over 20 Egypt fans sang.", "Egypt", ""),
            ("They rested in tents, Kenya said.", "Kenya", ""),
            ("Kenya closed the border.", "Kenya", ""),
            ("Police waited at Aleppo.", "Aleppo", "at"),
            ("As many as 40 Egypt fans sang.", "Egypt", ""),
            ("So many 40 Egypt fans sang.", "Egypt", ""),
            ("They sang in as long 40 Egypt songs.", "Egypt", "as"),
            ("Troops in tents, cold Idlib slept.", "Idlib", ""),
            ("After the vote old Kenya, they said, slept.", "Kenya", "after"),
        ],
        check,
    )


def test_an_opening_phrase_belongs_to_what_follows_and_a_later_one_to_what_is_before(code):
    first, second = code("In Idlib, gunmen killed a farmer, and police arrested two soldiers in Lima.")
    assert [link.mention.text for link in first.places] == ["Idlib"]
    assert [link.mention.text for link in second.places] == ["Lima"]


def test_a_place_before_the_hazard_of_a_clause_is_its_place(code):
    (event,) = [
        each
        for each in code("Nine people died in Lima when a bus plunged into a ravine.")
        if each.type == "HAZARD"
    ]
    assert [link.mention.text for link in event.places] == ["Lima"]
