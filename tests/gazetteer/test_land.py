"""Land at 100 m: tiles hold what the source has, fit together, and know land from water."""

import json
import os

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.areas import land
from gazetteer.build import land as build
from gazetteer.errors import GazetteerMissing

built = pytest.mark.skipif(
    not land.is_built() and not os.environ.get("CI"),
    reason="this checkout has no land: pip install builds it",
)


def wavy(west, south, east, north, count=400):
    """A polygon whose sides swing by a few kilometres."""
    t = np.linspace(0, 2 * np.pi, count, endpoint=False)
    swing = 1 + 0.03 * np.sin(23 * t)
    xs = (west + east) / 2 + (east - west) / 2 * swing * np.cos(t)
    ys = (south + north) / 2 + (north - south) / 2 * swing * np.sin(t)
    return shapely.Polygon(np.column_stack((xs, ys)))


@given(st.floats(-150, 140), st.floats(-70, 60), st.floats(0.5, 9), st.floats(0.5, 9))
def test_tiles_together_are_the_land(lon, lat, wide, high):
    island, lake = (
        wavy(lon, lat, lon + wide, lat + high),
        wavy(lon + wide / 3, lat + high / 3, lon + wide / 2, lat + high / 2),
    )
    tiles = build.tiled([(island, [lake])])
    whole = shapely.union_all(
        [land.unpack(packed) for some in tiles.values() if (packed := build.pack(some))]
    )
    expected = shapely.difference(island, lake)
    # Lines move by the tolerance at most, and by half a step of the grid.
    most = (build.TOLERANCE_DEG + land.STEP_DEG) * (island.length + lake.length)
    assert shapely.symmetric_difference(whole, expected).area < most


def test_neighbouring_tiles_have_the_same_points_on_their_edge():
    tiles = build.tiled([(wavy(0.5, 0.5, 7.5, 1.5), [])])
    ends = []
    for column in (0, 1):
        found = land.unpack(build.pack(tiles[land.tile_number(column, 0)]))
        xs, ys = np.rint(shapely.get_coordinates(found) / land.STEP_DEG).astype(int).T
        ends.append(set(ys[xs == round(2 / land.STEP_DEG)].tolist()))
    assert ends[0] == ends[1] != set()


def test_each_tile_has_a_number_of_its_own():
    numbers = [land.tile_number(column, row) for column in range(-90, 90) for row in range(-45, 45)]
    assert sorted(numbers) == list(range(180 * 90))


def test_the_source_is_read_polygon_by_polygon(tmp_path):
    shapes = [
        [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], [[0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.2]]],
        [[[5, 5], [5.0001, 5], [5, 5.0001], [5, 5]]],
        [[[7, 7], [8, 7], [8, 8], [7, 7]]],
    ]
    path = tmp_path / "map.geo.json"
    text = {"type": "GeometryCollection", "geometries": [{"type": "MultiPolygon", "coordinates": shapes}]}
    path.write_text(json.dumps(text, separators=(",", ":")))
    found = list(build.read(path))
    assert [(shell.area, len(holes)) for shell, holes in found] == [(1, 1), (0.5, 0)]
    path.write_text('{"type":"Point","coordinates":[0,0]}')
    with pytest.raises(ValueError, match="no GeoJSON of one multipolygon"):
        list(build.read(path))


def test_an_island_s_area_is_in_square_kilometres():
    at_60_north = np.array([[10, 60], [10.01, 60], [10.01, 60.01], [10, 60.01], [10, 60]])
    assert build.area_km2(at_60_north) == pytest.approx(1.112**2 / 2, rel=0.01)


def test_without_the_file_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(land, "FILE", tmp_path / "none.sqlite")
    assert not land.is_built()
    with pytest.raises(GazetteerMissing):
        land.within((0, 0, 1, 1))


SPOTS = [  # lon, lat, whether it is land
    pytest.param(34.4668, 31.5017, True, id="gaza-city"),
    pytest.param(34.38, 31.53, False, id="off-gaza"),
    pytest.param(35.58, 32.82, False, id="sea-of-galilee"),
    pytest.param(35.50, 31.55, False, id="dead-sea"),
    pytest.param(35.23, 31.78, True, id="jerusalem"),
    pytest.param(28.93, 41.02, True, id="istanbul"),
    pytest.param(29.06, 41.08, False, id="bosporus"),
    pytest.param(-74.0155, 40.7, False, id="hudson"),
    pytest.param(-73.98, 40.75, True, id="manhattan"),
    pytest.param(103.85, 1.29, True, id="singapore"),
    pytest.param(33.0, -1.0, False, id="lake-victoria"),
]


@built
@pytest.mark.parametrize(("lon", "lat", "dry"), SPOTS)
def test_land_is_told_from_water(lon, lat, dry):
    found = land.within((lon - 0.05, lat - 0.05, lon + 0.05, lat + 0.05))
    assert found.is_valid
    assert shapely.contains_xy(found, lon, lat) == dry


@built
def test_a_box_over_four_tiles_has_no_seams():
    box = (3.5, 23.5, 4.5, 24.5)  # the Sahara, around the corner of four tiles
    assert shapely.equals(land.within(box), shapely.box(*box))


@built
@pytest.mark.parametrize(
    "bounds",
    [(-73.0, 40.5, -72.0, 41.5), (75.0, 30.0, 76.0, 31.0), (126.0, 33.5, 127.0, 34.5)],
    ids=["Long Island", "Punjab", "Korea"],
)
def test_a_clip_whose_rings_touch_themselves_is_mended(bounds):
    """A fast clip leaves such rings in one of some thousand boxes, and a union refuses them."""
    west, south, east, north = bounds
    boxes = [
        (x, y, x + 0.5, y + 0.5) for x in np.arange(west, east, 0.5) for y in np.arange(south, north, 0.5)
    ]
    pieces = [land.within(tuple(map(float, box))) for box in boxes]
    assert all(piece.is_valid for piece in pieces)
    assert sum(piece.area for piece in pieces) == pytest.approx(land.within(bounds).area, rel=1e-9)
