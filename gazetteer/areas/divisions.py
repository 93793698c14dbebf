"""Outlines of first-level divisions (states, provinces, governorates), read country by country when first needed.

The file is `data/built/divisions.zip`, made by `build.division_outlines`, which says what is in it. Not every division
has an outline: some were split or merged since the source was drawn.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon

from gazetteer import geodesy
from gazetteer.areas import outlines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gazetteer.areas.outlines import Area

_STEP = 1e-4  # degrees of the file's grid


def area(place_id: str, country: str) -> Area | None:
    """Return the area of a division, WGS 84 degrees, a valid polygon or several; `None` where we have none.

    Parameters
    ----------
    place_id
        Id of the division's place.
    country
        Its country's alpha-2 code.
    """
    folder = outlines.BUILT
    return _one(folder, country, place_id) if place_id in _packed(folder, country) else None


def at(*, lon: float, lat: float, country: str, reach_m: float) -> str | None:
    """Find the id of the division of a country at a point, or of the nearest within a reach; `None` further out.

    Parameters
    ----------
    lon, lat
        WGS 84 degrees, lon in [-180, 180].
    country
        Alpha-2 code of the country that the point lies in.
    reach_m
        Metres, for a point off a simplified coast.
    """
    known = of_country(country)
    if not known:
        return None
    names, areas = list(known), list(known.values())
    tree = _tree(country)
    point = shapely.Point(lon, lat)
    inside = tree.query(point, predicate="intersects")
    if len(inside):
        # On a line that two share, or where a city's outline lies upon that of the country round it: the smaller.
        return names[min(inside, key=lambda i: areas[i].area)]
    west, south, east, north = geodesy.box_around(lon=lon, lat=lat, metres=reach_m)
    boxes = [shapely.box(west + turn, south, east + turn, north) for turn in (0, 360, -360)]
    near = {int(i) for box in boxes for i in tree.query(box)}
    distances = [
        (geodesy.to_shape_m(areas[i], lon=lon, lat=lat, most_m=reach_m), names[i]) for i in sorted(near)
    ]
    distance, best = min(distances, default=(math.inf, None))
    return best if math.isfinite(distance) else None


@cache
def of_country(country: str) -> Mapping[str, Area]:
    """Return the areas of a country's divisions by place id, alpha-2 code given; empty for a country without any."""
    folder = outlines.BUILT
    return {place_id: _one(folder, country, place_id) for place_id in _packed(folder, country)}


@cache
def _one(folder: Path, country: str, place_id: str) -> Area:
    return _area(_packed(folder, country)[place_id])


@cache
def _packed(folder: Path, country: str) -> Mapping[str, list[list[list[int]]]]:
    """Return the polygons of a country's divisions as they are in the file: a report names few of them."""
    archive = _archive(folder)
    if archive is None or f"{country}.json" not in archive.NameToInfo:
        return {}
    found: dict[str, list[list[list[int]]]] = json.loads(archive.read(f"{country}.json"))
    return found


@cache
def _archive(folder: Path) -> zipfile.ZipFile | None:
    """Return the file, held in memory (1.3 MB): its table of contents is read once, and a fork may go on reading."""
    path = folder / "divisions.zip"
    return zipfile.ZipFile(io.BytesIO(path.read_bytes())) if path.is_file() else None


@cache
def _tree(country: str) -> shapely.STRtree:
    return shapely.STRtree(list(of_country(country).values()))


def _area(polygons: list[list[list[int]]]) -> Area:
    rings = [[np.reshape(ring, (-1, 2)).cumsum(axis=0) * _STEP for ring in polygon] for polygon in polygons]
    pieces = [Polygon(shell, holes) for shell, *holes in rings]
    return outlines.valid(pieces[0] if len(pieces) == 1 else MultiPolygon(pieces))
