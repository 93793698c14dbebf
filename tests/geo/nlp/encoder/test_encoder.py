"""The encoder: what it reads, what it leaves to rules, and the encoding that a doc carries."""

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from gazetteer import store
from geo.language import load, make_doc
from geo.nlp import sentences, wordpiece
from geo.nlp.encoder import encoder, network
from geo.records import Report

ENGLISH = "Police in Nairobi arrested nine men on Monday."


@pytest.fixture(scope="module")
def encode():
    """Return a function that encodes a text with a network that must not run."""
    nlp = spacy.blank("en")

    def refuse(inputs):
        raise AssertionError

    silent = encoder.Encoder(wordpiece.load(), refuse)

    def encoded(text, language="en"):
        doc = sentences.mark(make_doc(nlp, Report(id="r", text=text)))
        return silent.encode(doc, gazetteer=store.default(), language=language)

    return encoded


@pytest.fixture
def read():
    nlp = load(events=False)
    return lambda text: nlp(make_doc(nlp, Report(id="r", text=text)))


def test_a_dump_is_read_by_rules(monkeypatch, read):
    from geo.nlp.encoder import encoder

    text = "Police in Nairobi arrested nine men. " * 4
    monkeypatch.setattr(encoder, "MOST_WORDS", 20)
    monkeypatch.setattr(encoder, "Encoding", None)  # calling it would fail
    assert [mention.text for mention in read(text)._.places] == ["Nairobi"] * 4


def test_the_network_runs_for_listeners_only(encode):
    encoding = encode(ENGLISH)
    assert [token.text for token in encoding.tokens][:3] == ["Police", "in", "Nairobi"]
    assert (10, 17) in encoding.known


@pytest.mark.parametrize(
    ("text", "language", "is_read"),
    [
        (ENGLISH, "en", True),
        (ENGLISH, "fr", False),
        ("警察在内罗毕逮捕了九个人", "zh", True),  # a script without capitals, which rules cannot read
        ("12345 ...", "fr", False),
        ("", "fr", False),
        ("", "en", True),
    ],
    ids=["english", "french", "caseless", "no-letters", "empty", "empty-english"],
)
def test_what_it_reads(encode, text, language, is_read):
    assert (encode(text, language) is not None) == is_read


def test_a_text_of_too_many_words_is_no_report(encode, monkeypatch):
    monkeypatch.setattr(encoder, "MOST_WORDS", 8)
    assert encode(ENGLISH) is not None
    assert encode(f"{ENGLISH} Rain.") is None


def test_an_encoding_is_carried_until_it_is_let_go():
    doc = Doc(spacy.blank("en").vocab, words=["Rain"])
    assert not encoder.is_attached(doc)
    encoder.attach(doc, None)
    assert encoder.is_attached(doc)
    assert encoder.attached(doc) is None
    encoder.detach(doc)
    assert not encoder.is_attached(doc)
    encoder.detach(doc)


def test_the_bundled_encoder_is_opened_once():
    assert encoder.bundled() is encoder.bundled()
    assert network.bundled() is network.bundled()


def test_the_bundled_network_reads_the_bundled_vocabulary():
    encoding = encoder.bundled().encode(
        sentences.mark(make_doc(spacy.blank("en"), Report(id="r", text=ENGLISH))),
        gazetteer=store.default(),
        language="en",
    )
    scores, ranges = encoding.scores()
    assert scores.shape == (len(encoding.tokens), network.OUTPUTS)
    assert ranges == [(0, len(encoding.tokens))]
    assert np.isfinite(scores).all()
