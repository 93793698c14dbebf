"""What was found as spaCy's entities."""

from dataclasses import replace

import pytest
import spacy

from geo.nlp import entities
from geo.nlp.docs import make_doc
from geo.records import Report
from geo.spans import NamedSpan

NLP = spacy.blank("en")


@pytest.fixture
def marked(make_mention):
    """Return a function that marks a doc in which names are (words, label) and places (words, kind, role)."""

    def mark(text, *, names=(), places=()):
        doc = make_doc(NLP, Report(id="r", text=text))
        doc._.names = [
            NamedSpan(start=text.index(words), end=text.index(words) + len(words), text=words, label=label)
            for words, label in names
        ]
        doc._.places = [
            make_mention(
                text=words,
                start=text.index(words),
                end=text.index(words) + len(words),
                role=role,
                place=kind and replace(make_mention().place, kind=kind),
            )
            for words, kind, role in places
        ]
        return [(entity.text, entity.label_) for entity in entities.mark(doc).ents]

    return mark


def test_labels_are_those_of_ontonotes(marked, check_rows):
    def check(row):
        kind, role, label = row
        assert marked("Rain fell on Quito.", places=[("Quito", kind, role)]) == [("Quito", label)]

    check_rows(
        [
            ("settlement", "literal", "GPE"), ("country", "metonymic", "GPE"), ("admin1", "literal", "GPE"),
            ("facility", "literal", "FAC"), ("water", "literal", "LOC"), ("landform", "literal", "LOC"),
            ("region", "literal", "LOC"), ("continent", "literal", "LOC"), ("border", "literal", "LOC"),
            ("country", "demonym", "NORP"), (None, "literal", "LOC"), (None, "demonym", "NORP"),
        ],
        check,
    )  # fmt: skip


def test_people_and_organisations(marked):
    names = [("Ana Vargas", "PERSON"), ("Red Cross", "ORG")]
    assert marked("Ana Vargas thanked the Red Cross.", names=names) == names


def test_of_overlapping_names_the_longer_one_stands(marked):
    text = "The Bank of Ghana closed."
    found = marked(text, names=[("Bank of Ghana", "ORG")], places=[("Ghana", "country", "embedded")])
    assert found == [("Bank of Ghana", "ORG")]


def test_names_that_are_less_than_a_token_take_it_whole(marked):
    assert marked("The US-backed men left.", places=[("US", "country", "literal")]) == [("US", "GPE")]
    assert marked("They met in München2.", places=[("München", "settlement", "literal")]) == [
        ("München2", "GPE")
    ]


def test_a_doc_in_which_nothing_was_found_keeps_its_entities():
    doc = make_doc(NLP, Report(id="r", text="Rain fell on Monday."))
    doc.ents = [spacy.tokens.Span(doc, 3, 4, label="DATE")]
    assert [entity.label_ for entity in entities.mark(doc).ents] == ["DATE"]


def test_spans_cover_the_tokens_that_have_their_characters():
    doc = NLP.make_doc("  Rain fell on Quito.")
    spans = entities.spans_at(doc, [(2, 6, "A"), (4, 9, "B"), (0, 1, "C"), (20, 21, "D")])
    assert [(span.text, span.label_) for span in spans] == [
        ("Rain", "A"),
        ("Rain fell", "B"),
        ("  ", "C"),
        (".", "D"),
    ]
    assert entities.spans_at(doc, []) == []
