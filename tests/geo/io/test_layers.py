"""Tables by the type of their geometries, and points that stand for geometries."""

import numpy as np
import pytest
import shapely

from geo.io.columns import objects
from geo.io.layers import by_geometry, layer_of, layers_of, representative_points

SHAPES = {
    "point": shapely.Point(1, 2),
    "points": shapely.MultiPoint([(1, 2), (3, 4)]),
    "line": shapely.LineString([(0, 0), (1, 1)]),
    "area": shapely.box(0, 0, 1, 1),
    "areas": shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)]),
    "nothing": None,
    "empty": shapely.Polygon(),
    "collection": shapely.GeometryCollection([shapely.Point(0, 0), shapely.box(0, 0, 1, 1)]),
}


@pytest.mark.parametrize(
    ("shape", "layer"),
    [
        ("point", "events_point"), ("points", "events_point"), ("line", "events_line"), ("area", "events_area"),
        ("areas", "events_area"), ("nothing", "events_nowhere"), ("empty", "events_nowhere"),
        ("collection", "events_nowhere"),
    ],
    ids=list(SHAPES),
)  # fmt: skip
def test_each_geometry_has_one_layer(shape, layer):
    assert layer_of("events", objects([SHAPES[shape]])) == [layer]
    assert layer in layers_of("events")


def test_a_table_is_split_without_losing_or_repeating_rows():
    shapes, columns = objects(SHAPES.values()), {"n": np.arange(len(SHAPES))}
    parts = {
        layer: (rows["n"].tolist(), list(some))
        for layer, rows, some in by_geometry("events", columns, shapes)
    }
    assert tuple(parts) == layers_of("events")
    assert sorted(n for rows, _ in parts.values() for n in rows) == list(range(len(SHAPES)))
    assert all(some[i] is shapes[n] for rows, some in parts.values() for i, n in enumerate(rows))


def test_a_representative_point_is_on_its_geometry_and_within_180():
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(1, 1, 9, 9))
    found = representative_points(objects([ring, shapely.box(179, 0, 183, 1), None, shapely.Polygon()]))
    assert ring.covers(shapely.Point(found[0]))
    assert -180 <= found[1, 0] <= 180
    assert np.isnan(found[2:]).all()


def test_no_negative_zero_is_written():
    assert str(representative_points(objects([shapely.Point(-1e-9, -1e-9)])).tolist()) == "[[0.0, 0.0]]"
