"""Rings on a grid as arcs: cut where lines part, numbered in both directions, written in steps."""

from shapely import LineString, Polygon

from gazetteer.areas import arcs


def test_neighbours_share_the_arc_between_them():
    west, east = [(0, 0), (2, 0), (2, 2), (0, 2)], [(2, 0), (4, 0), (4, 2), (2, 2)]
    at, numbers = arcs.joints([west, east]), {}
    assert at == {(2, 0), (2, 2)}
    left, right = (arcs.split_ring(ring, at, numbers) for ring in (west, east))
    assert {arcs.number_of(each) for each in left} & {arcs.number_of(each) for each in right} == {left[0]}
    assert ~left[0] in right


def test_rings_are_on_the_grid_without_repeats_and_specks():
    shell = [(0, 0), (1, 0), (1.04, 0), (1, 1), (0, 1)]
    hole = [(0.5, 0.5), (0.52, 0.5), (0.52, 0.52)]
    rings = arcs.grid_rings(Polygon(shell, [hole]), 0.1, origin=(-1, 0))
    assert rings == [[(10, 0), (20, 0), (20, 10), (10, 10)]]
    assert arcs.grid_rings(Polygon(hole), 0.1) == []


def test_steps_add_up_to_the_points():
    arc = [(3, -2), (5, -2), (5, 7)]
    assert arcs.steps(arc) == [[3, -2], [2, 0], [0, 9]]
    assert arcs.flat_steps(LineString(arc), 0.5) == [6, -4, 4, 0, 0, 18]


def test_new_numbers_are_given_in_the_order_of_use_in_either_direction():
    order = {}
    assert [arcs.renumber(reference, order) for reference in (7, ~3, ~7, 3)] == [0, ~1, ~0, 1]
    assert list(order) == [7, 3]
