"""Text as it comes: one normalised view for all that reads, and offsets of the text as it was given."""

import itertools
import unicodedata

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from gazetteer import find, names
from gazetteer.errors import GazetteerError
from gazetteer.invisible import strip_invisible
from geo.documents.normalisation import normalised
from geo.language import load, make_doc
from geo.nlp.serialisation import decode, encode
from geo.records import Report

UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufe0f\ufeff"
PLAIN = (
    "Rebels attacked an army post near Köln on 3 May 2024, officials in Montréal said. Envoys of São Tomé met in "
    "Reykjavík and Đà Nẵng. In Łódź, Iași and Kraków police arrested nine men; troops left Malmö and Zürich for Århus."
)


@pytest.fixture(scope="module")
def nlp():
    return load()


@st.composite
def disguised(draw, text):
    """Write a text as editors, PDF files and file systems do: it looks the same."""
    text = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(UNSEEN)) + text[at:]
    for plain, odd in ((" ", "\u00a0"), (" ", "\u202f"), ("fi", "\ufb01"), ("ff", "\ufb00"), ("2", "\uff12")):
        if draw(st.booleans()):
            text = text.replace(plain, odd, draw(st.integers(1, 3)))
    return text


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=40)
    | st.text(st.sampled_from("ae\u0301\u0308 ﬁ\u1100\u1161\u11a8क्षم" + UNSEEN), max_size=20)
)
def test_normal_text_stays_and_offsets_lead_back(text):
    seen = normalised(text)
    if seen is None:
        assert unicodedata.is_normalized("NFC", text)
        return
    assert normalised(seen.text) is None, "normalising once is enough"
    starts = [seen.start(at) for at in range(len(seen.text))]
    ends = [seen.end(at) for at in range(1, len(seen.text) + 1)]
    assert starts == sorted(starts)
    assert all(start < end for start, end in zip(starts, ends, strict=True)), (
        "each character stands somewhere"
    )


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([0, 1, 2]).flatmap(lambda n: disguised((PLAIN, "Köln", "northern Đà Nẵng")[n])))
def test_what_looks_the_same_is_the_same(text):
    seen = normalised(text)
    plain = text if seen is None else seen.text
    assert plain in (PLAIN, "Köln", "northern Đà Nẵng")


@settings(max_examples=15, deadline=None)
@given(disguised(PLAIN))
def test_places_and_events_are_those_of_the_plain_form(nlp, text):
    plain, found = geo.parse(PLAIN, nlp=nlp), geo.parse(text, nlp=nlp)
    (report,) = found.reports
    text = text.removeprefix("\ufeff")  # at the start it is the mark of an encoding
    assert report.text == text
    assert [(m.place, m.role, m.score, m.geometry) for m in found.mention_records] == [
        (m.place, m.role, m.score, m.geometry) for m in plain.mention_records
    ]
    assert [(e.type, e.status, e.when, e.where, e.score) for e in found] == [
        (e.type, e.status, e.when, e.where, e.score) for e in plain
    ]
    assert [[a.name for a in e.actors] for e in found] == [[a.name for a in e.actors] for e in plain]
    for mention, as_plain in zip(found.mention_records, plain.mention_records, strict=True):
        assert text[mention.start : mention.end] == mention.text
        assert normal(mention.text) == as_plain.text
        assert strip_invisible(mention.text[0]) == mention.text[0], "what is not seen stays outside of a name"
        assert strip_invisible(mention.text[-1]) == mention.text[-1]
        assert mention.sentence in text
        assert mention.text in mention.sentence
    for event in found:
        assert event.sentence in text
        assert all(
            text[actor.start : actor.end] == actor.text for actor in (*event.actors, *event.recipients)
        )
        assert all(any(link.mention is mention for mention in found.mention_records) for link in event.places)


def normal(text):
    seen = normalised(text)
    return text if seen is None else seen.text


def test_a_doc_keeps_its_text_and_somebody_s_pipeline_reads_it_too():
    text = "\ufeffRain flooded Mal\u00admo\u0308 on Monday. Envoys met in \u200eLo\u0301dz\u0301\u200f, they said."
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Mal\u00admo\u0308"}])
    nlp.add_pipe("dateline_places")
    nlp.add_pipe("dateline_events")
    doc = nlp(text)
    assert doc.text == text
    assert [(m.text, m.place.country) for m in doc._.places] == [
        ("Mal\u00admo\u0308", "SE"),
        ("Lo\u0301dz\u0301", "PL"),
    ]
    assert [entity.text for entity in doc.ents] == ["Mal\u00admo\u0308"]
    assert all(text[m.start : m.end] == m.text for m in doc._.places)
    assert [decode(encode(m)) for m in doc._.names] == list(doc._.names)


def test_the_tokens_of_a_report_are_those_of_its_plain_form(nlp):
    from geo.nlp.normalised_doc import tokenised

    text = "\ufeffPo\u00adlice didn't\u00a0leave \u200eBasra\u200f.  They  met\u2028in Ko\u0308ln."
    doc = tokenised(nlp, text)
    assert doc.text == text
    words = [token.text for token in doc if strip_invisible(token.text).strip()]
    plain = [token.text for token in nlp.make_doc(normal(text)) if not token.is_space]
    assert [normal(word) for word in words] == plain


@pytest.mark.parametrize("odd", ["", "Ko\u0308ln\u00a0"])
def test_the_tokens_of_a_long_text_are_the_tokenizer_s(nlp, odd):
    text = f"He can't say 'no' to U.S. (or U.N.) aid at 5 p.m., e.g. {odd}on Sept. 3, in St. John's. " * 200
    alone = spacy.blank("en")
    expected = [(token.text, token.norm_) for token in alone(normalised(text).text if odd else text)]
    read = make_doc(nlp, Report(id="r", text=text))
    assert read.text == text
    if not odd:
        assert [(token.text, token.norm_) for token in read] == expected
    assert len([token for token in read if not token.is_space]) == len(expected)


def test_given_spans_and_look_ups_take_every_form(nlp):
    text = "Trains run from Ko\u0308ln to Ky\u200biv."
    mentions = geo.resolve(text, [(25, 30), (16, 21), (25, 30)], nlp=nlp)
    assert [(m.start, m.end, m.text) for m in mentions] == [
        (25, 30, "Ky\u200biv"),
        (16, 21, "Ko\u0308ln"),
        (25, 30, "Ky\u200biv"),
    ]
    assert [m.place.country for m in mentions] == ["UA", "DE", "UA"]
    assert find("Khar\u00adkiv") == find("Kharkiv")
    assert find("\u200eMalmo\u0308\u200f") == find("Malmö")
    assert geo.resolve("A \u00ad\u00ad B", [(2, 4)], nlp=nlp)[0].place is None


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_every_name_is_found_in_every_form(data, known_names):
    name = data.draw(st.sampled_from(known_names))
    assert names.fold(data.draw(disguised(name))) == names.fold(name)


@pytest.fixture(scope="module")
def known_names():
    from gazetteer import store

    found = [
        place.name for place in itertools.islice(store.default().places(kind="settlement"), 0, 140_000, 97)
    ]
    return [name for name in found if not any("\u0600" <= c <= "\u1aff" for c in name)]


def test_joiners_that_a_script_is_written_with_stay():
    persian = "نجف\u200cآباد"
    assert strip_invisible(persian) == persian
    assert normalised(persian) is None
    with pytest.raises(GazetteerError):
        find("\u00ad")
