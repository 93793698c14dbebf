"""A static figure for a paper: basemap, command areas of a day, events, legend."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from gazetteer.commands import as_date
from geo.antimeridian import split_at_antimeridian
from maps.basemap import focus, points_of
from maps.paper import ground, marks, names
from maps.paper.legend import Contents, draw_legend, height_pt
from maps.paper.scale import PX, Scale
from maps.paper.uncertainty import draw_uncertainty
from maps.strings import load_strings
from maps.style import ground_colours

if TYPE_CHECKING:
    import datetime
    import os
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from geo.event_set import EventSet
    from geo.records import Event
    from maps.basemap import Bounds

MM = 72 / 25.4  # points
LEGEND_MM, GAP_MM, EDGE_MM, TITLE_MM, FOOT_MM = 40.0, 3.0, 1.0, 6.5, 4.0
WORLD: Bounds = (-180.0, -58.0, 180.0, 84.0)
FLATTEST, STEEPEST = 0.45, 1.15  # height over width of the map
DPI = 150  # on the screen


def draw(
    event_set: EventSet,
    *,
    title: str | None,
    date: datetime.date | str | None,
    bounds: Bounds | None,
    commands: bool,
    at_sea: bool,
    legend: bool,
    dark: bool,
    width_mm: float,
    language: str | os.PathLike[str],
) -> Figure:
    """Make the figure; `maps.figure` says what each option means."""
    colours = ground_colours(dark=dark)
    strings = load_strings(language)
    day = as_date(date) if date is not None else last_day(event_set)
    view = bounds or focus(points_of(event_set)) or WORLD
    view, ratio = fit_aspect(view)
    room_mm = width_mm - 2 * EDGE_MM - (LEGEND_MM + GAP_MM if legend else 0)
    sheet, axes = _blank(view, room_mm, room_mm * ratio, colours)
    scale = Scale.of(axes)
    ground.draw_land(scale, colours)
    shown = ground.draw_commands(scale, day, dark=dark, at_sea=at_sea) if commands and day else []
    placed = placed_in(event_set, view)
    draw_uncertainty(scale, [event for event, *_ in placed], dark=dark, muted=colours["muted"])
    groups = marks.clusters(placed, scale)
    for group in groups:
        marks.draw_cluster(scale, group, dark=dark, colours=colours)
    names.draw_names(scale, event_set, [_box(scale, group) for group in groups], colours)
    contents = Contents(
        types=Counter(event.type for event, *_ in placed),
        statuses=Counter(event.status for event, *_ in placed),
        commands=shown,
        day=day,
        waters=bool(commands and day and at_sea),
        disc=any(len(group.members) > marks.PETALS for group in groups),
    )
    legend_mm = height_pt(contents, strings) / MM if legend else 0.0
    page = _Page(width_mm, room_mm, room_mm * ratio, legend_mm, TITLE_MM if title else 0.0)
    sheet.set_size_inches(width_mm / 25.4, page.height_mm / 25.4)
    axes.set_position(page.box(0, room_mm * ratio, room_mm))
    left, top = EDGE_MM / width_mm, 1 - EDGE_MM / page.height_mm
    below = axes.get_position().y0 - 1 / page.height_mm
    if title:
        look: dict[str, Any] = {
            "fontsize": 15 * PX,
            "fontweight": "bold",
            "va": "top",
            "color": colours["text"],
        }
        sheet.text(left, top, title, parse_math=False, **look)
    line = footer_text(event_set, len(placed), strings)
    sheet.text(left, below, line, fontsize=9.5 * PX, va="top", color=colours["muted"])
    if legend:
        beside = sheet.add_axes(page.box(room_mm + GAP_MM, legend_mm, LEGEND_MM))
        beside.set(xlim=(0, LEGEND_MM * MM), ylim=(0, max(legend_mm, 1) * MM))
        beside.axis("off")
        draw_legend(beside, contents, strings, dark=dark, colours=colours)
    return sheet


@dataclass(frozen=True, slots=True)
class _Page:
    """Millimetres of the page: its width, those of the map, the height of the legend and of the title."""

    width_mm: float
    map_width_mm: float
    map_height_mm: float
    legend_mm: float
    title_mm: float

    @property
    def height_mm(self) -> float:
        return self.title_mm + max(self.map_height_mm, self.legend_mm) + FOOT_MM + 2 * EDGE_MM

    def box(self, left_mm: float, high_mm: float, wide_mm: float) -> tuple[float, float, float, float]:
        """Return a box below the title as parts of the page: left, bottom, width, height."""
        bottom = self.height_mm - EDGE_MM - self.title_mm - high_mm
        parts = ((EDGE_MM + left_mm) / self.width_mm, bottom / self.height_mm)
        return (*parts, wide_mm / self.width_mm, max(high_mm, 1) / self.height_mm)


class Sheet(Figure):
    """A figure that a notebook shows, whether or not pyplot was imported."""

    def _repr_png_(self) -> bytes:
        stream = BytesIO()
        self.savefig(stream, format="png")
        return stream.getvalue()


def _blank(view: Bounds, wide_mm: float, high_mm: float, colours: Mapping[str, str]) -> tuple[Sheet, Axes]:
    """Make a figure that is all map, of the size that the map will have."""
    sheet = Sheet(figsize=(wide_mm / 25.4, high_mm / 25.4), dpi=DPI, facecolor=colours["paper"])
    FigureCanvasAgg(sheet)  # texts are measured by its renderer
    axes = sheet.add_axes((0, 0, 1, 1))
    _frame(axes, view, colours["line"])
    return sheet, axes


def _frame(axes: Axes, view: Bounds, line: str) -> None:
    west, south, east, north = view
    axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[])
    axes.set_autoscale_on(False)
    for spine in axes.spines.values():
        spine.set(edgecolor=line, linewidth=0.6)


def fit_aspect(view: Bounds) -> tuple[Bounds, float]:
    """Widen a box that is too flat or too steep for a page; give it with the height of the map over its width.

    Examples
    --------
    >>> fit_aspect((0.0, -5.0, 10.0, 5.0))[1]
    1.0
    """
    west, south, east, north = view
    stretch = 1 / math.cos(math.radians((south + north) / 2))
    ratio = (north - south) * stretch / (east - west)
    if ratio < FLATTEST:
        more = ((east - west) * FLATTEST / stretch - (north - south)) / 2
        south, north = max(-89.0, south - more), min(89.0, north + more)
    elif ratio > STEEPEST:
        more = ((north - south) * stretch / STEEPEST - (east - west)) / 2
        west, east = max(-180.0, west - more), min(180.0, east + more)
    stretch = 1 / math.cos(math.radians((south + north) / 2))
    return (west, south, east, north), (north - south) * stretch / (east - west)


def placed_in(event_set: EventSet, view: Bounds) -> list[tuple[Event, float, float]]:
    """Return the events whose point lies in the box, with its lon and lat."""
    inside = []
    for event in event_set:
        if event.where is None or event.where.is_empty:
            continue
        point = split_at_antimeridian(event.where).representative_point()
        if view[0] <= point.x <= view[2] and view[1] <= point.y <= view[3]:
            inside.append((event, point.x, point.y))
    return inside


def _box(scale: Scale, group: marks.Cluster) -> tuple[float, float, float, float]:
    x, y = scale.points(group.x, group.y)
    reach = marks.reach_of(group)
    return x - reach, y - reach, x + reach, y + reach


def footer_text(event_set: EventSet, shown: int, strings: Mapping[str, str]) -> str:
    """Describe below the map in one line: how many events it shows of how many, and the sources."""
    return strings["figure.foot"].format(
        shown=f"{shown:,}", all=f"{len(event_set):,}", credits=strings["map.credits"]
    )


def last_day(event_set: EventSet) -> datetime.date | None:
    """Return the day of the last dated event, else that of the last report; `None` when nothing is dated."""
    days = [day for event in event_set for day in (event.when.start, event.when.end) if day]
    return max(days or [r.published for r in event_set.reports if r.published], default=None)
