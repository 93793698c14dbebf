"""Pairs that are near: exactly those that measuring every pair gives, anywhere on the Earth."""

import numpy as np
import pytest

from gazetteer.geodesy import distance_m
from geo.comparison import candidates
from geo.comparison.candidates import pairs_near


def found_pairs(a, b, days, metres):
    made = set()
    for part in pairs_near(a, b, days=days, metres=metres):
        for pair in zip(part.found.tolist(), part.reference.tolist(), strict=True):
            assert pair not in made, "each pair once"
            made.add(pair)
    return made


def all_pairs(a, b, days, metres):
    made = set()
    for i in range(len(a)):
        for j in range(len(b)):
            gap = max(0, a.start[i] - b.end[j], b.start[j] - a.end[i])
            away = distance_m(a.lon[i], a.lat[i], b.lon[j], b.lat[j]) - a.radius_m[i] - b.radius_m[j]
            if gap <= days and away <= metres:
                made.add((i, j))
    return made


REGIONS = {
    "equator": (29, 31, -1, 1), "north": (10, 30, 64, 71), "date line": (178, 182, -18, -14), "pole": (-180, 180, 88, 90),
    "south pole": (-180, 180, -90, -88), "world": (-180, 180, -90, 90),
}  # fmt: skip


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize(
    ("days", "metres"), [(0, 5_000.0), (2, 30_000.0), (5, 400_000.0)], ids=["near", "usual", "far"]
)
def test_the_pairs_are_those_of_measuring_all(make_events, region, days, metres):
    west, east, south, north = REGIONS[region]
    chance = np.random.default_rng(len(region))

    def some(count):
        rows = []
        for _ in range(count):
            first = int(chance.integers(0, 40))
            lon = (float(chance.uniform(west, east)) + 180) % 360 - 180
            span = int(chance.choice([0, 0, 5, 25]))
            radius = float(chance.choice([0, 4_000, 30_000, 140_000]))
            rows.append((first, first + span, lon, float(chance.uniform(south, north)), radius, "AID"))
        return make_events(*rows)

    a, b = some(60), some(60)
    assert found_pairs(a, b, days, metres) == all_pairs(a, b, days, metres)


def test_a_pair_is_measured_on_the_ellipsoid_and_beyond_both_circles(make_events):
    a, b = make_events((0, 2, 10.0, 60.0, 1_000.0, "AID")), make_events((5, 9, 11.0, 60.0, 2_000.0, "AID"))
    (pairs,) = pairs_near(a, b, days=3, metres=60_000.0)
    assert pairs.metres[0] == pytest.approx(distance_m(10, 60, 11, 60))
    assert pairs.gap_m[0] == pytest.approx(pairs.metres[0] - 3_000) and pairs.gap_days.tolist() == [3]


def test_rows_that_cannot_be_compared_have_no_pairs(make_events):
    a, b = make_events((0, 1.0, 1.0), (0, 1.0, 1.0)), make_events((0, 1.0, 1.0))
    a.why_not[0] = "no day"
    assert found_pairs(a, b, 0, 1.0) == {(1, 0)}
    assert found_pairs(make_events(), b, 0, 1.0) == set()


def test_many_pairs_come_in_parts(make_events, monkeypatch):
    monkeypatch.setattr(candidates, "_PAIRS", 10)
    a, b = make_events(*[(0, 1.0, 1.0)] * 9), make_events(*[(0, 1.0, 1.0)] * 7)
    assert len(list(pairs_near(a, b, days=0, metres=1.0))) > 3
    assert len(found_pairs(a, b, 0, 1.0)) == 63


def test_the_work_does_not_grow_with_the_product(make_events, monkeypatch):
    measured = []
    kept = candidates._measured

    def counting(found, reference, i, j, **options):
        measured.append(len(i))
        return kept(found, reference, i, j, **options)

    monkeypatch.setattr(candidates, "_measured", counting)
    chance = np.random.default_rng(3)
    rows = [
        (int(chance.integers(0, 1000)), float(chance.uniform(0, 40)), float(chance.uniform(0, 40)))
        for _ in range(3_000)
    ]
    list(pairs_near(make_events(*rows), make_events(*rows), days=2, metres=30_000.0))
    assert sum(measured) < 20_000, "of nine million"
