"""How the phrase of a place is joined to a trigger: each predicate with a sentence on either side."""

import pytest

from geo.events import place_syntax
from geo.events.annotations import annotated_sentences
from geo.events.sentence_context import read_context


@pytest.fixture
def joined(make_doc):
    """Give a function that returns the first trigger and the first place of a sentence."""

    def read(text):
        (annotated,) = annotated_sentences(make_doc(text), actors=[], dates=[])
        context = read_context(annotated, play=False, is_hopeless=lambda found: False)
        return context.triggers[0], context.places[0]

    return read


@pytest.mark.parametrize(
    ("predicate", "text", "expected"),
    [
        ("is_possessive", "Lima's mayor was arrested.", True),
        ("is_possessive", "The mayor of Lima was arrested.", False),
        ("is_struck", "An earthquake hit Lima.", True),
        ("is_struck", "The Lima earthquake killed nine.", True),
        ("is_struck", "Lima's deadliest earthquake killed nine.", True),
        ("is_struck", "Officials from Lima died in an earthquake.", False),
        ("is_struck", "Officials in Lima spoke of the earthquake.", False),
        ("modifies", "The Kenyan air strike killed nine.", True),
        ("modifies", "Kenya spoke of the air strike.", False),
        ("is_in_purpose", "The ministers met in a hotel to discuss the war in Mali.", True),
        ("is_in_purpose", "The ministers met in Doha to discuss the war.", False),
        ("is_of_trigger", "The shelling of Aleppo went on.", True),
        ("is_of_trigger", "The shelling near the palace of Aleppo went on.", False),
    ],
    ids=str,
)
def test_a_place_and_a_trigger(joined, predicate, text, expected):
    assert getattr(place_syntax, predicate)(*joined(text)) is expected


def test_a_territory_is_transferred_where_it_is_what_is_moved(joined):
    assert place_syntax.is_transferred(*joined("Sudan was moved from one command to another command."))
    assert not place_syntax.is_transferred(
        *joined("In Sudan ships were moved from one command to another command.")
    )
