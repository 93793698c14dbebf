"""Make `lakes.json.xz`, the large lakes that the land at 100 m has not: OpenStreetMap's own are relations it left out.

    python -m gazetteer.build.make_lakes ne_10m_lakes.json

The source is Natural Earth's 10m lakes (public domain) as GeoJSON, in the repository martynafford/natural-earth-geojson
(`10m/physical/ne_10m_lakes.7z`). A build has PyPI and npm only, so the result is committed; the same file makes the
same bytes again: polygons of rings of points and then steps on a grid of `STEP_DEG` degrees.
"""

from __future__ import annotations

import json
import lzma
import sys
from pathlib import Path

import numpy as np
import shapely

from gazetteer.areas.arcs import flat_steps
from gazetteer.build import committed

SOURCE_SHA256 = "93c8fdf0e591e113f449d0d466e15c7a9841b9b6571c7afe41f95ba51b322452"
OUT = Path(__file__).with_name("lakes.json.xz")
STEP_DEG = 1e-3
"""Degrees of the grid, 111 m: the lines are off by more."""
TOLERANCE_DEG = 1e-3


def make(source: Path) -> bytes:
    """Read, simplify and compress the lakes.

    Raises
    ------
    ValueError
        When the file is not the one of the hash.
    """
    data = committed.known_bytes(source, SOURCE_SHA256)
    shapes = shapely.from_geojson([json.dumps(one["geometry"]) for one in json.loads(data)["features"]])
    polygons = shapely.simplify(shapely.get_parts(shapes), TOLERANCE_DEG)
    document = [[flat_steps(ring, STEP_DEG) for ring in (one.exterior, *one.interiors)] for one in polygons]
    return committed.packed(document)


def read() -> list[shapely.Polygon]:
    """Return the lakes, degrees."""
    document = json.loads(lzma.decompress(OUT.read_bytes()))
    polygons = [[np.reshape(ring, (-1, 2)).cumsum(axis=0) * STEP_DEG for ring in rings] for rings in document]
    return [shapely.Polygon(shell, holes) for shell, *holes in polygons]


if __name__ == "__main__":
    sys.exit(committed.run(make, OUT, source="ne_10m_lakes.json"))
