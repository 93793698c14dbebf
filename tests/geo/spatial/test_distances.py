"""What lies off a place: distances, journeys, bearings, surroundings and outskirts."""

import pytest
import shapely
from geopy.distance import geodesic

from geo.spatial import distances, measures


def test_distance_and_direction(places):
    text = "The bus overturned 30 km (19 miles) north-east of Kumasi, police said."
    mention = places(text)["Kumasi"]
    apart = geodesic((mention.place.lat, mention.place.lon), (mention.geometry.y, mention.geometry.x)).km
    assert apart == pytest.approx(30, abs=0.1)
    assert mention.geometry.x > mention.place.lon
    assert mention.geometry.y > mention.place.lat
    assert text[mention.phrase_start : mention.phrase_end] == "30 km (19 miles) north-east of Kumasi"


def test_distance_without_direction_is_a_radius(places):
    mention = places("A camp ten miles from Goma was hit.")["Goma"]
    assert mention.radius_m == pytest.approx(16_093, abs=1)


def test_near(places):
    near = places("A drone crashed near Larnaca.")["Larnaca"]
    assert near.radius_m >= 10_000
    assert near.reason.startswith("The surroundings of")


def km_from(place, geometry):
    return geodesic((place.lat, place.lon), (geometry.y, geometry.x)).km


def test_with_a_direction_the_wind_the_words_and_the_town_leave_it_open(phrase, check_rows):
    def check(row):
        words, km, share = row
        given = phrase(f"A drone fell {words} {{Aleppo:settlement}}.")
        found = distances.distance(given)
        assert km_from(given.place, found.geometry) == pytest.approx(km, rel=1e-3)
        assert found.radius_m == pytest.approx(km * 1_000 * share + given.place.radius_m / 2)

    check_rows(
        [
            ("20 km north of", 20, distances.ASIDE),
            ("20 km north-northeast of", 20, distances.HALF_ASIDE),
            ("about 20 km north of", 20, distances.ASIDE + 0.1),
            ("20 to 30 km north of", 25, distances.ASIDE + 0.2),
            ("a two-hour drive north of", 120, distances.ASIDE + 0.5),
        ],
        check,
    )


def test_eight_winds_leave_twice_the_angle_of_sixteen():
    assert pytest.approx(0.38268, abs=1e-5) == distances.ASIDE
    assert pytest.approx(0.19509, abs=1e-5) == distances.HALF_ASIDE


def test_a_short_distance_is_never_surer_than_a_kilometre(phrase):
    given = phrase("A drone fell 10 metres north of {Pentagon:facility}.")
    assert distances.distance(given).radius_m >= 1_000


def test_without_a_direction_it_is_anywhere_within_the_distance(phrase):
    given = phrase("A camp about 40 km from {Aleppo:settlement} was hit.")
    found = distances.distance(given)
    assert found.geometry == shapely.Point(given.place.lon, given.place.lat)
    assert found.radius_m == pytest.approx(44_000)


def test_from_a_country_without_a_direction_only_what_matters_at_its_size(phrase):
    assert distances.distance(phrase("A ship sank 2 km from {Lebanon}.")) is None
    found = distances.distance(phrase("A ship sank 200 km from {Lebanon}."))
    assert found.geometry.geom_type in ("Polygon", "MultiPolygon")
    assert found.radius_m == pytest.approx(200_000)


def test_no_distance(refused):
    refused(
        distances.distance,
        [
            "A drone fell near {Aleppo}.",
            "It is 109 miles from {Paris:settlement} to Lyon.",  # a way
            "A drone fell 20 km north of the capital of {Lebanon}.",  # of another place
            "A drone cost 20 from {Aleppo}.",
        ],
    )


def test_a_bearing_without_a_distance(phrase):
    given = phrase("A drone fell north of {Aleppo:settlement}.")
    found = distances.towards(given)
    reach = max(10_000.0, 1.5 * given.place.radius_m)
    assert found.radius_m == reach
    assert km_from(given.place, found.geometry) == pytest.approx(reach / 1_000, rel=1e-3)
    assert found.geometry.y > given.place.lat
    just = distances.towards(phrase("A drone fell just north of {Aleppo:settlement}."))
    assert just.radius_m == reach / 2


def test_no_bearing(refused):
    refused(
        distances.towards,
        [
            "A drone fell in the north of {Aleppo}.",
            "A drone fell up-north of {Aleppo}.",
            "A drone fell north of {Africa:continent}.",
            "A drone fell north of the {Libyan/demonym} forces.",
            "A drone fell N of {Aleppo}.",
        ],
    )


def test_surroundings_reach_by_the_kind_of_place(phrase):
    assert distances.near(phrase("A drone fell near the {Pentagon:facility}.")).radius_m >= 5_000
    village = phrase("A drone fell near {Larnaca:settlement}.")
    assert distances.near(village).radius_m == max(10_000.0, 1.5 * village.place.radius_m)


def test_no_surroundings(refused):
    refused(
        distances.near,
        [
            "A drone fell on {Aleppo}.",
            "A drone fell near {Lebanon}.",  # a country has none in news
            "A drone fell near {Libyan/demonym} forces.",
        ],
    )


@pytest.mark.parametrize(
    ("text", "words", "bearing"),
    [
        ("Jets hit the southern suburbs of {Beirut:settlement}.", "the southern suburbs of Beirut", "south"),
        ("Jets hit a suburb of {Beirut:settlement}.", "a suburb of Beirut", None),
        ("Jets hit {Beirut:settlement}'s outskirts.", "Beirut's outskirts", None),
        ("Jets hit {Beirut:settlement}'s southern outskirts.", "Beirut's southern outskirts", "south"),
    ],
    ids=["side", "of", "possessive", "possessive-side"],
)
def test_outskirts_are_a_ring_or_a_side_of_it(phrase, words_of, text, words, bearing):
    given = phrase(text)
    found = distances.outskirts(given)
    ring = max(2_000.0, given.place.radius_m)
    assert words_of(given, found) == words
    assert found.radius_m == (ring if bearing else 1.5 * ring)
    assert km_from(given.place, found.geometry) == pytest.approx(ring / 1_000 if bearing else 0, abs=0.05)
    assert (found.geometry.y < given.place.lat) == bool(bearing)


def test_no_outskirts(refused):
    refused(
        distances.outskirts,
        [
            "Jets hit {Beirut:settlement}.",
            "Jets hit a suburb of {Lebanon}.",
            "Jets hit {Beirut}'s outskirts of town.",
        ],
    )


def test_a_journey_is_sixty_kilometres_an_hour(phrase):
    given = phrase("The camp is an hour's drive from {Aleppo:settlement}.")
    assert distances.distance(given).radius_m == pytest.approx(60_000 * 1.5)
    assert measures.read_amount("an hour's drive") is None
