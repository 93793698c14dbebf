"""How the points written by hand are compared with those of packaged sources."""

import csv
import importlib.util
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "benchmarks/hand_points.py"


@pytest.fixture(scope="module")
def hand_points():
    spec = importlib.util.spec_from_file_location("hand_points", FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["hand_points"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules["hand_points"]


def row(**cells):
    return {"id": "dateline:x", "kind": "facility", "name": "Port of Kosti", "aliases": "", "lon": "32.6", "lat": "13.1",
            "radius_m": "2000", "country": "SD"} | cells  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ({}, "agrees"),
        ({"lat": "13.15"}, "differs"),
        ({"lat": "15.9"}, "unlisted"),
        ({"country": "SS"}, "unlisted"),
        ({"name": "Kosti docks"}, "unlisted"),
        ({"name": "Kosti docks", "aliases": "Docks|Port of Kosti"}, "agrees"),
        ({"kind": "water"}, "unlisted"),
    ],
    ids=["near", "far", "farther", "another country", "another name", "alias", "another kind"],
)
def test_a_row_is_compared_with_its_nearest_namesake(hand_points, cells, verdict):
    listed = hand_points.Listed("facilities", "Port of Kosti", "SD", 3_000, ((32.61, 13.1),))
    assert hand_points.compare(row(**cells), {("facilities", "port of kosti"): [listed]}).verdict == verdict


def test_every_row_of_general_knowledge_has_a_verdict(hand_points):
    with hand_points.TABLE.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [found["id"] for found in table] == [found["id"] for found in hand_points.hand_rows()]
    assert {found["verdict"] for found in table} == set(hand_points.VERDICTS)
