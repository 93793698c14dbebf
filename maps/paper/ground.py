"""What lies under the signs: sea, land, coasts, borders, and the commands' areas with the hatch of the page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from shapely.geometry.polygon import orient

import gazetteer
from gazetteer.areas import outlines
from maps.paper.scale import PX
from maps.style import command_style

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from matplotlib.lines import Line2D
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gazetteer.areas.outlines import Key, Outlines, Resolution
    from maps.basemap import Bounds
    from maps.paper.scale import Scale

FINE_BELOW_DEG = 45.0  # a wider map shows nothing more of the finer outlines
WIDE_DEG = 70.0
ON_LAND, AT_SEA = (0.07, 0.3, 1.4, 9, 3.0), (0.05, 0.17, 1.2, 18, 0.5)
"""Of a fill: opacity of its tint and of its lines, their width and distance in pixels of the page, and its level."""
LIMITS = 0.6
FINEST_PT = 0.08  # what no printer shows
RIM = 0.06  # of the map's size: cut edges lie so far outside of it


def resolution_for(bounds: Bounds) -> Resolution:
    """Choose the outlines for a map of this extent."""
    return "10m" if bounds[2] - bounds[0] < FINE_BELOW_DEG else "50m"


def draw_land(scale: Scale, colours: dict[str, str]) -> None:
    """Draw sea, land, coasts and borders."""
    axes = scale.axes
    axes.set_facecolor(colours["sea"])
    source = outlines.load(resolution_for(scale.bounds))
    for key in _keys_in(source, scale.bounds):
        land = shapely.simplify(_cut(source, key, scale), FINEST_PT / scale.y_pt)
        if not land.is_empty:
            axes.add_patch(PathPatch(path_of(land), facecolor=colours["land"], edgecolor="none", zorder=1))
    numbers = {number for key in _keys_in(source, scale.bounds) for number in source.units[key].arcs()}
    for name, width, wanted in (("coast", 0.8, 1), ("border", 0.9, 2)):
        lines = [source.coordinates(n) for n in sorted(numbers) if min(source.uses[n], 2) == wanted]
        lines = [line for line in lines if _shows(line, scale.bounds)]
        axes.add_collection(
            LineCollection(lines, colors=colours[name], linewidths=width * PX, zorder=2), autolim=False
        )


def draw_commands(scale: Scale, day: datetime.date, *, dark: bool, at_sea: bool) -> list[str]:
    """Draw the areas of a day and give the commands that show, in the order of their names."""
    source = outlines.load(resolution_for(scale.bounds))
    members: dict[str, list[Key]] = {}
    for key in _keys_in(source, scale.bounds):
        row = next((row for row in gazetteer.commands.history(key) if row.holds(day)), None)
        if row is not None and row.command not in gazetteer.commands.UNASSIGNED:
            members.setdefault(row.command, []).append(key)
    shown = draw_waters(scale, day, dark=dark) if at_sea else set()
    view = shapely.box(*scale.bounds)
    for command, keys in members.items():
        # Thinned out when they are one: neighbours thinned out by themselves would leave slivers between them.
        whole = shapely.union_all([_cut(source, key, scale) for key in keys])
        area = shapely.simplify(whole, FINEST_PT / scale.y_pt)
        if not area.intersects(view):
            continue
        shown.add(command)
        draw_area(scale, area, command, dark=dark)
    return sorted(shown)


def draw_waters(scale: Scale, day: datetime.date, *, dark: bool) -> set[str]:
    """Draw the waters whose limits are described, paler than land and below it, and give the commands that show."""
    from gazetteer.commands import sea_topology as command_waters

    view = shapely.box(*scale.bounds)
    areas = {name: area for name, area in command_waters.areas_on(day).items() if area.intersects(view)}
    paths = {name: draw_fill(scale, area, name, dark=dark, at_sea=True) for name, area in areas.items()}
    for limit in command_waters.limits_on(day):
        if limit.command in paths:
            line = draw_limit(scale, limit.points, limit.command, dark=dark, described=limit.is_described)
            line.set_clip_path(paths[limit.command], transform=scale.axes.transData)
    return set(areas)


def draw_limit(
    scale: Scale, points: Sequence[tuple[float, float]], command: str, *, dark: bool, described: bool
) -> Line2D:
    """Draw where waters end: a broken line, a dotted one for an assumed limit."""
    style = (0, (2.7, 1.7)) if described else (0, (0.5, 2))  # in widths of the line
    look: dict[str, Any] = {"linewidth": 3 * PX, "linestyle": style, "zorder": LIMITS}
    (line,) = scale.axes.plot(*zip(*points, strict=True), color=_colour(command, dark=dark), **look)
    return line


def draw_area(scale: Scale, area: BaseGeometry, command: str, *, dark: bool) -> None:
    """Draw one area on land as the page does: a tint, a hatch, and an outline on its inside."""
    path = draw_fill(scale, area, command, dark=dark)
    # Half of a line is cut away; on a wide map that would leave nothing of small islands.
    inner = scale.bounds[2] - scale.bounds[0] < WIDE_DEG
    width = (4.4 if inner else 1.2) * PX
    outline = PathPatch(
        path, facecolor="none", edgecolor=_colour(command, dark=dark), linewidth=width, zorder=3.5, joinstyle="round"
    )  # fmt: skip
    scale.axes.add_patch(outline)
    if inner:
        outline.set_clip_path(path, transform=scale.axes.transData)


def draw_fill(scale: Scale, area: BaseGeometry, command: str, *, dark: bool, at_sea: bool = False) -> Path:
    """Draw the tint and the hatch of an area, wider and paler at sea, and give its path."""
    colour = _colour(command, dark=dark)
    tint, line, width, step, order = AT_SEA if at_sea else ON_LAND
    path = path_of(area)
    scale.axes.add_patch(PathPatch(path, facecolor=colour, alpha=tint, edgecolor="none", zorder=order))
    hatch = LineCollection(
        _hatch_lines(scale, area.bounds, command_style(command).hatch, step * PX),
        colors=colour, alpha=line, linewidths=width * PX * 0.7, zorder=order,
    )  # fmt: skip
    scale.axes.add_collection(hatch, autolim=False)
    hatch.set_clip_path(path, transform=scale.axes.transData)
    return path


def _colour(command: str, *, dark: bool) -> str:
    hue = command_style(command).hue
    return hue.dark if dark else hue.light


def _hatch_lines(scale: Scale, bounds: Bounds, angle: float, step: float) -> list[list[tuple[float, float]]]:
    """Return parallel lines over a box: upright ones, turned clockwise by so many degrees, as on the page."""
    west, south, east, north = scale.bounds
    box = (max(bounds[0], west), max(bounds[1], south), min(bounds[2], east), min(bounds[3], north))
    if box[0] >= box[2] or box[1] >= box[3]:
        return []
    corners = [scale.points(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    along = (math.sin(math.radians(angle)), math.cos(math.radians(angle)))
    across = (along[1], -along[0])
    places = [x * across[0] + y * across[1] for x, y in corners]
    lengths = [x * along[0] + y * along[1] for x, y in corners]
    return [
        [
            scale.data(across[0] * n * step + along[0] * t, across[1] * n * step + along[1] * t)
            for t in (min(lengths), max(lengths))
        ]
        for n in range(math.floor(min(places) / step), math.ceil(max(places) / step) + 1)
    ]


def path_of(area: BaseGeometry) -> Path:
    """Return a polygon, or several, as one path whose holes stay holes."""
    rings = [
        ring
        for polygon in shapely.get_parts(area)
        if polygon.geom_type == "Polygon" and not polygon.is_empty
        for ring in _rings(polygon)
    ]
    if not rings:
        return Path(np.empty((0, 2)))
    parts = [shapely.get_coordinates(ring) for ring in rings]
    codes = np.concatenate([_codes(len(part)) for part in parts])
    return Path(np.concatenate(parts), codes)


def _rings(polygon: shapely.Polygon) -> list[shapely.LinearRing]:
    """Return the outer ring and the holes, turned against one another: renderers tell holes by that."""
    turned = orient(polygon)
    return [turned.exterior, *turned.interiors]


def _codes(count: int) -> NDArray[np.uint8]:
    codes = np.full(count, Path.LINETO, dtype=Path.code_type)
    codes[0], codes[-1] = Path.MOVETO, Path.CLOSEPOLY
    return codes


def _keys_in(source: Outlines, bounds: Bounds) -> list[Key]:
    west, south, east, north = bounds
    return [
        key
        for key in source.units
        if (box := source.bounds(key))
        and box[0] <= east
        and box[2] >= west
        and box[1] <= north
        and box[3] >= south
    ]


def _shows(line: NDArray[np.float64], bounds: Bounds) -> bool:
    """Return whether a line may meet the map; the seam at ±180° is no coast."""
    (left, bottom), (right, top) = line.min(axis=0), line.max(axis=0)
    outside = left > bounds[2] or right < bounds[0] or bottom > bounds[3] or top < bounds[1]
    return not outside and not np.isclose(np.abs(line[:, 0]), 180).all()


def _cut(source: Outlines, key: Key, scale: Scale) -> BaseGeometry:
    """Cut the land of a unit to the map and a rim, so that no cut edge shows."""
    west, south, east, north = scale.bounds
    rim_x, rim_y = (east - west) * RIM, (north - south) * RIM
    whole = outlines.valid(shapely.MultiPolygon(source.polygons(source.units[key])))
    return shapely.clip_by_rect(whole, west - rim_x, south - rim_y, east + rim_x, north + rim_y)
