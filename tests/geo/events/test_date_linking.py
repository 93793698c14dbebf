"""Which day is whose; words for a day that cannot be known stay, with the reason."""

import datetime

import pytest

from geo import language
from geo.json_objects import event_object
from geo.pipeline import default_pipeline
from geo.records import Report

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


def test_a_day_of_no_known_year_takes_no_day_of_another_sentence(code, check_rows):
    def check(row):
        text, root, words = row
        found = [
            (event.when.start, event.when.text) for event in code(text, published=None) if event.type == root
        ]
        assert (None, words) in found

    check_rows(
        [
            (
                "Herders killed six people in Mali on 2 March 2012. On June 7 farmers killed four people in Mali.",
                "ASSAULT",
                "June 7",
            ),
            (
                "Soldiers attacked a market in Aden on 3 June. The attack on 9 May 2015 in Aden killed nine people.",
                "ASSAULT",
                "3 June",
            ),
            (
                "On 12 April, officials said, police arrested four men in Lima. A trial began in 2009.",
                "COERCE",
                "12 April",
            ),
            (
                "Police arrested four men in Lima on Friday. In October 2010 police arrested five men in Lima.",
                "COERCE",
                "Friday",
            ),
        ],
        check,
    )


def test_a_day_of_no_known_year_can_be_that_of_another_mention(code):
    text = "Police arrested four men in Lima on Friday. The men were arrested in Lima on Friday, 4 May 2012."
    assert [str(event.when.start) for event in code(text, published=None)] == ["2012-05-04"]


def test_the_days_of_what_is_announced_are_not_those_of_the_announcement(code, check_rows):
    def check(row):
        text, root, start = row
        event = only(code(text), root)
        assert (event.status, str(event.when.start)) == ("actual", start)

    check_rows(
        [
            ("The navies agreed to hold drills from 6 to 11 August off Mombasa.", "AGREE", "None"),
            ("Peru promised to send doctors to Aden on 1 September.", "AGREE", "None"),
            ("Kenya agreed on Friday to open its border from 6 to 11 August.", "AGREE", "2024-07-12"),
            ("Mali threatened on Sunday to close its border on 1 August.", "THREATEN", "2024-07-14"),
        ],
        check,
    )


DAYS = [
    # a day of its own, else that of the statement bounds it
    ("Police arrested two men in Lima on Saturday.", "COERCE", "2024-07-13", "2024-07-13"),
    (
        "Police said on Monday that two men were arrested in Lima on Saturday.",
        "COERCE",
        "2024-07-13",
        "2024-07-13",
    ),
    ("Police said on Monday that two men were arrested in Lima.", "COERCE", None, "2024-07-15"),
    ("Police said on Monday that nobody slept in Lima.", "COERCE", None, None),
    ("Police arrested two men in Lima on 3 May and on 5 May 2024.", "COERCE", "2024-05-03", "2024-05-03"),
    # words have the day of the statement
    ("Egypt accused Mali on Monday of shelling Aleppo on Saturday.", "ACCUSE", "2024-07-15", "2024-07-15"),
    ("Egypt said on Monday that it rejected the offer of Mali.", "REJECT", "2024-07-15", "2024-07-15"),
    # of two dates in a sentence each has its own
    (
        "Police arrested two men in Lima on Saturday, and Egypt accused Mali on Monday.",
        "COERCE",
        "2024-07-13",
        "2024-07-13",
    ),
    (
        "Police arrested two men in Lima on Saturday, and Egypt accused Mali on Monday.",
        "ACCUSE",
        "2024-07-15",
        "2024-07-15",
    ),
]


def test_whose_day_it_is(code, check_rows):
    def check(row):
        text, root, start, end = row
        found = [(str(event.when.start), str(event.when.end)) for event in code(text) if event.type == root]
        assert (
            found in ([], [("None", "None")])
            if (start, end) == (None, None)
            else found == [(str(start), str(end))]
        )

    check_rows(DAYS, check)


@pytest.mark.parametrize(("between", "carried"), [(13, True), (14, False)])
def test_what_is_said_in_a_call_has_its_day_for_fourteen_sentences(between, carried):
    text = " ".join(
        [
            "Minister Ana Vargas spoke by phone with General Ken Ito on Friday.",
            *["It rained."] * between,
            "Vargas accused Ito of theft.",
        ]
    )
    nlp = default_pipeline()
    with nlp.select_pipes(disable="dateline_completion"):  # which would infer it from far
        doc = nlp(language.make_doc(nlp, Report(id="r", text=text, published=datetime.date(2024, 7, 16))))
    assert (str(only(doc._.events, "ACCUSE").when.start) == "2024-07-12") == carried


def test_a_noun_that_a_date_modifies_has_no_other(code, check_rows):
    def check(row):
        text, root, start = row
        assert [str(event.when.start) for event in code(text) if event.type == root] == [start]

    check_rows(
        [
            ("Peru commemorated the 1992 bombing in Lima on Tuesday.", "ASSAULT", "1992-01-01"),
            ("Iraqi police spoke of the car bomb that exploded in Mosul on Monday.", "ASSAULT", "2024-07-15"),
        ],
        check,
    )


def test_the_day_of_a_statement_does_not_bound_what_is_to_come(code):
    when = only(code("The minister said on Monday that he will visit Kenya."), "CONSULT").when
    assert (when.start, when.end) == (None, None)
