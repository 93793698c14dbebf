"""Dateline as a geopy geocoder, also under geopandas."""

import geopandas
import pandas as pd
import pytest
import shapely
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location
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


@pytest.mark.parametrize(
    "query", [None, "", "  ", float("nan"), pd.NA, {}, {"city": None}, {"postalcode": "75001"}]
)
@pytest.mark.parametrize("exactly_one", [True, False])
def test_what_is_missing_is_not_found(geocoder, query, exactly_one):
    assert geocoder.geocode(query, exactly_one=exactly_one) is None


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({"city": "Paris"}, "Paris, Ile-de-France, FR"),
        ({"city": "Paris", "country": "USA"}, "Paris, Texas, US"),
        ({"country": "United States", "state": "Texas", "city": "Paris"}, "Paris, Texas, US"),
        ({"city": "Paris", "state": "Texas", "county": "No County of Ours"}, "Paris, Texas, US"),
        ({"state": "Texas", "country": "US"}, "Texas, US"),
        ({"country": "Fiji"}, "Fiji"),
        ({"city": "Paris", "country": "Germany"}, None),
        ({"city": "Paris", "country": "Atlantis"}, None),
        ({"city": "Khan Yunis", "state": "Texas"}, None),
        ({"street": "Rue de la Paix", "city": "Paris"}, None),  # the gazetteer has no streets
    ],
)
def test_an_address_is_taken_in_parts(geocoder, query, address):
    found = geocoder.geocode(query)
    assert (found and found.address) == address


def test_countries_are_told_as_to_nominatim(geocoder):
    def admins(codes):
        return [
            x.raw["country"] for x in geocoder.geocode("Paris", exactly_one=False, country_codes=codes) or ()
        ]

    assert admins("us") == admins(["US"]) == admins("United States") == ["US"]
    assert admins(["fr", "us"]) == admins("us,fr") == admins(None) == admins([]) == ["FR", "US"]
    assert admins(["de", "fj"]) == []
    assert geocoder.geocode("Paris", country="US", country_codes="fr") is None
    assert geocoder.geocode({"city": "Paris", "country": "FR"}, country_codes=["us"]) is None
    with pytest.raises(UnknownCountry, match="zz"):
        geocoder.geocode("Paris", country_codes="zz")


def test_limits_are_those_of_geopy(geocoder):
    assert len(geocoder.geocode("Paris", exactly_one=False, limit=1)) == 1
    assert geocoder.geocode("Paris", limit=0).raw["country"] == "FR"  # which Nominatim does not look at then
    with pytest.raises(ValueError, match="Limit cannot be less than 1"):
        geocoder.geocode("Paris", exactly_one=False, limit=0)


def test_further_arguments_of_nominatim(geocoder):
    found = geocoder.geocode(
        "Suva", language="fr", timeout=3, addressdetails=True, namedetails=True, extratags=True
    )
    assert found.raw["address"] == {"city": "Suva", "country": "Fiji", "country_code": "fj"}
    assert "address" not in geocoder.geocode("Suva").raw
    assert geocoder.reverse((-18.1, 178.4), language="de", zoom=10).raw["address"]["city"] == "Suva"
    texas = [Point(36, -107), Point(25, -93)]
    assert geocoder.geocode("Paris", viewbox=texas).raw["admin1"] == "Texas"
    assert len(geocoder.geocode("Paris", exactly_one=False, viewbox=texas)) == 2
    assert len(geocoder.geocode("Paris", exactly_one=False, viewbox=texas, bounded=True)) == 1
    assert geocoder.geocode("Suva", viewbox=[(-20, 170), (-10, -170)], bounded=True) is not None
    assert geocoder.geocode("Suva", viewbox=[(-20, -170), (-10, 170)], bounded=True) is None
    assert geocoder.geocode("Texas", featuretype="city") is None
    assert geocoder.geocode("Texas", featuretype="state").raw["kind"] == "admin1"
    assert geocoder.geocode("Suva", geometry="WKT").raw["geotext"].startswith("POINT (178")
    assert geocoder.geocode("Suva", geometry="geojson").raw["geojson"]["type"] == "Point"
    for wrong in ({"geometry": "svg"}, {"featuretype": "house"}):
        with pytest.raises(GeocoderQueryError):
            geocoder.geocode("Suva", **wrong)


def test_the_fallback_is_asked_for_an_address_as_text(tiny_gazetteer):
    asked = []

    class Other:
        def geocode(self, query, *, exactly_one):
            asked.append(query)
            return [Location(query, (1, 2), {})]

    geocoder = Dateline(gazetteer=tiny_gazetteer, fallback=Other(), fallback_delay_s=0)
    assert geocoder.geocode({"street": "Rue X", "city": "Paris", "country": "France"}).latitude == 1
    assert geocoder.geocode({"city": "Nowhere", "country": "France"}, country_codes="fr")
    assert geocoder.geocode("Nowhere", country_codes=["fr", "us"])
    assert geocoder.geocode(None) is None and geocoder.geocode({}) is None
    assert asked == ["Rue X, Paris, France", "Nowhere, France", "Nowhere"]


def test_it_goes_behind_a_rate_limiter_and_over_a_column(geocoder):
    ask = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    table = pd.DataFrame({"town": ["Suva", None, "", "nowhere"]}, index=list("abcd"))
    found = table["town"].apply(ask)
    assert [place and place.raw["name"] for place in found] == ["Suva", None, None, None]
    frame = geopandas.tools.geocode(table["town"], provider=Dateline, gazetteer=geocoder.gazetteer)
    assert frame.geometry.is_empty.tolist() == [False, True, True, True]
    assert list(frame.index) == list("abcd")


def test_it_says_what_it_is(tiny_gazetteer):
    assert "gazetteer.sqlite" in repr(Dateline(gazetteer=tiny_gazetteer))
