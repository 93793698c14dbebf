"""The sentences of a report with what was found in each: nothing twice, nothing lost, no dateline."""

from geo.actors.recogniser import find_actors
from geo.dates.recogniser import find_dates
from geo.events.annotations import annotated_sentences


def annotated(doc):
    text = doc.text
    actors = find_actors(doc, mentions=doc._.places, names=doc._.names)
    return list(annotated_sentences(doc, actors=actors, dates=find_dates(text, published=doc._.published)))


def names(items):
    return [item.text for item in items]


def test_each_annotation_is_in_its_sentence(make_doc):
    doc = make_doc(
        "Police arrested Ana Vargas in Lima on Monday. Soldiers left Ankara on 3 May. Rain fell.",
        people=["Ana Vargas"],
    )
    first, second, third = annotated(doc)
    assert [names(each.places) for each in (first, second, third)] == [["Lima"], ["Ankara"], []]
    assert [names(each.dates) for each in (first, second, third)] == [["Monday"], ["3 May"], []]
    assert [each.people for each in (first, second, third)] == [[(16, 26)], [], []]
    assert "Police" in names(first.actors)
    assert names(second.actors) == ["Soldiers"]
    assert [each.sentence.index for each in (first, second, third)] == [0, 1, 2]


def test_a_dateline_is_left_out_and_kept_as_the_place_of_writing(make_doc):
    doc = make_doc("BEIRUT. Rain fell. ANKARA, Turkey — Police left Lima.".replace("ANKARA", "Ankara"))
    *_, last = annotated(doc)
    assert last.written_at.text == "Ankara"
    assert names(last.places) == ["Lima"]
    assert doc.text[last.body_start :].startswith("Police left")
    assert all(actor.start >= last.body_start for actor in last.actors)


def test_a_sentence_without_a_dateline_begins_where_it_begins(make_doc):
    _, second = annotated(make_doc("Rain fell. Police left Lima."))
    assert second.written_at is None
    assert second.body_start == second.sentence.start


def test_without_a_detector_there_are_no_detected_words_and_not_none_of_them(make_doc):
    doc = make_doc("Rain fell.")
    assert annotated(doc)[0].detected is None
    doc._.event_words = ()
    assert annotated(doc)[0].detected == []
