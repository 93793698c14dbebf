import gzip
import itertools
import json
import math
import pickle
import subprocess
import sys

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import areas, countries, errors
from gazetteer.areas import outlines, parts, queries, shapes, territories
from gazetteer.place import Place

EARTH_KM = 6371.0


def length_km(line):
    total = 0.0
    for piece in shapely.get_parts(line):
        lon, lat = np.radians(shapely.get_coordinates(piece)).T
        half = (
            np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[1:]) * np.cos(lat[:-1]) * np.sin(np.diff(lon) / 2) ** 2
        )
        total += float((2 * EARTH_KM * np.arcsin(np.sqrt(half))).sum())
    return total


def area_km2(area):
    """On an equal-area cylinder."""
    return shapely.transform(
        area, lambda xy: np.c_[np.radians(xy[:, 0]) * EARTH_KM, np.sin(np.radians(xy[:, 1])) * EARTH_KM]
    ).area


# --- outlines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("resolution", ["50m", "10m"])
def test_every_country_has_an_outline(resolution):
    drawn = {iso3 for iso3, _ in outlines.load(resolution).units}
    assert {country.alpha3 for country in countries.all()} <= drawn
    assert drawn - {country.alpha3 for country in countries.all()} == {""}


@pytest.mark.parametrize("resolution", ["50m", "10m"])
def test_every_unit_is_a_valid_area_that_crosses_no_antimeridian(resolution):
    source = outlines.load(resolution)
    for key, unit in source.units.items():
        area = source.area([key])
        assert area.is_valid, key
        assert not area.is_empty, key
        assert -180 <= area.bounds[0] <= area.bounds[2] <= 180, key
        assert -90 <= area.bounds[1] <= area.bounds[3] <= 90, key
        for polygon in source.polygons(unit):
            jump = np.abs(np.diff(polygon.exterior.xy[0])).max()
            # A globe-wide band would step over most of the map at once; only Antarctica closes along the pole.
            assert jump < 90 or unit.iso3 == "ATA", (key, jump)


def test_areas_of_known_size():
    # CIA World Factbook and UN figures, square kilometres; outlines are generalised.
    known = {"LB": 10_400, "FJ": 18_274, "FR": 551_500, "RU": 17_098_000 - 27_000, "US": 9_500_000}
    for code, size in known.items():
        assert area_km2(areas.country(code)) == pytest.approx(size, rel=0.06), code
    assert area_km2(areas.territory("gaza-strip")) == pytest.approx(365, rel=0.1)
    assert area_km2(areas.territory("golan-heights")) == pytest.approx(1_150, rel=0.1)
    assert area_km2(areas.territory("crimea")) == pytest.approx(27_000, rel=0.05)
    assert area_km2(areas.country("EH")) == pytest.approx(266_000, rel=0.05)


def test_overseas_parts_with_a_code_are_not_in_the_mother_country():
    assert not areas.country("FR").intersects(shapely.box(-62, 2, -51, 17)), "Guiana and the Antilles"
    assert areas.country("NO").bounds[3] < 72
    assert areas.country("NL").bounds[0] > 3
    for code, lon, lat in [
        ("GF", -52.33, 4.93),
        ("RE", 55.45, -20.88),
        ("SJ", 15.63, 78.22),
        ("BQ", -68.27, 12.15),
    ]:
        assert areas.place_at(lon=lon, lat=lat).country == code
    assert areas.place_at(lon=-25.67, lat=37.74).country == "PT", "the Azores stay with Portugal"


def test_the_policy_for_disputed_areas_is_what_the_table_says():
    units = outlines.load("10m").units
    for row in areas.disputed():
        assert row.policy
        assert row.alternatives
        if row.part:
            assert units[row.iso3, row.part].held_by == row.held_by
        elif row.iso3:
            assert (row.iso3, "") in units
        for code in (*row.claimed_by, *filter(None, [row.iso3, row.held_by])):
            assert countries.get(code).alpha3 == code
    assert {"gaza-strip", "west-bank", "golan-heights", "crimea", "kosovo", "taiwan", "western-sahara", "somaliland",
            "northern-cyprus"} <= {row.key for row in areas.disputed()}  # fmt: skip
    golan = shapely.Point(35.78, 33.0)
    assert areas.country("SY").covers(golan)
    assert not areas.country("IL").covers(golan)


@pytest.mark.parametrize(
    "call", [areas.country, areas.territory, areas.neighbours, areas.coast, areas.keys_of]
)
@pytest.mark.parametrize("bad", ["", " ", "Atlantis", "ZZ", "gaza strip; drop table", "x" * 1_000_000])
def test_unknown_areas_are_our_own_lookup_error(call, bad):
    with pytest.raises(LookupError) as caught:
        call(bad)
    assert isinstance(caught.value, errors.GazetteerError)
    assert len(str(caught.value)) < 300


def test_missing_outlines_are_one_clear_error(tmp_path, monkeypatch):
    monkeypatch.setattr(outlines, "BUILT", tmp_path)
    outlines.load.cache_clear()
    try:
        with pytest.raises(errors.GazetteerMissing, match=r"outlines-50m\.json\.gz is missing"):
            outlines.load("50m")
    finally:
        outlines.load.cache_clear()
    with pytest.raises(ValueError, match="50m or 10m"):
        outlines.load("110m")


# --- borders ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ("IL", "LB", 80, 105),
        ("IL", "gaza-strip", 45, 65),
        ("EG", "gaza-strip", 11, 14),
        ("US", "MX", 2_500, 3_200),
        ("IN", "PK", 2_400, 3_400),
        ("KR", "KP", 190, 260),
        ("GF", "BR", 500, 750),
        ("northern-cyprus", "CY", 120, 250),
        ("golan-heights", "IL", 60, 95),
    ],
)
def test_borders_of_known_length(a, b, low, high):
    line = areas.border(a, b)
    assert low < length_km(line) < high
    assert line.equals(areas.border(b, a))
    assert line.is_valid


def test_borders_follow_the_line_of_control():
    golan_front = areas.border("golan-heights", "SY")
    assert areas.border("IL", "SY").covers(golan_front)
    assert areas.border("RU", "UA").intersects(shapely.box(33, 45.9, 35, 46.3)), "Perekop"
    assert areas.border("MA", "EH").bounds[1] < 22, "the berm"


def test_a_border_lies_on_both_outlines():
    line = areas.border("AR", "CL")
    for code in ("AR", "CL"):
        assert areas.country(code).boundary.buffer(1e-6).covers(line)


def test_countries_that_do_not_meet_have_no_border():
    for a, b in [("IL", "IS"), ("FR", "GB"), ("IL", "IL"), ("PS", "gaza-strip")]:
        with pytest.raises(errors.NoBorder) as caught:
            areas.border(a, b)
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_neighbours_are_mutual_and_each_has_a_border():
    for country in countries.all():
        for other in areas.neighbours(country.alpha2):
            assert country.alpha2 in areas.neighbours(other), (country.alpha2, other)
            assert not areas.border(country.alpha2, other).is_empty


def test_neighbours_of_some():
    assert areas.neighbours("LB") == ("IL", "SY")
    assert areas.neighbours("gaza-strip") == ("EG", "IL")
    assert areas.neighbours("Japan") == ()
    assert areas.neighbours("VA") == ("IT",)
    assert "BR" not in areas.neighbours("FR")


def test_border_place():
    place = areas.border_place("LB", "IL")
    assert (place.id, place.name, place.kind) == ("dateline:border-il-lb", "Israel–Lebanon border", "border")
    assert place == areas.border_place("Israel", "LBN")
    assert place.geometry.distance(shapely.Point(place.lon, place.lat)) < 1e-9
    assert 30_000 < place.radius_m < 60_000
    gaza = areas.border_place("gaza-strip", "IL")
    assert (gaza.id, gaza.name) == ("dateline:border-gaza-strip-il", "Israel–Gaza Strip border")
    assert areas.geometry(gaza) is gaza.geometry


def test_coast():
    lebanon = areas.coast("LB")
    assert 180 < length_km(lebanon) < 300
    assert lebanon.distance(areas.border("IL", "SY")) > 0.1
    assert np.abs(shapely.get_coordinates(areas.coast("FJ"))[:, 0]).max() <= 180
    with pytest.raises(errors.NoCoast, match="Austria has no coast"):
        areas.coast("AT")


# --- parts ------------------------------------------------------------------------------------------------------

WORDS = [
    "north",
    "southern",
    "east",
    "western",
    "north-east",
    "southeastern",
    "North West",
    "far south",
    "central",
]


@pytest.mark.parametrize("area", ["gaza-strip", "LB", "HR", "NO", "ID", "FJ", "KI", "CL"])
def test_a_part_is_a_true_part(area, check_rows):
    whole = areas.territory(area)
    around = whole.buffer(1e-6)

    def check(word):
        found = areas.part(area, word)
        assert found.is_valid
        assert 0 < found.area < whole.area
        assert around.covers(found)

    check_rows(WORDS, check)


def test_parts_lie_where_their_names_say():
    assert areas.part("gaza-strip", "southern").covers(shapely.Point(34.25, 31.29)), "Rafah"
    assert areas.part("gaza-strip", "southern").covers(shapely.Point(34.306, 31.345)), "Khan Younis"
    assert areas.part("gaza-strip", "northern").covers(shapely.Point(34.495, 31.55)), "Beit Lahia"
    assert areas.part("gaza-strip", "central").covers(shapely.Point(34.36, 31.42)), "Deir al-Balah"
    assert areas.part("TR", "south-eastern").covers(shapely.Point(40.23, 37.91)), "Diyarbakir"
    assert areas.part("UA", "eastern").covers(shapely.Point(37.8, 48.0)), "Donetsk"
    assert areas.part("ES", "southern").covers(shapely.Point(-4.42, 36.76)), (
        "Malaga, in spite of the Canary Islands"
    )
    assert areas.part("US", "western").covers(shapely.Point(-119.8, 36.7)), "Fresno, in spite of Hawaii"


def test_a_part_of_a_place_is_a_part_of_its_area():
    place = Place(id="x", name="Lebanon", kind="country", lon=35.8, lat=33.8, country="LB")
    assert areas.part(place, "southern").equals(areas.part("LB", "southern"))
    city = Place(id="geonames:1", name="Springfield", kind="settlement", lon=-89.6, lat=39.8, country="US")
    with pytest.raises(errors.UnknownArea, match="Springfield"):
        areas.part(city, "southern")


@pytest.mark.parametrize(
    "bad", ["", "upper", "north-south", "northnorth", "far", "southish", "east-north-east", "s" * 10_000]
)
def test_words_that_are_no_direction(bad):
    with pytest.raises(ValueError, match="is no direction"):
        areas.part("LB", bad)


def test_a_point_has_no_parts():
    with pytest.raises(TypeError, match="not a Point"):
        areas.part(shapely.Point(0, 0), "north")


@settings(deadline=None)
@given(
    st.tuples(st.integers(-17000, 16000), st.integers(-8000, 7000)),
    st.tuples(st.integers(1, 1000), st.integers(1, 1000)),
    st.sampled_from(["north", "south", "east", "west"]),
)
def test_opposite_parts_do_not_overlap(corner, size, word):
    west, south, width, height = (number / 100 for number in (*corner, *size))
    box = shapely.box(west, south, west + width, south + height)
    opposite = {"north": "south", "south": "north", "east": "west", "west": "east"}[word]
    found = parts.part_of_area(box, word)
    assert found.area == pytest.approx(parts.SHARE * box.area, rel=1e-3)
    assert found.intersection(parts.part_of_area(box, opposite)).area == pytest.approx(0, abs=1e-9)


# --- shapes and places --------------------------------------------------------------------------------------------


def test_every_shape_in_the_tables_reads():
    shaped = [row for row in territories.additions() if row["shape"]]
    assert shaped
    for row in shaped:
        area = queries._shape(row["id"])
        assert area.is_valid, row["id"]
        assert area.area > 0, row["id"]


def test_shapes():
    assert shapes.parse("units:ISR+LBN").covers(areas.country("LB").representative_point())
    assert shapes.parse("land:EGY:32,27,35,31.4").bounds[0] >= 32
    assert shapes.parse("land:*:34,29,36,33").intersects(areas.country("JO"))
    red_sea = shapes.parse("sea:32.3,12.6,43.4,30.0")
    assert area_km2(red_sea) == pytest.approx(438_000, rel=0.1)
    assert not red_sea.covers(shapely.Point(39.2, 21.5)), "Jeddah"
    pacific = shapes.parse("sea:170,-30,-170,-10")
    assert pacific.covers(shapely.Point(-175, -25))
    assert pacific.covers(shapely.Point(172, -25))
    assert pacific.bounds == (-180, -30, 180, -10)


@pytest.mark.parametrize(
    ("sea", "known_km2", "tolerance"),
    [
        # Areas as encyclopedias give them; limits between seas differ from book to book.
        ("adriatic", 138_600, 0.06),
        ("baltic-sea", 377_000, 0.06),  # without the Kattegat
        ("black-sea", 436_400, 0.06),
        ("caspian-sea", 389_000, 0.06),  # with Kara-Bogaz-Gol
        ("gulf-of-aqaba", 3_900, 0.1),
        ("gulf-of-bothnia", 116_300, 0.12),
        ("gulf-of-finland", 29_500, 0.06),
        ("mediterranean", 2_500_000, 0.03),
        ("persian-gulf", 241_000, 0.06),
        ("red-sea", 438_000, 0.06),
        ("sea-of-azov", 39_000, 0.06),
        ("sea-of-japan", 978_000, 0.06),
        ("sea-of-marmara", 11_350, 0.06),
        ("white-sea", 90_000, 0.06),
    ],
)
def test_enclosed_seas_have_their_known_areas(sea, known_km2, tolerance):
    assert area_km2(queries._shape(f"dateline:{sea}")) == pytest.approx(known_km2, rel=tolerance)


def test_a_sea_within_a_ring_leaves_out_the_land_and_other_waters():
    adriatic = queries._shape("dateline:adriatic")
    assert adriatic.covers(shapely.Point(15.5, 43.0))
    assert not adriatic.covers(shapely.Point(17.81, 43.34)), "Mostar"
    assert not adriatic.intersects(shapely.box(10, 40, 13, 41)), "the Tyrrhenian Sea"


@pytest.mark.parametrize(
    "bad",
    ["", "circle:1,2,3", "waters:1 2,3 4", "waters:8 50,9 50,9 51", "divisions:FR", "divisions:XX:a", "sea:1,2,3", "sea:0,10,20,5", "sea:a,b,c,d", "polygon:1 2,3 4", "polygon:x", "land:ISR:0,0,1,1",
     "sea:34.6,31,35.2,31.6"],
)  # fmt: skip
def test_bad_shapes_are_a_value_error(bad):
    with pytest.raises(ValueError):  # noqa: PT011 (float's own message and shapely's are good enough)
        shapes.parse(bad)


def test_a_shape_of_no_country_is_a_lookup_error():
    with pytest.raises(errors.UnknownArea, match="XYZ"):
        shapes.parse("units:ISR+XYZ")


def test_geometry_of_places():
    def place(**changes):
        return Place(**{"id": "geonames:0", "name": "x", "kind": "settlement", "lon": 0, "lat": 0, **changes})

    assert areas.geometry(place()) is None
    assert areas.geometry(place(kind="country", country="LB")).equals(areas.country("LB"))
    assert areas.geometry(place(kind="country", country="??")) is None
    assert areas.geometry(place(id="dateline:gaza-strip", kind="region")).equals(
        areas.territory("gaza-strip")
    )
    alaska = place(name="Alaska", kind="admin1", country="US")
    assert areas.geometry(alaska).equals(areas.territory("alaska"))
    assert areas.geometry(place(name="Hawaii", kind="settlement", country="US")) is None, (
        "a town of that name"
    )
    assert areas.geometry(place(name="Crimea", kind="admin1", country="CU")) is None, "another Crimea"
    line = shapely.LineString([(0, 0), (1, 1)])
    assert areas.geometry(place(geometry=line)) is line


# --- points -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lon", "lat", "name"),
    [
        (35.50, 33.89, "Lebanon"),  # Beirut
        (34.99, 32.82, "Israel"),  # Haifa
        (-74.006, 40.713, "United States"),  # New York
        (34.45, 31.50, "Gaza Strip"),
        (35.20, 31.90, "West Bank"),
        (-150.0, 61.2, "United States"),  # Anchorage
        (21.16, 42.66, "Kosovo"),
        (121.5, 25.04, "Taiwan"),
        (44.06, 9.56, "Somaliland"),  # Hargeisa
        (179.0, 68.0, "Russia"),
        (-172.0, 65.5, "Russia"),
    ],
)
def test_place_at(lon, lat, name):
    assert areas.place_at(lon=lon, lat=lat).name == name


def test_place_at_sea():
    assert areas.place_at(lon=-30.0, lat=0.0) is None
    assert areas.place_at(lon=34.3, lat=31.6).name == "Gaza Strip", "12 km off the coast"
    assert areas.place_at(lon=34.3, lat=31.6, reach_m=1_000) is None


def test_reach_is_in_metres_at_high_latitudes():
    """A degree of longitude is 52 km at the Faroe Islands: 0.3° are within 12 nautical miles (22 km), 0.6° are not."""
    points = shapely.get_coordinates(areas.country("FO"))
    east = points[points[:, 0].argmax()]
    assert areas.place_at(lon=east[0] + 0.3, lat=east[1]).country == "FO"
    assert areas.place_at(lon=east[0] + 0.6, lat=east[1]) is None


def test_the_nearer_coast_counts():
    # Strait of Dover: 10 km off Dover and 22 km off Calais.
    assert areas.place_at(lon=1.46, lat=51.08).country == "GB"
    assert areas.place_at(lon=1.70, lat=50.99).country == "FR"


@pytest.mark.parametrize(("lon", "lat"), [(math.nan, 0), (0, math.inf), (0, 91), (-math.inf, 0)])
def test_a_point_that_is_nowhere(lon, lat):
    with pytest.raises(ValueError, match="no place on earth"):
        areas.place_at(lon=lon, lat=lat)


@settings(deadline=None)
@given(st.floats(-180, 180), st.floats(-90, 90))
def test_any_point_has_an_answer_and_longitudes_go_round(lon, lat):
    found = areas.unit_at(lon=lon, lat=lat)
    assert found is None or found.key in outlines.load("10m").units
    if abs(lon) < 179.9:  # adding 360 rounds; on the very seam that may change sides
        assert areas.unit_at(lon=lon + 360, lat=lat) == found or found is None


def test_a_representative_point_is_in_its_own_unit():
    source = outlines.load("10m")
    for key in source.units:
        point = source.area([key]).representative_point()
        found = areas.unit_at(lon=point.x, lat=point.y)
        assert found.key == key


# --- for the page -------------------------------------------------------------------------------------------------


def arcs_used(document):
    for geometry in document["objects"]["units"]["geometries"]:
        for reference in itertools.chain.from_iterable(itertools.chain.from_iterable(geometry["arcs"])):
            yield reference if reference >= 0 else ~reference


def test_topology_is_small_and_names_no_arc_twice():
    document = areas.topology()
    assert len(gzip.compress(json.dumps(document, separators=(",", ":")).encode())) < 300_000
    assert set(arcs_used(document)) == set(range(len(document["arcs"])))
    assert all(g["type"] == "MultiPolygon" for g in document["objects"]["units"]["geometries"])


def test_topology_cut_keeps_shared_arcs_and_geometry():
    cut = areas.topology_cut((33, 29, 37, 35))
    assert set(arcs_used(cut)) == set(range(len(cut["arcs"])))
    assert len(json.dumps(cut, separators=(",", ":"))) < 80_000
    small = outlines.Outlines(cut)
    assert {("ISR", ""), ("PSE", "gaza-strip"), ("LBN", "")} <= set(small.units)
    assert ("FRA", "") not in small.units
    assert small.shared([("ISR", ""), ("SYR", "golan-heights")], [("LBN", "")]).equals(
        areas.border("IL", "LB")
    )
    assert small.area([("LBN", "")]).equals(areas.country("LB"))
    assert "units" in areas.topology()["objects"], "the whole is untouched"
    assert areas.topology_cut((-40, 10, -39, 11))["arcs"] == []
    with pytest.raises(ValueError, match="turned round"):
        areas.topology_cut((37, 29, 33, 35))


def test_importing_gazetteer_imports_no_heavy_package():
    code = "import gazetteer, sys; print([m for m in ('shapely', 'geopandas', 'numpy', 'pandas') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("resolution", ["50m", "10m"])
def test_topology_is_what_the_file_holds(resolution):
    """Arcs are held as one array; what a page gets is the document again, in plain numbers."""
    packed = (outlines.BUILT / f"outlines-{resolution}.json.gz").read_bytes()
    assert areas.topology(resolution) == json.loads(gzip.decompress(packed))
    json.dumps(areas.topology_cut((33, 29, 37, 35), resolution))


def test_the_text_of_outlines_is_read_as_json_would_be():
    arcs = [[[0, 0], [-3, 1]], [[5, 5]], [[10, -200], [1, 1], [0, 0]]]
    units = {"type": "GeometryCollection", "geometries": []}
    document = {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "objects": {"units": units},
        "arcs": arcs,
    }
    read = outlines.Outlines.parse(json.dumps(document, separators=(",", ":")).encode())
    assert read.document == document
    assert [read.steps(number).tolist() for number in range(3)] == arcs
