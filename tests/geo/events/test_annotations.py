"""The sentences of a report with what was found in each: nothing twice, nothing lost, no dateline."""

import dataclasses

import pytest

from geo.actors.recogniser import find_actors
from geo.dates.recogniser import find_dates
from geo.events.annotations import annotated_sentences
from geo.records import Actor


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


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        (
            "Police told soldiers of the Kenyan border with rebels.",
            "Kenyan",
            ["Police", "soldiers", "Kenyan", "rebels"],
        ),
        (
            "Police told soldiers of the Kenyan border with rebels.",
            "Kenyan border",
            ["Police", "soldiers", "rebels"],
        ),
        ("Police met the Kenyan troops.", "Kenyan troops", ["Police", "Kenyan troops"]),
    ],
    ids=["a name alone", "inside", "the whole phrase"],
)
def test_what_is_part_of_a_place_s_phrase_is_no_actor(make_doc, text, phrase, expected):
    doc = make_doc(text)
    (mention,) = doc._.places
    doc._.places = (dataclasses.replace(mention, phrase_end=mention.start + len(phrase)),)
    actors = [
        Actor(text=word, start=text.index(word), end=text.index(word) + len(word), name=word)
        for word in ("Police", "soldiers", "Kenyan troops", "Kenyan", "rebels")
        if word in text and (word != "Kenyan" or "Kenyan troops" not in text)
    ]
    (found,) = annotated_sentences(doc, actors=actors, dates=[])
    assert names(found.actors) == expected


def test_without_a_detector_there_are_no_detected_words_and_not_none_of_them(make_doc):
    doc = make_doc("Rain fell.")
    assert annotated(doc)[0].detected is None
    doc._.event_words = ()
    assert annotated(doc)[0].detected == []
