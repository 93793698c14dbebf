"""The event component: it needs the places of a doc, and codes with the day that the doc has."""

import datetime

import pytest
import spacy

from geo.errors import BadPublished, PlacesMissing
from geo.language import load, make_doc
from geo.records import Report

ALONE = ("dateline_places", "dateline_events", "dateline_completion")


def test_components_on_a_blank_pipeline_find_what_the_whole_pipeline_finds(whole, read):
    nlp = spacy.blank("en")
    for name in ALONE:
        nlp.add_pipe(name)
    doc = read(nlp)
    assert doc._.places == whole._.places
    assert doc._.event_words == whole._.event_words
    assert doc._.events == whole._.events


def test_what_is_missing_is_named():
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_events")
    with pytest.raises(PlacesMissing, match="dateline_places"):
        nlp("Rain fell.")
    problems = nlp.analyze_pipes()["problems"]
    assert problems["dateline_events"] == ["doc._.places"]
    assert load().analyze_pipes()["problems"] == {name: [] for name in load().pipe_names}


@pytest.mark.parametrize("processes", [1, 2])
def test_the_day_may_come_as_the_context_of_a_text(processes, report):
    nlp = load(fast=True)
    given = [("Police arrested nine men in Ankara on Monday.", {"published": "2024-05-15", "id": 7})]
    ((doc, context),) = nlp.pipe(given, as_tuples=True, n_process=processes)
    assert context == given[0][1]
    assert doc._.published == report.published
    assert doc._.events[0].when.start == datetime.date(2024, 5, 13)


def test_the_day_may_be_set_and_goes_before_the_reports(nlp, report):
    doc = make_doc(
        nlp, Report(id="r", text="Police arrested nine men in Ankara on Monday.", published=report.published)
    )
    assert doc._.published == report.published
    doc._.published = "2024-05-22"
    assert nlp(doc)._.events[0].when.start == datetime.date(2024, 5, 20)
    with pytest.raises(BadPublished):
        doc._.published = "tomorrow"


@pytest.mark.parametrize(
    ("pipes", "config", "detects"),
    [
        (("dateline_places",), {}, True),
        ((("dateline_places", {"tagger": False}),), {}, False),
        (("dateline_event_detector", "dateline_places"), {}, False),
        (("dateline_places",), {"detector": False}, False),
        ((("dateline_places", {"tagger": False}),), {"detector": True}, True),
        ((), {}, False),
    ],
    ids=["tagger", "rules", "a detector before it", "switched off", "switched on", "no places"],
)
def test_whether_it_detects_triggers_itself(pipes, config, detects):
    nlp = spacy.blank("en")
    for pipe in pipes:
        name, settings = pipe if isinstance(pipe, tuple) else (pipe, {})
        nlp.add_pipe(name, config=settings)
    component = nlp.add_pipe("dateline_events", config=config)
    assert component.config == {"detector": detects, "gazetteer": []}


def test_triggers_that_a_doc_brings_are_not_detected_again(report, whole):
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_places")
    nlp.add_pipe("dateline_events")
    doc = make_doc(nlp, report)
    doc._.event_words = ()
    events = nlp(doc)._.events
    assert [event.type for event in events] != [event.type for event in whole._.events]


def test_in_another_language_there_are_no_events_and_the_places_stay():
    text = "Die Polizei nahm am Freitag in Ankara neun Männer fest, teilte das Ministerium am Abend mit."
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_places")
    nlp.add_pipe("dateline_events")
    doc = make_doc(nlp, Report(id="r", text=text))
    doc._.events = ("stale",)
    doc = nlp(doc)
    assert doc._.events == ()
    assert [mention.text for mention in doc._.places] == ["Ankara"]


def test_offsets_are_those_of_the_text_as_it_was_given(nlp, read):
    text = "Pol\u00adice arres\u00adted nine men in An\u00adkara on Friday."
    doc = read(nlp, text)
    (event,) = doc._.events
    assert text[event.start : event.end] == "arres\u00adted"
    assert [text[date.start : date.end] for date in doc._.dates] == ["Friday"]
