"""Parts of places: southern, central, far eastern, half, across."""

import pytest
import shapely

from geo.geodesy import size_m
from geo.spatial.directions import locate_part, whole
from geo.spatial.extents import area_of


@pytest.mark.parametrize(
    ("text", "toponym", "phrase", "where"),
    [
        ("Gunmen burned a village in northern Nigeria.", "Nigeria", "northern Nigeria", lambda p: p.y > 10),
        ("Rain fell in the south of Mali.", "Mali", "the south of Mali", lambda p: p.y < 15),
        (
            "Shells hit the eastern part of Ukraine.",
            "Ukraine",
            "the eastern part of Ukraine",
            lambda p: p.x > 34,
        ),
    ],
)
def test_parts(places, text, toponym, phrase, where):
    mention = places(text)[toponym]
    assert text[mention.phrase_start : mention.phrase_end] == phrase
    assert mention.geometry.geom_type in ("Polygon", "MultiPolygon")
    assert where(mention.geometry.centroid)


def test_how_much_of_a_place_a_part_is(phrase, check_rows):
    def check(row):
        text, share = row
        given = phrase(text)
        _, miny, _, maxy = area_of(given.place).bounds
        found = locate_part(given)
        assert (found.geometry.bounds[3] - found.geometry.bounds[1]) / (maxy - miny) == pytest.approx(
            share, abs=0.02
        )
        assert found.radius_m == max(500.0, size_m(found.geometry) / 10)

    check_rows(
        [
            ("Rain fell in northern {Nigeria}.", 0.4),
            ("Rain fell in the north of {Nigeria}.", 0.4),
            ("Rain fell in far northern {Nigeria}.", 0.2),
            ("Rain fell in the northern half of {Nigeria}.", 0.5),
            ("Rain fell in the northern third of {Nigeria}.", 1 / 3),
            ("Rain fell in the northern tip of {Nigeria}.", 0.2),
            ("Rain fell in {Nigeria}'s north.", 0.4),
        ],
        check,
    )


def test_the_words_of_a_part(phrase, words_of, check_rows):
    def check(row):
        text, words = row
        given = phrase(text)
        assert words_of(given, locate_part(given)) == words

    check_rows(
        [
            ("Rain fell in northern {Nigeria}.", "northern Nigeria"),
            ("Rain fell in the far north of {Nigeria}.", "the far north of Nigeria"),
            (
                "Rain fell in the northern and eastern parts of {Nigeria}.",
                "the northern and eastern parts of Nigeria",
            ),
            ("Rain fell in {Nigeria}'s far north yesterday.", "Nigeria's far north"),
            ("Rain fell in central {Nigeria}.", "central Nigeria"),
            ("Rain fell in the western region of {Nigeria}.", "the western region of Nigeria"),
        ],
        check,
    )


def test_without_an_area_a_part_is_half_the_radius_off_the_middle(phrase):
    given = phrase("Shells hit eastern {Aleppo:settlement}.")
    found = locate_part(given)
    assert found.geometry.geom_type == "Point"
    assert found.radius_m == given.place.radius_m / 2
    metres = shapely.distance(found.geometry, shapely.Point(given.place.lon, given.place.lat))
    assert found.geometry.x > given.place.lon
    far = locate_part(phrase("Shells hit far eastern {Aleppo:settlement}."))
    assert far.geometry.x - given.place.lon == pytest.approx(1.4 * metres, rel=1e-3)


def test_the_centre_of_a_town_is_half_as_wide(phrase):
    given = phrase("Shells hit central {Aleppo:settlement}.")
    found = locate_part(given)
    assert found.radius_m == given.place.radius_m / 2
    assert found.geometry == shapely.Point(given.place.lon, given.place.lat)


def test_a_part_of_a_continent_is_a_region_where_the_gazetteer_has_it(phrase):
    found = locate_part(phrase("Rain fell in western {Africa:continent}."))
    assert (found.place.name, found.place.kind) == ("West Africa", "region")


def test_no_part(refused):
    refused(
        locate_part,
        [
            "Rain fell in {Nigeria}.",
            "Rain fell north of {Israel}.",  # outside it
            "Rain fell in northern {Nigerian/demonym} towns.",
            "Crews closed western {Virginia} 61.",  # a road
            "Rain fell in the western region of {Bavaria:admin1}.",  # the province itself
            "The crowd filled the Center of {Lebanon}.",  # a name
            "Crowds filled downtown {Lebanon}.",
            "They flew to the {Nigeria} north pole.",
        ],
    )


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("Rain fell across {Kenya}.", "the whole of Kenya"),
        ("Rain fell throughout {Kenya}.", "the whole of Kenya"),
        ("Rain fell in parts of {Kenya}.", "somewhere in Kenya"),
        ("Rain fell in all parts of {Kenya}.", "the whole of Kenya"),
    ],
    ids=["across", "throughout", "parts", "all-parts"],
)
def test_the_whole_of_a_place(phrase, text, extent):
    given = phrase(text)
    found = whole(given)
    assert found.geometry is area_of(given.place)
    assert found.meaning == extent
    assert found.radius_m == max(1_000.0, 0.01 * size_m(found.geometry))


def test_what_is_not_the_whole(refused):
    refused(
        whole,
        [
            "Rain fell on {Kenya}.",
            "He came across {Kenya} by chance.",
            "The bridge across {Kenya} fell.",
            "Rain fell across {Nairobi:settlement}.",
            "Rain fell across {Kenya/metonymic}.",
            "Rain fell across the {Red Sea}.",
        ],
    )


def test_two_parts_of_a_town_are_what_lies_between_them(phrase):
    given = phrase("Shells hit the northern and eastern parts of {Aleppo:settlement}.")
    found = locate_part(given)
    assert found.meaning == "northern side of Aleppo and eastern side of Aleppo"
    assert found.geometry.x > given.place.lon
    assert found.geometry.y > given.place.lat
    one = locate_part(phrase("Shells hit the northern parts of {Aleppo:settlement}."))
    assert found.radius_m == 2 * one.radius_m


def test_the_second_of_two_directions_alone_is_no_part(phrase):
    assert locate_part(phrase("Shells fell north and east of {Aleppo:settlement}.")) is None
