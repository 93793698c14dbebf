"""Banks of rivers are drawn at the town beside them that the sentence names."""

import pytest
import shapely

import gazetteer
from geo.spatial import riverbanks
from geo.spatial.extents import area_of
from geo.spatial.riverbanks import bank


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


def test_without_a_town_a_bank_is_a_strip_on_its_side(places):
    found = places("Troops hold the east bank of the Dnieper.")["Dnieper"]
    line = area_of(found.place)
    assert found.geometry.geom_type in ("Polygon", "MultiPolygon")
    assert 0.05 < found.geometry.bounds[2] - line.bounds[2] < 0.2
    assert found.geometry.bounds[0] >= line.bounds[0] - 0.01
    assert "anywhere along it" in found.reason


def test_without_a_line_the_reason_says_so(phrase, monkeypatch):
    """Every water of the bundle has one; those of a user's own gazetteer may have none."""
    monkeypatch.setattr(riverbanks, "area_of", lambda place: shapely.Point(place.lon, place.lat))
    found = bank(phrase("Troops hold the east bank of the {East River}."))
    assert "has no line of this river" in found.reason


def test_the_bank_of_a_country_is_none_of_a_river(places):
    found = places("The Bank of Ghana raised rates.")
    assert all("bank of" not in mention.reason for mention in found.values())


def test_a_bank_is_drawn_at_the_town_beside_the_river(phrase, words_of):
    given = phrase("Troops held {Kherson:settlement} and the east bank of the {Dnieper}.", 1)
    found = bank(given)
    assert words_of(given, found) == "the east bank of the Dnieper"
    town = given.mentions[0].place
    assert found.geometry.geom_type == "Point"
    assert found.geometry.x > town.lon
    assert found.radius_m == 2 * max(5_000.0, town.radius_m)
    assert "Kherson" in found.meaning


def test_without_a_town_a_bank_is_anywhere_along_the_river(phrase):
    given = phrase("Troops held the left bank of the {Dnieper}.")
    found = bank(given)
    assert found.radius_m == 10_000
    assert found.geometry.equals(area_of(given.place))


def test_no_bank(refused):
    refused(
        bank,
        [
            "Troops crossed the {Dnieper}.",
            "The Bank of {Dnieper} closed.",
            "The east bank of {Lebanon} is none.",
        ],
    )
