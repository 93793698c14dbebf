"""Dateline as a geopy geocoder, also under geopandas."""

import geopandas
import pytest
import shapely
from geopy.exc import GeocoderServiceError
from geopy.point import Point

from gazetteer.errors import UnknownCountry
from gazetteer.geocoder import Dateline


@pytest.fixture
def geocoder(tiny_gazetteer):
    return Dateline(gazetteer=tiny_gazetteer)


def test_geocode_gives_the_likeliest_place(geocoder):
    location = geocoder.geocode("Paris")
    assert location.address == "Paris, Ile-de-France, FR"
    assert (round(location.latitude, 2), round(location.longitude, 2)) == (48.85, 2.35)
    assert location.raw["id"] == "geonames:2988507"


def test_geocode_takes_context_and_a_country(geocoder, tiny_gazetteer):
    assert geocoder.geocode("Paris, Texas").raw["admin1"] == "Texas"
    assert geocoder.geocode("Paris", country="US").raw["admin1"] == "Texas"
    assert Dateline(gazetteer=tiny_gazetteer, country="USA").geocode("Paris").raw["admin1"] == "Texas"
    with pytest.raises(UnknownCountry):
        geocoder.geocode("Paris", country="Atlantis")


def test_geocode_lists_all_on_demand(geocoder):
    assert [x.raw["country"] for x in geocoder.geocode("Paris", exactly_one=False)] == ["FR", "US"]
    assert len(geocoder.geocode("Springfield", exactly_one=False, limit=2)) == 2


@pytest.mark.parametrize("query", ["", "nowhere", "Pari", "Spring", "\x00", "x" * 100_000])
def test_geocode_guesses_nothing(geocoder, query):
    assert geocoder.geocode(query) is None
    assert geocoder.geocode(query, exactly_one=False) is None


@pytest.mark.parametrize("query", [(31.34, 34.31), "31.34, 34.31", "31.34 34.31", Point(31.34, 34.31)])
def test_reverse_takes_latitude_first_as_geopy_does(geocoder, query):
    location = geocoder.reverse(query)
    assert location.address == "Khan Yunis, Gaza Strip, PS"
    assert 0 < location.raw["distance_m"] < 1000


def test_reverse_names_nothing_far_away(geocoder, tiny_gazetteer):
    assert geocoder.reverse((-45, -120)) is None
    assert geocoder.reverse((-45, -120), exactly_one=False) is None
    assert Dateline(gazetteer=tiny_gazetteer, max_distance_m=2e7).reverse((-45, -120)) is not None


def test_reverse_lists_all_on_demand(geocoder):
    found = geocoder.reverse((31.45, 34.4), exactly_one=False, limit=3)
    assert [x.raw["name"] for x in found] == ["Gaza", "Khan Yunis"]


def test_reverse_refuses_what_is_no_point(geocoder):
    with pytest.warns(UserWarning, match="Latitude"), pytest.raises(ValueError, match="Latitude"):
        geocoder.reverse((91, 0))
    with pytest.raises(ValueError, match="finite"):
        geocoder.reverse((float("nan"), 0))


def test_geopandas_geocodes_with_it(tiny_gazetteer):
    frame = geopandas.tools.geocode(
        ["Suva", "nowhere", "Paris, Texas"], provider=Dateline, gazetteer=tiny_gazetteer
    )
    assert frame.crs == "EPSG:4326"
    assert list(frame.geometry.is_empty) == [False, True, False]
    assert frame.address[0] == "Suva, FJ"
    assert frame.geometry[0].x == pytest.approx(178.43, abs=0.01)


def test_geopandas_geocodes_backwards_with_it(tiny_gazetteer):
    frame = geopandas.tools.reverse_geocode(
        [shapely.Point(178.4, -18.1), shapely.Point(0, 0)], provider=Dateline, gazetteer=tiny_gazetteer
    )
    assert frame.address[0] == "Suva, FJ"
    assert frame.geometry.is_empty[1]


def test_it_cannot_reach_the_network(geocoder):
    with pytest.raises(GeocoderServiceError, match="offline"):
        geocoder._call_geocoder("https://example.org", lambda answer: answer)
