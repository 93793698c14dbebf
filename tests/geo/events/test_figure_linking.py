"""Which event a figure belongs to: one of its sentence whose type fits, else the last before it."""

import pytest

from geo.events.annotations import annotated_sentences
from geo.events.figure_linking import link_figures


def killed(events):
    return [[figure.low for figure in event.figures if figure.kind == "killed"] for event in events]


def test_a_figure_belongs_to_the_nearest_event_of_its_sentence_that_fits(code):
    events = code("Police arrested Ana Vargas in Lima and gunmen killed nine people in Aleppo.")
    assert {event.type: [f.low for f in event.figures] for event in events} == {"COERCE": [], "ASSAULT": [9]}


def test_a_figure_of_a_sentence_without_events_goes_to_the_event_before_it(code):
    (event,) = code("A bomb exploded in Aleppo. The death toll rose to 12.")
    assert killed([event]) == [[12]]


def test_an_event_far_back_gets_no_figure(code):
    filler = "Rain fell all over the region and nobody left the house. " * 9
    (event,) = code(f"A bomb exploded in Aleppo. {filler}The death toll rose to 12.")
    assert killed([event]) == [[]]


def test_an_amount_goes_to_no_earlier_event(code):
    (event,) = code("Kenya sent aid to Aleppo. It was worth $5 million.")
    assert event.figures == ()


def test_only_the_last_event_before_is_asked(code):
    blast, talks = code(
        "A bomb exploded in Aleppo. Egypt and Kenya held talks in Cairo. The death toll rose to 12."
    )
    assert killed([blast, talks]) == [[], []]


@pytest.mark.parametrize(("back", "expected"), [(12, [[12]]), (13, [])])
def test_a_figure_belongs_to_one_of_the_last_twelve_events(code_by_rules, make_doc, back, expected):
    (annotated,) = annotated_sentences(make_doc("The death toll rose to 12."), actors=[], dates=[])
    (blast,) = code_by_rules("A bomb exploded in Aleppo.")
    (talks,) = code_by_rules("Egypt and Kenya held talks in Cairo.")
    events = [blast, *[talks] * (back - 1)]
    assert killed(link_figures(annotated.sentence, events, report="r").values()) == expected
