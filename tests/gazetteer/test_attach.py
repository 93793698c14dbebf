"""Gazetteers of one's own before the bundled one: own rows first, one place one row, safe as the bundle is."""

import multiprocessing
import os
import pickle
import subprocess
import sys
import threading

import pytest

from gazetteer import place_rows, store
from gazetteer.errors import BadGazetteer, GazetteerMissing, PlaceNotFound
from gazetteer.importing.importer import import_places
from gazetteer.store import Gazetteer

KHAN_YUNIS = "geonames:281124"
OWN = """id,name,kind,lon,lat,radius_m,country,admin1,population,aliases
depot,Paris,facility,36.8,-1.28,,KE,,,The Depot|Suva
geonames:281124,Khan Yunis (our office),settlement,34.5,31.5,900,PS,Gaza Strip,5,Our Office
dateline:gaza-strip,Gaza Strip,region,34.4,31.4,21000,PS,,,
"""


@pytest.fixture(scope="module")
def own_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.csv").write_text(OWN, encoding="utf-8")
    import_places(folder / "own.csv", folder / "own.sqlite")
    return folder / "own.sqlite"


@pytest.fixture(params=["few", "many"])
def both(tiny_folder, own_file, request, monkeypatch):
    """Attach a file; that it has many places is told by a look into it each time, that of a few once."""
    if request.param == "many":
        monkeypatch.setattr(place_rows, "_FEW", 2)
    return Gazetteer(tiny_folder / "gazetteer.sqlite", attached=[own_file])


def ids(matches):
    return [match.place.id for match in matches]


def test_own_rows_come_first(both, tiny_gazetteer):
    assert ids(both.match("Paris")) == ["own:depot", *ids(tiny_gazetteer.match("Paris"))]
    assert ids(both.match("Suva"))[0] == "own:depot"
    assert both.find("Paris").id == "own:depot"
    assert both.search("Paris", limit=1)[0].id == "own:depot"
    assert both.find("Paris", country="FR").country == "FR"


def test_a_place_that_both_have_is_the_own_one_under_all_names(both):
    for name in ("Khan Younis", "خان يونس", "Our Office"):
        [match] = both.match(name)
        assert (match.place.id, match.place.radius_m) == (KHAN_YUNIS, 900)
    assert both.get(KHAN_YUNIS).name == "Khan Yunis (our office)"
    assert both.get("dateline:gaza-strip").radius_m == 21_000
    assert ids(both.match("Gaza"))[0] == "dateline:gaza-strip"


def test_near_names_and_beginnings_of_own_places_are_found(both):
    for query in ("Our Offce", "Our Off", "The Dep"):
        assert both.search(query)[0].id in ("own:depot", KHAN_YUNIS)


def test_what_only_the_bundle_has_is_as_before(both, tiny_gazetteer):
    for name in ("Georgia", "DeKalb", "NYC", "Springfield", "Aleppo Governorate", "no such place"):
        assert both.match(name) == tiny_gazetteer.match(name)
    assert both.match_many(["Fiji", "x"]) == tiny_gazetteer.match_many(["Fiji", "x"])
    assert both.find("Fiji") == tiny_gazetteer.find("Fiji")
    with pytest.raises(PlaceNotFound):
        both.get("own:nothing")


def test_nearest_sees_both_and_each_place_once(both, tiny_gazetteer):
    assert both.nearest(lon=36.8, lat=-1.28)[0][0].id == "own:depot"
    every = both.nearest(lon=34.3, lat=31.3, limit=1000)
    assert (
        len({place.id for place, _ in every})
        == len(every)
        == 1 + len(tiny_gazetteer.nearest(lon=0, lat=0, limit=1000))
    )
    moved = [place for place, _ in every if place.id == KHAN_YUNIS]
    assert [place.lon for place in moved] == [34.5]
    assert [metres for _, metres in every] == sorted(metres for _, metres in every)


def test_places_goes_through_both_and_each_place_once(both, tiny_gazetteer):
    places = list(both.places())
    assert len({place.id for place in places}) == len(places) == 1 + len(list(tiny_gazetteer.places()))
    assert {place.country for place in both.places(country="Kenya")} == {"KE"}
    assert {place.kind for place in both.places(kind="region")} == {"region"}
    with pytest.raises(ValueError, match="kind"):
        both.places(kind="depot")


def test_the_first_of_several_files_wins(tiny_folder, own_file, tmp_path):
    (tmp_path / "b.csv").write_text(
        "id,name,kind,lon,lat\ndepot,Paris North,facility,1,2\n", encoding="utf-8"
    )
    import_places(tmp_path / "b.csv", tmp_path / "b.sqlite")
    bundle = tiny_folder / "gazetteer.sqlite"
    assert (
        Gazetteer(bundle, attached=[tmp_path / "b.sqlite", own_file]).get("own:depot").name == "Paris North"
    )
    assert Gazetteer(bundle, attached=[own_file, tmp_path / "b.sqlite"]).get("own:depot").name == "Paris"


def test_it_survives_pickling_closing_threads_and_forks(both):
    again = pickle.loads(pickle.dumps(both))
    assert again.attached == both.attached
    both.close()
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(ids(both.match("Suva"))[0])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == ["own:depot"] * 8
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(again.get, ["own:depot", KHAN_YUNIS])[1].radius_m == 900


def test_a_missing_or_wrong_file_says_so(tmp_path, own_file):
    with pytest.raises(GazetteerMissing, match="there is no such gazetteer") as missing:
        store.attach(tmp_path / "gone.sqlite")
    assert str(pickle.loads(pickle.dumps(missing.value))) == str(missing.value)
    (tmp_path / "notes.txt").write_text("not a database " * 500, encoding="utf-8")
    (tmp_path / "empty.sqlite").touch()
    for wrong in ("notes.txt", "empty.sqlite"):
        with pytest.raises(BadGazetteer, match="gazetteer import"):
            store.attach(own_file, tmp_path / wrong)


class TestBundled:
    """What must hold beside the real file."""

    def test_attach_puts_files_before_the_bundle(self, own_file):
        gazetteer = store.attach(own_file)
        assert ids(gazetteer.match("Paris"))[:2] == ["own:depot", "geonames:2988507"]
        assert gazetteer.find("Kenya").kind == "country"
        assert store.attach() is store.default()

    def test_the_environment_attaches_them_to_the_default(self, own_file, tmp_path):
        def shown(value):
            code = "import gazetteer; print(gazetteer.find('The Depot').id)"
            return subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=False,
                env={**os.environ, store.VARIABLE: value},
            )  # fmt: skip

        assert shown(f"{own_file}{os.pathsep}").stdout.strip() == "own:depot"
        assert "GazetteerMissing" in shown(str(tmp_path / "gone.sqlite")).stderr
        assert "PlaceNotFound" in shown("").stderr
