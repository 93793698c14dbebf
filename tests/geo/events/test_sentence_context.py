"""A sentence as the rules read it: triggers of the lists and of the detector, and who can take part."""

from geo.events.annotations import annotated_sentences
from geo.events.sentence_context import read_context
from geo.plover import ROOTS
from geo.spans import EventWord


def context(doc, *, play=False, is_hopeless=lambda found: False, **found):
    (sentence,) = annotated_sentences(doc, actors=found.get("actors", ()), dates=found.get("dates", ()))
    return read_context(sentence, play=play, is_hopeless=is_hopeless)


def detected(doc, word, root, chance=0.9):
    start = doc.text.index(word)
    chances = tuple(chance if each == root else 0.0 for each in ROOTS)
    doc._.event_words = (EventWord(start=start, end=start + len(word), chances=chances),)
    return doc


def words(context):
    return [found.words for found in context.triggers]


def test_triggers_are_those_of_the_lists_and_of_the_detector(make_doc):
    text = "Police arrested nine men and ruined a farm."
    assert words(context(make_doc(text))) == ["arrested"]
    assert words(context(detected(make_doc(text), "ruined", "ASSAULT"))) == ["arrested", "ruined"]


def test_a_hopeless_trigger_is_dropped_only_where_a_detector_read_the_report(make_doc):
    text = "Police arrested nine men."
    assert words(context(make_doc(text), is_hopeless=lambda found: True)) == ["arrested"]
    doc = detected(make_doc(text), "Police", "COERCE")
    assert words(context(doc, is_hopeless=lambda found: True)) == []


def test_in_a_report_about_sport_the_detector_s_attacks_are_none(make_doc):
    doc = detected(make_doc("The striker ruined the defence."), "ruined", "ASSAULT")
    assert words(context(doc)) == ["ruined"]
    assert words(context(doc, play=True)) == []


def test_acting_countries_and_unknown_names_can_take_part(make_doc):
    found = context(make_doc("Peru accused Okello, and Okello was shot."))
    assert [argument.item.text for argument in found.actors] == ["Peru", "Okello", "Okello"]
