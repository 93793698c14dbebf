"""Docs with places and events survive spaCy's own packing and several processes."""

import datetime

import pytest
from spacy.tokens import Doc, DocBin

from geo.language import load, make_doc
from geo.nlp import serialisation
from geo.records import Report

TEXT = "NAIROBI, 3 May - Police arrested nine men in Garissa on Thursday, and Kenyan troops crossed the border with Somalia."


@pytest.fixture(scope="module")
def nlp():
    return load()


def docs(nlp, count=4):
    for i in range(count):
        yield make_doc(
            nlp, Report(id=str(i), text=TEXT, published=datetime.date(2024, 5, 3), source="Coast Gazette")
        )


def found(doc):
    return doc._.report, doc._.names, doc._.places, doc._.events


def test_a_doc_is_packed_and_unpacked(nlp):
    doc = nlp(next(docs(nlp)))
    assert doc._.events
    assert any(mention.geometry.geom_type == "LineString" for mention in doc._.places)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert found(again) == found(doc)


def test_docs_are_kept_in_a_bin(nlp):
    doc = nlp(next(docs(nlp)))
    kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
    assert found(next(DocBin().from_bytes(kept).get_docs(nlp.vocab))) == found(doc)


def test_several_processes_find_the_same(nlp):
    alone = [found(doc) for doc in nlp.pipe(docs(nlp))]
    assert [found(doc) for doc in nlp.pipe(docs(nlp), n_process=2, batch_size=2)] == alone


def test_an_unknown_record_is_refused():
    with pytest.raises(KeyError):
        serialisation.decode({"dateline.record": "Popen", "fields": {"args": ["true"]}})
