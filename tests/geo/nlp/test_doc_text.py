"""The text of a doc and the offsets of its tokens."""

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from geo.nlp.doc_text import text_of, token_spans, token_starts
from geo.nlp.docs import make_doc, register
from geo.records import Report

NLP = spacy.blank("en")


@given(st.text(max_size=120))
def test_offsets_are_those_of_the_tokens(text):
    doc = NLP.make_doc(text)
    assert [text[start:end] for start, end in token_spans(doc)] == [token.text for token in doc]
    assert token_starts(doc) == [token.idx for token in doc]
    assert text_of(doc) == text


def test_the_text_of_a_report_is_not_put_together_again():
    report = Report(id="r", text="Rain fell on Quito. " * 3)
    assert text_of(make_doc(NLP, report)) is report.text


def test_a_report_that_is_not_the_text_of_its_doc_is_not_believed():
    register()
    doc = NLP.make_doc("Rain fell.")
    doc._.report = Report(id="r", text="Rain fell on Quito.")
    assert text_of(doc) == "Rain fell."
    empty = Doc(NLP.vocab)
    empty._.report = Report(id="r", text="")
    assert text_of(empty) == ""


def test_a_part_of_a_doc_has_its_own_text():
    doc = make_doc(NLP, Report(id="r", text="Rain fell. Snow fell."))
    assert text_of(doc[:3].as_doc()) == "Rain fell. "
