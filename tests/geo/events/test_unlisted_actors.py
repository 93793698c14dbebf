"""Participants that the table of actors lacks: countries, and unknown names."""

from dataclasses import replace

import pytest

from geo.events.triggers import find_triggers
from geo.events.unlisted_actors import acting_countries, unknown_names


@pytest.fixture
def named(marked):
    """Return a function that finds the unknown names of a sentence in which the words in `known` are known."""

    def names(text, known=()):
        read, marks = marked(text)
        spans = [
            type("Span", (), {"start": text.index(each), "end": text.index(each) + len(each)})
            for each in known
        ]
        found = unknown_names(read, find_triggers(read, marks), spans)
        assert all(text[each.start : each.end] == each.text == each.name for each in found)
        return [each.text for each in found]

    return names


def test_unknown_names_that_take_part(named, check_rows):
    def check(row):
        text, *expected = row
        assert named(text) == expected

    check_rows(
        [
            ("On Monday Okello was shot.", "Okello"),
            ("Okello was shot.", "Okello"),
            ("Police arrested Omar al-Hadi, an editor.", "Omar al-Hadi"),
            ("Police arrested Ana de la Cruz.", "Ana de la Cruz"),
            ("Police arrested Okello in Lima.", "Okello"),
            ("They met Okello and Hill.", "Okello", "Hill"),
            ("The village of Qasr was shelled.", "Qasr"),  # a place that no gazetteer has
            ("Okello Hill was shot.", "Okello Hill"),
            # what is none
            ("None were shot.",),
            ("None was shot.",),
            ("Others were shot.",),
            ("Everyone was shot.",),
            ("Schools were shelled.",),
            ("Police arrested Capt.",),
            ("They met on Christmas.",),
            ("They signed the Helsinki Accords.",),
            ("Police arrested members of the Blue Water Party (BWP).", "Blue Water Party"),
            ("Okello sings.",),  # a sentence may begin so of anything
            ("The head of Northern Command was shot.",),
            ("On Monday police arrested nobody.",),
            ("In March they left.",),
            ("Police arrested Mr. and There.",),
            ("police arrested two men.",),
            ("It rained.",),
            ("None were wounded.",),
            ("Others were held.",),
            ("Fourteen were wounded.",),
            ("OKELLO WAS SHOT IN THE MARKET.",),  # capitals tell nothing there
            ("The shop was looted at 14:30 GMT, police said.",),
            ("It burned at 5 p.m. EST and again.",),
        ],
        check,
    )


def test_what_is_known_is_not_unknown(named):
    assert named("They met Okello and Hill.", known=["Hill"]) == ["Okello"]
    assert named("They met Okello Hill.", known=["Okello"]) == []


def test_the_name_of_a_treaty_has_no_name(named):
    assert named("They signed the Marshall Accord.") == []


@pytest.fixture
def countries(make_doc, sentence):
    """Return a function that gives the acting countries of a sentence."""

    def acting(text, actors=(), **changed):
        places = [replace(each, **changed) for each in make_doc(text)._.places]
        found = acting_countries(sentence(text), places, actors)
        return [(each.text, each.name, each.country, each.role) for each in found]

    return acting


def test_countries_take_part(countries):
    assert countries("Kenya met Mali in Lima.") == [
        ("Kenya", "Kenya", "KE", "GOV"),
        ("Mali", "Mali", "ML", "GOV"),
    ]


def test_countries_that_take_no_part(countries, actor):
    text = "Kenya slept."
    assert countries("Kenyan tents") == []  # an adjective
    assert countries(text, role="embedded") == []
    assert countries(text, role="metonymic") != []
    assert countries(text, place=None) == []
    assert countries(text, phrase_end=12) == []  # "Kenya's north"
    assert countries(text, actors=[actor(text, "Kenya")]) == []
    assert countries("Mali and Kenya", actors=[actor("Mali and Kenya", "Mali")]) == [
        ("Kenya", "Kenya", "KE", "GOV")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Police shot two men in Mombasa, Kenya.",
        "Two men were shot in Mombasa, Kenya, on Friday.",
        "A bomb went off in Lahore (Pakistan) on Friday.",
        "Rebels held Aleppo, in the north of Syria.",
        "They met in Kabul, the capital of Afghanistan.",
        "Iran-backed troops came.",
        "A Russia-led mission came.",
    ],
)
def test_a_country_that_says_where_a_place_is_takes_no_part(countries, text):
    assert countries(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Ankara, Turkey met Mali.", ["Turkey", "Mali"]),
        ("In Greene Harbour, Kenya met Mali.", ["Kenya", "Mali"]),
        ("In March, Kenya met Mali.", ["Kenya", "Mali"]),
        ("They met in Ankara, Kenya said.", ["Kenya"]),
        ("They blamed Mali, Kenya and Peru.", ["Mali", "Kenya", "Peru"]),
        ("They praised Omar Okello, Kenya and Peru.", ["Kenya", "Peru"]),
    ],
)
def test_a_country_behind_a_comma_may_still_act(countries, text, expected):
    assert [name for name, *_ in countries(text)] == expected
