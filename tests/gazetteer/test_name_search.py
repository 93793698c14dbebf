"""How a name is matched: exactly, in any case, in context, in another spelling, with a slip, or as a beginning."""

import pytest

import gazetteer
from gazetteer.name_search import NameSearch, best_places, each_once
from gazetteer.place_rows import PlaceRows
from gazetteer.store import BUILT


@pytest.fixture(scope="module")
def search():
    rows = PlaceRows(BUILT, ())
    yield NameSearch(rows, merged=False)
    rows.connections.close()


def everything(hit):
    return True


def labels(hits):
    return [place.label for place in best_places(hits)]


def test_names_that_are_exact_come_alone(search):
    found = search.candidates("Paris", everything)
    assert {hit.match.place.name for hit in found} >= {"Paris"}
    assert labels(found)[0].endswith("FR")


def test_an_abbreviation_matches_in_capitals_only(search):
    assert any(hit.match.place.id == gazetteer.find("Andorra").id for hit in search.named("AND"))
    assert all(hit.match.place.id != gazetteer.find("Andorra").id for hit in search.named("and"))


def test_any_case_is_tried_where_a_name_finds_nothing(search):
    assert search.named("dprk") == ()
    assert search.candidates("dprk", everything)[0].match.place == gazetteer.find("DPRK")


@pytest.mark.parametrize(
    ("name", "country", "town"),
    [("Afrin District", "SY", "Afrin"), ("Bakhmut Raion", "UA", "Bakhmut"), ("Cox's Bazar District", "BD", "Cox's Bazar")],
    ids=str,
)  # fmt: skip
def test_a_town_stands_for_its_district(name, country, town):
    assert gazetteer.find(name, country=country) == gazetteer.find(town, country=country)


def test_a_district_that_is_there_goes_before_its_town_and_a_state_has_none(search):
    assert gazetteer.find("Kasese District", country="UG").kind == "admin2"
    assert search.candidates("Afrin State", everything) == []


def test_what_follows_a_comma_is_context(search):
    found = search.candidates("Springfield, Illinois", everything)
    assert {hit.match.place.admin1 for hit in found} == {"Illinois"}
    assert search.candidates("Springfield, Mali", everything) == []


def test_another_romanisation_is_found_when_no_exact_one_is(search):
    assert labels(search.candidates("Khan Yunus", everything))[0].startswith("Khan Yunis")


def test_a_filter_lets_looser_matches_in(search):
    """Where the exact places are all of another country, other spellings are asked for."""
    found = search.candidates("Paris", lambda hit: hit.match.place.country == "US")
    assert {hit.match.place.country for hit in found} == {"US"}


def test_slips_come_before_beginnings(search):
    slips, beginnings = search.near("Aleppp", everything), search.near("Alepp", everything)
    assert "Aleppo" in {hit.match.place.name for hit in next(slips)}
    next(beginnings)
    assert any(hit.match.place.name.startswith("Alepp") for hit in next(beginnings))


@pytest.mark.parametrize("name", ["", " ", "x" * 10_000, "US$"], ids=["empty", "blank", "long", "money"])
def test_what_is_no_name_finds_nothing(search, name):
    assert search.candidates(name, everything) == []
    assert [hit for hits in search.near(name, everything) for hit in hits] == []
    assert not search.begins(name)


def test_each_place_is_kept_once(search):
    hits = list(search.named("Paris"))
    assert each_once(hits + hits) == each_once(hits)
