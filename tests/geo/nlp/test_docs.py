"""Docs of reports: how one is made, and the attributes under which it carries what is found."""

import datetime

import pytest
import spacy
from spacy.tokens import Doc

from geo.errors import BadPublished
from geo.nlp.docs import make_doc, register
from geo.records import Report

NLP = spacy.blank("en")
DAY = datetime.date(2024, 5, 15)


def report(text="Police arrested nine men in Ankara on Monday.", **known):
    return Report(id="r", text=text, **known)


def test_a_doc_has_the_text_of_its_report_and_its_language():
    doc = make_doc(NLP, report())
    assert doc.text == doc._.report.text
    assert doc._.report.language == "en"
    assert doc._.language == "en"


def test_a_language_that_is_told_stays():
    assert make_doc(NLP, report(language="fr"))._.language == "fr"


def test_a_doc_without_a_report_has_a_language_too():
    register()
    doc = NLP.make_doc("La police a arrêté neuf hommes à Ankara lundi, a déclaré le ministre de la justice.")
    assert doc._.language == "fr"
    assert doc.user_data["dateline.language"] == "fr", "it is identified once"


def test_what_components_find_is_unset_before_they_did():
    doc = make_doc(NLP, report())
    assert (doc._.names, doc._.places, doc._.events, doc._.dates) == ((), (), (), ())
    assert doc._.event_words is None
    assert doc._.written_at is None


def test_what_is_set_is_kept_as_a_tuple_and_packed_with_the_doc():
    doc = make_doc(NLP, report())
    doc._.event_words = []
    assert doc._.event_words == ()
    again = Doc(NLP.vocab).from_bytes(doc.to_bytes())
    assert again._.event_words == ()
    assert again._.report == doc._.report


def test_the_day_is_the_one_that_was_set_else_the_reports():
    doc = make_doc(NLP, report(published=DAY))
    assert doc._.published == DAY
    doc._.published = "2024-05-22"
    assert doc._.published == datetime.date(2024, 5, 22)
    doc._.published = None
    assert doc._.published is None
    with pytest.raises(BadPublished):
        doc._.published = "tomorrow"


def test_the_day_of_a_context_counts_for_a_doc_without_a_report_only():
    register()
    doc = NLP.make_doc("Rain fell.")
    assert doc._.published is None
    doc._context = {"published": "2024-05-15"}
    assert doc._.published == DAY
    doc._context = None
    assert doc._.published == DAY, "spaCy takes the context back"
    other = NLP.make_doc("Rain fell.")
    other._context = ["published"]
    assert other._.published is None
    told = make_doc(NLP, report())
    told._context = {"published": "2024-05-15"}
    assert told._.published is None


def test_registering_again_keeps_what_another_set():
    register()
    before = Doc.get_extension("places")
    register()
    assert Doc.get_extension("places") == before
