"""What is only said, demanded or charged is no event of its own; what is dated or placed beside it is."""

import pytest


def types(events):
    return [event.type for event in events]


CONVICTED = [
    "Two rebels were convicted of killing a farmer in Aden.",
    "A man was convicted of murder in Aden.",
    "A court sentenced two men to death for rape.",
    "A court jailed two editors for publishing insults of the emir.",
    "A court in Lima convicted two rebels of killing a farmer.",
    "Two rebels were sentenced to life in prison for kidnapping a nurse in Aden.",
    "A judge sentenced the officer to ten years for torturing detainees.",
    "The rebel was sentenced to nine years in prison for an attack on a convoy.",
    "Two men were jailed for the killing of a farmer.",
    "Six men were convicted of plotting attacks in Lima.",
    "A tribunal jailed a warlord for the abduction of 14 nuns.",
]


def test_the_crime_of_a_conviction_is_no_event(code, check_rows):
    def check(text):
        assert types(code(text)) == ["SANCTION"]

    check_rows(CONVICTED, check)


def test_a_conviction_has_the_place_of_its_crime_too(code):
    (event,) = code("A judge in Ankara convicted him of an attack in Aleppo.")
    assert {link.mention.text for link in event.places} == {"Ankara", "Aleppo"}


def test_what_a_visit_or_a_protest_is_for_is_no_event(code, check_rows):
    def check(row):
        text, *expected = row
        assert types(code(text)) == expected

    check_rows(
        [
            ("The Turkish minister will visit Doha for talks with the emir.", "CONSULT"),
            ("Students demonstrated calling for the release of the editor in Lima.", "PROTEST"),
            ("Clerks rallied in Cairo demanding new elections.", "PROTEST"),
            (
                "Thousands marched in Lima. The bishop called for the release of the editor.",
                "PROTEST",
                "REQUEST",
            ),
        ],
        check,
    )


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
        ("Egypt condemned the rebels, and police arrested two soldiers in Lima.", ["ACCUSE", "COERCE"]),
    ],
    ids=["demand", "blame", "blame-of-a-dated-deed", "two-clauses"],
)
def test_content(code, text, expected):
    assert types(code(text)) == expected
