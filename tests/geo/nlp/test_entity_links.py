"""What spaCy's own tools see of places: entities with ids, spans with places, and JSON."""

import json

import pytest
import spacy
import srsly
from spacy.tokens import Doc, DocBin

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


REPORTS = [
    TEXT,
    "European Union observers and the Malaysian navy searched waters off Aceh.",
    "An Egyptian-led force entered the Gaza Strip; Gaza Strip officials told Lebanese television so.",
]


def assert_agreement(doc):
    """Check that an entity over a mention has its id, that others have none, and that no placed mention is lost."""
    placed = {(mention.start, mention.end): mention.place for mention in doc._.places}
    for ent in doc.ents:
        here = placed.get((ent.start_char, ent.end_char))
        if ent.label_ in ("PERSON", "ORG") or here is not None:
            assert ent.kb_id_ == (here.id if here else ""), ent.text
        assert (ent._.place.id if ent._.place else "") == ent.kb_id_, ent.text
    for mention in doc._.places:
        within = [ent for ent in doc.ents if ent.start_char < mention.end and mention.start < ent.end_char]
        assert within or not mention.place, mention.text


@pytest.mark.parametrize("fast", [True, False], ids=["rules", "networks"])
def test_entities_and_mentions_agree(fast):
    docs = list(load(fast=fast, events=False).pipe(REPORTS))
    for doc in docs:
        assert_agreement(doc)
    assert any(ent.kb_id_ for ent in docs[2].ents)


def test_an_adjective_in_a_name_is_not_the_place_of_the_name(nlp):
    doc = nlp("European Union envoys met the Egyptian navy in Doha.")
    assert doc.char_span(0, 8)._.place.name == "Europe"
    assert doc.char_span(0, 14)._.place is None
    assert doc.char_span(26, 38).text == "the Egyptian" and doc.char_span(26, 38)._.place.country == "EG"


def test_ids_are_those_of_several_processes(nlp):
    def ids(docs):
        return [[(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents] for doc in docs]

    assert ids(nlp.pipe(REPORTS, n_process=2, batch_size=1)) == ids(nlp.pipe(REPORTS))


def test_ids_are_those_of_a_doc_read_back(nlp, doc, tmp_path):
    doc.to_disk(tmp_path / "doc")
    for back in (Doc(nlp.vocab).from_bytes(doc.to_bytes()), Doc(nlp.vocab).from_disk(tmp_path / "doc")):
        assert_agreement(back)
        assert [ent.kb_id_ for ent in back.ents] == [ent.kb_id_ for ent in doc.ents]
    assert {ent.get("kb_id", "") for ent in doc.to_json()["ents"]} <= {"", *(ent.kb_id_ for ent in doc.ents)}


class TestResolve:
    TEXT = "Envoys flew from Doha to Quito on Friday, and to the Gaza Strip."

    @pytest.fixture
    def theirs(self):
        """Return a doc of a pipeline without any component of ours."""
        ruler = spacy.blank("en")
        ruler.add_pipe("entity_ruler").add_patterns(
            [
                {"label": "ORG", "pattern": "Doha"},
                {"label": "GPE", "pattern": "Quito", "id": "theirs"},
                {"label": "LOC", "pattern": "the Gaza Strip"},
                {"label": "DATE", "pattern": "Friday"},
            ]
        )
        return ruler(self.TEXT)

    def test_entities_of_a_doc_are_resolved_and_linked(self, theirs):
        mentions = geo.resolve(theirs)
        assert [(m.text, m.place.name) for m in mentions] == [
            ("Quito", "Quito"),
            ("the Gaza Strip", "Gaza Strip"),
        ]
        assert [(ent.text, ent.label_, ent.ent_id_, ent.kb_id_) for ent in theirs.ents] == [
            ("Doha", "ORG", "", ""),
            ("Quito", "GPE", "theirs", mentions[0].place.id),
            ("Friday", "DATE", "", ""),
            ("the Gaza Strip", "LOC", "", "dateline:gaza-strip"),
        ]
        assert [ent._.place and ent._.place.id for ent in theirs.ents] == [
            ent.kb_id_ or None for ent in theirs.ents
        ]
        assert list(theirs._.places) == mentions

    def test_spans_may_be_spacys_and_come_back_in_their_order(self, theirs):
        spans = [theirs.char_span(49, 63), theirs.ents[0], (25, 30)]
        mentions = geo.resolve(theirs, spans)
        assert [(m.start, m.end) for m in mentions] == [(49, 63), (17, 21), (25, 30)]
        assert all(ent.kb_id_ for ent in theirs.ents if ent.label_ != "DATE")
        assert [m.start for m in theirs._.places] == [17, 25, 49]
        assert geo.resolve(self.TEXT, spans) == mentions

    def test_what_a_doc_has_already_stays(self, nlp):
        doc = nlp(TEXT)
        before, ids = doc._.places, [ent.kb_id_ for ent in doc.ents]
        mentions = geo.resolve(doc)
        assert [m.place and m.place.id for m in mentions] == [
            ent.kb_id_ or None for ent in doc.ents if ent.label_ in ("GPE", "LOC", "FAC", "NORP")
        ]
        assert (doc._.places, [ent.kb_id_ for ent in doc.ents]) == (before, ids)

    def test_the_report_of_a_doc_is_known(self, nlp):
        doc = make_doc(nlp, geo.Report(id="r7", text=self.TEXT, source="Example Times"))
        assert [m.report for m in geo.resolve(doc, [(25, 30)])] == ["r7"]

    def test_a_doc_without_entities_has_no_mentions(self):
        doc = spacy.blank("en")(self.TEXT)
        assert geo.resolve(doc) == [] and doc.ents == ()

    def test_a_text_needs_spans(self):
        with pytest.raises(ValueError, match="give them, or a doc"):
            geo.resolve(self.TEXT)

    def test_a_span_outside_a_doc_is_refused(self, theirs):
        with pytest.raises(ValueError, match=r"span \(3, 900\)"):
            geo.resolve(theirs, [(3, 900)])


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
