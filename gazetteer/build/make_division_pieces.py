"""Make `division_pieces.json.xz`, the polygons of first-level divisions that the build starts from.

    apt-get download qgis-common && dpkg -x qgis-common_*.deb unpacked
    python -m gazetteer.build.make_division_pieces unpacked/usr/share/qgis/resources/data/world_map.gpkg

The build of a wheel has PyPI and npm only, so the result is committed; the same file makes the same bytes again. It is
quantised TopoJSON: a line that two polygons share is one arc of both, and is simplified once. `properties.name` holds
all names of a polygon, joined by `|`.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.areas import arcs as arcs_of
from gazetteer.build import committed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from gazetteer.build.topology import Arc, GridPoint

ORIGIN = (-180, -90)
"""Of the grid, degrees."""
SOURCE_SHA256 = "ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2"
"""Of world_map.gpkg in Debian's qgis-common 3.22.16+dfsg-1: Natural Earth's 10m states and provinces, public domain."""
LAYER = "states_provinces"
OUT = Path(__file__).with_name("division_pieces.json.xz")
STEP = 2e-4
"""Degrees of the grid, 22 m."""
TOLERANCES = (0.0006, 0.012)
"""Degrees that a line may move by at least and at most, by the size of the smallest polygon at it."""
_OF_SIZE = 0.01
"""Share of the side of a square as large as that polygon."""

Rings = list[list["GridPoint"]]


def make(source: Path) -> bytes:
    """Read, cut into arcs, simplify and compress the polygons.

    Raises
    ------
    ValueError
        When the file is not the one of the hash.
    """
    committed.known_bytes(source, SOURCE_SHA256)
    import pyogrio

    facts, _, packed, columns = pyogrio.raw.read(
        source, layer=LAYER, columns=["iso_a2", "name", "woe_name", "gn_name"]
    )
    of = dict(zip(facts["fields"], columns, strict=True))
    names = [
        "|".join(dict.fromkeys(name for name in row if name))
        for row in zip(of["name"], of["woe_name"], of["gn_name"], strict=True)
    ]
    document = topojson(shapely.from_wkb(packed), list(of["iso_a2"]), names)
    return committed.packed(document)


def topojson(areas: Sequence[BaseGeometry], countries: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    """Write polygons that meet without gaps as one topology, each arc simplified once.

    Parameters
    ----------
    areas
        Polygons or several each, WGS 84 degrees; where two meet both have the same points.
    countries, names
        The `id` and the `name` of each.
    """
    polygons = [
        [arcs_of.grid_rings(polygon, STEP, ORIGIN) for polygon in shapely.get_parts(area)] for area in areas
    ]
    joints = arcs_of.joints(ring for parts in polygons for rings in parts for ring in rings)
    numbers: dict[tuple[GridPoint, ...], int] = {}
    smallest: dict[int, float] = defaultdict(lambda: math.inf)
    geometries = []
    for area, parts, country, name in zip(areas, polygons, countries, names, strict=True):
        references = [
            [arcs_of.split_ring(ring, joints, numbers) for ring in rings] for rings in parts if rings
        ]
        for ring in (ring for rings in references for ring in rings):
            for reference in ring:
                number = arcs_of.number_of(reference)
                smallest[number] = min(smallest[number], area.area)
        geometries.append(
            {"type": "MultiPolygon", "id": country, "properties": {"name": name}, "arcs": references}
        )
    arcs = [_simplified(list(arc), smallest[number]) for arc, number in numbers.items()]
    return {
        "type": "Topology",
        "transform": {"scale": [STEP, STEP], "translate": list(ORIGIN)},
        "objects": {"divisions": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [arcs_of.steps(arc) for arc in arcs],
    }


def _simplified(arc: Arc, area: float) -> Arc:
    """Leave out points, within a tolerance that suits the area; ends stay, and four points of a closed arc."""
    tolerance = float(np.clip(_OF_SIZE * math.sqrt(area), *TOLERANCES)) / STEP
    if len(arc) < 4:
        return arc
    shorter = shapely.get_coordinates(shapely.LineString(arc).simplify(tolerance)).astype(int).tolist()
    return arc if arc[0] == arc[-1] and len(shorter) < 4 else [(x, y) for x, y in shorter]


if __name__ == "__main__":
    sys.exit(committed.run(make, OUT, source="world_map.gpkg of Debian's qgis-common"))
