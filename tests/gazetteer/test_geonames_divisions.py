"""Which of GeoNames' divisions ours are, and that the ids that they had before still find them."""

import shutil
from pathlib import Path

import pytest

from gazetteer import store
from gazetteer.build import make_division_counts, places, tables
from gazetteer.build.geonames_divisions import GeoNamesDivision, GeoNamesDivisions, join, read
from gazetteer.build.sources import Sources
from gazetteer.place import Place
from gazetteer.store import Gazetteer

TINY = Path(__file__).parent / "tiny"
SUBDIVISIONS = """\
Ḩalab\tSY-HL\tSY.09\t170062\tGovernorate\tمحافظة حلب\t1\t\t1
Île-de-France\tFR-IDF\tFR.11\t3012874\tRegion\t\t1\t\t2
Paris\tFR-75\tFR.11.75\t2968815\tDepartment\t\t2\t2\t2
Nowhere\tFR-NO\t\t\tRegion\t\t1\t\t2
Deep\t\tFR.11.75.9\t99\t\t\t3\t3\t2
"""
CITIES = "Aleppo\t170063\t1\t1\t1\t36\t37\nParis\t2988507\t2|3|5\t2\t1\t48\t2\n"


def division(number, name, *, level=1, country="QQ", parent=None, aliases=()):
    return GeoNamesDivision(
        geonameid=number, name=name, level=level, country=country, parent=parent, aliases=aliases
    )


def known(*divisions, **of_city):
    members = {int(city.removeprefix("c")): numbers for city, numbers in of_city.items()}
    return GeoNamesDivisions({d.geonameid: d for d in divisions}, members)


@pytest.fixture
def build(tmp_path):
    """Return a function that builds the tiny gazetteer with GeoNames' divisions beside."""

    def built(english=""):
        folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
        (folder / "subdivisions.tsv").write_text(SUBDIVISIONS, encoding="utf-8")
        (folder / "members.tsv").write_text(CITIES, encoding="utf-8")
        if english:
            (folder / "division_names.csv").write_text(english, encoding="utf-8")
        files = {name: folder / f"{name}.json" for name in ("cities", "countries", "states", "counties")}
        sources = Sources(
            divisions=folder / "divisions.csv", subdivisions=folder / "subdivisions.tsv",
            members=folder / "members.tsv", **files,
        )  # fmt: skip
        places.build(folder, sources=sources, data=folder)
        return Gazetteer(folder / "gazetteer.sqlite")

    return built


def test_the_level_is_that_of_the_code_and_deeper_ones_and_those_without_an_id_are_left_out(tmp_path):
    (tmp_path / "s.tsv").write_text(SUBDIVISIONS, encoding="utf-8")
    (tmp_path / "c.tsv").write_text(CITIES, encoding="utf-8")
    found = read(tmp_path / "s.tsv", tmp_path / "c.tsv")
    assert {number: d.level for number, d in found.by_id.items()} == {170062: 1, 3012874: 1, 2968815: 2}
    assert (found.by_id[2968815].parent, found.by_id[170062].iso) == (3012874, "SY-HL")
    assert found.of_city[2988507] == (3012874, 2968815)


def test_divisions_join_by_their_places_whatever_they_are_called():
    geonames = known(division(1, "Al Yamin"), division(2, "Shimal"), c10=(1,), c11=(1,), c12=(2,))
    found = join({("QQ", "Right", ""): [10, 11], ("QQ", "North", ""): [12]}, geonames)
    assert found.ids == {("QQ", "Right", ""): 1, ("QQ", "North", ""): 2}
    assert (found.by_places, found.by_name, found.ambiguous) == (2, 0, ())


def test_a_common_name_needs_only_one_common_place():
    geonames = known(division(1, "North Province"), c10=(1,), c11=(1,), c12=(1,), c13=(1,))
    assert join({("QQ", "North", ""): [10, 20, 21]}, geonames).ids == {("QQ", "North", ""): 1}
    assert join({("QQ", "South", ""): [10, 20, 21]}, geonames).ids == {}


def test_without_a_common_place_the_name_decides_within_the_parent():
    geonames = known(
        division(1, "North"), division(2, "Hill", level=2, parent=1), division(3, "Hill", level=2, parent=9), c10=(1,)
    )  # fmt: skip
    groups = {("QQ", "North", ""): [10], ("QQ", "North", "Hill District"): [10]}
    found = join(groups, geonames)
    assert found.ids[("QQ", "North", "Hill District")] == 2
    assert (found.by_places, found.by_name) == (1, 1)


def test_two_that_fit_alike_are_ambiguous():
    geonames = known(division(1, "Lake"), division(2, "Lake"), c10=(1,), c11=(2,))
    found = join({("QQ", "Lake", ""): [10, 11]}, geonames)
    assert (found.ids, found.ambiguous) == ({}, (("QQ", "Lake", ""),))


def test_a_division_of_another_country_is_none():
    geonames = known(division(1, "North", country="QR"), c10=(1,))
    assert join({("QQ", "North", ""): [10]}, geonames).ids == {}


def test_a_joined_division_has_geonames_id_its_code_and_names_and_its_old_id_finds_it(build):
    gazetteer = build()
    aleppo = gazetteer.get("geonames:170062")
    assert (aleppo.name, aleppo.kind, aleppo.iso_3166_2) == ("Aleppo", "admin1", "SY-HL")
    assert gazetteer.get("dateline:admin1-sy-aleppo") == aleppo
    assert [m.place for m in gazetteer.match("محافظة حلب")] == [aleppo]


def test_a_place_without_a_code_has_an_empty_one(tiny_gazetteer):
    assert tiny_gazetteer.get("geonames:281124").iso_3166_2 == ""
    assert Place(id="geonames:1", name="A", kind="admin1", lon=0, lat=0).iso_3166_2 == ""


def test_english_names_come_by_code(build):
    gazetteer = build("iso_3166_2,name\nSY-HL,Halab Land\n")
    assert [m.place.id for m in gazetteer.match("Halab Land")] == ["geonames:170062"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Syria,Halab", "iso_3166_2 'Syria' is no ISO 3166-2 code"),
        ("SY-HL,…", "'…' holds no letter"),
    ],
    ids=["code", "name"],
)
def test_a_wrong_english_name_is_named(build, row, why):
    with pytest.raises(tables.BadTable, match=why):
        build(f"iso_3166_2,name\n{row}\n")


def test_old_ids_of_the_bundle_find_what_has_geonames_ids_now():
    bundle = store.default()
    for old, code in (
        ("dateline:admin1-sy-aleppo", "SY-HL"),
        ("dateline:admin1-ca-quebec", "CA-QC"),  # a row of additions.csv
        ("dateline:ituri", "CD-IT"),
        ("dateline:admin2-us-georgia-dekalb-county", ""),
    ):
        place = bundle.get(old)
        assert place.id.startswith("geonames:")
        assert place.iso_3166_2 == code
        assert bundle.get(place.id) == place


def test_most_divisions_of_the_bundle_have_geonames_ids():
    for kind, least in (("admin1", 0.94), ("admin2", 0.97)):
        ids = [place.id for place in store.default().places(kind=kind)]
        assert sum(id_.startswith("geonames:") for id_ in ids) > least * len(ids)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Lower Shabelle", "SO"), ("Hiraan", "SO"), ("Nugal", "SO"), ("Haut-Uele", "CD"), ("Yorkshire", "GB"), ("Berkshire", "GB"),
        ("County Tyrone", "GB"), ("County Mayo", "IE"), ("Cheshire", "GB"), ("Foggia Province", "IT"), ("Dnipropetrovsk Oblast", "UA"),
    ],
    ids=str,
)  # fmt: skip
def test_divisions_go_by_what_news_calls_them(name, country):
    first = store.default().match(name)[0].place
    assert (first.country, first.kind in ("admin1", "admin2", "region")) == (country, True)


def test_the_counts_of_the_sources_are_those_of_the_bundle():
    text = (make_division_counts.DATA / "SOURCES.md").read_text(encoding="utf-8")
    assert f"<!-- divisions -->{make_division_counts.counts()}<!-- /divisions -->" in text
