"""How exactly a place is known: discs around points, areas, and borders as lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import shapely
from matplotlib.patches import Ellipse, PathPatch
from shapely import Point

from gazetteer.geodesy import MEAN_DEGREE_M
from geo import edges
from geo.antimeridian import split_at_antimeridian
from maps.layers.uncertainty import is_filled
from maps.paper.ground import path_of
from maps.paper.marks import colour_of
from maps.paper.scale import PX
from maps.style import FILLED_KM2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.records import Event
    from maps.paper.scale import Scale


def draw_uncertainty(scale: Scale, events: Sequence[Event], *, dark: bool, muted: str) -> None:
    """Draw the areas, lines and radii that places are known by, each once."""
    groups: dict[tuple[bytes, float | None], list[Event]] = {}
    for event in events:
        if event.where is None or event.where.is_empty:
            continue
        radius = event.radius_m if event.where.geom_type == "Point" else None
        groups.setdefault((event.where.wkb, radius), []).append(event)
    view = shapely.box(*scale.bounds)
    for (_, radius), members in groups.items():
        where = members[0].where
        if where is None or not (shape := split_at_antimeridian(where)).intersects(view):
            continue
        found = {colour_of(event, dark=dark) for event in members}
        colour = found.pop() if len(found) == 1 else muted
        if isinstance(shape, Point):
            _draw_radius(scale, shape, radius, colour)
        else:
            _draw_shape(scale, shape, colour, is_exact=edges.of_event(members[0]) != "approximate")


def _draw_radius(scale: Scale, point: Point, radius_m: float | None, colour: str) -> None:
    if not radius_m:
        return
    high = radius_m / MEAN_DEGREE_M
    wide = high / max(0.01, math.cos(math.radians(point.y)))
    if high * scale.y_pt < 9 * PX:  # it would hide below the event's own sign
        return
    fill: dict[str, Any] = {"facecolor": colour, "alpha": 0.13}
    filled = math.pi * (radius_m / 1000) ** 2 <= FILLED_KM2
    rim = _rim(colour, is_exact=False)
    for values in (fill, rim) if filled else (rim,):
        scale.axes.add_patch(Ellipse((point.x, point.y), 2 * wide, 2 * high, zorder=4, **values))


def _draw_shape(scale: Scale, shape: BaseGeometry, colour: str, *, is_exact: bool) -> None:
    if shape.geom_type.endswith("Polygon"):
        path = path_of(shape)
        if is_filled(shape):
            scale.axes.add_patch(PathPatch(path, facecolor=colour, alpha=0.13, edgecolor="none", zorder=4))
        scale.axes.add_patch(PathPatch(path, zorder=4, **_rim(colour, is_exact=is_exact)))
        return
    for line in shapely.get_parts(shape):
        if line.geom_type == "LineString":
            xs, ys = line.xy
            style = "solid" if is_exact else (0, (2.5, 2.25))
            scale.axes.plot(xs, ys, color=colour, linewidth=4 * PX, linestyle=style, alpha=0.75, zorder=4)


def _rim(colour: str, *, is_exact: bool) -> dict[str, Any]:
    return {
        "facecolor": "none",
        "edgecolor": colour,
        "alpha": 0.75,
        "linewidth": 1.3 * PX,
        "linestyle": "solid" if is_exact else (0, (4, 3)),
    }
