"""Look-ups by name, by id and by position, in a tiny gazetteer that the real build code made."""

import math
import pickle
import sqlite3
import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import geodesy, ranking, store
from gazetteer.errors import (
    AmbiguousPlace,
    GazetteerMissing,
    NoPoint,
    NotAName,
    PlaceNotFound,
    UnknownCountry,
)
from gazetteer.place import NameMatch, Place

KHAN_YUNIS, GAZA, GAZA_STRIP = "geonames:281124", "geonames:281133", "dateline:gaza-strip"


def ids(matches):
    return [match.place.id for match in matches]


@pytest.mark.parametrize(
    "name", ["Khan Yunis", "KHAN YŪNIS", "Khan Younis", "khan-yunis", "خان يونس", "Хан-Юнис"]
)
def test_every_spelling_of_a_name_matches(tiny_gazetteer, name):
    assert ids(tiny_gazetteer.match(name)) == [KHAN_YUNIS]


def test_a_match_says_how_the_name_names_the_place(tiny_gazetteer):
    kinds = {
        name: tiny_gazetteer.match(name)[0].name_kind for name in ("Fiji", "Fijian", "USA", "NYC", "Parigi")
    }
    assert kinds == {
        "Fiji": "official", "Fijian": "demonym", "USA": "abbreviation", "NYC": "abbreviation", "Parigi": "alternate",
    }  # fmt: skip


def test_a_region_and_the_city_in_it_both_match(tiny_gazetteer):
    assert ids(tiny_gazetteer.match("Gaza")) == [GAZA_STRIP, GAZA]


def test_a_capital_comes_before_its_namesakes(tiny_gazetteer):
    assert [p.place.label for p in tiny_gazetteer.match("Paris")] == [
        "Paris, Ile-de-France, FR",
        "Paris, Texas, US",
    ]


def test_a_country_comes_before_a_state(tiny_gazetteer):
    assert [m.place.kind for m in tiny_gazetteer.match("Georgia")] == ["country", "admin1"]


def test_a_county_matches_without_its_class_word(tiny_gazetteer):
    found = [(m.place.label, m.name_kind) for m in tiny_gazetteer.match("DeKalb")]
    assert ("DeKalb County, Georgia, US", "bare") in found
    assert ("DeKalb, Illinois, US", "official") in found


def test_a_class_word_chooses_the_kind(tiny_gazetteer):
    assert [m.place.kind for m in tiny_gazetteer.match("Texas state")] == ["admin1"]
    assert [m.place.kind for m in tiny_gazetteer.match("city of Luxembourg")] == ["settlement"]
    assert tiny_gazetteer.match("Suva Province") == ()


def test_further_names_of_the_table_match(tiny_gazetteer):
    assert ids(tiny_gazetteer.match("Ga.")) == ["geonames:4197000"]
    assert ids(tiny_gazetteer.match("Beroea")) == ["geonames:170063"]


@pytest.mark.parametrize(
    ("in_capitals", "word"), [("SYR", "Syr"), ("U.S.", "u.s."), ("US", "Us"), ("WAS", "Was"), ("SAO", "sao")]
)
def test_codes_match_in_capitals_only(tiny_gazetteer, in_capitals, word):
    assert {m.name_kind for m in tiny_gazetteer.match(in_capitals)} == {"abbreviation"}
    assert tiny_gazetteer.match(word) == ()
    # Who asks by hand need not shout.
    assert tiny_gazetteer.find(word) == tiny_gazetteer.find(in_capitals)


def test_transcriptions_by_machine_are_left_out(tiny_gazetteer):
    assert tiny_gazetteer.match("khan ywns") == ()


def test_many_names_at_once_are_the_same_as_one_by_one(tiny_gazetteer):
    asked = ["Paris", "nowhere", "Gaza", "Paris"]
    assert tiny_gazetteer.match_many(asked) == {name: tiny_gazetteer.match(name) for name in asked}


GARBAGE = [
    "",
    " ",
    "\x00",
    "\x1b[31m",
    "'; DROP TABLE place; --",
    "%",
    "*",
    "a" * 1_000_000,
    "é " * 500_000,
    "," * 1_000_000,
    "\ud800",
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda g: repr(g[:12]))
def test_garbage_finds_nothing_quickly_and_says_so_shortly(tiny_gazetteer, garbage, work):
    found = []
    effort = work(lambda: found.extend([*tiny_gazetteer.match(garbage), *tiny_gazetteer.search(garbage)]))
    assert found == []
    assert effort < 10_000 or len(garbage) < 1_000, "what is longer than a name is not looked for"
    with pytest.raises(PlaceNotFound) as caught:
        tiny_gazetteer.find(garbage)
    with pytest.raises(PlaceNotFound) as unknown:
        tiny_gazetteer.get(garbage)
    assert max(len(str(caught.value)), len(str(unknown.value))) < 500
    assert str(caught.value).isprintable()


@given(st.text())
def test_no_text_is_an_error_to_match(tiny_gazetteer, text):
    assert isinstance(tiny_gazetteer.match(text), tuple)
    assert isinstance(tiny_gazetteer.search(text), list)


def test_get_fetches_by_id(tiny_gazetteer):
    assert tiny_gazetteer.get(KHAN_YUNIS).label == "Khan Yunis, Gaza Strip, PS"
    assert tiny_gazetteer.get(GAZA_STRIP).kind == "region"


@pytest.mark.parametrize(
    "unknown",
    [
        "geonames:1",
        "geonames:",
        "geonames:-1",
        "geonames:²",
        "geonames:" + "9" * 30,
        "dateline:",
        "dateline:\ud800",
        "281124",
    ],
)
def test_get_says_which_id_is_unknown(tiny_gazetteer, unknown):
    with pytest.raises(PlaceNotFound, match="no place is called"):
        tiny_gazetteer.get(unknown)


def test_every_id_of_a_match_can_be_fetched(tiny_gazetteer):
    for name in ("Gaza", "Georgia", "DeKalb", "Koro Sea", "Springfield"):
        for match in tiny_gazetteer.match(name):
            assert tiny_gazetteer.get(match.place.id) == match.place


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Paris", "Paris, Ile-de-France, FR"),
        ("Paris, Texas", "Paris, Texas, US"),
        ("Paris, US", "Paris, Texas, US"),
        ("Springfield, Illinois, USA", "Springfield, Illinois, US"),
        ("Washington, D.C.", "Washington, District of Columbia, US"),
        ("Luxembourg", "Luxembourg"),
        ("New York", "New York City, New York, US"),
        ("Georgia", "Georgia"),
        ("Gaza", "Gaza Strip, PS"),
        ("Gaza City", "Gaza, Gaza Strip, PS"),
        ("Khan Yoonis", "Khan Yunis, Gaza Strip, PS"),
        ("Koro Sea", "Koro Sea"),
    ],
)
def test_find_gives_the_place_that_a_person_means(tiny_gazetteer, name, label):
    assert tiny_gazetteer.find(name).label == label


def test_find_asks_back_when_two_are_as_likely(tiny_gazetteer):
    with pytest.raises(AmbiguousPlace, match=r"Springfield, Missouri, US or .*give a country or a kind"):
        tiny_gazetteer.find("Springfield")


def test_find_takes_a_country_and_a_kind(tiny_gazetteer):
    assert tiny_gazetteer.find("Paris", country="USA").admin1 == "Texas"
    assert tiny_gazetteer.find("Georgia", kind="admin1").country == "US"
    assert tiny_gazetteer.find("Georgia", country="the United States").kind == "admin1"
    assert tiny_gazetteer.find("Gaza", kind="settlement").id == GAZA
    with pytest.raises(UnknownCountry):
        tiny_gazetteer.find("Paris", country="Atlantis")
    with pytest.raises(ValueError, match="none of continent, region, country"):
        tiny_gazetteer.find("Paris", kind="town")
    with pytest.raises(PlaceNotFound):
        tiny_gazetteer.find("Paris", country="FJ")


def test_find_suggests_what_was_meant(tiny_gazetteer):
    with pytest.raises(PlaceNotFound, match="did you mean Damascus"):
        tiny_gazetteer.find("Damazcus")


def test_search_takes_a_slip_and_a_beginning(tiny_gazetteer):
    assert tiny_gazetteer.search("Reykjavik") == []
    assert {p.name for p in tiny_gazetteer.search("Alepo")} == {"Aleppo"}
    assert {p.name for p in tiny_gazetteer.search("Spring")} == {"Springfield"}
    assert tiny_gazetteer.search("Alepo", near=False) == []


def test_search_keeps_to_its_limit_and_repeats_nothing(tiny_gazetteer):
    found = tiny_gazetteer.search("Springfield", limit=2)
    assert len({p.id for p in found}) == 2
    assert tiny_gazetteer.search("Springfield", limit=0) == []
    assert tiny_gazetteer.search("Springfield", country="FR") == []


def test_nearest_is_nearest_across_the_antimeridian(tiny_gazetteer):
    for lon in (180, -180, 179.9, -179.9, 540):
        (place, metres), *_ = tiny_gazetteer.nearest(lon=lon, lat=-16.5)
        assert place.name == "Labasa"
        assert metres < 100_000


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_nearest_misses_nothing_anywhere(tiny_gazetteer, lon, lat):
    with sqlite3.connect(tiny_gazetteer.path) as connection:
        rows = connection.execute(
            "SELECT p.lon, p.lat FROM place p JOIN kind k ON k.code = p.kind WHERE k.name IN ('settlement', 'facility')"
        ).fetchall()
    connection.close()
    wanted = sorted(geodesy.distance_m(lon, lat, *row) for row in rows)[:3]
    found = [metres for _, metres in tiny_gazetteer.nearest(lon=lon, lat=lat, limit=3)]
    assert found == pytest.approx(wanted, abs=1)


def test_nearest_takes_a_kind_and_a_limit(tiny_gazetteer):
    assert tiny_gazetteer.nearest(lon=178, lat=-18, kind="country")[0][0].name == "Fiji"
    assert tiny_gazetteer.nearest(lon=178.4, lat=-18.1)[0][0].name == "Suva"
    assert tiny_gazetteer.nearest(lon=178.55, lat=-18.04)[0][0].kind == "facility"
    assert tiny_gazetteer.nearest(lon=0, lat=0, limit=0) == []
    assert len(tiny_gazetteer.nearest(lon=0, lat=0, limit=10_000, kind="settlement")) == 21


@pytest.mark.parametrize("point", [(math.nan, 0), (0, math.nan), (math.inf, 0), (0, 90.1), (0, -91)])
def test_nearest_refuses_what_is_no_point(tiny_gazetteer, point):
    with pytest.raises(ValueError, match="no point on the Earth"):
        tiny_gazetteer.nearest(lon=point[0], lat=point[1])


def test_many_threads_may_share_one_gazetteer(tiny_gazetteer):
    found, barrier = [], threading.Barrier(8)

    def look_up():
        barrier.wait()
        found.extend(ids(tiny_gazetteer.match("Khan Younis"))[0] for _ in range(200))

    threads = [threading.Thread(target=look_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [KHAN_YUNIS] * 1600


def test_it_goes_on_after_it_was_closed(tiny_folder):
    gazetteer = store.Gazetteer(tiny_folder / "gazetteer.sqlite")
    gazetteer.close()
    gazetteer.close()
    assert gazetteer.get(KHAN_YUNIS).name == "Khan Yunis"


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(GazetteerMissing, match="was not built"):
        store.Gazetteer(tmp_path / "gazetteer.sqlite")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"not a database, but long enough to look like one" * 100])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    (tmp_path / "gazetteer.sqlite").write_bytes(content)
    with pytest.raises(GazetteerMissing):
        store.Gazetteer(tmp_path / "gazetteer.sqlite")


def test_a_look_up_loads_nothing_heavy(tiny_folder):
    code = (
        "import sys; from gazetteer import Gazetteer; from pathlib import Path; "
        f"print(Gazetteer(Path({str(tiny_folder / 'gazetteer.sqlite')!r})).find('Khan Younis').id); "
        "print(sorted({'numpy', 'pandas', 'shapely', 'geopandas', 'spacy', 'geopy', 'json'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.split("\n")[:2] == [KHAN_YUNIS, "[]"]


def test_places_survive_pickling(tiny_gazetteer):
    matches = tiny_gazetteer.match("Gaza")
    assert pickle.loads(pickle.dumps(matches)) == matches


def _ranked(name, score, **fields):
    place = Place(
        **{"id": f"geonames:{score}", "name": name, "kind": "settlement", "lon": 0, "lat": 0} | fields
    )
    return ranking.Ranked(NameMatch(place=place, name_kind="official"), score)


def test_a_large_city_of_a_division_stands_for_it_and_a_small_one_does_not():
    province = _ranked("Herat", 6.0, kind="admin1", country="AF", admin1="Herat", population=1_000_000)
    city = _ranked("Herat", 5.8, country="AF", admin1="Herat", population=600_000)
    village = _ranked("Herat", 5.8, country="AF", admin1="Herat", population=900)
    assert ranking.pick("Herat", [province, city]) is city.match.place
    assert ranking.pick("Herat", [province, village]) is province.match.place


def test_a_clear_lead_is_no_ambiguity():
    assert ranking.pick("X", [_ranked("X", 5.0), _ranked("X", 4.0)]).id == "geonames:5.0"
    with pytest.raises(AmbiguousPlace):
        ranking.pick("X", [_ranked("X", 5.0), _ranked("X", 4.9)])


class TestBundled:
    """What must hold of the real file."""

    @pytest.mark.parametrize(
        ("name", "wanted"),
        [
            ("Gaza", {GAZA_STRIP, GAZA}),
            ("Georgia", {"geonames:614540", "geonames:4197000"}),
            ("Washington", {"geonames:4140963", "geonames:5815135", "geonames:4915545"}),
            ("Deir al-Balah", {"geonames:281141"}),
            ("Kyiv", {"geonames:703448"}),
            ("Киев", {"geonames:703448"}),
        ],
    )
    def test_names_match(self, name, wanted):
        assert wanted <= set(ids(store.default().match(name)))

    @pytest.mark.parametrize(
        ("name", "label"),
        [
            ("Mosul", "Mosul, Nineveh, IQ"),
            ("Monrovia", "Monrovia, Montserrado, LR"),
            ("Brazil", "Brazil"),
            ("Kazakh", "Kazakhstan"),
        ],
    )
    def test_find(self, name, label):
        assert store.find(name).label == label

    def test_default_is_one_for_all(self):
        assert store.default() is store.default()
        assert store.search("Nairobi", limit=1)[0].country == "KE"
        assert store.nearest(lon=36.82, lat=-1.29)[0][0].country == "KE"


@pytest.mark.parametrize("value", [None, math.nan, 7, 2.5, True])
def test_what_stands_for_a_missing_name_is_not_found(tiny_gazetteer, value):
    assert tiny_gazetteer.match(value) == ()
    assert tiny_gazetteer.search(value) == []
    for ask in (tiny_gazetteer.find, tiny_gazetteer.get):
        with pytest.raises(PlaceNotFound):
            ask(value)


@pytest.mark.parametrize(
    "value",
    [["Suva"], {"city": "Suva"}, b"Suva", object(), ("Suva",)],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_name_at_all_is_told(tiny_gazetteer, value):
    for ask in (tiny_gazetteer.match, tiny_gazetteer.search, tiny_gazetteer.find, tiny_gazetteer.get):
        with pytest.raises(NotAName, match=f"not by a {type(value).__name__}"):
            ask(value)


@pytest.mark.parametrize("country", ["x" * 10_000_000, math.nan, 7, ["FJ"]])
def test_a_country_that_is_none_is_told_shortly(tiny_gazetteer, country):
    with pytest.raises(UnknownCountry) as caught:
        tiny_gazetteer.find("Suva", country=country)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("lon", "lat", "why"),
    [
        (31.0, 134.0, "the wrong way round"),
        (500.0, 91.0, "no point on the Earth$"),
        (math.nan, 0, "no point on the Earth$"),
        (0, math.nan, "no point on the Earth$"),
        (math.inf, 0, "no point on the Earth$"),
        (0, -math.inf, "no point on the Earth$"),
        ("1", 2, "are numbers, in degrees"),
        (None, 2, "are numbers, in degrees"),
        (1, [2], "are numbers, in degrees"),
        ("x" * 10_000_000, 2, "are numbers, in degrees"),
    ],
    ids=lambda value: repr(value)[:12],
)
def test_what_is_no_point_is_told(tiny_gazetteer, lon, lat, why):
    with pytest.raises(NoPoint, match=why) as caught:
        tiny_gazetteer.nearest(lon=lon, lat=lat)
    assert len(str(caught.value)) < 200
    assert isinstance(pickle.loads(pickle.dumps(caught.value)), NoPoint)
