"""Features of a candidate from a report's other names."""

import numpy as np
import pytest

from geo.resolution.context_features import JOINT, MAX_CONTEXT_ROWS, joint_features


@pytest.fixture
def features(arrays):
    """Return a function that gives the features of a text's candidates by name and label; the likely ones are named."""

    def made(text, names, likely, **known):
        found = arrays(text, names, **known)
        chances = np.zeros(len(found.name_index))
        labels = {}
        for name in found.names:
            for i, match in enumerate(name.matches):
                row = name.first + i
                labels.setdefault((name.text, match.place.label), row)
                chances[row] = likely.get(match.place.label, 0.0)
        matrix = joint_features(found, chances)
        assert matrix.shape == (len(found.name_index), len(JOINT))
        assert np.isfinite(matrix).all()
        assert not matrix[found.place < 0].any(), "none has no features"
        return lambda name, label, column: matrix[labels[name, label], JOINT.index(column)]

    return made


TEXT = "Fishermen in Paris met farmers from Dallas and Austin."
NAMES = ["Paris", "Dallas", "Austin"]
LIKELY = {"Dallas, Texas, US": 1.0, "Austin, Texas, US": 1.0}


def test_what_lies_near_the_others_is_heard(features, check_rows):
    of = features(TEXT, NAMES, LIKELY)

    def check(column):
        assert of("Paris", "Paris, Texas, US", column) > of("Paris", "Paris, Ile-de-France, FR", column)

    check_rows(
        [
            "share of places in its country",
            "places in its country",
            "places in its division",
            "places within 250 km",
            "place in its division close by",
            "lead in its division",
        ],
        check,
    )
    assert of("Paris", "Paris, Ile-de-France, FR", "isolated") == 1.0
    assert of("Paris", "Paris, Texas, US", "isolated") < 0.1


def test_unlikely_places_are_not_heard(features):
    of = features(TEXT, NAMES, {"Dallas, Texas, US": 0.02, "Austin, Texas, US": 0.0})
    assert of("Paris", "Paris, Texas, US", "places in its division") == 0.0
    of = features(TEXT, NAMES, {"Dallas, Texas, US": 0.021})
    assert of("Paris", "Paris, Texas, US", "places in its division") > 0.0


def test_votes_saturate(features):
    of = features(TEXT, NAMES, LIKELY)
    assert of("Paris", "Paris, Texas, US", "places in its division") == pytest.approx(2 / 3)
    assert of("Paris", "Paris, Texas, US", "share of places in its country") == pytest.approx(2 / 2.5)


def test_a_state_that_follows_is_the_best_witness(features):
    of = features("In Paris, Texas, it rained.", ["Paris", "Texas"], {"Texas, US": 0.9})
    assert of("Paris", "Paris, Texas, US", "container follows") == pytest.approx(0.9)
    assert of("Paris", "Paris, Texas, US", "its division named") == pytest.approx(0.9)
    assert of("Paris", "Paris, Ile-de-France, FR", "another container follows") == pytest.approx(0.9)
    assert of("Texas", "Texas, US", "after a place within it") == 0.0
    of = features("In Paris, Texas, it rained.", ["Paris", "Texas"], {"Paris, Texas, US": 0.9})
    assert of("Texas", "Texas, US", "after a place within it") == pytest.approx(0.9)
    assert of("Texas", "Texas, US", "contains other places") > 0


def test_a_name_is_no_witness_for_itself(features):
    of = features("Paris and Paris.", ["Paris", "Paris"], {"Paris, Texas, US": 1.0})
    assert of("Paris", "Paris, Texas, US", "places in its division") == 0.0
    assert of("Paris", "Paris, Texas, US", "another name of it") == 0.0


def test_a_place_under_two_names_counts_as_one(features):
    likely = {"United States": 1.0}
    one = features("Paris and the U.S.", ["Paris", "U.S."], likely)
    two = features(
        "Paris, the U.S. and American men.", ["Paris", "U.S.", "American"], likely, demonyms=["American"]
    )
    votes = [of("Paris", "Paris, Texas, US", "places in its country") for of in (one, two)]
    assert votes[0] == votes[1] == pytest.approx(0.5)
    assert two("U.S.", "United States", "another name of it") == pytest.approx(1.0)


def test_countries_in_a_list_are_like_one_another(features):
    of = features("Iraq, Iran and Jordan.", ["Iraq", "Iran", "Jordan"], {"Iran": 1.0, "Iraq": 1.0})
    assert of("Jordan", "Jordan", "country close by") > 0.9
    assert of("Jordan", "Jordan", "places in neighbouring countries") == pytest.approx(
        0.5
    )  # Iraq's, not Iran's
    assert of("Iraq", "Iraq", "container follows") == 0.0


def test_the_address_of_the_outlet(features):
    of = features("Rain in Paris.", ["Paris"], {}, source="lesoir.fr")
    assert of("Paris", "Paris, Ile-de-France, FR", "address in its country") == 1.0
    assert of("Paris", "Paris, Texas, US", "address in another country") == 1.0
    of = features("Rain in Paris.", ["Paris"], {})
    assert of("Paris", "Paris, Texas, US", "address in another country") == 0.0


def test_what_the_outlet_is_called_after(features):
    likely = {"Dallas, Texas, US": 1.0}
    of = features("Rain in Paris.", ["Paris"], likely, source="dallasnews.com")
    assert of("Paris", "Paris, Texas, US", "outlet's name in its division") == 1.0
    assert of("Paris", "Paris, Texas, US", "places in its division") == 0.0, "it is no part of the text"
    own = features("Rain in Dallas.", ["Dallas"], likely, source="dallasnews.com")
    assert own("Dallas", "Dallas, Texas, US", "outlet's name, settlement") == 1.0


def test_no_report_is_too_long(arrays):
    names = ["Paris", "Dallas", "Austin", "Lyon", "Nice"] * 60
    text = " ".join(f"{name} {'x' * (i % 7)}" for i, name in enumerate(names))
    found = arrays(text, names)
    assert len(found.name_index) < MAX_CONTEXT_ROWS * 2
    assert joint_features(found, np.full(len(found.name_index), 0.5)).shape == (
        len(found.name_index),
        len(JOINT),
    )


def test_no_names(arrays):
    assert joint_features(arrays("", []), np.zeros(0)).shape == (0, len(JOINT))


def test_one_candidate_that_fits_what_follows_speaks_against_the_others(features, check_rows):
    of = features(
        "A mill in Rome, Georgia, burnt.", ["Rome", "Georgia"], {"Georgia": 0.5, "Georgia, US": 0.5}
    )
    assert of("Rome", "Rome, Georgia, US", "may lie in what follows") == 1.0
    assert of("Rome", "Rome, Latium, IT", "may lie in what follows") == 0.0
    assert of("Georgia", "Georgia, US", "may contain the place named before") == 1.0
    assert of("Georgia", "Georgia", "may contain the place named before") == 0.0
    column = "another container follows, one candidate fits"
    assert of("Rome", "Rome, Latium, IT", column) == 0.5
    assert of("Rome", "Rome, Georgia, US", column) == 0.0


def test_a_list_of_places_that_hold_no_other_says_nothing(features, check_rows):
    of = features("From Lyon, Georgia, and on.", ["Lyon", "Georgia"], {"Georgia": 1.0})
    assert of("Lyon", "Lyon, Rhone-Alpes, FR", "another container follows") == 1.0
    assert of("Lyon", "Lyon, Rhone-Alpes, FR", "another container follows, one candidate fits") == 0.0


def test_an_area_in_apposition_is_heard(features, check_rows):
    of = features("Shells hit Tripoli, in northern Lebanon.", ["Tripoli", "Lebanon"], {"Lebanon": 0.9})
    here, there = "Tripoli, North Lebanon, LB", "Tripoli, LY"
    assert of("Tripoli", here, "area in apposition") == 0.9
    assert of("Tripoli", there, "area in apposition") == 0.0
    assert of("Tripoli", there, "another area in apposition") == 0.9
    assert of("Tripoli", there, "lies outside the area in apposition, one candidate fits") == 1.0
    assert of("Tripoli", here, "lies outside the area in apposition, one candidate fits") == 0.0


def test_a_list_is_of_one_kind_of_place(features):
    text, names = "Gunmen roam Katsina and Zamfara.", ["Katsina", "Zamfara"]
    column = "listed with a division of its country"
    of = features(text, names, {"Zamfara, NG": 0.9})
    assert of("Katsina", "Katsina, NG", "listed with a town of its country") == 0.0
    apart = features(
        "Gunmen left Zamfara. They are in Katsina.", ["Zamfara", "Katsina"], {"Zamfara, NG": 0.9}
    )
    assert apart("Katsina", "Katsina, NG", column) == 0.0
    of = features("Trade of Jordan and Egypt", ["Jordan", "Egypt"], {"Egypt": 0.8})
    assert of("Jordan", "Jordan", "listed with a country") == pytest.approx(0.8)
    of = features("Rain in Paris and Austin", ["Paris", "Austin"], {"Austin, Texas, US": 0.7})
    assert of("Paris", "Paris, Texas, US", "listed with a town of its country") == pytest.approx(0.7)
    assert of("Paris", "Paris, Ile-de-France, FR", "listed with a town of its country") == 0.0
