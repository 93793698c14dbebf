"""Look-ups of whole columns of points: the same answers as one by one, row by row."""

import functools
import json
import math
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import gazetteer
from gazetteer import areas, errors, store
from gazetteer.areas import at_point
from gazetteer.frames import COLUMNS, Points
from gazetteer.importing.importer import import_places
from gazetteer.point_index import PointIndex
from gazetteer.store import Gazetteer

LOOK_UPS = [gazetteer.nearest_many, areas.place_at_many]
AWKWARD = [
    (180.0, -17.0), (-180.0, -17.0), (179.99, 66.0), (540.0, -17.0), (0.0, 90.0), (12.0, -90.0), (-70.0, 85.0),
    (-30.0, 0.0), (-140.0, -45.0), (34.30, 31.34), (34.30 + 360, 31.34), (34.30, 31.34), (2.35, 48.86), (12.45, 41.9),
]  # fmt: skip


@pytest.fixture
def bundled(monkeypatch):
    """Return a gazetteer that makes an index for a few points already."""
    monkeypatch.setattr(store, "_WORTH_AN_INDEX", 1)
    return Gazetteer()


@functools.cache
def somewhere(count=60):
    """Return points around towns, and anywhere on the globe."""
    chance = np.random.default_rng(7)
    towns = [
        place for number, place in enumerate(Gazetteer().places(kind="settlement")) if number % 4000 == 0
    ]
    near = [(town.lon + east, town.lat + north) for town, (east, north) in zip(towns, chance.normal(0, 0.3, (len(towns), 2)), strict=True)]  # fmt: skip
    anywhere = zip(chance.uniform(-540, 540, count), chance.uniform(-90, 90, count), strict=True)
    return np.array([*AWKWARD, *near, *anywhere])


@pytest.mark.parametrize("kind", [None, "facility"], ids=["towns", "facilities"])
def test_the_nearest_of_many_is_the_nearest_of_each(bundled, kind):
    points = somewhere()
    found = bundled.nearest_many(lon=points[:, 0], lat=points[:, 1], kind=kind)
    for (lon, lat), row in zip(points.tolist(), found.itertuples(), strict=True):
        ((place, metres),) = bundled.nearest(lon=lon, lat=lat, kind=kind)
        assert (row.id, row.distance_m) == (place.id, metres), (lon, lat)
        assert (row.name, row.kind, row.lon, row.lat) == (place.name, place.kind, place.lon, place.lat)


def test_an_index_is_asked_instead_of_the_store(bundled, monkeypatch):
    asked = []
    monkeypatch.setattr(bundled, "nearest", lambda **_: asked.append(1) or [])
    points = somewhere(count=0)[len(AWKWARD) :]
    assert bundled.nearest_many(lon=points[:, 0], lat=points[:, 1])["id"].notna().all()
    assert not asked
    made = bundled._indexes[None]
    bundled.nearest_many(lon=[1.0], lat=[45.0])
    assert bundled._indexes[None] is made, "made once"


def test_few_points_make_no_index():
    own = Gazetteer()
    assert own.nearest_many(lon=[2.35], lat=[48.86])["country"].tolist() == ["FR"]
    assert not own._indexes


def test_places_at_many_points_are_those_at_each():
    points = somewhere()
    found = areas.place_at_many(lon=points[:, 0], lat=points[:, 1])
    for (lon, lat), row in zip(points.tolist(), found.itertuples(), strict=True):
        place = areas.place_at(lon=lon, lat=lat)
        assert (None if pd.isna(row.id) else row.id) == (place and place.id), (lon, lat)


def test_few_units_and_many_are_found_alike():
    points = np.random.default_rng(3).uniform((-180, -60), (180, 75), (3 * at_point._FEW, 2))
    few = [areas.units_at([point])[0] for point in points]
    assert areas.units_at(points) == few
    assert len({unit.key for unit in few if unit}) > 40


@pytest.mark.parametrize("look_up", LOOK_UPS, ids=lambda look_up: look_up.__name__)
class TestColumns:
    def test_rows_keep_the_index_of_the_series(self, look_up):
        table = pd.DataFrame({"x": [34.3, 2.35, 34.3], "y": [31.4, 48.86, 31.4]}, index=["c", "a", "b"])
        found = look_up(lon=table["x"], lat=table["y"])
        assert found.index.tolist() == ["c", "a", "b"]
        assert found.loc["c"].equals(found.loc["b"])
        assert found.loc["a", "country"] == "FR"
        assert list(COLUMNS) == [name for name in found if name != "distance_m"]
        assert table.join(found).shape[0] == 3

    def test_a_row_without_a_number_has_no_place(self, look_up):
        found = look_up(lon=pd.Series([34.3, None, 2.35], dtype="Float64"), lat=[31.4, 1.0, math.nan])
        assert found["id"].notna().tolist() == [True, False, False]
        assert found.iloc[1:].isna().all(axis=None)

    def test_no_rows_are_no_rows(self, look_up):
        found = look_up(lon=[], lat=[])
        assert len(found) == 0 and set(COLUMNS) <= set(found)

    @pytest.mark.parametrize(
        ("lon", "lat"), [([0.0, 2.0], [1.0, 91.0]), ([math.inf], [0.0])], ids=["pole", "inf"]
    )
    def test_what_is_no_point_is_said(self, look_up, lon, lat):
        with pytest.raises(errors.NoPoint, match=str(lon[-1])):
            look_up(lon=lon, lat=lat)

    @pytest.mark.parametrize(
        ("lon", "lat"),
        [
            ([1.0, 2.0], [1.0]),
            ([[1.0]], [[1.0]]),
            (pd.Series([1.0], index=["a"]), pd.Series([1.0], index=["b"])),
        ],
        ids=["lengths", "dimensions", "indexes"],
    )
    def test_columns_that_do_not_fit_are_refused(self, look_up, lon, lat):
        with pytest.raises(ValueError, match="lon and lat"):
            look_up(lon=lon, lat=lat)


def test_the_kind_is_checked():
    with pytest.raises(ValueError, match="'hamlet' is none of"):
        gazetteer.nearest_many(lon=[1.0], lat=[1.0], kind="hamlet")


def test_own_places_go_before_the_bundled_ones(tmp_path, monkeypatch):
    """A place that an own file moves is where that file says, also for an index; one of another kind is hidden."""
    paris, lyon = gazetteer.find("Paris", country="FR"), gazetteer.find("Lyon", country="FR")
    (tmp_path / "own.csv").write_text(
        "id,name,kind,lon,lat\n"
        f"{paris.id},Paris,settlement,-30,0\n"
        f"{lyon.id},Lyon,region,{lyon.lon},{lyon.lat}\n"
        "depot-1,Depot,facility,2.35,48.9\n",
        encoding="utf-8",
    )
    import_places(tmp_path / "own.csv", tmp_path / "own.sqlite")
    monkeypatch.setattr(store, "_WORTH_AN_INDEX", 1)
    both = Gazetteer(attached=[tmp_path / "own.sqlite"])
    lons, lats = [-29.9, 2.35, paris.lon, lyon.lon], [0.1, 48.9, paris.lat, lyon.lat]
    found = both.nearest_many(lon=lons, lat=lats)
    one_by_one = [both.nearest(lon=lon, lat=lat)[0][0].id for lon, lat in zip(lons, lats, strict=True)]
    assert found["id"].tolist() == one_by_one
    assert found["name"].tolist()[:2] == ["Paris", "Depot"]
    assert not {paris.id, lyon.id} & set(found["id"][2:])


def test_a_gazetteer_of_too_many_places_is_asked_point_by_point(bundled, monkeypatch):
    monkeypatch.setattr(store, "_MOST_INDEXED", 10)
    assert bundled.nearest_many(lon=[2.35], lat=[48.86])["country"].tolist() == ["FR"]
    assert not bundled._indexes


def test_places_at_one_distance_are_taken_by_their_ids():
    index = PointIndex(["b", "a", "c"], [1.0, 1.0, 9.0], [1.0, 1.0, 9.0])
    found = index.nearest(np.array([1.5, 8.5]), np.array([1.0, 9.0]))
    assert [index.ids[number] for number in found.numbers] == ["a", "c"]
    assert PointIndex([], [], []).nearest(np.array([1.0]), np.array([1.0])).numbers.tolist() == [-1]


def test_each_pair_is_looked_up_once():
    points = Points(pd.Series([1.0, 361.0, np.nan, 1.0]), [2.0, 2.0, 2.0, 2.0])
    assert points.lons.tolist() == [1.0] and points.lats.tolist() == [2.0]


def test_one_point_needs_no_table():
    code = (
        "import sys, json, gazetteer; gazetteer.nearest(lon=2.35, lat=48.86); gazetteer.find('Paris', country='FR');"
        "print(json.dumps(sorted({'pandas', 'geopandas', 'shapely', 'spacy'} & set(sys.modules))))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert json.loads(shown) == []
