"""The completion component: what events get from the rest of their report."""

import spacy

from geo.language import make_doc


def test_events_without_completion_are_those_of_their_own_sentences(nlp, whole, read):
    with nlp.select_pipes(disable="dateline_completion"):
        own = read(nlp)._.events
    assert [(event.type, event.start) for event in own] == [
        (event.type, event.start) for event in whole._.events
    ]
    assert not any(link.inferred for event in own for link in event.places)
    assert any(link.inferred for event in whole._.events for link in event.places)


def test_what_lacks_a_place_or_a_day_gets_it_from_the_sentence_before(nlp, whole, read):
    with nlp.select_pipes(disable="dateline_completion"):
        own = read(nlp)
    attack, arrest = own._.events
    assert (arrest.where, arrest.when.start) == (None, None)
    completed = nlp.get_pipe("dateline_completion")(own)._.events
    assert completed == whole._.events
    assert completed[1].where == attack.where and completed[1].when.start == attack.when.start
    assert completed[0].when == attack.when


def test_a_doc_without_events_is_returned_as_it_was(nlp, report):
    doc = make_doc(nlp, report)  # without places too, and without sentences
    assert nlp.get_pipe("dateline_completion")(doc) is doc
    assert doc._.events == ()


def test_what_it_needs_is_named():
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_completion")
    assert sorted(nlp.analyze_pipes()["problems"]["dateline_completion"]) == ["doc._.events", "doc._.places"]
