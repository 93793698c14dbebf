"""The shapes that the hand-written tables write in one cell, read into areas.

========================  ====================================================================
`unit:gaza-strip`         a territory of the outlines, or a country by its code
`units:ISR+LBN`           several countries (alpha-3) or territories together
`divisions:FR:a+b`        first-level divisions of a country by their ids, without `dateline:`
`sea:w,s,e,n`             a box without land or corners of other seas; for enclosed seas
`waters:lon lat,...`      a ring without land or what it cuts off of other seas
`land:TUR+SYR:w,s,e,n`    the land of these countries inside a box; `*` for any country
`polygon:lon lat,...`     a ring, closed or not
========================  ====================================================================

A box whose west is greater than its east goes over ±180°.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import shapely
from shapely.geometry import MultiPolygon, Polygon

from gazetteer.areas import divisions, outlines, territories

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.areas.outlines import Area, Bounds, Resolution


def parse(shape: str, *, resolution: Resolution | None = None) -> Area:
    """Read a shape.

    Parameters
    ----------
    shape
        Text of the grammar above.
    resolution
        Outlines that bound waters and land in a box; by default coarse ones where the box is wide.

    Raises
    ------
    ValueError
        When it does not follow the grammar, or nothing lies in it.
    UnknownArea
        When it names a country or territory without an outline.

    Examples
    --------
    >>> parse("polygon:0 0,1 0,1 1").bounds
    (0.0, 0.0, 1.0, 1.0)
    """
    kind, _, rest = shape.strip().partition(":")
    area: BaseGeometry
    if kind in ("unit", "units"):
        area = _union(rest)
    elif kind == "divisions":
        area = _divisions(rest)
    elif kind in ("sea", "waters"):
        around = limits(shape)
        area = main_waters(around.difference(land(around, resolution)))
    elif kind == "land":
        codes, _, numbers = rest.rpartition(":")
        box = _box(numbers)
        area = (land(box, resolution) if codes == "*" else _union(codes)).intersection(box)
    elif kind == "polygon":
        area = limits(shape)
    else:
        raise ValueError(
            f"{shape!r} is no shape: it starts with unit, units, divisions, sea, waters, land or polygon"
        )
    return _areal(area, shape)


def _union(codes: str) -> Area:
    keys = [key for code in codes.split("+") for key in territories.keys_of(code, resolution="10m")]
    return outlines.load("10m").area(keys)


def _divisions(text: str) -> BaseGeometry:
    country, _, slugs = text.partition(":")
    known = divisions.of_country(country)
    ids = [f"dateline:{slug}" for slug in slugs.split("+")]
    missing = [place_id for place_id in ids if place_id not in known]
    if missing:
        raise ValueError(f"there is no outline of {', '.join(missing)} in {country!r}")
    return shapely.union_all([known[place_id] for place_id in ids])


def _box(numbers: str) -> Area:
    values = [float(number) for number in numbers.split(",")]
    if len(values) != 4 or values[1] >= values[3]:
        raise ValueError(f"{numbers!r} is no box of west, south, east, north")
    west, south, east, north = values
    if west > east:
        return MultiPolygon([shapely.box(west, south, 180, north), shapely.box(-180, south, east, north)])
    return shapely.box(west, south, east, north)


def frame(shape: str) -> tuple[float, float, float, float] | None:
    """Return west, south, east and north of a sea's box or ring, without reading land; `None` for other shapes."""
    return limits(shape).bounds if shape.startswith(("sea:", "waters:")) else None


def limits(shape: str) -> Area:
    """Return the box or ring of a shape of the kinds `sea`, `waters` and `polygon`, over land and all.

    Raises
    ------
    ValueError
        For a shape of another kind.
    """
    kind, _, rest = shape.strip().partition(":")
    if kind == "sea":
        return _box(rest)
    if kind in ("waters", "polygon"):
        return Polygon([_point(pair) for pair in rest.split(",")])
    raise ValueError(f"{shape!r} has no limits of its own: it is neither sea, waters nor polygon")


def land(box: Area, resolution: Resolution | None = None) -> Area:
    """Return the land that meets the box around an area; coarse where it is wide, where that does not show.

    Parameters
    ----------
    box
        WGS 84 degrees; only its bounds count.
    resolution
        Which outlines; by default those that fit the box.
    """
    west, south, east, north = box.bounds
    chosen: Resolution = resolution or ("50m" if max(east - west, north - south) > 30 else "10m")
    source = outlines.load(chosen)
    meeting = [key for key in source.units if _meets(source, key, box.bounds)]
    frame = shapely.box(west, south, east, north)
    pieces = [
        piece.intersection(frame)
        for key in meeting
        for piece in _pieces(chosen, key)
        if shapely.intersects(piece, frame)
    ]
    return outlines.valid(shapely.union_all(pieces))


@lru_cache(maxsize=300)
def _pieces(resolution: Resolution, key: outlines.Key) -> tuple[Polygon, ...]:
    """Return the valid polygons of a unit one by one: a small box near a large country needs few of them."""
    source = outlines.load(resolution)
    return tuple(
        piece
        for polygon in source.polygons(source.units[key])
        for piece in shapely.get_parts(outlines.valid(polygon))
    )


def main_waters(area: BaseGeometry) -> BaseGeometry:
    """Leave out the corners of other seas that the box cuts off: pieces below a tenth of the largest."""
    pieces = shapely.get_parts(area)
    largest = max((piece.area for piece in pieces), default=0)
    return shapely.union_all([piece for piece in pieces if piece.area >= largest / 10])


def _meets(source: outlines.Outlines, key: outlines.Key, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    low_x, low_y, high_x, high_y = source.bounds(key)
    return low_x <= east and high_x >= west and low_y <= north and high_y >= south


def _point(pair: str) -> tuple[float, float]:
    lon, lat = (float(number) for number in pair.split())
    return lon, lat


def _areal(area: BaseGeometry, shape: str) -> Area:
    whole = outlines.valid(area)
    if whole.is_empty:
        raise ValueError(f"nothing lies in {shape!r}")
    return whole
