"""Spans read off the network's scores, cut as gold standards cut them."""

import pytest

from geo.spans import NamedSpan
from geo.toponyms.tagger.span_extraction import chance_of, is_surname, names_of, places_of


def places(tagged):
    return [
        (tagged.text[each.start : each.end], each.demonym)
        for each in places_of(tagged.text, tagged.tokens, tagged.scores, tagged.known)
    ]


def names(tagged, ruled=()):
    return [
        (each.span.text, each.span.label)
        for each in names_of(tagged.text, tagged.tokens, tagged.scores, ruled)
    ]


def test_places_and_nationalities(tagged):
    found = tagged("Kenyan men left New York today.", demonyms={"Kenyan": 0.9}, places={"New York": 0.8})
    assert places(found) == [("Kenyan", True), ("New York", False)]
    (_, york) = places_of(found.text, found.tokens, found.scores, found.known)
    assert york.chance == pytest.approx(0.8)
    assert (york.first, york.last) == found.span("New York")


def test_the_bounds_of_a_place(tagged, check_rows):
    def check(row):
        text, span, *expected = row
        assert [words for words, _ in places(tagged(text, places={span: 0.9}))] == expected

    check_rows(
        [
            ("in the Oregon coast today", "Oregon coast", "Oregon"),  # a common noun is no part of the name
            ("in Beirut airport today", "Beirut airport", "Beirut airport"),  # but of a site's
            ("on the Hanoi-Haiphong road", "Hanoi-Haiphong", "Hanoi", "Haiphong"),
            ("in the Netherlands today", "the Netherlands", "Netherlands"),
            ("in Kenya's car", "Kenya's", "Kenya"),
            ("in “Kenya” today", "“Kenya”", "Kenya"),
            ("in Rafa’a today", "Rafa"),  # a word goes on
            ("in … today", "…"),
        ],
        check,
    )


def test_people_and_organisations(tagged):
    found = tagged(
        "Ana Vargas left the Red Cross.", people={"Ana Vargas": 0.9}, organisations={"Red Cross": 0.9}
    )
    assert names(found) == [("Ana Vargas", "PERSON"), ("Red Cross", "ORG")]


def test_the_bounds_of_a_person(tagged, check_rows):
    def check(row):
        text, span, *expected = row
        assert [words for words, _ in names(tagged(text, people={span: 0.9}))] == expected

    check_rows(
        [
            ("they met Ana of Lima", "Ana of", "Ana"),
            ("they met Moon Jae-in today", "Moon Jae", "Moon Jae-in"),
            ("they met Rafa'a Salameh today", "Rafa", "Rafa'a Salameh"),
            ("they met Zorblat Qwertzy today", "Zorblat", "Zorblat Qwertzy"),  # of which nothing is known
            ("they met Zorblat Paris today", "Zorblat", "Zorblat"),
            ("they met Ana's men", "Ana's", "Ana"),
            ("they met the minister today", "minister"),  # a title
            ("they met Defense Secretary today", "Defense Secretary"),
            ("they met … today", "…"),
        ],
        check,
    )


def test_rules_cut_titles_off_and_know_longer_organisations(tagged):
    text = "they met Mayor Ana Vargas of the Bank of Ghana"
    found = tagged(text, people={"Mayor Ana Vargas": 0.9}, organisations={"Ghana": 0.9})
    ruled = [
        NamedSpan(start=15, end=25, text="Ana Vargas", label="PERSON"),
        NamedSpan(start=33, end=46, text="Bank of Ghana", label="ORG"),
    ]
    assert names(found, ruled) == [("Ana Vargas", "PERSON"), ("Bank of Ghana", "ORG")]
    assert names(found) == [("Mayor Ana Vargas", "PERSON"), ("Ghana", "ORG")]


def test_a_surname_is_a_capitalised_word_of_which_nothing_is_known(tagged, check_rows):
    def check(row):
        text, sought, expected = row
        found = tagged(text)
        assert is_surname(found.tokens, found.span(sought)[0]) == expected

    check_rows(
        [
            ("Ana Zorblat left", "Zorblat", True),
            ("Ana Paris left", "Paris", False),
            ("Ana zorblat left", "zorblat", False),
            ("Ana ZORBLAT left", "ZORBLAT", False),
            ("Ana-Zorblat left", "Zorblat", False),
            ("Ana University left", "University", False),
        ],
        check,
    )
    assert not is_surname(tagged("Ana").tokens, 1)


def test_the_chance_of_a_span_is_the_mean_of_its_tokens(tagged):
    found = tagged("in New York", places={"New": 0.5, "York": 0.9})
    first, last = found.span("New York")
    assert chance_of(found.scores, first, last) == pytest.approx(0.7)


def test_what_was_not_scored_has_no_spans(tagged):
    found = tagged("in New York", places={"New York": 0.9})
    found.scores = type(found.scores)(found.scores.places, found.scores.names, found.scores.roles, [])
    assert places(found) == names(found) == []


def test_no_text(tagged):
    assert places(tagged("")) == names(tagged("")) == []
