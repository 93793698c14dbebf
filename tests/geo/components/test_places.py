"""The places component: names, places and entities of docs, alone and in batches."""

import warnings

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from geo.components import places
from geo.language import load, make_doc
from geo.nlp.encoder import encoder
from geo.records import Report


def test_entities_are_scored_as_spacys_recogniser_is(nlp):
    doc = nlp.make_doc("Police arrested nine men in Ankara.")
    example = Example.from_dict(doc, {"entities": [(28, 34, "GPE")]})
    assert nlp.evaluate([example])["ents_f"] == 1.0


@pytest.fixture
def rules():
    """Return a pipeline of this component alone, without its tagger."""
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_places", config={"tagger": False})
    return nlp


@pytest.fixture
def batches(monkeypatch):
    """Return a list that is filled with the texts of the reports that are resolved together."""
    taken = []
    real = places.Places._resolved

    def resolved(self, batch):
        if batch:
            taken.append([read.view.given.text for read in batch])
        return real(self, batch)

    monkeypatch.setattr(places.Places, "_resolved", resolved)
    return taken


def test_names_places_and_entities_of_a_doc(nlp, whole, report):
    (mention,) = whole._.places
    assert report.text[mention.start : mention.end] == mention.text == "Gashua"
    assert (mention.place.country, mention.report, mention.phrase_start) == (
        "NG",
        "r",
        report.text.index("near"),
    )
    (entity,) = [entity for entity in whole.ents if entity.label_ == "GPE"]
    assert entity._.place == mention.place
    assert not encoder.is_attached(whole), "no component after it listens"


def test_the_entities_of_another_pipeline_are_left_as_they_are(rules):
    doc = make_doc(rules, Report(id="r", text="Lima flew to Reading."))
    doc.set_ents([spacy.tokens.Span(doc, 0, 1, "PERSON"), spacy.tokens.Span(doc, 3, 4, "GPE")])
    doc = rules(doc)
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Lima", "PERSON"), ("Reading", "GPE")]
    assert [mention.text for mention in doc._.places] == ["Reading"]


def test_rules_do_without_the_network(rules, monkeypatch):
    monkeypatch.setattr(encoder, "bundled", None)  # opening it would fail
    assert [mention.text for mention in rules("A fire broke out in Lagos.")._.places] == ["Lagos"]


TEXTS = [f"Rain fell on {city}." for city in ("Quito", "Oslo", "Lima", "Accra", "Suva")]


def of_one_outlet(nlp):
    """Return docs of `TEXTS`, which tell each other where their outlet is based."""
    return [make_doc(nlp, Report(id=text, text=text, source="Coast Post")) for text in TEXTS]


@pytest.mark.parametrize(
    ("options", "sizes"), [((2, 256), [2, 2, 1]), ((100, 3), [3, 2]), ((1, 256), [1] * 5), ((5, 256), [5])]
)
def test_reports_are_resolved_in_batches_in_their_order(rules, batches, monkeypatch, options, sizes):
    size, most = options
    monkeypatch.setattr(places, "BATCH", most)
    docs = list(rules.pipe(of_one_outlet(rules), batch_size=size))
    assert [doc.text for doc in docs] == [text for batch in batches for text in batch] == TEXTS
    assert [len(batch) for batch in batches] == sizes
    assert [doc._.places[0].text for doc in docs] == ["Quito", "Oslo", "Lima", "Accra", "Suva"]


HERALD = [
    Report(id=town, text=f"A fire in Springfield and {town}.", source="County Herald")
    for town in ("Peoria", "Decatur", "Champaign", "Bloomington", "Joliet")
]


def _springfields(reports, **settings):
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_places", config={"tagger": False, **settings})
    return {doc._.report.id: doc._.places[0] for doc in nlp.pipe(make_doc(nlp, report) for report in reports)}


def test_without_outlets_a_report_is_read_as_if_it_came_alone():
    together = _springfields(HERALD, outlets=False)
    assert together == {report.id: _springfields([report])[report.id] for report in HERALD}
    assert together != _springfields(HERALD), "the outlet's reports say nothing: this tests nothing"


@pytest.mark.parametrize(
    ("sources", "outlets", "taken"),
    [
        ([None] * 4, True, [1, 2, 3, 4]),
        (["Coast Post"] * 4, False, [1, 2, 3, 4]),
        (["Coast Post"] * 4, True, [4, 4, 4, 4]),
        ([None, "Coast Post", None, None], True, [1, 4, 4, 4]),
        ([" "] * 4, True, [1, 2, 3, 4]),
    ],
    ids=["of no outlet", "without outlets", "of one outlet", "behind one that waits", "of a blank source"],
)
def test_a_report_that_waits_for_no_other_comes_out_at_once(sources, outlets, taken):
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_places", config={"tagger": False, "outlets": outlets})
    given = []

    def stream():
        for text, source in zip(TEXTS, sources, strict=False):
            given.append(text)
            yield make_doc(nlp, Report(id=text, text=text, source=source))

    assert [len(given) for _ in nlp.pipe(stream())] == taken


def test_long_reports_make_a_smaller_batch(rules, batches, monkeypatch):
    monkeypatch.setattr(places, "_BATCH_CHARACTERS", len(TEXTS[0]) + len(TEXTS[1]) - 1)
    list(rules.pipe(of_one_outlet(rules)))
    assert [len(batch) for batch in batches] == [2, 2, 1]


def test_a_doc_that_fails_goes_to_the_handler_and_the_rest_of_its_batch_comes_out(rules, monkeypatch):
    from geo.toponyms import recogniser

    real = recogniser.recognise

    def broken(doc, **options):
        if "Lima" in doc.text:
            raise KeyError("quarter")
        return real(doc, **options)

    monkeypatch.setattr(recogniser, "recognise", broken)
    reported = []
    component = rules.get_pipe("dateline_places")
    component.set_error_handler(
        lambda name, _, docs, error: reported.append((name, docs[0].text, str(error)))
    )
    docs = list(component.pipe(map(rules.make_doc, TEXTS), batch_size=3))
    assert [doc.text for doc in docs] == [text for text in TEXTS if "Lima" not in text]
    assert reported == [("dateline_places", "Rain fell on Lima.", "'quarter'")]


def test_a_stream_of_nothing_gives_nothing(rules, batches):
    assert list(rules.get_pipe("dateline_places").pipe(iter(()))) == [] == batches


def test_a_pipeline_of_another_language_is_warned_of():
    with pytest.warns(UserWarning, match="reads English, and this pipeline is of the language 'de'"):
        spacy.blank("de").add_pipe("dateline_places")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        spacy.blank("xx").add_pipe("dateline_places")  # of no one language


@pytest.mark.parametrize(("before", "after"), [(1000, 256), (256, 256), (40, 40)])
def test_several_processes_are_given_batches_as_one_is(before, after):
    nlp = spacy.blank("en")
    nlp.batch_size = before
    nlp.add_pipe("dateline_places")
    assert nlp.batch_size == after


def test_the_gazetteer_is_that_of_the_settings(nlp):
    from gazetteer import store

    assert nlp.get_pipe("dateline_places").gazetteer is store.attach()


TOWN_HALL = "Voters queued at Springfield Town Hall. A fire in Springfield, Missouri, killed two men."


@pytest.mark.parametrize(
    ("spans", "names"),
    [
        ("outer", ["Springfield Town Hall", "Springfield", "Missouri"]),
        ("inner", ["Springfield", "Springfield", "Missouri"]),
        ("all", ["Springfield Town Hall", "Springfield", "Springfield", "Missouri"]),
    ],
    ids=["outer", "inner", "all"],
)
def test_a_place_inside_a_name_is_given_as_was_asked_for(spans, names):
    doc = _read(spans, TOWN_HALL)
    assert [mention.text for mention in doc._.mentions] == names
    assert [mention.text for mention in doc._.places] == ["Springfield Town Hall", "Springfield", "Missouri"]
    inner = [mention for mention in doc._.mentions if mention.within]
    assert len(inner) == (spans != "outer")
    for mention in inner:
        assert (mention.role, mention.within) == ("embedded", "Springfield Town Hall")
        assert mention.place.label == "Springfield, Missouri, US"
        assert TOWN_HALL[mention.start : mention.end] == "Springfield"


def test_a_name_that_is_one_place_has_none_inside():
    doc = _read("all", "Ships left New York for South Sudan by way of Lake Victoria and Mexico City.")
    assert [mention.text for mention in doc._.mentions] == [
        "New York", "South Sudan", "Lake Victoria", "Mexico City",
    ]  # fmt: skip


def test_another_convention_of_spans_is_refused():
    with pytest.raises(ValueError, match="spans 'both' is none of outer, inner, all"):
        spacy.blank("en").add_pipe("dateline_places", config={"spans": "both"})


def test_mentions_in_a_convention_are_packed_with_the_doc():
    doc = _read("inner", TOWN_HALL)
    packed = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert packed._.mentions == doc._.mentions


def _read(spans, text):
    nlp = load(events=False, spans=spans)
    return nlp(make_doc(nlp, Report(id="r", text=text)))
