"""Texts in one case are read as the news would write them."""

import pytest

from gazetteer import store
from geo.language import load, make_doc
from geo.nlp.encoder import truecasing
from geo.records import Report

NEWS = "Gunmen killed nine farmers near Maiduguri on Monday, Nigerian police said. A bomb hit Kobani in northern Syria."


@pytest.fixture(scope="module")
def nlp():
    return load()


def places(nlp, text):
    return [(m.start, m.end, m.place and m.place.id) for m in nlp(text)._.places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NEWS.lower(), True),
        (NEWS.upper(), True),
        (NEWS, False),
        ("", False),
        ("NATO, UN", False),
        ("الجيش يقصف مدينة حلب", False),
        ("GAZA CITY: " + NEWS, False),
        (f"{NEWS.lower() * 3} Hi.", True),
    ],
    ids=["small", "capitals", "news", "empty", "abbreviations", "no case", "a dateline", "one capital"],
)
def test_what_is_caseless(text, expected):
    assert truecasing.is_caseless(text) is expected


@pytest.mark.parametrize("change", [str.lower, str.upper], ids=["small", "capitals"])
def test_names_get_their_capitals_and_offsets_stay(change):
    read = truecasing.truecased(change(NEWS), store.default())
    assert read.lower() == NEWS.lower()
    for name in ("Gunmen", "Maiduguri", "Nigerian", "Kobani", "Syria"):
        assert name in read
    assert " farmers near " in read and " bomb hit " in read


@pytest.mark.parametrize("change", [str.lower, str.upper], ids=["small", "capitals"])
def test_places_in_a_text_of_one_case_are_those_of_the_news(nlp, change):
    assert places(nlp, change(NEWS)) == places(nlp, NEWS)
    doc = nlp(change(NEWS))
    assert doc.text == change(NEWS)
    assert [m.text for m in doc._.places] == [change(m.text) for m in nlp(NEWS)._.places]


def test_letters_of_two_letters_stay():
    assert truecasing.raised("straße") == "STRAßE"
    assert truecasing.lowered("İZMİR") == "İzmİr"


def test_a_text_that_is_too_long_for_the_encoder_stays(monkeypatch):
    monkeypatch.setattr(truecasing, "MOST_WORDS", 3)
    truecasing.truecased.cache_clear()
    assert truecasing.truecased(NEWS.lower(), store.default()) == NEWS.lower()
    truecasing.truecased.cache_clear()


def test_rules_and_other_languages_do_without(nlp, monkeypatch):
    monkeypatch.setattr(truecasing, "truecased", None)  # calling it would fail
    load(fast=True)(NEWS.lower())
    nlp(NEWS)
    nlp(
        make_doc(
            nlp, Report(id="r", text="la policía detuvo a dos hombres en la ciudad de lima", language="es")
        )
    )
