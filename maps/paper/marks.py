"""The events: the page's signs, alone, around a spot, or a disc with their number."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.patches import Ellipse, Wedge
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from maps.paper.scale import PX
from maps.style import event_style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.transforms import Transform

    from geo.records import Event
    from maps.paper.scale import Scale

RADIUS_PX, REACH_PX, PETALS = 6.5, 30, 7
"""As on the page: size of a sign; spots nearer than this share a symbol; so many events are drawn one by one."""
HAPPENED = frozenset({"actual", "historical"})


def _regular(corners: int, turn: float, radius: float) -> list[tuple[float, float]]:
    angles = [turn + math.pi / 2 - 2 * math.pi * n / corners for n in range(corners)]
    return [(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]


def _closed(corners: list[tuple[float, float]]) -> Path:
    return Path([*corners, corners[0]], closed=True)


def _star() -> list[tuple[float, float]]:
    return [
        (x * (0.62 if n % 2 else 1.42), y * (0.62 if n % 2 else 1.42))
        for n, (x, y) in enumerate(_regular(10, 0, 1))
    ]


def _plus(reach: float, half: float) -> list[tuple[float, float]]:
    quarter = [(half, reach), (half, half), (reach, half)]
    corners = []
    for _ in range(4):
        corners += quarter
        quarter = [(y, -x) for x, y in quarter]
    return corners


SHAPES: dict[str, Path] = {
    "circle": Path.unit_circle(),
    "square": _closed(_regular(4, math.pi / 4, 1.22)),
    "diamond": _closed(_regular(4, 0, 1.3)),
    "triangle": _closed(_regular(3, 0, 1.36)),
    "pentagon": _closed(_regular(5, 0, 1.18)),
    "hexagon": _closed(_regular(6, 0, 1.14)),
    "star": _closed(_star()),
    "cross": _closed(_plus(1.25, 0.45)),
}
"""Outlines of radius 1, the y axis upwards, sized so that all look equally heavy: those of the page."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Events that share a symbol, and its position (lon, lat)."""

    x: float
    y: float
    members: tuple[Event, ...]


def draw_mark(scale: Scale, x: float, y: float, root: str, status: str, *, dark: bool, paper: str) -> None:
    """Draw one event: filled when it happened, hollow when announced or possible, struck out when denied."""
    style = event_style(root)
    colour = style.hue.dark if dark else style.hue.light
    outline = SHAPES[style.shape]
    solid = status in HAPPENED
    # matplotlib sizes a marker by its furthest corner.
    size = 2 * RADIUS_PX * PX * float(np.abs(outline.vertices).max())

    def sign(face: str, edge: str, edge_px: float) -> None:
        (drawn,) = scale.axes.plot([x], [y], linestyle="none", marker=outline, markersize=size, zorder=6)
        drawn.set(markerfacecolor=face, markeredgecolor=edge)
        drawn.set_markeredgewidth(edge_px * PX)

    sign(paper, paper, 3 if solid else 4.5)
    sign(colour if solid else paper, "none" if solid else colour, 0 if solid else 2)
    if status == "historical":
        (hole,) = scale.axes.plot([x], [y], linestyle="none", marker="o", markersize=size * 0.4)
        hole.set(markerfacecolor=paper, markeredgecolor="none", zorder=6)
    if status == "negated":
        reach = RADIUS_PX * PX * 1.2
        ends = [scale.moved(x, y, -reach, -reach), scale.moved(x, y, reach, reach)]
        scale.axes.plot(*zip(*ends, strict=True), color=colour, linewidth=2 * PX, zorder=6)


def clusters(events: Iterable[tuple[Event, float, float]], scale: Scale) -> list[Cluster]:
    """Group events whose spots lie too close to tell apart; every event is in exactly one group.

    The most crowded spot takes its neighbours first, as on the page.
    """
    spots: dict[tuple[float, float], list[Event]] = {}
    for event, x, y in events:
        spots.setdefault((x, y), []).append(event)
    order = sorted(spots, key=lambda spot: -len(spots[spot]))
    if not order:
        return []
    tree = shapely.STRtree([shapely.Point(scale.points(*spot)) for spot in order])
    taken = [False] * len(order)
    found = []
    for n, spot in enumerate(order):
        if taken[n]:
            continue
        point = shapely.Point(scale.points(*spot))
        near = [int(m) for m in tree.query(point, predicate="dwithin", distance=REACH_PX * PX)]
        own = [n, *sorted(m for m in near if m != n and not taken[m])]
        for m in own:
            taken[m] = True
        found.append(Cluster(*spot, tuple(event for m in own for event in spots[order[m]])))
    return found


def petals(count: int) -> list[tuple[float, float]]:
    """Return the positions of the members of a small cluster around its spot, in pixels of the page, y upwards."""
    if count == 1:
        return [(0.0, 0.0)]
    radius = 7.5 if count == 2 else 10 if count <= 4 else 13
    ring = count - 1 if count >= 6 else count
    start = 0 if ring == 2 else math.pi / 2
    around = [
        (radius * math.cos(start - 2 * math.pi * n / ring), radius * math.sin(start - 2 * math.pi * n / ring))
        for n in range(ring)
    ]
    return around if ring == count else [(0.0, 0.0), *((x * 1.15, y * 1.15) for x, y in around)]


def disc_radius(count: int) -> float:
    """Return the radius of the disc for many events, in pixels of the page."""
    return min(26.0, 11 + 2.2 * math.log2(count))


def reach_of(cluster: Cluster) -> float:
    """Return how far a cluster's symbol reaches from its spot, in points."""
    count = len(cluster.members)
    if count > PETALS:
        return disc_radius(count) * PX
    return (max(abs(x) for x, _ in petals(count)) + RADIUS_PX) * PX


def draw_cluster(scale: Scale, cluster: Cluster, *, dark: bool, colours: dict[str, str]) -> None:
    """Draw the signs of a few events, or the disc of many."""
    count = len(cluster.members)
    if count > PETALS:
        _draw_disc(scale, cluster, dark=dark, colours=colours)
        return
    for event, (dx, dy) in zip(cluster.members, petals(count), strict=True):
        x, y = scale.moved(cluster.x, cluster.y, dx * PX, dy * PX)
        draw_mark(scale, x, y, event.type, event.status, dark=dark, paper=colours["paper"])


def _draw_disc(scale: Scale, cluster: Cluster, *, dark: bool, colours: dict[str, str]) -> None:
    counts = Counter(colour_of(event, dark=dark) for event in cluster.members)
    radius = disc_radius(len(cluster.members))
    draw_disc(scale, cluster.x, cluster.y, radius_px=radius, counts=counts, paper=colours["paper"])
    scale.axes.text(
        cluster.x,
        cluster.y,
        f"{len(cluster.members):,}",
        ha="center",
        va="center_baseline",
        fontsize=12 * PX,
        fontweight="bold",
        color=colours["text"],
        zorder=6.3,
        clip_on=True,
    )


def draw_disc(
    scale: Scale, x: float, y: float, *, radius_px: float, counts: Counter[str], paper: str
) -> None:
    """Draw a disc whose ring shows the share of each colour."""

    def round_patch(radius: float) -> tuple[float, float]:
        return 2 * radius * PX / scale.x_pt, 2 * radius * PX / scale.y_pt

    scale.axes.add_patch(
        Ellipse((x, y), *round_patch(radius_px + 1.5), facecolor=paper, edgecolor="none", zorder=6.1)
    )
    angle, total = 90.0, counts.total()
    for colour, count in sorted(counts.items()):
        share = 360 * count / total
        # A wedge is round in its own units: it is drawn in points and moved to its place.
        wedge = Wedge((0, 0), radius_px * PX, angle - share, angle, width=min(5, radius_px * 0.4) * PX)
        wedge.set(facecolor=colour, edgecolor="none", zorder=6.2)
        wedge.set_transform(_points_at(scale, x, y))
        scale.axes.add_artist(wedge)
        angle -= share


def _points_at(scale: Scale, x: float, y: float) -> Transform:
    return Affine2D().scale(1 / scale.x_pt, 1 / scale.y_pt).translate(x, y) + scale.axes.transData


def colour_of(event: Event, *, dark: bool) -> str:
    """Return the colour of an event's type."""
    hue = event_style(event.type).hue
    return hue.dark if dark else hue.light
