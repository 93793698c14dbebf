"""Our components as citizens of spaCy: what each needs and leaves, how it is saved, and what it does without the others."""

import datetime
import importlib

import pytest
import spacy

from gazetteer.importing.importer import import_places
from geo.errors import BadPublished, PlacesMissing
from geo.language import load, make_doc
from geo.nlp.encoder import encoder, network
from geo.pipeline import event_set
from geo.records import Report

TEXT = "Gunmen attacked a bus near Gashua on Friday. Police later arrested nine men."
DAY = datetime.date(2024, 5, 15)
ALONE = ("dateline_places", "dateline_events", "dateline_completion")


def read(nlp, text=TEXT):
    return nlp(make_doc(nlp, Report(id="r", text=text, published=DAY)))


@pytest.fixture(scope="module")
def nlp():
    return load()


@pytest.fixture(scope="module")
def whole(nlp):
    return read(nlp)


def test_components_on_a_blank_pipeline_find_what_the_whole_pipeline_finds(whole):
    nlp = spacy.blank("en")
    for name in ALONE:
        nlp.add_pipe(name)
    doc = read(nlp)
    assert doc._.places == whole._.places
    assert doc._.event_words == whole._.event_words
    assert doc._.events == whole._.events


def test_the_network_reads_a_window_once(monkeypatch):
    read_windows = []
    run = network.bundled()

    def counted(inputs):
        read_windows.append(inputs["ids"].tobytes())
        return run(inputs)

    nlp = load()
    nlp.get_pipe("dateline_encoder").encoder = encoder.Encoder(encoder.wordpiece.load(), counted)
    read(nlp)
    assert len(read_windows) == 1


def test_without_events_nothing_of_them_is_done(monkeypatch, whole):
    from geo.events import coder, detector

    for module, name in ((detector, "event_words"), (coder, "code")):
        monkeypatch.setattr(module, name, None)  # calling it would fail
    doc = read(load(events=False))
    assert doc._.places == whole._.places
    assert (doc._.events, doc._.event_words) == ((), None)


def test_events_without_completion_are_those_of_their_own_sentences(nlp, whole):
    with nlp.select_pipes(disable="dateline_completion"):
        own = read(nlp)._.events
    assert [(event.type, event.start) for event in own] == [
        (event.type, event.start) for event in whole._.events
    ]
    assert not any(link.inferred for event in own for link in event.places)
    assert any(link.inferred for event in whole._.events for link in event.places)


def test_an_encoding_does_not_outlive_its_pipeline(nlp, whole):
    assert not encoder.is_attached(whole)
    with nlp.select_pipes(enable=["dateline_sentences", "dateline_encoder"]):
        doc = read(nlp)
    assert encoder.is_attached(doc)
    back = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert encoder.attached(back) is None


def test_what_is_missing_is_named():
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_events")
    with pytest.raises(PlacesMissing, match="dateline_places"):
        nlp("Rain fell.")
    problems = nlp.analyze_pipes()["problems"]
    assert problems["dateline_events"] == ["doc._.places"]
    assert load().analyze_pipes()["problems"] == {name: [] for name in load().pipe_names}


def test_a_saved_pipeline_keeps_the_settings_of_its_components(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text(
        "id,name,kind,lon,lat,country\ncamp,Camp Zubarqand,facility,45.25,33.5,IQ\n", encoding="utf-8"
    )
    grown = tmp_path / "own.sqlite"
    import_places(own, grown)
    text = "A drone hit Camp Zubarqand on Monday."
    nlp = load(fast=True, gazetteer=[grown])
    nlp.to_disk(tmp_path / "saved")
    other = spacy.load(tmp_path / "saved")
    assert other.pipe_names == nlp.pipe_names
    assert [component.config for _, component in other.pipeline] == [each.config for _, each in nlp.pipeline]
    assert [mention.place.name for mention in read(other, text)._.places] == ["Camp Zubarqand"]


@pytest.mark.parametrize("processes", [1, 2])
def test_the_day_may_come_as_the_context_of_a_text(processes):
    nlp = load(fast=True)
    given = [("Police arrested nine men in Ankara on Monday.", {"published": "2024-05-15", "id": 7})]
    ((doc, context),) = nlp.pipe(given, as_tuples=True, n_process=processes)
    assert context == given[0][1]
    assert doc._.published == DAY
    assert doc._.events[0].when.start == datetime.date(2024, 5, 13)


def test_the_day_may_be_set_and_goes_before_the_reports(nlp):
    doc = make_doc(nlp, Report(id="r", text="Police arrested nine men in Ankara on Monday.", published=DAY))
    assert doc._.published == DAY
    doc._.published = "2024-05-22"
    assert nlp(doc)._.events[0].when.start == datetime.date(2024, 5, 20)
    with pytest.raises(BadPublished):
        doc._.published = "tomorrow"


def test_entities_are_scored_as_spacys_recogniser_is(nlp):
    from spacy.training import Example

    doc = nlp.make_doc("Police arrested nine men in Ankara.")
    example = Example.from_dict(doc, {"entities": [(28, 34, "GPE")]})
    assert nlp.evaluate([example])["ents_f"] == 1.0


@pytest.mark.parametrize(
    ("owner", "name", "component"),
    [
        ("geo.nlp.encoder.encoder", "look_up", "dateline_encoder"),
        ("geo.events.detector", "event_words", "dateline_event_detector"),
    ],
)
def test_what_fails_in_a_component_of_the_network_costs_one_report(monkeypatch, nlp, owner, name, component):
    module = importlib.import_module(owner)
    real = getattr(module, name)
    calls = []

    def broken(*given, **options):
        calls.append(given)
        if len(calls) == 2:
            raise KeyError("quarter")
        return real(*given, **options)

    monkeypatch.setattr(module, name, broken)
    told = []
    reports = [Report(id=str(n), text=TEXT, published=DAY) for n in range(3)]
    found = event_set(reports, on_error=told.append, nlp=nlp)
    assert [(failure.where, failure.stage) for failure in found.failures] == [("1", component)]
    assert "the component" not in str(told[0])
    assert {mention.report for mention in found.mention_records} == {"0", "2"}
