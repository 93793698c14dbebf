"""Which day is whose; words for a day that cannot be known stay, with the reason."""

import pytest

from geo.json_objects import event_object

NO_DAY = "relative to the day of publication, which is not known"


def only(found, root):
    [event] = [event for event in found if event.type == root]
    return event


@pytest.mark.parametrize(
    ("text", "root", "words"),
    [
        ("Police arrested two men in Lima on Thursday.", "COERCE", "Thursday"),
        ("Police arrested two men in Lima yesterday.", "COERCE", "yesterday"),
        ("Police arrested two men in Lima last month.", "COERCE", "last month"),
        ("Three days ago police arrested two men in Lima.", "COERCE", "Three days ago"),
        ("Thousands protested in Lima over the weekend.", "PROTEST", "over the weekend"),
        ("The minister will visit Kenya next week.", "CONSULT", "next week"),
    ],
)
def test_words_of_a_day_that_nothing_anchors_are_kept(code, text, root, words):
    when = only(code(text, published=None), root).when
    assert (when.start, when.end, when.granularity) == (None, None, "unknown")
    assert (when.text, when.rule) == (words, NO_DAY)


def test_they_stand_in_the_json_and_in_the_evidence(code):
    event = only(code("Police arrested two men in Lima on Thursday.", published=None), "COERCE")
    assert event_object(event)["when"] == {
        "start": None, "end": None, "granularity": "unknown", "text": "Thursday", "rule": NO_DAY
    }  # fmt: skip
    assert event.evidence["when"] == f"“Thursday”: {NO_DAY}."


def test_a_year_that_is_not_told_is_named_as_the_reason(code):
    when = only(code("Police arrested two men in Lima on 3 May.", published=None), "COERCE").when
    assert (when.start, when.text) == (None, "3 May")
    assert when.rule == "no year is stated, and the day of publication is not known"


def test_an_own_day_that_cannot_be_known_is_not_replaced_by_one_told_elsewhere(code):
    text = "Thousands protested in Lima on 3 May 2024. Police arrested two men in Lima on Thursday."
    when = only(code(text, published=None), "COERCE").when
    assert (when.start, when.text) == (None, "Thursday")


def test_the_words_of_a_statement_s_day_are_kept(code):
    when = only(
        code("Police said Thursday that two men were arrested in Lima.", published=None), "COERCE"
    ).when
    assert (when.start, when.end, when.text) == (None, None, "Thursday")
    assert when.rule == f"no later than the day of the statement ({NO_DAY})"


def test_without_any_words_there_are_none(code):
    when = only(code("Police arrested two men in Lima.", published=None), "COERCE").when
    assert (when.text, when.rule) == (None, "no date in the sentence")
