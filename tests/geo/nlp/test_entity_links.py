"""What spaCy's own tools see of places: entities with ids, spans with places, and JSON."""

import json

import pytest
import spacy
import srsly
from spacy.tokens import DocBin

import geo
from geo.errors import PlacesMissing
from geo.language import load, make_doc

TEXT = (
    "Members of the Tunis Brigade left the Golan Heights. Kenyan envoys met in Doha on 3 May 2024, Zzyx said."
)


@pytest.fixture(scope="module")
def nlp():
    return load(fast=True)


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def test_entities_that_are_places_have_their_ids(doc):
    ids = {ent.text: ent.kb_id_ for ent in doc.ents if ent.kb_id_}
    assert ids["Doha"].startswith("geonames:") and {"Golan Heights", "Kenyan"} <= ids.keys()
    placed = {(m.start, m.end): m.place.id for m in doc._.places if m.place}
    for ent in doc.ents:
        assert ent.kb_id_ == placed.get((ent.start_char, ent.end_char), "")
    missed = [
        m for m in doc._.places if m.place and not any(e.start_char <= m.start < e.end_char for e in doc.ents)
    ]
    assert not missed, "a place is an entity, or lies in a longer one"


def test_a_span_names_a_place(doc):
    for ent in doc.ents:
        assert (ent._.place.id if ent._.place else "") == ent.kb_id_
    assert doc.char_span(34, 51).text == "the Golan Heights"
    assert doc.char_span(34, 51)._.place.name == "Golan Heights"
    brigade = doc.char_span(15, 28)
    assert brigade.text == "Tunis Brigade" and brigade._.place is None, "the brigade is not the town"
    assert doc[0:1]._.place is None
    assert doc[:]._.place is None


def test_many_mentions_are_found_by_place_and_not_by_walking(nlp):
    doc = nlp("Envoys met in Doha. " * 300)
    assert {ent._.place.name for ent in doc.ents} == {"Doha"} and len(doc.ents) == 300


@pytest.mark.parametrize(
    "attributes", [["dateline"], ["places", "events"], ["names", "report", "event_words"]]
)
def test_docs_are_written_as_json(nlp, attributes):
    doc = nlp(make_doc(nlp, geo.Report(id="r", text=TEXT)))
    data = doc.to_json(underscore=attributes)
    read = json.loads(srsly.json_dumps(data))
    assert set(read["_"]) == set(attributes)
    if attributes == ["dateline"]:
        plain = json.loads(json.dumps(data))["_"]["dateline"]  # plain values for any writer
        assert [place["text"] for place in plain["places"]] == [mention.text for mention in doc._.places]
        assert plain["events"][0]["type"] == doc._.events[0].type
    if "places" in attributes:
        assert read["_"]["places"][0]["place_id"] == doc._.places[0].place.id


def test_ids_go_through_a_docbin(nlp, doc):
    bin_ = DocBin(store_user_data=True, docs=[doc])
    (back,) = DocBin().from_bytes(bin_.to_bytes()).get_docs(nlp.vocab)
    assert [(e.kb_id_, e._.place and e._.place.id) for e in back.ents] == [
        (e.kb_id_, e._.place and e._.place.id) for e in doc.ents
    ]


def test_entities_of_another_pipeline_gain_ids_and_keep_their_own():
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(
        [
            {"label": "CITY", "pattern": "Doha", "id": "theirs"},
            {"label": "GPE", "pattern": "Quito"},
            {"label": "DATE", "pattern": "Friday"},
        ]
    )
    nlp.add_pipe("dateline_places", config={"tagger": False})
    doc = nlp("Envoys flew from Doha to Quito on Friday.")
    assert [(ent.text, ent.label_, ent.ent_id_, bool(ent.kb_id_)) for ent in doc.ents] == [
        ("Doha", "CITY", "theirs", any(m.text == "Doha" for m in doc._.places)),
        ("Quito", "GPE", "", True),
        ("Friday", "DATE", "", False),
    ]


def test_an_entity_linker_before_us_is_not_overruled():
    from spacy.language import Language
    from spacy.tokens import Span

    @Language.component("their_linker")
    def their_linker(doc):
        doc.ents = [Span(doc, 3, 4, label="GPE", kb_id="Q2900")]
        return doc

    nlp = spacy.blank("en")
    nlp.add_pipe("their_linker")
    nlp.add_pipe("dateline_places", config={"tagger": False})
    (ent,) = nlp("Rain fell on Quito.").ents
    assert ent.kb_id_ == "Q2900" and ent._.place.name == "Quito"


def test_another_language_is_warned_of():
    with pytest.warns(UserWarning, match="reads English, and this pipeline is of the language 'de'"):
        spacy.blank("de").add_pipe("dateline_places")
    spacy.blank("xx").add_pipe("dateline_places")


def test_events_without_places_say_what_is_missing():
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_events")
    with pytest.raises(PlacesMissing, match=r'nlp\.add_pipe\("dateline_places"\) before it'):
        nlp("Police arrested nine men.")
    assert "dateline_events" in str(nlp.analyze_pipes()["problems"])


def test_the_module_is_there_without_an_import_of_it():
    assert geo.language.load is load
