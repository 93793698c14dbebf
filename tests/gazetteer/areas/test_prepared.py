"""Areas that were put together when the package was built."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

import gazetteer
from gazetteer import areas
from gazetteer.areas import generalisation, outlines, prepared, queries, territories
from gazetteer.build import prepared_areas
from gazetteer.store import Gazetteer

GRID = prepared.Grid(np.array([0.01, 0.005]), np.array([-180.0, -90.0]))
HOLED = shapely.box(0, 0, 1, 1).difference(shapely.box(0.25, 0.25, 0.5, 0.5))
SHAPES = {
    "polygon": shapely.box(10, 20, 11, 22),
    "with a hole": HOLED,
    "several": shapely.MultiPolygon([HOLED, shapely.box(5, 5, 6, 6.5)]),
    "one of several": shapely.MultiPolygon([shapely.box(5, 5, 6, 6.5)]),
    "off the grid": shapely.Polygon([(0, 0), (1 / 3, 0), (np.pi, 1e-9), (-0.0, 1)]),
    "no corner on the grid": shapely.box(0.1234567, 0.7654321, 1.1111111, 2.2222222),
}
NAMES = ("Lebanon", "Gaza Strip", "Alaska", "Baltic Sea")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with the prepared areas of some places."""
    made = tmp_path_factory.mktemp("areas")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prepared_areas, "_places", lambda _: iter([gazetteer.find(name) for name in NAMES]))
        prepared_areas.build(made)
    return made


@pytest.fixture
def made(folder, monkeypatch):
    """Read that folder in place of the package's, and forbid to put areas together."""
    monkeypatch.setattr(prepared, "PATH", folder / "areas.sqlite")
    prepared._grid.cache_clear()
    yield folder
    prepared._grid.cache_clear()


def forbid(monkeypatch):
    def refuse(*_):
        raise AssertionError("an area was put together")

    monkeypatch.setattr(queries, "geometry", refuse)


@pytest.mark.parametrize("name", SHAPES)
def test_an_area_comes_back_bit_by_bit(name):
    shape = SHAPES[name]
    packed = prepared.pack(shape, GRID)
    assert shapely.to_wkb(prepared.unpack(packed, GRID)) == shapely.to_wkb(shape)


def test_the_outlines_of_a_country_are_packed_small():
    grid = outlines.load("10m").transform
    area = generalisation.simplify(areas.country("NO"))
    packed = prepared.pack(area, prepared.Grid(np.array(grid["scale"]), np.array(grid["translate"])))
    assert len(packed) < len(shapely.to_wkb(area)) / 5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("made")
def test_a_prepared_area_is_what_would_be_made(name, monkeypatch):
    place = gazetteer.find(name)
    computed = generalisation.simplify(areas.geometry(place))
    forbid(monkeypatch)
    assert shapely.to_wkb(areas.generalised(place)) == shapely.to_wkb(computed)


@pytest.mark.usefixtures("made")
def test_a_place_of_ones_own_under_a_bundled_id_has_its_own_area():
    here = gazetteer.find("Lebanon")
    elsewhere = replace(here, name="Ruritania", country="CY")
    assert prepared.area(here) is not None
    assert prepared.area(elsewhere) is None
    assert areas.generalised(elsewhere).equals(generalisation.simplify(areas.country("CY")))


@pytest.mark.usefixtures("made")
def test_what_is_not_prepared_is_made():
    aleppo = gazetteer.find("Aleppo Governorate")
    assert prepared.area(aleppo) is None
    assert areas.generalised(aleppo).equals(generalisation.simplify(areas.geometry(aleppo)))
    assert areas.generalised(gazetteer.find("Aleppo", kind="settlement")) is None


def test_areas_of_other_outlines_are_not_read(made, monkeypatch, tmp_path):
    lebanon = gazetteer.find("Lebanon")
    assert prepared.area(lebanon) is not None
    (tmp_path / "stamp").write_text("other outlines", encoding="ascii")
    with monkeypatch.context() as patch:
        patch.setattr(outlines, "BUILT", tmp_path)
        prepared._grid.cache_clear()
        assert prepared.area(lebanon) is None
        (tmp_path / "stamp").unlink()
        prepared._grid.cache_clear()
        assert prepared.area(lebanon) is None
    assert made.is_dir()


@pytest.mark.parametrize("content", [None, b"", b"no database" * 100], ids=["none", "empty", "other"])
def test_without_a_file_areas_are_made(content, monkeypatch, tmp_path):
    path = tmp_path / "areas.sqlite"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(prepared, "PATH", path)
    prepared._grid.cache_clear()
    try:
        assert prepared.area(gazetteer.find("Lebanon")) is None
        assert areas.generalised(gazetteer.find("Lebanon")).area > 0.5
    finally:
        prepared._grid.cache_clear()


def test_every_area_that_takes_long_is_prepared():
    chosen = {place.id for place in prepared_areas._places(Gazetteer())}
    assert len(chosen) > 300
    for name in (*NAMES, "Mediterranean Sea", "Golan Heights", "Scandinavia", "Greenland"):
        assert gazetteer.find(name).id in chosen
    assert gazetteer.find("Bavaria").id not in chosen, (
        "its outline lies in the divisions, and is read in no time"
    )


def test_the_parts_of_the_table_are_those_of_the_outlines():
    assert territories.part_keys() == {part for _, part in outlines.load("10m").units if part}
