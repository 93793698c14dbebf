"""What is only said, demanded or charged is no event of its own; what is dated or placed beside it is."""

import pytest


def types(events):
    return [event.type for event in events]


CONVICTED = [
    "Two rebels were convicted of killing a farmer in Aden.",
    "A man was convicted of murder in Aden.",
    "A court sentenced two men to death for rape.",
    "A court jailed two editors for publishing insults of the emir.",
]


def test_the_crime_of_a_conviction_is_no_event(code, check_rows):
    def check(text):
        assert types(code(text)) == ["SANCTION"]

    check_rows(CONVICTED, check)


def test_a_crime_told_by_itself_is_an_event(code):
    assert types(code("Rebels killed a farmer in Aden. A court in Lima convicted two rebels.")) == [
        "ASSAULT",
        "SANCTION",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Egypt called on the rebels to stop the attacks.", ["REQUEST"]),
        ("Egypt condemned the bombing.", ["ACCUSE"]),
        ("Egypt condemned the bombing in Kabul on Monday.", ["ACCUSE", "ASSAULT"]),
        ("Egypt condemned a bombing in Kabul on Monday.", ["ACCUSE"]),
        ("Egypt condemned the rebels, and police arrested two soldiers in Lima.", ["ACCUSE", "COERCE"]),
    ],
    ids=["demand", "blame", "blame-of-a-dated-deed", "blame-of-any-deed", "two-clauses"],
)
def test_content(code, text, expected):
    assert types(code(text)) == expected
