"""A report's names with their candidates, as the arrays that the ranker reads."""

import numpy as np
import pytest

from geo.resolution import candidates
from geo.resolution.candidates import division_of, sentence_at, weighed


def test_uses_of_one_name_are_one(arrays):
    found = arrays("Lyon is old. LYON is wet. Lyon is loud. Nice.", ["Lyon", "LYON", "Lyon", "Nice"])
    assert [(name.text, name.uses) for name in found.names] == [("Lyon", [0, 1, 2]), ("Nice", [3])]


def test_names_that_the_report_sets_apart_are_two(arrays):
    text = "Mayors of Paris, Texas, and Paris, France, met. In Paris it rained."
    found = arrays(text, ["Paris", "Texas", "Paris", "France", "Paris"])
    assert [(name.text, name.uses) for name in found.names] == [
        ("Paris", [0]),
        ("Texas", [1]),
        ("Paris", [2, 4]),  # without an area the one that was spoken of last
        ("France", [3]),
    ]
    assert found.comma_pairs == {(0, 1), (2, 3)}
    assert found.spelling[0] == found.spelling[2]


def test_one_container_sets_nothing_apart(arrays):
    found = arrays("In Paris, Texas, and in Paris, Lyon.", ["Paris", "Texas", "Paris", "Lyon"])
    assert [name.uses for name in found.names] == [[0, 2], [1], [3]]


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("in Paris, Texas", {(0, 1)}),
        ("in Paris (Texas)", {(0, 1)}),
        ("in Paris,  Texas", {(0, 1)}),
        ("in Paris and Texas", set()),
        ("in Paris. Texas", set()),
        ("in Paris, then Texas", set()),
    ],
)
def test_what_follows_after_a_comma(arrays, text, beside):
    assert arrays(text, ["Paris", "Texas"]).comma_pairs == beside
    assert arrays(text, ["Paris", "Texas"], demonyms=["Texas"]).comma_pairs == set()


def test_a_row_for_each_candidate_and_one_for_none(arrays):
    found = arrays("Lyon and Nice.", ["Lyon", "Nice"])
    size = len(found.name_index)
    assert size == sum(len(name.matches) + 1 for name in found.names)
    for name, rows in found.blocks():
        assert (found.name_index[rows] == found.names.index(name)).all()
        assert [*found.place[rows]][-1] == -1
        assert (found.place[rows][:-1] >= 0).all()
    for column in (
        found.kind,
        found.country,
        found.division,
        found.place,
        found.radius_km,
        found.address_match,
    ):
        assert column.shape == (size,)
    assert found.own_features.shape[0] == found.unit.shape[0] == size
    norms = np.linalg.norm(found.unit, axis=1)
    assert norms == pytest.approx((found.place >= 0).astype(float))


def test_codes_stand_for_countries_and_divisions(arrays, row_of):
    found = arrays("Lyon and Nice, France.", ["Lyon", "Nice", "France"])
    lyon, nice, france = (
        next(each.first for each in found.names if each.text == name) for name in ("Lyon", "Nice", "France")
    )
    assert found.country[lyon] == found.country[nice] == found.country[france] == found.countries["FR"]
    assert found.division[lyon] != found.division[nice]
    assert found.division[france] == -1
    assert found.radius_km[france] > found.radius_km[lyon]


def test_neighbours_are_countries_with_a_common_border(arrays):
    found = arrays("France, Spain and Japan.", ["France", "Spain", "Japan"])
    france, spain, japan = (found.countries[code] for code in ("FR", "ES", "JP"))
    assert found.neighbours[france, spain]
    assert found.neighbours[spain, france]
    assert not found.neighbours[france, japan]
    assert not found.neighbours[-1].any()


def test_how_close_two_names_stand(arrays):
    found = arrays("Lyon, Nice" + " " * 60 + "Metz", ["Lyon", "Nice", "Metz"])
    assert found.closeness[0, 1] == found.closeness[1, 0] == pytest.approx(np.exp(-2 / 60))
    assert found.closeness[1, 2] == pytest.approx(np.exp(-1))
    far = arrays("Lyon" + " " * 361 + "Nice", ["Lyon", "Nice"])
    assert far.closeness == {}
    assert arrays("Lyon" + " " * 360 + "Nice", ["Lyon", "Nice"]).closeness
    one = arrays("Lyon, Lyon", ["Lyon", "Lyon"])
    assert one.closeness == {}


def test_closeness_reaches_three_names(arrays):
    found = arrays("Lyon Nice Metz Brest Dijon", ["Lyon", "Nice", "Metz", "Brest", "Dijon"])
    assert (0, 3) in found.closeness
    assert (0, 4) not in found.closeness


def test_the_names_that_a_report_begins_with(arrays):
    assert arrays("Lyon, Nice and Metz.", ["Lyon", "Nice", "Metz"]).lead_names == {0, 1}
    assert arrays(" " * 219 + "Lyon and Nice.", ["Lyon", "Nice"]).lead_names == {0}
    assert arrays(" " * 220 + "Lyon.", ["Lyon"]).lead_names == frozenset()


def test_the_outlets_own_name_is_a_name_too(arrays):
    found = arrays("Leeds and Hull.", ["Leeds", "Hull"], source="www.leedspost.co.uk")
    assert [(name.text, name.outlet) for name in found.names] == [("Leeds", True), ("Hull", False)]
    found = arrays("Hull.", ["Hull"], source="www.leedspost.co.uk")
    assert [(name.text, name.outlet, name.uses) for name in found.names] == [
        ("Hull", False, [0]),
        ("leeds", True, []),
    ]
    assert {int(value) for value in found.address_match[found.names[0].rows]} == {1, -1, 0}


def test_a_place_of_the_callers_own_excludes_its_namesakes(match):
    mine, other = match("Salem", own=True), match("Salem", id="other")
    assert weighed([other, mine]) == (mine,)
    assert weighed([other]) == (other,)
    assert weighed([]) == ()
    assert len(weighed([match("Salem", id=str(n)) for n in range(80)])) == candidates.WEIGHED == 50


def test_a_name_that_nobody_knows_has_only_none(arrays):
    found = arrays("Zqwertz.", ["Zqwertz"])
    assert found.place.tolist() == [-1]


def test_a_report_without_names(arrays):
    found = arrays("Nothing.", [])
    assert found.names == []
    assert found.name_index.shape == (0,)
    assert list(found.blocks()) == []


def test_the_division_of_a_place(match):
    assert division_of(match("Ohio", "admin1", admin1="").place) == "Ohio"
    assert division_of(match("Akron", admin1="Ohio").place) == "Ohio"
    assert division_of(match("Kenya", "country").place) == ""


@pytest.mark.parametrize(("offset", "index"), [(0, 0), (9, 0), (10, 1), (19, 1), (25, 1)])
def test_the_sentence_at_an_offset(offset, index):
    assert sentence_at([(0, 9), (10, 20)], offset, 30) == index
    assert sentence_at([(5, 9)], 4, 30) == -1
    assert sentence_at([], offset, 30) == -1


@pytest.mark.parametrize(
    ("text", "apposed"),
    [
        ("at Lyon, in southern Nice", {(0, 1)}),
        ("at Lyon, a market town in northwest Nice", {(0, 1)}),
        ("at Lyon in Nice", {(0, 1)}),
        ("at Lyon, capital of Nice", {(0, 1)}),
        ("at Lyon (in far eastern Nice", {(0, 1)}),
        ("at Lyon, in the province of Nice", {(0, 1)}),
        ("at Lyon and Nice", set()),
        ("at Lyon, Nice", set()),
        ("at Lyon, and later in Nice", set()),
        ("at Lyon. In Nice", set()),
        ("at Lyon, a city of 400,000 in Nice", set()),
    ],
)
def test_the_area_that_a_place_is_said_to_lie_in(arrays, text, apposed):
    assert arrays(text, ["Lyon", "Nice"]).apposed_pairs == apposed
    assert arrays(text, ["Lyon", "Nice"], demonyms=["Nice"]).apposed_pairs == set()


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("at Lyon and Nice", {(0, 1), (1, 0)}),
        ("from Lyon to Nice", {(0, 1), (1, 0)}),
        ("in Lyon and in Nice", {(0, 1), (1, 0)}),
        ("in Lyon as well as Nice", {(0, 1), (1, 0)}),
        ("at Lyon, Nice", set()),  # a town and its state
        ("in Lyon. Nice", set()),
        ("in Lyon and later Nice", set()),
    ],
)
def test_names_of_a_list(arrays, text, listed):
    assert arrays(text, ["Lyon", "Nice"]).listed_pairs == listed
    assert arrays(text, ["Lyon", "Nice"], demonyms=["Nice"]).listed_pairs == set()


def test_all_names_of_a_list_are_pairs(arrays):
    found = arrays("in Lyon, Nice and Metz; Brest slept", ["Lyon", "Nice", "Metz", "Brest"]).listed_pairs
    assert found >= {(0, 1), (0, 2), (1, 2)}
    assert not any(
        3 in pair for pair in arrays("in Lyon and Nice. Metz", ["Lyon", "Nice", "Metz"]).listed_pairs
    )
