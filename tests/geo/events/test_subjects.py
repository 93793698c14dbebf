"""Whom a clause has for a subject: its own, that of the clause it goes on from, or whom a pronoun means."""

import pytest

from geo.events.subjects import Antecedents, distinct
from geo.records import Actor


def actor(name, start=0):
    return Actor(text=name, start=start, end=start + len(name), name=name)


def subjects(code, text):
    """Return the actors of the last event."""
    return [each.name for each in code(text)[-1].actors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked Aleppo and arrested nine men.", ["Rebels"]),
        ("Rebels who attacked Aleppo left.", ["Rebels"]),
        ("Police said they had arrested nine men in Lima.", ["Police"]),
    ],
    ids=["coordinated", "relative", "reported"],
)
def test_a_clause_without_a_subject_takes_it_from_another(code, text, expected):
    assert subjects(code, text) == expected


def test_he_is_the_last_person_and_they_are_the_last_body(code):
    text = "Ana Vargas left Lima. Rebels left Cairo. {} attacked Aleppo."
    assert subjects(code, text.format("She")) == ["Ana Vargas"]
    assert subjects(code, text.format("They")) == ["Rebels"]
    assert subjects(code, text.format("It")) == ["Rebels"]


def test_the_two_countries_are_those_that_agreed(code):
    text = "Egypt and Kenya signed an agreement in Cairo. The two attacked Aleppo."
    assert subjects(code, text) == ["Egypt", "Kenya"]


def test_a_sentence_without_actors_leaves_the_antecedents_as_they_are(make_doc):
    from geo.events.annotations import annotated_sentences
    from geo.events.sentence_context import read_context

    (sentence,) = annotated_sentences(make_doc("Rain fell."), actors=[], dates=[])
    before = Antecedents(body=(actor("Rebels"),))
    assert before.after(read_context(sentence, play=False, is_hopeless=lambda found: False)) is before


def test_of_actors_with_one_name_the_last_is_kept_where_the_first_stood():
    first, other, again = actor("Mali"), actor("Peru", 9), actor("Mali", 20)
    assert distinct([first, other, again]) == (again, other)
