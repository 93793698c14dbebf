"""Participants that the table of actors lacks: countries, and unknown names."""

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
            # what is none
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
            (
                "Police arrested Okello and EST, they said.",
                "Okello",
                "EST",
            ),  # without a time of the clock it may be a name
        ],
        check,
    )


def test_what_is_known_is_not_unknown(named):
    assert named("They met Okello and Hill.", known=["Hill"]) == ["Okello"]
    assert named("They met Okello Hill.", known=["Okello"]) == []


def test_the_name_of_a_treaty_is_nobody(named):
    assert named("They signed the Marshall Accord.") == []


def countries(make_doc, text, actors=(), **changed):
    from dataclasses import replace

    places = [replace(each, **changed) for each in make_doc(text)._.places]
    return [(each.text, each.name, each.country, each.role) for each in acting_countries(places, actors)]


def test_countries_take_part(make_doc):
    assert countries(make_doc, "Kenya met Mali in Lima.") == [
        ("Kenya", "Kenya", "KE", "GOV"),
        ("Mali", "Mali", "ML", "GOV"),
    ]


def test_countries_that_take_no_part(make_doc, actor):
    text = "Kenya slept."
    assert countries(make_doc, "Kenyan tents") == []  # an adjective
    assert countries(make_doc, text, role="embedded") == []
    assert countries(make_doc, text, role="metonymic") != []
    assert countries(make_doc, text, place=None) == []
    assert countries(make_doc, text, phrase_end=12) == []  # "Kenya's north"
    assert countries(make_doc, text, actors=[actor(text, "Kenya")]) == []
    assert countries(make_doc, "Mali and Kenya", actors=[actor("Mali and Kenya", "Mali")]) == [
        ("Kenya", "Kenya", "KE", "GOV")
    ]
