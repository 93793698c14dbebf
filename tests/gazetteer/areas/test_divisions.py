"""Outlines of states, provinces and governorates: as built, as looked up, and how the build finds them."""

import hashlib
import json
import lzma
import zipfile
from dataclasses import replace

import pytest
import shapely

import gazetteer
from gazetteer import areas
from gazetteer.areas import divisions, outlines, shapes
from gazetteer.build import committed, division_outlines, make_division_pieces, make_lakes, places
from gazetteer.build.division_outlines import City, Piece, assign
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


@pytest.mark.parametrize(
    ("country", "inside"),
    [
        ("RU", {"Moscow": (37.62, 55.75), "Saint Petersburg": (30.31, 59.94)}),
        ("IN", {"Telangana": (78.47, 17.38), "Andhra Pradesh": (80.65, 16.51)}),  # parted in 2014
        ("ZA", {"Limpopo": (29.45, -23.9)}),
        ("BR", {"Federal District": (-47.9, -15.8)}),
    ],
)
def test_capital_districts_and_newer_states_have_outlines(country, inside):
    for name, point in inside.items():
        found = areas.division_at(lon=point[0], lat=point[1])
        assert found == admin1(name, country), name


def test_nearly_all_people_live_in_a_division_with_an_outline():
    with_outline = total = 0
    for country in ("RU", "IN", "CN", "BR", "NG", "ID", "FR", "UA"):
        for division in gazetteer.default().places(country=country, kind="admin1"):
            total += division.population
            drawn = division.id in divisions.of_country(country) or areas.geometry(division) is not None
            with_outline += division.population * drawn
    assert with_outline > 0.995 * total


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


def squares():
    """Four squares in a row that share their sides, D without a name."""
    return [
        Piece(
            country="XX",
            names=(name, f"{name} Province") if name != "D" else (),
            area=shapely.box(x, y, x + 1, y + 1),
        )
        for name, (x, y) in SQUARES.items()
    ]


def cities(**counts):
    """Cities in the middle of squares: `A=("One", 3)` puts three cities of division One into square A."""
    return [
        City(SQUARES[square][0] + 0.5 + 0.01 * i, 0.5, ("XX", name))
        for square, (name, number) in counts.items()
        for i in range(number)
    ]


def test_polygons_go_to_the_division_of_their_cities():
    found = assign(squares(), cities(A=("One", 3), B=("One", 2), C=("Two", 1)))
    assert found["XX", "One"].equals(shapely.box(0, 0, 2, 1))
    assert found["XX", "Two"].equals(shapely.box(2, 0, 3, 1))
    assert len(found) == 2, "nobody knows whose D is"


def test_a_polygon_without_cities_goes_by_any_of_its_names():
    for name in ("B", "B Province"):
        assert assign(squares(), cities(A=(name, 3)))["XX", name].equals(shapely.box(0, 0, 2, 1))


def test_what_does_not_fit_has_no_outline():
    half = [*cities(A=("One", 2)), City(0.2, 0.2, ("XX", "Two")), City(0.3, 0.2, ("XX", "Three"))]
    half += cities(B=("Two", 1), C=("Three", 1))
    assert ("XX", "One") not in assign(squares(), half), "half of the cities are not enough"
    elsewhere = cities(A=("One", 2)) + [City(50, 50, ("XX", "One"))] * 3
    assert assign(squares(), elsewhere) == {}, "most of its cities lie outside"


def test_a_polygon_with_the_very_name_needs_to_fit_less():
    points = cities(A=("A", 5)) + [City(0.2, 0.2, ("XX", "Two"))] * 4 + [City(50, 50, ("XX", "A"))] * 5
    points += cities(B=("Two", 4))
    assert ("XX", "A") in assign(squares(), points)
    renamed = [replace(city, division=("XX", city.division[1].replace("A", "Mayorality"))) for city in points]
    assert ("XX", "Mayorality") not in assign(squares(), renamed)
    assert ("XX", "Mayorality") in assign(squares(), renamed, shown={("XX", "Mayorality"): "A"})


def test_a_capital_weighs_more_than_a_village_but_less_than_many():
    capital = City(0.2, 0.5, ("XX", "City"), 10_000)
    few = assign(squares(), [capital, *cities(A=("Land", 2), B=("Land", 9))])
    assert few["XX", "City"].equals(squares()[0].area)
    many = assign(squares(), [capital, *cities(A=("Land", 40), B=("Land", 9))])
    assert many["XX", "City"].area < 0.5, "only the part that is nearest to it"


def test_cities_of_another_country_across_a_coarse_line_have_no_vote():
    strangers = [replace(city, division=("YY", "Other")) for city in cities(A=("One", 5))]
    assert ("XX", "One") in assign(squares(), [*strangers, *cities(A=("One", 1))])
    assert ("YY", "Other") in assign(squares(), strangers), "unless the source draws it all elsewhere"


def test_a_port_that_a_coarse_coast_leaves_in_the_sea_has_a_vote():
    assert assign(squares(), [City(0.5, -0.03, ("XX", "One"))]).keys() == {("XX", "One")}
    assert not assign(squares(), [City(0.5, -0.3, ("XX", "One"))])


def test_a_polygon_that_was_split_is_parted_midway_between_the_cities():
    west = [City(0.2, y / 10, ("XX", "Old")) for y in range(1, 10)]
    east = [City(0.6, y / 10, ("XX", "New")) for y in range(2, 9)]
    found = assign(squares(), west + east)
    assert found["XX", "New"].contains(shapely.box(0.5, 0.2, 0.9, 0.8))
    assert found["XX", "Old"].intersection(found["XX", "New"]).area < 1e-6
    whole = shapely.union(found["XX", "Old"], found["XX", "New"])
    assert whole.symmetric_difference(squares()[0].area).area < 1e-6, "nothing is lost or added"
    at_line = found["XX", "Old"].boundary.intersection(found["XX", "New"].boundary)
    assert at_line.distance(shapely.Point(0.4, 0.5)) < 1e-3


def test_a_stray_city_parts_nothing():
    found = assign(squares(), [*cities(A=("One", 5), B=("Two", 5)), City(0.1, 0.1, ("XX", "Two"))])
    assert found["XX", "One"].equals(squares()[0].area)


# --- the committed polygons, and what makes them -----------------------------------------------------------------


def read_back(tmp_path, areas, names):
    document = make_division_pieces.topojson(areas, ["XX"] * len(names), names)
    path = tmp_path / "pieces.json.xz"
    path.write_bytes(lzma.compress(json.dumps(document).encode()))
    return document, division_outlines.read(path)


def test_polygons_survive_the_file_with_shared_lines_as_one_arc(tmp_path):
    hole = shapely.box(10.2, 50.2, 10.4, 50.4)
    areas = [shapely.box(10, 50, 11, 51).difference(hole), hole, shapely.box(11, 50, 12, 51)]
    document, pieces = read_back(tmp_path, areas, ["Round|Ring", "Hole", "Beside"])
    assert [piece.names for piece in pieces] == [("Round", "Ring"), ("Hole",), ("Beside",)]
    assert all(piece.country == "XX" for piece in pieces)
    for piece, area in zip(pieces, areas, strict=True):
        assert piece.area.symmetric_difference(area).area < 1e-9
    assert len(document["arcs"]) == 4, "two outer lines, one side that two share, one hole"


def test_lines_are_simplified_once_for_both_sides(tmp_path):
    wavy = [(1 + 0.001 * (i % 2), i / 100) for i in range(101)]
    west = shapely.Polygon([(0, 0), *wavy, (0, 1)])
    east = shapely.Polygon([(2, 0), *wavy, (2, 1)])
    _, pieces = read_back(tmp_path, [west, east], ["W", "E"])
    assert shapely.get_num_coordinates(pieces[0].area) < 20
    assert pieces[0].area.intersection(pieces[1].area).area == 0
    assert pieces[0].area.intersection(pieces[1].area).length == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("script", [make_division_pieces, make_lakes], ids=["pieces", "lakes"])
def test_another_file_than_the_known_one_is_refused(script, tmp_path, monkeypatch, capsys):
    (tmp_path / "source").write_bytes(b"something else")
    monkeypatch.setattr("sys.argv", ["make", str(tmp_path / "source")])
    assert committed.run(script.make, tmp_path / "out.xz", source="a file") == 1
    assert "is not the file of SHA-256" in capsys.readouterr().err
    assert not (tmp_path / "out.xz").exists()


def test_a_committed_file_is_packed_to_the_same_bytes_again():
    for path in (make_division_pieces.OUT, make_lakes.OUT):
        data = path.read_bytes()
        assert committed.packed(json.loads(lzma.decompress(data))) == data


def test_the_committed_polygons_are_those_that_the_sources_name():
    digest = hashlib.sha256(division_outlines.PIECES.read_bytes()).hexdigest()
    sources = (places.DATA / "SOURCES.md").read_text(encoding="utf-8")
    assert digest in sources
    assert make_division_pieces.SOURCE_SHA256 in sources
    pieces = division_outlines.read()
    assert len(pieces) > 4_500
    assert all(piece.area.is_valid for piece in pieces)


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
