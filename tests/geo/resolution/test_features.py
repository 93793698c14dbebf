"""What is known of a candidate by itself: its name, kind, size, and the words beside."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.place import NameMatch, Place
from geo.resolution.features import OWN, Use, is_capital, log_excess, own_features


def use(marked):
    """Return how the name in braces is used."""
    start, end = marked.index("{"), marked.index("}") - 1
    return Use(marked.replace("{", "").replace("}", ""), start, end)


@pytest.fixture
def features():
    """Return a function that gives the features of each candidate by name, and of none."""

    def made(name, matches, used="It was {x}.", *, demonym=False):
        rows = own_features(name, matches, use(used), demonym=demonym)
        return [{column: value for column, value in zip(OWN, row, strict=True) if value} for row in rows]

    return made


def test_a_row_for_each_candidate_and_one_for_none(features, match):
    *rows, none = features("Salem", [match("Salem"), match("Salem", "admin1")])
    assert len(rows) == 2
    assert none["none"] == 1.0
    assert not any(name.startswith("none") for row in rows for name in row)
    assert set(none) <= {name for name in OWN if name.startswith("none")}
    assert len(own_features("Salem", [], use("{x}"), demonym=False)) == 1


def test_the_rank_of_a_candidate_is_logarithmic_to_five(features, match):
    *rows, _ = features("Salem", [match("Salem", id=str(n)) for n in range(50)])
    assert [row.get("rank", 0.0) for row in rows][:4] == [0.0, 1.0, pytest.approx(math.log2(3)), 2.0]
    assert max(row.get("rank", 0.0) for row in rows) == 5.0
    assert [row.get("first", 0.0) for row in rows] == [1.0] + [0.0] * 49


def test_people(features, match, check_rows):
    def check(row):
        kind, population, name, value = row
        found, _ = features("Salem", [match("Salem", kind, population=population)])
        assert found.get(name, 0.0) == pytest.approx(value)

    check_rows(
        [
            ("settlement", 100_000, "population", 3.0),
            ("settlement", 50, "population", 0.0),
            ("settlement", 0, "population unknown", 1.0),
            ("settlement", 5, "population unknown", 0.0),
            ("admin2", 1_000, "population", 1.0),
            ("country", 1_000_000, "population", 0.0),
            ("admin1", 1_000_000, "population of a division", 3.0),
            ("admin1", 0, "population of a division", 0.0),
            ("settlement", 1_000_000, "population of a division", 0.0),
        ],
        check,
    )


def test_how_it_is_named(features, match, check_rows):
    def check(row):
        written, name, name_kind, expected = row
        found, _ = features(written, [match(name, name_kind=name_kind)])
        wanted = {
            "official name",
            "alternate name",
            "exact spelling",
            "own name",
            "bare name",
            "demonym name",
        }
        assert {each for each in found if each in wanted} == expected

    check_rows(
        [
            ("Salem", "Salem", "official", {"official name", "exact spelling", "own name"}),
            ("SALEM", "Salem", "official", {"official name", "own name"}),
            ("Cordoba", "Córdoba", "official", {"official name", "own name"}),
            ("Gaza", "Gaza Strip", "alternate", {"official name", "own name"}),
            ("Bethlehem", "Belém", "alternate", {"alternate name"}),
            ("DeKalb", "DeKalb County", "bare", {"bare name"}),
            ("Kenyan", "Kenya", "demonym", {"demonym name"}),
        ],
        check,
    )


def test_the_words_beside_say_what_kind_of_place_it_is(features, match, check_rows):
    def check(row):
        text, kind, expected = row
        found, _ = features("Aleppo", [match("Aleppo", kind)], text)
        assert {name for name in found if name.startswith(("class", "other class", "called"))} == expected

    check_rows(
        [
            ("in the city of {Aleppo}", "settlement", {"class settlement"}),
            ("in the city of {Aleppo}", "admin1", {"other class"}),
            ("in {Aleppo} province", "admin1", {"class admin"}),
            ("in {Aleppo} province", "country", {"other class", "called a division, country"}),
            ("in {Aleppo}'s province", "admin2", {"class admin"}),
            ("on the {Aleppo} River", "water", {"class water"}),
            ("on {Aleppo River}", "water", {"class water"}),
            ("at {Aleppo Airport}", "facility", {"class facility"}),
            ("at {Lake Aleppo}", "water", {"class water"}),
            ("on the island of {Aleppo}", "landform", {"class landform"}),
            ("on the island of {Aleppo}", "country", set()),  # countries are islands often enough
            ("on the island of {Aleppo}", "settlement", {"other class"}),
            ("in {Aleppo}", "settlement", set()),
        ],
        check,
    )


def test_how_it_is_used(features, match, check_rows):
    def check(row):
        text, kind, expected = row
        found, _ = features("Aleppo", [match("Aleppo", kind)], text)
        assert {name for name in found if name.startswith(("possessive", "after"))} == expected

    check_rows(
        [
            ("{Aleppo}'s mayor", "settlement", {"possessive, settlement"}),
            ("{Aleppo}’s mayor", "facility", {"possessive, settlement"}),
            ("{Aleppo}'s mayor", "country", set()),
            ("rain in {Aleppo}", "settlement", {"after in, settlement"}),
            ("rain in {Aleppo}", "country", set()),
            ("the {Aleppo}", "region", {"after the, large area"}),
            ("the {Aleppo}", "country", set()),
            ("northern {Aleppo}", "country", {"after a direction, large area"}),
            ("south-east {Aleppo}", "admin1", {"after a direction, large area"}),
            ("Jackson, {Aleppo}", "admin1", {"after a name and a comma, large area"}),
            ("jackson, {Aleppo}", "admin1", set()),
        ],
        check,
    )


def test_uses_of_one_name_add_up(match):
    one, other = use("rain in {Aleppo}"), use("{Aleppo} province's mayor")
    one.add(other)
    assert one.flags == {"in", "division"}
    assert one.classes == {"admin"}
    row = own_features("Aleppo", [match("Aleppo", "admin1")], one, demonym=False)[0]
    assert row[OWN.index("class admin")] == 1.0


def test_a_nationality_is_of_a_country(features, match):
    rows = features("Georgian", [match("Georgia", "country"), match("Georgia", "admin1")], demonym=True)
    assert [row.get("demonym of a country", 0.0) for row in rows] == [1.0, 0.0, 0.0]
    arab = [match("Arab"), match("Arab world", "region", name_kind="demonym")]
    assert [row.get("demonym of a country", 0.0) for row in features("Arab", arab, demonym=True)] == [
        0.0,
        1.0,
        0.0,
    ]


def test_towns_and_the_states_of_their_name(features, match, check_rows):
    state = match("York", "admin1", population=1_000_000, country="US")
    within = {"country": "US", "admin1": "York"}
    own = match("York", population=500_000, **within)
    small = match("York Town", name_kind="alternate", population=50_000, **within)
    core = match("York City", name_kind="bare", population=900_000, **within)
    far = match("York", population=9_000, country="US", admin1="Ohio")
    town = "own division's name, settlement"
    assert [row.get(town, 0.0) for row in features("York", [state, own, far])] == [0.0, 1.0, 0.0, 0.0]
    namesake = "namesake of a division, settlement"
    assert [row.get(namesake, 0.0) for row in features("York", [state, own, far])] == [0.0, 0.0, 1.0, 0.0]
    little = "small in its division, settlement"
    assert [row.get(little, 0.0) for row in features("York", [state, small, core])] == [0.0, 1.0, 0.0, 0.0]


def test_a_town_of_a_countrys_name_is_a_namesake(features, match):
    rows = features("Lebanon", [match("Lebanon", "country"), match("Lebanon", country="US")])
    assert [row.get("namesake", 0.0) for row in rows] == [0.0, 1.0, 0.0]
    rows = features("Lebanon", [match("Lebanon", country="US"), match("Lebanon", "country")])
    assert [row.get("namesake", 0.0) for row in rows] == [0.0, 0.0, 0.0]


def test_the_largest_town_leads_the_next(features, match):
    rows = features(
        "Salem", [match("Salem", population=10_000), match("Salem", id="2", population=1_000_000)]
    )
    assert rows[1]["population lead, settlement"] == pytest.approx(2.0)
    assert "population lead, settlement" not in rows[0]
    (alone, _) = features("Salem", [match("Salem", population=100_000)])
    assert alone["population lead, settlement"] == pytest.approx(2.0)
    assert alone["only candidate"] == 1.0


def test_what_speaks_for_none(features, match, check_rows):
    def check(row):
        text, matches, name, value = row
        *_, none = features("Salem", matches, text)
        assert none.get(name, 0.0) == pytest.approx(value)

    town = match("Salem", population=10_000)
    check_rows(
        [
            ("{x}", [], "none, candidates", 0.0),
            ("{x}", [town] * 3, "none, candidates", 0.5),
            ("{x}", [town], "none, all small", 1.0),
            ("{x}", [match("Salem", population=20_000)], "none, all small", 0.0),
            ("{x}", [match("Salem", population=0)], "none, all small", 0.0),
            ("{x}", [match("Salem", population=10_000_000)], "none, despite a large one", 2.0),
            ("{x}", [match("Other", name_kind="alternate")], "none, no usual name", 1.0),
            ("{x}", [match("Other", name_kind="alternate", id="dateline:x")], "none, no usual name", 0.0),
            ("{x} Smith", [town], "none, in a longer name", 1.0),
            ("{x} smith", [town], "none, in a longer name", 0.0),
            ("on {x Avenue}", [town], "none, called a site", 1.0),
            ("on {x Avenue}", [town, match("x Avenue", "facility")], "none, called a site", 0.0),
        ],
        check,
    )


def test_capitals(match):
    assert is_capital(match("Nairobi", country="KE").place)
    assert not is_capital(match("Mombasa", country="KE").place)
    assert not is_capital(match("Nairobi", country="UG").place)
    assert not is_capital(match("Nairobi", "admin1", country="KE").place)
    assert not is_capital(match("Nairobi", country="").place)


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 20))
def test_any_text_around_a_name_is_read(text, start, length):
    place = Place(id="test:x", name="X", kind="settlement", lon=0, lat=0, country="KE")
    rows = own_features(
        "X", [NameMatch(place=place, name_kind="official")], Use(text, start, start + length), demonym=False
    )
    assert [len(row) for row in rows] == [len(OWN)] * 2
    assert all(math.isfinite(value) for row in rows for value in row)


def test_what_is_said_of_an_area_and_of_a_town(features, match, check_rows):
    def check(row):
        text, kind, expected = row
        found, _ = features("Kano", [match("Kano", kind)], text)
        assert {name for name in found if name.startswith("spoken of")} == expected

    area, town = {"spoken of as an area"}, {"spoken of as a town"}
    check_rows(
        [
            ("across {Kano}", "admin1", area),
            ("in parts of {Kano}", "admin1", area),
            ("the governor of {Kano}", "admin1", area),
            ("{Kano}'s deputy governor", "admin1", area),
            ("{Kano} lawmakers", "admin1", area),
            ("{Kano} lawmakers", "settlement", set()),
            ("downtown {Kano}", "settlement", town),
            ("the streets of {Kano}", "settlement", town),
            ("20 km north of {Kano}", "settlement", town),
            ("{Kano}’s mayor", "settlement", town),
            ("the {Kano} city council", "settlement", town),
            ("the {Kano} city council", "admin1", set()),
            ("the Space Flight Center in {Kano}", "settlement", set()),
            ("in {Kano}", "admin1", set()),
            ("in {Kano}", "settlement", set()),
        ],
        check,
    )


def test_a_citys_share_of_its_division_counts_from_where_the_name_changes_its_meaning(match):
    state = match("York", "admin1", population=1_000_000).place

    def share(population, name_kind="official"):
        return log_excess(match("York", population=population, name_kind=name_kind), state)

    assert share(100_000) == pytest.approx(0.0)
    assert share(250_000, "alternate") == pytest.approx(0.0)
    assert share(1_000_000) == pytest.approx(1.0)
    assert share(0) == -2.0
    assert share(50_000) < 0 < share(200_000)
