"""The profile of an outlet: the places that its other reports name."""

import numpy as np
import pytest

from geo.resolution.outlet_profile import OUTLET, OutletProfile, probable_places


@pytest.fixture
def report(arrays):
    """Return a function that makes a report's arrays and its probable places, of which those given are likely."""

    def made(names, likely):
        found = arrays(" and ".join(names), names)
        chances = np.zeros(len(found.owner))
        for name in found.names:
            for i, match in enumerate(name.matches):
                chances[name.first + i] = likely.get(match.place.label, 0.0)
        return found, probable_places(found, chances)

    return made


TEXAS = {"Dallas, Texas, US": 0.9, "Austin, Texas, US": 0.8}


def test_the_towns_and_states_that_a_report_probably_names(report):
    likely = {"Dallas, Texas, US": 0.9, "Texas, US": 0.5, "France": 1.0, "Austin, Texas, US": 0.29}
    _, probable = report(["Dallas", "Texas", "France", "Austin"], likely)
    assert {(name, chance, place.label) for (name, _), (chance, place) in probable.items()} == {
        ("dallas", 0.9, "Dallas, Texas, US"),
        ("texas", 0.5, "Texas, US"),
    }
    assert len(report(["Austin"], {"Austin, Texas, US": 0.3})[1]) == 1


def test_names_of_the_outlet_and_of_nothing_are_not_probable(arrays):
    found = arrays("Zqwertz.", ["Zqwertz"], source="dallasnews.com")
    assert probable_places(found, np.ones(len(found.owner))) == {}


def column(found, matrix, label, name):
    rows = [
        each.first + i
        for each in found.names
        for i, match in enumerate(each.matches)
        if match.place.label == label
    ]
    return matrix[rows[0], OUTLET.index(name)]


def test_other_reports_speak_for_what_lies_near_them(report):
    profile = OutletProfile()
    _, there = report(["Dallas", "Austin"], TEXAS)
    found, own = report(["Paris"], {})
    for probable in (there, there, own):
        profile.add(probable)
    matrix = profile.features(found, own)
    assert matrix.shape == (len(found.owner), len(OUTLET))
    share = 0.9 + 0.8  # of two other reports, each of which names both
    assert column(found, matrix, "Paris, Texas, US", "other reports in its division") == pytest.approx(
        share / (0.5 + share)
    )
    assert column(found, matrix, "Paris, Ile-de-France, FR", "other reports in its division") == 0.0
    assert column(found, matrix, "Paris, Texas, US", "other reports near it") > 0.0
    assert column(found, matrix, "Paris, Ile-de-France, FR", "other reports elsewhere") == pytest.approx(
        share / (1 + share)
    )
    assert column(found, matrix, "Paris, Texas, US", "other reports elsewhere") == 0.0
    assert not matrix[found.place < 0].any()


def test_what_a_report_says_itself_does_not_count(report):
    profile = OutletProfile()
    found, own = report(["Dallas", "Paris"], TEXAS)
    profile.add(own)
    assert not profile.features(found, own).any()
    profile.add({})
    assert not profile.features(found, own).any()


def test_uses_of_the_same_name_elsewhere_are_no_evidence(report):
    profile = OutletProfile()
    found, own = report(["Dallas"], {})
    _, there = report(["Dallas"], TEXAS)
    profile.add(there)
    profile.add(own)
    assert not profile.features(found, own).any()


def test_an_outlet_of_one_report_has_no_profile(report):
    profile = OutletProfile()
    found, own = report(["Paris"], {})
    assert not profile.features(found, own).any()
    profile.add(own)
    assert not profile.features(found, own).any()
