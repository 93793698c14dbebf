"""Docs whose text is not normalised, and the view of them that is read."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

from geo.nlp.docs import make_doc
from geo.nlp.normalised_doc import NormalisedView, tokenised
from geo.records import Report
from geo.spans import NamedSpan

NLP = spacy.blank("en")
ODD = "\ufeffPo\u00adlice left Ko\u0308ln. They met in Kiel."


def test_endless_words_are_cut_and_the_rest_is_tokenised_as_ever():
    text = "They didn't stay.\n" + "x7" * 20_000 + " They  left Mr. Hall's car."
    doc = tokenised(NLP, text)
    assert doc.text == text
    words = [token.text for token in doc]
    assert words[:5] == [token.text for token in NLP.make_doc("They didn't stay.")]
    assert words[-8:] == [token.text for token in NLP.make_doc("They  left Mr. Hall's car.")]
    assert max(map(len, words)) <= 100


@pytest.mark.parametrize(("length", "tokens"), [(399, 1), (400, 4)])
def test_a_word_is_endless_from_400_characters_on(length, tokens):
    assert len(tokenised(NLP, "x" * length)) == tokens


def view(text, **found):
    doc = make_doc(NLP, Report(id="r", text=text))
    for name, records in found.items():
        setattr(doc._, name, records)
    return NormalisedView(doc)


def name(text, words):
    return NamedSpan(start=text.index(words), end=text.index(words) + len(words), text=words, label="ORG")


def test_a_normalised_text_is_its_own_view():
    seen = view("Police left Köln.")
    records = [name("Police left Köln.", "Köln")]
    assert seen.doc is seen.given
    assert seen.back(records) == tuple(records)
    assert seen.there(3, 7) == (3, 7)


def test_a_view_has_the_normalised_text_and_what_can_be_seen_of_the_tokens():
    seen = view(ODD)
    assert seen.given.text == ODD
    assert seen.doc.text == "Police left Köln. They met in Kiel."
    assert [token.text for token in seen.doc] == [token.text for token in NLP.make_doc(seen.doc.text)]
    assert seen.doc._.report.text == seen.doc.text
    assert seen.doc._.language == seen.given._.language


def test_records_move_there_and_back():
    whole = name(ODD, "Ko\u0308ln")
    seen = view(ODD, names=[whole])
    (moved,) = seen.doc._.names
    assert (moved.text, seen.doc.text[moved.start : moved.end]) == ("Köln", "Köln")
    assert seen.back([moved]) == (whole,)
    fresh = name(seen.doc.text, "Police")
    (back,) = seen.back([fresh])
    assert ODD[back.start : back.end] == back.text == "Po\u00adlice"
    assert seen.there(whole.start, whole.end) == (12, 16)


def test_one_record_stays_one_object():
    seen = view(ODD, names=[name(ODD, "Kiel")])
    (moved,) = seen.doc._.names
    assert seen.back([moved])[0] is seen.given._.names[0]
    fresh = name(seen.doc.text, "Police")
    assert seen.back([fresh]) == seen.back([fresh])


def test_sentences_entities_and_tags_are_those_of_the_given_doc():
    doc = make_doc(NLP, Report(id="r", text=ODD))
    words = [token.text for token in doc]
    at = words.index("Kiel")
    for token in doc:
        token.is_sent_start = token.text == "They" or token.i == 0
    doc.ents = [Span(doc, at, at + 1, label="GPE")]
    doc[at].pos_ = "PROPN"
    seen = NormalisedView(doc).doc
    assert [sent.text for sent in seen.sents] == ["Police left Köln.", "They met in Kiel."]
    assert [(entity.text, entity.label_) for entity in seen.ents] == [("Kiel", "GPE")]
    assert next(token for token in seen if token.text == "Kiel").pos_ == "PROPN"


@pytest.mark.parametrize("text", ["", "\u200b", "\ufeff \u00ad", "\u00a0"])
def test_a_text_in_which_nothing_can_be_seen(text):
    seen = view(text)
    assert seen.given.text == text
    assert seen.back([]) == ()
    assert not seen.doc.text.strip()


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("aéK .\n\u0301\u00ad\u200b\ufeffﬁ5’-"), max_size=60))
def test_no_character_is_lost(text):
    doc = tokenised(NLP, text)
    assert doc.text == text
    seen = NormalisedView(make_doc(NLP, Report(id="r", text=text)))
    for token in seen.doc:
        start, end = token.idx, token.idx + len(token)
        assert seen.doc.text[start:end] == token.text


def test_a_long_text_teaches_the_tokenizer_its_words():
    nlp = spacy.blank("en")
    text = "The U.S. sent aid to Quito and Guayaquil. " * 400
    assert [token.text for token in tokenised(nlp, text)] == [token.text for token in spacy.blank("en")(text)]
    assert nlp.tokenizer.max_cache_size >= 50_000


def test_a_tokenizer_of_somebody_elses_is_left_alone():
    from spacy.tokens import Doc

    nlp = spacy.blank("en")
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=text.split())
    assert len(tokenised(nlp, "rain " * 3_000)) == 3_000
