"""The part of an area that a direction word names.

News says "southern Lebanon" without a line to it. Ours, the same for every area:

* The extent is that of the main body: the cluster of pieces, no further than 500 km from each other, with most of the
  land, so that the Canary Islands do not push "southern Spain" into the sea. An archipelago without such a body counts
  as a whole.
* A direction keeps the 40 % of the extent that lie furthest that way: below the 40 % line for "southern". For a
  diagonal (north-east) both axes count alike, each measured by its own extent.
* "far", "extreme" and "southernmost" keep 20 %; where the text says how much ("the southern half"), that is kept.
* "central" keeps a third of both extents around the centroid; "mid" and "middle" mean the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon

from gazetteer.areas import outlines

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gazetteer.areas.outlines import Area

SHARE = 0.4
FAR_SHARE = 0.2
_GAP_DEGREES = 4.5  # 500 km of latitude
_CENTRAL = frozenset({"central", "centre", "center", "mid", "middle"})
_FAR = frozenset({"far", "extreme"})
_AXES = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0)}
_WORD = re.compile(r"(north|south|east|west)(?:ernmost|ern|wards|ward)?")


def part_of_area(geometry: BaseGeometry, direction: str, *, share: float | None = None) -> Area:
    """Return the part of an area that a direction word names.

    Parameters
    ----------
    geometry
        A polygon or several, WGS 84 degrees.
    direction
        `north`, `Southern`, `south-east`, `northwestern`, `far north`, `central` ...
    share
        Of the extent, above 0 and at most 1, where the text says it: 0.5 for "the northern half". By default that of
        the direction word; the centre has none.

    Raises
    ------
    ValueError
        When `direction` is no such word, or `share` no such share.
    TypeError
        When the geometry is no area.

    Examples
    --------
    >>> part_of_area(shapely.box(0, 0, 10, 10), "southern").bounds
    (0.0, 0.0, 10.0, 4.0)
    >>> part_of_area(shapely.box(0, 0, 10, 10), "southern", share=0.5).bounds
    (0.0, 0.0, 10.0, 5.0)
    >>> part_of_area(Polygon(), "southern").is_empty
    True
    """
    if not isinstance(geometry, Polygon | MultiPolygon):
        raise TypeError(f"only an area has parts, not a {geometry.geom_type}")
    if share is not None and not 0 < share <= 1:
        raise ValueError(f"a share of {share} is not above 0 and at most 1")
    step = read_direction(direction)
    body = main_body(geometry)
    if body.is_empty:
        return body
    if step is None:
        return _central(body)
    vector, usual = step
    return _beyond(body, vector, usual if share is None else share)


def read_direction(text: str) -> tuple[tuple[int, int], float] | None:
    """Return the vector (east, north) and share of a direction, `None` for the centre.

    Raises
    ------
    ValueError
        For another word.

    Examples
    --------
    >>> read_direction("South-Eastern"), read_direction("central")
    (((1, -1), 0.4), None)
    """
    words = text.casefold().replace("-", " ").split()
    far = bool(words[:1]) and words[0] in _FAR
    share = FAR_SHARE if far or (words and words[-1].endswith("ernmost")) else SHARE
    rest = "".join(words[1:] if far else words)
    if rest in _CENTRAL:
        return None
    found = _WORD.findall(rest)
    if not found or _WORD.sub("", rest):
        raise ValueError(f"{text!r} is no direction: north, southern, south-east, far west, central")
    east = sum(_AXES[word][0] for word in found)
    north = sum(_AXES[word][1] for word in found)
    if len(found) > 2 or len(set(found)) < len(found) or abs(east) + abs(north) != len(found):
        raise ValueError(f"{text!r} is no direction: north, southern, south-east, far west, central")
    return (east, north), share


def main_body(area: Area) -> Area:
    """Cluster of pieces that holds most of the land, or the whole area where none holds three fifths of it."""
    pieces = list(shapely.get_parts(area))
    if len(pieces) < 2:
        return area
    pieces.sort(key=lambda piece: -piece.area)
    boxes = np.array([piece.bounds for piece in pieces])
    inside = np.zeros(len(pieces), dtype=bool)
    inside[0] = True
    edge = [0]
    while edge:
        near = _within(boxes, boxes[edge.pop()]) & ~inside
        inside |= near
        edge.extend(int(i) for i in np.flatnonzero(near))
    kept = [piece for piece, keep in zip(pieces, inside, strict=True) if keep]
    return MultiPolygon(kept) if sum(p.area for p in kept) >= 0.6 * area.area else area


def _within(boxes: NDArray[np.float64], box: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which boxes lie no further than the gap from one box."""
    dx = np.maximum(boxes[:, 0] - box[2], box[0] - boxes[:, 2])
    dy = np.maximum(boxes[:, 1] - box[3], box[1] - boxes[:, 3])
    shrink = np.cos(np.radians(np.clip((box[1] + box[3]) / 2, -85, 85)))
    near: NDArray[np.bool_] = np.hypot(np.maximum(dx, 0) * shrink, np.maximum(dy, 0)) <= _GAP_DEGREES
    return near


def _beyond(area: Area, vector: tuple[int, int], share: float) -> Area:
    """Cut with the half-plane that keeps the share of the extent furthest along the vector."""
    west, south, east, north = area.bounds
    size = np.array([east - west, north - south])
    # On axes of 0 to 1 across the box, so that a diagonal runs from corner to corner.
    points = (shapely.get_coordinates(area) - [west, south]) / size
    unit = np.array(vector) / np.hypot(*vector)
    along = points @ unit
    limit = along.max() - share * (along.max() - along.min())
    aside = np.array([-unit[1], unit[0]])
    reach = 3.0
    corners = np.array(
        [
            limit * unit - reach * aside,
            limit * unit + reach * aside,
            (limit + reach) * unit + reach * aside,
            (limit + reach) * unit - reach * aside,
        ]
    )
    return outlines.valid(area.intersection(Polygon(corners * size + [west, south])))


def _central(area: Area) -> Area:
    west, south, east, north = area.bounds
    center = area.centroid if area.covers(area.centroid) else area.representative_point()
    half_x, half_y = (east - west) / 6, (north - south) / 6
    box = shapely.box(center.x - half_x, center.y - half_y, center.x + half_x, center.y + half_y)
    return outlines.valid(area.intersection(box))
