"""The table of countries is whole, consistent, and found by code and by name."""

import subprocess
import sys

import pytest

from gazetteer import countries
from gazetteer.errors import GazetteerMissing, UnknownCountry
from gazetteer.names import fold

ALL = countries.all()


@pytest.mark.parametrize(
    ("asked", "alpha2"),
    [
        ("KE", "KE"), ("ke", "KE"), ("KEN", "KE"), ("404", "KE"), ("Kenya", "KE"), (" kenya ", "KE"),
        ("the U.S.", "US"), ("United States of America", "US"), ("UK", "GB"), ("Côte d'Ivoire", "CI"),
        ("Cote d’Ivoire", "CI"), ("XK", "XK"), ("Kosovo", "XK"), ("Burma", "MM"), ("008", "AL"),
    ],
)  # fmt: skip
def test_countries_are_found_by_code_and_by_name(asked, alpha2):
    assert countries.get(asked).alpha2 == alpha2


@pytest.mark.parametrize("asked", ["", " ", "ZZ", "ZZZ", "Atlantis", "Kenyan", "4", "x" * 1_000_000, "\x00"])
def test_what_is_no_country_is_said_shortly(asked):
    with pytest.raises(UnknownCountry, match="no ISO 3166-1 code") as caught:
        countries.get(asked)
    assert len(str(caught.value)) < 300


def test_all_countries_of_iso_3166_and_kosovo_are_there():
    assert len(ALL) == 250
    assert [c.alpha2 for c in ALL] == sorted({c.alpha2 for c in ALL})


def test_every_country_is_found_by_its_codes_and_its_name(check_rows):
    def check(country):
        for asked in (country.alpha2, country.alpha3, country.numeric or country.alpha2, country.name):
            assert countries.get(asked) is country, asked

    check_rows(ALL, check)


def test_every_country_has_a_point_and_a_continent(check_rows):
    def check(country):
        assert -180 <= country.lon <= 180
        assert -90 <= country.lat <= 90
        assert 100 <= country.radius_m < 6_000_000
        assert country.continent in {"AF", "AS", "EU", "NA", "SA", "OC", "AN"}
        assert len(country.numeric) == (0 if country.alpha2 == "XK" else 3)

    check_rows(ALL, check)


def test_neighbours_are_mutual():
    one_sided = [
        (country.alpha2, code)
        for country in ALL
        for code in country.neighbours
        if country.alpha2 not in countries.get(code).neighbours
    ]
    assert one_sided == []


def test_no_country_is_called_as_another():
    names = {fold(country.name): country.alpha2 for country in ALL}
    assert len(names) == len(ALL)
    for country in ALL:
        for alias in country.aliases:
            assert names.get(fold(alias), country.alpha2) == country.alpha2, alias


def test_a_missing_table_is_said_to_be_missing(tmp_path):
    with pytest.raises(GazetteerMissing):
        countries._read(tmp_path / "countries.csv")


def test_it_needs_the_standard_library_alone():
    code = (
        "import sys; from gazetteer import countries; countries.get('PSE'); "
        "print(sorted({'numpy', 'pandas', 'shapely', 'sqlite3', 'spacy'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
