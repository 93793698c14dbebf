"""Banks of rivers are drawn at the town beside them that the sentence names."""

import pytest

import gazetteer
from geo.language import load, make_doc
from geo.records import Report


@pytest.fixture(scope="module")
def places():
    nlp = load()
    nlp.disable_pipe("dateline_events")
    return lambda text: {each.text: each for each in nlp(make_doc(nlp, Report(id="r", text=text)))._.places}


def test_a_bank_lies_on_its_side_of_the_town(places):
    town = gazetteer.find("Kherson")
    found = places("Troops hold the east bank of the Dnieper near Kherson.")["Dnieper"]
    assert found.geometry.geom_type == "Point"
    assert found.geometry.x > town.lon + 0.01
    assert found.geometry.y == pytest.approx(town.lat, abs=0.01)
    assert "The east bank of" in found.reason and "at Kherson" in found.reason


def test_left_and_right_depend_on_the_current_and_stay_at_the_town(places):
    town = gazetteer.find("Kherson")
    found = places("Troops hold the left bank of the Dnieper near Kherson.")["Dnieper"]
    assert (found.geometry.x, found.geometry.y) == pytest.approx((town.lon, town.lat))


def test_the_side_may_follow_the_river(places):
    found = places("Villages on the Dnieper's east bank near Kherson were shelled.")["Dnieper"]
    assert found.geometry.x > gazetteer.find("Kherson").lon


def test_without_a_town_the_reason_says_what_is_not_known(places):
    found = places("Troops hold the east bank of the Dnieper.")["Dnieper"]
    assert "has no line of this river" in found.reason


def test_the_bank_of_a_country_is_none_of_a_river(places):
    found = places("The Bank of Ghana raised rates.")
    assert all("bank of" not in mention.reason for mention in found.values())
