"""The event detector as a component: the trigger words of docs that are to be coded."""

import numpy as np
import pytest
import spacy

from geo.components.event_detector import EventDetector
from geo.events import coder
from geo.events.reader import network, reading
from geo.language import load, make_doc
from geo.nlp.encoder import encoder
from geo.plover import ROOTS
from geo.records import Report

GERMAN = "Die Polizei nahm am Freitag in Ankara neun Männer fest, teilte das Ministerium am Abend mit."


def test_without_events_nothing_of_them_is_done(monkeypatch, whole, read):
    for module, name in ((reading, "event_words"), (coder, "code_events")):
        monkeypatch.setattr(module, name, None)  # calling it would fail
    doc = read(load(events=False))
    assert doc._.places == whole._.places
    assert (doc._.events, doc._.event_words) == ((), None)


def test_a_fault_costs_one_report_and_names_the_component(failures_of_the_second_call):
    failed, placed = failures_of_the_second_call(reading, "event_words")
    assert failed == [("1", "dateline_event_detector", "KeyError: 'quarter'")]
    assert placed == {"0", "2"}


def test_triggers_are_words_of_the_text_in_order(whole, report):
    found = whole._.event_words
    assert {"attacked", "arrested"} <= {report.text[word.start : word.end] for word in found}
    assert [word.start for word in found] == sorted(word.start for word in found)
    assert all(len(word.chances) == len(ROOTS) for word in found)


def test_it_listens_to_the_encoding_that_a_doc_carries(nlp, report, whole, monkeypatch):
    doc = make_doc(nlp, report)
    with nlp.select_pipes(enable=["dateline_sentences", "dateline_encoder"]):
        doc = nlp(doc)
    monkeypatch.setattr(encoder, "look_up", None)  # encoding again would fail
    doc = nlp.get_pipe("dateline_event_detector")(doc)
    assert doc._.event_words == whole._.event_words


def test_a_custom_network_takes_the_place_of_the_bundled_one(nlp, report):
    component = EventDetector("mine", gazetteer=[])
    asked = []

    class Indifferent(network.Network):
        """Takes every type for as likely as none."""

        def triggers(self, detected, states):
            asked.append(states.shape)
            return np.full_like(detected, 1 / detected.shape[-1])

    component.network = Indifferent(
        network.bundled().detect, network.bundled().encode, network.bundled()._heads
    )
    doc = component(nlp.get_pipe("dateline_sentences")(make_doc(nlp, report)))
    assert len(asked) == 1
    assert len(doc._.event_words) == len([token for token in doc if token.is_alpha or token.is_punct])
    assert doc._.event_words[0].chances == pytest.approx([1 / 17] * 16, abs=1e-4)


def test_what_is_not_read_has_no_answer_rather_than_no_triggers():
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_event_detector")
    doc = make_doc(nlp, Report(id="r", text=GERMAN))
    doc._.event_words = ()
    assert nlp(doc)._.event_words is None
    assert nlp(make_doc(nlp, Report(id="r", text="")))._.event_words == ()
