import csv
import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon

from gazetteer.areas.arcs import steps
from gazetteer.build import antimeridian, outlines, topology
from gazetteer.build.topology import Feature, Topology

# A grid of one unit a degree: x = lon + 180, y = lat + 90.
SCALE, TRANSLATE = (1.0, 1.0), (-180.0, -90.0)


def world(arcs, *features):
    return Topology(SCALE, TRANSLATE, arcs, list(features))


def area(made, polygons):
    return sum(Polygon(made.points(p[0]), [made.points(h) for h in p[1:]]).area for p in polygons)


def two_squares():
    """A and B meet along x = 110."""
    shared = [(110, 100), (110, 110)]
    left = [(110, 110), (100, 110), (100, 100), (110, 100)]
    right = [(110, 100), (120, 100), (120, 110), (110, 110)]
    return world([shared, left, right], Feature("001", "A", [[[0, 1]]]), Feature("002", "B", [[[2, ~0]]]))


def test_a_cut_keeps_the_area_and_shares_the_new_line():
    made = two_squares()
    a, b = made.features
    topology.cut_along(made, a, [(-85.0, 15.0), (-60.0, 15.0)])
    assert len(a.polygons) == 2
    assert area(made, a.polygons) == 100
    north, south = sorted(a.polygons, key=made.center, reverse=True)
    assert made.center(north)[1] > made.center(south)[1]
    used = [{r if r >= 0 else ~r for r in p[0]} for p in a.polygons]
    (common,) = used[0] & used[1]
    assert set(made.arcs[common]) == {(100, 105), (110, 105)}
    # The neighbour has the new vertex too, so that no gap opens between them.
    assert (110, 105) in made.points(b.polygons[0][0])
    assert area(made, b.polygons) == 100


def test_a_line_that_does_not_cut_in_two_is_refused():
    made = two_squares()
    with pytest.raises(ValueError, match="does not cut one polygon of A in two"):
        topology.cut_along(made, made.features[0], [(-85.0, 15.0), (-75.0, 15.0)])


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(1, 9))
def test_any_straight_cut_keeps_the_area(y_west, y_east):
    made = two_squares()
    a = made.features[0]
    topology.cut_along(made, a, [(-81.0, 10.0 + y_west), (-69.0, 10.0 + y_east)])
    assert len(a.polygons) == 2
    assert area(made, a.polygons) == pytest.approx(100)


def test_a_square_over_the_antimeridian_becomes_two():
    arc = [(350, 100), (10, 100), (10, 110), (350, 110), (350, 100)]
    made = world([arc], Feature("1", "Fiji-like", [[[0]]]))
    antimeridian.cut_areas(made)
    boxes = sorted(Polygon(made.points(p[0])).bounds for p in made.features[0].polygons)
    assert boxes == [(0, 100, 10, 110), (350, 100, 360, 110)]


def test_what_touches_the_antimeridian_is_not_torn():
    # Natural Earth writes -180 for a vertex of a ring that lies at +180.
    arc = [(0, 100), (360, 101), (350, 105), (360, 110), (0, 111), (0, 100)]
    made = world([arc], Feature("1", "east of Fiji", [[[0]]]))
    antimeridian.cut_areas(made)
    (polygon,) = made.features[0].polygons
    assert Polygon(made.points(polygon[0])).bounds[0] == 350


def test_a_ring_round_the_south_pole_is_closed_at_the_pole():
    coast = [(0, 20), (90, 25), (180, 20), (270, 15), (0, 20)]
    made = world([coast], Feature("010", "Antarctica", [[[0]]]))
    antimeridian.cut_areas(made)
    (polygon,) = made.features[0].polygons
    shape = Polygon(made.points(polygon[0]))
    assert shape.is_valid
    assert shape.bounds == (0, 0, 360, 25)
    assert shape.area == pytest.approx(360 * 20)


def test_a_hole_goes_with_its_side_of_the_antimeridian():
    outer = [(340, 100), (20, 100), (20, 120), (340, 120), (340, 100)]
    hole = [(350, 105), (350, 110), (355, 110), (350, 105)]
    made = world([outer, hole], Feature("1", "Ringland", [[[0], [1]]]))
    antimeridian.cut_areas(made)
    east = next(p for p in made.features[0].polygons if made.center(p)[0] > 0)
    west = next(p for p in made.features[0].polygons if made.center(p)[0] < 0)
    assert (len(east), len(west)) == (2, 1)


def test_spurs_are_dropped():
    assert topology.without_spurs([1, 2, ~2, 3]) == [1, 3]
    assert topology.without_spurs([~5, 1, 2, 5]) == [1, 2]
    assert topology.without_spurs([1, 2]) == [1, 2]


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """A world of two countries, Left (001) and Right (002), and a reef without a number."""

    def atlas(name, *, with_islet):
        made = two_squares()
        arcs = [*made.arcs, [(200, 50), (204, 50), (204, 54), (200, 54), (200, 50)]]
        geometries = [
            {"type": "Polygon", "id": "001", "properties": {"name": "L."}, "arcs": [[0, 1]]},
            {"type": "Polygon", "id": "002", "properties": {"name": "R."}, "arcs": [[2, ~0]]},
            {"type": "Polygon", "properties": {"name": "Reef"}, "arcs": [[3]]},
        ]
        document = {
            "type": "Topology",
            "transform": {"scale": SCALE, "translate": TRANSLATE},
            "arcs": [steps(arc) for arc in arcs],
            "objects": {"countries": {"geometries": geometries if with_islet else geometries[:2]}},
        }
        path = tmp_path / "world-atlas" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(document))

    atlas("countries-50m.json", with_islet=False)
    atlas("countries-10m.json", with_islet=True)
    (tmp_path / "countries.csv").write_text("alpha3,numeric,name\nLEF,001,Left\nRIG,002,Right\n")
    (tmp_path / "disputed.csv").write_text("iso3,part,held_by\nRIG,north,LEF\n")
    (tmp_path / "units.csv").write_text(
        "feature,cut,box,iso3,part,name,note,source\n"
        '002,"-75 15,-55 15","-75,15,-55,25",RIG,north,North Right,,\n'
        "Reef,,,,reef,The Reef,,\n"
    )
    monkeypatch.setattr(outlines, "DATA", tmp_path)
    return tmp_path


def read(path):
    return json.loads(gzip.decompress(path.read_bytes()))


def test_build_regroups_by_the_table(sources):
    outlines.build(sources, node_modules=sources)
    for resolution in ("50m", "10m"):
        found = read(sources / f"outlines-{resolution}.json.gz")
        properties = [g["properties"] for g in found["objects"]["units"]["geometries"]]
        assert properties == [
            {"iso3": "", "part": "reef", "name": "The Reef"},
            {"iso3": "LEF", "part": "", "name": "Left"},
            {"iso3": "RIG", "part": "", "name": "Right"},
            {"iso3": "RIG", "part": "north", "name": "North Right", "held_by": "LEF"},
        ]


def test_build_is_deterministic(sources, tmp_path):
    outlines.build(sources, node_modules=sources)
    first = (sources / "outlines-10m.json.gz").read_bytes()
    outlines.build(sources, node_modules=sources)
    assert (sources / "outlines-10m.json.gz").read_bytes() == first


def test_build_refuses_a_feature_without_a_unit(sources):
    table = (sources / "units.csv").read_text().splitlines()[:-1]
    (sources / "units.csv").write_text("\n".join(table))
    with pytest.raises(ValueError, match="'Reef' has no ISO 3166-1 number"):
        outlines.build(sources, node_modules=sources)


def test_build_refuses_a_rule_that_nothing_follows(sources):
    with (sources / "units.csv").open("a") as file:
        file.write("999,,,ATL,,Atlantis,,\n")
    with pytest.raises(ValueError, match="nothing in '999'"):
        outlines.build(sources, node_modules=sources)


def test_an_enclave_gets_its_hole():
    big = [(100, 100), (120, 100), (120, 120), (100, 120), (100, 100)]
    small = [(108, 108), (112, 108), (112, 112), (108, 112), (108, 108)]
    giver = world([big, small])
    taker = world([big])
    taker_units = {("ITA", ""): [[[0]]]}
    outlines.adopt(taker, taker_units, giver, {("ITA", ""): [[[0]]], ("VAT", ""): [[[1]]]})
    assert area(taker, taker_units["ITA", ""]) == 400 - 16
    assert area(taker, taker_units["VAT", ""]) == 16


@pytest.mark.parametrize("table", ["units.csv", "disputed.csv"])
def test_every_row_of_the_tables_says_where_it_comes_from(table):
    with (outlines.DATA / table).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["source"], row
            assert None not in row, row
