"""Airports, ports, power stations, hospitals and universities: which names they have, and that they are joined with what was written by hand."""

import hashlib
import json
import lzma
from dataclasses import replace

import pytest

import gazetteer
from gazetteer.build import committed, facilities, institutions, make_facilities, places
from gazetteer.build.store_file import Row
from gazetteer.names import fold


def row(name, *, kind="facility", lon=10.0, lat=20.0, slug=None, admin1="", names=(), country="TD"):
    return Row(
        geonameid=None, slug=slug or fold(name).replace(" ", "-"), name=name, kind=kind, lon=lon, lat=lat, country=country,
        admin1=admin1, population=0, radius_m=2_000, prominence=4.5,
        names=[(name, "official"), *((other, "alternate") for other in names)],
    )  # fmt: skip


AIRPORT = {"slug": "airport-xxxx", "names": ("Doba Airport", "Doba Airfield")}


def test_a_facility_written_by_hand_gets_the_names_and_stays_the_only_one():
    by_hand = row("Doba Air Base", lon=10.01)
    assert list(facilities.join([by_hand], [row("Doba International Airport", **AIRPORT)])) == []
    assert [name for name, _ in by_hand.names] == [
        "Doba Air Base", "Doba International Airport", "Doba Airport", "Doba Airfield",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [row("Doba Air Base", lon=10.2), row("Doba Hospital"), row("Doba Airport", country="NE")],
    ids=["far", "of another kind", "of another country"],
)
def test_what_is_another_facility_is_added(other):
    names = list(other.names)
    (added,) = facilities.join([other], [row("Doba International Airport", **AIRPORT)])
    assert added.name == "Doba International Airport"
    assert other.names == names


def test_a_name_that_a_place_has_stays_that_place_s():
    town = row("Doba Airport", kind="settlement", lon=10.3)
    (added,) = facilities.join([town], [row("Doba International Airport", **AIRPORT)])
    assert [name for name, _ in added.names] == ["Doba International Airport", "Doba Airfield"]
    assert not list(facilities.join([town], [row("Doba Airport", slug="airport-yyyy")]))


def test_a_facility_lies_in_the_division_of_the_nearest_town():
    towns = [
        row("Far", kind="settlement", lon=10.3, admin1="Far Division"),
        row("Near", kind="settlement", lon=10.1, admin1="Near Division"),
    ]
    (added,) = facilities.join(towns, [row("Doba International Airport", **AIRPORT)])
    assert added.admin1 == "Near Division"


CLINIC = {"slug": "hospital-q1", "names": ("Doba Medical Centre",)}


@pytest.mark.parametrize(
    ("by_hand", "same"), [("Dobas Hospital", True), ("Bongor Hospital", False)], ids=["stem", "other"]
)
def test_of_two_hospitals_nearby_those_with_a_word_in_common_are_one(by_hand, same):
    there = row(by_hand, lon=10.01)
    assert bool(list(facilities.join([there], [row("Doba Hospital", **CLINIC)]))) is not same
    assert (len(there.names) > 1) is same


def test_a_name_with_the_article_is_the_name_without():
    there = row("Doba Hospital", lon=10.9)
    assert not list(facilities.join([there], [row("Al-Doba Hospital", slug="hospital-q1")]))


TOWNS = [
    {"name": name, "countrycode": country, "longitude": lon, "latitude": lat, "population": people}
    for name, country, lon, lat, people in (
        ("Doba", "TD", 10.01, 20.01, 30_000), ("Lai", "TD", 12.0, 20.0, 30_000), ("Zinder", "NE", 9.0, 13.8, 300_000),
    )
]  # fmt: skip
HOSPITAL = {
    "item": "http://x/entity/Q1",
    "itemLabel": "Chagoua Hospital",
    "countryLabel": "Chad",
    "geo": "Point(10.0123 20.0123)",
}


def named(*rows):
    given = [HOSPITAL | changed | {"item": f"http://x/entity/Q{n}"} for n, changed in enumerate(rows)]
    return [
        name
        for _, name, *_ in institutions.hospitals(
            given, institutions.Settlements(TOWNS), {"chad": "TD", "niger": "NE"}
        )
    ]


def test_a_hospital_with_a_name_and_a_place_of_its_own_is_taken():
    assert named({}) == ["Chagoua Hospital"]


@pytest.mark.parametrize(
    "rows",
    [
        [{"geo": "Point(10.0166666 20.0333333)"}],
        [{"geo": "Point(10.01 20.02)"}],
        [{}, {"itemLabel": "Farcha Hospital"}, {"itemLabel": "Walia Hospital"}],
        [{"countryLabel": "Niger"}],
        [{"countryLabel": ""}],
        [{"itemLabel": "Chagoua Hospital, Lai"}],
        [{"itemLabel": "Zinder Hospital"}],
        [{"itemLabel": "Lai General Hospital"}],
        [{}, {"geo": "Point(10.0523 20.0523)", "itemLabel": "Chagoua Hospital (Doba)"}],
        [{"itemLabel": "General Military Hospital"}],
        [{"itemLabel": "St Mary's Hospital"}],
        [{"itemLabel": "Chagoua"}],
        [{"itemLabel": "Q123"}],
    ],
    ids=[
        "whole minutes",
        "hundredths",
        "shared point",
        "other country",
        "no country",
        "other town",
        "larger town elsewhere",
        "town of the name elsewhere",
        "two of the name",
        "no own word",
        "saint",
        "no class word",
        "no label",
    ],
)
def test_a_hospital_is_left_out_where_its_point_or_name_may_be_another_s(rows):
    assert named(*rows) == []


def test_a_university_goes_by_the_name_that_is_its_own():
    facts = {
        "ICLEVEL": "1",
        "SECTOR": "1",
        "INSTSIZE": "4",
        "CITY": "Doba",
        "LONGITUD": "10.02",
        "LATITUDE": "20.02",
        "IALIAS": " ",
    }
    rows = [
        facts | {"UNITID": str(number), "INSTNM": name, **more}
        for number, (name, more) in enumerate((
            ("Chagoua University-Main Campus", {}), ("University of Chagoua-Doba", {}), ("University of Chagoua-Lai", {}),
            ("Farcha University", {"SECTOR": "3"}), ("Walia University", {}), ("Walia University", {}), ("Union University", {}),
        ))
    ]  # fmt: skip
    towns = institutions.Settlements([town | {"countrycode": "US"} for town in TOWNS])
    assert [given[1] for given in institutions.universities(rows, towns)] == [
        "Chagoua University", "University of Chagoua Doba", "University of Chagoua Lai",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def table():
    return json.loads(lzma.decompress(facilities.TABLE.read_bytes()))


FIRST = "port raf raaf cfb naval joint aeropuerto aeroport aeroporto flughafen base"


def test_every_latin_name_says_what_the_facility_is(table):
    words_of = {
        kind: {word for words in listed for word in words.split()}
        for kind, listed in facilities._WORDS.items()
    }
    words_of["airport"] |= {"airbase", "afb", "station", "airstrip", "field"}
    words_of["power"] |= {"station", "farm", "park"}
    bare = {
        name
        for identifier, official, _, _, _, _, *others in table
        for name in (official, *others)
        if (words := fold(name).split())
        and "".join(words).isalpha()
        and words[0].isascii()
        and words[0] not in FIRST.split()
        and words_of[identifier.split("-")[0]].isdisjoint(words)
        and not {"hospitals", "infirmary"} & set(words)
    }
    assert not bare


def test_the_table_holds_thousands_of_five_kinds(table):
    assert len(table) > 18_000
    assert len({identifier for identifier, *_ in table}) == len(table)
    kinds = {identifier.split("-")[0] for identifier, *_ in table}
    assert kinds == {"airport", "port", "power", "hospital", "university"}


def test_a_hospital_has_the_id_of_the_item_that_it_is_from():
    items = {row.slug: row.wikidata for row in facilities.read(facilities.TABLE)}
    assert items["hospital-q7373850"] == "Q7373850"
    assert {bool(item) for slug, item in items.items() if not slug.startswith("hospital-")} == {False}
    by_town = [row("Town", kind="settlement")]
    (added,) = facilities.join(by_town, [replace(row("Doba Hospital", **CLINIC), wikidata="Q1")])
    assert added.wikidata == "Q1"


def test_the_committed_table_is_the_one_that_the_sources_name():
    data = facilities.TABLE.read_bytes()
    assert committed.packed(json.loads(lzma.decompress(data))) == data
    sources = (places.DATA / "SOURCES.md").read_text(encoding="utf-8")
    assert hashlib.sha256(data).hexdigest() in sources
    assert all(sha256 in sources for sha256 in make_facilities.SOURCES.values())


def test_another_source_is_refused(tmp_path):
    for name in make_facilities.SOURCES:
        (tmp_path / name).write_bytes(b"something else")
    with pytest.raises(ValueError, match="is not the file of SHA-256"):
        make_facilities.make(tmp_path)


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        ("Sabzevar airport", 57.6, 36.2),
        ("Port of Chimbote", -78.58, -9.07),
        ("Salakovac hydroelectric power plant", 17.9, 43.5),
        ("Grohnde nuclear plant", 9.41, 52.04),
    ],
    ids=["airport", "port", "hydroelectric", "nuclear"],
)
def test_facilities_are_found_by_the_names_that_reports_write(text, lon, lat):
    place = gazetteer.find(text)
    assert place.kind == "facility"
    assert (place.lon, place.lat) == pytest.approx((lon, lat), abs=0.2)


@pytest.mark.parametrize("code", ["IKA", "OIIE", "IRBND", "GEODB0040538"])
def test_codes_are_no_names_of_facilities(code):
    matches = gazetteer.default().match(code)
    assert not [
        m
        for m in matches
        if m.place.id.startswith(("dateline:airport-", "dateline:port-", "dateline:power-"))
    ]
