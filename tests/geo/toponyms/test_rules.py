"""Which words of a report name places, by rules."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.toponyms.metonymy import SCORES
from geo.toponyms.rules import by_rules, names_by_rules


def test_the_name_around_an_embedded_place_is_kept(read):
    assert [m.within for m in read("The Idlib Brigade left.")] == ["Idlib Brigade"]


@pytest.mark.parametrize(
    "text",
    [
        "He was reading in May.",
        "Nice weather is expected.",
        "Of all the teams, ours won.",
        "Why? Most police said so.",
        "Split the bill.",
    ],
)
def test_words_and_months_are_no_places(read, text):
    assert not read(text)


@pytest.mark.parametrize(
    ("text", "toponyms"),
    [
        ("The Nigerian's car was found in Benin's capital.", ["Nigerian", "Benin"]),
        ("US-backed forces left.", ["US"]),
        (
            "It rained in Washington, D.C., and in Windsor, Ont., too.",
            ["Washington, D.C.", "Windsor", "Ont."],
        ),
        ("They met in The Hague.", ["The Hague"]),
        ("The Netherlands won.", ["Netherlands"]),
        ("FLOODS HIT DHAKA AND SYLHET", ["DHAKA", "SYLHET"]),
        ("Trucks queued at the Kerem Shalom crossing.", ["Kerem Shalom crossing"]),
    ],
)
def test_spans(read, text, toponyms):
    assert [mention.text for mention in read(text)] == toponyms


@pytest.fixture
def toponyms(words_of):
    """Return a function that finds the toponyms of a text."""

    def found(text):
        doc, words, lookup = words_of(text)
        return by_rules(doc, words, lookup)[0]

    return found


def test_the_longest_good_match_wins(toponyms):
    assert [each.text for each in toponyms("Rain fell on New York City and on York.")] == [
        "New York City",
        "York",
    ]


def test_a_name_is_taken_with_its_role_score_and_reason(toponyms):
    (found,) = toponyms("It rained in Quito.")
    assert (found.text, found.start, found.end) == ("Quito", 13, 18)
    assert (found.role, found.role_score) == ("literal", SCORES["literal"])
    assert 0.5 < found.score <= 1
    assert found.reason


def test_what_is_no_name_of_a_place(toponyms, check_rows):
    def check(text):
        assert toponyms(text) == []

    check_rows(
        [
            "",
            "It rained.",
            "Ana Lima sang.",  # a person
            "North is up.",
            "Mr Lima sang.",
            "In 51 days.",
            "The Kremlin said no.",
        ],
        check,
    )


def test_a_place_inside_an_organisation_is_embedded(toponyms):
    (found,) = toponyms("The Bank of Ghana closed.")
    assert (found.text, found.role, found.within) == ("Ghana", "embedded", "Bank of Ghana")


def test_a_site_that_the_gazetteer_does_not_know_is_one_by_its_head(toponyms):
    (found,) = toponyms("Shots were fired on Zqwertz Avenue.")
    assert (found.text, found.score) == ("Zqwertz Avenue", 0.5)


def test_an_abbreviated_state_keeps_its_full_stop(toponyms):
    assert [each.text for each in toponyms("It rained in Windsor, Ont., too.")] == ["Windsor", "Ont."]
    assert [each.text for each in toponyms("It rained in Windsor, Ontario.")] == ["Windsor", "Ontario"]


def test_a_name_that_is_surely_a_place_elsewhere_is_one_here(toponyms):
    alone = toponyms("Reading was quiet.")
    told = toponyms("He lives in Reading, England. Reading was quiet.")
    assert [each.text for each in alone] == []
    assert [each.text for each in told] == ["Reading", "England", "Reading"]


def test_a_city_that_is_only_padded_is_the_shorter_name(toponyms):
    assert [each.text for each in toponyms("The Dublin City Council met.")] == ["Dublin"]
    assert [each.text for each in toponyms("Shells hit Gaza City.")] == ["Gaza City"]
    assert [each.text for each in toponyms("Mississippi State won.")] == ["Mississippi"]


def test_people_and_organisations(words_of):
    text = "Ana Lima of the Bank of Ghana met Mayor Zorblat on Zqwertz Avenue."
    doc, words, lookup = words_of(text)
    names = names_by_rules(text, words, lookup)
    assert [(name.text, name.label) for name in names] == [
        ("Ana Lima", "PERSON"),
        ("Bank of Ghana", "ORG"),
        ("Zorblat", "PERSON"),
    ]
    assert names == by_rules(doc, words, lookup)[1]


PIECES = st.sampled_from(
    [
        "Lima",
        "the Bank of Ghana",
        "Mr. Hill",
        "in",
        ", Ohio",
        ". ",
        "\n",
        "U.S.",
        "City",
        "said",
        "D-",
        "Nice",
    ]
)


@settings(max_examples=80, deadline=None)
@given(pieces=st.lists(PIECES, max_size=15))
def test_toponyms_are_sorted_and_do_not_overlap(words_of, pieces):
    text = " ".join(pieces)
    doc, words, lookup = words_of(text)
    found, names = by_rules(doc, words, lookup)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(text[each.start : each.end] == each.text for each in (*found, *names))
    assert all(0 < each.score <= 1 for each in found)
