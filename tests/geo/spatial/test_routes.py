"""Between two places: roads, midway, and the way over water."""

import pytest
import shapely

from geo.spatial.routes import LONGEST_KM, between


def test_the_road_between_two_towns(places):
    mention = places("Bandits blocked the road between Kaduna and Zaria.")["Kaduna"]
    assert mention.geometry.geom_type == "LineString"


def test_a_way_over_the_antimeridian_is_cut_there(places):
    line = places("The ferry between Suva and Apia sank.")["Suva"].geometry
    assert line.geom_type == "MultiLineString"
    ends = {(round(x), round(y)) for part in line.geoms for x, y in part.coords}
    assert {x for x, _ in ends} == {178, 180, -180, -172}
    assert shapely.length(line) == pytest.approx(10.7, abs=0.5)
    middle = places("The ferry caught fire halfway between Suva and Apia.")["Suva"].geometry
    assert -178 < middle.x < -175
    water = places("A ship vanished in the waters between Fiji and Samoa.")["Fiji"].geometry
    assert shapely.length(water) < 10
    assert water.bounds[2] < -172


def test_talks_between_two_towns_are_no_line(places):
    assert places("Rivalry between Kaduna and Zaria is old.")["Kaduna"].geometry.geom_type != "LineString"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Bandits blocked the road between {Kaduna:settlement} and {Zaria:settlement}.",
            "road between Kaduna and Zaria",
        ),
        (
            "Bandits blocked the road from {Kaduna:settlement} to {Zaria:settlement}.",
            "road from Kaduna to Zaria",
        ),
        (
            "Bandits blocked a highway linking {Kaduna:settlement} with {Zaria:settlement}.",
            "highway linking Kaduna with Zaria",
        ),
        (
            "Bandits blocked the {Kaduna:settlement}-{Zaria:settlement} highway.",
            "the Kaduna-Zaria highway",
        ),
    ],
    ids=["between", "from", "linking", "dash"],
)
def test_a_road_is_a_straight_line_with_a_share_of_its_length(phrase, words_of, text, words):
    given = phrase(text)
    found = between(given)
    assert words_of(given, found) == words
    first, second = (mention.place for mention in given.mentions)
    assert list(found.geometry.coords) == [(first.lon, first.lat), (second.lon, second.lat)]
    assert found.radius_m == pytest.approx(150 * 70, rel=0.1)


def test_midway_is_the_middle_give_or_take_a_fifth(phrase):
    given = phrase("A bus burned halfway between {Kaduna:settlement} and {Zaria:settlement}.")
    found = between(given)
    first, second = (mention.place for mention in given.mentions)
    middle = shapely.Point((first.lon + second.lon) / 2, (first.lat + second.lat) / 2)
    assert found.geometry.distance(middle) < 1e-9
    assert found.radius_m == pytest.approx(200 * 70, rel=0.1)


def test_two_near_towns_leave_two_kilometres(phrase):
    found = between(phrase("Crews closed the road between {Manama:settlement} and {Muharraq:settlement}."))
    assert found.radius_m == 2_000


def test_between_two_countries_it_is_the_water(phrase):
    found = between(phrase("A ship vanished in the waters between {Spain} and {Morocco}."))
    assert found.geometry.length < 1
    assert found.radius_m >= 20_000
    assert "water between" in found.meaning


def test_no_route(refused):
    refused(
        between,
        [
            "The road from {Kaduna} is long.",
            "Talks between {Kaduna:settlement} and {Zaria:settlement} failed.",
            "A road between {Spain} and {Morocco} was planned.",  # countries have no road but water
            "The road between {Lagos:settlement} and {Berlin:settlement} is long.",
            "The road between {Kaduna:settlement} and {Zaria:settlement/embedded} is long.",
            "The road between {Kaduna:settlement/embedded} and {Zaria:settlement} is long.",
            "The road between {Kaduna:settlement} and {Zaria:none} is long.",
            "The road between {Kaduna:settlement}; they met {Zaria:settlement}.",
            "The road between {Kaduna:settlement} and {Kaduna:settlement} is long.",
        ],
    )


def test_no_road_is_longer_than_the_longest(phrase):
    assert LONGEST_KM == 1_500
    near = phrase("The road from {Lagos:settlement} to {Kano:settlement} is closed.")
    far = phrase("The road from {Lagos:settlement} to {Nairobi:settlement} is closed.")
    assert between(near) is not None
    assert between(far) is None


def test_the_ground_between_two_towns_needs_no_road(phrase, words_of):
    given = phrase("Troops advanced between {Homs:settlement} and {Hama:settlement} overnight.")
    found = between(given)
    assert words_of(given, found) == "between Homs and Hama"
    assert found.geometry.geom_type == "LineString"


@pytest.mark.parametrize(
    "text",
    [
        "Talks between {Homs:settlement} and {Hama:settlement} failed.",
        "A football match between {Homs:settlement} and {Hama:settlement} ended in a draw.",
        "He divides his time between {Homs:settlement} and {Hama:settlement}.",
        "Rockets flew between {Damascus:settlement} and {Aleppo:settlement}.",
        "The front ran between {Homs:settlement/metonymic} and {Hama:settlement/metonymic}.",
    ],
    ids=["talks", "match", "time", "far apart", "people"],
)
def test_no_ground_between_two_towns(phrase, text):
    assert between(phrase(text)) is None
