"""A place that the gazetteer has comes out, however little is known of it; a person or a firm of its name does not."""

import pytest

from gazetteer import store
from gazetteer.importing.importer import import_places
from geo.language import load, make_doc
from geo.records import Report

ALONE = [
    ("Natanz Nuclear Facility lost power twice.", "Natanz Nuclear Facility", "dateline:natanz"),
    ("Al Udeid Air Base was evacuated.", "Al Udeid Air Base", "dateline:al-udeid"),
    ("Children from the Aida refugee camp sang.", "Aida refugee camp", "dateline:aida-camp"),
    ("Water stood two metres deep in Area 51.", "Area 51", "dateline:area-51"),
    ("Smoke hung over St. Peter's Square at noon.", "St. Peter's Square", "dateline:st-peters-square"),
    ("Nobody was hurt in Firdos Square.", "Firdos Square", "dateline:firdos-square"),
    ("The wires at Arak heavy water reactor were cut.", "Arak heavy water reactor", "dateline:arak-reactor"),
]
"""The whole gazetteer has one place of each name, of which it knows no inhabitants."""

NO_PLACES = [
    "Paris Hilton sang.",
    "Chelsea Manning left early.",
    "Jordan Spieth putted well.",
    "Kenya Moore left the show.",
    "Joe Montana threw three touchdowns.",
    "Nancy Pelosi tore up the speech.",
    "Amazon hired 500 drivers, the retailer said.",
    "Florence Nightingale trained the nurses.",
    "Cecil Rhodes left the money to scholars.",
    "Sam Houston commanded the volunteers.",
]


@pytest.fixture(scope="module")
def nlp():
    return load(events=False)


def read(nlp, text):
    return nlp(make_doc(nlp, Report(id="r", text=text)))._.places


@pytest.mark.parametrize(("text", "name", "place"), ALONE, ids=[name for _, name, _ in ALONE])
def test_the_only_site_of_a_name_needs_no_witness(nlp, text, name, place):
    assert [(m.text, m.place and m.place.id) for m in read(nlp, text)] == [(name, place)]


@pytest.mark.xfail(strict=True, reason="the ranker is sure to .41, and leaves unresolved what is below .42")
def test_the_only_site_of_a_name_that_is_a_settlement_too(nlp):
    [found] = read(nlp, "Envoys met at Qalandia crossing on Sunday.")
    assert found.place and found.place.id == "dateline:qalandia-checkpoint"


def test_a_town_of_unknown_size_is_placed_where_its_country_is_named(nlp):
    towns = sorted(
        (p for p in store.default().places(kind="settlement", country="ID") if not p.population),
        key=lambda place: place.id,
    )
    towns = [town for town in towns if len(store.default().match(town.name)) == 1][:200:5]
    found = [read(nlp, f"Indonesia sent aid to {town.name} after the flood.") for town in towns]
    missed = [
        town.name
        for town, mentions in zip(towns, found, strict=True)
        if town.id not in [m.place and m.place.id for m in mentions]
    ]
    assert len(towns) == 40
    assert len(missed) <= 1, missed


def test_one_of_several_villages_of_a_country_that_is_named_says_so(nlp):
    [_, village] = read(nlp, "Officials in China said that the bridge at Changqiao had to be closed.")
    assert village.place.country == "CN"
    assert "It is one of " in village.reason
    assert village.score < 0.5
    assert village.radius_m > 100_000  # it may be any of them, and they lie far apart


@pytest.mark.parametrize("text", NO_PLACES)
def test_people_and_firms_have_no_place(nlp, text):
    assert [m.text for m in read(nlp, text) if m.place is not None] == []


def test_places_of_a_dump_of_unknown_size_are_placed(tmp_path):
    cells = [
        "900000001",
        "Tuljeridra",
        "Tuljeridra",
        "",
        "2.5",
        "45.1",
        "P",
        "PPL",
        "SO",
        "",
        "",
        "",
        "",
        "",
        "0",
    ]
    row = "\t".join([*cells, "", "1", "Africa/Mogadishu", "2026-01-01"])
    (tmp_path / "dump.txt").write_text(row + "\n", encoding="utf-8")
    import_places(tmp_path / "dump.txt", tmp_path / "dump.sqlite")
    nlp = load(gazetteer=[tmp_path / "dump.sqlite"])
    [mention] = read(nlp, "A convoy left Tuljeridra before dawn.")
    assert mention.place.id == "geonames:900000001"


def test_names_of_own_places_may_go_on_in_small_letters(tmp_path):
    (tmp_path / "own.csv").write_text(
        "id,name,kind,lon,lat,country\nngo:d1,Tuljeri grain store 4,facility,45.1,2.5,SO\n", encoding="utf-8"
    )
    import_places(tmp_path / "own.csv", tmp_path / "own.sqlite")
    nlp = load(gazetteer=[tmp_path / "own.sqlite"])
    [mention] = read(nlp, "Trucks reached Tuljeri grain store 4 on Monday.")
    assert (mention.text, mention.place.id) == ("Tuljeri grain store 4", "ngo:d1")
