"""Places that are taken over: from the deed just before, from the dateline, from whoever rules."""

import pytest


def where(event):
    return [(link.mention.text, link.inferred) for link in event.places if link.role == "location"]


@pytest.mark.parametrize(
    "follow_up",
    [
        "Rescuers pulled six people from the rubble.",
        "Police opened an investigation.",
        "Two men were arrested.",
    ],
)
def test_what_follows_a_deed_is_where_it_was(code, follow_up):
    first, second = code(f"A bomb exploded in Aden on Monday. {follow_up}")
    assert where(first) == [("Aden", False)]
    assert where(second) == [("Aden", True)]


def test_but_words_are_nowhere(code):
    events = code("A bomb exploded in Aden on Monday. The minister condemned the bombing.")
    assert all(event.where is None for event in events if event.type == "ACCUSE")


def test_a_measure_is_where_its_author_rules(code):
    (event,) = code("Kenya declared a state of emergency.")
    assert where(event) == [("Kenya", True)]
    assert "whoever ordered it" in event.evidence["where"]


def test_a_border_that_is_named_goes_before_its_owner(code):
    (event,) = code("Kenya imposed a curfew in Mombasa.")
    assert where(event) == [("Mombasa", False)]


def test_a_demonym_rules_nowhere(code):
    (event,) = code("The Kenyan government declared a state of emergency.")
    assert event.where is None


def test_a_government_by_name_rules_its_land_and_a_bank_does_not():
    from geo.records import Mention
    from geo.venues import _rules

    told = {"start": 14, "end": 18, "text": "Mali", "role": "embedded", "place": None, "score": 1.0}
    told |= {"phrase_start": 14, "phrase_end": 18}
    assert _rules(Mention(**told, within="Government of Mali"))
    assert not _rules(Mention(**told, within="Bank of Mali"))


def test_the_nearest_place_of_the_sentence_is_taken_and_marked(code):
    (event,) = code("In Aden nobody slept, because gunmen, so said a baker, shot two guards.")
    (link,) = [each for each in event.places if each.role == "location"]
    assert link.mention.text == "Aden"


def test_a_deed_without_a_place_is_where_the_report_is_set_and_says_so(code):
    text = (
        "Rain fell on Mombasa. Shops in Mombasa opened late. People were calm. The sea was grey. "
        "Two guards were shot dead on Sunday."
    )
    (event,) = [each for each in code(text) if each.type == "ASSAULT"]
    (link,) = [each for each in event.places if each.role == "location"]
    assert (link.mention.text, link.inferred) == ("Mombasa", True)
    assert "the report is about Mombasa" in event.evidence["where"]


def test_words_without_a_place_are_nowhere(code):
    text = "Rain fell on Mombasa. Shops in Mombasa opened late. People were calm. Kenya rejected the offer of Mali."
    assert [each.where for each in code(text) if each.type == "REJECT"] == [None]


def test_what_people_of_other_countries_do_is_not_at_the_scene(code):
    text = "Rain fell on Mombasa. Shops in Mombasa opened late. People were calm. Peruvian police arrested a woman."
    assert [each.where for each in code(text) if each.type == "COERCE"] == [None]


def test_a_facility_is_no_scene(code):
    text = "Trucks left Kandla. Ships at Kandla waited. People were calm. The sea was grey. Two guards were shot dead on Sunday."
    assert [each.where for each in code(text) if each.type == "ASSAULT"] == [None]
