"""Wikidata ids: which place a record of Natural Earth is, and that one item is one place."""

import hashlib
import sqlite3

import pytest

from gazetteer import find
from gazetteer.build import make_wikidata, places, wikidata
from gazetteer.build.store_file import Row
from gazetteer.store import Gazetteer


def row(geonameid, name, kind="admin1", *, country="EC", code="", lon=0.0, population=10, others=()):
    return Row(
        geonameid=geonameid, slug=None, name=name, kind=kind, lon=lon, lat=0.0, country=country, admin1="",
        population=population, radius_m=1000, prominence=4.0, iso_3166_2=code,
        names=[(name, "official"), *((other, "alternate") for other in others)],
    )  # fmt: skip


def joined(rows, *, countries=None, divisions=(), towns=()):
    wikidata.join(rows, {"countries": countries or {}, "divisions": divisions, "towns": towns})
    return [one.wikidata for one in rows]


def test_a_country_is_known_by_its_code():
    assert joined([row(1, "Ecuador", "country")], countries={"EC": "Q736"}) == ["Q736"]


def test_a_division_that_a_wrong_number_names_is_told_by_its_name():
    rows = [row(1, "Napo", code="EC-N"), row(2, "Tungurahua Province", code="EC-T")]
    records = [[2, "EC-N", "EC", "Q1", "Napo", ["Napo"]], [1, "EC-T", "EC", "Q2", "Tungurahua", []]]
    assert joined(rows, divisions=records) == ["Q1", "Q2"]


def test_without_number_and_code_a_name_of_one_division_is_enough():
    record = [9, "", "EC", "Q1", "Napo", []]
    assert joined([row(1, "Napo"), row(2, "Napo", "admin2")], divisions=[record]) == ["Q1", ""]
    assert joined([row(1, "Napo"), row(2, "Napo")], divisions=[record]) == ["", ""]


def test_an_item_of_several_is_that_of_its_label_or_of_none():
    rows = [row(1, "Kyiv Oblast"), row(2, "Kyiv City")]
    records = [[1, "", "EC", "Q1899", "Kyiv City", ["Kyiv Oblast"]], [2, "", "EC", "Q1899", "Kyiv City", []]]
    assert joined(rows, divisions=records) == ["", "Q1899"]
    unclear = [
        [1, "", "EC", "Q1", "Elsewhere", ["Kyiv Oblast"]],
        [2, "", "EC", "Q1", "Elsewhere", ["Kyiv City"]],
    ]
    assert joined([row(1, "Kyiv Oblast"), row(2, "Kyiv City")], divisions=unclear) == ["", ""]


def test_a_town_is_near_and_has_the_name():
    town = row(5, "Quito", "settlement", lon=0.1)
    record = [5, 0.0, 0.0, "EC", "Q2900", "Quito", []]
    assert joined([town], towns=[record]) == ["Q2900"]
    assert joined([row(5, "Quito", "settlement", lon=9)], towns=[record]) == [""]
    assert joined([row(5, "Ambato", "settlement")], towns=[record]) == [""]
    assert joined([row(6, "Quito", "settlement", lon=0.05)], towns=[record]) == ["Q2900"]


def test_a_city_state_shares_the_item_of_its_town_and_a_county_does_not():
    records = {
        "divisions": [[1, "", "EC", "Q1", "Vienna", []]],
        "towns": [[2, 0, 0, "EC", "Q1", "Vienna", []]],
    }
    assert joined([row(1, "Vienna"), row(2, "Vienna", "settlement")], **records) == ["Q1", "Q1"]
    records["divisions"] = [[1, "", "EC", "Q1", "Greater Wien", []]]
    assert joined([row(1, "Greater Wien"), row(2, "Vienna", "settlement")], **records) == ["Q1", ""]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Syria", "country"), ("Bavaria", "admin1"), ("Mosul", "settlement"), ("Lake Chad", "water")],
    ids=lambda value: value,
)
def test_every_kind_of_the_bundle_has_ids(name, kind):
    place = find(name)
    assert place.kind == kind
    assert place.wikidata.startswith("Q")
    assert place.wikidata[1:].isdecimal()


def test_a_file_of_the_schema_before_is_read_without_ids(tiny_folder, tmp_path):
    old = tmp_path / "old.sqlite"
    old.write_bytes((tiny_folder / "gazetteer.sqlite").read_bytes())
    connection = sqlite3.connect(old)
    connection.executescript("ALTER TABLE place DROP COLUMN wikidata; PRAGMA user_version=4;")
    connection.close()
    before, now = Gazetteer(old), Gazetteer(tiny_folder / "gazetteer.sqlite")
    assert before.find("Khan Yunis") == now.find("Khan Yunis")
    assert before.nearest(lon=34.3, lat=31.34) == now.nearest(lon=34.3, lat=31.34)
    assert [place.id for place in before.places()] == [place.id for place in now.places()]


def test_the_committed_file_is_the_one_of_the_documentation():
    sources = (places.DATA / "SOURCES.md").read_text(encoding="utf-8")
    assert hashlib.sha256(make_wikidata.OUT.read_bytes()).hexdigest() in sources
    assert all(sha256 in sources for sha256 in make_wikidata.FILES.values())


def test_other_files_than_the_known_ones_are_refused(tmp_path):
    for name in make_wikidata.FILES:
        (tmp_path / name).write_text("{}")
    with pytest.raises(ValueError, match="is not the file of SHA-256"):
        make_wikidata.make(tmp_path)
