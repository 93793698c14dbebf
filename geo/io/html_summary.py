"""What a notebook shows of an `EventSet`: its counts, its time span and a little map. All words are escaped.

One table and one drawing of numbers: a jinja2 template would be longer.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.plurals import counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.event_set import EventSet

_WIDE, _HIGH = 360, 180
_MOST_DOTS = 500
"""More dots than that are drawn as cells of a grid: the card of a big set stays small."""
_MOST_TYPES = 6


def span(event_set: EventSet) -> str:
    """Return the first and the last day of the events as text; empty when no event has a day.

    Examples
    --------
    >>> from geo.event_set import EventSet
    >>> span(EventSet())
    ''
    """
    days = [day for event in event_set.event_records for day in (event.when.start, event.when.end) if day]
    if not days:
        return ""
    first, last = min(days).isoformat(), max(days).isoformat()
    return first if first == last else f"{first} to {last}"


def html(event_set: EventSet) -> str:
    """Return the card as HTML: no script, no network, colours inherited from the page."""
    events = event_set.event_records
    placed = sum(event.where is not None and not event.where.is_empty for event in events)
    counts = {
        "events": f"{len(events):,}, {placed:,} with a place",
        "mentions": f"{len(event_set.mention_records):,}",
        "reports": f"{len(event_set.reports):,}",
        "days": span(event_set) or "none",
        **({"failed": f"{len(event_set.failures):,}"} if event_set.failures else {}),
    }
    types = Counter(event.type for event in events).most_common()
    if types:
        more = ", ..." if len(types) > _MOST_TYPES else ""
        counts["types"] = ", ".join(f"{name} {number:,}" for name, number in types[:_MOST_TYPES]) + more
    rows = "".join(
        f'<tr><th style="text-align:left">{escape(name)}</th><td style="text-align:left">{escape(text)}</td></tr>'
        for name, text in counts.items()
    )
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:1em;align-items:flex-start">'
        f"<table><caption>EventSet</caption><tbody>{rows}</tbody></table>{_map(event_set)}</div>"
    )


def _map(event_set: EventSet) -> str:
    """Return an SVG map of the events' points (plate carrée) over land; empty when no event has a place."""
    shapes = np.array([event.where for event in event_set.event_records] or [None], dtype=object)
    shapes = shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]
    if not len(shapes):
        return ""
    points = shapely.get_coordinates(shapely.centroid(shapes))
    west, south, east, north = _window(points)
    scale = _WIDE / (east - west)
    dots = (points - (west, north)) * (scale, -scale)
    sizes = np.ones(len(dots), dtype=np.intp)
    if len(dots) > _MOST_DOTS:
        dots, sizes = np.unique((dots // 6) * 6 + 3, axis=0, return_counts=True)
    radii = np.minimum(2.5 + np.log10(sizes), 6)
    circles = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"/>' for (x, y), r in zip(dots, radii, strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{_WIDE}" height="{_HIGH}" '
        f'viewBox="0 0 {_WIDE} {_HIGH}"><title>Where {counted(len(points), "event", style=",")} took place: '
        f"longitudes {west:.0f} to {east:.0f}, latitudes {south:.0f} to {north:.0f}</title>"
        f'<g fill="none" stroke="currentColor" stroke-opacity=".25"><rect x=".5" y=".5" width="{_WIDE - 1}" '
        f'height="{_HIGH - 1}"/>{_land((west, south, east, north), scale)}</g>'
        f'<g fill="#b3261e" fill-opacity=".7">{circles}</g></svg>'
    )


def _window(points: NDArray[np.float64]) -> tuple[float, float, float, float]:
    """Return bounds, twice as wide as high, of all points with a margin, at least 10° of longitude wide."""
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    wide = min(360.0, max(10.0, 1.3 * (east - west), 2.6 * (north - south)))
    west = min(max(-180.0, (west + east - wide) / 2), 180 - wide)
    south = min(max(-90.0, (south + north - wide / 2) / 2), 90 - wide / 2)
    return west, south, west + wide, south + wide / 2


def _land(window: tuple[float, float, float, float], scale: float) -> str:
    """Return the outlines of the land in a window as an SVG path, simplified to its pixels."""
    from gazetteer.areas import outlines

    source = outlines.load("50m")
    box = shapely.box(*window)
    steps = []
    for unit in source.units.values():
        if not box.intersects(shapely.box(*source.bounds(unit.key))):
            continue
        for polygon in source.polygons(unit):
            bounds = polygon.bounds
            if max(bounds[2] - bounds[0], bounds[3] - bounds[1]) * scale < 2 or not box.intersects(
                shapely.box(*bounds)
            ):
                continue
            ring = shapely.clip_by_rect(polygon.exterior.simplify(1 / scale), *window)
            for part in shapely.get_parts(ring):
                pixels = (
                    ((shapely.get_coordinates(part) - (window[0], window[3])) * (scale, -scale))
                    .round()
                    .astype(int)
                )
                if len(pixels) > 1:
                    steps.append("M" + "L".join(f"{x} {y}" for x, y in pixels.tolist()))
    return f'<path d="{"".join(steps)}"/>'
